# Distributional reference for tests/statistics/missing/test_imputation.py, R 4.2.2, mice 3.15.0.
# Run in this folder: Rscript chained.R  (makes synthetic data; nothing here is about a participant)
# Imputation by arm: mice run in each arm, logistic for y1..y3, pmm for score; same predictors as the Python test.
suppressMessages(library(mice))
set.seed(20)
n <- 300
arm <- rep(0:1, n / 2)
age <- round(rnorm(n, 20, 3))
u <- rnorm(n)
y <- sapply(1:3, function(w) as.integer(u + 0.1 * (age - 20) - 0.4 * arm * w / 3 + rlogis(n) > 0.3))
score <- round(10 + 2 * u - arm + rnorm(n), 1)
drop <- plogis(-2 + 1.2 * y[, 1] + 0.8 * (1 - arm))
gone2 <- runif(n) < drop
gone3 <- gone2 | runif(n) < drop
data <- data.frame(arm, age, y1 = y[, 1], y2 = y[, 2], y3 = y[, 3], score)
data$y2[gone2] <- NA; data$y3[gone3] <- NA; data$score[gone3] <- NA
write.csv(data, "chained_data.csv", row.names = FALSE, na = "")

m <- 400
results <- list()
for (a in 0:1) {
  d <- data[data$arm == a, c("age", "y1", "y2", "y3", "score")]
  for (v in c("y1", "y2", "y3")) d[[v]] <- factor(d[[v]], levels = 0:1)
  method <- c(age = "", y1 = "", y2 = "logreg", y3 = "logreg", score = "pmm")
  imp <- mice(d, m = m, maxit = 10, method = method, seed = 7 + a, printFlag = FALSE)
  for (v in c("y2", "y3", "score")) {
    means <- sapply(1:m, function(i) mean(as.numeric(as.character(complete(imp, i)[[v]]))))
    results[[length(results) + 1]] <- data.frame(arm = a, variable = v, m = m, mean = mean(means), sd_between = sd(means))
  }
}
write.csv(do.call(rbind, results), "chained_mice.csv", row.names = FALSE, quote = FALSE)
