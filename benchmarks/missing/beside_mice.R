# mice on many small trials: Rscript beside_mice.R IN.csv OUT.csv M ITERATIONS. By arm; logreg for y2 and y3, norm
# for score, everyone predicted by all others. eps = 0 leaves out the search for collinear predictors: there are none.
suppressMessages(library(mice))
args <- commandArgs(trailingOnly = TRUE)
all <- read.csv(args[1]); m <- as.integer(args[3]); iterations <- as.integer(args[4])
one <- function(trial) {
  filled <- NULL
  for (a in 0:1) {
    d <- trial[trial$arm == a, c("x", "y1", "y2", "y3", "score")]
    imp <- suppressWarnings(mice(d, m = m, maxit = iterations, printFlag = FALSE, method = c("", "", "logreg", "logreg", "norm"),
                                 seed = 2 * trial$trial[1] + a + 11, eps = 0))
    for (i in 1:m) {
      c <- complete(imp, i)
      filled <- rbind(filled, data.frame(set = i, row = which(trial$arm == a), y3 = c$y3, score = c$score))
    }
  }
  filled[order(filled$set, filled$row), ]
}
out <- do.call(rbind, lapply(split(all, all$trial), function(t) cbind(trial = t$trial[1], one(t))))
write.csv(out, args[2], row.names = FALSE)
