"""The words of other people's files: their names for statistics, columns and arms, and what those stand for.

They are data (``vocabulary.yaml``).
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from voorzorg.evidence.figures.methods import METHODS
from voorzorg.evidence.figures.schema import BY_NAME, SLUG, STATISTICS
from voorzorg.yaml_file import read

_WORDS = read(Path(__file__).with_name("vocabulary.yaml"))
_STATISTICS = {name: key for key, names in _WORDS["statistics"].items() for name in names.split()}
_STATISTICS |= {key.replace("_", ""): key for key in STATISTICS}
_COLUMNS = {name: key for key, names in _WORDS["columns"].items() for name in names.split()}
#: a cell with both limits: "0.64 to 1.28"; its header may tell the level
INTERVAL = "interval"
_INTERVAL = re.compile(
    r"(?:\d+(?:[.,]\d+)?%?)?(?:ci|bi|confidenceinterval|betrouwbaarheidsinterval|interval)(?:\d+(?:[.,]\d+)?%?)?"
)
#: names of an untreated arm, in the order in which they are tried
CONTROL_NAMES: tuple[str, ...] = tuple(_WORDS["controls"].split())
_EVERYBODY, _BETWEEN = (tuple(_WORDS[key].split()) for key in ("everybody", "between"))
#: statistics that compare two arms, so that "comparison" beside them is no arm
_COMPARING = frozenset(STATISTICS) - frozenset(_WORDS["not_comparing"].split())


def is_control(arm: str) -> bool:
    """Whether an arm's name is that of an untreated arm."""
    return arm.lower() in CONTROL_NAMES


def _plain(text: str) -> str:
    return re.sub(r"[\s._\-()\[\]’'`,:]", "", text.lower())


_MADE = re.compile(
    r"\b(?:adj(?:usted)?\.?|ge(?:corrig|adjust)eerde?|crude|unadjusted|ruwe?|ongecorrigeerde?|weighted|gewogen|pooled"
    r"|standardi[sz]ed(?! mean)|marginal|least.squares|ls|estimated|geschatte?|imputed|multivariable)\b",
    re.IGNORECASE,
)
#: what stands round the name of a test
_TEST = re.compile(r"^(?:pearsons?|students?)|(?:test|toets|statistic|statistiek|value|waarde|pearsons?)+$")
#: a letter before a short name: aOR, cRR
_LETTER = re.compile(r"([acu])(or|rr|hr|irr|rd|md)\Z")


def statistic_of(text: str) -> tuple[str, str]:
    """The statistic that a name stands for, and how it says that it was made (``aOR``: adjusted; else '').

    A name that is not known stays as it is.
    """
    if text in STATISTICS:
        return text, ""
    plain = _plain(text)
    found = _STATISTICS.get(plain) or _STATISTICS.get(_TEST.sub("", plain))
    if found:
        return found, ""
    short = _LETTER.match(plain)
    if short and short[2] in _STATISTICS:
        return _STATISTICS[short[2]], "adjusted" if short[1] == "a" else "crude"
    made = _MADE.findall(text.replace("_", " "))
    rest = _STATISTICS.get(_plain(_MADE.sub(" ", text.replace("_", " "))))
    if made and rest:
        word = made[0].lower()
        crude = word.startswith(("crude", "unadj", "ruw", "ongecorr"))
        return rest, "crude" if crude else "weighted" if word in ("weighted", "gewogen") else "adjusted"
    return text, ""


def is_share(text: str) -> bool:
    """Whether a statistic's name is that of a share between 0 and 1."""
    return _plain(text) in _WORDS["shares"].split()


def is_standard_error(text: str) -> bool:
    """Whether a statistic's name is that of a standard error."""
    return _plain(text) in _WORDS["standard_errors"].split()


def slug(text: str) -> str:
    """A name as keys are written: 'Smoking (late pregnancy)' is 'Smoking_late_pregnancy'."""
    if SLUG.match(text):
        return text
    folded = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9_.\-]+", "_", folded).strip("_")


def arm_of(text: str, statistic: str) -> str:
    """An arm's key: a comparison of arms is ``contrast``, the arms together ``all``; others in lower case."""
    arm = slug(text).lower()
    if arm in _EVERYBODY:
        return "all"
    compares = statistic in _COMPARING
    if arm in _BETWEEN or (compares and (not arm or arm in ("comparison", "all"))):
        return "contrast"
    return arm or slug(text)


def column_of(header: str, *, long: bool) -> str:
    """The schema's name of a column; the name itself, plain, where it is none of the known ones.

    ``long``: the table has a row per figure, so that no column is of one arm.
    """
    if header in BY_NAME or header.startswith("x_"):
        return header
    plain = re.sub(r"[\s.\-/()\[\]]+", "_", header.strip().lower()).strip("_")
    if plain in BY_NAME:
        return plain
    if _INTERVAL.fullmatch(re.sub(r"[\s\-_()\[\]]", "", header.lower())):
        return INTERVAL
    for side, names in () if long else _WORDS["sides"].items():
        start = next((x for x in (side, *names.split()) if plain.startswith(f"{x}_")), None)
        rest = plain[len(start) + 1 :] if start else ""
        part = next((p for p, words in _WORDS["parts"].items() if rest in words.split()), None)
        if part:
            return f"{side}_{part}"
    flag = next((m for m in METHODS if plain == m), None)
    return flag or _COLUMNS.get(plain, plain)


def header_of(header: list[str]) -> list[str]:
    """Column names as the schema has them; a name that the schema has anyway is never taken twice."""
    plain = [column_of(h, long=True) for h in header]
    if "statistic" not in plain:
        plain = [column_of(h, long=False) for h in header]
    own = [h.strip().lower() for h in header]
    return [o if name in own and o != name else name for name, o in zip(plain, own, strict=True)]


def level_in(header: str) -> str:
    """The level that the header of an interval tells: 95% CI."""
    found = re.search(r"\d+(?:[.,]\d+)?", header)
    return found.group().replace(",", ".") if found else ""
