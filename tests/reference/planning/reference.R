# Power in closed form. Rscript reference.R > reference.json (pwr 1.3, rpact 3.3.4, stats)
library(pwr)
suppressPackageStartupMessages(library(rpact))
rates <- function(n, ...) getPowerRates(getDesignGroupSequential(kMax = 1, sided = 2, alpha = 0.05), maxNumberOfSubjects = n, pi2 = 0.19, pi1 = 0.095, ...)$overallReject
value <- list(
  arcsine = pwr.2p2n.test(h = ES.h(0.19, 0.11), n1 = 223, n2 = 237)$power,
  arcsine_half = pwr.2p2n.test(h = ES.h(0.19, 0.095), n1 = 230, n2 = 230)$power,
  arcsine_n = pwr.2p.test(h = ES.h(0.19, 0.095), power = 0.8)$n,
  score = power.prop.test(n = 230, p1 = 0.19, p2 = 0.11, strict = TRUE)$power,
  rpact_rates = rates(460),
  rpact_n = ceiling(getSampleSizeRates(getDesignGroupSequential(kMax = 1, sided = 2, alpha = 0.05, beta = 0.2), pi2 = 0.19, pi1 = 0.095)$nFixed),
  rpact_means = getPowerMeans(getDesignGroupSequential(kMax = 1, sided = 2, alpha = 0.05), maxNumberOfSubjects = 255, allocationRatioPlanned = 143 / 112, alternative = 0.3, stDev = 1)$overallReject,
  # Schoenfeld: 120 events, hazard ratio 0.6.
  rpact_survival = getPowerSurvival(getDesignGroupSequential(kMax = 1, sided = 1, alpha = 0.025), directionUpper = FALSE, hazardRatio = 0.6, maxNumberOfEvents = 120, maxNumberOfSubjects = 500, typeOfComputation = "Schoenfeld")$overallReject,
  t = pwr.t2n.test(n1 = 112, n2 = 143, d = 0.3)$power,
  t_n = pwr.t.test(d = 0.3, power = 0.8)$n,
  binomial = {
    x <- 0:40
    reject <- sapply(x, function(k) pbinom(k, 40, 0.3) <= 0.025 || pbinom(k - 1, 40, 0.3, lower.tail = FALSE) <= 0.025)
    sum(dbinom(x, 40, 0.12)[reject])
  },
  # Generalised least squares of 12 clusters, 4 steps, 10 people per cluster and period, written out.
  wedge = {
    crosses <- 1 + ((0:11) * 4) %/% 12
    treated <- outer(crosses, 0:4, function(cross, period) as.numeric(period >= cross))
    V <- matrix(0.02, 5, 5) + diag(0.15 / 10, 5)
    total <- matrix(0, 6, 6)
    for (i in 1:12) { X <- cbind(diag(5), treated[i, ]); total <- total + t(X) %*% solve(V) %*% X }
    solve(total)[6, 6]
  },
  cluster_t = {
    df <- 18; shift <- 0.4 / sqrt((1 + 19 * 0.05) / 20 * 2 / 10); q <- qt(0.975, df)
    1 - pt(q, df, shift) + pt(-q, df, shift)
  }
)
cat("{\n"); cat(paste0('  "', names(value), '": ', sapply(value, function(v) sprintf("%.12g", v)), collapse = ",\n")); cat("\n}\n")
