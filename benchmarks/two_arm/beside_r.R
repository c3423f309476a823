# Fits each model to the data in argument 1 several times; writes seconds of processor time (median) and the
# treated arm's coefficient to argument 2.
suppressMessages({library(survival); library(MASS); library(lme4); library(geepack); library(sandwich); library(mice)})
arguments <- commandArgs(TRUE)
repeats <- as.integer(arguments[3])
long <- read.csv(arguments[1])
wide <- long[long$wave == 1, ]
gaps <- reshape(long[, c("id", "wave", "answer")], idvar = "id", timevar = "wave", direction = "wide")
gaps <- cbind(gaps[, -1], arm = wide$arm, age = wide$age)
gaps[1:4] <- lapply(gaps[1:4], factor)
seen <- long[!is.na(long$answer), ]

two_arm <- function() {
  cells <- table(factor(wide$arm, 1:0), factor(wide$answer, 1:0))
  fisher.test(cells); chisq.test(cells, correct = FALSE)
  prop.test(cells, correct = FALSE)$estimate |> diff() |> unname() * -1
}
adjusted <- function() {
  fit <- glm(answer ~ arm + age + risk, binomial, wide)
  V <- sandwich(fit)
  p <- sapply(1:0, function(a) { X <- model.matrix(fit); X[, "arm"] <- a; plogis(X %*% coef(fit)) })
  X <- model.matrix(fit)
  gradient <- sapply(1:2, function(k) { X[, "arm"] <- 2 - k; colMeans(p[, k] * (1 - p[, k]) * X) })
  d <- gradient[, 1] - gradient[, 2]
  sqrt(d %*% V %*% d)
  mean(p[, 1]) - mean(p[, 2])
}
kaplan_meier <- function() {
  curve <- survfit(Surv(time, event) ~ arm, wide)
  print(curve, rmean = 100) |> capture.output()
  survdiff(Surv(time, event) ~ arm, wide)
  table <- summary(curve, rmean = 100)$table
  unname(table["arm=1", "rmean"] - table["arm=0", "rmean"])
}
cox <- function() unname(coef(coxph(Surv(time, event) ~ arm + age + risk, wide, robust = TRUE))["arm"])
negative_binomial <- function() unname(coef(glm.nb(count ~ arm + age + risk, wide))["arm"])
mixed <- function() unname(fixef(lmer(score ~ factor(wave) + arm + (1 | id), long))["arm"])
gee <- function() unname(coef(geeglm(answer ~ factor(wave) + arm, binomial, seen, id = id, corstr = "exchangeable"))["arm"])
imputation <- function() {
  each <- lapply(split(gaps, gaps$arm), function(part)
    mice(part[names(part) != "arm"], m = 20, maxit = 10, printFlag = FALSE))
  risk <- sapply(each, function(i) mean(sapply(1:20, function(k) mean(complete(i, k)$answer.4 == 1))))
  unname(risk["1"] - risk["0"])
}
models <- list(two_arm = two_arm, adjusted = adjusted, kaplan_meier = kaplan_meier, cox = cox,
               negative_binomial = negative_binomial, mixed_model = mixed, gee = gee, imputation = imputation)
out <- do.call(rbind, lapply(names(models), function(name) {
  set.seed(1)
  runs <- if (name == "imputation") min(repeats, 2) else repeats
  seconds <- sapply(seq_len(runs), function(k) {
    used <- system.time(value <<- suppressWarnings(models[[name]]()))
    used[["user.self"]] + used[["sys.self"]]
  })
  data.frame(model = name, seconds = median(seconds), value = value)
}))
write.csv(out, arguments[2], row.names = FALSE)
