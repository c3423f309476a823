"""Complementary suppression in tables of categories: no hidden cell may follow from those shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np


def hide(cells: Mapping[str, float], minimum: int) -> set[str]:
    """Categories of one arm to hide when their total is known.

    Small cells, then the smallest of the rest until at least two are hidden and together reach the minimum.
    """
    hidden = {key for key, count in cells.items() if count < minimum}
    if not hidden:
        return hidden
    rest = sorted((key for key in cells if key not in hidden), key=lambda key: (cells[key], str(key)))
    while rest and (len(hidden) < 2 or sum(cells[key] for key in hidden) < minimum):
        hidden.add(rest.pop(0))
    return hidden


def thresholds(cells: Sequence[Mapping[int, float]], hidden: set[int], minimum: int) -> set[int]:
    """Which shares of 'at least k' may be shown beside exact counts, of which ``hidden`` are not.

    ``cells`` holds the exact counts of every arm by k. Two shown thresholds give the sum of the cells between
    them; that may not single out a small hidden cell in any arm.
    """
    keys = sorted(cells[0]) if cells else []
    if not keys:
        return set()

    def safe(low: int, high: float) -> bool:
        inside = [k for k in keys if low <= k < high and k in hidden]
        for arm in cells:
            small = any(arm[k] < minimum for k in inside)
            if small and (len(inside) < 2 or sum(arm[k] for k in inside) < minimum):
                return False
        return True

    shown = [keys[0]]
    for k in keys[1:]:
        if safe(shown[-1], k):
            shown.append(k)
    while len(shown) > 1 and not safe(shown[-1], float("inf")):
        shown.pop()
    return set(shown)


def determined(equations: np.ndarray, cell: int) -> bool:
    """Whether linear equations (rows over hidden cells) fix the value of one cell."""
    if equations.size == 0:
        return False
    unit = np.zeros(equations.shape[1])
    unit[cell] = 1.0
    rank = np.linalg.matrix_rank(equations)
    return bool(np.linalg.matrix_rank(np.vstack([equations, unit])) == rank)


def patterns_leak(hidden: Mapping[str, float], waves: list[bool], minimum: int) -> bool:
    """Whether numbers measured per wave (shown where ``waves`` is true) tell a hidden pattern's count.

    Each shown wave gives the sum of the hidden patterns that have a 1 there; with the total that also gives
    the sum of those with a 0.
    """
    keys = list(hidden)
    if not keys:
        return False
    counts = np.array([hidden[key] for key in keys])
    rows = [np.ones(len(keys))]
    for place, shown in enumerate(waves):
        if shown:
            rows.append(np.array([float(key[place] == "1") for key in keys]))
    equations = np.vstack(rows)
    for row in rows:
        for part in (row, 1 - row):
            total = float(part @ counts)
            if 0 < total < minimum:
                return True
    return any(counts[i] < minimum and determined(equations, i) for i in range(len(keys)))
