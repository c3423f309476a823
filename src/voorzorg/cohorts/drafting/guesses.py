"""What a column seems to be, and how sure that is."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import pandas as pd

from voorzorg.cohorts.drafting import roles
from voorzorg.cohorts.drafting.codebooks import Codebook
from voorzorg.cohorts.identity.direct_identifiers import suspicion
from voorzorg.cohorts.reading.codes import (
    ALWAYS_MISSING,
    NO_ANSWER,
    code,
    codes,
    folded,
    means_missing,
    yes_no,
)
from voorzorg.cohorts.reading.dates import parse_dates
from voorzorg.cohorts.reading.missing_codes import Suspects, suspects_among, worth_looking
from voorzorg.cohorts.reading.raw_table import RawTable

SURE, LIKELY, UNSURE = 0.95, 0.8, 0.5
MOST_WAVES = 20
NO_YEARS = (1111, 2995, 2996, 2997, 2998, 2999, 8888, 9998, 9999)
BASELINE = re.compile(
    r"(^|_)(age|leeftijd|sex|geslacht|gender|education|opleiding|income|inkomen|baseline|bl|t0|marital|ethnic|herkomst|"
    r"parity|pariteit|instroom|inclusie)(_|$)"
)
CONTROL = re.compile(
    r"(control|contr|usual|gebruikelijk|regulier|placebo|cau|tau|wait|wacht|geen interventie|"
    r"no intervention)"
)
#: Fewer words than CONTROL: a column whose name tells nothing is an allocation only by these.
CONTROL_ARM = re.compile(
    r"(placebo|care as usual|usual care|gebruikelijke zorg|(^|[ _])controls?([ _]|$)|"
    r"(^|[ _])controle([ _]|$)|controlegroep|control group|wait(ing)? ?list|wachtlijst)"
)


@dataclass(frozen=True)
class Guess:
    """One guess, for the page and for the comment behind its line."""

    where: str
    subject: str
    guess: str
    confidence: float
    evidence: str

    @property
    def word(self) -> str:
        return "sure" if self.confidence >= 0.9 else "likely" if self.confidence >= 0.7 else "unsure"


@dataclass
class ColumnGuess:
    """A column's role (id, arm, wave, site, birth, interview, refused, variable, skipped) and type."""

    name: str
    role: str = "variable"
    type: str = "number"
    label: str = ""
    values: dict[str, str] | None = None
    labels: dict[str, str] | None = None
    missing: tuple[str, ...] = ()
    confidence: float = SURE
    evidence: str = ""
    distinct: int = 0
    constant: bool = False  # of a long file: one value per participant
    better: str = ""  # by the code book
    arm: float = 0.0  # how surely its name is that of an allocation


def guess_column(raw: RawTable, column: str, book: Codebook) -> ColumnGuess:
    """Look at one column: its name, labels and values."""
    values = raw.frame[column]
    label = raw.labels.get(column) or book.label(column) or " ".join(column.split())
    value_labels = raw.value_labels.get(column) or book.value_labels(column)
    guess = ColumnGuess(name=column, label=label, better=book.better.get(code(column), ""))
    counts = values.value_counts()
    present = pd.Series(counts.index)  # every different value once, which is all that most looks need
    guess.distinct = len(present)
    if guess.distinct == 0:
        guess.role, guess.evidence = "skipped", "it is empty"
        return guess
    guess_type(guess, present, counts.to_numpy(), value_labels, in_file=bool(raw.value_labels.get(column)))
    if roles.reads_as_id(column) and guess.type != "date":
        guess.role, guess.evidence = "id", "its name reads like an identifier"
        return guess
    if _bookkeeping(guess, present, values, list(raw.frame.columns)):
        guess.role, guess.evidence = "skipped", "the survey tool's or spreadsheet's own bookkeeping"
        return guess
    kind = suspicion(values, column)
    arm = roles.reads_as_arm(column)
    few = 2 <= guess.distinct - len(guess.missing) <= 6
    if guess.type == "date" and roles.reads_as_birth(column):
        guess.role, guess.evidence = "birth", "a date whose name reads like a birth"
    elif kind is not None:
        guess.role, guess.evidence = "refused", f"it looks like {kind}"
    elif arm and few and guess.type not in ("date", "number"):
        guess.role, guess.arm, guess.evidence = "arm", arm, "its name and its few codes"
    elif 2 <= guess.distinct <= 4 and _names_a_control(present, value_labels):
        guess.role, guess.arm = "arm", 0.8
        guess.evidence = "one of its few codes reads like a control condition"
    elif roles.reads_as_site(column) and guess.distinct >= 2:
        guess.role = "site"
        if guess.type != "category":
            guess.type, guess.values = "category", None
        guess.confidence, guess.evidence = LIKELY, "its name, and a few values that return"
    elif roles.reads_as_wave(column) and 2 <= guess.distinct <= MOST_WAVES and guess.type != "date":
        guess.role = "wave"
    elif guess.type == "date":
        guess.role = "interview" if roles.reads_as_interview(column) else "variable"
    elif guess.type == "text":
        guess.role, guess.evidence = "skipped", "free text: many different long answers"
    return guess


def _bookkeeping(guess: ColumnGuess, present: pd.Series, values: pd.Series, columns: list[str]) -> bool:
    if roles.reads_as_administration(guess.name, columns):
        return True
    if roles.reads_as_complete(guess.name):
        states = {"0", "1", "2", "incomplete", "unverified", "complete"}
        return {code(value) for value in present} <= states
    if not roles.may_number_rows(guess.name) or guess.type != "integer" or len(present) < 5:
        return False
    numbers = pd.to_numeric(values.dropna(), errors="coerce").to_numpy(dtype="float64")
    counts_on = bool((np.diff(numbers) == 1).all())
    return counts_on and any(roles.reads_as_id(other) for other in columns if other != guess.name)


def _names_a_control(present: pd.Series, value_labels: dict[str, str]) -> bool:
    """Exactly one of the codes or labels reads like placebo, usual care or a waiting list."""
    texts = {code(value) for value in pd.unique(present)}
    labels = {code(value): code(label) for value, label in value_labels.items()}
    return sum(bool(CONTROL_ARM.search(labels.get(text, text))) for text in texts) == 1


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
    written = pd.Series(folded(present).to_pandas()).astype("str")
    texts = {text for text in written if text}
    left = texts - set(declared) - ALWAYS_MISSING
    if pd.api.types.is_datetime64_any_dtype(present):
        guess.type, guess.evidence = "date", "it holds dates"
        return
    answers = {text for text in left if text[-1:].isdigit() or not _says_nothing(text)}
    if len(answers) >= 1 and len(answers) < len(left):  # onbekend, n.v.t. among the answers
        guess.missing = (*guess.missing, *sorted(left - answers))
        guess.confidence, guess.evidence = LIKELY, "words for no answer are missing"
        left = answers
    numeric = pd.Series(sorted(left)).str.replace(",", ".", regex=False)
    numbers = pd.to_numeric(numeric, errors="coerce").to_numpy(dtype="float64")
    numbers = np.where(np.isfinite(numbers), numbers, np.nan)
    found = _suspects(guess, written, counts, np.unique(numbers[~np.isnan(numbers)]), real)
    left -= {code(value) for value in found.sure}
    words = {value: yes_no(code(label)) for value, label in real.items()}
    if real and set(words.values()) <= {"0", "1"} and len(set(words.values())) == 2:
        guess.type = "binary"
        guess.values = {code(label) if in_file else value: str(words[value]) for value, label in real.items()}
        guess.evidence = "; ".join(["its value labels are yes and no", *filter(None, [guess.evidence])])
        return
    if real and left and len(left & set(real)) >= 0.8 * len(left):
        guess.type = "category"
        guess.values, guess.labels = _categories(real)
        unlabelled = sorted(left - set(real))
        guess.evidence = guess.evidence or "every value has a label"
        if unlabelled:
            guess.confidence = UNSURE
            guess.evidence = (
                "some codes have no label in the code book; say under 'values' or 'missing' what they mean"
            )
        return
    known = ~np.isnan(numbers)
    if known.all() and len(numbers):
        _numeric(guess, left, numbers[~np.isin(numbers, found.sure)])
    elif known.sum() >= 3 and known.mean() >= 0.8 and not _dates(guess, present):
        _numeric(guess, {t for t, k in zip(sorted(left), known, strict=False) if k}, numbers[known])
        guess.confidence = UNSURE
        guess.evidence = "numbers, and a few cells with text; 'voorzorg check' names their rows"
    elif not _dates(guess, present):
        _text(guess, counts, left)


def _says_nothing(text: str) -> bool:
    """A word or a tool's code for no answer, in a column of answers."""
    return text in NO_ANSWER or means_missing(text)


def _suspects(
    guess: ColumnGuess,
    written: pd.Series,
    counts: np.ndarray,
    numbers: np.ndarray,
    labels: dict[str, str],
) -> Suspects:
    """Numbers that may mean missing: taken for missing, or asked about."""
    if not len(numbers) or not worth_looking(numbers):
        counted = Suspects()
    else:
        texts = written.str.replace(",", ".", regex=False)
        every = pd.to_numeric(texts, errors="coerce").to_numpy(dtype="float64")
        declared = [float(m) for m in guess.missing if re.fullmatch(r"-?\d+(\.\d+)?", m)]
        labelled = tuple(float(v) for v in labels if re.fullmatch(r"-?\d+(\.\d+)?", v))
        known = np.isfinite(every) & ~np.isin(every, declared)
        often = pd.Series(counts[known]).groupby(every[known]).sum()  # 1 and 1.0 are one number
        every = often.index.to_numpy(dtype="float64")
        counted = suspects_among(every, often.to_numpy(), labelled)
    if counted.sure:
        shown = ", ".join(code(value) for value in counted.sure)
        guess.missing = (*guess.missing, *(code(value) for value in counted.sure))
        guess.evidence = f"{shown}: outside the other values, taken for missing"
        guess.confidence = 0.6 if any(_may_be_meant(v, every) for v in counted.sure) else LIKELY
    if counted.ask:
        shown = ", ".join(code(value) for value in counted.ask)
        guess.confidence = UNSURE
        guess.evidence = "; ".join(
            [
                *filter(None, [guess.evidence]),
                f"{shown}: an answer, or no answer? If none, add it under 'missing'",
            ]
        )
    return counted


def _may_be_meant(value: float, numbers: np.ndarray) -> bool:
    """An age of 99 among adults, a -1 among changes: likely no answer, but somebody has to say so."""
    rest = numbers[~np.isin(numbers, [value])]
    return value == -1 or (float(np.max(rest[np.abs(rest) < 200], initial=0)) > 12 and 60 < value < 130)


def _numeric(guess: ColumnGuess, texts: set[str], numbers: np.ndarray) -> None:
    told, sure = guess.evidence, guess.confidence
    if texts == {"0", "1"}:
        guess.type, evidence, confidence = "binary", "it holds 0 and 1 only", LIKELY
    elif texts == {"1", "2"}:
        guess.type, guess.values, confidence = "binary", {"1": "1", "2": "0"}, UNSURE
        evidence = "it holds 1 and 2 only; which of them is yes is a guess"
    else:
        whole = bool((numbers == np.floor(numbers)).all())
        guess.type, confidence = "integer" if whole else "number", SURE
        evidence = "it holds whole numbers" if whole else "it holds numbers"
    guess.confidence = min(sure, confidence)
    guess.evidence = "; ".join([evidence, *filter(None, [told])])


def _dates(guess: ColumnGuess, present: pd.Series) -> bool:
    sample = present.head(500)
    dates = parse_dates(sample)
    if dates.bad.mean() > 0.1 or dates.bad.all():
        return False
    guess.type, guess.evidence = "date", "its texts read as dates"
    guess.confidence = LIKELY if not dates.serial.any() else 0.6
    _date_codes(guess, sample[dates.values.dt.year.isin(NO_YEARS).to_numpy()])
    if dates.bad.any():
        guess.confidence = UNSURE
        guess.evidence = "dates, and a few cells that are none; 'voorzorg check' names their rows"
    return True


def _date_codes(guess: ColumnGuess, found: pd.Series) -> None:
    """Years that stand for no date: Castor's 2995 to 2999, 9999, 1111."""
    if len(found):
        guess.missing = (*guess.missing, *sorted(set(codes(found))))
        guess.confidence = 0.6
        guess.evidence += "; years such as 2999 stand for no date, and are taken for missing"


def _text(guess: ColumnGuess, counts: np.ndarray, texts: set[str]) -> None:
    known = {yes_no(text) for text in texts}
    worded = not any(text.lstrip("-").isdigit() for text in texts)
    if known <= {"0", "1"} and (len(known) == 2 or (known and worded)):
        guess.type, guess.values = "binary", {t: str(yes_no(t)) for t in sorted(texts)}
        guess.evidence = "; ".join(["it holds words for yes and no", *filter(None, [guess.evidence])])
        return
    if len(texts) <= max(12, 0.05 * int(counts.sum())) and len(texts) <= 60:
        guess.type, guess.confidence = "category", min(guess.confidence, LIKELY)
        guess.evidence = "; ".join([f"{len(texts)} different texts", *filter(None, [guess.evidence])])
        return
    guess.type, guess.evidence = "text", "many different texts"


def _categories(labels: dict[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    values: dict[str, str] = {}
    for value, label in labels.items():
        key = slug(label) or f"code_{slug(value)}"
        values[value] = key if key not in values.values() else f"{key}_{slug(value)}"
    return values, {values[value]: " ".join(label.split()) for value, label in labels.items()}


def slug(text: str) -> str:
    """A name as a project variable: ``Rookt u nu?`` -> ``rookt_u_nu``."""
    plain = text.casefold().translate(str.maketrans("áàäâãéèëêíìïîóòöôõúùüûñç", "aaaaaeeeeiiiiooooouuuunc"))
    made = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")
    return f"v_{made}" if made[:1].isdigit() else made


def sorted_codes(values: pd.Series) -> list[str]:
    """Distinct codes of a design column (arm, wave), numbers in order."""
    texts = sorted(set(codes(values.dropna().unique())))
    return sorted(texts, key=lambda t: (0, float(t), t) if re.fullmatch(r"-?\d+(\.\d+)?", t) else (1, 0.0, t))


def reads_early(name: str, column: ColumnGuess) -> bool:
    """Whether a variable's name or label is of something that is known from the start, such as age."""
    return bool(BASELINE.search(name) or BASELINE.search(slug(column.label)))
