# mice and lme4 on the trial's joint frame: Rscript whole.R FOLDER SETS ITERATIONS. Prints processor seconds of each.
suppressMessages({library(mice); library(lme4)})
args <- commandArgs(trailingOnly = TRUE)
read <- function(name) read.csv(file.path(args[1], name), stringsAsFactors = FALSE)
frame <- read("frame.csv"); predictors <- read("predictors.csv"); kinds <- read("kinds.csv"); waves <- read("waves.csv")$column
sets <- as.integer(args[2]); seconds <- c(mice = 0, lme4 = 0)
for (k in seq_len(nrow(kinds))) if (kinds$kind[k] == "binary") frame[[kinds$column[k]]] <- factor(frame[[kinds$column[k]]])
spent <- function(p) sum(p[c("user.self", "sys.self")])
completed <- list()
for (arm in unique(frame$v0)) {
  d <- frame[frame$v0 == arm, setdiff(names(frame), c("v0", "nurse"))]
  matrix <- matrix(0, ncol(d), ncol(d), dimnames = list(names(d), names(d)))
  for (k in seq_len(nrow(predictors))) matrix[predictors$target[k], predictors$predictor[k]] <- 1
  method <- setNames(rep("", ncol(d)), names(d))
  method[kinds$column] <- ifelse(kinds$kind == "binary", "logreg", "pmm")
  method[!sapply(d, anyNA)] <- ""
  seconds["mice"] <- seconds["mice"] + spent(system.time(
    imp <- suppressWarnings(mice(d, m = sets, maxit = as.integer(args[3]), predictorMatrix = matrix, method = method, seed = 1, printFlag = FALSE))))
  for (i in seq_len(sets)) completed[[length(completed) + 1]] <- list(set = i, rows = which(frame$v0 == arm), data = complete(imp, i))
}
for (i in seq_len(sets)) {
  y <- matrix(NA_real_, nrow(frame), length(waves))
  for (one in completed) if (one$set == i) for (w in seq_along(waves)) y[one$rows, w] <- as.numeric(as.character(one$data[[waves[w]]]))
  long <- data.frame(y = as.vector(y), wave = factor(rep(seq_along(waves), each = nrow(y))), id = rep(seq_len(nrow(y)), length(waves)),
                     treated = as.numeric(rep(frame$v0 == "voorzorg", length(waves))), nurse = rep(frame$nurse, length(waves)))
  long$nurse[long$nurse == ""] <- paste("alone", long$id[long$nurse == ""])
  long <- long[!is.na(long$y), ]
  seconds["lme4"] <- seconds["lme4"] + spent(system.time(
    suppressWarnings(glmer(y ~ 0 + wave + wave:treated + (1 | id) + (0 + treated | nurse), data = long, family = binomial))))
}
cat(sprintf("mice %.2f\nlme4 %.2f\n", seconds["mice"], seconds["lme4"]))
