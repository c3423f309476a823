# Clusters, and the random effects of multilevel models.
multilevel-participants = multilevel logistic regression, random intercept per participant
multilevel-participants-and = multilevel logistic regression, random intercepts per participant and { $cluster }
multilevel-participants-and-in-arm = multilevel logistic regression, random intercepts per participant and, in the arm { $arm } only, per { $cluster }
multilevel-three-levels = three-level logistic regression, random intercepts per participant and { $cluster }
multilevel-clusters = multilevel logistic regression, random intercept per { $cluster }
multilevel-clusters-in-arm = multilevel logistic regression, random intercept per { $cluster } in the arm { $arm } only
multilevel-clusters-in-arm-within = multilevel logistic regression, random intercepts per { $level } and, in the arm { $arm } only, per { $cluster } within it
multilevel-clusters-in-arm-across = multilevel logistic regression, random intercepts per { $level } and, in the arm { $arm } only, per { $cluster } across them
adjusted-for = adjusted for { $names }
errors-few-clusters = bias-reduced standard error over clusters ({ $cluster }), t interval with Satterthwaite's degrees of freedom
no-clustering-variable = no clustering variable in the cohort
too-few-clusters-for-a-test = { $clusters } clusters: fewer than { $fewest } carry no interval and no test
