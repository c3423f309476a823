# Reference values for tests/statistics/missing/test_joint_tests.py: D1, D2 and D3 of mice 3.15.0 (mitml 0.4.4), R 4.2.2.
# Run in this folder: Rscript joint_tests.R  (nhanes comes with mice)
suppressMessages(library(mice))
options(digits = 17)
fmt <- function(v) trimws(formatC(v, digits = 16, format = "g"))
imp <- mice(nhanes, m = 8, seed = 31, printFlag = FALSE)
completed <- do.call(rbind, lapply(1:8, function(i) cbind(set = i, complete(imp, i))))
write.csv(completed, "joint_tests_data.csv", row.names = FALSE)
full <- with(imp, lm(chl ~ age + bmi + hyp)); small <- with(imp, lm(chl ~ age))
logit <- with(imp, glm(hyp - 1 ~ age + chl, family = binomial, epsilon = 1e-300, maxit = 30)); empty <- with(imp, glm(hyp - 1 ~ 1, family = binomial, epsilon = 1e-300, maxit = 30))
rows <- list()
for (pair in list(list("linear", full, small), list("logistic", logit, empty))) {
  for (how in c("D1", "D2", "D3")) {
    t <- switch(how, D1 = D1(pair[[2]], pair[[3]], dfcom = 21), D2 = D2(pair[[2]], pair[[3]]), D3 = D3(pair[[2]], pair[[3]]))$result
    rows[[length(rows) + 1]] <- data.frame(model = pair[[1]], method = how, statistic = fmt(t[1]), df1 = t[2], df2 = fmt(t[3]),
                                           p_value = fmt(t[4]), riv = fmt(t[5]))
  }
}
write.csv(do.call(rbind, rows), "joint_tests.csv", row.names = FALSE, quote = FALSE)
