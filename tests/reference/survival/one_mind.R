# The log-rank test over few unequal clusters, with full matrices: CR2 of a difference of means, and Satterthwaite's
# degrees of freedom where the members of a cluster do not differ. Run in this folder: Rscript one_mind.R
library(survival); library(jsonlite)
d <- read.csv("times.csv")
size <- c(4, 22, 9, 2, 16, 7, 12, 5); keep <- sum(size)
d <- d[seq_len(keep), ]; d$site <- rep(seq_along(size), size); d$arm <- d$site %% 2
zero <- coxph(Surv(time, event) ~ arm, d, ties = "breslow", init = 0, control = coxph.control(iter.max = 0))
s <- residuals(zero, "score"); n <- table(d$arm); N <- nrow(d)
weight <- ifelse(d$arm == 1, 1 / n[["0"]], -1 / n[["1"]]) * N
r <- weight * (s - ave(s, d$arm))
X <- cbind(1 - d$arm, d$arm); M <- solve(crossprod(X)); H <- X %*% M %*% t(X); I <- diag(N)
root <- function(A) { e <- eigen(A, symmetric = TRUE); v <- ifelse(e$values > 1e-9, 1 / sqrt(pmax(e$values, 1e-9)), 0)
  e$vectors %*% (v * t(e$vectors)) }
Z <- outer(d$site, seq_along(size), "==") + 0; Sigma <- Z %*% t(Z)
P <- sapply(seq_along(size), function(g) { i <- d$site == g
  t((I - H)[i, , drop = FALSE]) %*% root((I - H)[i, i, drop = FALSE]) %*% X[i, , drop = FALSE] %*% M %*% c(-1, 1) })
part <- sapply(seq_along(size), function(g) { i <- d$site == g
  drop(t(r[i]) %*% root((I - H)[i, i, drop = FALSE]) %*% X[i, , drop = FALSE] %*% M %*% c(-1, 1)) })
value <- sum(s) * N / prod(n); error <- sqrt(sum(part^2))
G <- t(P) %*% Sigma %*% P; df <- sum(diag(G))^2 / sum(G^2)
write_json(list(t = value / error, df = df, p = 2 * pt(-abs(value / error), df)), "one_mind.json", digits = NA, auto_unbox = TRUE)
