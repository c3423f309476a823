# Reference values for statistics/linear and statistics/mixed. Data are synthetic.
# Run in this folder: Rscript reference.R   (R 4.2, lme4, lmerTest, sandwich, jsonlite)
library(lme4); library(lmerTest); library(sandwich); library(jsonlite)
set.seed(51); sites <- 12; women <- 110
w <- data.frame(id = 1:women, site = sample(1:sites, women, TRUE), arm = rep(0:1, length.out = women))
d <- merge(expand.grid(wave = 1:4, id = 1:women), w); d <- d[order(d$id, d$wave), ]
d <- d[runif(nrow(d)) < 0.85, ]
d$y <- round(30 - 1.5 * d$arm * (d$wave > 1) + 0.4 * d$wave + rnorm(sites, 0, 1.2)[d$site] + rnorm(women, 0, 3)[d$id] + rnorm(nrow(d), 0, 2.5), 2)
d$noise <- round(rnorm(nrow(d)), 3)
d <- d[, c("id", "site", "arm", "wave", "y", "noise")]; write.csv(d, "scores.csv", row.names = FALSE)
X <- model.matrix(~ factor(wave) + arm:factor(wave), d)[, -1]; X <- cbind(1, X)
ctl <- lmerControl(optimizer = "bobyqa", optCtrl = list(rhoend = 1e-11, maxfun = 1e5))
pack <- function(m) { s <- summary(m)$coefficients
  list(coef = fixef(m), vcov = as.matrix(vcov(m)), se = s[, "Std. Error"], df = s[, "df"], p = s[, "Pr(>|t|)"],
       vc = as.data.frame(VarCorr(m))$vcov, groups = as.data.frame(VarCorr(m))$grp, loglik = as.numeric(logLik(m)), singular = isSingular(m)) }
one <- lmer(y ~ 0 + X + (1 | id), d, control = ctl)
two <- lmer(y ~ 0 + X + (1 | site) + (1 | id), d, control = ctl)
ml <- lmer(y ~ 0 + X + (1 | id), d, REML = FALSE, control = ctl)
flat <- lmer(noise ~ 0 + X + (1 | site) + (1 | id), d, control = ctl)
L <- c(0, 0, 0, 0, 1, 1, 1, 1)/4
ct <- contest1D(one, L)
b <- d[d$wave == 4, ]; b$base <- d$y[match(paste(b$id, 1), paste(d$id, d$wave))]; b <- b[!is.na(b$base), ]
o <- lm(y ~ arm + base, b)
write_json(list(r = R.version.string, lme4 = as.character(packageVersion("lme4")), one = pack(one), two = pack(two), ml = pack(ml), flat = pack(flat),
  average = list(estimate = ct$Estimate, se = ct$`Std. Error`, df = ct$df, p = ct$`Pr(>|t|)`),
  ancova = list(coef = coef(o), se = sqrt(diag(vcov(o))), hc0 = sqrt(diag(vcovHC(o, "HC0"))), hc2 = sqrt(diag(vcovHC(o, "HC2"))),
    hc3 = sqrt(diag(vcovHC(o, "HC3"))), cr1 = sqrt(diag(vcovCL(o, ~ site, type = "HC1"))), df = o$df.residual)),
  "reference.json", digits = NA, auto_unbox = TRUE, pretty = TRUE)
