# Reference values for tests/statistics/small/test_change.py and test_group_comparison.py, base R 4.2.2.
# Run in this folder: Rscript change.R
fmt <- function(v) trimws(formatC(v, digits = 15, format = "g"))
rows <- list()
add <- function(case, quantity, value) rows[[length(rows) + 1]] <<- data.frame(case, quantity, value = fmt(value))

# Ten untied pairs: wilcox.test is exact there, its interval the Hodges-Lehmann one.
before <- c(10.1, 12.4, 9.8, 15.2, 11.9, 13.7, 8.4, 14.6, 12.2, 10.9)
after  <- c( 8.9, 12.9, 7.1, 11.0, 11.2, 9.8, 9.8, 12.5, 8.6, 10.0)
w <- wilcox.test(after, before, paired = TRUE, conf.int = TRUE)
add("ten", "wilcoxon_p", w$p.value); add("ten", "wilcoxon_v", w$statistic)
add("ten", "pseudomedian", w$estimate); add("ten", "low", w$conf.int[1]); add("ten", "high", w$conf.int[2])
add("ten", "sign_p", binom.test(sum(after > before), 10)$p.value)
d <- after - before; n <- length(d); t <- mean(d) / (sd(d) / sqrt(n))
ncp <- function(p) uniroot(function(x) pt(t, n - 1, x) - p, c(-20, 20), tol = 1e-12)$root
J <- exp(lgamma((n - 1) / 2) - lgamma((n - 2) / 2)) / sqrt((n - 1) / 2)
add("ten", "dz", mean(d) / sd(d)); add("ten", "g", J * mean(d) / sd(d))
add("ten", "g_low", J * ncp(.975) / sqrt(n)); add("ten", "g_high", J * ncp(.025) / sqrt(n))
add("ten", "t_low", t.test(d)$conf.int[1]); add("ten", "t_high", t.test(d)$conf.int[2])

# McNemar: 9 gained, 2 lost of 30.
add("mcnemar", "p", binom.test(9, 11)$p.value)

# Fisher and its interval pieces: 7 of 9 against 2 of 8.
add("fisher", "p", fisher.test(matrix(c(7, 2, 2, 6), 2))$p.value)
add("fisher", "p_greater", fisher.test(matrix(c(7, 2, 2, 6), 2), alternative = "greater")$p.value)
x <- c(3.1, 4.7, 2.2, 5.9); y <- c(6.1, 7.4, 4.4, 8.8, 6.6)
combos <- combn(9, 4); pooled <- c(x, y)
null <- apply(combos, 2, function(i) mean(pooled[i]) - mean(pooled[-i]))
obs <- mean(x) - mean(y)
add("means", "p", mean(abs(null) >= abs(obs) - 1e-9)); ci <- t.test(x, y)$conf.int
add("means", "low", ci[1]); add("means", "high", ci[2])
write.csv(do.call(rbind, rows), "change.csv", row.names = FALSE, quote = FALSE)
