# Reference values for tests/statistics/missing/test_rubin.py, R 4.2.2, mice 3.15.0 (and its mitml for D1).
# Run in this folder: Rscript rubin.R
suppressMessages(library(mice))
options(digits = 17)
fmt <- function(v) trimws(formatC(v, digits = 16, format = "g"))
imp <- mice(nhanes, m = 10, seed = 123, printFlag = FALSE)
fits <- with(imp, lm(chl ~ age + bmi))
small <- with(imp, lm(chl ~ 1))
k <- 3
coefs <- t(sapply(fits$analyses, coef))
covs <- t(sapply(fits$analyses, function(f) as.vector(vcov(f))))
write.csv(data.frame(apply(cbind(coefs, covs), 2, fmt)), "rubin_inputs.csv", row.names = FALSE, quote = FALSE)

pooled <- summary(pool(fits), conf.int = TRUE)
inner <- pool(fits)$pooled
out <- data.frame(term = as.character(pooled$term), dfcom = inner$dfcom, estimate = pooled$estimate,
                  std_error = pooled$std.error, statistic = pooled$statistic, df = pooled$df, p_value = pooled$p.value,
                  ci_low = pooled$`2.5 %`, ci_high = pooled$`97.5 %`, riv = inner$riv, lambda = inner$lambda, fmi = inner$fmi)
scalar <- do.call(rbind, lapply(1:k, function(j) {
  s <- pool.scalar(coefs[, j], covs[, (j - 1) * k + j], n = Inf)
  data.frame(term = colnames(coefs)[j], dfcom = Inf, estimate = s$qbar, std_error = sqrt(s$t), statistic = s$qbar / sqrt(s$t),
             df = s$df, p_value = 2 * pt(-abs(s$qbar / sqrt(s$t)), s$df),
             ci_low = s$qbar - qt(.975, s$df) * sqrt(s$t), ci_high = s$qbar + qt(.975, s$df) * sqrt(s$t),
             riv = s$r, lambda = (1 + 1 / s$m) * s$b / s$t, fmi = s$fmi)
}))
both <- rbind(out, scalar)
both[, -1] <- lapply(both[, -1], fmt)
write.csv(both, "rubin_pooled.csv", row.names = FALSE, quote = FALSE)

d_small <- D1(fits, small)$result
d_large <- D1(fits, small, dfcom = 1e9)$result          # R has no infinite dfcom here; the large-sample formula by hand
big <- mitml:::.D1(Qhat = t(coefs[, 2:3]), Uhat = sapply(fits$analyses, function(f) vcov(f)[2:3, 2:3], simplify = "array"), df.com = NULL)
d1 <- data.frame(dfcom = c("22", "Inf"), statistic = fmt(c(d_small[1], big$F)), df1 = c(d_small[2], big$k),
                 df2 = fmt(c(d_small[3], big$v)), riv = fmt(c(d_small[5], big$r)),
                 p_value = fmt(c(d_small[4], pf(big$F, big$k, big$v, lower.tail = FALSE))))
write.csv(d1, "rubin_d1.csv", row.names = FALSE, quote = FALSE)
