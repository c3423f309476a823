# Robust score test of an arm's rate ratio, and the ratios that it does not reject: Rscript score.R
# The model without the arm is MASS::glm.nb with b times the arm as its offset; T as in Boos (1992), written out.
suppressPackageStartupMessages(library(MASS))
d <- read.csv("cigarettes.csv")
control <- glm.control(epsilon = 1e-12, maxit = 200)
statistic <- function(b, d) {
  fit <- glm.nb(y ~ baseline + offset(b * arm), data = d, control = control)
  m <- fitted(fit); s <- 1 + m / fit$theta
  Z <- model.matrix(fit); w <- m / s
  left <- d$arm - Z %*% solve(crossprod(Z, w * Z), crossprod(Z, w * d$arm))
  parts <- as.vector(left) * (d$y - m) / s
  sum(parts) / sqrt(sum(parts^2))
}
answer <- function(d) {
  b <- coef(glm.nb(y ~ baseline + arm, data = d, control = control))[["arm"]]
  z <- qnorm(0.975)
  at <- function(target, ends) uniroot(function(x) statistic(x, d) - target, ends, tol = 1e-10)$root
  list(p = pchisq(statistic(0, d)^2, 1, lower.tail = FALSE), low = exp(at(z, c(b - 3, b))), high = exp(at(-z, c(b, b + 3))))
}
all <- answer(d); few <- answer(d[c(1:40), ])
text <- function(x) sprintf('{"p": %.12g, "low": %.12g, "high": %.12g}', x$p, x$low, x$high)
writeLines(sprintf('{"all": %s, "few": %s}', text(all), text(few)), "score.json")
