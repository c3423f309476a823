"""The robust score test of an arm's rate ratio (Boos 1992, American Statistician 46:327), and its limits.

At a log ratio b the negative binomial model without the arm is fitted with ``b x`` as its offset. With U the
rows' efficient scores for the arm there, T(b) = sum(U) / sqrt(sum(U^2)): the sandwich is taken where b is
true. The test is T(0)^2 on one degree of freedom; the limits are the b at which abs(T) is the normal
quantile, so that they exclude 1 exactly where the test rejects. Where T stays within the quantile however far
b goes, a limit is 0 or infinite.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from scipy.special import chdtrc

from voorzorg.statistics.regression.counts import CountFit, fit_negative_binomial
from voorzorg.statistics.results import normal_quantile

#: Beyond this a log ratio is told as 0 or infinite: e^15 is three million.
_FARTHEST = 15.0


def count_score_test(y: np.ndarray, X: np.ndarray, names: Sequence[str], tested: str) -> float:
    """P-value of column ``tested`` of X (n, p) for counts y (n,); NaN without a fit."""
    return float(chdtrc(1, _Score(y, X, names, tested).at(0.0) ** 2))


def count_score_limits(
    y: np.ndarray, X: np.ndarray, names: Sequence[str], tested: str, fit: CountFit, level: float = 0.95
) -> tuple[float, float]:
    """The least and the largest rate ratio that the test of ``level`` does not reject; ``fit`` is the whole
    model's, which converged.
    """
    from scipy.optimize import brentq

    j = list(names).index(tested)
    value, step = float(fit.coefficients[j]), math.sqrt(float(fit.robust_covariance()[j, j]))
    quantile = normal_quantile(level)
    score = _Score(y, X, names, tested)

    def limit(side: int) -> float:
        inside, far = value, quantile * step
        while abs(outside := value + side * far) < _FARTHEST:
            rejected = -side * score.at(outside) - quantile
            if not math.isfinite(rejected):
                break
            if rejected >= 0:
                root = brentq(lambda b: -side * score.at(b) - quantile, inside, outside, xtol=1e-7)
                return math.exp(float(root))
            inside, far = outside, 1.3 * far
        return math.inf if side > 0 else 0.0

    return limit(-1), limit(1)


class _Score:
    """T as a function of the log ratio; each fit starts at the one before."""

    def __init__(self, y: np.ndarray, X: np.ndarray, names: Sequence[str], tested: str) -> None:
        j = list(names).index(tested)
        self.y, self.x, self.others = y, X[:, j], np.delete(X, j, axis=1)
        self.names = [name for name in names if name != tested]
        self.near: CountFit | None = None

    def at(self, b: float) -> float:
        """NaN where the model without the arm has no fit."""
        null = fit_negative_binomial(
            self.y, self.others, self.names, exposure=np.exp(b * self.x), near=self.near
        )
        if not null.converged:
            return math.nan
        self.near = null
        mean = np.exp(self.others @ null.coefficients + b * self.x)
        spread = 1 + null.alpha * mean
        cross = (self.others * (mean / spread)[:, None]).T
        left = self.x - self.others @ np.linalg.solve(cross @ self.others, cross @ self.x)
        parts = left * (self.y - mean) / spread
        return float(parts.sum() / math.sqrt(parts @ parts))
