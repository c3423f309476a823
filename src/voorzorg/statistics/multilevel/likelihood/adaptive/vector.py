"""Several correlated random effects per cluster (intercept and slope), by adaptive product quadrature.

The steps are those of ``two_level`` in q dimensions: eta_jk = x_j' beta + o_j + z_j' Lambda u_k with nodes
u_k = m + C t_k, where m is the mode, A = I + Lambda' Z' V Z Lambda = L L' minus the curvature there, and
C = L^-T, so that C C' = A^-1.  The gradient follows m and C; the Hessian comes from it by complex steps, so
everything here also runs on complex parameters.
"""

from __future__ import annotations

import numpy as np

from voorzorg.messages import message
from voorzorg.statistics.multilevel.fit.secant import SecantHessian, complex_step_hessian
from voorzorg.statistics.multilevel.likelihood.adaptive.marginal_likelihood import method_name
from voorzorg.statistics.multilevel.likelihood.binomial import logistic
from voorzorg.statistics.multilevel.likelihood.blocks import Block, Clusters
from voorzorg.statistics.multilevel.likelihood.linearised import cluster_information
from voorzorg.statistics.multilevel.likelihood.quadrature import TOLERANCE, Rule, product_rule
from voorzorg.statistics.multilevel.specify.structure import lower_indices


def cholesky(A: np.ndarray) -> np.ndarray:
    """Lower factors of symmetric (n, q, q) matrices; unlike numpy's, analytic in complex A (A = L L')."""
    q = A.shape[-1]
    L = np.zeros_like(A)
    for j in range(q):
        L[:, j, j] = np.sqrt(A[:, j, j] - (L[:, j, :j] ** 2).sum(-1))
        for i in range(j + 1, q):
            L[:, i, j] = (A[:, i, j] - (L[:, i, :j] * L[:, j, :j]).sum(-1)) / L[:, j, j]
    return L


def modes(block: Block, zeta: np.ndarray, M: np.ndarray, start: np.ndarray) -> np.ndarray:
    """Conditional modes (n, q) for M = Z Lambda (n, J, q), by Newton's method with step halving."""
    identity = np.eye(M.shape[-1])

    def value(u: np.ndarray) -> np.ndarray:
        eta = zeta + np.matmul(M, u[:, :, None])[:, :, 0]
        return (block.a * eta - block.N * logistic(eta).softplus).sum(1) - (u * u).sum(1) / 2

    def newton_step(u: np.ndarray) -> np.ndarray:
        p, pq, _ = logistic(zeta + np.matmul(M, u[:, :, None])[:, :, 0])
        slope = np.matmul(M.swapaxes(1, 2), (block.a - block.N * p)[:, :, None])[:, :, 0] - u
        A = identity + np.matmul((M * (block.N * pq)[:, :, None]).swapaxes(1, 2), M)
        return np.linalg.solve(A, slope[:, :, None])[:, :, 0]

    u = start.astype(M.dtype)
    if np.iscomplexobj(M):  # the start is the mode of the real part: two steps carry the imaginary part along
        for _ in range(2):
            u = u + newton_step(u)
        return u
    f = value(u)
    for _ in range(200):
        step = newton_step(u)
        if (np.abs(step) <= 1e-9 * (1 + np.abs(u))).all():
            return u + step
        fraction = np.ones(len(u))
        trial = value(u + step)
        while (worse := (trial < f - 1e-12 * (1 + np.abs(f))) & (fraction > 1e-6)).any():
            fraction[worse] /= 2
            trial = value(u + fraction[:, None] * step)
        u, f = u + fraction[:, None] * step, trial
    return u


def cluster_scores(
    block: Block, beta: np.ndarray, Lambda: np.ndarray, mode: np.ndarray, rule: Rule
) -> tuple[np.ndarray, np.ndarray]:
    """Log-likelihoods (n,) and scores (n, P + n_theta) of a block; real ``mode`` is updated in place."""
    X, Z, a, N = block.X, block.Z, block.a, block.N
    n, _, P = X.shape
    q = Z.shape[-1]
    t, zeta, M = rule.t, X @ beta + block.offset, Z @ Lambda
    m = modes(block, zeta, M, mode)
    if not np.iscomplexobj(m):
        mode[:] = m

    eta_h = zeta + np.matmul(M, m[:, :, None])[:, :, 0]
    p_h, pq_h, _ = logistic(eta_h)
    V_h = N * pq_h
    S = np.matmul((Z * V_h[:, :, None]).swapaxes(1, 2), Z)
    A = np.eye(q) + Lambda.T @ S @ Lambda
    L = cholesky(A)
    L_inv = np.linalg.inv(L)
    C = L_inv.swapaxes(1, 2)
    log_scale = -np.log(np.diagonal(L, axis1=1, axis2=2)).sum(1)

    u = m[:, None, :] + np.matmul(t, C.swapaxes(1, 2))  # (n, K, q)
    eta = zeta[:, :, None] + np.matmul(M, u.swapaxes(1, 2))
    p, _, softplus = logistic(eta)
    f = np.matmul(a[:, None, :], eta)[:, 0] - np.matmul(N[:, None, :], softplus)[:, 0] - (u * u).sum(-1) / 2
    g = f + rule.log_omega
    top = g.real.max(axis=1, keepdims=True)
    weight = np.exp(g - top)
    total = weight.sum(axis=1, keepdims=True)
    value = log_scale + np.log(total[:, 0]) + top[:, 0]
    pi = weight / total

    # Explicit part: the nodes stay where they are.
    r = a[:, :, None] - N[:, :, None] * p
    R = np.matmul(r.swapaxes(1, 2), Z)  # (n, K, q)
    piR = pi[:, :, None] * R
    rows, columns = lower_indices(q)
    score = np.empty((n, P + rows.size), dtype=value.dtype)
    score[:, :P] = np.matmul(np.matmul(r, pi[:, :, None])[:, None, :, 0], X)[:, 0]
    score[:, P:] = np.matmul(piR.swapaxes(1, 2), u)[:, rows, columns]

    # Implicit part: c' m_a + <D_a C, F> + D_a log|C|, which vanishes as the number of points grows.
    f_u = np.matmul(R, Lambda) - u
    c = np.matmul(pi[:, None, :], f_u)[:, 0]
    F = np.matmul((pi[:, :, None] * f_u).swapaxes(1, 2), np.broadcast_to(t, (n, *t.shape)))
    # D_a C = -C Phi(E_a)' with E_a = L^-1 A_a L^-T, Phi = lower triangle with half the diagonal, and
    # D_a log|C| = -tr E_a / 2:  together <A_a, G> for the symmetric G below.
    phi = np.tril(np.ones((q, q))) - 0.5 * np.eye(q)
    K = -np.matmul(C.swapaxes(1, 2), F).swapaxes(1, 2) * phi - 0.5 * np.eye(q)
    G = np.matmul(np.matmul(C, K), L_inv)
    G = (G + G.swapaxes(1, 2)) / 2
    # A_a = Lambda_a' S Lambda + Lambda' S Lambda_a + Lambda' (sum_j z z' V' D_a eta_h) Lambda
    MG = np.matmul(M, G)
    on_eta = (
        V_h * (1 - 2 * p_h) * (MG * M).sum(-1)
    )  # multiplies D_a eta_h = x_a + z'(Lambda_a m + Lambda m_a)
    on_m = c + np.matmul(on_eta[:, None, :], M)[:, 0]  # multiplies m_a
    # A m_a = Lambda_a' Z' r_h - Lambda' Z' V (x_a + z' Lambda_a m)
    h = np.linalg.solve(A, on_m[:, :, None])[:, :, 0]
    Zr = np.matmul((a - N * p_h)[:, None, :], Z)[:, 0]
    on_eta = on_eta - V_h * np.matmul(M, h[:, :, None])[:, :, 0]
    score[:, :P] += np.matmul(on_eta[:, None, :], X)[:, 0]
    on_Lambda = (
        Zr[:, :, None] * h[:, None, :] + np.matmul(on_eta[:, None, :], Z)[:, 0, :, None] * m[:, None, :]
    )
    on_Lambda = on_Lambda + 2 * np.matmul(S @ Lambda, G)
    score[:, P:] += on_Lambda[:, rows, columns]
    return value, score


class VectorTwoLevel:
    """The log-likelihood of clusters with q correlated random effects."""

    scalar_theta: tuple[int, ...] = ()
    slack = 0.0
    enough = TOLERANCE

    def __init__(self, clusters: Clusters, points: int, modes: list[np.ndarray] | None = None) -> None:
        self.clusters, self.points = clusters, points
        q = clusters.n_random
        self.n_fixed, self.n_theta = clusters.n_fixed, q * (q + 1) // 2
        self.rule = product_rule(points, q)
        self.method = message("quadrature-per-effect", points=points) if points > 1 else method_name(points)
        self.modes = modes or [np.zeros((b.frequency.size, q)) for b in clusters.blocks]
        self._secant = SecantHessian()

    def _blocks(self, psi: np.ndarray):  # type: ignore[no-untyped-def]
        q = self.clusters.n_random
        Lambda = np.zeros((q, q), dtype=psi.dtype)
        Lambda[lower_indices(q)] = psi[self.n_fixed :]
        for mode, block in zip(self.modes, self.clusters.blocks, strict=True):
            for part, piece in block.slices(self.rule.t.shape[0]):
                value, score = cluster_scores(piece, psi[: self.n_fixed], Lambda, mode[part], self.rule)
                yield piece, value, score

    def value_and_gradient(self, psi: np.ndarray) -> tuple[complex, np.ndarray]:
        """Value and exact gradient; psi may be complex."""
        value, gradient = 0.0, np.zeros(psi.size)
        for piece, v, s in self._blocks(psi):
            value = value + piece.frequency @ v
            gradient = gradient + piece.frequency @ s
        return value, gradient

    def __call__(self, psi: np.ndarray, order: int) -> tuple[float, np.ndarray | None, np.ndarray | None]:
        value, gradient = self.value_and_gradient(psi)
        if order == 0:
            return float(value.real), None, None
        hessian = self._secant.update(self.exact_hessian, psi, gradient) if order > 1 else None
        return float(value.real), gradient, hessian

    def exact_hessian(self, psi: np.ndarray) -> np.ndarray:
        """The Hessian of the approximation, by complex steps."""
        return complex_step_hessian(self, psi)

    def scores(self, psi: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        out = np.empty((self.clusters.n_patterns, psi.size))
        for piece, _, score in self._blocks(psi):
            out[piece.pattern] = score
        return out, self.clusters.frequency

    def information(self, psi: np.ndarray) -> np.ndarray:
        """Linearised information on the fixed effects of each unit of :meth:`scores`, (units, P, P)."""
        P, q = self.n_fixed, self.clusters.n_random
        Lambda = np.zeros((q, q))
        Lambda[lower_indices(q)] = psi[P:]
        out = np.empty((self.clusters.n_patterns, P, P))
        for block in self.clusters.blocks:
            out[block.pattern] = cluster_information(block, block.X, psi[:P], block.Z, Lambda)
        return out

    def conditional(self, psi: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Conditional modes and standard errors of b = Lambda u, (patterns, q) each."""
        q = self.clusters.n_random
        Lambda = np.zeros((q, q))
        Lambda[lower_indices(q)] = psi[self.n_fixed :]
        mode, se = np.empty((2, self.clusters.n_patterns, q))
        for u, block in zip(self.modes, self.clusters.blocks, strict=True):
            zeta, M = block.X @ psi[: self.n_fixed] + block.offset, block.Z @ Lambda
            u[:] = modes(block, zeta, M, u)
            _, pq, _ = logistic(zeta + np.matmul(M, u[:, :, None])[:, :, 0])
            A = np.eye(q) + np.matmul((M * (block.N * pq)[:, :, None]).swapaxes(1, 2), M)
            covariance = Lambda @ np.linalg.inv(A) @ Lambda.T
            mode[block.pattern] = u @ Lambda.T
            se[block.pattern] = np.sqrt(np.diagonal(covariance, axis1=1, axis2=2))
        return mode, se
