"""Whole clusters in two arms: type-I error of the arm with few of them.

    python -m benchmarks.multilevel.few_clusters [--trials 1000]

One answer per woman, clusters of some 20 women with a standard deviation of 0.5 on the logit scale, of
equal or of unequal size; the arm has no effect. Rejected at 5 %: Wald's test with the normal distribution,
with t on clusters less two, and the bias-reduced sandwich with Satterthwaite's degrees of freedom.
Everything is synthetic. Results go to docs/multilevel_few_clusters.csv.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from benchmarks.multilevel.settings import run
from scipy.special import ndtr, stdtr

from voorzorg.statistics.cluster_robust import FEWEST_DF
from voorzorg.statistics.multilevel import MultilevelError, MultilevelLogit

OUT = Path(__file__).parents[2] / "docs" / "multilevel_few_clusters.csv"
#: Clusters, women in each on average, and how alike the sizes are (a Dirichlet distribution's concentration).
SETTINGS = (
    (6, 20, "equal"),
    (6, 20, "unequal"),
    (6, 20, "very unequal"),
    (8, 20, "equal"),
    (8, 20, "very unequal"),
    (12, 20, "equal"),
    (12, 20, "very unequal"),
    (20, 23, "unequal"),
    (20, 23, "very unequal"),
)
_ALIKE = {"unequal": 4.0, "very unequal": 1.2}
SD, BASE = 0.5, -0.4


def setting(trials: int, clusters: int, women: int, sizes: str) -> dict[str, float]:
    """Simulate, fit and test."""
    rng = np.random.default_rng([clusters, women, len(sizes), 20261127])
    found = []
    for _ in range(trials):
        size = np.full(clusters, women)
        if sizes in _ALIKE:
            share = rng.dirichlet(np.full(clusters, _ALIKE[sizes]))
            size = np.maximum(4, rng.multinomial(clusters * women, share))
        arm = np.zeros(clusters)
        arm[rng.permutation(clusters)[: clusters // 2]] = 1
        y = rng.binomial(size, 1 / (1 + np.exp(-BASE - SD * rng.standard_normal(clusters))))
        X = np.column_stack([np.ones(clusters), arm])
        try:
            fit = MultilevelLogit(y, X, np.arange(clusters), trials=size).fit(cov="bias-reduced")
        except MultilevelError:
            continue
        if fit.converged:
            z = -abs(fit.params.iloc[1]) / np.sqrt(fit.cov_params("observed").iloc[1, 1])
            p = float(fit.pvalues.iloc[1]) if fit.df.iloc[1] >= FEWEST_DF else np.nan
            refused = p if np.isnan(p) else p < 0.05
            found.append((2 * ndtr(z) < 0.05, 2 * stdtr(clusters - 2, z) < 0.05, refused))
    share = np.nanmean(np.array(found, dtype=float), axis=0)
    tested = float(np.isfinite(np.array(found, dtype=float)[:, 2]).mean())
    head = {
        "clusters": clusters,
        "women": women,
        "sizes": sizes,
        "trials": trials,
        "estimable": len(found),
    }
    names = ("wald", "t_clusters_less_two", "bias_reduced")
    error = np.sqrt(share[2] * (1 - share[2]) / (tested * len(found)))
    return {**head, **dict(zip(names, share, strict=True)), "mc_error": error, "tested": tested}


if __name__ == "__main__":
    run(__doc__, OUT, setting, SETTINGS)
