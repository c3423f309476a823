"""Numbers that stand for no answer although nobody said so: 9 beside 1 to 5, -99 among heights.

The lists are those of SPSS users (9, 99, 999 and their neighbours), Castor (-95 to -99), REDCap (-999 and its
neighbours) and the microdata of the CBS (8 and 9 behind the last category).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

_NINES = (99.0, 98.0, 97.0, 96.0, 95.0, 88.0, 77.0, 66.0)
_MANY_NINES = (
    *(999.0, 998.0, 997.0, 996.0, 995.0, 888.0, 777.0, 666.0),
    *(9999.0, 9998.0, 9997.0, 8888.0, 7777.0),
)
_LONG = (99999.0, 99998.0, 88888.0, 999999.0, 9999999.0, 99.9, 99.99, 999.9, 9.99, 9.9, 999.99, 9999.9)
_SMALL = (6.0, 7.0, 8.0, 9.0)
_BELOW = (-1.0, -2.0, -3.0, -6.0, -7.0, -8.0, -9.0)
_FAR_BELOW = (
    *(-66.0, -77.0, -88.0, -95.0, -96.0, -97.0, -98.0, -99.0),
    *(-666.0, -777.0, -888.0, -995.0, -996.0, -997.0, -998.0, -999.0, -8888.0, -9998.0, -9999.0),
)
CODES = np.array(sorted([*_NINES, *_MANY_NINES, *_LONG, *_SMALL, *_BELOW, *_FAR_BELOW]))
_LARGE = np.array(sorted([*_NINES, *_MANY_NINES, *_LONG]))
_SCALE = 10  # steps of an answering scale, at most
_ENOUGH = 20  # answers before an empty step of a scale says something
_SPIKE = 4  # times as often as other values
_FAR = 3  # times the largest distance among the others
_CBS = (8.0, 9.0)  # behind the last answer of a scale, also where that is 7


@dataclass(frozen=True)
class Suspects:
    """``sure`` are no values; ``ask`` may be: an age of 99, a 7 beside 1 to 5."""

    sure: tuple[float, ...] = ()
    ask: tuple[float, ...] = ()

    @property
    def all(self) -> tuple[float, ...]:
        return tuple(sorted((*self.sure, *self.ask)))


def worth_looking(values: np.ndarray, counts: np.ndarray | None = None) -> bool:
    """A quick no for most columns: no known code is their smallest, their largest, or frequent.

    ``counts`` says how often each occurs, where ``values`` holds each once.
    """
    if not len(values) or np.isnan(values).all():
        return False
    low, high = np.nanmin(values), np.nanmax(values)
    if low in CODES or high in CODES:
        return True
    return any(
        float(np.average(values == nines, weights=counts)) >= 0.05 for nines in (99.0, 999.0, 88.0, 98.0)
    )


def suspects(values: np.ndarray, labelled: tuple[float, ...] = ()) -> Suspects:
    """Codes among numbers that may stand for no answer.

    Parameters
    ----------
    values
        One-dimensional; nan is missing already.
    labelled
        Numbers that have a label which means something: the code book's answers.
    """
    often = pd.Series(values[~np.isnan(values)]).value_counts(sort=False).sort_index()
    return suspects_among(often.index.to_numpy(dtype="float64"), often.to_numpy(), labelled)


def suspects_among(numbers: np.ndarray, counts: np.ndarray, labelled: tuple[float, ...] = ()) -> Suspects:
    """As :func:`suspects`, of distinct numbers in order and how often each occurs."""
    if len(numbers) < 2:
        return Suspects()
    is_code = np.isin(numbers, CODES) & ~np.isin(numbers, labelled)
    rest = numbers[~is_code]
    if not len(rest):
        return Suspects()
    sure: list[float] = []
    ask: list[float] = []
    _below(numbers, is_code, rest, sure, ask)
    _above(numbers, counts, is_code, rest, labelled, sure, ask)
    ask += _beneath(numbers, is_code, rest)
    if np.array_equal(numbers, np.arange(1, 10)) and counts.sum() >= _ENOUGH:
        ask += [value for value in _CBS if value not in labelled]
    if any(value in _LARGE for value in sure):
        ask += _nines_inside(numbers, rest)
    if not sure and not ask:
        ask += _spikes(numbers, counts)
    ask = sorted(set(ask) - set(sure))
    return Suspects(tuple(sorted(sure)), tuple(sorted(ask)))


def _below(
    numbers: np.ndarray, is_code: np.ndarray, rest: np.ndarray, sure: list[float], ask: list[float]
) -> None:
    low, high = float(rest.min()), float(rest.max())
    negative = [float(v) for v in numbers[is_code] if v < 0]
    if not negative:
        return
    if low >= 0:
        turns = set(rest.tolist()) <= {0.0, 1.0} and negative == [-1.0]  # worse, the same, better
        (ask if turns else sure).extend(negative)
        return
    for value in negative:
        if value in _FAR_BELOW and low - value > max(0.5 * (high - low), 3):
            sure.append(value)


def _above(
    numbers: np.ndarray,
    counts: np.ndarray,
    is_code: np.ndarray,
    rest: np.ndarray,
    labelled: tuple[float, ...],
    sure: list[float],
    ask: list[float],
) -> None:
    known = rest[rest >= 0] if (rest >= 0).any() else rest
    low, high = float(known.min()), float(known.max())
    whole = bool((known == np.floor(known)).all())
    total = int(counts.sum())
    for value, count in zip(numbers[is_code].tolist(), counts[is_code].tolist(), strict=True):
        if value <= high:
            continue
        gap = value - high
        if labelled and value > max(labelled) and high <= max(labelled):
            sure.append(value)
        elif sure and sure[-1] > high and value in _SMALL and value - sure[-1] == 1:
            sure.append(value)  # 8 for no answer, 9 for another reason
        elif whole and high - low <= _SCALE and low >= 0:
            if gap <= 1 and value in _SMALL:
                high = value  # the scale goes on
                continue
            full = len(known) >= high - low + 1 - (high > known.max())  # every step of the scale occurs
            beyond = (value in _LARGE and gap > 3 * max(high - low, 3)) or (
                low in (0, 1) and high - low == 1 < gap and len(known) == 2
            )
            behind = value in _SMALL and full and count >= 2 and total >= _ENOUGH
            if beyond or (behind and (gap >= 3 or value >= 8)):
                sure.append(value)
            elif gap > 1:
                ask.append(value)
        elif gap > max(0.5 * (high - low), 3 if whole else 2):
            sure.append(value)
        elif value in _LARGE and gap >= 2 and (count >= 2 or gap > 0.1 * (high - low)):
            ask.append(value)
        elif value not in _SMALL and gap <= 1:
            high = max(high, value)


def _beneath(numbers: np.ndarray, is_code: np.ndarray, rest: np.ndarray) -> list[float]:
    """A 99 among heights in centimetres or incomes: far below all others, and not a nought."""
    low, high = float(rest.min()), float(rest.max())
    if low <= 0 or len(rest) < 8:
        return []
    gap = 0.15 * (high - low)
    return [v for v in numbers[is_code].tolist() if v > 0 and 1.3 * v < low and low - v > gap]


def _nines_inside(numbers: np.ndarray, rest: np.ndarray) -> list[float]:
    """99 or 99.9 within the range of the answers, where 999 or 999.9 stands for no answer already."""
    shorter = {99.0, 99.9, 9.9, 9.99}
    if float(rest.max()) <= 12:
        shorter = {9.9, 9.99}
    return [v for v in numbers.tolist() if v in shorter and v <= float(rest.max())]


def _spikes(numbers: np.ndarray, counts: np.ndarray) -> list[float]:
    """Nines inside the range of the values, but far more frequent than those."""
    if len(numbers) < 8:
        return []
    usual = float(np.median(counts))
    return [
        float(value)
        for value, count in zip(numbers, counts, strict=True)
        if value in _LARGE and count >= max(_SPIKE, _SPIKE * usual)
    ]


def outlying(
    numbers: np.ndarray, counts: np.ndarray, limits: tuple[float, float] | None = None
) -> tuple[float, ...]:
    """Values that are no known code and yet may be none: outside the ``limits`` that the name tells of, far
    from all others, a zero among what is never near it, or a rare one behind yes and no.
    """
    if limits is not None and (odd := numbers[(numbers < limits[0]) | (numbers > limits[1])]).size:
        return tuple(float(v) for v in odd[:6])
    if _nought_far_off(numbers):
        return (0.0,)
    if len(numbers) < 3 or counts.sum() < _ENOUGH:
        return ()
    low, second, before, high = (float(numbers[k]) for k in (0, 1, -2, -1))
    whole = bool((numbers == np.floor(numbers)).all())
    if set(numbers.tolist()) == {0.0, 1.0, 2.0}:
        rare = counts[2] <= min(0.1 * counts.sum(), counts[0] / 3, counts[1] / 3)
        return (2.0,) if rare else ()
    if whole and (low, second) == (0.0, 1.0) and numbers[2] >= 3 and counts[2:].sum() <= 0.1 * counts.sum():
        return tuple(float(v) for v in numbers[2:8])  # a few 3 and 4 among yes and no
    if low == 0 and second > 0 and second > 0.45 * (high - second) and second > (2 if whole else 0):
        return (0.0,)
    scale = numbers[1:] if low == 0 else numbers
    steps = whole and len(scale) >= 3 and np.array_equal(scale, np.arange(1, len(scale) + 1))
    if low == 0 and steps and len(scale) <= _SCALE and counts[0] < 0.5 * counts[1:].min():
        return (0.0,)
    rest = numbers[:-1]
    full = whole and len(rest) >= 3 and before - low == len(rest) - 1 and before - low <= _SCALE
    if full and high - before >= 2 and (counts[-1] >= 2 or high - before > before - low):
        return (high,)
    spread = max(before - low, 3.0 if whole else 1e-9)
    if len(numbers) < 8:
        return ()
    if high - before > 1.5 * spread:
        return (high,)
    beneath = second - low > 1.5 * max(high - second, 3.0 if whole else 1e-9)
    return (low,) if beneath and low != 0 else ()


def _nought_far_off(numbers: np.ndarray) -> bool:
    """0 among ages from 18 or weeks of pregnancy from 34: farther than any two others, also of few people."""
    if len(numbers) < 6 or numbers[0] != 0 or numbers[1] < 5:
        return False
    others = np.diff(numbers[1:])
    return bool(numbers[1] > _FAR * others.max() or numbers[1] > numbers[-1] - numbers[1])
