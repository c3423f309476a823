# Likelihood-ratio limits of the standardised risk difference and of its log ratio under Firth's penalty, by brute force:
# for every target the arm's coefficient follows from the others, which are chosen best; the target is moved to the limit.
# Run in this folder: Rscript limits.R   (jsonlite; separated.csv is made by reference.R)
library(jsonlite)
s <- read.csv("separated.csv"); X <- cbind(1, s$arm, s$x)
pen <- function(b) { e <- drop(X %*% b); p <- plogis(e)
  sum(s$y * e - log1p(exp(e))) + 0.5 * as.numeric(determinant(crossprod(X * sqrt(p * (1 - p))))$modulus) }
top <- optim(c(-1, -2, 0), function(b) -pen(b), control = list(reltol = 1e-15, maxit = 5000))
for (k in 1:4) top <- optim(top$par, function(b) -pen(b), control = list(reltol = 1e-16, maxit = 5000))
risks <- function(b) { rest <- b[1] + b[3] * s$x; c(mean(plogis(rest + b[2])), mean(plogis(rest))) }
limits <- function(of) {
  best <- function(target, start) {
    arm <- function(z) { g <- function(a) of(risks(c(z[1], a, z[2]))) - target
      if (g(-40) * g(40) > 0) NA else uniroot(g, c(-40, 40), tol = 1e-13)$root }
    loss <- function(z) { a <- arm(z); if (is.na(a)) 1e6 else -pen(c(z[1], a, z[2])) }
    for (k in 1:60) if (is.na(arm(start))) start[1] <- start[1] + 0.1   # a risk that the target can be reached from
    r <- optim(start, loss, control = list(reltol = 1e-14, maxit = 4000))
    for (k in 1:3) r <- optim(r$par, loss, control = list(reltol = 1e-15, maxit = 4000))
    r }
  here <- of(risks(top$par)); drop <- qchisq(0.95, 1) / 2
  side <- function(sign, far) { start <- top$par[c(1, 3)]
    excess <- function(t) best(t, start)$value - top$value - drop
    uniroot(excess, sort(c(here + sign * 1e-4, here + sign * far)), tol = 1e-9)$root }
  c(side(-1, FAR[[1]]), side(1, FAR[[2]])) }
FAR <- list(0.3, 0.2); difference <- limits(function(r) r[1] - r[2])
FAR <- list(8, 3); ratio <- limits(function(r) log(r[1] / r[2]))
write_json(list(difference = difference, log_ratio = ratio), "limits.json", digits = 15, pretty = TRUE)
