"""Rao's score test of one column of a logistic regression: the test of a randomised arm, whatever the
contrast.

The model without the column is fitted, so that a separated arm needs no special care, and risk difference,
risk ratio and odds ratio, which are nil together, get one p-value. Without covariates it is Pearson's
chi-square test. With covariates and a randomised arm it keeps its level when the covariates' model is wrong
(Rosenblum and van der Laan 2009, Biometrics 65:937).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import chdtrc

from voorzorg.messages import Message
from voorzorg.statistics.regression.logistic import fit_logistic


@dataclass(frozen=True)
class ScoreTest:
    """``statistic`` is chi-square on one degree of freedom; ``warnings`` are those of the model without."""

    statistic: float
    p_value: float
    warnings: tuple[Message | str, ...]


def score_test(y: np.ndarray, X: np.ndarray, column: int, weights: np.ndarray | None = None) -> ScoreTest:
    """Test of column ``column`` of X (n, p) with its intercept; ``weights`` (n,) as in ``fit_logistic``.

    NaN where the column is determined by the others.
    """
    w = np.ones(len(y)) if weights is None else np.asarray(weights, float)
    others = np.delete(np.asarray(X, float), column, axis=1)
    null = fit_logistic(y, others, [str(k) for k in range(others.shape[1])], weights=w)
    variance = w * null.fitted * (1 - null.fitted)
    tested = np.asarray(X, float)[:, column]
    cross = (others * variance[:, None]).T
    left = tested - others @ np.linalg.solve(cross @ others, cross @ tested)
    score, spread = float(left @ (w * (np.asarray(y, float) - null.fitted))), float(variance @ left**2)
    if not spread > 1e-12 * float(variance @ tested**2):
        return ScoreTest(np.nan, np.nan, null.warnings)
    return ScoreTest(score**2 / spread, float(chdtrc(1, score**2 / spread)), null.warnings)
