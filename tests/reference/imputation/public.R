# Reference values for tests/statistics/missing/test_public_data.py: mice 3.15.0 on four public data sets, R 4.2.2.
# Run in this folder: Rscript public.R
# nhanes and boys come with mice (Schafer 1997; Fredriks et al. 2000); airquality with R (New York, 1973); pbc with the package survival (Mayo Clinic, Therneau and Grambsch 2000).
suppressMessages({library(mice); library(survival)})
fmt <- function(v) trimws(formatC(v, digits = 8, format = "g"))
m <- 400
told <- function(name, fits) {
  p <- pool(fits)$pooled
  data.frame(data = name, term = as.character(p$term), m = m, estimate = fmt(p$estimate), std_error = fmt(sqrt(p$t)),
             between = fmt(p$b), fmi = fmt(p$fmi))
}
air <- airquality[, c("Ozone", "Solar.R", "Wind", "Temp")]
write.csv(air, "airquality.csv", row.names = FALSE, na = "")
imp <- mice(air, m = m, maxit = 10, method = "norm", seed = 3, printFlag = FALSE)
out <- told("airquality", with(imp, lm(Ozone ~ Solar.R + Wind + Temp)))
liver <- with(pbc, data.frame(age = round(age, 3), bili = round(log(bili), 4), albumin, spiders, chol = round(log(chol), 4)))
write.csv(liver, "pbc.csv", row.names = FALSE, na = "")
liver$spiders <- factor(liver$spiders)
imp <- mice(liver, m = m, maxit = 10, method = c("", "", "", "logreg", "norm"), seed = 4, printFlag = FALSE)
out <- rbind(out, told("pbc", with(imp, glm(spiders ~ age + bili + albumin + chol, family = binomial))))
health <- nhanes
write.csv(health, "nhanes.csv", row.names = FALSE, na = "")
imp <- mice(health, m = m, maxit = 10, method = c("", "norm", "norm", "norm"), seed = 5, printFlag = FALSE)
out <- rbind(out, told("nhanes", with(imp, lm(chl ~ age + bmi))))
growth <- boys[, c("age", "hgt", "wgt", "hc")]
write.csv(growth, "boys.csv", row.names = FALSE, na = "")
imp <- mice(growth, m = m, maxit = 10, method = c("", "norm", "norm", "norm"), seed = 6, printFlag = FALSE)
out <- rbind(out, told("boys", with(imp, lm(hc ~ age + hgt + wgt))))
write.csv(out, "public.csv", row.names = FALSE, quote = FALSE)
