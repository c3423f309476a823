# Reference values for tests/analyses/missing/test_pooled_rows.py: mice 3.15.0's pool.scalar on the scales of the rows.
# Run in this folder: Rscript pool_rows.R  (the estimates of twelve data sets are made up)
suppressMessages(library(mice))
set.seed(5)
fmt <- function(v) trimws(formatC(v, digits = 16, format = "g"))
m <- 12
kinds <- list(odds_ratio = list(q = exp(rnorm(m, -0.6, 0.15)), se = runif(m, 0.25, 0.35), n = Inf),
              hazard_ratio = list(q = exp(rnorm(m, 0.3, 0.1)), se = runif(m, 0.18, 0.22), n = Inf),
              risk = list(q = plogis(rnorm(m, -1, 0.1)), se = runif(m, 0.03, 0.04), n = Inf),
              risk_difference = list(q = rnorm(m, -0.08, 0.02), se = runif(m, 0.04, 0.05), n = 46),
              mean_difference = list(q = rnorm(m, 1.4, 0.3), se = runif(m, 0.6, 0.7), n = 219))
inputs <- NULL; out <- NULL
for (name in names(kinds)) {
  k <- kinds[[name]]
  ratio <- grepl("ratio", name); risk <- name == "risk"
  q <- if (ratio) log(k$q) else if (risk) qlogis(k$q) else k$q
  u <- if (risk) (k$se / (k$q * (1 - k$q)))^2 else k$se^2
  p <- pool.scalar(q, u, n = k$n + 1, k = 1)   # complete-data degrees of freedom n - k
  se <- sqrt(p$t); t <- qt(0.975, p$df)
  back <- if (ratio) exp else if (risk) plogis else identity
  est <- back(p$qbar)
  out <- rbind(out, data.frame(estimand = name, df_complete = k$n, estimate = fmt(est),
    std_error = fmt(if (risk) se * est * (1 - est) else se), ci_low = fmt(back(p$qbar - t * se)),
    ci_high = fmt(back(p$qbar + t * se)), p_value = fmt(2 * pt(-abs(p$qbar / se), p$df))))
  inputs <- rbind(inputs, data.frame(estimand = name, estimate = fmt(k$q), std_error = fmt(k$se)))
}
write.csv(inputs, "pool_rows_inputs.csv", row.names = FALSE, quote = FALSE)
write.csv(out, "pool_rows.csv", row.names = FALSE, quote = FALSE)
