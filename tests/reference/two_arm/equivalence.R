# Reference values for statistics/two_arm/equivalence.
# Run in this folder: Rscript equivalence.R   (R 4.2, jsonlite)
library(jsonlite)
tables <- list(c(30, 200, 34, 190), c(5, 60, 3, 55), c(0, 40, 2, 42), c(90, 100, 95, 110), c(20, 237, 42, 223))
stat <- function(t, delta) {  # score statistic, its variance at the restricted maximum, found by search
  e1 <- t[1]; n1 <- t[2]; e0 <- t[3]; n0 <- t[4]
  part <- function(k, p) if (k == 0) 0 else k * log(p)
  ll <- function(p) part(e1, p + delta) + part(n1 - e1, 1 - p - delta) + part(e0, p) + part(n0 - e0, 1 - p)
  q0 <- optimize(ll, c(max(0, -delta), min(1, 1 - delta)), maximum = TRUE, tol = 1e-14)$maximum; q1 <- q0 + delta
  (e1 / n1 - e0 / n0 - delta) / sqrt(q1 * (1 - q1) / n1 + q0 * (1 - q0) / n0) }
margin <- 0.1; z <- qnorm(0.95)
rows <- lapply(tables, function(t) { d <- t[1] / t[2] - t[3] / t[4]
  list(counts = t, lower = pnorm(stat(t, -margin), lower.tail = FALSE), upper = pnorm(stat(t, margin)),
       ci = c(uniroot(function(x) stat(t, x) - z, c(-0.95, d), tol = 1e-13)$root,
              uniroot(function(x) stat(t, x) + z, c(d, 0.95), tol = 1e-13)$root)) })
set.seed(3); x <- round(rnorm(40, 0.2), 3); y <- round(rnorm(35, 0, 1.4), 3); m <- 0.8
write_json(list(margin = margin, tables = rows, treated = x, reference = y, mean_margin = m,
  mean_p = max(t.test(x, y, mu = -m, alternative = "greater")$p.value, t.test(x, y, mu = m, alternative = "less")$p.value),
  mean_ci = as.numeric(t.test(x, y, conf.level = 0.9)$conf.int)), "equivalence.json", digits = NA, auto_unbox = TRUE)
