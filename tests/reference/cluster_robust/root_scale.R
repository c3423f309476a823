# Counts of twelve clusters: test and limits of a rate ratio on the square-root scale, the error split by arm, written
# out with full matrices; limits by a search for the ratio that the test just does not reject.
# Rscript tests/reference/cluster_robust/root_scale.R   (writes counts.csv and root_scale.json beside itself; MASS 7.3).
# Data are synthetic.
suppressMessages({library(MASS); library(jsonlite)})
folder <- "tests/reference/cluster_robust"
set.seed(1936)
size <- c(6, 11, 30, 18, 9, 22, 14, 40, 12, 8, 25, 17); cluster <- rep(seq_along(size), size); n <- length(cluster)
w <- round(rnorm(n), 3); u <- rnorm(12, 0, 0.6)[cluster]
whole <- as.numeric(cluster %in% c(1, 3, 5, 8, 10, 12)); within <- as.numeric(seq_len(n) %% 3 == 0)
y <- rnbinom(n, mu = exp(0.6 + 0.3 * w + u), size = 0.7)
d <- data.frame(cluster, whole, within, w, y)
write.csv(d, file.path(folder, "counts.csv"), row.names = FALSE)
root <- function(M) { e <- eigen(M, symmetric = TRUE); e$vectors %*% (1 / sqrt(e$values) * t(e$vectors)) }
df <- 7.3; level <- 0.95
of <- function(arm) {
  fit <- glm.nb(y ~ arm + w, control = glm.control(epsilon = 1e-14, maxit = 200))
  X <- model.matrix(fit); m <- fitted(fit); v <- 1 + m / fit$theta
  s <- (y - m) / v; M <- solve(crossprod(X * sqrt(m / v))); C <- t(chol(M))
  part <- function(rows) sapply(1:12, function(g) { i <- cluster == g; Xi <- X[i, , drop = FALSE]
    Q <- t(C) %*% crossprod(Xi * sqrt((m / v)[i])) %*% C
    (C %*% root(diag(3) - Q) %*% t(C) %*% colSums(Xi * (s * rows)[i]))[2] })
  i1 <- part(arm); i0 <- part(1 - arm); b <- unname(coef(fit)[2])
  statistic <- function(beta) { d <- b - beta
    2 * (exp(d / 4) - exp(-d / 4)) / sqrt(sum((exp(d / 4) * i1 + exp(-d / 4) * i0)^2)) }
  q <- qt(0.5 + level / 2, df)
  limit <- function(sign) uniroot(function(beta) statistic(beta) - sign * q, b - sign * c(0, 6), tol = 1e-13)$root
  list(estimate = b, se = sqrt(sum((i1 + i0)^2)), treated = i1, reference = i0,
       p = 2 * pt(-abs(statistic(0)), df), limits = exp(c(limit(1), limit(-1))))
}
write_json(list(df = df, whole = of(whole), within = of(within)), file.path(folder, "root_scale.json"),
           digits = 15, auto_unbox = TRUE, pretty = TRUE)
