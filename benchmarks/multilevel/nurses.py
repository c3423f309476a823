"""Nurses in the treated arm only: type-I error of the arm where what nurses do differs.

    python -m benchmarks.multilevel.nurses [--trials 2000] [--sd 0 0.5 1]

460 women in two arms answer four times; the treated have one of 40 nurses. Women differ with a standard
deviation of 1.5 on the logit scale, nurses with ``sd``; the arm has no effect within a woman. The model has
a random intercept per woman and per nurse in the treated arm. Rejected at 5 %: Wald's test with the inverse
information and with the sandwich over nurses (and over each control woman), both referred to the normal
distribution; the bias-reduced sandwich with Satterthwaite's degrees of freedom, which is what the analyses
report. Everything is synthetic. Results go to docs/multilevel_nurses.csv.
"""

from __future__ import annotations

import argparse
import time
import warnings
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.special import ndtr

from voorzorg.statistics.multilevel import MultilevelError, MultilevelLogit

OUT = Path(__file__).parents[2] / "docs" / "multilevel_nurses.csv"
WOMEN, NURSES, ANSWERS, SD_WOMEN, BASE = 460, 40, 4, 1.5, -0.5


def setting(trials: int, sd: float) -> dict[str, float]:
    """Simulate, fit and test."""
    rng = np.random.default_rng([int(10 * sd), 20261127])
    arm = np.repeat([0.0, 1.0], WOMEN // 2)
    X, woman = np.column_stack([np.ones(WOMEN), arm]), np.arange(WOMEN)
    found, failed = [], 0
    for _ in range(trials):
        nurse = np.where(arm == 1, rng.integers(0, NURSES, WOMEN), np.nan)
        of_nurse = sd * rng.standard_normal(NURSES)
        eta = BASE + SD_WOMEN * rng.standard_normal(WOMEN)
        eta[arm == 1] += of_nurse[nurse[arm == 1].astype(int)]
        y = rng.binomial(ANSWERS, 1 / (1 + np.exp(-eta)))
        try:
            fit = MultilevelLogit(
                y, X, woman, trials=np.full(WOMEN, ANSWERS), outer_groups=nurse, outer_slopes=arm, n_points=11
            ).fit(cov="bias-reduced")
        except MultilevelError:
            failed += 1
            continue
        if not fit.converged:
            failed += 1
            continue
        z = [fit.params.iloc[1] / np.sqrt(fit.cov_params(kind).iloc[1, 1]) for kind in ("observed", "robust")]
        wald = [2 * ndtr(-abs(value)) < 0.05 for value in z]
        found.append((*wald, fit.pvalues.iloc[1] < 0.05, fit.df.iloc[1], fit.sd.iloc[1]))
    share = np.mean(np.array(found, dtype=float), axis=0)
    names = ("wald", "sandwich", "bias_reduced", "mean_df", "mean_sd_nurses")
    head = {"sd_nurses": sd, "trials": trials, "failed": failed}
    error = np.sqrt(share[2] * (1 - share[2]) / len(found))
    return {**head, **dict(zip(names, share, strict=True)), "mc_error": error}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--trials", type=int, default=2000)
    parser.add_argument("--sd", type=float, nargs="+", default=[0.0, 0.5, 1.0])
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    begin, rows = time.perf_counter(), []
    for sd in options.sd:
        rows.append(setting(options.trials, sd))
        print(f"{time.perf_counter() - begin:.0f} s", rows[-1], flush=True)
        pd.DataFrame(rows).to_csv(options.out, index=False, float_format="%.4g")


if __name__ == "__main__":
    main()
