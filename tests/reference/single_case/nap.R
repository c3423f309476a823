# Reference values for tests/statistics/small/test_single_case.py, base R 4.2.2. Run in this folder: Rscript nap.R
# NAP's standard error and interval from the formulas documented for the R package SingleCaseES (Newcombe 2006, method 5).
fmt <- function(v) trimws(formatC(v, digits = 14, format = "g"))
one <- function(case, A, B) {
  m <- length(A); n <- length(B)
  Q <- outer(A, B, function(a, b) (b > a) + 0.5 * (b == a))
  nap <- mean(Q)
  tr <- min(max(nap, 1 / (2 * m * n)), 1 - 1 / (2 * m * n))
  V <- (tr * (1 - tr) + n * sum(rowSums(Q - nap)^2) / (m * n^2) + m * sum(colSums(Q - nap)^2) / (m^2 * n) -
          2 * mean((Q - nap)^2)) / ((m - 1) * (n - 1))
  h <- (m + n) / 2 - 1; z2 <- qnorm(.975)^2
  f <- function(p) (nap - p)^2 - z2 * h * p * (1 - p) / (m * n) * (1 / h + (1 - p) / (2 - p) + p / (1 + p))
  lo <- if (nap > 0) uniroot(f, c(0, nap - 1e-13), tol = 1e-14)$root else 0
  hi <- if (nap < 1) uniroot(f, c(nap + 1e-13, 1), tol = 1e-14)$root else 1
  data.frame(case, estimate = fmt(nap), std_error = fmt(if (m > 1 && n > 1) sqrt(V) else NA_real_), ci_low = fmt(lo), ci_high = fmt(hi))
}
out <- rbind(
  one("review", c(4, 3, 4, 3, 4, 7, 5, 2, 3, 2), c(5, 9, 7, 9, 7, 5, 9, 11, 11, 10, 9)),
  one("mixed", c(20, 20, 26, 25, 22, 23), c(28, 25, 24, 27, 30, 30, 29)),
  one("separated", c(1, 2, 3), c(4, 5, 6, 7)),
  one("one baseline", c(10), c(12, 9, 14)))
write.csv(out, "nap.csv", row.names = FALSE, quote = FALSE)
