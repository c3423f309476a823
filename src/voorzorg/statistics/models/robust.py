"""Sandwich errors of fitted models that do not come out too small in silence.

Over 6 to 20 clusters the plain sandwich rejects 8 to 20 % of true null hypotheses, and it is nought over as
many as there are coefficients. So these are bias-reduced, with Satterthwaite's degrees of
freedom, and there is no interval and no test where clusters are too few for one
(:mod:`voorzorg.statistics.cluster_robust`).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from voorzorg.messages import Message
from voorzorg.statistics.cluster_robust import ClusterRobust, few_clusters


class Errors(NamedTuple):
    """Covariance (p, p), degrees of freedom (p,) of the coefficients, what it is called, and what is said."""

    covariance: np.ndarray
    df: np.ndarray
    kind: str
    notes: tuple[Message, ...] = ()


def without_clusters(covariance: np.ndarray, kind: str, notes: tuple[Message, ...] = ()) -> Errors:
    return Errors(np.asarray(covariance, float), np.full(len(covariance), np.inf), kind, notes)


def unknown(size: int, reason: Message) -> Errors:
    """No errors at all, and why."""
    return Errors(np.full((size, size), np.nan), np.full(size, np.nan), "no", (reason,))


def over_clusters(robust: ClusterRobust, unit: np.ndarray | None = None, first: int = 0) -> Errors:
    """Of the coefficients from ``first`` on, which are those of ``robust`` over ``unit`` (p,)."""
    size = len(robust.covariance)
    df = np.array([robust.df(row) for row in np.eye(size)])[first:]
    reasons = [few_clusters(robust.clusters, one) for one in df]
    covariance = robust.covariance[first:, first:]
    if unit is not None:
        covariance = covariance / np.outer(unit, unit)
    told = tuple(dict.fromkeys(reason for reason in reasons if reason is not None))
    # Clusters that alone determine a coefficient leave no error, which is not an error of nought.
    gone = ~(df >= 1 - 1e-9) | (robust.clusters <= size)
    covariance = np.where(gone[:, None] | gone, np.nan, covariance)
    df = np.where([reason is None for reason in reasons], df, np.nan)
    return Errors(covariance, df, "bias-reduced cluster", told[:1])
