# The same three analyses of the same trials: glm, glmer (9 points) and geeglm. Rscript beside_r.R FOLDER TRIALS
suppressMessages({library(lme4); library(geepack)})
arguments <- commandArgs(trailingOnly = TRUE)
took <- c(adjusted = 0, multilevel = 0, gee = 0)
clock <- function() sum(proc.time()[c("user.self", "sys.self")])
for (r in seq_len(as.integer(arguments[2])) - 1) {
  long <- read.csv(file.path(arguments[1], paste0(r, ".csv")))
  long$wave <- factor(long$wave)
  waves <- levels(long$wave)
  # No effect before allocation, as in the pipeline.
  for (w in waves[-1]) long[[paste0("t", w)]] <- long$arm * (long$wave == w)
  effects <- paste0("t", waves[-1], collapse = " + ")
  start <- clock()
  last <- long[long$wave == waves[length(waves)], ]
  fit <- glm(y ~ arm + age + gestation_at_entry + risk_factors, binomial, last)
  for (a in 0:1) mean(predict(fit, transform(last, arm = a), type = "response"))
  took["adjusted"] <- took["adjusted"] + clock() - start
  start <- clock()
  formula <- as.formula(paste("y ~ 0 + wave +", effects, "+ scale(age) + scale(gestation_at_entry) + scale(risk_factors) + (1 | id)"))
  suppressWarnings(suppressMessages(glmer(formula, long, binomial, nAGQ = 9)))
  took["multilevel"] <- took["multilevel"] + clock() - start
  start <- clock()
  geeglm(as.formula(paste("y ~ 0 + wave +", effects)), binomial, long[order(long$id), ], id = id, corstr = "exchangeable")
  took["gee"] <- took["gee"] + clock() - start
}
cat(paste(names(took), took, sep = ",", collapse = "\n"), "\n")
