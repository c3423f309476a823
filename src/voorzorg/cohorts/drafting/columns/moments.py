"""When a wave is, and which comes first, by the words that name it."""

from __future__ import annotations

import re

from voorzorg.cohorts.drafting.columns.roles import words

_PREGNANCY = re.compile(r"(?:zw|zwanger|pregnancy|preg|gestation)[a-z]* ?(\d{1,2}) ?(?:w|wk|weken|weeks?)?\b")
_MONTH = re.compile(
    r"(?<![a-z])(?:m|mnd|maand|month)[ ]?(\d{1,2})(?!\d)|(\d{1,2})[ ]?(?:m|mnd|maanden|maand|months?)\b"
)
_WEEK = re.compile(
    r"(?<![a-z])(?:wk|week|weken)[ ]?(\d{1,3})(?!\d)|(\d{1,3})[ ]?(?:w|wk|weken|weeks?|week)\b"
)
_DAY = re.compile(r"(?<![a-z])(?:dag|day)[ ]?(\d{1,3})(?!\d)|(\d{1,3})[ ]?(?:dagen|days?|dag)\b")
_YEAR = re.compile(r"(?<![a-z])(?:jaar|year|jr)[ ]?(\d{1,2})(?!\d)|(?<!\d)(\d{1,2})[ ]?(?:jaar|years?|jr)\b")
_NUMBER = re.compile(
    r"(?<![a-z])(?:t|wave|meting|golf|w|meetmoment|moment|visit|bezoek|event|ronde|sessie|session|fase|tp|"
    r"tijdstip|timepoint|measurement|contact)[ ]?(?:nr |no )?(\d{1,2})(?!\d)"
)
_START = re.compile(
    r"baseline|nulmeting|(?<![a-z])start|inclusie|intake|voormeting|beginmeting|pretest|(?<![a-z])pre(?![a-z])|"
    r"^(?:voor|begin|bl|before)$"
)
_MIDDLE = re.compile(r"tussenmeting|(?<![a-z])mid(?![a-z])|^(?:tussen|halverwege)$")
_AFTER = re.compile(r"nameting|eindmeting|posttest|(?<![a-z])post(?![a-z])|^(?:na|eind|einde|after|end)$")
_LATER = re.compile(r"follow ?up ?(\d*)|(?<![a-z])fu ?(\d*)(?![a-z])|^later$|vervolgmeting ?(\d*)")
WEEKS_PER_MONTH = 52.18 / 12
TERM_WEEKS = 40.0


def moment(text: str) -> tuple[str, float | None] | None:
    """A wave's key and weeks from birth out of a file, sheet or code name, where they can be told."""
    name = words(text)
    if match := _PREGNANCY.search(name):
        return f"preg{int(match[1])}w", int(match[1]) - TERM_WEEKS
    if match := _MONTH.search(name):
        months = int(match[1] or match[2])
        return f"m{months}", round(months * WEEKS_PER_MONTH, 1)
    if match := _WEEK.search(name):
        weeks = int(match[1] or match[2])
        return f"w{weeks}", float(weeks)
    if match := _DAY.search(name):
        days = int(match[1] or match[2])
        return f"d{days}", round(days / 7, 1)
    if match := _YEAR.search(name):
        years = int(match[1] or match[2])
        return f"y{years}", round(years * 12 * WEEKS_PER_MONTH, 1)
    if _START.search(name):
        return "baseline", None
    if number := numbered(text):
        return number, None
    if _MIDDLE.search(name):
        return "mid", None
    if match := _LATER.search(name):
        return f"followup{match[1] or match[2] or match[3] or ''}", None
    if _AFTER.search(name):
        return "post", None
    return None


def numbered(text: str) -> str | None:
    """``t3`` out of a name that numbers its wave."""
    match = _NUMBER.search(words(text))
    return f"t{int(match[1])}" if match else None


def order_key(wave: str) -> tuple[int, float]:
    """Baseline first, then by number, then a measurement afterwards and follow-ups."""
    digits = re.findall(r"\d+", wave)
    number = float(digits[0]) if digits else 0.0
    if wave.startswith(("base", "bl", "pre")) and not digits:
        return (0, 0.0)
    if wave.startswith("mid"):
        return (1, 0.5)
    if wave.startswith("post"):
        return (2, number)
    if wave.startswith(("followup", "fu")):
        return (3, number)
    return (1, number if digits else 1e6)


_UNITS = (
    ("week", r"\b(week|weken|weeks|wk)\b"),
    ("maand", r"\b(maand|maanden|month|months|mnd)\b"),
    ("dag", r"\b(dag|dagen|day|days)\b"),
)


def moment_in(column: str, text: str) -> tuple[str, float | None] | None:
    """The moment of a code of a wave column, whose name may hold the unit: ``Meting (week)`` 6."""
    if re.fullmatch(r"\d{1,3}", text):
        for unit, pattern in _UNITS:
            if re.search(pattern, words(column)):
                return moment(f"{unit} {text}")
    return moment(text)
