"""Ordinary logistic regression by Newton's method: the multilevel model at a standard deviation of zero."""

from __future__ import annotations

import numpy as np

from voorzorg.statistics.multilevel.fit.newton import Maximum, maximise
from voorzorg.statistics.multilevel.likelihood.binomial import logistic


def fit_logistic(
    X: np.ndarray, a: np.ndarray, N: np.ndarray, offset: np.ndarray, max_iterations: int = 25
) -> Maximum:
    """Maximise the log-likelihood of events ``a`` in ``N`` trials given design ``X`` (without
    coefficients)."""

    def objective(beta: np.ndarray, order: int) -> tuple[float, np.ndarray | None, np.ndarray | None]:
        eta = X @ beta + offset
        p, pq, softplus = logistic(eta)
        value = float(a @ eta - N @ softplus)
        if order == 0:
            return value, None, None
        return value, X.T @ (a - N * p), -(X.T * (N * pq)) @ X

    return maximise(objective, np.zeros(X.shape[1]), max_iterations=max_iterations)
