# Reference values for statistics/two_arm/moderation: effects per group and their interaction.
# Run in this folder: Rscript moderation.R   (R 4.2, jsonlite, sandwich)
library(jsonlite); library(sandwich)
set.seed(11)
n <- 240; g <- rep(0:2, length.out = n); a <- rbinom(n, 1, 0.5); w <- round(rnorm(n), 3)
y <- rbinom(n, 1, plogis(-0.4 + 0.5 * (g == 1) - 0.7 * a * (g == 2) + 0.6 * w)); s <- round(2 + a * (1 + g) + w + rnorm(n), 3)
G <- sapply(0:2, function(k) as.numeric(g == k)); wc <- (w - mean(w)); wc <- wc / sqrt(mean(wc^2))
X <- cbind(G, G * a, wc)
# half an answer yes and half an answer no for the covariate: the log-F(1,1) prior
e <- c(rep(0, 6), 1); XX <- rbind(X, e, e); yy <- c(y, 0, 1); ww <- c(rep(1, n), 0.5, 0.5)
fit <- suppressWarnings(glm.fit(XX, yy, ww, family = binomial(), control = list(epsilon = 1e-15, maxit = 100)))
b <- fit$coefficients; p <- plogis(X %*% b)[, 1]; pp <- plogis(XX %*% b)[, 1]
M <- solve(t(XX) %*% (XX * (ww * pp * (1 - pp)))); h <- rowSums((X %*% M) * X) * p * (1 - p)
influence <- (X * ((y - p) / sqrt(1 - h))) %*% M
risks <- function(b, arm) { E <- cbind(G, G * arm, wc); q <- plogis(E %*% b)[, 1]; colSums(G * q) / colSums(G) }
part <- function(arm) {
  E <- cbind(G, G * arm, wc); q <- plogis(E %*% b)[, 1]; r <- risks(b, arm)
  own <- t(t(G * (q - rep(r, each = n))) / colSums(G)) * sqrt(n / (n - 1))
  own + influence %*% sapply(1:3, function(k) colSums(E * (G[, k] * q * (1 - q))) / sum(G[, k])) }
r1 <- risks(b, 1); r0 <- risks(b, 0); u1 <- part(1); u0 <- part(0)
d <- u1 - u0; l <- t(t(u1) / r1 - t(u0) / r0)
lmfit <- lm(s ~ 0 + G + G:a + wc); V <- vcovHC(lmfit, type = "HC2")[5:7, 5:7]
write_json(list(group = g, arm = a, covariate = w, event = y, score = s,
  rd = r1 - r0, rd_covariance = crossprod(d), log_rr = log(r1 / r0), log_rr_covariance = crossprod(l),
  md = unname(coef(lmfit)[5:7]), md_covariance = unname(V)), "moderation.json", digits = 14, auto_unbox = TRUE)
