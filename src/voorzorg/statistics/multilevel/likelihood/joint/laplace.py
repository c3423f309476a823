"""The Laplace approximation for any arrangement of random effects: nested, crossed, several.

With all effects in one vector u (spherical, length r) and M = Z Lambda_theta (N, r), sparse,

    log L = sum_j l_j(eta_j) - |u|^2 / 2 - log|A| / 2  at the mode u,    A = I + M' V M,   eta = X beta + o
    + M u

(Bates et al. 2015; Skaug & Fournier 2006, Comput Stat Data Anal 51:699, for its gradient by the adjoint
method). The mode moves with the parameters and so does V inside the determinant; both are followed. How A is
factored is told in ``elimination``. The Hessian is that of differences of the exact gradient: each costs a
Newton step and a factorisation, as the mode's own derivative leads to the next mode.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from voorzorg.messages import message
from voorzorg.statistics.multilevel.errors import MultilevelError
from voorzorg.statistics.multilevel.fit.secant import SecantHessian
from voorzorg.statistics.multilevel.likelihood.binomial import logistic
from voorzorg.statistics.multilevel.likelihood.joint.elimination import Curvature, Design, Layout
from voorzorg.statistics.multilevel.likelihood.quadrature import TOLERANCE
from voorzorg.statistics.multilevel.specify.structure import Term, lower_indices, split

#: Newton steps of the mode below this are the last: what is left is their square.
LAST_STEP = 1e-5
#: Steps below this leave the curvature as it is.
NO_STEP = 1e-10
#: Differences of the gradient, on the standardised scale; an error of its square is far below rounding's.
DIFFERENCE = 1e-4

Effect = tuple[np.ndarray, np.ndarray]


@dataclass(frozen=True)
class Effects:
    """One grouping factor: its rows' group (N,), their design (N, q), and the number of groups."""

    term: Term
    group: np.ndarray
    Z: np.ndarray
    n_groups: int


@dataclass(frozen=True)
class _Mode:
    """The conditional modes at psi, and what was worked out there."""

    psi: np.ndarray
    design: Design
    u: Effect
    eta: np.ndarray
    V: np.ndarray
    r: np.ndarray
    p: np.ndarray
    softplus: np.ndarray
    curvature: Curvature


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
        self.layout = Layout(
            [e.group for e in effects], [t.q for t in self.terms], [e.n_groups for e in effects]
        )
        self._secant = SecantHessian()
        self._last: _Mode | None = None

    # -- the mode ------------------------------------------------------------------------------------------

    def _design(self, theta: np.ndarray) -> Design:
        at = self.layout
        parts = [
            e.Z @ e.term.factor(part) for e, part in zip(self.effects, split(theta, self.terms), strict=True)
        ]
        others = [np.empty((len(self.a), 0)), *(parts[t] for t in at.others)]
        return Design(at, parts[at.main], np.hstack(others))

    def _predicted(self, psi: np.ndarray, design: Design) -> Effect:
        """The mode at psi as the last one's derivative has it."""
        last, P = self._last, self.n_fixed
        if last is None:
            return np.zeros((self.layout.n_groups, self.layout.q)), np.zeros(self.layout.n_others)
        change = design.minus(last.design)
        on_eta = self.X @ (psi[:P] - last.psi[:P]) + change.times(last.u)
        one, two = change.transposed(last.r), last.design.transposed(last.V * on_eta)
        step = last.curvature.solve((one[0] - two[0], one[1] - two[1]))
        return last.u[0] + step[0], last.u[1] + step[1]

    def _objective(self, zeta: np.ndarray, design: Design, u: Effect) -> float:
        eta = zeta + design.times(u)
        penalty = (u[0] ** 2).sum() + (u[1] ** 2).sum()
        return float(self.a @ eta - self.N @ logistic(eta).softplus - penalty / 2)

    def _mode(self, psi: np.ndarray) -> _Mode:
        """Newton's method with step halving, from where the last mode points to."""
        P = self.n_fixed
        zeta, design = self.X @ psi[:P] + self.offset, self._design(psi[P:])
        u = self._predicted(psi, design)
        if self._last is not None and not self._objective(zeta, design, u) >= self._objective(
            zeta, design, self._last.u
        ):
            u = self._last.u
        value = -np.inf
        for _ in range(200):
            eta = zeta + design.times(u)
            p, pq, softplus = logistic(eta)
            V, r = self.N * pq, self.a - self.N * p
            curvature = Curvature(design, V)
            slope = design.transposed(r)
            step = curvature.solve((slope[0] - u[0], slope[1] - u[1]))
            largest = max(np.abs(s).max(initial=0.0) for s in step)
            size = 1 + max(np.abs(x).max(initial=0.0) for x in u)
            if largest <= NO_STEP * size:
                break
            if largest <= LAST_STEP * size:
                u = (u[0] + step[0], u[1] + step[1])
                continue
            if value == -np.inf:
                value = self._objective(zeta, design, u)
            fraction = 1.0
            while True:
                trial = (u[0] + fraction * step[0], u[1] + fraction * step[1])
                new = self._objective(zeta, design, trial)
                if new >= value - 1e-12 * (1 + abs(value)) or fraction <= 1e-6:
                    break
                fraction /= 2
            u, value = trial, new
        self._last = _Mode(psi.copy(), design, u, eta, V, r, p, softplus, curvature)
        return self._last

    # -- value and gradient --------------------------------------------------------------------------------

    def value_and_gradient(self, psi: np.ndarray) -> tuple[float, np.ndarray]:
        """Value and exact gradient."""
        mode = self._mode(psi)
        return self._value(mode), self._gradient(mode)

    def _value(self, mode: _Mode) -> float:
        penalty = (mode.u[0] ** 2).sum() + (mode.u[1] ** 2).sum()
        fit = self.a @ mode.eta - self.N @ mode.softplus
        return float(fit - penalty / 2 - mode.curvature.logdet / 2)

    def _gradient(self, mode: _Mode) -> np.ndarray:
        at, design, V = self.layout, mode.design, mode.V
        own, others = mode.curvature.of_rows()
        leverage = (design.z * own).sum(1) + (design.e * others).sum(1)  # m' A^-1 m of each row m of M
        w = 0.5 * leverage * V * (1 - 2 * mode.p)  # d(log|A| / 2) / d eta, through V
        h = mode.curvature.solve(design.transposed(w))
        # adjoint of the mode: u_a = A^-1 (M_a' r - M' V (x_a + M_a u))
        on_eta = mode.r - w + V * design.times(h)
        gradient = [on_eta @ self.X]
        for t, effect in enumerate(self.effects):
            q = effect.term.q
            if t == at.main:
                u_row, h_row, solved = mode.u[0][at.group], h[0][at.group], own
            else:
                part = slice(at.first[t], at.first[t] + q)
                place = at.columns[:, part]
                u_row, h_row, solved = mode.u[1][place], h[1][place], others[:, part]
            for i, j in zip(*lower_indices(q), strict=True):
                along = on_eta * u_row[:, j] - mode.r * h_row[:, j] - V * solved[:, j]
                gradient.append(np.atleast_1d(effect.Z[:, i] @ along))
        return np.concatenate(gradient)

    def __call__(self, psi: np.ndarray, order: int) -> tuple[float, np.ndarray | None, np.ndarray | None]:
        mode = self._mode(psi)
        value = self._value(mode)
        if order == 0:
            return value, None, None
        gradient = self._gradient(mode)
        if order == 1:
            return value, gradient, None
        return value, gradient, self._secant.update(self._rough_hessian, psi, gradient)

    # -- Hessian -------------------------------------------------------------------------------------------

    def exact_hessian(self, psi: np.ndarray) -> np.ndarray:
        """The Hessian of the approximation."""
        H = self._differences(psi, range(psi.size))
        return (H + H.T) / 2

    def _differences(self, psi: np.ndarray, parameters: range) -> np.ndarray:
        """Columns of the Hessian: central differences of the gradient."""
        columns = []
        centre = self._mode(psi)
        for k in parameters:
            sides = []
            for h in (DIFFERENCE, -DIFFERENCE):
                moved = psi.copy()
                moved[k] += h
                self._last = centre
                sides.append(self.value_and_gradient(moved)[1])
            columns.append((sides[0] - sides[1]) / (2 * DIFFERENCE))
        self._last = centre
        return np.column_stack(columns)

    def _rough_hessian(self, psi: np.ndarray) -> np.ndarray:
        """The information of the linearised model for the fixed effects, differences for the rest."""
        P = self.n_fixed
        mode = self._mode(psi)
        H = np.empty((psi.size, psi.size))
        H[:, P:] = self._differences(psi, range(P, psi.size))
        H[P:, :P] = H[:P, P:].T
        VX = self.X * mode.V[:, None]
        for k in range(P):
            solved = mode.curvature.solve(mode.design.transposed(VX[:, k]))
            H[:P, k] = VX.T @ mode.design.times(solved) - VX.T @ self.X[:, k]
        return (H + H.T) / 2

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
        mode, at = self._mode(psi), self.layout
        out = []
        parts = split(psi[self.n_fixed :], self.terms)
        for t, (effect, part) in enumerate(zip(self.effects, parts, strict=True)):
            q, G, factor = effect.term.q, effect.n_groups, effect.term.factor(part)
            if t == at.main:
                u, own = mode.u[0], mode.curvature.of_groups
            else:
                rows = at.offset[t] + np.arange(G * q).reshape(G, q)
                u, own = mode.u[1][rows], mode.curvature.T[rows[:, :, None], rows[:, None, :]]
            se = np.sqrt(np.diagonal(factor @ own @ factor.T, axis1=1, axis2=2))
            out.append((effect.term, u @ factor.T, se))
        return out
