"""What a column seems to be, and how sure that is."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pandas as pd

from voorzorg.cohorts.reading.values.codes import codes
from voorzorg.messages import Message, message

SURE, LIKELY, UNSURE = 0.95, 0.8, 0.5
MOST_WAVES = 20
NO_YEARS = (1111, 1900, 2995, 2996, 2997, 2998, 2999, 8888, 9998, 9999)
BASELINE = re.compile(
    r"(^|_)(age|leeftijd|sex|geslacht|gender|education|opleiding|income|inkomen|baseline|bl|t0|marital|ethnic|herkomst|"
    r"parity|pariteit|instroom|inclusie)(_|$)"
)
CONTROL = re.compile(
    r"(control|contr|kontrol|(^|[ _])ctr?l([ _]|$)|usual|gebruikelijk|regulier|placebo|cau|tau|wait|wacht|"
    r"geen interventie|no intervention|sham|schein|temoin|témoin)"
)
#: Fewer words than CONTROL: a column whose name tells nothing is an allocation only by these.
CONTROL_ARM = re.compile(
    r"(placebo|care as usual|usual care|gebruikelijke zorg|(^|[ _])controls?([ _]|$)|"
    r"(^|[ _])controle([ _]|$)|controlegroep|control group|wait(ing)? ?list|wachtlijst|"
    r"(^|[ _])(kontrolle|kontrollgruppe|sham|t[eé]moin|contr[oô]le)([ _]|$))"
)
#: Codes of an intervention and a control group: which of the two is the control.
GROUP_CODES = {
    frozenset(pair.split()): pair.split()[1]
    for pair in ("ig kg", "ig cg", "iv cg", "ic cc", "int con", "exp con", "int ctrl", "vz cau")
}


@dataclass(frozen=True)
class Guess:
    """One guess, for the page and for the comment behind its line."""

    where: str | Message
    subject: str | Message
    guess: str | Message
    confidence: float
    evidence: str | Message | None

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
    evidence: Message | None = None
    distinct: int = 0
    typical: float | None = None  # the middle of its different numbers
    constant: bool = False  # of a long file: one value per participant
    better: str = ""  # by the code book
    unit: str = ""  # by the row of units under its name
    arm: float = 0.0  # how surely its name is that of an allocation


def also(one: Message | None, two: Message | None) -> Message | None:
    """Two reasons as one, or the one there is."""
    return message("draft-also", one=one, two=two) if one and two else one or two


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
