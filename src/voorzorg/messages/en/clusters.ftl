# Clusters, and the random effects of multilevel models.
intercepts-per-participant-and-in-arm = random intercepts per participant and, in the arm { $arm } only, per { $cluster }
intercept-per-in-arm = random intercept per { $cluster }, in the arm { $arm } only
intercepts-per-and-in-arm-within = random intercepts per { $level } and, in the arm { $arm } only, per { $cluster } within it
intercepts-per-and-in-arm-across = random intercepts per { $level } and, in the arm { $arm } only, per { $cluster } across them
bias-reduced-over = bias-reduced standard error over clusters ({ $variable }), t interval with Satterthwaite's degrees of freedom
