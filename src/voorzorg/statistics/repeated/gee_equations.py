"""The estimating equations of ``gee``: cluster sums, one evaluation, and the iteration to their solution."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from voorzorg.messages import Message, message

_TOLERANCE = 1e-10
_MAX_ITERATIONS = 100
_ETA_LIMIT = 10.0


@dataclass
class Clusters:
    """Rows sorted by cluster: the first row of each, and the sizes."""

    starts: NDArray[np.int64]
    sizes: NDArray[np.float64]

    def sum(self, rows: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.add.reduceat(rows, self.starts, axis=0)


@dataclass
class Terms:
    """What one evaluation of the estimating equations leaves, at (beta, rho)."""

    u: NDArray[np.float64]  # (k, p) cluster scores
    information: NDArray[np.float64]  # (p, p) sum of the A_i
    z: NDArray[np.float64]  # (n, p)
    z_sum: NDArray[np.float64]  # (k, p)
    c: NDArray[np.float64]  # (k,)
    rho: float


@dataclass
class Fit:
    beta: NDArray[np.float64]
    rho: float
    scale: float
    terms: Terms
    C: NDArray[np.float64]  # (p, p), C C' = (sum A)^-1
    iterations: int
    converged: bool
    warnings: tuple[Message | str, ...]


def iterate(
    y: NDArray[np.float64],
    X: NDArray[np.float64],
    clusters: Clusters,
    exchangeable: bool,
    moment_correction: bool,
) -> Fit:
    """Alternate Fisher scoring for beta and the moment estimator of rho until neither moves."""
    n, p = X.shape
    pairs = float(np.sum(clusters.sizes * (clusters.sizes - 1)) / 2)
    lost = p if moment_correction else 0
    largest = clusters.sizes.max()
    beta, rho, scale = np.zeros(p), 0.0, 1.0
    warnings: list[Message | str] = []
    converged = False
    iteration = 0
    while not converged and iteration < _MAX_ITERATIONS:
        iteration += 1
        terms = _cluster_terms(y, X, beta, rho, clusters)
        step = np.linalg.solve(terms.information, terms.u.sum(axis=0))
        beta = beta + step
        mu = means(X, beta)
        e = (y - mu) / np.sqrt(mu * (1 - mu))
        scale = float(e @ e) / max(n - lost, 1)
        previous = rho
        if exchangeable and pairs > lost:
            cross = float(np.sum(clusters.sum(e) ** 2) - e @ e) / 2
            rho = cross / (scale * (pairs - lost))
            if not -1 / max(largest - 1, 1) < rho < 1:
                warnings.append(message("working-correlation-not-correlation-iteration", rho=rho))
                rho = previous
                break
        # Along separated answers the log odds grow by about one a step, for ever; elsewhere steps die out.
        if iteration > 12 and np.abs(X @ beta).max() > _ETA_LIMIT and np.abs(X @ step).max() > 0.5:
            warnings.append(message("separation-fitted-risk-runs-0"))
            break
        moved = np.max(np.abs(step) / (1 + np.abs(beta)))
        converged = bool(moved < _TOLERANCE and abs(rho - previous) < _TOLERANCE)
    if exchangeable and pairs <= lost:
        warnings.append(message("too-few-repeated-answers-estimate"))
    if not converged and not warnings:
        warnings.append(message("no-convergence-iterations", iterations=_MAX_ITERATIONS))
    terms = _cluster_terms(y, X, beta, rho, clusters)
    C = np.linalg.inv(np.linalg.cholesky(terms.information)).T
    return Fit(beta, rho, scale, terms, C, iteration, converged, tuple(warnings))


def means(X: NDArray[np.float64], beta: NDArray[np.float64]) -> NDArray[np.float64]:
    return expit(np.clip(X @ beta, -30, 30))


def _cluster_terms(
    y: NDArray[np.float64],
    X: NDArray[np.float64],
    beta: NDArray[np.float64],
    rho: float,
    clusters: Clusters,
) -> Terms:
    mu = means(X, beta)
    sd = np.sqrt(mu * (1 - mu))
    z = sd[:, None] * X
    e = (y - mu) / sd
    z_sum, e_sum = clusters.sum(z), clusters.sum(e)
    c = rho / (1 + (clusters.sizes - 1) * rho)
    u = (clusters.sum(z * e[:, None]) - (c * e_sum)[:, None] * z_sum) / (1 - rho)
    information = (z.T @ z - z_sum.T @ (c[:, None] * z_sum)) / (1 - rho)
    return Terms(u, information, z, z_sum, c, rho)
