"""Complementary suppression in tables of categories: no hidden cell may follow from those shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence


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


def hide_everywhere(
    tables: Iterable[Mapping[str, float]], minimum: int, gone: Iterable[str] = ()
) -> set[str]:
    """Categories to hide in each of the arms, whose sum over arms is known too; ``gone`` are hidden already.

    In every arm at least two are hidden and together reach the minimum.
    """
    tables = list(tables)
    hidden = set(gone).union(*(hide(cells, minimum) for cells in tables))
    while True:
        grown = set(hidden)
        for cells in tables:
            inside = {key: count for key, count in cells.items() if key in grown}
            rest = sorted((key for key in cells if key not in grown), key=lambda key: (cells[key], str(key)))
            while grown and rest and (len(inside) < 2 or sum(inside.values()) < minimum):
                inside[rest[0]] = cells[rest[0]]
                grown.add(rest.pop(0))
        if grown == hidden:
            return hidden
        hidden = grown


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
