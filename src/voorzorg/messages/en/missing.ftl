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
imputation-contradiction = { $variable } has values where { $condition } says that there are none: the two are imputed apart

# Methods, and how missing values were handled.
imputation-method = multiple imputation by chained equations within arm, Rubin's rules
imputation-method-fmi = multiple imputation by chained equations within arm, Rubin's rules, fraction of missing information { NUMBER($fmi, minimumFractionDigits: 2) }, { $df } degrees of freedom
pooled = pooled over { $sets } imputed data sets by Rubin's rules
pooled-fmi = pooled over { $sets } imputed data sets by Rubin's rules, fraction of missing information { NUMBER($fmi, minimumFractionDigits: 2) }, { $df } degrees of freedom
pooled-mean-only = mean over { $sets } imputed data sets
weighting-method = inverse-probability weighting, influence-function standard error
bounds-method = every missing answer filled in alike within an arm, Newcombe interval
missing-imputed = multiple_imputation
missing-shifted = multiple_imputation, delta-adjusted in the treated arm
missing-shifted-both = multiple_imputation, delta-adjusted in both arms
missing-reference = multiple_imputation, { $strategy }
missing-weighted = inverse_probability_weighting
missing-worst = worst case: who is missing has the outcome in the treated arm, and not in the reference arm
missing-best = best case: who is missing has the outcome in the reference arm, and not in the treated arm
strategy-jump = jump to reference
strategy-copy = copy reference
strategy-increments = copy increments in reference
strategy-last-mean = last mean carried forward

# Remarks.
information-anchored = the standard error is information-anchored, as with the same data missing at random; over repeated trials the estimate varies less
imputation-luck = another seed could change the conclusion (p from { NUMBER($low, minimumFractionDigits: 3) } to { NUMBER($high, minimumFractionDigits: 3) } within two Monte Carlo standard errors of { $sets } imputations): raise 'imputations'
nothing-to-impute = nothing to impute: every participant was measured in every wave
imputed-no-events = an imputed data set has no events in an arm: the ratio is not defined
pooled-nowhere = could not be estimated in any imputed data set
pooled-some = estimated in { $times } of { $sets } imputed data sets
in-some-sets = { $warning } (in { $times } of { $sets } imputed data sets)
tipping-from = conclusion at delta 0: { $conclusion }
conclusion-not-significant = not significant
conclusion-positive = positive
conclusion-negative = negative
weighting-nobody = fewer than two participants of an arm were seen
weighting-constant = the outcome does not vary among those seen
weighting-extreme = one participant stands for { $weight }: the weights are extreme
