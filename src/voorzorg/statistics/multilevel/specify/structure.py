"""Random-effect terms: how theta fills the relative covariance factors, and what it means.

In the notation of Bates et al. (2015), b = Lambda u with u ~ N(0, I).  Each term (a grouping factor with q
effects) has a lower-triangular q x q factor Lambda filled column by column with its part of theta, so that
Sigma = Lambda Lambda'.  With one effect, theta is the standard deviation.  Columns of Z are divided by their
root mean square (``scale``) before fitting, so theta refers to effects of columns of size one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np


@dataclass(frozen=True)
class VarianceParameter:
    """The standard deviation of one effect over a group, or the correlation of two; a lone intercept is not
    named."""

    kind: Literal["sd", "cor"]
    group: str
    effects: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.kind}({self.label})"

    @property
    def label(self) -> str:
        """The group, with the effects where they are named."""
        return f"{self.group}: {', '.join(self.effects)}" if self.effects else self.group


@dataclass(frozen=True)
class Term:
    """One grouping factor and its random effects."""

    group: str
    columns: tuple[str, ...]
    scale: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        if not self.scale:
            object.__setattr__(self, "scale", (1.0,) * self.q)

    @property
    def q(self) -> int:
        return len(self.columns)

    @property
    def n_theta(self) -> int:
        return self.q * (self.q + 1) // 2

    @property
    def label(self) -> str:
        """The group, with the effect where that is no intercept."""
        plain = self.q > 1 or self.columns[0] == "Intercept"
        return self.group if plain else f"{self.group}: {self.columns[0]}"

    def parameters(self) -> list[VarianceParameter]:
        """The natural parameters: standard deviations, then correlations."""
        if self.q == 1 and self.columns[0] == "Intercept":
            return [VarianceParameter("sd", self.group)]
        pairs = [(self.columns[j], self.columns[i]) for j in range(self.q) for i in range(j + 1, self.q)]
        return [
            *(VarianceParameter("sd", self.group, (column,)) for column in self.columns),
            *(VarianceParameter("cor", self.group, pair) for pair in pairs),
        ]

    def factor(self, theta: np.ndarray) -> np.ndarray:
        """Lambda (q, q)."""
        out = np.zeros((self.q, self.q), dtype=theta.dtype)
        j, i = np.triu_indices(self.q)  # column by column of the lower triangle
        out[i, j] = theta
        return out


def lower_indices(q: int) -> tuple[np.ndarray, np.ndarray]:
    """Row and column of each element of theta, column by column."""
    j, i = np.triu_indices(q)
    return i, j


def split(theta: np.ndarray, terms: list[Term]) -> list[np.ndarray]:
    """The part of theta that belongs to each term."""
    return np.split(theta, np.cumsum([term.n_theta for term in terms])[:-1])


def natural(theta: np.ndarray, terms: list[Term]) -> np.ndarray:
    """Standard deviations and correlations of every term; complex theta is allowed."""
    out = []
    for term, part in zip(terms, split(theta, terms), strict=True):
        if term.q == 1:
            out.append(np.where(part.real < 0, -part, part) / term.scale[0])
            continue
        L = term.factor(part)
        sigma = L @ L.T
        sd = np.sqrt(np.diag(sigma))
        correlation = sigma / np.where(sd == 0, 1, sd)[:, None] / np.where(sd == 0, 1, sd)
        i, j = np.tril_indices(term.q, -1)
        order = np.lexsort((i, j))
        out += [sd / np.array(term.scale), correlation[i[order], j[order]]]
    return np.concatenate(out)


def natural_jacobian(theta: np.ndarray, terms: list[Term]) -> np.ndarray:
    """d natural / d theta, by complex steps (exact to rounding)."""
    h = 1e-30
    return np.column_stack([natural(theta + 1j * h * e, terms).imag / h for e in np.eye(theta.size)])
