# Nurses in the treated arm only (partial nesting), and a variance in each arm: glmmTMB and lme4, Laplace.
# Run in this folder: Rscript make_nurses.R. data/nurses.csv is synthetic: 160 women, 11 nurses of half of them.
suppressMessages({library(lme4); library(glmmTMB)})
d <- read.csv("data/nurses.csv", na.strings = "")
d$control <- 1 - d$treated
d$nurse <- ifelse(is.na(d$nurse), "none", d$nurse)          # no effect acts on them
d$group <- ifelse(d$treated == 1, d$nurse, paste0("p", d$id %% 9))  # practices of the control women
tight <- glmmTMBControl(optCtrl = list(iter.max = 2000, eval.max = 2000, rel.tol = 1e-14, x.tol = 1e-12))
one <- glmmTMB(y ~ wave + treated + (1 | id) + (0 + treated | nurse), d, binomial, control = tight)
two <- glmmTMB(y ~ wave + treated + (1 | id) + (0 + treated | group) + (0 + control | group), d, binomial,
               control = tight)
row <- function(name, m) {
  s <- summary(m)$coefficients$cond
  sds <- sapply(VarCorr(m)$cond, function(v) attr(v, "stddev"))
  rbind(data.frame(model = name, term = "llf", estimate = as.numeric(logLik(m)), se = NA),
        data.frame(model = name, term = rownames(s), estimate = s[, 1], se = s[, 2]),
        data.frame(model = name, term = paste0("sd", seq_along(sds)), estimate = unname(sds), se = NA))
}
out <- rbind(row("treated arm", one), row("by arm", two))
write.csv(format(out, digits = 10), "nurses.csv", row.names = FALSE, quote = FALSE)
fit <- glmer(y ~ wave + treated + (1 | id) + (0 + treated | nurse), d, binomial,
             control = glmerControl(optimizer = "bobyqa", optCtrl = list(rhoend = 1e-9), tolPwrss = 1e-11))
cat(logLik(fit), "\n")
