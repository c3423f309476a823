# mice and lme4 on the trial's joint frame: Rscript whole.R FOLDER SETS ITERATIONS. Prints processor seconds of each.
# lme4's models are ours: a level per wave, an arm effect per later wave, covariates, an intercept per woman and one
# per nurse in the arm that has nurses; by its default, the Laplace approximation (with two terms it has no other).
suppressMessages({library(mice); library(lme4)})
args <- commandArgs(trailingOnly = TRUE)
read <- function(name) read.csv(file.path(args[1], name), stringsAsFactors = FALSE)
frame <- read("frame.csv"); predictors <- read("predictors.csv"); kinds <- read("kinds.csv"); waves <- read("waves.csv")
covariates <- as.matrix(read("covariates.csv"))
sets <- as.integer(args[2])
for (k in seq_len(nrow(kinds))) if (kinds$kind[k] == "binary") frame[[kinds$column[k]]] <- factor(frame[[kinds$column[k]]])
spent <- function(p) sum(p[c("user.self", "sys.self")])
completed <- list(); seconds <- 0
for (arm in unique(frame$v0)) {
  d <- frame[frame$v0 == arm, setdiff(names(frame), c("v0", "nurse"))]
  matrix <- matrix(0, ncol(d), ncol(d), dimnames = list(names(d), names(d)))
  for (k in seq_len(nrow(predictors))) matrix[predictors$target[k], predictors$predictor[k]] <- 1
  method <- setNames(rep("", ncol(d)), names(d))
  method[kinds$column] <- ifelse(kinds$kind == "binary", "logreg", "pmm")
  method[!sapply(d, anyNA)] <- ""
  seconds <- seconds + spent(system.time(
    imp <- suppressWarnings(mice(d, m = sets, maxit = as.integer(args[3]), predictorMatrix = matrix, method = method, seed = 1, printFlag = FALSE))))
  for (i in seq_len(sets)) completed[[length(completed) + 1]] <- list(set = i, rows = which(frame$v0 == arm), data = complete(imp, i))
}
cat(sprintf("mice %.2f\n", seconds))
number <- function(x) as.numeric(as.character(x))
for (outcome in unique(waves$outcome)) {
  own <- waves[waves$outcome == outcome, ]
  seconds <- 0
  for (i in seq_len(sets)) {
    y <- matrix(NA_real_, nrow(frame), nrow(own))
    for (one in completed) if (one$set == i) for (w in seq_len(nrow(own))) {
      y[one$rows, w] <- number(one$data[[own$column[w]]])
      if (own$gate[w] != "") y[one$rows[number(one$data[[own$gate[w]]]) == 0], w] <- NA
    }
    long <- data.frame(y = as.vector(y), wave = factor(rep(seq_len(nrow(own)), each = nrow(y))),
                       id = rep(seq_len(nrow(y)), nrow(own)), nurse = rep(frame$nurse, nrow(own)),
                       treated = as.numeric(rep(frame$v0 == "voorzorg", nrow(own))))
    effect <- sapply(which(own$effect == 1), function(w) long$treated * (long$wave == w))
    long$X <- cbind(effect, do.call(rbind, rep(list(covariates), nrow(own))))
    long$nurse[long$nurse == ""] <- paste("alone", long$id[long$nurse == ""])
    long <- long[!is.na(long$y), ]
    seconds <- seconds + spent(system.time(
      suppressWarnings(suppressMessages(glmer(y ~ 0 + wave + X + (1 | id) + (0 + treated | nurse), data = long, family = binomial)))))
  }
  cat(sprintf("lme4:%s %.2f\n", outcome, seconds))
}
