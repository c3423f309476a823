# One yes/no value per woman, women within sites: lme4 from three starts, the highest maximum of them.
# Run in this folder: Rscript make_one_value.R. The data were simulated (standard deviation between sites 0, 0.3
# and 0.6; 8 sites of some 23 women, 20 of some 23).
suppressMessages(library(lme4))
d <- read.csv("data/one_value.csv")
absolute <- function(fit, d) {
  # glmer's log-likelihood with nAGQ > 1 leaves the saturated one out: integrate by a fine rule at its estimates
  sd <- getME(fit, "theta"); b <- fixef(fit)
  t <- seq(-9, 9, by = 0.02); w <- dnorm(t) * 0.02
  eta <- b[1] + b[2] * d$treated
  sum(sapply(split(seq_len(nrow(d)), d$site), function(rows) {
    at <- sapply(t, function(u) sum(dbinom(d$events[rows], d$women[rows], plogis(eta[rows] + sd * u), log = TRUE)))
    log(sum(w * exp(at - max(at)))) + max(at)
  }))
}
out <- do.call(rbind, lapply(split(d, d$trial), function(d) {
  fits <- lapply(c(0.05, 0.5, 1.5), function(s) suppressWarnings(suppressMessages(
    glmer(cbind(events, women - events) ~ treated + (1 | site), d, binomial, nAGQ = 25, start = list(theta = s),
          control = glmerControl(optimizer = "bobyqa", optCtrl = list(rhoend = 1e-9))))))
  values <- sapply(fits, absolute, d = d)
  fit <- fits[[which.max(values)]]
  data.frame(trial = d$trial[1], llf = max(values), intercept = fixef(fit)[1], treated = fixef(fit)[2],
             sd = getME(fit, "theta"))
}))
write.csv(format(out, digits = 12), "one_value.csv", row.names = FALSE, quote = FALSE)
