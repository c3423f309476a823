# Adjusted p-values of graphical procedures by R's gMCPLite (the graphical part of gMCP), and of Hochberg's by p.adjust.
# Run in this folder: Rscript gmcp.R   (gMCPLite 0.1.7, jsonlite)
suppressMessages({library(gMCPLite); library(jsonlite)})
set.seed(2009)
adjusted <- function(m, w, p) unname(gMCP(matrix2graph(m, w), pvalues = p, alpha = 0.05)@adjPValues)
random <- function(n) { m <- matrix(rexp(n * n), n); diag(m) <- 0; m / rowSums(m) * runif(n, 0.5, 1) }
sequence <- function(n) { m <- matrix(0, n, n); m[cbind(seq_len(n - 1), 2:n)] <- 1; m }
holm <- function(n) { m <- matrix(1 / (n - 1), n, n); diag(m) <- 0; m }
gate <- rbind(c(0, 0, .5, .5), c(0, 0, .5, .5), c(0, 0, 0, 1), c(0, 0, 1, 0))
graphs <- list(list(name = "fixed_sequence", m = sequence(4), w = c(1, 0, 0, 0)), list(name = "holm", m = holm(4), w = rep(.25, 4)),
               list(name = "gatekeeping", m = gate, w = c(.5, .5, 0, 0)))
for (n in c(3, 5, 6)) { w <- rexp(n); graphs <- c(graphs, list(list(name = "graph", m = random(n), w = w / sum(w)))) }
out <- list()
for (g in graphs) for (k in 1:6) {
  p <- round(rbeta(nrow(g$m), 0.4, 6), 6)
  out <- c(out, list(list(name = g$name, transitions = g$m, weights = g$w, p = p, adjusted = adjusted(g$m, g$w, p),
                          hochberg = p.adjust(p, "hochberg"))))
}
write_json(list(gMCPLite = as.character(packageVersion("gMCPLite")), cases = out), "gmcp.json", digits = 15, auto_unbox = TRUE)
