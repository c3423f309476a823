"""Hessians from gradients: exact by complex steps, and updated by secants between iterations.

Engines whose second derivatives would fill pages offer an exact gradient that also accepts complex
parameters. Then  H e_a = Im g(psi + i h e_a) / h  with h = 1e-30 has no truncation and no cancellation
error (Squire & Trapp 1998, SIAM Review 40:110).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import numpy as np

STEP = 1e-30


class Differentiable(Protocol):
    """A likelihood whose value and gradient accept complex parameters."""

    def value_and_gradient(self, psi: np.ndarray) -> tuple[complex, np.ndarray]: ...


def complex_step_hessian(likelihood: Differentiable, psi: np.ndarray) -> np.ndarray:
    """The exact Hessian, one complex gradient per parameter."""
    likelihood.value_and_gradient(psi)  # leaves the conditional modes of the real parameters behind
    columns = [likelihood.value_and_gradient(psi + 1j * STEP * e)[1].imag / STEP for e in np.eye(psi.size)]
    H = np.column_stack(columns)
    return (H + H.T) / 2


class SecantHessian:
    """A Hessian that starts exact and follows by BFGS updates (Nocedal & Wright 2006, ch. 6)."""

    #: Updates after which the Hessian is made anew: a bent ridge outruns the secants.
    REFRESH = 12

    def __init__(self) -> None:
        self._last: tuple[np.ndarray, np.ndarray, np.ndarray] | None = None
        self._updates = 0

    def update(
        self, hessian: Callable[[np.ndarray], np.ndarray], psi: np.ndarray, gradient: np.ndarray
    ) -> np.ndarray:
        """Return the Hessian to use at ``psi``; ``hessian`` makes the one to start from."""
        self._updates += 1
        if self._last is None or self._updates > self.REFRESH:
            self._updates = 0
            H = hessian(psi)
            curvature, axes = np.linalg.eigh(-H)  # secant updates need a definite start
            B = (axes * np.maximum(np.abs(curvature), 1e-8)) @ axes.T
        else:
            x, g, B = self._last
            s, y = psi - x, g - gradient
            if s @ y > 1e-10 * np.sqrt((s @ s) * (y @ y)) and s @ s > 0:
                Bs = B @ s
                B = B - np.outer(Bs, Bs) / (s @ Bs) + np.outer(y, y) / (s @ y)
        self._last = (psi.copy(), gradient.copy(), B)
        return -B
