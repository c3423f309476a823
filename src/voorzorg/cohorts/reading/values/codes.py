"""Codes as a file may write them: numbers, texts, yes and no, and what means missing.

Manifests are read with these words, and `voorzorg run` reads them twice before anything starts: pandas and
pyarrow are imported by the functions that are given columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from numbers import Integral, Real
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

ALWAYS_MISSING = frozenset({"", ".", "na", "n/a", "#n/a", "nan", "null", "#null!", "<na>", "none"})
#: What cells hold instead of an answer: words, signs, and the missing data codes that REDCap offers.
NO_ANSWER = frozenset(
    (
        *(
            "?",
            "-",
            "--",
            "*",
            "nvt",
            "n.v.t",
            "n.v.t.",
            "nb",
            "n.b.",
            "n.b",
            "leeg",
            "blank",
            "missing",
            "ontbreekt",
        ),
        *("unk", "nask", "asku", "nav", "navu", "ni"),
        *("inv", "msk", "not done", "niet gedaan", "onb", "onb."),
        *("user missing", "missing data", "#leeg!", "niet gemeten", "not measured"),
    )
)
YES = frozenset({"1", "ja", "j", "yes", "y", "true", "waar"})
NO = frozenset({"0", "nee", "n", "no", "false", "onwaar", "neen"})
_MISSING_WORDS = (
    "onbekend",
    "weet niet",
    "weet ik niet",
    "geen antwoord",
    "niet ingevuld",
    "niet beantwoord",
    "niet gevraagd",
    "overgeslagen",
    "niet van toepassing",
    "n.v.t",
    "nvt",
    "missing",
    "ontbreekt",
    "weigert",
    "geweigerd",
    "unknown",
    "don't know",
    "refused",
    "not applicable",
    "no answer",
)


def code(value: object) -> str:
    """One value as a code: trimmed, inner spaces collapsed, lower case; 2.0 is 2."""
    if not isinstance(value, str) and isinstance(value, Real) and not isinstance(value, Integral):
        value = float(value)
        return str(int(value)) if value.is_integer() else repr(value)
    text = " ".join(str(value).split()).casefold()
    return text[:-2] if text.endswith(".0") and text[:-2].lstrip("-").isdigit() else text


def codes(values: Iterable[object]) -> list[str]:
    return [code(value) for value in values]


_CODED_WORD = re.compile(r"^\d{1,2}\s*[_.:=)-]\s*(?=[^\W\d])")


def yes_no(text: str) -> str | None:
    """``1`` for a word that means yes, ``0`` for one that means no (``1_yes`` too), else nothing."""
    text = _CODED_WORD.sub("", text)
    if text in YES:
        return "1"
    return "0" if text in NO else None


def means_missing(label: str) -> bool:
    """Whether a value label reads like a reason for a missing answer."""
    text = code(label)
    return any(text == word or text.startswith(word) for word in _MISSING_WORDS)


def trimmed(values: pd.Series) -> pa.Array:
    """Text trimmed, inner spaces collapsed and in lower case. Missing stays missing."""
    import pyarrow as pa
    import pyarrow.compute as pc

    array = pa.array(values, type=pa.string(), from_pandas=True)
    array = pc.utf8_lower(pc.utf8_trim_whitespace(array))
    return pc.replace_substring_regex(array, r"\s+", " ")


def folded(values: pd.Series, decimal: str | None = None) -> pa.Array:
    """Text as :func:`trimmed`, numbers as codes: 2.0 is 2. Missing stays missing.

    Where ``decimal`` is a comma, a point before three zeros stands for thousands: 2.000 is not 2.
    """
    import numpy as np
    import pandas as pd
    import pyarrow as pa
    import pyarrow.compute as pc

    if pd.api.types.is_numeric_dtype(values):
        present = values.to_numpy(dtype="float64")
        texts = [None if np.isnan(v) else code(float(v)) for v in present]
        return pa.array(texts, pa.string())
    if pd.api.types.is_datetime64_any_dtype(values):
        texts = [None if pd.isna(v) else pd.Timestamp(v).date().isoformat() for v in values]
        return pa.array(texts, pa.string())
    zeros = r"(0{1,2}|0{4,})" if decimal == "," else "0+"
    return pc.replace_substring_regex(trimmed(values), rf"^(-?\d+)\.{zeros}$", r"\1")
