"""Fit the mixed model for repeated measures, with an order of covariance structures that is fixed
beforehand.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import ArrayLike

from voorzorg.messages import Message, RefusedError, message
from voorzorg.statistics.cluster_robust import ClusterRobust, cluster_robust, sum_within
from voorzorg.statistics.regression.linear import check_rows
from voorzorg.statistics.repeated.mmrm.likelihood import Likelihood
from voorzorg.statistics.repeated.mmrm.moments import Pattern, patterns_of
from voorzorg.statistics.repeated.mmrm.result import MMRMFit
from voorzorg.statistics.repeated.mmrm.structures import (
    Autoregressive,
    CompoundSymmetry,
    Structure,
    Toeplitz,
    Unstructured,
)
from voorzorg.statistics.within_clusters import Shift

#: Structures in the order in which they are tried; the first that can be estimated is taken.
ORDER: tuple[type[Structure], ...] = (Unstructured, Toeplitz, Autoregressive, CompoundSymmetry)
#: Why a structure was not taken.
UNESTIMABLE = message("mmrm-few-pairs")
NO_MAXIMUM = message("mmrm-no-maximum")
_AT_ONCE = 4096  # persons whose products are held in memory


def fit_mmrm(
    y: ArrayLike,
    X: ArrayLike,
    names: Sequence[str],
    person: ArrayLike,
    wave: ArrayLike,
    group: ArrayLike | None = None,
    order: Sequence[type[Structure]] = ORDER,
) -> MMRMFit:
    """Restricted maximum likelihood for y (n,) on X (n, p) of persons (n,) at waves (n,), any sortable
    labels.

    ``group`` (n,) gives each of its levels (an arm) a covariance matrix of its own. ``order`` are the
    structures tried one after another. Raises ValueError for missing values, dependent columns, a person
    twice in a wave or in two groups, fewer than two waves, and where no structure could be estimated.
    """
    outcome, design = check_rows(y, X, names)
    n, p = design.shape
    people, index = np.unique(np.asarray(person), return_inverse=True)
    waves, at = np.unique(np.asarray(wave), return_inverse=True)
    index, at = index.reshape(-1), at.reshape(-1)
    if len(index) != n or len(at) != n:
        raise ValueError("person and wave must have one label per row")
    if len(waves) < 2:
        raise ValueError("repeated measures need two waves or more")
    if len(np.unique(index * len(waves) + at)) < n:
        raise ValueError("a person has more than one row in a wave")
    labels, of_person = _groups(group, index, len(people))
    if n - p < 2:
        raise ValueError("too few rows for a mixed model")
    patterns = patterns_of(np.column_stack([design, outcome]), index, at, of_person)
    start = _start(outcome, design, index, at, len(people))
    refused: list[tuple[str, Message]] = []
    for kind in order:
        structure = kind(len(waves))
        if kind is Unstructured and not _pairs(patterns, len(waves), len(labels)):
            refused.append((structure.name, UNESTIMABLE))
            continue
        likelihood = Likelihood(patterns, structure, len(labels), n, p)
        point, found = likelihood.maximise(np.tile(structure.start(start), len(labels)))
        if found and point is not None:
            return MMRMFit(
                tuple(names), structure.name, labels, tuple(refused), len(people), likelihood, point
            )
        refused.append((structure.name, NO_MAXIMUM))
    raise RefusedError(message("mmrm-no-structure", reason=refused[-1][1]))


def clustered(
    fit: MMRMFit, y: ArrayLike, X: ArrayLike, person: ArrayLike, wave: ArrayLike, cluster: ArrayLike
) -> ClusterRobust:
    """Sandwich of the fixed effects for persons who share clusters, labels (n,); one covariance for all
    persons.

    The model's V stays the working covariance of a person's waves; persons of one cluster may be related in
    any way. Raises ValueError where a person is in two clusters.
    """
    if len(fit.groups) > 1:
        raise ValueError("clusters and a covariance per group do not go together")
    outcome, design = np.asarray(y, float), np.asarray(X, float)
    _, index = np.unique(np.asarray(person), return_inverse=True)
    _, at = np.unique(np.asarray(wave), return_inverse=True)
    index, at = index.reshape(-1), at.reshape(-1)
    labels, of_person = _groups(cluster, index, fit.persons)
    p, (V,) = design.shape[1], fit.covariances
    scores, information = np.zeros((len(labels), p)), np.zeros((len(labels), p, p))
    residual = outcome - design @ fit.coefficients
    both = np.column_stack([design, residual])
    for waves, persons, rows in _by_waves(index, at, len(V)):
        inverse = np.linalg.inv(V[np.ix_(waves, waves)])
        for some in np.array_split(np.arange(len(persons)), len(persons) // _AT_ONCE + 1):
            M = both[rows[some]]
            products = M[:, :, :p].transpose(0, 2, 1) @ inverse @ M
            np.add.at(scores, of_person[persons[some]], products[:, :, p])
            np.add.at(information, of_person[persons[some]], products[:, :, :p])
    return cluster_robust(scores, information, _shift(V, design, residual, index, at, of_person))


def _by_waves(
    person: np.ndarray, wave: np.ndarray, waves: int
) -> Iterator[tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """For every set of waves (s,) the persons (c,) observed in just those, and their rows (c, s)."""
    row = np.full((int(person.max()) + 1, waves), -1)
    row[person, wave] = np.arange(len(person))
    sets, kind = np.unique(row >= 0, axis=0, return_inverse=True)
    for number, observed in enumerate(sets):
        persons = np.flatnonzero(kind.reshape(-1) == number)
        yield np.flatnonzero(observed), persons, row[persons][:, observed]


def _shift(
    V: np.ndarray, X: np.ndarray, residual: np.ndarray, person: np.ndarray, wave: np.ndarray, of: np.ndarray
) -> Shift:
    """What persons of one cluster (p,) share: a number added to all waves of all of them."""
    observed = np.zeros((len(of), len(V)), bool)
    observed[person, wave] = True
    weight = np.zeros(observed.shape)
    for waves in np.unique(observed, axis=0):
        here = np.flatnonzero((observed == waves).all(axis=1))
        at = np.flatnonzero(waves)
        weight[np.ix_(here, at)] = np.linalg.solve(V[np.ix_(at, at)], np.ones(len(at)))
    own = weight[person, wave]
    sums = sum_within(np.column_stack([X * own[:, None], own, own * residual]), of[person])
    persons = sum_within(np.column_stack([own, own * residual]), person)
    own_squares, squares = (persons**2).sum(axis=0)
    return Shift(sums[:, :-2], sums[:, -2], sums[:, -1], float(squares), float(own_squares))


def _groups(group: ArrayLike | None, person: np.ndarray, persons: int) -> tuple[tuple[str, ...], np.ndarray]:
    """Labels of the covariance groups, and each person's group from 0."""
    if group is None:
        return ("all",), np.zeros(persons, int)
    labels, codes = np.unique(np.asarray(group), return_inverse=True)
    codes = codes.reshape(-1)
    of_person = np.empty(persons, int)
    of_person[person] = codes
    if (of_person[person] != codes).any():
        raise ValueError("a person belongs to more than one group")
    return tuple(map(str, labels)), of_person


def _pairs(patterns: list[Pattern], m: int, groups: int) -> bool:
    """Every two waves were observed together in more persons than there are waves, in every group."""
    together = np.zeros((groups, m, m))
    for pattern in patterns:
        together[pattern.group][np.ix_(pattern.waves, pattern.waves)] += pattern.persons
    return bool(together.min() > m)


def _start(y: np.ndarray, X: np.ndarray, person: np.ndarray, wave: np.ndarray, persons: int) -> np.ndarray:
    """A positive definite matrix from the least-squares residuals: each element from those who have both
    waves.
    """
    residual = y - X @ np.linalg.lstsq(X, y, rcond=None)[0]
    wide = np.full((persons, int(wave.max()) + 1), np.nan)
    wide[person, wave] = residual
    there = np.isfinite(wide).astype(float)
    filled = np.nan_to_num(wide)
    together = there.T @ there
    V = filled.T @ filled / np.maximum(together, 1)
    variance = np.maximum(np.diag(V), 1e-8 * max(float(np.diag(V).max()), 1e-300))
    sd = np.sqrt(variance)
    # Shrinking correlations a little makes a matrix from different persons positive definite, or nearly so.
    R = np.where(together > 1, V / np.outer(sd, sd), 0.0) * 0.95
    np.fill_diagonal(R, 1.0)
    values, vectors = np.linalg.eigh(R)
    R = (vectors * np.maximum(values, 0.02)) @ vectors.T
    R /= np.sqrt(np.outer(np.diag(R), np.diag(R)))
    return R * np.outer(sd, sd)
