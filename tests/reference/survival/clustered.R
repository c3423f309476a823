# Reference values for statistics/survival/clustered: influence on restricted means, and score residuals at nought.
# Run in this folder: Rscript clustered.R   (R 4.2, survival, clubSandwich, jsonlite); data: times.csv
library(survival); library(jsonlite)
d <- read.csv("times.csv"); tau <- 40
d$id <- seq_len(nrow(d))
influence <- function(a) { e <- d[d$arm == a, ]
  f <- survfit(Surv(time, event) ~ 1, e, id = id, influence = TRUE)
  I <- f$influence.surv; k <- f$time < tau; edges <- c(f$time[k], tau)
  drop(I[, k, drop = FALSE] %*% diff(edges)) }
I <- numeric(nrow(d)); for (a in 0:1) I[d$arm == a] <- influence(a)
over <- function(a) sqrt(sum(rowsum(I[d$arm == a], d$site[d$arm == a])^2))
both <- sqrt(sum(rowsum(ifelse(d$arm == 1, I, -I), d$site)^2))
# delete one site at a time
rm <- function(e) diff(summary(survfit(Surv(time, event) ~ arm, e), rmean = tau)$table[, "rmean"])
sites <- unique(d$site); gone <- sapply(sites, function(s) rm(d[d$site != s, ]))
jack <- sqrt((length(sites) - 1) / length(sites) * sum((gone - mean(gone))^2))
zero <- coxph(Surv(time, event) ~ arm, d, ties = "breslow", init = 0, control = coxph.control(iter.max = 0))
s <- residuals(zero, "score")
r <- coxph(Surv(time, event) ~ arm, d, ties = "breslow", cluster = site)
write_json(list(survival = as.character(packageVersion("survival")), tau = tau, influence = I,
  clustered = list(reference = over(0), treated = over(1), difference = both), jackknife = unname(jack),
  scores = unname(s), robust_score = unname(r$rscore), by_hand = sum(s)^2 / sum(rowsum(s, d$site)^2)),
  "clustered.json", digits = NA, auto_unbox = TRUE)
