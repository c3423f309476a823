# Likeness of baseline tables by the R package simdistr 1.0.1 (its function sim_distr and its data set example_trials:
# seven trials of Saitoh and others, see data/examples/trials/README.md), 20,000 draws.
library(simdistr)
set.seed(1)
writeLines(capture.output(sim_distr(20000, example_trials, FALSE)))  # typed into carlisle_values.csv
write.csv(example_trials, "carlisle_arms.csv", row.names = FALSE)
