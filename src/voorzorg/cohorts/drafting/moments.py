"""When a wave is, and which comes first, by the words that name it."""

from __future__ import annotations

import re

from voorzorg.cohorts.drafting.guesses import name_of

_PREGNANCY = re.compile(r"(?:zw|zwanger|pregnancy|preg|gestation)[a-z]* ?(\d{1,2}) ?(?:w|wk|weken|weeks?)?\b")
_MONTH = re.compile(
    r"(?<![a-z])(?:m|mnd|maand|month)[ ]?(\d{1,2})(?!\d)|(\d{1,2})[ ]?(?:m|mnd|maanden|maand|months?)\b"
)
_WEEK = re.compile(r"(\d{1,3})[ ]?(?:w|wk|weken|weeks?)\b")
_NUMBER = re.compile(r"(?<![a-z])(?:t|wave|meting|golf|w|meetmoment|visit|event)[ ]?(\d{1,2})(?!\d)")
_START = re.compile(r"baseline|nulmeting|start|inclusie|intake|voormeting|(?<![a-z])pre(?![a-z])")
_MIDDLE = re.compile(r"tussenmeting|(?<![a-z])mid(?![a-z])")
_AFTER = re.compile(r"nameting|eindmeting|(?<![a-z])post(?![a-z])")
_LATER = re.compile(r"follow ?up ?(\d*)|(?<![a-z])fu ?(\d*)(?![a-z])")
WEEKS_PER_MONTH = 52.18 / 12
TERM_WEEKS = 40.0


def moment(text: str) -> tuple[str, float | None] | None:
    """A wave's key and weeks from birth out of a file, sheet or code name, where they can be told."""
    name = name_of(text)
    if match := _PREGNANCY.search(name):
        return f"preg{int(match[1])}w", int(match[1]) - TERM_WEEKS
    if match := _MONTH.search(name):
        months = int(match[1] or match[2])
        return f"m{months}", round(months * WEEKS_PER_MONTH, 1)
    if match := _WEEK.search(name):
        return f"w{int(match[1])}", float(match[1])
    if _START.search(name):
        return "baseline", None
    if number := numbered(text):
        return number, None
    if _MIDDLE.search(name):
        return "mid", None
    if match := _LATER.search(name):
        return f"followup{match[1] or match[2] or ''}", None
    if _AFTER.search(name):
        return "post", None
    return None


def numbered(text: str) -> str | None:
    """``t3`` out of a name that numbers its wave."""
    match = _NUMBER.search(name_of(text))
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
