# Multiple imputation and what it rests on.
imputation-of = { $variable }: { $reason }
imputation-of-in-arm = { $variable } in arm { $arm }: { $reason }
imputation-never-observed = never observed, left missing
imputation-constant = observed without variation, so imputed without variation
imputation-constant-risk = observed without variation, so risks are drawn near it
imputation-few-clusters = { $clusters ->
    [one] only one cluster, so that clusters are not a part of the imputation model
   *[other] only { $clusters } clusters, so that clusters are not a part of the imputation model
 }
imputation-unused = { $variable } predicts nothing: it is incomplete and not imputed, or not a number
imputation-unsettled = the imputation of { $variable } in arm { $arm } still drifts after { $iterations } iterations (R-hat { $rhat })
imputation-unsettled-all = the imputation of { $variable } still drifts after { $iterations } iterations (R-hat { $rhat })
too-few-answers-reference = { $outcome }: too few answers in the reference arm for { $predictors } predictors
too-few-answers-own = { $outcome }: too few answers in the arm of those who left for { $predictors } predictors
