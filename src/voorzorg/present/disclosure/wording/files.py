"""What a report may tell of the files behind it: numbers of values and rows, none small or exact."""

from __future__ import annotations

from typing import Any

import pandas as pd

from voorzorg.present.disclosure.rules import rounded


def coarse_dictionary(dictionary: pd.DataFrame, minimum: int) -> pd.DataFrame:
    """The data dictionary with ``measured`` as ``<10`` or a multiple of the minimum.

    Coarse throughout: an exact number beside the number of participants tells how few lack the variable.
    """
    if "measured" not in dictionary:
        return dictionary
    return dictionary.assign(measured=[_coarse(value, minimum) for value in dictionary["measured"]])


def coarse_findings(findings: pd.DataFrame, minimum: int) -> pd.DataFrame:
    """The findings of the checks without the rows they point at, and with coarse counts."""
    kept = findings.drop(columns="row", errors="ignore")
    if "count" not in kept:
        return kept
    return kept.assign(count=[_coarse(value, minimum) for value in kept["count"]])


def _coarse(count: Any, minimum: int) -> str:
    if pd.isna(count):
        return ""
    return f"<{minimum}" if count < minimum else str(rounded(count, minimum))
