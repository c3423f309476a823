# Mixed model for repeated measures: nlme's gls with an unstructured covariance (corSymm and a variance per wave), REML,
# and Kenward and Roger's covariance and degrees of freedom written out with full matrices from their 1997 paper
# (R's mmrm could not be installed here). Also pbkrtest's Kenward-Roger for compound symmetry, which checks the
# written-out formulas: a random intercept is compound symmetry.
# Rscript tests/reference/mmrm/gls.R   (writes data.csv and values.json beside itself)
library(nlme)
library(lme4)
library(pbkrtest)
library(jsonlite)
folder <- "tests/reference/mmrm"
set.seed(19970301)
n <- 46; m <- 4
sd <- c(1, 1.2, 1.5, 1.9)
R <- outer(1:m, 1:m, function(i, j) 0.6^abs(i - j))
Y <- matrix(rnorm(n * m), n) %*% chol(R * outer(sd, sd))
arm <- rep(0:1, n / 2); age <- round(rnorm(n), 2)
Y <- Y + 0.4 * age + outer(arm, c(0, 0.3, 0.5, 0.9))
data <- data.frame(person = rep(1:n, each = m), wave = rep(1:m, n), treated = rep(arm, each = m),
                   age = rep(age, each = m), y = round(as.vector(t(Y)), 3))
gone <- (runif(nrow(data)) < 0.12 & data$wave > 1) | (data$wave == 4 & data$person %% 6 == 0)
data <- data[!gone, ]
write.csv(data, file.path(folder, "data.csv"), row.names = FALSE)
# Waves, an arm effect at every wave after the first, a covariate.
X <- with(data, cbind(outer(wave, 1:m, "==") * 1, outer(wave, 2:m, "==") * treated, age))
colnames(X) <- c(paste0("w", 1:m), paste0("t", 2:m), "age")
frame <- data.frame(data, X)
formula <- as.formula(paste("y ~ 0 +", paste(setdiff(colnames(X), "age"), collapse = " + "), "+ age"))
tight <- glsControl(tolerance = 1e-12, msTol = 1e-14, maxIter = 500, msMaxIter = 1000, opt = "optim")

kenward_roger <- function(X, y, person, V, dV, contrasts) {
  full <- function(block) {  # a block-diagonal matrix of everybody's waves
    out <- matrix(0, nrow(X), nrow(X))
    for (rows in split(seq_len(nrow(X)), person)) out[rows, rows] <- block[data$wave[rows], data$wave[rows]]
    out
  }
  S <- solve(full(V)); D <- lapply(dV, full)
  Phi <- solve(t(X) %*% S %*% X)
  k <- length(D)
  P <- lapply(D, function(d) -t(X) %*% S %*% d %*% S %*% X)
  Q <- function(i, j) t(X) %*% S %*% D[[i]] %*% S %*% D[[j]] %*% S %*% X
  info <- matrix(0, k, k)
  for (i in 1:k) for (j in 1:k) {
    info[i, j] <- 0.5 * (sum(diag(S %*% D[[i]] %*% S %*% D[[j]])) - 2 * sum(diag(Phi %*% Q(i, j))) +
                           sum(diag(Phi %*% P[[i]] %*% Phi %*% P[[j]])))
  }
  W <- solve(info)
  middle <- matrix(0, ncol(X), ncol(X))
  for (i in 1:k) for (j in 1:k) middle <- middle + W[i, j] * (Q(i, j) - P[[i]] %*% Phi %*% P[[j]])
  adjusted <- Phi + 2 * Phi %*% middle %*% Phi
  test <- function(L) {
    l <- nrow(L); Theta <- t(L) %*% solve(L %*% Phi %*% t(L)) %*% L
    A1 <- A2 <- 0
    for (i in 1:k) for (j in 1:k) {
      a <- Theta %*% Phi %*% P[[i]] %*% Phi; b <- Theta %*% Phi %*% P[[j]] %*% Phi
      A1 <- A1 + W[i, j] * sum(diag(a)) * sum(diag(b)); A2 <- A2 + W[i, j] * sum(diag(a %*% b))
    }
    B <- (A1 + 6 * A2) / (2 * l); g <- ((l + 1) * A1 - (l + 4) * A2) / ((l + 2) * A2)
    d <- 3 * l + 2 * (1 - g); c1 <- g / d; c2 <- (l - g) / d; c3 <- (l + 2 - g) / d
    E <- 1 / (1 - A2 / l); Vs <- 2 / l * (1 + c1 * B) / ((1 - c2 * B)^2 * (1 - c3 * B))
    rho <- Vs / (2 * E^2); df <- 4 + (l + 2) / (l * rho - 1); scale <- df / (E * (df - 2))
    beta <- Phi %*% t(X) %*% S %*% y; v <- L %*% beta
    F <- scale * as.numeric(t(v) %*% solve(L %*% adjusted %*% t(L), v)) / l
    c(F, df, pf(F, l, df, lower.tail = FALSE))
  }
  list(se = unname(sqrt(diag(adjusted))), tests = lapply(contrasts, function(L) unname(test(L))))
}

L <- diag(ncol(X)); colnames(L) <- colnames(X)
contrasts <- c(lapply(5:7, function(i) L[i, , drop = FALSE]), list(L[5:7, ]))
unit <- function(i, j) { d <- matrix(0, m, m); d[i, j] <- d[j, i] <- 1; d }
elements <- do.call(c, lapply(1:m, function(i) lapply(1:i, function(j) unit(i, j))))

values <- function(fit, V) list(
  log_likelihood = as.numeric(logLik(fit)), coefficients = unname(coef(fit)),
  se = unname(sqrt(diag(vcov(fit)))), V = V)
gls_fit <- function(form, weights) gls(formula, frame, correlation = form, weights = weights, control = tight)
block <- function(fit) {
  corr <- corMatrix(fit$modelStruct$corStruct)
  corr <- corr[[which(sapply(corr, nrow) == m)[1]]]
  s <- sigma(fit) * c(1, coef(fit$modelStruct$varStruct, unconstrained = FALSE))[as.character(1:m)]
  s[1] <- sigma(fit)
  unname(corr * outer(s, s))
}
un <- gls_fit(corSymm(form = ~ wave | person), varIdent(form = ~ 1 | wave))
V <- block(un)
unstructured <- c(values(un, V), list(kr = kenward_roger(X, data$y, data$person, V, elements, contrasts)))

ar <- gls_fit(corCAR1(0.5, form = ~ wave | person), varIdent(form = ~ 1 | wave))
cs <- gls_fit(corCompSymm(form = ~ 1 | person), varIdent(form = ~ 1 | wave))
hcs <- block(cs)

# The check of the formulas: compound symmetry with one variance, by lmer and pbkrtest.
mixed <- lmer(update(formula, . ~ . + (1 | person)), frame, REML = TRUE,
              control = lmerControl(optCtrl = list(ftol_abs = 1e-14, xtol_abs = 1e-14)))
s2 <- as.data.frame(VarCorr(mixed))$vcov
Vcs <- matrix(s2[1], m, m) + diag(s2[2], m)
mine <- kenward_roger(X, data$y, data$person, Vcs, list(matrix(1, m, m), diag(m)), contrasts)
theirs <- sqrt(diag(as.matrix(vcovAdj(mixed))))
cat("formulas against pbkrtest, largest relative difference:", max(abs(mine$se / theirs - 1)), "\n")
for (i in seq_along(contrasts)) {
  df <- getKR(KRmodcomp(mixed, contrasts[[i]]), "ddf")
  cat("df", mine$tests[[i]][2], df, "\n")
}
write_json(list(names = colnames(X), unstructured = unstructured, autoregressive = values(ar, block(ar)),
                compound_symmetry = values(cs, hcs)),
           file.path(folder, "values.json"), digits = 15, auto_unbox = TRUE, pretty = TRUE, matrix = "rowmajor")
