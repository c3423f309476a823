"""Starting values of many data sets on one design: near the maximum that each has by itself."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from voorzorg.statistics.multilevel import MultilevelLogit
from voorzorg.statistics.multilevel.answers.results import MultilevelLogitResults
from voorzorg.statistics.multilevel.fit.starts import FURTHEST, Answers, starts

WOMEN, WAVES, SETS = 160, 4, 3


def _answers(clustered: bool, spread: float = 0.8) -> Answers:
    rng = np.random.default_rng(5)
    treated = np.arange(WOMEN) % 2
    nurse = np.where(treated == 1, np.arange(WOMEN) // 2 % 12, -1)
    W = rng.normal(size=WOMEN)
    at = np.broadcast_to(np.eye(WAVES), (WOMEN, WAVES, WAVES))
    has = at[:, :, 1:] * treated[:, None, None]
    X = np.concatenate([at, has, np.broadcast_to(W[:, None, None], (WOMEN, WAVES, 1))], axis=2)
    beta = np.r_[0.4, 0.2, 0.0, -0.2, -0.5, -0.6, -0.4, 0.3]
    own = rng.normal(0, 1.5, WOMEN) + spread * np.where(nurse >= 0, rng.normal(size=13)[nurse], 0.0)
    y = (rng.uniform(size=(WOMEN, WAVES)) < 1 / (1 + np.exp(-X @ beta - own[:, None]))).astype(float)
    y[:5, 3] = np.nan
    drawn = rng.uniform(size=y.shape) < 0.2
    sets = np.where(drawn & ~np.isnan(y), rng.integers(0, 2, size=(SETS, *y.shape)), y)
    return Answers(X, sets, nurse if clustered else np.full(WOMEN, -1))


def _fit(answers: Answers, i: int) -> MultilevelLogitResults:
    person, wave = np.nonzero(~np.isnan(answers.y[i]))
    acts = (answers.outer >= 0).astype(float)
    outer: dict[str, Any] = (
        {"outer_groups": answers.outer[person], "outer_slopes": acts[person]} if acts.any() else {}
    )
    model = MultilevelLogit(answers.y[i, person, wave], answers.X[person, wave], person, **outer)
    return model.fit()


@pytest.mark.parametrize("clustered", [False, True])
def test_a_start_is_within_a_third_of_a_standard_error(clustered: bool) -> None:
    answers = _answers(clustered)
    fits = [_fit(answers, i) for i in range(SETS)]
    k = fits[0].k_fe
    found = starts(answers, fits[0].params.to_numpy()[:k], fits[0].psi[k:])
    for start, fit in zip(found, fits, strict=True):
        inside = ~np.isnan(fit.bse.to_numpy())
        away = np.abs(start - fit.params.to_numpy()) / fit.bse.to_numpy()
        assert away[inside].max() < 1 / 3
        assert np.median(away[inside]) < 0.1


def test_clusters_that_do_not_vary_start_at_nought() -> None:
    answers = _answers(True, spread=0.0)
    fits = [_fit(answers, i) for i in range(SETS)]
    k = fits[0].k_fe
    found = starts(answers, fits[0].params.to_numpy()[:k], fits[0].psi[k:])
    at_zero = np.array([fit.psi[-1] == 0 for fit in fits])
    assert at_zero.any()
    assert (found[at_zero, -1] == 0).all()


@pytest.mark.parametrize("clustered", [False, True])
def test_a_handful_of_women_starts_in_sight_of_the_fit_that_it_comes_from(clustered: bool) -> None:
    """Answers all alike, columns that repeat each other: the step alone went anywhere."""
    rng = np.random.default_rng(0)
    theta = np.array([0.8, 0.4]) if clustered else np.array([0.8])
    for _ in range(60):
        n, J, P, m = (int(rng.integers(*range_of)) for range_of in ((2, 9), (1, 4), (2, 5), (1, 4)))
        X = np.concatenate([np.ones((n, J, 1)), (rng.random((n, J, P - 1)) < 0.5) * 1.0], axis=2)
        y = (rng.random((m, n, J)) < 0.4) * 1.0
        beta = rng.normal(0, 0.5, P)
        outer = rng.integers(0, 2, n) if clustered else np.full(n, -1)
        found = starts(Answers(X, y, outer), beta, theta)
        moved = np.abs((found[:, :P] - beta) @ X.reshape(-1, P).T)
        assert moved.max() <= 2 * FURTHEST + 1e-9
        assert ((found[:, P:] >= 0) & (found[:, P:] <= 0.8 + 2 * FURTHEST)).all()
