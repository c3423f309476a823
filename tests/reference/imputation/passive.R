# Reference values for tests/statistics/missing/test_passive.py: mice 3.15.0, a scale score from imputed items, R 4.2.2.
# Run in this folder: Rscript passive.R
# Items a, b, c of a score depend on x; who has a low x more often leaves an item out. The score is passive in mice
# (method "~I(a + b + c)", visited after its items so that y is drawn from the score of the moment), and predicts y.
suppressMessages(library(mice))
fmt <- function(v) trimws(formatC(v, digits = 8, format = "g"))
set.seed(8)
n <- 300; x <- rnorm(n); level <- 0.7 * x + rnorm(n)
d <- data.frame(x = x, a = level + rnorm(n), b = level + rnorm(n), c = 0.5 * level + rnorm(n))
d$y <- 0.4 * (d$a + d$b + d$c) + rnorm(n, 0, 1.5)
for (item in c("a", "b", "c")) d[runif(n) < plogis(-1 - x), item] <- NA
d$y[runif(n) < 0.2] <- NA
d <- round(d, 5); d$score <- d$a + d$b + d$c
write.csv(d, "passive_data.csv", row.names = FALSE, na = "")
m <- 100
ini <- mice(d, maxit = 0)
method <- ini$method; method[c("a", "b", "c", "y")] <- "norm"; method["score"] <- "~I(a + b + c)"
P <- ini$predictorMatrix; P[c("a", "b", "c"), "score"] <- 0; P["y", ] <- 0; P["y", c("x", "score")] <- 1
imp <- mice(d, m = m, maxit = 10, method = method, visitSequence = c("a", "b", "c", "score", "y"), predictorMatrix = P, seed = 5, printFlag = FALSE)
told <- function(name, fits) { p <- pool(fits)$pooled
  data.frame(model = name, term = as.character(p$term), m = m, estimate = fmt(p$estimate), std_error = fmt(sqrt(p$t)), between = fmt(p$b), fmi = fmt(p$fmi)) }
out <- rbind(told("mean", with(imp, lm(score ~ 1))), told("slope", with(imp, lm(y ~ score + x))))
write.csv(out, "passive.csv", row.names = FALSE, quote = FALSE)
