# Reference values for statistics/two_arm, proportions, exact_odds, means, baseline and multiplicity.
# Run in this folder: Rscript reference.R   (R 4.2, jsonlite, metafor)
library(jsonlite)
tables <- list(c(5,20,9,22), c(0,20,4,22), c(3,20,0,22), c(60,223,90,237), c(1,150,6,148), c(12,12,3,9),
               c(16,160,29,160), c(218,223,201,237), c(2,8,7,9), c(120,1000,150,980))
cond <- function(k, e, n1, n0, logpsi) {            # P(K = k) given margins, odds ratio exp(logpsi)
  s <- max(0, e - n0):min(n1, e); lw <- lchoose(n1, s) + lchoose(n0, e - s) + logpsi * s
  w <- exp(lw - max(lw)); w <- w / sum(w); list(s = s, p = w) }
solve1 <- function(f, lo = -40, hi = 40) exp(uniroot(f, c(lo, hi), tol = 1e-14)$root)
mn_ratio <- function(e1, n1, e0, n0, side) {         # Miettinen-Nurminen, restricted MLE by numerical search
  stat <- function(phi) {
    score <- function(p0) (e1 + e0)/p0 - phi*(n1 - e1)/(1 - phi*p0) - (n0 - e0)/(1 - p0)
    top <- min(1, 1/phi)
    ends <- c(1e-13 * top, top * (1 - 1e-13))
    p0 <- if (score(ends[2]) > 0) top else if (score(ends[1]) < 0) 0 else uniroot(score, ends, tol = 1e-16)$root
    p1 <- phi * p0; N <- n1 + n0
    v <- (p1 * (1 - p1)/n1 + phi^2 * p0 * (1 - p0)/n0) * N/(N - 1)
    (e1/n1 - phi * e0/n0)/sqrt(v) }
  z <- qnorm(0.975)
  if (side == "low") { if (e1 == 0) return(0); f <- function(t) stat(exp(t)) - z
  } else { if (e0 == 0) return(Inf); f <- function(t) stat(exp(t)) + z }
  exp(uniroot(f, c(-8, 8), tol = 1e-13)$root) }
wilson <- function(e, n) as.numeric(prop.test(e, n, correct = FALSE)$conf.int)
rows <- lapply(tables, function(t) {
  e1 <- t[1]; n1 <- t[2]; e0 <- t[3]; n0 <- t[4]; e <- e1 + e0
  w1 <- suppressWarnings(wilson(e1, n1)); w0 <- suppressWarnings(wilson(e0, n0)); p1 <- e1/n1; p0 <- e0/n0
  m <- matrix(c(e1, n1 - e1, e0, n0 - e0), 2)
  ft <- fisher.test(m); z <- qnorm(0.975)
  lor <- log(e1*(n0-e0)/((n1-e1)*e0)); sor <- sqrt(1/e1+1/(n1-e1)+1/e0+1/(n0-e0))
  lrr <- log(p1/p0); srr <- sqrt(1/e1-1/n1+1/e0-1/n0)
  s <- max(0, e - n0):min(n1, e)
  tail_mid <- function(l, up) { d <- cond(e1, e, n1, n0, l); i <- which(d$s == e1)
    (if (up) sum(d$p[d$s > e1]) else sum(d$p[d$s < e1])) + 0.5 * d$p[i] }
  midlow <- if (e1 == min(s)) 0 else solve1(function(l) tail_mid(l, TRUE) - 0.025)
  midhigh <- if (e1 == max(s)) Inf else solve1(function(l) tail_mid(l, FALSE) - 0.025)
  # fisher.test's own limits carry uniroot's default tolerance (4 digits), so they are solved again here.
  tail_all <- function(l, up) { d <- cond(e1, e, n1, n0, l); if (up) sum(d$p[d$s >= e1]) else sum(d$p[d$s <= e1]) }
  low <- if (e1 == min(s)) 0 else solve1(function(l) tail_all(l, TRUE) - 0.025)
  high <- if (e1 == max(s)) Inf else solve1(function(l) tail_all(l, FALSE) - 0.025)
  cmle <- if (e1 == min(s)) 0 else if (e1 == max(s)) Inf else solve1(function(l) { d <- cond(e1, e, n1, n0, l); sum(d$s * d$p) - e1 })
  finite <- is.finite(c(low, high)); stopifnot(all(abs(log(ft$conf.int/c(low, high)))[finite & low > 0] < 0.05))
  list(table = t, wilson_treated = w1, clopper_treated = as.numeric(binom.test(e1, n1)$conf.int),
       newcombe = c(p1 - p0 - sqrt((p1 - w1[1])^2 + (w0[2] - p0)^2), p1 - p0 + sqrt((w1[2] - p1)^2 + (p0 - w0[1])^2)),
       katz = if (e1*e0 > 0) exp(lrr + c(-z, z) * srr) else NULL,
       woolf = if (is.finite(sor)) exp(lor + c(-z, z) * sor) else NULL,
       miettinen_nurminen = c(mn_ratio(e1, n1, e0, n0, "low"), mn_ratio(e1, n1, e0, n0, "high")),
       conditional = cmle, exact = c(low, high), midp = c(midlow, midhigh),
       fisher_p = ft$p.value, fisher_midp = ft$p.value - 0.5 * dhyper(e1, n1, n0, e),
       chi_square_p = suppressWarnings(chisq.test(m, correct = FALSE)$p.value)) })
# means (synthetic numbers)
set.seed(11); y1 <- round(rnorm(23, 12, 4), 2); y0 <- round(rnorm(31, 9, 7), 2)
tt <- t.test(y1, y0); g <- metafor::escalc("SMD", m1i = mean(y1), sd1i = sd(y1), n1i = 23, m2i = mean(y0), sd2i = sd(y0), n2i = 31)
means <- list(treated = y1, reference = y0, difference = mean(y1) - mean(y0), std_error = tt$stderr, df = as.numeric(tt$parameter),
  p = tt$p.value, ci = as.numeric(tt$conf.int), ci_treated = as.numeric(t.test(y1)$conf.int),
  g = as.numeric(g$yi), g_se = sqrt(as.numeric(g$vi)))
# standardised difference of a covariate with three categories (Yang and Dalton 2012)
a <- c(30, 50, 20); b <- c(45, 30, 35); p <- (a/sum(a))[-1]; q <- (b/sum(b))[-1]
S <- ((diag(p) - p %*% t(p)) + (diag(q) - q %*% t(q)))/2
baseline <- list(treated = a, reference = b, categorical = sqrt(drop(t(p - q) %*% solve(S) %*% (p - q))))
pv <- c(0.01, NA, 0.04, 0.03, 0.005, 0.8, NA, 0.02)
adjusted <- list(p = pv, holm = p.adjust(pv, "holm"), bh = p.adjust(pv, "BH"))
write_json(list(r = R.version.string, tables = rows, means = means, baseline = baseline, adjusted = adjusted),
           "reference.json", digits = NA, auto_unbox = TRUE, na = "string", null = "null", pretty = TRUE)
