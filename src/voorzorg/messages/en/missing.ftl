# Multiple imputation and what it rests on.
imputation-of = { $variable }: { $reason }
imputation-of-in-arm = { $variable } in arm { $arm }: { $reason }
imputation-never-observed = never observed, left missing
imputation-constant = observed without variation, so imputed without variation
imputation-constant-risk = observed without variation, so risks are drawn near it
imputation-infinite = { $variable } holds infinite values: nothing is imputed until they are mended
imputation-few-clusters = { $clusters ->
    [one] only one cluster, so that clusters are not a part of the imputation model
   *[other] only { $clusters } clusters, so that clusters are not a part of the imputation model
 }
imputation-unused = { $variable } predicts nothing: it is incomplete and not imputed, or not a number
imputation-unsettled = the imputation of { $variable } in arm { $arm } still drifts after { $iterations } iterations (R-hat { $rhat })
imputation-unsettled-all = the imputation of { $variable } still drifts after { $iterations } iterations (R-hat { $rhat })
too-few-answers-reference = { $outcome }: too few answers in the reference arm for { $predictors } predictors
too-few-answers-own = { $outcome }: too few answers in the arm of those who left for { $predictors } predictors
strategy-for-scales = this strategy is for outcomes on a scale, not for risks
imputation-no-count = { $variable } holds values below 0 or broken numbers, and is imputed as a number, not as a count
imputation-contradiction = { $variable } has values where { $which } says that there are none: the two are imputed apart

# Methods, and how missing values were handled.
pooled = pooled over { $imputations } imputed data sets by Rubin's rules
pooled-test = all waves together: { $test } with { $df } numerator degrees of freedom, pooled over { $imputations } imputed data sets
pooled-mean-only = mean over { $imputations } imputed data sets
bootstrap-then-impute = { $samples } bootstrap samples by arm, each imputed twice from the outcome's own waves and the covariates
bounds-method = every missing answer filled in alike within an arm, Newcombe interval
missing-shifted-both = multiple imputation, delta-adjusted in both arms
missing-worst = worst case: who is missing has the outcome in the treated arm, and not in the reference arm
missing-best = best case: who is missing has the outcome in the reference arm, and not in the treated arm
copy-to-reference = multiple imputation, copy reference
increments-to-reference = multiple imputation, copy increments in reference
last-mean-to-reference = multiple imputation, last mean carried forward

# Remarks.
information-anchored = the standard error is information-anchored, as with the same data missing at random; over repeated trials the estimate varies less
imputed-less-measured = imputed less measured values, in standard deviations of those measured; limits: where 90% of the data sets lie
imputed-far-from-measured = something to look at: what was imputed lies { NUMBER($apart, minimumFractionDigits: 1, maximumFractionDigits: 1) } standard deviations from what was measured
imputed-other-spread = something to look at: imputed values spread { NUMBER($ratio, minimumFractionDigits: 1, maximumFractionDigits: 1) } times as much as measured ones
frequentist-error = the standard error is frequentist: how much the estimate varies over repeated trials
pooled-nowhere = could not be estimated in any imputed data set
pooled-some = estimated in { $k } of { $imputations } imputed data sets
in-some-sets = { $reason } (in { $k } of { $imputations } imputed data sets)
