"""Time and accuracy of MultilevelLogit beside lme4, in one run, one thread.

    python -m benchmarks.multilevel.against_lme4 [--quick]

For every data set: lme4 at nAGQ = 25 with its default optimiser, with bobyqa and with nlminb, each with its
default tolerances; ours at 25 points, the median of seven fits and the first fit of a fresh process.  Seconds
are processor time of one thread (so that a busy machine does not favour either), except for the million rows.
Prints a table and writes it beside this file.  ``--quick`` skips the million rows.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd

HERE = Path(__file__).parent
DATA = HERE.parents[1] / "tests" / "reference" / "multilevel" / "data"
CASES = {
    "trial": ("y ~ arm * C(wave)", "id", "y ~ arm * factor(wave) + (1 | id)", "trial.csv"),
    "trial with age": (
        "y ~ arm * C(wave) + age",
        "id",
        "y ~ arm * factor(wave) + age + (1 | id)",
        "trial.csv",
    ),
    "toenail": ("y ~ itra * time", "patientID", "y ~ itra * time + (1 | patientID)", "toenail.csv"),
    "ohio": ("resp ~ age * smoke", "id", "resp ~ age * smoke + (1 | id)", "ohio.csv"),
}
R_SCRIPT = """
suppressMessages(library(lme4))
arguments <- commandArgs(TRUE)
data <- read.csv(arguments[1]); formula <- as.formula(arguments[2]); points <- as.integer(arguments[3])
fit <- function(control) {
  used <- system.time(m <- suppressWarnings(suppressMessages(
    glmer(formula, data, binomial, nAGQ = points, control = control))))
  seconds <- used[["user.self"]] + used[["sys.self"]]
  c(seconds = seconds, llf = as.numeric(logLik(m)), sd = getME(m, "theta")[[1]],
    converged = as.numeric(is.null(m@optinfo$conv$lme4$code)))
}
out <- rbind(default = fit(glmerControl()),
             bobyqa = fit(glmerControl(optimizer = "bobyqa")),
             nlminbwrap = fit(glmerControl(optimizer = "nlminbwrap")))
write.csv(out, arguments[4])
"""
FIRST_FIT = """
import json, sys, time
import pandas as pd
start = time.process_time()
from voorzorg.statistics.multilevel import MultilevelLogit
imported = time.process_time()
data = pd.read_csv(sys.argv[1])
before = time.process_time()
MultilevelLogit.from_formula(sys.argv[2], data, sys.argv[3], n_points=25).fit()
print(json.dumps({"import": imported - start, "first": time.process_time() - before}))
"""


def lme4(case: str, points: int = 25) -> pd.DataFrame:
    """Seconds, log-likelihood and SD by lme4's optimisers."""
    _, _, formula, file = CASES[case]
    with tempfile.TemporaryDirectory() as folder:
        script, out = Path(folder) / "fit.R", Path(folder) / "out.csv"
        script.write_text(R_SCRIPT)
        subprocess.run(["Rscript", script, DATA / file, formula, str(points), out], check=True)
        return pd.read_csv(out, index_col=0)


def ours(case: str, repeats: int = 7) -> dict[str, float]:
    """Seconds of the model's construction and fit, in this process and as the first fit of a fresh one."""
    from voorzorg.statistics.multilevel import MultilevelLogit

    formula, groups, _, file = CASES[case]
    data = pd.read_csv(DATA / file)
    fits, whole = [], []
    for _ in range(repeats):
        start = time.process_time()
        model = MultilevelLogit.from_formula(formula, data, groups, n_points=25)
        built = time.process_time()
        result = model.fit()
        fits.append(time.process_time() - built)
        whole.append(time.process_time() - start)
    start = time.process_time()
    result.bootstrap(200)
    bootstrap = time.process_time() - start
    command = [sys.executable, "-c", FIRST_FIT, str(DATA / file), formula, groups]
    fresh = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return {
        "fit": float(np.median(fits)), "formula and fit": float(np.median(whole)),
        "first fit": fresh["first"],
        "import": fresh["import"], "200 refits": bootstrap, "llf": result.llf, "sd": float(result.sd.iloc[0]),
    }  # fmt: skip


def three_levels() -> dict[str, float]:
    """Nested quadrature against lme4's Laplace approximation (it has no quadrature for three levels)."""
    from voorzorg.statistics.multilevel import MultilevelLogit

    nested = "y ~ arm * factor(wave) + (1 | id) + (1 | site)"
    CASES["three levels"] = ("y ~ arm * C(wave)", "id", nested, "trial.csv")
    theirs = lme4("three levels", 1)
    data = pd.read_csv(DATA / "trial.csv")
    start = time.process_time()
    result = MultilevelLogit.from_formula("y ~ arm * C(wave)", data, "id", outer_groups="site").fit()
    seconds = time.process_time() - start
    return {
        "ours": seconds, "lme4 Laplace, default": theirs.loc["default", "seconds"],
        "lme4 Laplace, best": theirs["seconds"].min(), "quadrature error": result.quadrature_error,
    }  # fmt: skip


def million_rows() -> dict[str, float]:
    """A million rows in 150,000 clusters with two continuous covariates, in a process of its own."""
    code = """
import json, resource, time
import numpy as np
from voorzorg.statistics.multilevel import MultilevelLogit
rng = np.random.default_rng(1)
rows, clusters = 1_000_000, 150_000
g = rng.integers(0, clusters, rows)
X = np.column_stack([np.ones(rows), rng.standard_normal((rows, 2)), rng.random((rows, 3)) < 0.4])
eta = X @ [-1, 0.5, -0.3, 0.4, 0.0, -0.6] + 1.2 * rng.standard_normal(clusters)[g]
y = (rng.random(rows) < 1 / (1 + np.exp(-eta))).astype(float)
start, processor = time.perf_counter(), time.process_time()
result = MultilevelLogit(y, X, g).fit()
used = time.process_time() - processor
print(json.dumps({"seconds": time.perf_counter() - start, "processor seconds": used,
    "points": result.n_points,
    "converged": result.converged, "sd": float(result.sd.iloc[0]),
    "peak GB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20}))
"""
    return json.loads(
        subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    )


def main() -> None:
    if os.environ.get("OMP_NUM_THREADS") != "1":  # read when numpy is loaded, so start again
        os.execve(sys.executable, [sys.executable, *sys.argv], {**os.environ, "OMP_NUM_THREADS": "1"})
    rows = []
    for case in list(CASES):
        mine, theirs = ours(case), lme4(case)
        good = theirs[(theirs["converged"] == 1) & (theirs["llf"] > theirs["llf"].max() - 0.01)]
        best = (good if len(good) else theirs)["seconds"].min()
        rows.append(
            {
                "data": case, "lme4 default s": theirs.loc["default", "seconds"], "lme4 best s": best,
                "ours fit s": mine["fit"], "ours formula+fit s": mine["formula and fit"],
                "x default": theirs.loc["default", "seconds"] / mine["fit"], "x best": best / mine["fit"],
                "first fit s": mine["first fit"], "import s": mine["import"],
                "200 refits s": mine["200 refits"],
                "llf - lme4 best": mine["llf"] - theirs["llf"].max(),
            }
        )  # fmt: skip
        print(pd.Series(rows[-1]).to_string(), "\n", flush=True)
    table = pd.DataFrame(rows)
    table.to_csv(HERE / "against_lme4.csv", index=False, float_format="%.5g")
    extra = {"three levels": three_levels()}
    if "--quick" not in sys.argv:
        extra["million rows"] = million_rows()
    print(table.to_string(index=False, float_format="%.4g"))
    print(json.dumps(extra, indent=1))
    (HERE / "three_levels_and_million.json").write_text(json.dumps(extra, indent=1) + "\n")


if __name__ == "__main__":
    main()
