# Firth's penalised likelihood in the example of Heinze and Schemper (2002, Statistics in Medicine 21:2409), endometrial
# cancer: coefficients, profile-penalised limits and penalised likelihood-ratio tests of R's logistf.
# Run in this folder: Rscript heinze_schemper.R   (logistf 1.26.1, jsonlite)
library(logistf); library(jsonlite)
d <- read.csv("../multilevel/data/endometrial.csv")
tight <- logistf.control(maxit = 1000, maxstep = 0.5, gconv = 1e-12, lconv = 1e-12, xconv = 1e-12)
profile <- logistpl.control(maxit = 1000, xconv = 1e-12, lconv = 1e-12)
one <- function(formula) {
  f <- logistf(formula, d, control = tight, plcontrol = profile)
  list(coef = unname(coef(f)), se = unname(sqrt(diag(vcov(f)))), low = unname(f$ci.lower), high = unname(f$ci.upper),
       p = unname(f$prob), penalised = unname(f$loglik[["full"]]))
}
write_json(list(logistf = as.character(packageVersion("logistf")), all = one(HG ~ NV + PI + EH), crude = one(HG ~ NV)),
           "heinze_schemper.json", digits = 15, auto_unbox = TRUE, pretty = TRUE)
