"""The log-likelihood of all clusters as one function of psi = (gamma, theta), for the optimiser."""

from __future__ import annotations

from typing import Protocol

import numpy as np

from voorzorg.messages import Message, message
from voorzorg.statistics.multilevel.likelihood.adaptive.two_level import cluster_terms
from voorzorg.statistics.multilevel.likelihood.blocks import Clusters
from voorzorg.statistics.multilevel.likelihood.linearised import cluster_information
from voorzorg.statistics.multilevel.likelihood.quadrature import TOLERANCE, gauss_hermite


class Likelihood(Protocol):
    """What every engine offers.  ``theta`` are the elements of the relative covariance factor Lambda."""

    n_fixed: int
    n_theta: int
    scalar_theta: tuple[int, ...]  #: which theta are standard deviations of scalar effects (of either sign)
    points: int
    method: Message
    slack: float  #: how far value and gradient may disagree (in log-likelihood)
    enough: float  #: the number of points is enough when the next rung moves the log-likelihood by less

    def __call__(self, psi: np.ndarray, order: int) -> tuple[float, np.ndarray | None, np.ndarray | None]: ...

    def scores(self, psi: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Independent units' scores (units, parameters), and how often each unit occurs."""
        ...

    def information(self, psi: np.ndarray) -> np.ndarray:
        """Linearised information on the fixed effects of each unit, (units, P, P)."""
        ...


def method_name(points: int) -> Message:
    """The approximation in words."""
    if points == 1:
        return message("laplace-approximation")
    return message("adaptive-quadrature", points=points)


class TwoLevel:
    """One scalar random effect per cluster; modes are kept between calls (warm starts)."""

    n_theta = 1
    scalar_theta: tuple[int, ...] = (0,)
    slack = 0.0
    enough = TOLERANCE

    def __init__(self, clusters: Clusters, points: int, modes: list[np.ndarray] | None = None) -> None:
        self.clusters = clusters
        self.points = points
        self.rule = gauss_hermite(points)
        self.n_fixed = clusters.n_fixed
        self.method = method_name(points)
        #: Scores of the patterns and their frequencies where derivatives were asked for last.
        self.last: tuple[np.ndarray, np.ndarray] = (np.zeros((0, 0)), np.zeros(0))
        self.modes = modes or [np.zeros(block.frequency.size) for block in clusters.blocks]

    def __call__(self, psi: np.ndarray, order: int) -> tuple[float, np.ndarray | None, np.ndarray | None]:
        Q = psi.size
        value, hessian = 0.0, np.zeros((Q, Q))
        scores = np.empty((self.clusters.n_patterns, Q)) if order > 0 else None
        for modes, block in zip(self.modes, self.clusters.blocks, strict=True):
            for part, piece in block.slices(self.points):
                terms = cluster_terms(piece, psi, modes[part], self.rule, order)
                value += float(piece.frequency @ terms.value)
                if scores is not None and terms.score is not None:
                    scores[piece.pattern] = terms.score
                if terms.hessian is not None:
                    hessian += terms.hessian[0]
        if scores is None:
            return value, None, None
        self.last = scores, self.clusters.frequency
        return value, self.clusters.frequency @ scores, hessian if order > 1 else None

    def scores(self, psi: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        out = np.empty((self.clusters.n_patterns, psi.size))
        for modes, block in zip(self.modes, self.clusters.blocks, strict=True):
            for part, piece in block.slices(self.points):
                terms = cluster_terms(piece, psi, modes[part], self.rule, 1)
                assert terms.score is not None
                out[piece.pattern] = terms.score
        return out, self.clusters.frequency

    def information(self, psi: np.ndarray) -> np.ndarray:
        """Linearised information on the fixed effects of each unit of :meth:`scores`, (units, P, P)."""
        P = self.n_fixed
        out = np.empty((self.clusters.n_patterns, P, P))
        for block in self.clusters.blocks:
            out[block.pattern] = cluster_information(
                block, block.X, psi[:P], block.Z[:, :, :1], psi[P:].reshape(1, 1)
            )
        return out

    def conditional(self, psi: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Conditional modes and standard errors on the logit scale, (patterns, 1) each."""
        mode, se = np.empty(self.clusters.n_patterns), np.empty(self.clusters.n_patterns)
        sigma = psi[-1]
        for modes, block in zip(self.modes, self.clusters.blocks, strict=True):
            cluster_terms(block, psi, modes, gauss_hermite(1), 0)
            z = block.Z[:, :, 0]
            eta = block.X @ psi[:-1] + block.offset + sigma * z * modes[:, None]
            e = np.exp(-np.abs(eta))
            A = 1 + sigma**2 * (z * z * block.N * e / (1 + e) ** 2).sum(1)
            mode[block.pattern], se[block.pattern] = sigma * modes, abs(sigma) / np.sqrt(A)
        return mode[:, None], se[:, None]
