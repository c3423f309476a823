"""The type and coding of one column, by what it holds, and what to ask about it."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pyarrow as pa

from voorzorg.cohorts.drafting.columns import roles
from voorzorg.cohorts.drafting.columns.guesses import LIKELY, NO_YEARS, SURE, UNSURE, ColumnGuess, also, slug
from voorzorg.cohorts.drafting.columns.usual_ranges import usual_range
from voorzorg.cohorts.reading.values.codes import (
    ALWAYS_MISSING,
    NO_ANSWER,
    code,
    codes,
    folded,
    means_missing,
    yes_no,
)
from voorzorg.cohorts.reading.values.dates import ambiguous_order, parse_dates, two_orders
from voorzorg.cohorts.reading.values.magnitudes import two_magnitudes
from voorzorg.cohorts.reading.values.missing_codes import (
    CODES,
    Suspects,
    outlying,
    suspects_among,
    worth_looking,
)
from voorzorg.cohorts.reading.values.numbers import WITH_UNIT, parse
from voorzorg.messages import message

_AMOUNT = re.compile(
    r"gewicht|weight|gram|inkomen|income|bedrag|kosten|cost|euro|jaar|year|kcal|stappen|steps|aantal|prijs"
)

_SHARE = re.compile(r"-?\d+([.,]\d+)? ?%|(?:€|eur) ?-?\d[\d.,]*")
_BARE = re.compile(r"-?\d+([.,]\d+)?")
_MOST_KINDS = 25
_THOUSANDS = re.compile(r"-?[1-9]\d{0,2}(,\d{3})+")
_SOME = 3
#: Years that no study has; 1900 may be somebody's birth.
_NEVER = {year for year in NO_YEARS if year != 1900}


def guess_type(
    guess: ColumnGuess,
    present: pd.Series,
    counts: np.ndarray,
    value_labels: dict[str, str],
    *,
    in_file: bool,
) -> None:
    """Type and coding. Labels that the file carries are decoded by label, those of a code book by code.

    ``present`` has each different value once, ``counts`` how often it occurs.
    """
    declared = tuple(value for value, label in value_labels.items() if means_missing(label))
    guess.missing = declared
    real = {k: v for k, v in value_labels.items() if k not in declared}
    written = [text or "" for text in folded(present).to_pylist()]
    texts = set(written) - {""}
    left = texts - set(declared) - ALWAYS_MISSING
    if pd.api.types.is_datetime64_any_dtype(present):
        guess.type, guess.evidence = "date", message("draft-holds-dates")
        return
    answers = {text for text in left if text[-1:].isdigit() or not _says_nothing(text)}
    if len(answers) >= 1 and len(answers) < len(left):  # onbekend, n.v.t. among the answers
        guess.missing = (*guess.missing, *sorted(left - answers))
        guess.confidence, guess.evidence = LIKELY, message("draft-words-missing")
        left = answers
    numbers = _as_numbers(sorted(left))
    found = _suspects(guess, written, counts, np.unique(numbers[~np.isnan(numbers)]), real)
    left -= {code(value) for value in found.sure}
    words = {value: yes_no(code(label)) for value, label in real.items()}
    if real and set(words.values()) <= {"0", "1"} and len(set(words.values())) == 2:
        guess.type = "binary"
        guess.values = {code(label) if in_file else value: str(words[value]) for value, label in real.items()}
        guess.evidence = also(message("draft-labels-yes-no"), guess.evidence)
        return
    if real and left and len(left & set(real)) >= 0.8 * len(left):
        guess.type = "category"
        guess.values, guess.labels = _categories(real)
        unlabelled = sorted(left - set(real))
        guess.evidence = guess.evidence or message("draft-every-value-label")
        if unlabelled:
            guess.confidence = UNSURE
            guess.evidence = message("draft-codes-without-label")
        return
    known = ~np.isnan(numbers)
    if known.all() and _dates_in_numbers(guess, numbers):
        return
    if known.all() and len(numbers):
        _numeric(guess, left, numbers[~np.isin(numbers, found.sure)])
    elif known.sum() >= 3 and known.mean() >= 0.8 and not _dates(guess, present):
        _numeric(guess, {t for t, k in zip(sorted(left), known, strict=False) if k}, numbers[known])
        guess.confidence = UNSURE
        guess.evidence = message("draft-numbers-some-text")
    elif not _dates(guess, present) and not _with_units(guess, left):
        _text(guess, counts, left)


def _with_units(guess: ColumnGuess, texts: set[str]) -> bool:
    """Numbers with a unit behind most of them, not one and the same: the checks stop at them."""
    units = sum(bool(re.match(WITH_UNIT, text) or _SHARE.fullmatch(text)) for text in texts)
    bare = sum(bool(_BARE.fullmatch(text)) for text in texts) if units else 0
    if len(texts) < 3 or (units < 0.5 * len(texts) and units + bare < 0.8 * len(texts)):
        return False
    guess.type, guess.confidence = "number", UNSURE
    guess.evidence = message("draft-numbers-with-unit")
    return True


def _as_numbers(texts: list[str]) -> np.ndarray:
    """As the checks read them: decimal commas, thousands, amounts and percentages; nan where it is none."""
    return parse(pa.array(texts, pa.string()), None).values


def _says_nothing(text: str) -> bool:
    """A word or a tool's code for no answer, in a column of answers."""
    return text in NO_ANSWER or means_missing(text)


def _suspects(
    guess: ColumnGuess,
    written: list[str],
    counts: np.ndarray,
    numbers: np.ndarray,
    labels: dict[str, str],
) -> Suspects:
    """Numbers that may mean missing: taken for missing, or asked about."""
    counted = Suspects()
    if len(numbers):
        every = _as_numbers(written)
        declared = [float(m) for m in guess.missing if re.fullmatch(r"-?\d+(\.\d+)?", m)]
        labelled = tuple(float(v) for v in labels if re.fullmatch(r"-?\d+(\.\d+)?", v))
        known = np.isfinite(every) & ~np.isin(every, declared)
        often = pd.Series(counts[known]).groupby(every[known]).sum()  # 1 and 1.0 are one number
        every = often.index.to_numpy(dtype="float64")
        if worth_looking(every, often.to_numpy()):
            counted = suspects_among(every, often.to_numpy(), labelled)
        if not labels:
            left = ~np.isin(every, counted.all)
            odd = outlying(every[left], often.to_numpy()[left], usual_range(guess.name))
            counted = Suspects(counted.sure, tuple(sorted((*counted.ask, *odd))))
    if counted.sure:
        shown = ", ".join(code(value) for value in counted.sure)
        guess.missing = (*guess.missing, *(code(value) for value in counted.sure))
        guess.evidence = message("draft-taken-for-missing", shown=shown)
        meant = any(_may_be_meant(v, every, often.to_numpy(), guess.name) for v in counted.sure)
        guess.confidence = 0.6 if meant else LIKELY
    if counted.ask:
        shown = ", ".join(code(value) for value in counted.ask)
        guess.confidence = UNSURE
        guess.evidence = also(guess.evidence, message("draft-answer-or-none", shown=shown))
    return counted


def _may_be_meant(value: float, numbers: np.ndarray, counts: np.ndarray, column: str) -> bool:
    """An age of 99 among adults, a -1 among changes: likely no answer, but somebody has to say so.

    Nobody is asked where the data tell: the measure cannot have the value, nothing is below 3 beside a -1, or
    the same number returns three times far outside all others.
    """
    times = int(counts[numbers == value].sum())
    rest = numbers[~np.isin(numbers, CODES) | (numbers == 0)]
    low, high = float(np.min(rest, initial=np.inf)), float(np.max(rest, initial=-np.inf))
    if value == -1:
        return not (low >= 3 or (low >= 0 and len(rest) >= 8 and high >= 10 and times >= 2))
    limits = usual_range(column)
    if limits is not None and not roles.reads_as_age(column):
        return limits[0] <= value <= limits[1]
    if not (high > 12 and 60 < value < 130):
        return False
    return roles.reads_as_age(column) or times < 3 or value - high <= 1.5 * (high - low)


def _numeric(guess: ColumnGuess, texts: set[str], numbers: np.ndarray) -> None:
    told, sure = guess.evidence, guess.confidence
    if texts == {"0", "1"}:
        guess.type, evidence, confidence = "binary", message("draft-zero-one"), LIKELY
    elif texts == {"1", "2"}:
        guess.type, guess.values, confidence = "binary", {"1": "1", "2": "0"}, UNSURE
        evidence = message("draft-one-two")
    else:
        whole = bool((numbers == np.floor(numbers)).all())
        guess.type, confidence = "integer" if whole else "number", SURE
        evidence = message("draft-whole-numbers" if whole else "draft-numbers")
    if len(numbers) and guess.type in ("integer", "number"):
        guess.typical = float(np.median(numbers))
        if told is None and (groups := two_magnitudes(numbers)) is not None:
            told = message("draft-two-units", one=f"{groups[0]:g}", two=f"{groups[1]:g}")
            confidence = UNSURE
    if guess.type == "integer" and 3 <= len(texts) <= _MOST_KINDS and roles.reads_as_kinds(guess.name):
        guess.type, confidence, evidence = "category", UNSURE, message("draft-codes-of-kinds")
    if guess.type in ("integer", "number") and roles.reads_as_date(guess.name):
        confidence, evidence = UNSURE, message("draft-date-not-read")
    commas = [text for text in texts if "," in text]
    if len(commas) >= _SOME and all(_THOUSANDS.fullmatch(text) for text in commas):
        confidence, evidence = UNSURE, message("draft-thousands-or-decimals")
    if guess.type == "integer" and _may_be_postcodes(guess, numbers):
        confidence, evidence = UNSURE, message("draft-postcode")
    guess.confidence = min(sure, confidence)
    guess.evidence = also(evidence, told)


def _may_be_postcodes(guess: ColumnGuess, numbers: np.ndarray) -> bool:
    """Four digits each, not round as weights and amounts are, under a name that tells of neither."""
    four = len(numbers) >= 10 and bool(((numbers >= 1000) & (numbers <= 9999)).all())
    if not four or (numbers % 5 == 0).mean() > 0.5 or np.ptp(numbers) < 500:
        return False
    return _AMOUNT.search(roles.words(guess.name)) is None


def _dates_in_numbers(guess: ColumnGuess, numbers: np.ndarray) -> bool:
    """A column that is called a date and holds 20190503, days since 1900 or 1904, or seconds since 1582."""
    if not len(numbers) or not (roles.reads_as_date(guess.name) or _written_together(numbers)):
        return False
    read = parse_dates(pd.Series(numbers))
    years = read.values.dt.year
    if read.bad.mean() > 0.1 or years.nunique() > 40 or (numbers < 3000).any():
        return False
    guess.type, guess.confidence = "date", 0.6 if read.serial.any() or read.bad.any() else LIKELY
    guess.evidence = message("draft-numbers-dates-counted" if read.serial.any() else "draft-numbers-dates")
    return True


def _written_together(numbers: np.ndarray) -> bool:
    """Eight digits that are a day each time, of different months: 20190503, whatever the column is called."""
    whole = bool((numbers == np.floor(numbers)).all())
    if not whole or len(numbers) < 8 or numbers.min() < 19_000_101 or numbers.max() > 20_991_231:
        return False
    months, days = numbers // 100 % 100, numbers % 100
    real = bool(((months >= 1) & (months <= 12) & (days >= 1) & (days <= 31)).all())
    return real and len(np.unique(months)) > 2


def _dates(guess: ColumnGuess, present: pd.Series) -> bool:
    sample = present.head(500)
    dates = parse_dates(sample)
    mixed = two_orders(sample)
    most = 0.6 if mixed or roles.reads_as_date(guess.name) else 0.1
    if dates.bad.mean() > most or dates.bad.all():
        return False
    guess.type, guess.evidence = "date", message("draft-texts-dates")
    guess.confidence = LIKELY if not dates.serial.any() else 0.6
    _date_codes(guess, sample[dates.values.dt.year.isin(NO_YEARS).to_numpy()])
    if ambiguous_order(sample):
        guess.confidence = UNSURE
        guess.evidence = message("draft-dates-either")
    if dates.bad.any():
        guess.confidence = UNSURE
        guess.evidence = message("draft-dates-some-none")
    if mixed:
        guess.confidence, guess.evidence = UNSURE, message("draft-dates-two-orders")
    return True


def _date_codes(guess: ColumnGuess, found: pd.Series) -> None:
    """Years that stand for no date: Castor's 2995 to 2999, 9999, 1111."""
    if len(found):
        found_years = parse_dates(found).values.dt.year.dropna().astype(int)
        guess.missing = (*guess.missing, *sorted(set(codes(found))))
        if not set(found_years) <= _NEVER:
            guess.confidence = 0.6
        guess.evidence = also(guess.evidence, message("draft-years-missing"))


def _text(guess: ColumnGuess, counts: np.ndarray, texts: set[str]) -> None:
    known = {yes_no(text) for text in texts}
    worded = not any(text.lstrip("-").isdigit() for text in texts)
    if known <= {"0", "1"} and (len(known) == 2 or (known and worded)):
        guess.type, guess.values = "binary", {t: str(yes_no(t)) for t in sorted(texts)}
        guess.evidence = also(message("draft-words-yes-no"), guess.evidence)
        return
    if len(texts) <= max(12, 0.05 * int(counts.sum())) and len(texts) <= 60:
        guess.type, guess.confidence = "category", min(guess.confidence, LIKELY)
        guess.evidence = also(message("draft-different-texts", n=str(len(texts))), guess.evidence)
        digits = sorted(text for text in texts if re.fullmatch(r"-?\d+([.,]\d+)?", text))
        if digits and len(digits) < len(texts):
            guess.confidence = UNSURE
            asked = message("draft-answer-or-none", shown=", ".join(digits[:4]))
            guess.evidence = also(guess.evidence, asked)
        return
    guess.type, guess.evidence = "text", message("draft-many-texts")


def _categories(labels: dict[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    values: dict[str, str] = {}
    for value, label in labels.items():
        key = slug(label) or f"code_{slug(value)}"
        values[value] = key if key not in values.values() else f"{key}_{slug(value)}"
    return values, {values[value]: " ".join(label.split()) for value, label in labels.items()}
