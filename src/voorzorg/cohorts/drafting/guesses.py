"""What a column seems to be, and how sure that is."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import pandas as pd

from voorzorg.cohorts.drafting.codebooks import Codebook
from voorzorg.cohorts.identity.direct_identifiers import suspicion
from voorzorg.cohorts.reading.codes import ALWAYS_MISSING, code, codes, folded, means_missing, yes_no
from voorzorg.cohorts.reading.dates import parse_dates
from voorzorg.cohorts.reading.raw_table import RawTable

SURE, LIKELY, UNSURE = 0.95, 0.8, 0.5
_ID = re.compile(
    r"^(participant|respondent|record|subject|subj|study|studie|castor record|client|clienten|deelnemer|"
    r"resp|respons|response|case|pat|patient|pp|vz)?[ _.-]?(id|nr|nummer|no|number|code|num)$"
)
_ARM = re.compile(
    r"(^|[ _.])(arm|groep|group|conditie|condition|treat|treatment|trt|rx|study drug|randomi[sz]ation group|"
    r"randomi[sz]atie|random|alloc|allocation|interventie|intervention|rct)([ _.]|$)"
)
_SITE = re.compile(
    r"(^|[ _.])(site|center|centre|centrum|gemeente|locatie|location|hospital|ziekenhuis|school|cluster|"
    r"praktijk|practice|clinic|municipality|regio|site abbreviation)([ _.]|$)"
)
_WAVE = re.compile(
    r"(^|[ _.])(wave|golf|meting|meetmoment|tijdstip|timepoint|visit|redcap event name|event name|"
    r"ronde)([ _.]|$)"
)
_BIRTH = re.compile(
    r"(geb(oorte)?[ _.]?dat|geboortedatum|birth[ _.]?date|date[ _.]of[ _.]birth|dob|partus|bevalling|"
    r"delivery)"
)
_MOTHER = re.compile(r"(moeder|mother|mat|ouder|parent|resp|partner|vader|client)")
BASELINE = re.compile(
    r"(^|_)(age|leeftijd|sex|geslacht|gender|education|opleiding|income|inkomen|baseline|bl|t0|marital|ethnic|herkomst|"
    r"parity|pariteit|instroom|inclusie)(_|$)"
)
_INTERVIEW = re.compile(r"(datum|date|afname|interview|submitdate|invul|completed)")
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


def name_of(column: str) -> str:
    """A column's name without camel case and signs, for the patterns."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", column)
    return " ".join(re.split(r"[\s_.-]+", spaced.casefold())).strip()


def guess_column(raw: RawTable, column: str, book: Codebook) -> ColumnGuess:
    """Look at one column: its name, labels and values."""
    values = raw.frame[column]
    label = raw.labels.get(column) or book.label(column) or " ".join(column.split())
    value_labels = raw.value_labels.get(column) or book.value_labels(column)
    guess = ColumnGuess(name=column, label=label)
    name = name_of(column)
    present = values.dropna()
    guess.distinct = int(present.nunique())
    if guess.distinct == 0:
        guess.role, guess.evidence = "skipped", "it is empty"
        return guess
    if _ID.match(name) or name in ("id", "respnr", "responseid", "response id", "studienummer", "subjid"):
        guess.role, guess.evidence = "id", "its name reads like an identifier"
    _type(guess, present, value_labels, in_file=bool(raw.value_labels.get(column)))
    if guess.role == "id":
        return guess
    kind = suspicion(values, column)
    if guess.type == "date" and _BIRTH.search(name.replace(" ", "_")) and not _MOTHER.search(name):
        guess.role, guess.evidence = "birth", "a date whose name reads like a birth"
    elif kind is not None:
        guess.role, guess.evidence = "refused", f"it looks like {kind}"
    elif _ARM.search(name) and 2 <= guess.distinct <= 6:
        guess.role, guess.evidence = "arm", "its name and its few codes"
    elif 2 <= guess.distinct <= 4 and _names_a_control(present, value_labels):
        guess.role, guess.evidence = "arm", "one of its few codes reads like a control condition"
    elif _WAVE.search(name) and 2 <= guess.distinct <= 20:
        guess.role = "wave"
    elif _SITE.search(name) and guess.distinct >= 2:
        guess.role = "site"
        if guess.type != "category":
            guess.type, guess.values = "category", None
        guess.confidence, guess.evidence = LIKELY, "its name, and a few values that return"
    elif guess.type == "date":
        guess.role = "interview" if _INTERVIEW.search(name) else "variable"
    elif guess.type == "text":
        guess.role, guess.evidence = "skipped", "free text: many different long answers"
    return guess


def _names_a_control(present: pd.Series, value_labels: dict[str, str]) -> bool:
    """Exactly one of the codes or labels reads like placebo, usual care or a waiting list."""
    texts = {code(value) for value in pd.unique(present)}
    labels = {code(value): code(label) for value, label in value_labels.items()}
    return sum(bool(CONTROL_ARM.search(labels.get(text, text))) for text in texts) == 1


def _type(guess: ColumnGuess, present: pd.Series, value_labels: dict[str, str], *, in_file: bool) -> None:
    """Type and coding. Labels that the file carries are decoded by label, those of a code book by code."""
    missing = tuple(value for value, label in value_labels.items() if means_missing(label))
    guess.missing = missing
    real = {k: v for k, v in value_labels.items() if k not in missing}
    texts = {str(t) for t in pd.unique(pd.Series(folded(present.drop_duplicates()).to_pandas())) if str(t)}
    left = texts - set(missing) - ALWAYS_MISSING
    words = {value: yes_no(code(label)) for value, label in real.items()}
    if real and set(words.values()) <= {"0", "1"} and len(set(words.values())) == 2:
        guess.type = "binary"
        guess.values = {code(label) if in_file else value: str(words[value]) for value, label in real.items()}
        guess.evidence = "its value labels are yes and no"
        return
    if pd.api.types.is_datetime64_any_dtype(present):
        guess.type, guess.evidence = "date", "it holds dates"
        return
    if real and left and len(left & set(real)) >= 0.8 * len(left):
        guess.type = "category"
        guess.values, guess.labels = _categories(real)
        guess.evidence = "every value has a label"
        return
    numeric = pd.to_numeric(pd.Series(sorted(left)).str.replace(",", ".", regex=False), errors="coerce")
    if numeric.notna().all() and len(numeric):
        _numeric(guess, left, numeric.to_numpy())
    else:
        _text(guess, present, left)


def _numeric(guess: ColumnGuess, texts: set[str], numbers: np.ndarray) -> None:
    if texts == {"0", "1"}:
        guess.type, guess.evidence, guess.confidence = "binary", "it holds 0 and 1 only", LIKELY
        return
    if texts == {"1", "2"}:
        guess.type, guess.values = "binary", {"1": "1", "2": "0"}
        guess.confidence = UNSURE
        guess.evidence = "it holds 1 and 2 only; which of them is yes is a guess"
        return
    whole = bool((numbers == np.floor(numbers)).all())
    guess.type = "integer" if whole else "number"
    guess.evidence = "it holds whole numbers" if whole else "it holds numbers"
    suspects = [s for s in (-99.0, -9.0, -8.0, -1.0, 99.0, 999.0, 9999.0) if s in numbers]
    rest = numbers[~np.isin(numbers, suspects)]
    if suspects and len(rest) and any(_far(s, rest) for s in suspects):
        guess.missing = tuple(code(s) for s in suspects if _far(s, rest))
        guess.confidence = 0.6
        guess.evidence += f"; {', '.join(guess.missing)} lie far from the rest and may mean missing"


def _far(value: float, rest: np.ndarray) -> bool:
    low, high = float(rest.min()), float(rest.max())
    return value > high + max(high - low, 5) or (value < 0 <= low)


def _text(guess: ColumnGuess, present: pd.Series, texts: set[str]) -> None:
    known = {yes_no(text) for text in texts}
    if known <= {"0", "1"} and len(known) == 2:
        guess.type, guess.values = "binary", {t: str(yes_no(t)) for t in sorted(texts)}
        guess.evidence = "it holds words for yes and no"
        return
    sample = present.drop_duplicates().head(500)
    dates = parse_dates(sample)
    if dates.bad.mean() <= 0.05:
        guess.type, guess.evidence = "date", "its texts read as dates"
        guess.confidence = LIKELY if not dates.serial.any() else 0.6
        return
    if len(texts) <= max(12, 0.05 * len(present)) and len(texts) <= 60:
        guess.type, guess.evidence, guess.confidence = "category", f"{len(texts)} different texts", LIKELY
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
