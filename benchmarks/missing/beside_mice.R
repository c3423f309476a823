# mice on many small trials: Rscript beside_mice.R IN.csv OUT.csv M. By arm; logreg for y2 and y3, norm for score.
suppressMessages(library(mice))
args <- commandArgs(trailingOnly = TRUE)
all <- read.csv(args[1]); m <- as.integer(args[3])
one <- function(trial) {
  filled <- NULL
  for (a in 0:1) {
    d <- trial[trial$arm == a, c("x", "y1", "y2", "y3", "score")]
    d$y2 <- factor(d$y2, levels = 0:1); d$y3 <- factor(d$y3, levels = 0:1)
    imp <- mice(d, m = m, maxit = 5, printFlag = FALSE, method = c("", "", "logreg", "logreg", "norm"), seed = 11 + a)
    for (i in 1:m) {
      c <- complete(imp, i)
      filled <- rbind(filled, data.frame(set = i, row = which(trial$arm == a), y3 = as.numeric(as.character(c$y3)), score = c$score))
    }
  }
  filled[order(filled$set, filled$row), ]
}
out <- do.call(rbind, lapply(split(all, all$trial), function(t) cbind(trial = t$trial[1], one(t))))
write.csv(out, args[2], row.names = FALSE)
