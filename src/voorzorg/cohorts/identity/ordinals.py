"""First, second, third: numbers, letters and words that number children or partners, over every file.

A file may number with 1 and 2, another with A and B, and leave the first blank. What counts is the order
over all files together: a partner who is alone in one file is not the first for that.
"""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from voorzorg.cohorts.reading.values.codes import ALWAYS_MISSING, folded

_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def ordinal_keys(values: pd.Series) -> pd.Series:
    """What a column numbers with, as text: ``2.0`` is ``2``, and so is ``B``; missing stays missing."""
    keys = pd.Series(folded(values).to_pandas(), index=values.index, dtype="string")
    keys = keys.mask(keys.isin(list(ALWAYS_MISSING)))
    return keys.replace({letter: str(place) for place, letter in enumerate(_LETTERS, 1)})


def places(columns: Iterable[pd.Series | None]) -> dict[str, int]:
    """Where each key of all these columns stands; the key ``""`` is for a blank, which is the first.

    A blank is number 1 (or 0, where numbers start there); among words it is the first word.
    """
    keys = {str(key) for column in columns if column is not None for key in column.dropna().unique()}
    numbers = {key: number for key in keys if (number := _number(key)) is not None}
    words = sorted(keys - set(numbers))
    if numbers or not words:
        numbers[""] = min(1.0, *numbers.values()) if numbers else 1.0
    place = {number: k for k, number in enumerate(sorted(set(numbers.values())))}
    found = {key: place[number] for key, number in numbers.items()}
    found |= {word: len(place) + k for k, word in enumerate(words)}
    return {"": found[words[0]], **found} if words else found


def standing(column: pd.Series, place: dict[str, int]) -> pd.Series:
    """The place of each row's key, a whole number that grows from first to last."""
    return column.fillna("").map(place).astype("int64")


def _number(key: str) -> float | None:
    try:
        return float(key)
    except ValueError:
        return None
