"""The Laplace approximation for any arrangement of random effects: nested, crossed, several.

With all effects in one vector u (spherical, length r) and M = Z Lambda_theta (N, r), sparse,

    log L = sum_j l_j(eta_j) - |u|^2 / 2 - log|A| / 2  at the mode u,    A = I + M' V M,   eta = X beta + o
    + M u

(Bates et al. 2015; Skaug & Fournier 2006, Comput Stat Data Anal 51:699, for its gradient by the adjoint
method). The mode moves with the parameters and so does V inside the determinant; both are followed.
Everything accepts complex parameters, so that the Hessian follows by complex steps.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix, diags, hstack, identity
from scipy.sparse.linalg import SuperLU, splu

from voorzorg.messages import message
from voorzorg.statistics.multilevel.errors import MultilevelError
from voorzorg.statistics.multilevel.fit.secant import SecantHessian, complex_step_hessian
from voorzorg.statistics.multilevel.likelihood.binomial import logistic
from voorzorg.statistics.multilevel.likelihood.quadrature import TOLERANCE
from voorzorg.statistics.multilevel.specify.structure import Term, lower_indices, split

#: Columns of right-hand sides solved at a time.
WIDTH = 256


@dataclass(frozen=True)
class Effects:
    """One grouping factor: its rows' group (N,), their design (N, q), and the number of groups."""

    term: Term
    group: np.ndarray
    Z: np.ndarray
    n_groups: int

    def columns(self, factor: np.ndarray) -> csr_matrix:
        """Z Lambda for a lower-triangular ``factor`` (q, q) as a sparse (N, groups * q) matrix."""
        N, q = self.Z.shape
        index = self.group[:, None] * q + np.arange(q)
        return csr_matrix(
            ((self.Z @ factor).ravel(), index.ravel(), np.arange(0, N * q + 1, q)),
            shape=(N, self.n_groups * q),
        )


class Laplace:
    """The Laplace log-likelihood of (gamma, theta) for a list of effects."""

    points = 1
    method = message("laplace-approximation")
    slack = 0.0
    enough = TOLERANCE

    def __init__(
        self, X: np.ndarray, a: np.ndarray, N: np.ndarray, offset: np.ndarray, effects: list[Effects]
    ) -> None:
        self.X, self.a, self.N, self.offset, self.effects = X, a, N, offset, effects
        self.terms = [effect.term for effect in effects]
        self.n_fixed = X.shape[1]
        self.n_theta = sum(term.n_theta for term in self.terms)
        starts = np.cumsum([0, *(term.n_theta for term in self.terms)])
        self.scalar_theta = tuple(int(s) for s, t in zip(starts, self.terms, strict=False) if t.q == 1)
        self.u = np.zeros(sum(effect.n_groups * effect.term.q for effect in effects))
        self._secant = SecantHessian()
        # rows of one woman in one site have the same row of M: their leverage is worked out once
        keys = np.column_stack([part for e in effects for part in (e.group[:, None], e.Z)])
        _, self._first, self._copy = np.unique(keys, axis=0, return_index=True, return_inverse=True)
        self._copy = self._copy.ravel()

    # -- the pieces ----------------------------------------------------------------------------------------

    def _design(self, theta: np.ndarray) -> csr_matrix:
        parts = split(theta, self.terms)
        blocks = [e.columns(e.term.factor(part)) for e, part in zip(self.effects, parts, strict=True)]
        return hstack(blocks, format="csr")

    def _design_derivatives(self) -> list[csr_matrix]:
        """Z dLambda / d theta, for each theta."""
        out, first, width = [], 0, self.u.size
        for effect in self.effects:
            q = effect.term.q
            for i, j in zip(*lower_indices(q), strict=True):
                unit = np.zeros((q, q))
                unit[i, j] = 1.0
                part = effect.columns(unit).tocoo()
                out.append(csr_matrix((part.data, (part.row, part.col + first)), shape=(len(self.a), width)))
            first += effect.n_groups * q
        return out

    @staticmethod
    def _factor(M: csr_matrix, V: np.ndarray) -> SuperLU:
        A = (M.T @ diags(V) @ M + identity(M.shape[1])).tocsc()
        return splu(A, permc_spec="MMD_AT_PLUS_A", diag_pivot_thresh=0.0, options={"SymmetricMode": True})

    def _mode(self, zeta: np.ndarray, M: csr_matrix) -> np.ndarray:
        """Penalised iteratively reweighted least squares with step halving."""

        def objective(u: np.ndarray) -> float:
            eta = zeta + M @ u
            return float(self.a @ eta - self.N @ logistic(eta).softplus - u @ u / 2)

        def newton_step(u: np.ndarray) -> np.ndarray:
            p, pq, _ = logistic(zeta + M @ u)
            return self._factor(M, self.N * pq).solve(M.T @ (self.a - self.N * p) - u)

        u = self.u
        if np.iscomplexobj(zeta) or np.iscomplexobj(M.data):
            for _ in range(2):
                u = u + newton_step(u.astype(complex))
            return u
        value = objective(u)
        for _ in range(200):
            step = newton_step(u)
            if np.abs(step).max() <= 1e-9 * (1 + np.abs(u).max()):
                u = u + step
                break
            fraction, new = 1.0, objective(u + step)
            while new < value - 1e-12 * (1 + abs(value)) and fraction > 1e-6:
                fraction /= 2
                new = objective(u + fraction * step)
            u, value = u + fraction * step, new
        self.u = u
        return u

    # -- value and gradient --------------------------------------------------------------------------------

    def value_and_gradient(self, psi: np.ndarray) -> tuple[complex, np.ndarray]:
        """Value and exact gradient; psi may be complex (then the mode of its real part must be in place)."""
        return self._evaluate(psi, True)

    def _evaluate(self, psi: np.ndarray, with_gradient: bool) -> tuple[complex, np.ndarray]:
        P = self.n_fixed
        X, a, N = self.X, self.a, self.N
        zeta, M = X @ psi[:P] + self.offset, self._design(psi[P:])
        u = self._mode(zeta, M)
        p, pq, softplus = logistic(zeta + M @ u)
        V, r = N * pq, a - N * p
        lu = self._factor(M, V)
        logdet = np.log(lu.U.diagonal() + 0j).sum()
        value = (
            a @ (zeta + M @ u)
            - N @ softplus
            - u @ u / 2
            - (logdet if np.iscomplexobj(V) else logdet.real) / 2
        )
        gradient = np.zeros(psi.size, dtype=V.dtype)
        if not with_gradient:
            return value, gradient

        derivatives = self._design_derivatives()
        leverage = np.empty(self._first.size, dtype=V.dtype)  # m' A^-1 m for each different row m of M
        trace = np.zeros(len(derivatives), dtype=V.dtype)  # sum_j V_j (dM)_j A^-1 m_j
        V_sum = np.zeros(self._first.size, dtype=V.dtype)
        np.add.at(V_sum, self._copy, V)
        rows, row_derivatives = M[self._first], [dM[self._first] for dM in derivatives]
        for first in range(0, self._first.size, WIDTH):
            part = slice(first, first + WIDTH)
            B = lu.solve(rows[part].T.toarray())
            leverage[part] = np.asarray(rows[part].multiply(B.T).sum(axis=1)).ravel()
            for k, dM in enumerate(row_derivatives):
                trace[k] += V_sum[part] @ np.asarray(dM[part].multiply(B.T).sum(axis=1)).ravel()
        leverage = leverage[self._copy]
        w = 0.5 * leverage * V * (1 - 2 * p)  # d(log|A| / 2) / d eta, through V
        h = lu.solve(M.T @ w)  # adjoint of the mode: u_a = A^-1 (M_a' r - M' V (x_a + M_a u))
        on_eta = r - w + V * (M @ h)
        gradient[:P] = on_eta @ X
        for k, dM in enumerate(derivatives):
            gradient[P + k] = on_eta @ (dM @ u) - r @ (dM @ h) - trace[k]
        return value, gradient

    def __call__(self, psi: np.ndarray, order: int) -> tuple[float, np.ndarray | None, np.ndarray | None]:
        value, gradient = self._evaluate(psi, order > 0)
        if order == 0:
            return float(value.real), None, None
        hessian = self._secant.update(self, psi, gradient) if order > 1 else None
        return float(value.real), gradient, hessian

    def exact_hessian(self, psi: np.ndarray) -> np.ndarray:
        """The Hessian of the approximation, by complex steps."""
        return complex_step_hessian(self, psi)

    def scores(self, psi: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        raise MultilevelError(
            "no robust covariance here: with crossed effects the clusters are not independent"
        )

    def information(self, psi: np.ndarray) -> np.ndarray:
        raise MultilevelError(
            "no correction for few clusters here: with crossed effects they are not independent"
        )

    def conditional(self, psi: np.ndarray) -> list[tuple[Term, np.ndarray, np.ndarray]]:
        """Term, modes and standard errors (groups, q) on the logit scale, for each term."""
        P = self.n_fixed
        zeta, M = self.X @ psi[:P] + self.offset, self._design(psi[P:])
        u = self._mode(zeta, M)
        _, pq, _ = logistic(zeta + M @ u)
        lu = self._factor(M, self.N * pq)
        out, first = [], 0
        for effect, part in zip(self.effects, split(psi[P:], self.terms), strict=True):
            q, G = effect.term.q, effect.n_groups
            factor = effect.term.factor(part)
            se = np.empty((G, q))
            for start in range(0, G, WIDTH):
                groups = np.arange(start, min(start + WIDTH, G))
                rows = (first + groups[:, None] * q + np.arange(q)).ravel()
                E = np.zeros((u.size, rows.size))
                E[rows, np.arange(rows.size)] = 1.0
                S = lu.solve(E)[rows].reshape(groups.size, q, groups.size, q)
                own = S[np.arange(groups.size), :, np.arange(groups.size), :]
                se[groups] = np.sqrt(np.diagonal(factor @ own @ factor.T, axis1=1, axis2=2))
            mode = u[first : first + G * q].reshape(G, q) @ factor.T
            out.append((effect.term, mode, se))
            first += G * q
        return out
