"""One answer per woman, women within sites: bias, coverage, and how often there is no estimate.

    python -m benchmarks.multilevel.one_value [--trials 1000]

Women of a site are allotted to two arms; logit P(y = 1 | site) = b0 - 0.5 treated + sd u, and b0 puts 15 % of
untreated women's answers at one (the size and rate of the child-protection reports of the trial: 460 women).
The multilevel model is fitted as any user fits it. A trial fails when the fit does not converge or raises;
trials in which an arm or all sites hold no event are no failures of the fit and are counted as separated.
Everything is synthetic. Results go to docs/multilevel_one_value.csv.
"""

from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
from benchmarks.multilevel.settings import run

from voorzorg.statistics.multilevel import MultilevelLogit, SeparationError

OUT = Path(__file__).parents[2] / "docs" / "multilevel_one_value.csv"
EFFECT, RATE, WOMEN = -0.5, 0.15, 460
SDS, SITES = (0.0, 0.3, 0.6), (8, 20, 40)


def trial(rng: np.random.Generator, n_sites: int, sd: float) -> tuple[np.ndarray, ...]:
    """Events, women, arm and site, a row per site and arm with women in it."""
    site, treated = rng.integers(0, n_sites, WOMEN), rng.integers(0, 2, WOMEN)
    eta = np.log(RATE / (1 - RATE)) + EFFECT * treated + sd * rng.standard_normal(n_sites)[site]
    y = rng.random(WOMEN) < 1 / (1 + np.exp(-eta))
    cell = 2 * site + treated
    events, women = np.bincount(cell, y, 2 * n_sites), np.bincount(cell, minlength=2 * n_sites)
    there = np.flatnonzero(women)
    return events[there], women[there].astype(float), there % 2, there // 2


def setting(trials: int, n_sites: int, sd: float) -> dict[str, float]:
    """Simulate and fit one setting."""
    rng = np.random.default_rng([n_sites, int(10 * sd), 20261127])
    found, separated, failed = [], 0, 0
    for _ in range(trials):
        events, women, treated, site = trial(rng, n_sites, sd)
        X = np.column_stack([np.ones(len(site)), treated])
        try:
            fit = MultilevelLogit(events, X, site, trials=women, names=["b0", "treated"]).fit()
        except SeparationError:
            separated += 1
            continue
        if not fit.converged:
            failed += 1
            continue
        b, se, s = fit.params["treated"], fit.bse["treated"], float(fit.sd.iloc[0])
        found.append((b, abs(b - EFFECT) <= 1.959964 * se, s, s == 0, fit.variance_test().pvalue < 0.05))
    table = np.array(found, dtype=float)
    share = table.mean(axis=0)
    return {
        "sites": n_sites, "sd": sd, "trials": trials, "failed": failed, "separated": separated,
        "bias_treated": share[0] - EFFECT, "covers_95": share[1],
        "mc_error_covers": np.sqrt(share[1] * (1 - share[1]) / len(table)),
        "mean_sd": share[2], "sd_zero": share[3], "variance_test_rejects": share[4],
        "mc_error_rejects": np.sqrt(share[4] * (1 - share[4]) / len(table)),
    }  # fmt: skip


if __name__ == "__main__":
    run(__doc__, OUT, setting, ((sites, sd) for sd, sites in itertools.product(SDS, SITES)))
