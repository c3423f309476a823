# Reference values for statistics/counts. Data are synthetic: cigarettes a day, rounded to fives as people report them.
# Run in this folder: Rscript reference.R   (R 4.2, MASS, pscl, numDeriv, jsonlite)
library(MASS); library(pscl); library(numDeriv); library(jsonlite)
set.seed(41); n <- 260
d <- data.frame(arm = rep(0:1, length.out = n), baseline = rpois(n, 8), site = sample(1:20, n, TRUE))
d$y <- rbinom(n, 1, plogis(0.6 - 0.5 * d$arm)) * (1 + rnbinom(n, mu = exp(1.4 - 0.25 * d$arm + 0.05 * d$baseline), size = 2))
d$days <- sample(c(1, 7), n, TRUE)
write.csv(d, "cigarettes.csv", row.names = FALSE)
nbll <- function(th, y, X, off = 0) { k <- length(th); sum(dnbinom(y, mu = exp(drop(X %*% th[-k]) + off), size = 1/th[k], log = TRUE)) }
polish <- function(f, th) { for (i in 1:8) th <- th - drop(solve(hessian(f, th), grad(f, th))); th }
m <- glm.nb(y ~ arm + baseline, d, control = glm.control(epsilon = 1e-14, maxit = 200)); X <- model.matrix(m)
th <- polish(function(t) nbll(t, d$y, X), c(coef(m), 1/m$theta)); V <- solve(-hessian(function(t) nbll(t, d$y, X), th))
nb <- list(coef = th[1:3], alpha = th[4], theta = 1/th[4], glm.nb = list(coef = coef(m), theta = m$theta, se = sqrt(diag(vcov(m)))),
           se = sqrt(diag(V)), vcov = V, loglik = nbll(th, d$y, X))
mo <- glm.nb(y ~ arm + offset(log(days)), d, control = glm.control(epsilon = 1e-14, maxit = 200)); Xo <- model.matrix(mo)
to <- polish(function(t) nbll(t, d$y, Xo, log(d$days)), c(coef(mo), 1/mo$theta))
offset <- list(coef = to[1:2], alpha = to[3], se = sqrt(diag(solve(-hessian(function(t) nbll(t, d$y, Xo, log(d$days)), to)))))
h <- hurdle(y ~ arm + baseline, d, dist = "negbin", control = hurdle.control(reltol = 1e-14, maxit = 20000))
pos <- d$y > 0; Xp <- X[pos, ]; yp <- d$y[pos]
zt <- function(t) { mu <- exp(drop(Xp %*% t[1:3])); sum(dnbinom(yp, mu = mu, size = 1/t[4], log = TRUE) - pnbinom(0, mu = mu, size = 1/t[4], lower.tail = FALSE, log.p = TRUE)) }
tz <- polish(zt, c(coef(h, "count"), 1/h$theta)); Vz <- solve(-hessian(zt, tz))
z <- glm(I(y > 0) ~ arm + baseline, binomial, d, control = glm.control(epsilon = 1e-15, maxit = 100))
write_json(list(r = R.version.string, nb = nb, offset = offset,
  hurdle = list(count = tz[1:3], alpha = tz[4], count_se = sqrt(diag(Vz)), zero = coef(z), zero_se = sqrt(diag(vcov(z))),
                pscl = list(count = coef(h, "count"), zero = coef(h, "zero"), theta = h$theta, se = sqrt(diag(vcov(h))), loglik = as.numeric(logLik(h))),
                loglik = zt(tz) + as.numeric(logLik(z)))),
  "reference.json", digits = NA, auto_unbox = TRUE, pretty = TRUE)
