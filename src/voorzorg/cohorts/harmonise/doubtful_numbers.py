"""Numbers that a manifest takes as they are and that may be none: codes for no answer, another unit."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from voorzorg.cohorts.harmonise.distinct_values import Column
from voorzorg.cohorts.reading.values.magnitudes import two_magnitudes
from voorzorg.cohorts.reading.values.missing_codes import suspects, worth_looking
from voorzorg.messages import message


def undeclared_missing(column: Column, values: np.ndarray) -> None:
    """Numbers that look like codes for no answer, where the manifest neither declares them nor a range."""
    if not worth_looking(values):
        return
    labelled = tuple(float(v) for v in column.labels if re.fullmatch(r"-?\d+(\.\d+)?", v))
    found = suspects(values, labelled)
    for these, certain in ((found.sure, True), (found.ask, False)):
        if these:
            shown = ", ".join(f"{value:g}" for value in these)
            column.report(
                "warning",
                message("finding-code-for-none" if certain else "finding-answer-or-code", shown=shown),
                np.isin(values, these),
                expected=message("finding-codes-answer-under-missing-range"),
                action=message("finding-see-code-book-missing-if", shown=str(shown)),
            )


def two_units(column: Column, values: np.ndarray) -> None:
    """Values in two groups far apart, of which the smaller is told."""
    middles = two_magnitudes(pd.unique(values))
    if middles is None:
        return
    low = values < float(np.sqrt(middles[0] * middles[1]))
    high = ~low & ~np.isnan(values)
    column.report(
        "warning",
        message("finding-two-units"),
        low & (values > 0) if low.sum() <= high.sum() else high,
        expected=message("finding-one-unit"),
        action=message("finding-bring-to-one-unit"),
    )
