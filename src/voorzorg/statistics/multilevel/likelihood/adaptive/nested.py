"""Three levels of which some clusters have no third: a sum over parts with a likelihood each.

Nurses who visit one arm only are the example: treated women lie within nurses, control women within nothing
(partial nesting; Roberts & Roberts 2005, Clin Trials 2:152).  Women within no nurse are a two-level part,
with exact derivatives and without the outer integral; where arms have clusters with a variance each, every
arm is a three-level part with its own standard deviation.
"""

from __future__ import annotations

import numpy as np

from voorzorg.messages import message
from voorzorg.statistics.multilevel.likelihood.adaptive.marginal_likelihood import TwoLevel
from voorzorg.statistics.multilevel.likelihood.adaptive.three_level import ThreeLevel
from voorzorg.statistics.multilevel.likelihood.blocks import Clusters


class Nested:
    """The log-likelihood of all parts; psi = (gamma, sigma of clusters, sigma of each outer effect)."""

    slack = ThreeLevel.slack
    enough = ThreeLevel.enough
    method = message("laplace-approximation")  # of a model without clusters there is no other

    def __init__(
        self, parts: list[tuple[int, Clusters]], points: int, outer_points: int, warm: Nested | None = None
    ) -> None:
        self.points = points
        self.n_fixed = P = parts[0][1].n_fixed
        effects = [k for k, _ in parts if k >= 0]
        self.n_theta = 1 + len(effects)
        self.scalar_theta = tuple(range(self.n_theta))
        self.at: np.ndarray = np.full(P + self.n_theta, np.nan)
        self.parts: list[tuple[np.ndarray, ThreeLevel | TwoLevel]] = []
        for number, (k, clusters) in enumerate(parts):
            before = warm.parts[number][1] if warm else None
            own = np.arange(P + 1)
            part: ThreeLevel | TwoLevel
            if k < 0:
                part = TwoLevel(clusters, points, before.modes if isinstance(before, TwoLevel) else None)
            else:
                own = np.r_[own, P + 1 + effects.index(k)]
                held = before if isinstance(before, ThreeLevel) else None
                part = ThreeLevel(clusters, points, outer_points, held)
                self.method = part.method
            self.parts.append((own, part))

    def __call__(self, psi: np.ndarray, order: int) -> tuple[float, np.ndarray | None, np.ndarray | None]:
        value, gradient, hessian = 0.0, np.zeros(psi.size), np.zeros((psi.size, psi.size))
        if order > 0:
            self.at = psi.copy()
        for own, part in self.parts:
            v, g, H = part(psi[own], order)
            value += v
            if g is not None:
                gradient[own] += g
            if H is not None:
                hessian[np.ix_(own, own)] += H
        return value, gradient if order > 0 else None, hessian if order > 1 else None

    def scores(self, psi: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Scores of outer clusters, and of clusters that lie in none."""
        return self._of_units([part.scores(psi[own]) for own, part in self.parts])

    def _of_units(self, found: list[tuple[np.ndarray, np.ndarray]]) -> tuple[np.ndarray, np.ndarray]:
        scores = []
        for (own, _), (of_part, _) in zip(self.parts, found, strict=True):
            scores.append(np.zeros((len(of_part), self.n_fixed + self.n_theta)))
            scores[-1][:, own] = of_part
        return np.concatenate(scores), np.concatenate([frequency for _, frequency in found])

    def last_scores(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Where derivatives were asked for last (parameters,), and :meth:`scores` there."""
        return self.at, *self._of_units([part.last for _, part in self.parts])

    def information(self, psi: np.ndarray) -> np.ndarray:
        """Linearised information on the fixed effects of each unit of :meth:`scores`, (units, P, P)."""
        return np.concatenate([part.information(psi[own]) for own, part in self.parts])
