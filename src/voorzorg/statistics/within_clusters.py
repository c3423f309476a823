"""How much the members of a cluster share, for the degrees of freedom of :mod:`.cluster_robust`.

Members of cluster g get one number b_g more in their linear predictor. Their scores ``x_i r_i`` then sum to
``u_g + c_g b_g``, c_g = sum w_i x_i, with covariance ``d A_g + m c_g c_g'``: d the dispersion of a member, m
the variance of b. Both are estimated by moments, as Moulton's (1986) model is by Imbens and Kolesar (2016,
Review of Economics and Statistics 98:701) for least squares; only their ratio matters.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

#: What members share over their own dispersion where they do not differ at all.
ONE_MIND = 1e6


class Shared(NamedTuple):
    """c_g (g, p), and the variance of what members share over their own dispersion."""

    across: np.ndarray
    ratio: float


@dataclass(frozen=True)
class Shift:
    """One number added to the linear predictor of all members of a cluster.

    ``across`` (g, p) are the c_g. ``score`` (g,) is the score of the number at the estimate and ``own`` (g,)
    its information; ``squares`` and ``own_squares`` are the sums over members of their squared scores and
    information.
    """

    across: np.ndarray
    own: np.ndarray
    score: np.ndarray
    squares: float
    own_squares: float

    @classmethod
    def of_rows(cls, residual: np.ndarray, X: np.ndarray, weight: np.ndarray, codes: np.ndarray) -> Shift:
        """From scores per unit of the linear predictor (n,), X (n, p), working weights (n,) and clusters
        (n,) from 0.
        """
        columns = (*(X * weight[:, None]).T, weight, residual)
        sums = np.column_stack([np.bincount(codes, column) for column in columns])
        squares, own_squares = float(residual @ residual), float(weight @ weight)
        return cls(sums[:, :-2], sums[:, -2], sums[:, -1], squares, own_squares)

    def variances(self, root: np.ndarray) -> tuple[float, float]:
        """d and m, unbiased to first order and so perhaps negative; ``root`` is C, CC' the inverse
        information.

        With members' scores r of information w, and clusters' scores s of information W,

            E sum s^2 = d sum (W - h) + m (sum W^2 - 2 sum W h + tr K^2)
            E sum r^2 = d (sum w - v p) + m (sum w^2 - v sum h),    v = sum w^2 / sum w,

        where h_g = c' CC' c and K = C' (sum c c') C give back what the fit has taken out of the residuals
        (exact for equal w). Not a number where no cluster has two members.
        """
        across = self.across @ root
        h, inner = np.einsum("gi,gi->g", across, across), across.T @ across
        total = float(self.own.sum())
        typical = self.own_squares / total
        clusters = (
            float((self.own - h).sum()),
            float((self.own**2 - 2 * self.own * h).sum() + (inner**2).sum()),
        )
        members = total - typical * len(root), self.own_squares - typical * float(h.sum())
        known = clusters[1] * members[0] - members[1] * clusters[0]
        if not (members[0] > 0 and known > 1e-9 * clusters[1] * members[0]):
            return np.nan, np.nan
        seen = float(self.score @ self.score)
        d = (self.squares * clusters[1] - seen * members[1]) / known
        m = (seen * members[0] - self.squares * clusters[0]) / known
        return d, m

    def shared(self, root: np.ndarray) -> Shared:
        """How much members share: nothing where the estimate is not positive."""
        d, m = self.variances(root)
        most = ONE_MIND / max(float(self.own.mean()), 1e-300)
        ratio = 0.0 if not m > 0 else min(m / d, most) if d > 0 else most
        return Shared(self.across, ratio)
