"""The binomial log-likelihood with logit link and its derivatives in the linear predictor.

For a row with ``a`` events in ``N`` trials (both already multiplied by the row's frequency weight)

    l(eta)   = a eta - N log(1 + e^eta)        (+ log binomial coefficient, added once, elsewhere)
    l'(eta)  = a - N p
    l''(eta) = -N p q,     p = 1 / (1 + e^-eta),   q = 1 - p

Everything is written with e^-|eta|, so nothing overflows and p q keeps its digits in both tails.
Complex ``eta`` is allowed (the branch follows the real part), which makes complex-step derivatives exact.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy.special import gammaln


class Logistic(NamedTuple):
    """p, p q and log(1 + e^eta), each of the shape of eta."""

    p: np.ndarray
    pq: np.ndarray
    softplus: np.ndarray


def logistic(eta: np.ndarray) -> Logistic:
    """Evaluate the logistic function, its derivative and its integral at ``eta``."""
    if not np.iscomplexobj(eta):
        # In place: new memory for every step would take longer than the arithmetic.
        e = np.abs(eta)
        np.exp(np.negative(e, out=e), out=e)
        d = e + 1.0
        np.reciprocal(d, out=d)
        e *= d
        p, pq = np.where(eta >= 0, d, e), e * d
        softplus = np.maximum(eta, 0.0, out=e)
        softplus -= np.log(d, out=d)
        return Logistic(p, pq, softplus)
    positive = eta.real >= 0
    e = np.exp(np.where(positive, -eta, eta))  # e^-|eta|
    d = 1.0 / (1.0 + e)
    ed = e * d
    return Logistic(np.where(positive, d, ed), ed * d, np.where(positive, eta, 0.0) - np.log(d))


def log_coefficient(events: np.ndarray, trials: np.ndarray, weights: np.ndarray) -> float:
    """Sum of w log C(trials, events): what puts the log-likelihood on the absolute scale."""
    several = trials > 1
    if not several.any():
        return 0.0
    y, n, w = events[several], trials[several], weights[several]
    return float(w @ (gammaln(n + 1) - gammaln(y + 1) - gammaln(n - y + 1)))
