"""The attacker: between which values a hidden number lies, given every number that is shown.

A released table is a set of linear facts about hidden counts: each shown number is a sum over some of them,
exact or between two limits where it was rounded. The narrowest range that follows for any other sum of them
is a pair of linear programs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np


class ContradictionError(ValueError):
    """No counts obey every fact, or the facts leave a sum without limit."""


@dataclass(frozen=True)
class Fact:
    """``low <= weights @ counts <= high``: what one shown number says of the hidden counts."""

    weights: np.ndarray
    low: float
    high: float

    @classmethod
    def exact(cls, weights: np.ndarray, value: float) -> Fact:
        return cls(weights, value, value)


def ranges(facts: Sequence[Fact], sums: np.ndarray) -> np.ndarray:
    """Lowest and highest value of each row of ``sums`` over counts of zero or more that obey every fact.

    All programs are solved as one with independent blocks: shape (number of sums, 2).
    """
    from scipy.optimize import linprog
    from scipy.sparse import csr_matrix, identity, kron

    sums = np.atleast_2d(sums)
    blocks = identity(2 * len(sums))
    equal = [fact for fact in facts if fact.low == fact.high]
    within = [fact for fact in facts if fact.low != fact.high]
    given = {}
    if equal:
        given["A_eq"] = kron(blocks, csr_matrix(np.array([fact.weights for fact in equal])))
        given["b_eq"] = np.tile([fact.low for fact in equal], 2 * len(sums))
    if within:
        weights = np.array([fact.weights for fact in within])
        limits = [fact.high for fact in within] + [-fact.low for fact in within]
        given["A_ub"] = kron(blocks, csr_matrix(np.vstack([weights, -weights])))
        given["b_ub"] = np.tile(limits, 2 * len(sums))
    cost = np.vstack([sums, -sums])
    found = linprog(cost.ravel(), bounds=(0, None), method="highs", **given)
    if found.x is None:
        raise ContradictionError(found.message)
    values = (cost * found.x.reshape(cost.shape)).sum(axis=1)
    return np.column_stack([values[: len(sums)], -values[len(sums) :]])


def open_enough(facts: Sequence[Fact], sums: np.ndarray, minimum: int) -> bool:
    """Whether every one of the sums may still have at least half as many different values as ``minimum``.

    Half, since a number rounded to a multiple of the minimum leaves no more where it cannot exceed a total.
    Facts that contradict each other are nothing to reason from: not open.
    """
    if not len(sums):
        return True
    try:
        low, high = ranges(facts, sums).T
    except ContradictionError:
        return False
    values = np.floor(high + 1e-6) - np.ceil(low - 1e-6) + 1
    return bool((values >= minimum / 2).all())
