"""Penalties that keep estimates finite under separation.

``firth``: half the log-determinant of the Fisher information of the fixed effects, taken without random
effects (Jeffreys' prior; Firth 1993, Biometrika 80:27; for mixed models Sterzinger & Kosmidis 2023, Stat
Comput 33:53). With a standard deviation of zero it is Firth's logistic regression exactly.

``cauchy``: independent Cauchy priors on the coefficients of inputs scaled as Gelman, Jakulin, Pittau & Su
(2008, Ann Appl Stat 2:1360) propose: centred, two-valued inputs with range one, others with standard
deviation one half; scale 2.5, and 10 for the intercept.
"""

from __future__ import annotations

import numpy as np

from voorzorg.statistics.multilevel.likelihood.binomial import logistic


class Firth:
    """Jeffreys' penalty on gamma (the standardised scale changes it by a constant only)."""

    #: Standard errors come from the information of the unpenalised likelihood, as is usual for Firth's
    #: method.
    in_information = False

    def __init__(self, X: np.ndarray, N: np.ndarray, offset: np.ndarray) -> None:
        unique, index = np.unique(np.column_stack([X, offset]), axis=0, return_inverse=True)
        self.X, self.offset = unique[:, :-1], unique[:, -1]
        self.N = np.bincount(index.ravel(), N)

    def __call__(self, psi: np.ndarray) -> tuple[float, np.ndarray, np.ndarray]:
        X, P = self.X, self.X.shape[1]
        p, pq, _ = logistic(X @ psi[:P] + self.offset)
        W = self.N * pq
        W1, W2 = W * (1 - 2 * p), W * (1 - 6 * pq)  # derivatives of W in eta
        information = (X.T * W) @ X
        sign, logdet = np.linalg.slogdet(information)
        if sign <= 0:
            return -np.inf, np.zeros(psi.size), np.zeros((psi.size, psi.size))
        # with I = L L' and rows x~ = L^-1 x:  P_a = sum_j |x~_j|^2 W1 x_a / 2
        Xt = np.linalg.solve(np.linalg.cholesky(information), X.T).T
        leverage = (Xt * Xt).sum(axis=1)
        gradient, hessian = np.zeros(psi.size), np.zeros((psi.size, psi.size))
        gradient[:P] = 0.5 * (leverage * W1) @ X
        # P_ab = (sum_j |x~_j|^2 W2 x_a x_b - <T_a, T_b>) / 2,  T_a = sum_j W1 x_a x~ x~'
        T = np.einsum("ja,jb,jc->abc", X * W1[:, None], Xt, Xt, optimize=True).reshape(P, -1)
        hessian[:P, :P] = 0.5 * ((X.T * (leverage * W2)) @ X - T @ T.T)
        return 0.5 * logdet, gradient, hessian


class Cauchy:
    """Cauchy priors on the coefficients of the user's columns, beta = ``transform`` gamma."""

    in_information = True

    def __init__(self, X: np.ndarray, transform: np.ndarray) -> None:
        P = X.shape[1]
        spread = np.ptp(X, axis=0)
        constant = spread == 0
        two_valued = np.array([np.unique(X[:, j]).size == 2 for j in range(P)])
        input_scale = np.where(two_valued, np.where(constant, 1, spread), 2 * X.std(axis=0))
        self.scale = np.where(constant, 10.0, 2.5 / np.where(constant, 1, input_scale))
        # centring the inputs moves their means into the intercept's coefficient
        centred = np.eye(P)
        if constant.any():
            first = int(np.flatnonzero(constant)[0])
            centred[first, ~constant] = X.mean(axis=0)[~constant] / X[0, first]
            self.scale[first] /= abs(X[0, first])
        self.rows = centred @ transform

    def __call__(self, psi: np.ndarray) -> tuple[float, np.ndarray, np.ndarray]:
        P = self.rows.shape[1]
        b = self.rows @ psi[:P] / self.scale
        A = self.rows / self.scale[:, None]
        gradient, hessian = np.zeros(psi.size), np.zeros((psi.size, psi.size))
        gradient[:P] = -A.T @ (2 * b / (1 + b * b))
        hessian[:P, :P] = -(A.T * (2 * (1 - b * b) / (1 + b * b) ** 2)) @ A
        return float(-np.log1p(b * b).sum()), gradient, hessian
