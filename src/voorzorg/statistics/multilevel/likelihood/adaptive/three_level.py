"""Rows in clusters in outer clusters (waves in women in sites), by nested adaptive quadrature.

For outer cluster s with effect sigma2 v and its clusters i with effects sigma1 u, acting on row j by z1_j and
z2_j (ones for random intercepts),

    L_s    = int phi(v) prod_i I_i(v) dv
    I_i(v) = int phi(u) prod_j p(y_ij | x_j' beta + sigma2 z2_j v + sigma1 z1_j u) du

Both integrals are adaptive (Rabe-Hesketh, Skrondal & Pickles 2005, J Econometrics 128:301): the nodes in v
sit around the mode of  h_s(v) = sum_i log I_i(v) - v^2 / 2,  and at each of them the nodes in u around the
mode of the cluster's integrand.  Derivatives hold the nodes where they are, so they are those of a finite
mixture over nodes (Louis 1982, JRSS B 44:226) and right to within the error of the quadrature; the number
of points is raised until that is negligible.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from voorzorg.messages import message
from voorzorg.statistics.multilevel.likelihood.adaptive.modes import conditional_modes
from voorzorg.statistics.multilevel.likelihood.adaptive.two_level import gram, rows_sum
from voorzorg.statistics.multilevel.likelihood.binomial import logistic
from voorzorg.statistics.multilevel.likelihood.blocks import Block, Clusters
from voorzorg.statistics.multilevel.likelihood.linearised import cluster_information
from voorzorg.statistics.multilevel.likelihood.quadrature import gauss_hermite

#: Outer points that go with each number of inner points when both are chosen automatically: an outer cluster
#: holds many rows, so its integrand is closer to a normal density.
OUTER = {5: 5, 9: 7, 15: 9, 25: 13, 41: 21, 61: 35, 101: 61, 151: 101, 221: 101}


#: Steps below which a mode is near enough, before the last one is taken: Newton's method squares the error,
#: and nodes may sit a little beside the mode.
MODE_TOLERANCE = 1e-4
#: What may be held of one evaluation's nodes.
HELD_BYTES = 150_000_000


def _centres(
    block: Block, beta: np.ndarray, s1: float, s2: float, v: np.ndarray, start: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Modes and scales (n, K) of the clusters' integrands at the outer nodes ``v`` (n, K)."""
    n, J = block.a.shape
    K = v.shape[1]
    sz1, sz2 = s1 * block.Z[:, :, 0], s2 * block.Z[:, :, 1]
    zeta = block.X @ beta + block.offset
    shifted = (zeta[:, None, :] + sz2[:, None, :] * v[:, :, None]).reshape(n * K, J)
    a, N, sz1 = (np.repeat(x, K, axis=0) for x in (block.a, block.N, sz1))
    m = conditional_modes(shifted, sz1, a, N, start.ravel(), MODE_TOLERANCE)
    _, pq, _ = logistic(shifted + sz1 * m[:, None])
    tau = (1.0 + (sz1**2 * N * pq).sum(1)) ** -0.5
    return m.reshape(n, K), tau.reshape(n, K)


class _Nodes:
    """A piece of a block at all combinations of nodes, (n, K L): values, posterior weights within k, and
    rows."""

    def __init__(self, block: Block, beta: np.ndarray, s1: float, s2: float, v: np.ndarray, mode: np.ndarray,
                 tau: np.ndarray, points: int) -> None:  # fmt: skip
        rule = gauss_hermite(points)
        a, N = block.a, block.N
        n = len(a)
        K, L = v.shape[1], points
        sz1, sz2 = s1 * block.Z[:, :, 0], s2 * block.Z[:, :, 1]
        zeta = block.X @ beta + block.offset
        self.u = (mode[:, :, None] + tau[:, :, None] * rule.t).reshape(n, K * L)
        self.v = np.repeat(v, L, axis=1)
        eta = zeta[:, :, None] + sz1[:, :, None] * self.u[:, None, :] + sz2[:, :, None] * self.v[:, None, :]
        self.p, self.pq, softplus = logistic(eta)
        f = (a * zeta).sum(1)[:, None] + (a * sz1).sum(1)[:, None] * self.u - self.u**2 / 2
        f += (a * sz2).sum(1)[:, None] * self.v - rows_sum(N, softplus)
        g = f.reshape(n, K, L) + rule.log_omega
        top = g.max(axis=2, keepdims=True)
        weight = np.exp(g - top)
        total = weight.sum(axis=2, keepdims=True)
        self.log_I = np.log(tau) + np.log(total[:, :, 0]) + top[:, :, 0]
        self.pi = weight / total  # (n, K, L)
        self.r = a[:, :, None] - N[:, :, None] * self.p
        self.R1, self.R2 = (rows_sum(block.Z[:, :, j], self.r) for j in (0, 1))  # (n, K L)


class ThreeLevel:
    """The log-likelihood of outer clusters; psi = (gamma, sigma of clusters, sigma of outer clusters)."""

    n_theta = 2
    scalar_theta: tuple[int, ...] = (0, 1)
    slack = 1e-5  # the gradient holds the nodes
    enough = 1e-4  # nodes are dear here; standard errors and tests move by less than their third digit

    def __init__(
        self, clusters: Clusters, points: int, outer_points: int, warm: ThreeLevel | None = None
    ) -> None:
        self.clusters, self.points, self.outer_points = clusters, points, outer_points
        self.n_fixed = clusters.n_fixed
        self.method = message("nested-quadrature", points=points, outer=outer_points)
        self.n_outer = 1 + max(int(block.outer.max()) for block in clusters.blocks)
        self.centre: np.ndarray = np.zeros(self.n_outer) if warm is None else warm.centre
        #: Scores and frequencies where derivatives were asked for last.
        self.last: tuple[np.ndarray, np.ndarray] = (np.zeros((0, 0)), np.zeros(0))
        self.modes = [np.zeros((b.frequency.size, outer_points)) for b in clusters.blocks]
        self.centre_modes = [np.zeros((b.frequency.size, 1)) for b in clusters.blocks]
        cells = points * outer_points * sum(b.a.size for b in clusters.blocks)
        self._fits = 4 * 8 * cells < HELD_BYTES  # p, pq, r and as much again for the rest

    def _pieces(
        self, psi: np.ndarray, v: np.ndarray, modes: list[np.ndarray]
    ) -> Iterator[tuple[Block, _Nodes]]:
        """Evaluate all clusters at the nodes v (outer, K) of their outer clusters."""
        beta, s1, s2 = psi[:-2], psi[-2], psi[-1]
        K = v.shape[1]
        for mode, block in zip(modes, self.clusters.blocks, strict=True):
            for part, many in block.slices(K):  # modes need no nodes: many clusters fit at a time
                mode[part], tau = _centres(many, beta, s1, s2, v[many.outer], mode[part])
                for few, piece in many.slices(K * self.points):
                    at = v[piece.outer]
                    yield piece, _Nodes(piece, beta, s1, s2, at, mode[part][few], tau[few], self.points)

    def _slope(self, psi: np.ndarray, v: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Slope of h_s at v and minus its curvature, (outer,) each."""
        s2 = psi[-1]
        slope, curvature = -v.copy(), np.ones_like(v)
        for piece, node in self._pieces(psi, v[:, None], self.centre_modes):
            c, pi = piece.frequency, node.pi[:, 0]
            z2 = piece.Z[:, :, 1]
            first = (pi * node.R2).sum(1)
            second = (pi * (node.R2**2 - rows_sum(z2 * z2 * piece.N, node.pq))).sum(1) - first**2
            np.add.at(slope, piece.outer, c * s2 * first)
            np.add.at(curvature, piece.outer, -c * s2**2 * second)
        return slope, np.maximum(curvature, 1.0)  # the integrand is log-concave: 1 is the prior's share

    def _adapt(self, psi: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Mode and scale of each outer cluster's integrand: Newton's method on the slope, damped.

        The nodes need not sit at the mode exactly, so there is no reason to be strict.
        """
        v = self.centre
        slope, curvature = self._slope(psi, v)
        fraction = np.ones_like(v)
        for _ in range(30):
            step = fraction * np.clip(slope / curvature, -1.5, 1.5)
            if np.abs(step).max() < 1e-4:
                break
            new_slope, new_curvature = self._slope(psi, v + step)
            worse = np.abs(new_slope) > np.abs(slope) + 1e-6
            fraction = np.where(worse, fraction / 2, 1.0)
            v = np.where(worse, v, v + step)
            slope, curvature = np.where(worse, slope, new_slope), np.where(worse, curvature, new_curvature)
        self.centre = v
        return v, curvature**-0.5

    def __call__(self, psi: np.ndarray, order: int) -> tuple[float, np.ndarray | None, np.ndarray | None]:
        value, scores, hessian = self._evaluate(psi, order)
        if order == 0:
            return value, None, None
        assert scores is not None
        self.last = scores, np.ones(self.n_outer)
        return value, scores.sum(axis=0), hessian

    def scores(self, psi: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        _, scores, _ = self._evaluate(psi, 1)
        assert scores is not None
        return scores, np.ones(self.n_outer)

    def information(self, psi: np.ndarray) -> np.ndarray:
        """Linearised information on the fixed effects of each unit of :meth:`scores`, (units, P, P)."""
        P = self.n_fixed
        inner = np.zeros((self.n_outer, P + 1, P + 1))  # of the fixed effects, and of v beside them
        for block in self.clusters.blocks:
            columns = np.concatenate([block.X, psi[-1] * block.Z[:, :, 1:]], axis=2)
            own = cluster_information(block, columns, psi[:P], block.Z[:, :, :1], psi[P : P + 1, None])
            np.add.at(inner, block.outer, block.frequency[:, None, None] * own)
        edge = inner[:, :P, P]
        return inner[:, :P, :P] - edge[:, :, None] * edge[:, None, :] / (1.0 + inner[:, P, P])[:, None, None]

    def _evaluate(self, psi: np.ndarray, order: int) -> tuple[float, np.ndarray | None, np.ndarray | None]:
        if psi[-1] == 0:  # the integrand is a square of v at most: two nodes are exact, wherever the mode is
            K, m, tau = 2, np.zeros(self.n_outer), np.ones(self.n_outer)
        else:
            K, (m, tau) = self.outer_points, self._adapt(psi)
        rule = gauss_hermite(K)
        v = m[:, None] + tau[:, None] * rule.t
        g = rule.log_omega - v * v / 2
        modes = [mode[:, :K] for mode in self.modes]
        evaluated: Iterable[tuple[Block, _Nodes]] = self._pieces(psi, v, modes)
        if order > 0 and self._fits:
            evaluated = list(evaluated)
        for piece, node in evaluated:
            np.add.at(g, piece.outer, piece.frequency[:, None] * node.log_I)
        top = g.max(axis=1, keepdims=True)
        weight = np.exp(g - top)
        total = weight.sum(axis=1, keepdims=True)
        value = float((np.log(tau) + np.log(total[:, 0]) + top[:, 0]).sum())
        if order == 0:
            return value, None, None
        outer_pi = weight / total  # (outer, K)

        P, Q, L = self.n_fixed, psi.size, self.points
        outer_scores = np.zeros((self.n_outer, K, Q))
        H = np.zeros((Q, Q))
        # Of a large model only a piece is held at a time, and evaluated again.
        for piece, node in evaluated if self._fits else self._pieces(psi, v, modes):
            X, c = piece.X, piece.frequency
            n = c.size
            d = np.empty((n, K * L, Q))  # scores at a node: (sum_j r x, u sum_j z1 r, v sum_j z2 r)
            d[:, :, :P] = np.matmul(node.r.swapaxes(1, 2), X)
            d[:, :, P], d[:, :, P + 1] = node.u * node.R1, node.v * node.R2
            inner = np.matmul(node.pi[:, :, None, :], d.reshape(n, K, L, Q))[:, :, 0]  # (n, K, Q)
            np.add.at(outer_scores, piece.outer, c[:, None, None] * inner)
            if order == 1:
                continue
            on_k = c[:, None] * outer_pi[piece.outer]  # (n, K)
            rho = (on_k[:, :, None] * node.pi).reshape(n, K * L)
            H += gram(d * rho[:, :, None], d)[0] - gram(inner * on_k[:, :, None], inner)[0]
            # minus sum_j V (x, z1 u, z2 v)(x, z1 u, z2 v)'
            V = piece.N[:, :, None] * node.pq
            Z = piece.Z
            moment = [np.matmul(V, w[:, :, None])[:, :, 0] for w in (rho, rho * node.u, rho * node.v)]
            H[:P, :P] -= gram(X * moment[0][:, :, None], X)[0]
            uv = (node.u, node.v)
            for i in (0, 1):
                edge = (Z[:, :, i] * moment[1 + i]).reshape(-1) @ X.reshape(-1, P)
                H[P + i, :P] -= edge
                H[:P, P + i] -= edge
                for j in (0, 1):
                    H[P + i, P + j] -= (rho * rows_sum(Z[:, :, i] * Z[:, :, j], V) * uv[i] * uv[j]).sum()
        mean = np.matmul(outer_pi[:, None, :], outer_scores)[:, 0]
        if order == 1:
            return value, mean, None
        H += gram(outer_scores * outer_pi[:, :, None], outer_scores)[0] - gram(mean, mean)[0]
        return value, mean, H
