# Reference values for tests/statistics/synthesis/test_meta_analysis.py and test_effect_conversions.py, R 4.2.2, metafor 3.8.1.
# Run in this folder: Rscript meta.R
suppressMessages(library(metafor))
fmt <- function(v) trimws(formatC(as.numeric(v), digits = 14, format = "g"))
sets <- list(
  bcg = with(escalc("RR", ai = tpos, bi = tneg, ci = cpos, di = cneg, data = dat.bcg), data.frame(yi = as.numeric(yi), vi)),
  homogeneous = data.frame(yi = c(-0.31, -0.25, -0.28, -0.35, -0.30), vi = c(0.04, 0.09, 0.02, 0.05, 0.03)),
  three = data.frame(yi = c(-0.9, -0.2, 0.15), vi = c(0.05, 0.02, 0.08)),
  smd = data.frame(yi = c(0.2, 0.47, 0.05, 0.61, 0.33, 0.9, -0.1), vi = c(0.01, 0.03, 0.02, 0.05, 0.015, 0.08, 0.04)))
control <- list(threshold = 1e-14, maxiter = 10000, stepadj = 0.5)
out <- do.call(rbind, lapply(names(sets), function(s) do.call(rbind, lapply(c("knha", "z"), function(test) {
  f <- rma(yi, vi, data = sets[[s]], method = "REML", test = test, control = control)
  p <- predict(f); t2 <- confint(f, control = list(tol = 1e-12))$random[1, ]
  data.frame(set = s, test, estimate = fmt(f$b), std_error = fmt(f$se), ci_low = fmt(f$ci.lb), ci_high = fmt(f$ci.ub),
             p_value = fmt(f$pval), prediction_low = fmt(p$pi.lb), prediction_high = fmt(p$pi.ub), tau2 = fmt(f$tau2),
             tau2_low = fmt(t2[2]), tau2_high = fmt(t2[3]), i2 = fmt(f$I2 / 100), q = fmt(f$QE), q_p_value = fmt(f$QEp))
}))))
write.csv(out, "meta.csv", row.names = FALSE, quote = FALSE)
inputs <- do.call(rbind, lapply(names(sets), function(s) data.frame(set = s, yi = fmt(sets[[s]]$yi), vi = fmt(sets[[s]]$vi))))
write.csv(inputs, "meta_inputs.csv", row.names = FALSE, quote = FALSE)

row <- function(case, e) data.frame(case, estimate = fmt(e$yi), std_error = fmt(sqrt(e$vi)))
conv <- rbind(
  row("or", escalc("OR", ai = 16, n1i = 160, ci = 29, n2i = 160)),
  row("or zero", escalc("OR", ai = 0, n1i = 20, ci = 5, n2i = 21)),
  row("rr", escalc("RR", ai = 16, n1i = 160, ci = 29, n2i = 160)),
  row("rd", escalc("RD", ai = 16, n1i = 160, ci = 29, n2i = 160)),
  row("smd", escalc("SMD", m1i = 10.2, sd1i = 3.1, n1i = 24, m2i = 8.4, sd2i = 3.6, n2i = 31)),
  row("smd t", escalc("SMD", ti = 2.3, n1i = 24, n2i = 31)),
  row("or to d", escalc("OR2DL", ai = 16, n1i = 160, ci = 29, n2i = 160)))
write.csv(conv, "conversions.csv", row.names = FALSE, quote = FALSE)
