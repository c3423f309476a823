"""The marginal likelihood of clusters with one scalar random effect, by adaptive quadrature.

For cluster i, eta_jk = x_j' beta + o_j + sigma z_j u_k at node u_k = m + tau t_k (see ``quadrature``):

    log L_i = log tau + log sum_k omega_k exp f(u_k)

The mode m and the scale tau depend on psi = (beta, sigma) too, so the exact derivatives of this
*approximation* (the thing that is maximised, Laplace included) follow the nodes.  With pi_k the normalised
weights of the nodes and D the total derivative,

    D_a log L  = D_a log tau + sum_k pi_k D_a f_k
    D_ab log L = D_ab log tau + sum_k pi_k D_ab f_k + Cov_pi(D_a f_k, D_b f_k)

Notation in the code: a trailing ``_h`` is "at the mode" (hat); arrays over clusters, rows, nodes and
parameters have axes n, J, K, Q = P + 1; r = l', V = -l'', and b_k = sigma u_k = mu + s t_k is the effect on
the logit scale.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from voorzorg.statistics.multilevel.likelihood.adaptive.modes import conditional_modes
from voorzorg.statistics.multilevel.likelihood.binomial import logistic
from voorzorg.statistics.multilevel.likelihood.blocks import Block
from voorzorg.statistics.multilevel.likelihood.quadrature import Rule


class ClusterTerms(NamedTuple):
    """Log-likelihoods (n,), scores (n, Q), and the Hessian summed with the frequencies: (replicates, Q,
    Q)."""

    value: np.ndarray
    score: np.ndarray | None
    hessian: np.ndarray | None


def rows_sum(z: np.ndarray, r: np.ndarray) -> np.ndarray:
    """sum_j z_j r_jk: (n, J), (n, J, K) -> (n, K)."""
    return np.matmul(z[:, None, :], r)[:, 0]


def gram(left: np.ndarray, right: np.ndarray, replicates: int = 1) -> np.ndarray:
    """Outer products of two arrays with parameters last, summed over the rest within each replicate."""
    Q = left.shape[-1]
    return np.matmul(left.reshape(replicates, -1, Q).swapaxes(1, 2), right.reshape(replicates, -1, Q))


def cluster_terms(
    block: Block, psi: np.ndarray, mode: np.ndarray, rule: Rule, order: int, replicates: int = 1
) -> ClusterTerms:
    """Evaluate a block; ``mode`` (n,) is the starting value of the conditional modes and is updated in place.

    ``order`` 0 gives the value only, 1 adds the scores, 2 the Hessian.  ``psi`` is (Q,), or (n, Q) with the
    parameters of each cluster's own replicate: then the clusters of a replicate follow one another, equally
    many.
    """
    X, z, a, N = block.X, block.Z[:, :, 0], block.a, block.N
    n, _, P = X.shape
    sigma = np.broadcast_to(psi[..., P], (n,))
    zeta = np.matmul(X, psi[..., :P, None])[:, :, 0] + block.offset
    sz = sigma[:, None] * z
    mode[:] = m = conditional_modes(zeta, sz, a, N, mode)

    eta_h = zeta + sz * m[:, None]
    p_h, pq_h, _ = logistic(eta_h)
    V_h = N * pq_h
    S2 = (z * z * V_h).sum(1)
    A = 1.0 + sigma * sigma * S2  # -f''(m)
    tau = A**-0.5

    t = rule.t
    u = m[:, None] + tau[:, None] * t
    eta = zeta[:, :, None] + sz[:, :, None] * u[:, None, :]
    p, pq, softplus = logistic(eta)
    f = (a * zeta).sum(1)[:, None] + u * (a * sz).sum(1)[:, None] - rows_sum(N, softplus) - u * u / 2
    g = f + rule.log_omega
    top = g.max(axis=1, keepdims=True)
    weight = np.exp(g - top)
    total = weight.sum(axis=1, keepdims=True)
    value = np.log(tau) + np.log(total[:, 0]) + top[:, 0]
    if order == 0:
        return ClusterTerms(value, None, None)
    pi = weight / total

    # How the nodes move: m_a from f'(m) = 0, then A_a, (log tau)_a, and mu = sigma m, s = sigma tau.
    Q, S = P + 1, P  # the last parameter is sigma
    zV_h = z * V_h
    m_a = np.empty((n, Q))
    m_a[:, :P] = -sigma[:, None] * np.matmul(zV_h[:, None, :], X)[:, 0]
    m_a[:, S] = (z * (a - N * p_h)).sum(1) - sigma * m * S2
    m_a /= A[:, None]
    mu_a = sigma[:, None] * m_a
    mu_a[:, S] += m
    eta_a = z[:, :, None] * mu_a[:, None, :]  # (n, J, Q) total derivative of eta at the mode
    eta_a[:, :, :P] += X
    V1_h = V_h * (1.0 - 2.0 * p_h)
    A_a = np.matmul((sz * sz * V1_h)[:, None, :], eta_a)[:, 0]
    A_a[:, S] += 2.0 * sigma * S2
    lam_a = -0.5 * A_a / A[:, None]  # log tau
    tau_a = tau[:, None] * lam_a
    s_a = sigma[:, None] * tau_a
    s_a[:, S] += tau

    # Scores.
    r = a[:, :, None] - N[:, :, None] * p
    R = rows_sum(z, r)
    # D_a f_k = sum_j r x_a + R D_a b_k - u D_a u_k, with D_a b_k = mu_a + s_a t and D_a u_k = m_a + tau_a t
    moving = np.stack([mu_a, s_a, m_a, tau_a], axis=1)  # (n, 4, Q)
    df = np.matmul(np.stack([R, R * t, -u, -u * t], axis=2), moving)
    df[:, :, :P] += np.matmul(r.swapaxes(1, 2), X)
    mean = np.matmul(pi[:, None, :], df)[:, 0]
    score = lam_a + mean
    if order == 1:
        return ClusterTerms(value, score, None)

    # Hessian, term by term; every term is summed over clusters with the frequencies c.
    c = block.frequency
    c_pi = c[:, None] * pi

    def sum_of_squares(x: np.ndarray, y: np.ndarray) -> np.ndarray:
        return gram(x, y, replicates)

    def add_edge(edge: np.ndarray) -> None:
        """Add a term [a = sigma] e_b + [b = sigma] e_a with e (n, Q) per cluster."""
        total = edge.reshape(replicates, -1, Q).sum(axis=1)
        H[:, S] += total
        H[:, :, S] += total

    H = sum_of_squares(df * c_pi[:, :, None], df) - sum_of_squares(
        mean * c[:, None], mean
    )  # Cov_pi(D_a f, D_b f)

    # sum_k pi_k D_ab f_k, first part: -V (D_a eta)(D_b eta), with D_a eta = eta_a + z s_a t
    V = N[:, :, None] * pq
    V0 = np.matmul(V, c_pi[:, :, None])[:, :, 0]
    V1 = np.matmul(V, (c_pi * t)[:, :, None])[:, :, 0]
    V2 = np.matmul(V, (c_pi * t * t)[:, :, None])[:, :, 0]
    cross = sum_of_squares(np.matmul((z * V1)[:, None, :], eta_a)[:, 0], s_a)
    H -= sum_of_squares(eta_a * V0[:, :, None], eta_a) + cross + cross.swapaxes(1, 2)
    H -= sum_of_squares(s_a * (z * z * V2).sum(1)[:, None], s_a)
    # second part: the prior, -(D_a u)(D_b u)
    T1, T2 = c_pi @ t, c_pi @ (t * t)
    cross = sum_of_squares(m_a * T1[:, None], tau_a)
    H -= sum_of_squares(m_a * c[:, None], m_a) + cross + cross.swapaxes(1, 2)
    H -= sum_of_squares(tau_a * T2[:, None], tau_a)
    # third part: R_k D_ab b_k - u_k D_ab u_k
    #             = (sigma R_k - u_k) D_ab u_k + R_k ([a = sigma] D_b u_k + [b = sigma] D_a u_k)
    R0, R1 = (c_pi * R).sum(1), (c_pi * R * t).sum(1)
    add_edge(R0[:, None] * m_a + R1[:, None] * tau_a)
    f_u = sigma[:, None] * R - u
    on_m = (c_pi * f_u).sum(1)  # multiplies m_ab; both vanish as the number of points grows
    on_lam = c + tau * (c_pi * f_u * t).sum(1)  # multiplies (log tau)_ab
    # tau_ab = tau (lam_ab + lam_a lam_b), lam_ab = -A_ab / 2A + 2 lam_a lam_b
    H += sum_of_squares(lam_a * (3.0 * on_lam - c)[:, None], lam_a)
    on_A = -0.5 * on_lam / A
    # A_ab = sigma^2 sum_j z^2 (V'' eta_a eta_b + V' z mu_ab)
    #        + [a = sigma] 2 sigma sum_j z^2 V' eta_b + [b = sigma] ... + [a = b = sigma] 2 sum_j z^2 V,
    # mu_ab = sigma m_ab + [a = sigma] m_b + [b = sigma] m_a
    V2_h = V_h * (1.0 - 6.0 * pq_h)
    on_mu = on_A * (sz * sz * z * V1_h).sum(1)
    on_m = (on_m + on_mu * sigma) / A
    # A m_ab = -sigma sum_j z V' eta_a eta_b - [a = sigma] (sum_j z V eta_b + sigma S2 m_b) - [b = sigma] ...
    row = on_A[:, None] * (sz * sz * V2_h) - on_m[:, None] * (sz * V1_h)
    H += sum_of_squares(eta_a * row[:, :, None], eta_a)
    row = 2.0 * on_A[:, None] * (sz * z * V1_h) - on_m[:, None] * zV_h
    add_edge(np.matmul(row[:, None, :], eta_a)[:, 0] + (on_mu - on_m * sigma * S2)[:, None] * m_a)
    H[:, S, S] += 2.0 * (on_A * S2).reshape(replicates, -1).sum(axis=1)
    return ClusterTerms(value, score, H)
