# Reference values for statistics/survival. Data are synthetic, with heavy ties.
# Run in this folder: Rscript reference.R   (R 4.2, survival, jsonlite)
library(survival); library(jsonlite)
set.seed(31); n <- 180
d <- data.frame(arm = rep(0:1, length.out = n), age = round(rnorm(n, 19, 2), 1), site = sample(1:15, n, TRUE))
t <- ceiling(rexp(n, exp(-3.2 - 0.5 * d$arm + 0.08 * (d$age - 19) + rnorm(15, 0, 0.4)[d$site])))
d$time <- pmin(t, sample(20:60, n, TRUE)); d$event <- as.integer(t <= d$time)
write.csv(d, "times.csv", row.names = FALSE)
km <- survfit(Surv(time, event) ~ arm, d, conf.type = "log-log")
ev <- km$n.event > 0; st <- rep(0:1, km$strata)
curve <- data.frame(arm = st[ev], time = km$time[ev], n_risk = km$n.risk[ev], n_event = km$n.event[ev], survival = km$surv[ev],
                    std_error = (km$std.err * km$surv)[ev], lower = km$lower[ev], upper = km$upper[ev])
write.csv(format(curve, digits = 17), "curve.csv", row.names = FALSE, quote = FALSE)
at <- summary(km, times = c(6, 12, 24, 48), extend = TRUE)
tau <- 40; rm <- summary(km, rmean = tau)$table
q <- quantile(km, 0.5)
lr <- survdiff(Surv(time, event) ~ arm, d)
cx <- coxph(Surv(time, event) ~ arm + age, d, ties = "efron", control = coxph.control(eps = 1e-14, iter.max = 50))
cc <- coxph(Surv(time, event) ~ arm + age, d, ties = "efron", cluster = site, control = coxph.control(eps = 1e-14, iter.max = 50))
cr <- coxph(Surv(time, event) ~ arm + age, d, ties = "efron", robust = TRUE, control = coxph.control(eps = 1e-14, iter.max = 50))
z <- lapply(c(km = "km", identity = "identity"), function(g) unname(cox.zph(cx, transform = g)$table[, c("chisq", "p")]))
dif <- rm["arm=1", "rmean"] - rm["arm=0", "rmean"]
write_json(list(r = R.version.string, survival = as.character(packageVersion("survival")), tau = tau,
  rmst = list(reference = rm["arm=0", c("rmean", "se(rmean)")], treated = rm["arm=1", c("rmean", "se(rmean)")],
              difference = dif, std_error = sqrt(sum(rm[, "se(rmean)"]^2))),
  median = list(estimate = q$quantile[, 1], lower = q$lower[, 1], upper = q$upper[, 1]),
  risk_table = list(time = at$time, arm = as.character(at$strata), n_risk = at$n.risk, survival = at$surv, lower = at$lower, upper = at$upper),
  logrank = list(chisq = lr$chisq, p = pchisq(lr$chisq, 1, lower.tail = FALSE), observed = lr$obs, expected = lr$exp),
  cox = list(coef = coef(cx), vcov = vcov(cx), clustered = vcov(cc), robust = vcov(cr), loglik = cx$loglik), zph = z),
  "reference.json", digits = NA, auto_unbox = TRUE, pretty = TRUE)
