# What rows of the estimates table say of themselves.
only-those-with = only those with { $variable } are compared: who they are may depend on the arm
clusters-ignored = clusters ({ $cluster }) are ignored: the interval is likely too narrow, the p-value too small
arm-clusters-ignored = the interval takes participants of one cluster ({ $cluster }) as unrelated: it is likely too narrow
arm-only-one-cluster-how = an arm has only one cluster ({ $cluster }): how clusters vary is unknown
nobody-count = nobody to count
measured-once-left-out = { $n } measured at only one of the two waves are left out
standard-deviation-measured-not-norm = standard deviation of the { $n } measured at { $wave }, not of a norm group
outcome-no-cut-off = the outcome has no cut_off
nobody-was-measured-both = nobody was measured at both { $first } and { $wave }
no-spread-judge-changes = no spread to judge changes by
no-interval-agreement-perfect = no interval: agreement is perfect
no-wave-was-answered-both = no wave was answered by both informants
no-participant-both-informants = no participant with both informants
fewer-than-two-values = fewer than two values
no-times-were-measured = no times were measured
no-interval-belongs-exact-sum = no interval belongs to the exact sum
variable-does-not-vary = the variable does not vary
nobody-was-due-this-phase = nobody was due this phase
could-not-estimate = could not be estimated: { $reason }
no-interval-arm-separated-no = no interval: an arm is separated, and no standard error that respects the clusters is known
arm-no-observations = an arm has no observations
outcome-does-not-vary = the outcome does not vary
did-not-converge = did not converge
nothing-impute-every-participant-was = nothing to impute: every participant was measured in every wave
another-seed-could-change-conclusion = another seed could change the conclusion (p from { NUMBER($low, minimumFractionDigits: 3, maximumFractionDigits: 3) } to { NUMBER($high, minimumFractionDigits: 3, maximumFractionDigits: 3) } within two Monte Carlo standard errors of { $imputations } imputations): raise 'imputations'
imputed-data-set-no-events = an imputed data set has no events in an arm: the ratio is not defined
conclusion-delta-0 = conclusion at delta 0: { $conclusion ->
    [positive] significantly higher
    [negative] significantly lower
   *[none] not significant
 }
reference-based-imputation = reference-based imputation: { $why }
no-clustering-variable-cohort = no clustering variable in the cohort
not-measured-both-arms-this = not measured in both arms in this wave
events-before-birth-count-as = events before birth count as events at birth
no-times-one-arms = no times in one of the arms
beyond-last-observation-this-arm = beyond the last observation of this arm
single-case-needs-waves = single-case effect sizes need an outcome that was measured in several waves
change-needs-waves = change needs an outcome that was measured in several waves
agreement-needs-informant = agreement needs 'compare_informant' and an outcome with waves
no-such-covariates = covariates that participants do not have: { $names }
not-in-tidy-data = variable '{ $variable }' is not in the tidy data
two-rows-of-informant = a participant has more than one row of informant '{ $informant }' in '{ $wave }'
not-foreseen = an error that was not foreseen ({ $kind }): please report it
better-not-said = the manifest does not say which way is better: nothing is called improved (better: lower, or better: higher)
followed-too-briefly = too few participants were followed for a week or longer
covariate-infinite = { $variable } holds infinite values: correct them at their source
