"""Numbers out of text, with a decimal point or a Dutch decimal comma."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc


@dataclass(frozen=True)
class Parsed:
    """``values`` (nan where not a number), which texts were ``bad``, and which used a ``comma``."""

    values: np.ndarray
    bad: np.ndarray
    comma: np.ndarray


def cast(texts: pa.Array) -> np.ndarray | None:
    """Texts to float64 where every one is a plain number; nothing otherwise."""
    try:
        numbers = pc.cast(texts, pa.float64())
    except pa.ArrowInvalid:
        return None
    values = numbers.to_numpy(zero_copy_only=False).astype("float64", copy=False)
    missing = texts.is_null().to_numpy(zero_copy_only=False)
    # 'inf' and 'nan' are words the parser knows; nobody measured them.
    return values if np.isfinite(values[~missing]).all() else None


#: A whole number with points between groups of three digits, as Dutch writes thousands.
_GROUPED = r"^-?[1-9]\d{0,2}(\.\d{3})+$"


def grouped(texts: pa.Array) -> np.ndarray:
    """Which texts could be thousands with points between them, or a decimal fraction of three digits."""
    hits = pc.fill_null(pc.match_substring_regex(texts, _GROUPED), False)
    return np.asarray(hits.to_numpy(zero_copy_only=False), dtype=bool)


#: 4.059,82: the point can only stand for thousands, and the comma for decimals.
_DUTCH = r"^-?[1-9]\d{0,2}(\.\d{3})+,\d+$"
_UNITS = (
    r"kg|g|gr|gram|grams|mg|ml|l|liter|cm|mm|m|meter|jaar|jr|years?|yrs?|yr|maanden|maand|mnd|months?|weken|week|"
    r"weeks?|wk|dagen|dag|days?|uur|uren|u|hours?|hrs?|h|min|minuten|minutes?|sec|kcal|mmhg|bpm|°c|punten|points?|x"
)
#: A number with a unit behind it; lower case.
WITH_UNIT = rf"^-?\d+([.,]\d+)* ?(?:{_UNITS})\.?$"
_SIGNS = (
    (r"^(€|eur|euro) ?", r"^(€|eur|euro) ?-?\d"),
    (r" ?%$", r"\d ?%$"),
    (r" ?(€|eur|euro)$", r"\d ?(€|eur|euro)$"),
)


def without_sign(texts: pa.Array) -> pa.Array:
    """Amounts, percentages and measures without their sign or unit, where every number has the same one."""
    for sign, whole in _SIGNS:
        has = pc.match_substring_regex(texts, whole)
        if pc.any(has).as_py() and pc.all(has).as_py():  # both pass missing texts by
            return pc.replace_substring_regex(texts, sign, "")
    if pc.all(pc.match_substring_regex(texts, WITH_UNIT)).as_py():
        bare = pc.replace_substring_regex(texts, rf" ?(?:{_UNITS})\.?$", "")
        if len(pc.unique(pc.replace_substring_regex(texts, r"^[-\d.,]+ ?", "").drop_null())) == 1:
            return bare
    return texts


def _with_commas(texts: pa.Array) -> Parsed | None:
    """The quick way for plain numbers with a comma or none, and no point: most Dutch columns."""
    pointed = pc.or_(pc.match_substring(texts, "."), pc.match_substring(texts, "e"))
    if pc.any(pc.or_(pointed, pc.ends_with(texts, ","))).as_py():
        return None
    values = cast(pc.replace_substring(texts, ",", "."))
    if values is None:
        return None
    comma = pc.fill_null(pc.match_substring(texts, ","), False).to_numpy(zero_copy_only=False)
    return Parsed(values, np.zeros(len(texts), dtype=bool), comma)


def parse(texts: pa.Array, decimal: str | None) -> Parsed:
    """Parse trimmed texts; ``decimal`` is ',' or '.' where known.

    With a comma as decimal sign, points between groups of three digits are thousands separators.
    Without a known sign a point is tried first, then a comma.
    """
    none = np.zeros(len(texts), dtype=bool)
    quick = cast(texts) if decimal != "," else None
    if quick is not None:
        return Parsed(quick, none, none)
    if decimal != "." and (commas := _with_commas(texts)) is not None:
        return commas
    texts = without_sign(texts)
    if decimal is None and pc.any(pc.match_substring_regex(texts, _DUTCH)).as_py():
        decimal = ","
    quick = cast(texts) if decimal != "," else None
    if quick is not None:
        return Parsed(quick, none, none)
    present = ~texts.is_null().to_numpy(zero_copy_only=False)
    has_comma = pc.fill_null(pc.match_substring(texts, ","), False).to_numpy(zero_copy_only=False)
    compact = pc.replace_substring(texts, " ", "")
    if decimal == ",":
        thousands = pc.replace_substring_regex(
            compact, r"^(-?[1-9]\d{0,2})((?:\.\d{3})+)(,\d+)?$", r"\1\2T\3"
        )
        grouped = pc.fill_null(pc.match_substring(thousands, "T"), False)
        compact = pc.if_else(grouped, pc.replace_substring(compact, ".", ""), compact)
        compact = pc.replace_substring(compact, ",", ".")
    elif decimal is None:
        compact = pc.replace_substring_regex(compact, r"^(-?\d*),(\d+)$", r"\1.\2")
    good = pc.match_substring_regex(compact, r"^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$")
    good_mask = pc.fill_null(good, False).to_numpy(zero_copy_only=False)
    plain = pc.replace_substring_regex(compact, r"^\+", "")
    values = pc.cast(pc.if_else(good, plain, pa.scalar(None, pa.string())), pa.float64())
    numbers = values.to_numpy(zero_copy_only=False).astype("float64", copy=True)
    return Parsed(numbers, present & ~good_mask, has_comma & good_mask)
