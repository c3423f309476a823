"""Which approximation of the integral belongs to which arrangement of random effects."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from voorzorg.statistics.multilevel.likelihood.adaptive.marginal_likelihood import Likelihood, TwoLevel
from voorzorg.statistics.multilevel.likelihood.adaptive.nested import Nested
from voorzorg.statistics.multilevel.likelihood.adaptive.three_level import OUTER
from voorzorg.statistics.multilevel.likelihood.adaptive.vector import VectorTwoLevel
from voorzorg.statistics.multilevel.likelihood.joint.laplace import Effects, Laplace
from voorzorg.statistics.multilevel.likelihood.quadrature import LADDER
from voorzorg.statistics.multilevel.specify.specification import Specification

#: Points per effect tried in turn with q correlated effects: the number of nodes is their q-th power.
VECTOR_LADDER = {2: (7, 11, 17, 25, 35), 3: (5, 9, 13)}


def kind(spec: Specification, points: int | str) -> str:
    """'two-level', 'vector', 'three-level' or 'laplace'.

    Quadrature takes one factor with any random effects, or one effect per cluster nested in one per outer
    cluster.  Crossed factors, correlated effects on one of three levels, and four or more correlated effects
    leave the Laplace approximation, and so does one point with three levels.
    """
    d = spec.data
    if d.crossed or spec.n_random > 3:
        return "laplace"
    if d.outer_name:
        scalar = spec.n_random == 1 and spec.stratum is not None
        return "three-level" if scalar and points != 1 else "laplace"
    return "two-level" if spec.n_random == 1 else "vector"


def ladder(spec: Specification, points: int | str) -> tuple[int, ...]:
    """Numbers of points to go through."""
    which = kind(spec, points)
    if which == "laplace":
        return (1,)
    if points != "auto":
        return (int(points),)
    return VECTOR_LADDER[spec.n_random] if which == "vector" else LADDER


def start_values(spec: Specification, beta: np.ndarray) -> np.ndarray:
    """Conditional coefficients are larger than marginal ones, by about sqrt(1 + 0.35 sigma^2); sigma from
    one.

    Zero would be a bad start for a standard deviation: it is always a stationary point.
    """
    theta = []
    for index, term in enumerate(spec.terms):
        factor = np.eye(term.q) * (1.0 if index == 0 and term.q == 1 else 0.7)
        theta.append(factor.T[np.triu_indices(term.q)])
    return np.r_[beta * np.sqrt(1.35), *theta]


def maker(spec: Specification, points: int | str) -> Callable[[int], Likelihood]:
    """A function from a number of points to the likelihood; conditional modes pass from one to the next."""
    which = kind(spec, points)
    last: list = []
    parts = spec.nested_parts() if which == "three-level" else []

    def make(k: int) -> Likelihood:
        before = last[-1] if last else None
        new: Likelihood
        if which == "laplace":
            new = before or laplace(spec)
        elif which == "three-level":
            outer = OUTER.get(k, k) if points == "auto" or k != points else k
            new = Nested(parts, k, outer, before)
        elif which == "vector":
            new = VectorTwoLevel(spec.clusters, k, before and before.modes)
        else:
            new = TwoLevel(spec.clusters, k, before and before.modes)
        last.append(new)
        return new

    return make


def laplace(spec: Specification) -> Laplace:
    """The joint Laplace approximation of all the model's random effects."""
    d = spec.data
    levels = zip(spec.terms, spec.groups_of_rows, spec.designs_of_rows, spec.group_counts, strict=True)
    effects = [Effects(*level) for level in levels]
    return Laplace(spec.work, d.a, d.N, d.offset, effects)
