"""Starting values of small data sets, with and without outer clusters, are the ones that were stored."""

from __future__ import annotations

import numpy as np
import pytest
from pinning import Pinned

from voorzorg.statistics.multilevel.fit.starts import Answers, starts


def drawn(n: int, sets: int, outer: str, seed: int, site_sd: float = 0.8) -> Answers:
    """Women with three waves, one before the arms differ; some answers differ by set."""
    rng = np.random.default_rng(seed)
    arm, age = rng.integers(0, 2, n).astype(float), rng.normal(size=n)
    X = np.zeros((n, 3, 5))
    X[:, :, 0] = 1
    X[:, 1:, 1] = arm[:, None]
    X[:, 2, 2] = arm
    X[:, :, 3] = age[:, None]
    X[:, 2, 4] = 1
    units = {"none": np.full(n, -1), "all": np.sort(rng.integers(0, 6, n)), "some": rng.integers(-1, 5, n)}
    of_unit = site_sd * rng.normal(size=7)
    logit = (
        X @ np.array([0.3, -0.6, 0.4, 0.5, -0.7])
        + 1.2 * rng.normal(size=(n, 1))
        + of_unit[units[outer], None]
    )
    risk = 1 / (1 + np.exp(-logit))
    y = np.tile((rng.random((n, 3)) < risk).astype(float), (sets, 1, 1))
    asked = rng.random((n, 3)) < 0.2
    y[:, asked] = rng.random((sets, int(asked.sum()))) < risk[asked]
    y[:, rng.random((n, 3)) < 0.05] = np.nan
    return Answers(X, y, units[outer])


@pytest.mark.parametrize(
    ("name", "outer", "theta", "site_sd"),
    [
        ("women", "none", [1.0], 0.0),
        ("women_in_sites", "all", [1.0, 0.6], 0.8),
        ("some_in_sites", "some", [0.7, 0.3], 0.8),
        ("sites_much_alike", "some", [1.2, 0.1], 0.0),
    ],
)
def test_where_maxima_are_looked_for(
    pinned: Pinned, name: str, outer: str, theta: list[float], site_sd: float
) -> None:
    answers = drawn(150, 4, outer, seed=21, site_sd=site_sd)
    found = starts(answers, np.array([0.2, -0.5, 0.3, 0.4, -0.5]), np.array(theta))
    labels = ["constant", "arm", "arm_last", "age", "last", "woman", "site"]
    rows = [dict(zip(labels, row, strict=False)) for row in found.tolist()]
    pinned(f"statistics/multilevel.starts.{name}", rows, relative=2e-5, absolute=1e-7)
