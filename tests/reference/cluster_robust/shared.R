# Degrees of freedom where members of a cluster share a number, written out with full matrices; the moment estimates of
# the two variances; and cluster-robust errors of weighted, doubly robust and instrumental-variable contrasts.
# Rscript tests/reference/cluster_robust/shared.R   (writes trial.csv and shared.json beside itself; clubSandwich 0.5.8,
# AER 1.2-10). Data are synthetic.
suppressMessages({library(clubSandwich); library(AER); library(survival); library(jsonlite)})
folder <- "tests/reference/cluster_robust"
d <- read.csv(file.path(folder, "data.csv"))
root <- function(M) { e <- eigen(M, symmetric = TRUE); e$vectors %*% (1 / sqrt(e$values) * t(e$vectors)) }
# Rows with working weights w: z = sqrt(w) x, H = Z (Z'Z)^-1 Z', answers on the scale r / sqrt(w), whose covariance is
# the identity plus ratio sqrt(w) sqrt(w)' within clusters.
degrees <- function(X, w, cluster, ell, ratio) {
  Z <- X * sqrt(w); M <- solve(crossprod(Z)); H <- Z %*% M %*% t(Z); n <- nrow(X)
  V <- diag(n) + ratio * outer(sqrt(w), sqrt(w)) * outer(cluster, cluster, "==")
  # The weights of a cluster's corrected residuals in the contrast; the correction acts on its p-dimensional score.
  C <- t(chol(M)); G <- sapply(unique(cluster), function(g) {
    i <- cluster == g; Q <- t(C) %*% crossprod(Z[i, , drop = FALSE]) %*% C
    a <- numeric(n); a[i] <- Z[i, , drop = FALSE] %*% C %*% root(diag(ncol(X)) - Q) %*% t(C) %*% ell; a })
  R <- diag(n) - H; K <- t(G) %*% R %*% V %*% t(R) %*% G
  sum(diag(K))^2 / sum(K^2)
}
moments <- function(X, w, r, cluster) {   # exact expectations for equal weights
  Z <- X * sqrt(w); H <- Z %*% solve(crossprod(Z)) %*% t(Z); n <- nrow(X); R <- diag(n) - H
  B <- outer(cluster, cluster, "=="); S <- sapply(unique(cluster), function(g) as.numeric(cluster == g))
  E <- rbind(c(sum(diag(R)), sum(diag(R %*% B %*% R))),
             c(sum(diag(t(S) %*% R %*% S)), sum(diag(t(S) %*% R %*% B %*% R %*% S))))
  solve(E, c(sum(r^2), sum(tapply(r, cluster, sum)^2)))
}
X <- cbind(1, d$treated, d$x, d$w); linear <- lm(y ~ treated + x + w, d)
Xl <- cbind(1, d$treated, d$x); logit <- glm(z ~ treated + x, binomial, d, control = list(epsilon = 1e-14, maxit = 50))
p <- fitted(logit)
each <- function(X, w, ratio) sapply(seq_len(ncol(X)), function(k) degrees(X, w, d$cluster, diag(ncol(X))[, k], ratio))
out <- list(ratios = c(0, 0.2, 2), linear = lapply(c(0, 0.2, 2), function(q) each(X, rep(1, nrow(X)), q)),
            logistic = lapply(c(0, 0.2, 2), function(q) each(Xl, p * (1 - p), q)),
            moments = moments(X, rep(1, nrow(X)), resid(linear), d$cluster))
# --- a trial of twelve clusters with drop-out, compliance and a time
set.seed(20261128)
size <- c(6, 11, 30, 18, 9, 22, 14, 40, 12, 8, 25, 17); cluster <- rep(seq_along(size), size); n <- length(cluster)
arm <- as.numeric(cluster %in% c(1, 3, 5, 8, 10, 12)); w <- round(rnorm(n), 3); u <- rnorm(12, 0, 0.5)[cluster]
y <- rbinom(n, 1, plogis(-0.4 - 0.4 * arm + 0.5 * w + u)); measured <- runif(n) < plogis(1.2 - 0.4 * w + 0.3 * arm)
took <- as.numeric(arm == 1 & runif(n) < plogis(0.6 + 0.4 * w))
time <- pmin(round(rexp(n, exp(-0.3 * arm + u)) * 20 + seq_len(n) / 1e4, 4), 40); event <- as.numeric(time < 40 & runif(n) < 0.85)
t <- data.frame(cluster, arm, w, y, measured = as.numeric(measured), took, time, event)
write.csv(t, file.path(folder, "trial.csv"), row.names = FALSE)
ctl <- list(epsilon = 1e-14, maxit = 100)
e <- numeric(n); m <- matrix(0, n, 2)
for (a in 0:1) { own <- arm == a
  g <- glm(measured ~ w, binomial, t[own, ], control = ctl); e[own] <- fitted(g)
  f <- glm(y ~ w, binomial, t[own & measured, ], control = ctl); m[, a + 1] <- predict(f, t, type = "response") }
t$ipw <- 1 / e; seen <- t[measured, ]
se_df <- function(fit, data, ...) { V <- vcovCR(fit, cluster = data$cluster, type = "CR2", ...)
  k <- coef_test(fit, vcov = V, test = "Satterthwaite"); list(estimate = k$beta[2], se = k$SE[2], df = k$df_Satt[2]) }
own <- measured / e
# The residuals r of each cluster in the weighted mean of its arm, blown up by its share in the weights.
parts <- function(r) sapply(sort(unique(cluster)), function(g) { i <- cluster == g; a <- arm[i][1]; all <- sum(own[arm == a])
  (2 * a - 1) * sum((own * r)[i]) / all / sqrt(1 - sum(own[i]) / all) })
means <- sapply(0:1, function(a) weighted.mean(y[arm == a], own[arm == a]))
# clubSandwich takes another root where weights differ within clusters.
out$weighted <- list(estimate = diff(means), se = sqrt(sum(parts(y - means[arm + 1])^2)),
                     club_sandwich = se_df(lm(y ~ arm, seen, weights = ipw), seen, target = 1 / seen$ipw, inverse_var = TRUE)$se,
                     df = lapply(c(0, 0.2, 2), function(q)
                       degrees(cbind(1 - arm, arm)[measured, ], own[measured], cluster[measured], c(-1, 1), q)))
# Doubly robust: residuals of the outcome models as a weighted mean of each arm, and what sampling covariates adds.
terms <- sapply(0:1, function(a) m[, a + 1] + (arm == a & measured) / e * (y - m[, a + 1]) * n / sum(arm == a))
part <- parts(y - m[cbind(seq_len(n), arm + 1)])
sampled <- rowsum((m[, 2] - m[, 1] - (mean(terms[, 2]) - mean(terms[, 1]))) / n, cluster)[, 1] * sqrt(12 / 11)
out$doubly_robust <- list(estimate = mean(terms[, 2]) - mean(terms[, 1]), se = sqrt(sum((part + sampled)^2)))
out$compliers <- se_df(ivreg(y ~ took | arm, data = t), t)
# --- Cox: the cluster's information on a factor of the baseline and on the log hazard ratio, from coxph.detail
cox <- coxph(Surv(time, event) ~ arm + w, t, ties = "breslow"); beta <- coef(cox); Xc <- cbind(arm, w)
deaths <- sort(unique(time[event == 1])); info <- array(0, c(12, 3, 3)); score <- matrix(0, 12, 3)
for (s in deaths) { at <- time >= s; k <- exp(drop(Xc %*% beta)) * at; k <- k / sum(k); n.d <- sum(time == s & event == 1)
  centred <- cbind(1, sweep(Xc, 2, colSums(k * Xc)))
  for (g in 1:12) { i <- cluster == g; info[g, , ] <- info[g, , ] + n.d * crossprod(centred[i, ] * sqrt(k[i]))
    score[g, ] <- score[g, ] + colSums(centred[i, , drop = FALSE] * ((time == s & event == 1) - n.d * k)[i]) } }
total <- apply(info, 2:3, sum); stopifnot(max(abs(total[-1, -1] - solve(vcov(cox)))) < 1e-8, max(abs(colSums(score))) < 1e-6)
C <- t(chol(solve(total)))
blown <- t(sapply(1:12, function(g) C %*% root(diag(3) - t(C) %*% info[g, , ] %*% C) %*% t(C) %*% score[g, ]))
sandwich0 <- sqrt(diag(crossprod(score %*% solve(total))))[-1]
stopifnot(max(abs(sandwich0 - sqrt(diag(coxph(Surv(time, event) ~ arm + w + cluster(cluster), t, ties = "breslow")$var)))) < 1e-7)
out$cox <- list(coef = unname(beta), se = unname(sqrt(colSums(blown^2)))[-1])
write_json(out, file.path(folder, "shared.json"), digits = 15, auto_unbox = TRUE, pretty = TRUE)
