"""Gauss-Hermite rules for the standard normal density.

Adaptive Gauss-Hermite quadrature (Liu & Pierce 1994, Biometrika 81:624; Pinheiro & Bates 1995, JCGS 4:12)
replaces the integral over a random effect u ~ N(0, 1)

    L = (2 pi)^-1/2  int exp f(u) du,     f(u) = log-likelihood given u, minus u^2 / 2

by a Gauss-Hermite sum at nodes u_k = m + tau t_k around the mode m of f, tau = (-f''(m))^-1/2:

    log L = log tau + log sum_k omega_k exp f(u_k),   omega_k = w_k e^(t_k^2/2) / (2 pi)^1/2

One point (t = 0) is the Laplace approximation.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np

#: Numbers of points tried in turn when the number is chosen automatically.
LADDER = (9, 15, 25, 41, 61, 101, 151, 221)
#: The number of points is enough when the next rung moves the log-likelihood by less than this.
TOLERANCE = 1e-6


class Rule(NamedTuple):
    """Nodes t_k and log omega_k of a one-dimensional rule, each of shape (points,)."""

    t: np.ndarray
    log_omega: np.ndarray


@lru_cache(maxsize=64)
def gauss_hermite(points: int) -> Rule:
    """Return the rule with ``points`` nodes (Golub & Welsch 1969: eigenvalues of the Jacobi matrix).

    The log-weights come from the orthonormal Hermite *functions*, so they stay finite where the
    weights themselves underflow (above some 180 points).
    """
    if points < 1:
        raise ValueError(f"n_points must be at least 1, not {points}")
    jacobi = np.diag(np.sqrt(np.arange(1.0, points)), 1)
    t = np.linalg.eigvalsh(jacobi + jacobi.T)
    t = (t - t[::-1]) / 2  # symmetric to the last digit
    # psi_j(t) = He_j(t) e^(-t^2/4) / sqrt(j! sqrt(2 pi));  omega_k = 1 / (sqrt(2 pi) sum_j psi_j(t_k)^2)
    before, psi = np.zeros_like(t), np.exp(-(t**2) / 4) / (2 * np.pi) ** 0.25
    total = psi**2
    for j in range(1, points):
        before, psi = psi, (t * psi - np.sqrt(j - 1) * before) / np.sqrt(j)
        total += psi**2
    return Rule(t, -np.log(total) - 0.5 * np.log(2 * np.pi))


@lru_cache(maxsize=64)
def product_rule(points: int, dimensions: int) -> Rule:
    """The tensor product of ``dimensions`` rules: t of shape (points**dimensions, dimensions)."""
    one = gauss_hermite(points)
    t = np.stack(np.meshgrid(*[one.t] * dimensions, indexing="ij"), -1).reshape(-1, dimensions)
    log_omega = sum(np.meshgrid(*[one.log_omega] * dimensions, indexing="ij"))
    return Rule(t, np.asarray(log_omega).ravel())
