# Reference values for statistics/survival/competing: Aalen-Johansen with heavy ties, and cause-specific hazards.
# Run in this folder: Rscript competing.R   (R 4.2, survival, jsonlite)
library(survival); library(jsonlite)
set.seed(32); n <- 160
d <- data.frame(arm = rep(0:1, length.out = n), site = sample(1:14, n, TRUE))
t1 <- ceiling(rexp(n, 0.04 * exp(-0.5 * d$arm))); t2 <- ceiling(rexp(n, 0.02)); end <- sample(20:60, n, TRUE)
d$time <- pmin(t1, t2, end); d$status <- ifelse(t1 <= pmin(t2, end), 1, ifelse(t2 <= end, 2, 0))
at <- c(0, 3, 6, 12, 24, 40)
one <- function(a) { f <- survfit(Surv(time, factor(status, 0:2)) ~ 1, d[d$arm == a, ])
  s <- summary(f, times = at, extend = TRUE); list(incidence = s$pstate[, 2], std_error = s$std.err[, 2], other = s$pstate[, 3]) }
# survfit 3.5.3 ignores 'cluster' here; its influence values (the first column is time zero) are summed instead
clustered <- function(a) { e <- d[d$arm == a, ]; e$id <- seq_len(nrow(e))
  f <- survfit(Surv(time, factor(status, 0:2)) ~ 1, e, id = id, influence = TRUE)
  I <- f$influence.pstate[, , 2]; stopifnot(ncol(I) == length(f$time) + 1)
  sqrt(colSums(rowsum(I, e$site)^2))[findInterval(at, f$time) + 1] }
k <- survfit(Surv(time, status == 1) ~ 1, d[d$arm == 0, ]); ks <- summary(k, times = at, extend = TRUE)
cx <- coxph(Surv(time, status == 1) ~ arm, d, ties = "efron", control = coxph.control(eps = 1e-12, toler.chol = 1e-13, iter.max = 50))
write_json(list(survival = as.character(packageVersion("survival")), time = d$time, status = d$status, arm = d$arm, site = d$site,
  at = at, reference = one(0), treated = one(1), clustered = list(reference = clustered(0), treated = clustered(1)),
  kaplan_meier = 1 - ks$surv, kaplan_meier_se = ks$std.err,
  cause_specific = list(coef = unname(coef(cx)), se = sqrt(vcov(cx)[1, 1]))), "competing.json", digits = NA, auto_unbox = TRUE)
