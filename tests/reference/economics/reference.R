# Reference values for economics/uncertainty, by the functions of R's BCEA (2.4.84, https://github.com/giabaio/BCEA).
# Run in this folder: Rscript reference.R FOLDER_OF_BCEA   (R 4.2, jsonlite; sources BCEA's R/compute_xxx.R)
# Draws are of the model of reports: fewer women with a report, and costs by hours a week.
library(jsonlite)
folder <- commandArgs(trailingOnly = TRUE)[1]
source(file.path(folder, "R", "compute_xxx.R"))
set.seed(15); n <- 400
effect <- rbeta(n, 29.5, 126.5) - rbeta(n, 16.5, 133.5)
cost <- 15654 * runif(n, 1.7, 2) / 1.85
write.csv(data.frame(effect = sprintf("%.17g", effect), cost = sprintf("%.17g", cost)), "draws.csv", row.names = FALSE, quote = FALSE)
k <- c(0, 40000, 100000, 150000, 195000, 200000, 250000, 400000, 700000, 1e6)
# BCEA's arrays: sim x k x intervention; the first is usual care, the second the programme.
U <- array(0, c(n, length(k), 2)); for (j in seq_along(k)) U[, j, 2] <- k[j] * effect - cost
ib <- aperm(array(U[, , 2], c(n, length(k), 1)), c(2, 1, 3))
best <- apply(apply(U, c(2, 3), mean), 1, which.max)
Ustar <- compute_Ustar(U)
ol <- compute_ol(Ustar, U, best)
vi <- compute_vi(Ustar, U)
known <- function(e, c) { V <- U; for (j in seq_along(k)) V[, j, 2] <- k[j] * e - c; colMeans(compute_ol(compute_Ustar(V), V, best)) }
write_json(list(values = k, eib = colMeans(U[, , 2]), ceac = as.vector(compute_CEAC(ib)), evpi = colMeans(ol),
                evpi_by_vi = colMeans(vi), evpi_se = apply(ol, 2, sd) / sqrt(n),
                evppi_effect = known(effect, mean(cost)), evppi_cost = known(mean(effect), cost),
                plane = list(effect = mean(effect), cost = mean(cost), better = mean(effect > 0)),
                limits = unname(quantile(effect, c(.025, .975), type = 7)),
                poisson = lapply(c(2.335, 4.67, 23.35, 1720), function(m) qpois(c(.025, .975), m)),
                odds = { o <- .44 / .56 * c(.24, .46, .89); .44 - o / (1 + o) },
                beta_sd = sqrt(29.5 * 126.5 / (156^2 * 157) + 16.5 * 133.5 / (150^2 * 151))),
           "reference.json", digits = NA, auto_unbox = TRUE)
