"""What a fitted mixed model for repeated measures tells, with Kenward and Roger's small-sample inference."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import fdtrc

from voorzorg.messages import Message
from voorzorg.statistics.repeated.mmrm.likelihood import Likelihood, Point
from voorzorg.statistics.results import Estimate, wald


@dataclass(frozen=True)
class FTest:
    """A joint hypothesis: ``statistic`` F on ``df`` (numerator, denominator) degrees of freedom."""

    statistic: float
    df: tuple[float, float]
    p_value: float


@dataclass(frozen=True)
class MMRMFit:
    """A fitted model.

    ``covariances`` are the matrices V (m, m), one for all persons or one per group in the order of
    ``groups``; ``structure`` is the one that could be estimated and ``refused`` says of every one before it
    why not.
    """

    names: tuple[str, ...]
    structure: str
    groups: tuple[str, ...]
    refused: tuple[tuple[str, Message], ...]
    persons: int
    likelihood: Likelihood
    point: Point

    @property
    def coefficients(self) -> np.ndarray:
        """Fixed effects (p,)."""
        return self.point.coefficients

    @property
    def log_likelihood(self) -> float:
        """Restricted, with its constant, as nlme gives it."""
        return self.point.log_likelihood

    @property
    def model_covariance(self) -> np.ndarray:
        """Covariance of the fixed effects (p, p) if V were known: that of nlme's ``gls``."""
        return self.point.covariance

    @property
    def covariances(self) -> tuple[np.ndarray, ...]:
        """V (m, m) per group."""
        return tuple(self.likelihood.matrices(self.point.parameters))

    @cached_property
    def parameter_covariance(self) -> np.ndarray:
        """Of the covariance parameters (k, k), from the expected information."""
        return np.linalg.inv(self.point.information)

    @cached_property
    def covariance(self) -> np.ndarray:
        """Kenward and Roger's covariance of the fixed effects (p, p): what estimating V adds is in it."""
        like, point = self.likelihood, self.point
        k, p = like.structure.size, len(self.names)
        W, Phi = self.parameter_covariance, point.covariance
        parts = point.parameters.reshape(like.groups, k)
        first = [like.structure.first(part) for part in parts]
        second = [like.structure.second(part) for part in parts]
        middle = -np.einsum("ij,iab,bc,jcd->ad", W, point.slopes, Phi, point.slopes, optimize=True)
        for pattern, inverse in zip(like.patterns, point.inverses, strict=True):
            g = pattern.group
            own = W[g * k : (g + 1) * k, g * k : (g + 1) * k]
            at = np.ix_(pattern.waves, pattern.waves)
            sides = inverse @ first[g][:, pattern.waves[:, None], pattern.waves]
            weight = np.einsum("ij,iab,jbc->ac", own, sides, sides @ inverse, optimize=True)
            curved = second[g]
            if curved is not None:
                bent = np.einsum("ij,ijab->ab", own, curved)[at]
                weight = weight - inverse @ bent @ inverse / 4
            middle += pattern.weighted((weight + weight.T) / 2)[:p, :p]
        adjusted: np.ndarray = Phi + 2 * Phi @ ((middle + middle.T) / 2) @ Phi
        return adjusted

    def contrast(self, weights: ArrayLike, level: float = 0.95) -> Estimate:
        """A weighted sum of the fixed effects, weights (p,), with Kenward and Roger's t interval."""
        w = np.asarray(weights, float)
        known = float(w @ self.point.covariance @ w)
        slopes = self._slopes(w[None, :])[:, 0, 0]
        spread = float(slopes @ self.parameter_covariance @ slopes)
        return wald(
            float(w @ self.coefficients),
            math.sqrt(max(float(w @ self.covariance @ w), 0.0)),
            level=level,
            df=2 * known**2 / spread if spread > 0 else math.inf,
            method=f"mixed model for repeated measures, {self.structure} covariance, Kenward-Roger",
        )

    def coefficient(self, name: str, level: float = 0.95) -> Estimate:
        """One column's coefficient."""
        return self.contrast(np.arange(len(self.names)) == self.names.index(name), level)

    def f_test(self, weights: ArrayLike) -> FTest:
        """Kenward and Roger's F test of ``L b = 0``, L (l, p) of full rank, with their scale and
        denominator.
        """
        L = np.atleast_2d(np.asarray(weights, float))
        q = len(L)
        value = L @ self.coefficients
        wald_f = float(value @ np.linalg.solve(L @ self.covariance @ L.T, value)) / q
        inverse = np.linalg.inv(L @ self.point.covariance @ L.T)
        parts = inverse @ self._slopes(L)
        W = self.parameter_covariance
        traces = np.trace(parts, axis1=1, axis2=2)
        A1 = float(traces @ W @ traces)
        A2 = float(np.einsum("ij,iab,jba->", W, parts, parts, optimize=True))
        B = (A1 + 6 * A2) / (2 * q)
        g = ((q + 1) * A1 - (q + 4) * A2) / ((q + 2) * A2)
        c = np.array([g, q - g, q + 2 - g]) / (3 * q + 2 * (1 - g))
        expected = 1 / (1 - A2 / q)
        variance = 2 / q * (1 + c[0] * B) / ((1 - c[1] * B) ** 2 * (1 - c[2] * B))
        rho = variance / (2 * expected**2)
        m = 4 + (q + 2) / (q * rho - 1)
        scale = m / (expected * (m - 2))
        return FTest(scale * wald_f, (float(q), float(m)), float(fdtrc(q, m, scale * wald_f)))

    def _slopes(self, L: np.ndarray) -> np.ndarray:
        """``L C P_i C L'`` (k, l, l): minus the derivatives of the covariance of L b."""
        moved = L @ self.point.covariance
        return moved @ self.point.slopes @ moved.T
