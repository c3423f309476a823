# Reference values for voorzorg.statistics.multilevel.  Run: Rscript make_reference.R (about ten minutes).
# lme4 with 25 adaptive Gauss-Hermite points, optimised to a tight tolerance; glmmTMB for Laplace.
# Standard errors: Richardson-extrapolated Hessian (numDeriv) of lme4's deviance in (theta, beta).
suppressMessages({library(lme4); library(glmmTMB); library(numDeriv)})
data(toenail, package = "HSAUR3"); data(ohio, package = "geepack"); data(cbpp, package = "lme4")
data(Contraception, package = "mlmRev"); data(guPrenat, package = "mlmRev")
toenail$y <- as.integer(toenail$outcome == "moderate or severe")
toenail$itra <- as.integer(toenail$treatment == "itraconazole")
toenail <- toenail[, c("patientID", "y", "itra", "time", "visit")]
Contraception$y <- as.integer(Contraception$use == "Y")
Contraception <- Contraception[, c("woman", "district", "y", "livch", "age", "urban")]
guPrenat$y <- as.integer(guPrenat$prenat == "Modern")
write.csv(toenail, "data/toenail.csv", row.names = FALSE)
write.csv(ohio, "data/ohio.csv", row.names = FALSE)
write.csv(cbpp, "data/cbpp.csv", row.names = FALSE)
write.csv(Contraception, "data/contraception.csv", row.names = FALSE)
write.csv(guPrenat, "data/guprenat.csv", row.names = FALSE)
trial <- read.csv("data/trial.csv"); trial$wave <- factor(trial$wave)
cbpp$period <- factor(cbpp$period)
tight <- glmerControl(optimizer = "bobyqa", tolPwrss = 1e-11, check.conv.grad = "ignore",
  check.conv.singular = "ignore", check.conv.hess = "ignore", calc.derivs = FALSE,
  optCtrl = list(rhoend = 1e-8, maxfun = 1e5))
tmb <- glmmTMBControl(optCtrl = list(iter.max = 1e4, eval.max = 1e4, rel.tol = 1e-15, x.tol = 1e-13))
out <- list()
put <- function(model, engine, points, term, estimate, se)
  out[[length(out) + 1]] <<- data.frame(model, engine, points, term, estimate, se)
fit_one <- function(model, formula, data, constant = 0, points = 25) {
  for (k in c(points)) {
    m <- glmer(formula, data, family = binomial, nAGQ = k, control = tight)
    dev <- update(m, devFunOnly = TRUE)
    theta <- getME(m, "theta"); beta <- fixef(m)
    h <- hessian(dev, c(theta, beta), method.args = list(d = 2e-2, r = 4)) / 2
    se <- sqrt(diag(solve(h)))
    put(model, "lme4", k, "sd", theta, se[1])
    put(model, "lme4", k, names(beta), beta, se[-1])
    put(model, "lme4", k, "llf", as.numeric(logLik(m)) + if (k > 1) constant else 0, NA)
  }
  m <- glmmTMB(formula, data, family = binomial, control = tmb)
  s <- summary(m)$coefficients$cond
  put(model, "glmmTMB", 1, rownames(s), s[, 1], s[, 2])
  put(model, "glmmTMB", 1, "sd", sqrt(VarCorr(m)$cond[[1]][1]), NA)
  put(model, "glmmTMB", 1, "llf", as.numeric(logLik(m)), NA)
  cat(model, "done\n")
}
saturated <- sum(dbinom(cbpp$incidence, cbpp$size, cbpp$incidence / cbpp$size, log = TRUE))
fit_one("cbpp", cbind(incidence, size - incidence) ~ period + (1 | herd), cbpp, saturated)
fit_one("ohio", resp ~ age * smoke + (1 | id), ohio)
fit_one("toenail", y ~ itra * time + (1 | patientID), toenail)
fit_one("contraception", y ~ age + I(age^2) + urban + livch + (1 | district), Contraception)
fit_one("trial", y ~ arm * wave + (1 | id), trial)
fit_one("trial_age", y ~ arm * wave + age + (1 | id), trial)
# Several random effects: the Laplace approximation
lap <- function(model, formula, data) {
  m <- glmmTMB(formula, data, family = binomial, control = tmb)
  s <- summary(m)$coefficients$cond
  put(model, "glmmTMB", 1, rownames(s), s[, 1], s[, 2])
  v <- VarCorr(m)$cond
  for (g in names(v)) { sd <- attr(v[[g]], "stddev"); put(model, "glmmTMB", 1, paste0("sd:", g, ":", names(sd)), sd, NA)
    if (length(sd) > 1) put(model, "glmmTMB", 1, paste0("cor:", g), attr(v[[g]], "correlation")[2, 1], NA) }
  put(model, "glmmTMB", 1, "llf", as.numeric(logLik(m)), NA)
  cat(model, "done\n")
}
trial$t <- as.numeric(trial$wave) - 1
lap("trial_slope", y ~ arm * t + (t | id), trial)
lap("trial_nested", y ~ arm * wave + (1 | id) + (1 | site), trial)
lap("contraception_slope", y ~ age + I(age^2) + urban + livch + (urban | district), Contraception)
set.seed(3)
crossed <- expand.grid(rater = 1:20, item = 1:25)
crossed$x <- round(rnorm(500), 2)
crossed$y <- rbinom(500, 1, plogis(-0.5 + 0.8 * crossed$x + rnorm(20)[crossed$rater] + 1.2 * rnorm(25)[crossed$item]))
write.csv(crossed, "data/crossed.csv", row.names = FALSE)
lap("crossed", y ~ x + (1 | rater) + (1 | item), crossed)
options(digits = 12)
write.csv(do.call(rbind, out), "reference.csv", row.names = FALSE)
writeLines(c(R.version.string, paste("lme4", packageVersion("lme4")), paste("glmmTMB", packageVersion("glmmTMB"))), "versions.txt")
