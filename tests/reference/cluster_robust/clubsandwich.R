# CR2 standard errors and Satterthwaite degrees of freedom of clubSandwich 0.5.8, for least squares and logistic
# regression with 7 clusters of unequal size, and HC2-like errors with every row a cluster.
# Rscript tests/reference/cluster_robust/clubsandwich.R   (writes data.csv and values.json beside itself)
library(clubSandwich)
library(jsonlite)
folder <- "tests/reference/cluster_robust"
set.seed(20100901)
sizes <- c(5, 9, 14, 7, 22, 11, 16)
cluster <- rep(seq_along(sizes), sizes)
treated <- as.numeric(cluster %in% c(2, 4, 5))
n <- length(cluster)
x <- round(rnorm(n), 3)
w <- round(rnorm(n, cluster / 4), 3)
u <- rnorm(7, 0, 0.7)[cluster]
y <- round(1 + 0.3 * treated + 0.5 * x + u + rnorm(n), 3)
z <- as.numeric(runif(n) < plogis(-0.3 + 0.5 * treated + 0.4 * x + u))
data <- data.frame(cluster, treated, x, w, y, z)
write.csv(data, file.path(folder, "data.csv"), row.names = FALSE)
values <- function(fit, id) {
  test <- coef_test(fit, vcov = "CR2", cluster = id, test = "Satterthwaite")
  list(se = test$SE, df = test$df_Satt)
}
linear <- lm(y ~ treated + x + w, data)
logit <- glm(z ~ treated + x, data, family = binomial, control = list(epsilon = 1e-14, maxit = 50))
out <- list(linear = values(linear, cluster), linear_rows = values(linear, seq_len(n)),
            logistic = c(values(logit, cluster), list(coefficients = unname(coef(logit)))))
write_json(out, file.path(folder, "values.json"), digits = 15, auto_unbox = TRUE, pretty = TRUE)
