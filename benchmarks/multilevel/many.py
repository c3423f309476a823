"""Many small data sets with one set of cluster patterns, fitted at once: for simulation studies.

When covariates are few and discrete, every simulated trial is a table of frequencies over the same
patterns.  All replicates then climb together, each with its own parameters: one call of ``cluster_terms``
serves hundreds of fits, and what remains of a fit is arithmetic.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from voorzorg.statistics.multilevel.likelihood.adaptive.two_level import cluster_terms
from voorzorg.statistics.multilevel.likelihood.blocks import Block
from voorzorg.statistics.multilevel.likelihood.quadrature import Rule, gauss_hermite

#: Elements of a (clusters, rows, nodes) array per slice of replicates.
CHUNK = 60_000


@dataclass(frozen=True)
class Maxima:
    """Per replicate: parameters (R, Q), log-likelihood (R,), Hessian (R, Q, Q), converged (R,)."""

    psi: np.ndarray
    value: np.ndarray
    hessian: np.ndarray
    converged: np.ndarray


class ManyTwoLevel:
    """Log-likelihoods of R replicates: ``patterns`` (m clusters) with ``frequency`` (R, m)."""

    def __init__(self, patterns: Block, frequency: np.ndarray, points: int) -> None:
        self.patterns, self.frequency = patterns, np.asarray(frequency, dtype=float)
        self.rule: Rule = gauss_hermite(points)
        self.modes = np.zeros_like(self.frequency)

    def evaluate(
        self, psi: np.ndarray, which: np.ndarray, order: int, scores: bool = False
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Value, gradient and Hessian of the replicates ``which`` at ``psi`` (len(which), Q).

        With ``scores`` the Hessian's place is taken by the sum of squared scores over clusters (the "meat").
        """
        m, J = self.patterns.a.shape
        Q = psi.shape[1]
        value = np.zeros(which.size)
        gradient, hessian = np.zeros((which.size, Q)), np.zeros((which.size, Q, Q))
        step = max(1, CHUNK // (m * J * self.rule.t.size))
        for first in range(0, which.size, step):
            part = slice(first, first + step)
            r = which[part]
            block = replace(
                self.patterns,
                **{
                    name: np.tile(array, (r.size, *[1] * (array.ndim - 1)))
                    for name in ("X", "Z", "a", "N", "offset")
                    for array in [getattr(self.patterns, name)]
                },
                frequency=self.frequency[r].ravel(),
            )
            modes = self.modes[r].ravel()
            each = np.repeat(psi[part], m, axis=0)
            terms = cluster_terms(block, each, modes, self.rule, 1 if scores else order, r.size)
            self.modes[r] = modes.reshape(r.size, m)
            f = self.frequency[r]
            value[part] = (f * terms.value.reshape(r.size, m)).sum(1)
            if terms.score is not None:
                own = terms.score.reshape(r.size, m, Q)
                gradient[part] = (f[:, :, None] * own).sum(1)
                if scores:
                    hessian[part] = np.matmul((own * f[:, :, None]).swapaxes(1, 2), own)
            if terms.hessian is not None:
                hessian[part] = terms.hessian
        return value, gradient, hessian

    def maximise(
        self, start: np.ndarray, fixed: tuple[int, float] | None = None, tolerance: float = 1e-10,
        max_iterations: int = 60,
    ) -> Maxima:  # fmt: skip
        """Damped Newton from ``start`` (R, Q); ``fixed`` holds one parameter (index, value) everywhere."""
        psi = np.array(start, dtype=float)
        R, Q = psi.shape
        free = np.arange(Q)
        if fixed is not None:
            psi[:, fixed[0]] = fixed[1]
            free = free[free != fixed[0]]
        value, hessian, converged = np.full(R, -np.inf), np.zeros((R, Q, Q)), np.zeros(R, dtype=bool)
        active = np.arange(R)
        value, gradient, hessian = self.evaluate(psi, active, 2)
        for _ in range(max_iterations):
            g, H = gradient[active][:, free], hessian[active][:, free][:, :, free]
            curvature, axes = np.linalg.eigh(-H)
            floor = 1e-10 * np.maximum(np.abs(curvature).max(1, keepdims=True), 1e-8)
            along = np.einsum("rqp,rq->rp", axes, g) / np.maximum(np.abs(curvature), floor)
            step = np.einsum("rqp,rp->rq", axes, along)
            decrement = 0.5 * (g * step).sum(1)
            done = decrement <= tolerance
            converged[active[done]] = (curvature.min(1) > floor[:, 0])[done]
            active, step = active[~done], step[~done]
            if not active.size:
                break
            step *= np.minimum(1.0, 4.0 / np.abs(step).max(1))[:, None]
            fraction, waiting = np.ones(active.size), np.arange(active.size)
            while waiting.size:
                trial = psi[active[waiting]]
                trial[:, free] += fraction[waiting][:, None] * step[waiting]
                new = self.evaluate(trial, active[waiting], 2)
                better = (new[0] >= value[active[waiting]] - 1e-9) | (fraction[waiting] < 1e-4)
                rows = active[waiting][better]
                psi[rows], value[rows] = trial[better], new[0][better]
                gradient[rows], hessian[rows] = new[1][better], new[2][better]
                waiting = waiting[~better]
                fraction[waiting] /= 2
        return Maxima(psi, value, hessian, converged)
