# Reference values for the worked example of docs/adding-a-cohort.md: Rscript tests/reference/cohorts/respiratory.R
# Run from the project's folder. R 4.2, lme4 (adaptive Gauss-Hermite quadrature, 25 points).
library(lme4)

d <- read.csv("data/examples/respiratory/respiratory.csv")
d$patient <- interaction(d$center, d$id, drop = TRUE)
d$treated <- as.integer(d$treat == "A")
d$wave <- factor(paste0("visit", d$visit))

rows <- list()
add <- function(wave, what, value) rows[[length(rows) + 1]] <<- data.frame(wave, what, value)

for (wave in levels(d$wave)) {
  here <- d[d$wave == wave, ]
  for (arm in c(0, 1)) {
    side <- c("reference", "treated")[arm + 1]
    add(wave, paste0("n_", side), sum(here$treated == arm))
    add(wave, paste0("events_", side), sum(here$outcome[here$treated == arm]))
  }
  # Standardisation (g-computation): everybody's risk under both arms, averaged. Covariates have a log-F(1,1) prior
  # per standard deviation: half a yes and half a no in a row of their own, away from intercept and arm.
  Z <- model.matrix(~ age + sex + baseline, here)[, -1]
  Z <- sweep(Z, 2, apply(Z, 2, function(v) sqrt(mean((v - mean(v))^2))), "/")
  k <- ncol(Z)
  prior <- cbind(0, 0, diag(k))
  b <- glm.fit(rbind(cbind(1, here$treated, Z), prior, prior), c(here$outcome, rep(1, k), rep(0, k)),
               weights = c(rep(1, nrow(Z)), rep(0.5, 2 * k)), family = quasibinomial(),
               control = glm.control(epsilon = 1e-14, maxit = 100))$coefficients
  risk <- function(arm) mean(plogis(cbind(1, arm, Z) %*% b))
  add(wave, "adjusted_risk_ratio", risk(1) / risk(0))
  add(wave, "adjusted_risk_difference", risk(1) - risk(0))
}

d$age <- as.numeric(scale(d$age))  # a column of two digits beside those of one slows the optimiser
fit <- glmer(outcome ~ 0 + wave + wave:treated + age + sex + baseline + (1 | patient), family = binomial, data = d, nAGQ = 25,
             control = glmerControl(optimizer = "bobyqa", optCtrl = list(maxfun = 1e6, rhoend = 1e-9)))
effects <- fixef(fit)
for (wave in levels(d$wave)) {
  add(wave, "multilevel_odds_ratio", exp(effects[[paste0("wave", wave, ":treated")]]))
}
add("", "random_effect_sd", as.numeric(fit@theta))

out <- do.call(rbind, rows)
out$value <- format(out$value, digits = 12, trim = TRUE, scientific = FALSE, drop0trailing = TRUE)
write.csv(out, "tests/reference/cohorts/respiratory.csv", row.names = FALSE, quote = FALSE)
