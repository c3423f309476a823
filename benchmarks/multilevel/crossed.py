"""Crossed random effects by the joint Laplace approximation: time beside lme4 and glmmTMB, in one run.

    python -m benchmarks.multilevel.crossed

VerbAgg (316 persons by 24 items, from lme4) and simulated trials of 500, 1,000 and 2,000 women with six
answers each, to one of 25, 50 and 100 nurses; the largest also with a slope per woman. lme4 with its default
optimiser, bobyqa and nlminb, glmmTMB with its own; each with its default tolerances. Ours: the median of
five, design and standard errors included. Seconds of processor time of one thread. ``same_point`` is our
log-likelihood less the Laplace approximation with lme4's matrices, both at our estimates. Prints a table and
writes it to benchmarks/results/crossed.csv. All but VerbAgg is synthetic.
"""

from __future__ import annotations

import subprocess
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd

from voorzorg.statistics.multilevel import MultilevelLogitResults

OUT = Path(__file__).parents[1] / "results" / "crossed.csv"
TRIALS = ((500, 25, False), (1000, 50, False), (2000, 100, False), (2000, 100, True))
R_SCRIPT = """
suppressMessages({library(lme4); library(glmmTMB)})
arguments <- commandArgs(TRUE)
data <- read.csv(arguments[1], stringsAsFactors = TRUE); formula <- as.formula(arguments[2])
timed <- function(fit) {
  used <- system.time(m <- suppressWarnings(suppressMessages(fit())))
  c(seconds = used[["user.self"]] + used[["sys.self"]], llf = as.numeric(logLik(m)))
}
own <- function(control) function() glmer(formula, data, binomial, control = control)
out <- rbind(default = timed(own(glmerControl())),
             bobyqa = timed(own(glmerControl(optimizer = "bobyqa"))),
             nlminbwrap = timed(own(glmerControl(optimizer = "nlminbwrap"))),
             glmmTMB = timed(function() glmmTMB(formula, data, binomial)))
write.csv(out, arguments[3])
"""
#: The Laplace approximation at given theta and beta with lme4's own matrices: its definition, with the modes
#: solved to the last digit (its own iteration stops where their error still moves the determinant by 1e-6).
POINT_SCRIPT = """
suppressMessages({library(lme4); library(Matrix)})
arguments <- commandArgs(TRUE)
data <- read.csv(arguments[1], stringsAsFactors = TRUE); formula <- as.formula(arguments[2])
point <- read.csv(arguments[3]); parts <- glFormula(formula, data, binomial)
terms <- parts$reTrms; lambda <- terms$Lambdat; theta <- point$value[point$name == "theta"]
lambda@x <- theta[terms$Lind]; A <- lambda %*% terms$Zt; y <- parts$fr$y; u <- numeric(nrow(A))
fixed <- drop(parts$X %*% point$value[point$name == "beta"])
for (step in 1:50) {
  p <- plogis(fixed + drop(crossprod(A, u)))
  L <- Cholesky(tcrossprod(A %*% Diagonal(x = sqrt(p * (1 - p)))), Imult = 1)
  move <- drop(as.matrix(solve(L, A %*% (y - p) - u))); u <- u + move
  if (max(abs(move)) < 1e-13) break
}
eta <- fixed + drop(crossprod(A, u)); p <- plogis(eta)
L <- Cholesky(tcrossprod(A %*% Diagonal(x = sqrt(p * (1 - p)))), Imult = 1)
value <- sum(y * eta - log1p(exp(eta))) - sum(u^2) / 2 - as.numeric(determinant(L, sqrt = TRUE)$modulus)
writeLines(format(value, digits = 17), arguments[4])
"""
VERBAGG = """
suppressMessages(library(lme4)); VerbAgg$y <- as.numeric(VerbAgg$r2 == "Y")
write.csv(VerbAgg[c("y", "Anger", "Gender", "btype", "situ", "id", "item")], commandArgs(TRUE)[1],
          row.names = FALSE)
"""


def trial(women: int, nurses: int) -> pd.DataFrame:
    """Six answers of each woman, each to any nurse."""
    rng = np.random.default_rng(women)
    woman = np.repeat(np.arange(women), 6)
    nurse, wave, arm = rng.integers(0, nurses, women * 6), np.tile(np.arange(6), women), woman % 2
    uniform = rng.random(women * 6)
    eta = (
        -1
        + 0.3 * arm
        + 0.1 * wave
        + 1.5 * rng.normal(size=women)[woman]
        + 0.5 * rng.normal(size=nurses)[nurse]
    )
    y = (uniform < 1 / (1 + np.exp(-eta))).astype(int)
    return pd.DataFrame({"y": y, "arm": arm, "wave": wave, "id": woman, "nurse": nurse})


def in_r(script: str, *arguments: str | Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "script.R"
        path.write_text(script)
        subprocess.run(["Rscript", path, *map(str, arguments)], check=True)


def compare(data: pd.DataFrame, fixed: str, crossed: str, slope: str | None) -> dict[str, float]:
    """Seconds and log-likelihoods of ours, of lme4 and of glmmTMB."""
    from voorzorg.statistics.multilevel import MultilevelLogit

    own = f"1 + {slope}" if slope else "1"
    with tempfile.TemporaryDirectory() as folder:
        csv, out = Path(folder) / "data.csv", Path(folder) / "out.csv"
        data.to_csv(csv, index=False)
        in_r(R_SCRIPT, csv, f"y ~ {fixed} + ({own} | id) + (1 | {crossed})", out)
        theirs = pd.read_csv(out, index_col=0)
        data = pd.read_csv(csv)
        seconds = []
        for _ in range(5):
            start = time.process_time()
            model = MultilevelLogit.from_formula(
                f"y ~ {fixed}", data, "id", re_formula=own if slope else None, crossed=[crossed]
            )
            fit = model.fit()
            seconds.append(time.process_time() - start)
        there = at_our_point(csv, f"y ~ {fixed} + ({own} | id) + (1 | {crossed})", fit, Path(folder))
    best = theirs.loc[theirs["llf"] > theirs["llf"].max() - 1e-3, "seconds"].min()
    return {
        "ours": float(np.median(seconds)),
        **theirs["seconds"].to_dict(),
        "times_best": best / float(np.median(seconds)),
        "llf_ours": fit.llf,
        "llf_best": theirs["llf"].max(),
        "same_point": fit.llf - there,
    }


def at_our_point(csv: Path, formula: str, fit: MultilevelLogitResults, folder: Path) -> float:
    """lme4's log-likelihood at our estimates; it orders factors by their number of levels, most first."""
    sd = fit.sd.to_numpy()
    theta = [float(sd[0])]
    if len(sd) == 3:  # the factor of a woman's covariance, by columns
        (cor,) = [value for name, value in fit.params.items() if str(name).startswith("cor(")]
        theta += [cor * sd[1], sd[1] * np.sqrt(max(1 - cor**2, 0.0))]
    theta.append(float(sd[-1]))
    rows = [("theta", value) for value in theta]
    rows += [("beta", value) for value in fit.fe_params]
    point, out = folder / "point.csv", folder / "value.txt"
    pd.DataFrame(rows, columns=["name", "value"]).to_csv(point, index=False, float_format="%.17g")
    in_r(POINT_SCRIPT, csv, formula, point, out)
    return float(out.read_text())


def main() -> None:
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        csv = Path(folder) / "verbagg.csv"
        in_r(VERBAGG, csv)
        found = compare(pd.read_csv(csv), "Anger + Gender + btype + situ", "item", None)
    rows.append({"data": "VerbAgg, 316 persons by 24 items", **found})
    for women, nurses, slope in TRIALS:
        found = compare(trial(women, nurses), "arm + wave", "nurse", "wave" if slope else None)
        what = f"{women} women by {nurses} nurses" + (", slope per woman" if slope else "")
        rows.append({"data": what, **found})
    table = pd.DataFrame(rows)
    table.to_csv(OUT, index=False, float_format="%.8g")
    print(table.to_string(index=False, float_format="%.4g"))


if __name__ == "__main__":
    main()
