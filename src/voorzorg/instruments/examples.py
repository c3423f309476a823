"""A scoring key's worked examples are its test: they are computed whenever it is used."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd

from voorzorg.instruments.model import Example, Instrument
from voorzorg.instruments.score import score

_CLOSE = 1e-6


def wrong_examples(key: Instrument) -> list[str]:
    """In words, every score of a worked example that comes out otherwise than it says."""
    found = []
    for number, example in enumerate(key.examples, 1):
        made = computed(key, example)
        for name, expected in example.expect.items():
            got = made[name]
            if _differ(got, expected):
                found.append(
                    f"example {number}: {name} comes out as {_said(got)}, and the key says {_said(expected)}"
                )
    return found


def computed(key: Instrument, example: Example) -> dict[str, float | None]:
    """The scores of an example's answers; items that it does not give have ``others``."""
    items = key.items.all or tuple(example.given)
    answers = {item: example.given.get(item, example.others) for item in items}
    row = pd.DataFrame({item: [np.nan if value is None else float(value)] for item, value in answers.items()})
    scores = score(row, key, {item: item for item in items}).scores
    return {name: None if pd.isna(values[0]) else float(values[0]) for name, values in scores.items()}


def _differ(got: float | None, expected: float | None) -> bool:
    if got is None or expected is None:
        return got is not expected
    return not math.isclose(got, expected, rel_tol=_CLOSE, abs_tol=_CLOSE)


def _said(value: float | None) -> str:
    return "missing" if value is None else f"{value:g}"
