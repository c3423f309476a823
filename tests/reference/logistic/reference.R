# Reference values for statistics/logistic and statistics/standardisation. Data are synthetic.
# Run in this folder: Rscript reference.R   (R 4.2, jsonlite, brglm2, sandwich)
library(jsonlite); library(sandwich)
set.seed(20); n <- 240
d <- data.frame(arm = rep(0:1, each = n/2), age = round(rnorm(n, 19.5, 2.5), 1), native = rbinom(n, 1, 0.45),
                site = sample(1:20, n, TRUE))
d$y <- rbinom(n, 1, plogis(-1 + rnorm(20)[d$site] * 0.6 - 0.6 * d$arm + 0.1 * (d$age - 19.5) + 0.5 * d$native))
write.csv(d, "trial.csv", row.names = FALSE)
ctl <- glm.control(epsilon = 1e-15, maxit = 100)
f <- glm(y ~ arm + age + native, binomial, d, control = ctl); X <- model.matrix(f)
U <- X * (d$y - fitted(f)); B <- vcov(f)
cl <- rowsum(U, d$site)
ml <- list(coef = coef(f), vcov = B, hc0 = B %*% crossprod(U) %*% B, cluster0 = B %*% crossprod(cl) %*% B,
           sandwich_hc0 = sandwich(f), loglik = as.numeric(logLik(f)))
stopifnot(max(abs(ml$hc0 - ml$sandwich_hc0)) < 1e-10)
w <- rep(1:3, length.out = n); fw <- glm(y ~ arm + age + native, binomial, d, weights = w, control = ctl)
weighted <- list(coef = coef(fw), vcov = vcov(fw))
# --- standardisation written out: influence functions of the two marginal risks
standardise <- function(f, d, cluster = NULL, p.model = fitted(f), score = NULL) {
  X <- model.matrix(f); n <- nrow(X); B <- vcov(f); if (is.null(score)) score <- X * (d$y - p.model)
  one <- function(a) { Xa <- X; Xa[, "arm"] <- a; p <- plogis(drop(Xa %*% coef(f)))
    D <- colMeans(p * (1 - p) * Xa); list(r = mean(p), D = D, infl = p - mean(p) + n * drop(score %*% (B %*% D))) }
  t1 <- one(1); t0 <- one(0); I <- cbind(t1$infl, t0$infl); if (!is.null(cluster)) I <- rowsum(I, cluster)
  V <- crossprod(I)/n^2; G <- cbind(t1$D, t0$D); Vd <- t(G) %*% B %*% G
  r <- c(t1$r, t0$r); z <- qnorm(0.975)
  out <- function(V) { se <- function(g) sqrt(drop(t(g) %*% V %*% g))
    gd <- c(1, -1); gr <- c(1/r[1], -1/r[2]); go <- c(1/(r[1]*(1-r[1])), -1/(r[2]*(1-r[2])))
    lrr <- log(r[1]/r[2]); lor <- qlogis(r[1]) - qlogis(r[2])
    list(se_risk = sqrt(diag(V)), rd_se = se(gd), rd_ci = r[1]-r[2] + c(-z, z)*se(gd), rr_se = se(gr),
         rr_ci = exp(lrr + c(-z, z)*se(gr)), or_se = se(go), or_ci = exp(lor + c(-z, z)*se(go))) }
  list(risks = r, rd = r[1]-r[2], rr = r[1]/r[2], or = exp(qlogis(r[1])-qlogis(r[2])), influence = out(V), delta = out(Vd)) }
std <- list(plain = standardise(f, d), clustered = standardise(f, d, d$site))
# --- Firth: separated data, estimates by brglm2, profile penalised likelihood by brute force
s <- data.frame(arm = rep(0:1, c(24, 22)), x = round(rnorm(46), 2)); s$y <- 0; s$y[c(3, 7, 11, 19)] <- 1
write.csv(s, "separated.csv", row.names = FALSE)
fb <- glm(y ~ arm + x, binomial, s, method = brglm2::brglmFit, type = "AS_mean", epsilon = 1e-14, maxit = 1000)
Xs <- model.matrix(fb)
pen <- function(b) { e <- drop(Xs %*% b); p <- plogis(e)
  sum(s$y * e - log1p(exp(e))) + 0.5 * as.numeric(determinant(crossprod(Xs * sqrt(p * (1 - p))))$modulus) }
grad <- function(b) { p <- plogis(drop(Xs %*% b)); v <- sqrt(p * (1 - p)); h <- rowSums(qr.Q(qr(Xs * v))^2)
  drop(crossprod(Xs, s$y - p + h * (0.5 - p))) }
prof <- function(j, v) { o <- coef(fb); o[j] <- v
  for (k in 1:5) { r <- optim(o[-j], function(z) { b <- o; b[j] <- v; b[-j] <- z; -pen(b) },
      function(z) { b <- o; b[j] <- v; b[-j] <- z; -grad(b)[-j] }, method = "BFGS", control = list(reltol = 1e-16, maxit = 500)); o[-j] <- r$par }
  -r$value }
top <- pen(coef(fb)); crit <- qchisq(0.95, 1)
profile <- t(sapply(1:3, function(j) { g <- function(v) 2 * (top - prof(j, v)) - crit; m <- coef(fb)[j]
  c(uniroot(g, c(m - 12, m), tol = 1e-12)$root, uniroot(g, c(m, m + 12), tol = 1e-12)$root) }))
firth <- list(coef = coef(fb), vcov = vcov(fb), penalised = top, profile = profile,
              p = sapply(1:3, function(j) pchisq(2 * (top - prof(j, 0)), 1, lower.tail = FALSE)))
ps <- fitted(fb)
vs <- ps * (1 - ps); hs <- rowSums(qr.Q(qr(Xs * sqrt(vs)))^2)
firth$standardised <- standardise(fb, s, score = Xs * (s$y - ps + hs * (0.5 - ps)))
write_json(list(r = R.version.string, brglm2 = as.character(packageVersion("brglm2")), ml = ml, weighted = weighted,
                standardised = std, firth = firth), "reference.json", digits = NA, auto_unbox = TRUE, pretty = TRUE)
