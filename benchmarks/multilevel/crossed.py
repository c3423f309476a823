"""Crossed random effects by the joint Laplace approximation: time beside lme4 and glmmTMB, in one run.

    python -m benchmarks.multilevel.crossed

VerbAgg (316 persons by 24 items, from lme4) and simulated trials of 500, 1,000 and 2,000 women with six
answers each, to one of 25, 50 and 100 nurses; the largest also with a slope per woman. lme4 with its default
optimiser, bobyqa and nlminb, glmmTMB with its own; each with its default tolerances. Ours: the median of
five, design and standard errors included. Seconds of processor time of one thread. Prints a table and writes
it to benchmarks/results/crossed.csv. All but VerbAgg is synthetic.
"""

from __future__ import annotations

import subprocess
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd

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
    best = theirs.loc[theirs["llf"] > theirs["llf"].max() - 1e-3, "seconds"].min()
    return {
        "ours": float(np.median(seconds)),
        **theirs["seconds"].to_dict(),
        "times_best": best / float(np.median(seconds)),
        "llf_ours": fit.llf,
        "llf_best": theirs["llf"].max(),
    }


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
