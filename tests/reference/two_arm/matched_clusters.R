# Paired t test over the means of matched clusters, unadjusted and after regression on a covariate and the pairs.
y <- c(3, 5, 4, 6, 7, 8, 2, 4, 9, 11, 6, 5, 7, 8, 10, 12, 5, 6, 6, 9)
treated <- rep(c(0, 0, 1, 1), 5)
pair <- rep(1:5, each = 4)
x <- c(1, 3, 2, 2, 4, 5, 3, 4, 6, 6, 2, 3, 4, 4, 5, 8, 2, 3, 3, 4)
over_pairs <- function(v) {
  m <- tapply(v, list(pair, treated), mean)
  t <- t.test(m[, "1"], m[, "0"], paired = TRUE)
  c(t$estimate, t$stderr, t$conf.int, t$p.value)
}
slope <- coef(lm(y ~ x + factor(pair)))["x"]
print(over_pairs(y), digits = 12)
print(over_pairs(y - slope * x), digits = 12)
