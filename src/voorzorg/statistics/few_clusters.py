"""Sandwich covariances with few clusters: bias-reduced, and with the degrees of freedom that are left.

For estimating equations with cluster scores u_i and working information A_i, M = (sum A_i)^-1 = C C' and
Q_i = C' A_i C (so that sum Q_i = I),

    cov = C [sum_i w_i w_i'] C',      w_i = (I - Q_i)^-a C' u_i

a = 0 is the ordinary sandwich, a = 1/2 the bias-reduced one (CR2: Bell & McCaffrey 2002, Surv Methodol
28:169; Kauermann & Carroll 2001, JASA 96:1387), a = 1 that of Mancl & DeRouen (2001, Biometrics 57:126).  A
variance of so few independent terms is far from known: a contrast c is referred to Student's t with
Satterthwaite's degrees of freedom under the working model (Bell & McCaffrey 2002; Pustejovsky & Tipton 2018,
JBES 36:672),

    df = (tr G)^2 / tr G^2,   G_il = h_i' (Q_i [i = l] - Q_i Q_l) h_l,   h_i = (I - Q_i)^-a C' c

They count the clusters that carry the contrast, and how unequal these are: forty nurses in one arm and two
hundred women each for herself in the other are far from 240 clusters.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

#: Fewer degrees of freedom than this carry no test. Simulated, 5 % is kept down to two clusters in each arm, which
#: have two (docs/multilevel.md); below that the yardstick itself is a guess.
FEWEST_DF = 1.5


@dataclass(frozen=True)
class FewClusters:
    """Leverage of each cluster, of p parameters.

    Attributes:
        root: (p, p) C with C C' = M.
        Q: (k, p, p) leverages C' A_i C.
        frequency: (k,) how often each cluster occurs.
        exponent: a.
    """

    root: np.ndarray
    Q: np.ndarray
    frequency: np.ndarray
    exponent: float

    @classmethod
    def of(cls, information: np.ndarray, frequency: np.ndarray, exponent: float = 0.5) -> FewClusters:
        """From the clusters' information (k, p, p)."""
        total = np.einsum("k,kab->ab", frequency, information)
        root = np.linalg.inv(np.linalg.cholesky(total)).T
        return cls(root, root.T @ information @ root, frequency, exponent)

    def _raised(self, vectors: np.ndarray) -> np.ndarray:
        """(I - Q_i)^-a times each row of ``vectors`` (k, p) or (p,)."""
        value, axes = np.linalg.eigh(self.Q)
        # A cluster that alone determines a direction has no residual there, and counts for nothing in it.
        with np.errstate(divide="ignore"):
            factor = np.where(value < 1 - 1e-9, (1 - np.minimum(value, 1)) ** -self.exponent, 0.0)
        along = np.matmul(axes.swapaxes(1, 2), np.broadcast_to(vectors, value.shape)[:, :, None])
        return np.matmul(axes, factor[:, :, None] * along)[:, :, 0]

    def corrected(self, influence: np.ndarray) -> np.ndarray:
        """Clusters' contributions (k, p) to the estimation error, M u_i, corrected for their leverage."""
        whitened = np.linalg.solve(self.root, influence.T).T
        return self._raised(whitened) @ self.root.T

    def df(self, contrast: np.ndarray) -> float:
        """Satterthwaite's degrees of freedom of a contrast (p,); not a number where it has no variance."""
        h = self._raised(self.root.T @ contrast)
        R = np.matmul(self.Q, h[:, :, None])[:, :, 0]
        d, square, f = (h * R).sum(axis=1), (R * R).sum(axis=1), self.frequency
        trace = float(f @ (d - square))
        cross = (R * f[:, None]).T @ R
        trace_of_square = float(f @ (d * d - 2 * d * square)) + float((cross * cross).sum())
        return trace * trace / trace_of_square if trace > 0 and trace_of_square > 0 else float("nan")
