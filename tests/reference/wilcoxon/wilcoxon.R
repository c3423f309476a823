# Reference values for tests/statistics/small/test_change.py, base R 4.2.2. Run in this folder: Rscript wilcoxon.R
# Sixty untied pairs: above fifty, R and scipy turn to the normal approximation unless they are asked not to.
k <- 1:60
change <- round(sin(k * 1.7) * 3 + cos(k * k * 0.37) * 4 + 0.75, 6)
stopifnot(!any(duplicated(abs(change))), all(change != 0))
exact <- wilcox.test(change, exact = TRUE)
normal <- wilcox.test(change, exact = FALSE, correct = FALSE)
write.csv(data.frame(change), "change60.csv", row.names = FALSE)
values <- c(v = unname(exact$statistic), exact = exact$p.value, normal = normal$p.value)
write.csv(data.frame(quantity = names(values), value = format(values, digits = 16)), "wilcoxon.csv", row.names = FALSE, quote = FALSE)
