# Firth's logistic regression of the endometrial cancer data (Heinze & Schemper 2002), quasi-separated in NV.
suppressMessages(library(brglm2))
data(endometrial, package = "brglm2")
write.csv(endometrial, "data/endometrial.csv", row.names = FALSE)
m <- glm(HG ~ NV + PI + EH, binomial, endometrial, method = "brglmFit", type = "AS_mean", epsilon = 1e-12)
s <- summary(m)$coefficients
options(digits = 12)
write.csv(data.frame(term = rownames(s), estimate = s[, 1], se = s[, 2]), "firth.csv", row.names = FALSE)
