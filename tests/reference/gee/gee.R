# Reference values for tests/statistics/repeated/test_gee.py, R 4.2.2, geepack 1.3.9.
# Run in this folder: Rscript gee.R
# geepack's estimates are used for `ohio` (balanced) and `respiratory` (unbalanced after rows are removed); the small-sample
# corrections are written out with full n_i x n_i matrices from geepack's own coefficients and working correlation.
suppressMessages(library(geepack))

sandwiches <- function(y, X, id, beta, rho) {
  mu <- as.vector(plogis(X %*% beta))
  p <- ncol(X)
  A <- matrix(0, p, p)
  parts <- lapply(split(seq_along(y), id), function(r) {
    n <- length(r)
    R <- matrix(rho, n, n); diag(R) <- 1
    s <- sqrt(mu[r] * (1 - mu[r]))
    V <- R * (s %o% s)
    D <- X[r, , drop = FALSE] * (mu[r] * (1 - mu[r]))
    list(D = D, Vi = solve(V), e = y[r] - mu[r])
  })
  for (q in parts) A <- A + t(q$D) %*% q$Vi %*% q$D
  M <- solve(A)
  inverse_power <- function(B, a) {            # of a matrix with real eigenvalues, not symmetric
    e <- eigen(B)
    Re(e$vectors %*% diag(as.complex(e$values)^(-a), nrow(B)) %*% solve(e$vectors))
  }
  one <- function(a) {
    meat <- matrix(0, p, p)
    for (q in parts) {
      H <- q$D %*% M %*% t(q$D) %*% q$Vi
      r <- if (a == 0) q$e else inverse_power(diag(length(q$e)) - H, a) %*% q$e
      u <- t(q$D) %*% q$Vi %*% r
      meat <- meat + u %*% t(u)
    }
    sqrt(diag(M %*% meat %*% M))
  }
  list(se_robust = one(0), se_kauermann_carroll = one(0.5), se_mancl_derouen = one(1))
}

emit <- function(name, formula, data, corstr) {
  fit <- geese(formula, id = id, data = data, family = binomial, corstr = corstr,
               control = geese.control(epsilon = 1e-13, maxit = 200))
  X <- model.matrix(formula, data)
  y <- model.response(model.frame(formula, data))
  rho <- if (corstr == "exchangeable") as.numeric(fit$alpha) else 0
  s <- sandwiches(y, X, data$id, fit$beta, rho)
  data.frame(case = name, corr = corstr, term = colnames(X), estimate = fit$beta,
             geepack_se = sqrt(diag(fit$vbeta)), correlation = rho, as.data.frame(s), row.names = NULL)
}

data(ohio); data(respiratory)
small <- ohio[ohio$id %in% unique(ohio$id)[seq(1, 537, by = 13)], ]        # 42 children, 4 answers each
respiratory$id <- interaction(respiratory$center, respiratory$id)
respiratory <- respiratory[order(respiratory$id), ]
set.seed(1)
uneven <- respiratory[runif(nrow(respiratory)) < 0.75, ]                    # 1 to 4 answers per patient
uneven <- uneven[as.integer(factor(uneven$id)) %% 3 == 0, ]
uneven$id <- as.integer(factor(uneven$id))
uneven$active <- as.integer(uneven$treat == "A")
uneven <- uneven[, c("outcome", "id", "active", "baseline", "age")]

write.csv(ohio, "ohio.csv", row.names = FALSE)
write.csv(small, "ohio_small.csv", row.names = FALSE)
write.csv(uneven, "respiratory_uneven.csv", row.names = FALSE)
out <- rbind(
  emit("ohio", resp ~ age * smoke, ohio, "exchangeable"),
  emit("ohio", resp ~ age * smoke, ohio, "independence"),
  emit("ohio_small", resp ~ age * smoke, small, "exchangeable"),
  emit("respiratory_uneven", outcome ~ active + baseline + age, uneven, "exchangeable"),
  emit("respiratory_uneven", outcome ~ active + baseline + age, uneven, "independence"))
out[, -(1:3)] <- lapply(out[, -(1:3)], function(v) formatC(v, digits = 15, format = "g"))
write.csv(out, "gee.csv", row.names = FALSE, quote = FALSE)
