"""Waves side by side: the same measures several times in one row, told apart by their names.

``stress_t1`` and ``stress_t2`` are one measure at two moments; ``item1`` to ``item10`` are ten questions. A
moment needs a sign before it (``_t1``), a word for it (``_voor``, ``6m``), or the same measures at each.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from voorzorg.cohorts.drafting.columns.guesses import ColumnGuess, slug
from voorzorg.cohorts.drafting.columns.moments import moment
from voorzorg.cohorts.reading.raw_table import JOINT
from voorzorg.cohorts.reading.values.codes import code
from voorzorg.messages import Message, message

_WORD = (
    r"bl|baseline|voormeting|nulmeting|tussenmeting|nameting|eindmeting|voor|tussen|na|pre|mid|post|"
    r"begin|start|eind|einde|followup|follow_up|fu\d{0,2}|pretest|posttest|before|after"
)
_TOKEN = (
    r"(?:t|fu|wave|meting|visit|bezoek|golf|ronde|moment|sessie|session)_?\d{1,2}|"
    r"(?:w|m|wk|mnd|week|maand|month|jaar|year|y)_?\d{1,3}|\d{1,3}_?(?:m|mnd|maanden|months?|w|wk|weken|weeks?|jr|jaar|y)|20\d{2}"
)
_SUFFIX = re.compile(rf"^(?P<stem>.+?)[_. -](?P<wave>{_TOKEN}|{_WORD})$", re.IGNORECASE)
_CAMEL = re.compile(
    r"^(?P<stem>.*[a-z0-9])(?P<wave>T\d{1,2}|Voor(?:meting)?|Na(?:meting)?|Pre|Post|Begin|Eind)$"
)
_CAMEL_BEFORE = re.compile(r"^(?P<wave>[tT]\d{1,2}|voor|na|pre|post|begin|eind)(?P<stem>[A-Z]\w*)$")
_PREFIX = re.compile(rf"^(?P<wave>{_TOKEN}|v\d{{1,2}}|{_WORD})[_. -](?P<stem>.+)$", re.IGNORECASE)
_NUMBERED = re.compile(r"^(?P<stem>.*[^\W\d_].*?)[_. -](?P<wave>\d{1,2})$")
_GLUED = re.compile(r"^(?P<stem>.*[^\W\d_])(?P<wave>\d{1,2}|(?:19|20)\d{2})$")
_GROUP = re.compile(rf"^(?P<wave>.+?){re.escape(JOINT)}(?P<stem>.+)$")
_QUESTION = re.compile(r"^(?:q|v|item|items|vraag|question|vr|opt|optie|keuze)[_. -]?$", re.IGNORECASE)
_MOMENT_ALONE = re.compile(
    rf"(?:{_WORD}|t\d{{1,2}}|(?:visit|visite|bezoek|meting|ronde|moment|wave|golf)[ _]?(?:\d{{1,2}}|[a-z])|"
    r"(?:dag|day|week|wk|maand|month|mnd|jaar|year)[ _]?\d{1,2})",
    re.IGNORECASE,
)
_MORE = re.compile(rf"[_. -](?:{_TOKEN}|{_WORD}|\d{{1,2}}|nul)$", re.IGNORECASE)
_MOST = 12
_FEW = 6  # bare numbers: more than these are questions, not moments


@dataclass(frozen=True)
class Series:
    """Wave -> measure -> column; what to ask about them, where a number alone told it."""

    waves: dict[str, dict[str, str]] = field(default_factory=dict)
    sure: float = 0.8
    question: Message | None = None


def find_series(columns: dict[str, ColumnGuess]) -> Series:
    """The waves that stand side by side; none where names are numbered as questions are."""
    usable = [n for n, c in columns.items() if c.role in ("variable", "interview")]
    grouped = _collect(usable, _GROUP)
    if _enough(grouped):
        return Series(grouped, 0.8)
    together = [_collect(usable, pattern) for pattern in (_SUFFIX, _CAMEL, _PREFIX, _CAMEL_BEFORE)]
    # Moments beside a long list of questions: too many at once, and few each.
    found = [part for waves in together for part in ([waves] if _enough(waves) else _by_numbers(waves))]
    best = max((waves for waves in found if _enough(waves)), key=_size, default={})
    lists = [waves for p in (_NUMBERED, _GLUED) for waves in _by_numbers(_collect(usable, p))]
    bare = max((waves for waves in lists if _same_measures(waves, columns)), key=_size, default={})
    if best and _size(best) >= _size(bare):
        alike = _like_questions(best, columns)
        if alike:
            ends = {"first": alike[0], "last": alike[-1], "n": str(len(alike))}
            return Series(best, 0.6, message("draft-moments-or-questions", **ends))
        return Series(best, 0.8)
    if bare:
        shown = ", ".join(list(next(iter(bare.values())).values())[:3])
        asked = message("draft-numbered-moments", shown=shown, numbers=", ".join(bare))
        return Series(bare, 0.6, asked)
    return Series()


def _collect(names: list[str], pattern: re.Pattern[str]) -> dict[str, dict[str, str]]:
    """Wave -> stem -> column, of stems that occur in two waves or more."""
    waves: dict[str, dict[str, str]] = {}
    for name in names:
        match = pattern.match(name)
        if match is None:
            continue
        stems = waves.setdefault(" ".join(match["wave"].split()).casefold(), {})
        stem = slug(match["stem"].strip("_. -"))
        while stem in stems:  # names that differ in signs only
            stem += "_2"
        stems[stem] = name
    times: dict[str, int] = {}
    for stems in waves.values():
        for stem in stems:
            times[stem] = times.get(stem, 0) + 1
    series = {w: {s: n for s, n in stems.items() if times[s] >= 2} for w, stems in waves.items()}
    return {wave: stems for wave, stems in series.items() if stems}


def _like_questions(waves: dict[str, dict[str, str]], columns: dict[str, ColumnGuess]) -> list[str]:
    """``pss_t1`` to ``pss_t10``: four or more columns with few answers, of a stem that is alone at most."""
    stems = dict.fromkeys(stem for found in waves.values() for stem in found)
    for stem in stems:
        own = [wave for wave, found in waves.items() if stem in found]
        names = [waves[wave][stem] for wave in own]
        alone = [wave for wave in own if len(waves[wave]) == 1]
        few = max(columns[name].distinct for name in names) <= 7
        if len(own) >= 4 and few and 2 * len(alone) >= len(own):
            return names
    return []


def _by_numbers(waves: dict[str, dict[str, str]]) -> list[dict[str, dict[str, str]]]:
    """Measures apart by the numbers they have: lists of five questions beside measures at two moments."""
    numbers: dict[str, tuple[str, ...]] = {}
    for wave, stems in waves.items():
        for stem in stems:
            numbers[stem] = (*numbers.get(stem, ()), wave)
    return [
        {wave: {s: waves[wave][s] for s, own in numbers.items() if own == shared} for wave in shared}
        for shared in dict.fromkeys(numbers.values())
    ]


def _size(waves: dict[str, dict[str, str]]) -> int:
    return sum(map(len, waves.values()))


def _enough(waves: dict[str, dict[str, str]]) -> bool:
    """Few waves, and most measures in most of them."""
    if not 2 <= len(waves) <= _MOST:
        return False
    stems = {stem for found in waves.values() for stem in found}
    return _size(waves) > 0.5 * len(waves) * len(stems)


def _same_measures(waves: dict[str, dict[str, str]], columns: dict[str, ColumnGuess]) -> bool:
    """Bare numbers: the same two or more measures at each of a few numbers, that are no short answers."""
    if not 2 <= len(waves) <= _FEW:
        return False
    sets = {frozenset(stems) for stems in waves.values()}
    numbers = sorted(int(wave) for wave in waves)
    in_a_row = numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    if len(sets) != 1 or len(next(iter(sets))) < 2 or (in_a_row and numbers[0] > 1):
        return False
    # Questions of two lists are numbered alike too; a moment has something that is measured, or many stems.
    measured = any(columns[n].distinct > 7 for stems in waves.values() for n in stems.values())
    return measured or len(waves) <= 3 or len(next(iter(sets))) >= 2 * len(waves)


def ambiguous(columns: dict[str, ColumnGuess]) -> list[list[str]]:
    """One measure under a few numbers (``gewicht1`` to ``gewicht3``): moments, or other things?"""
    runs: dict[str, list[str]] = {}
    for name, column in columns.items():
        match = _NUMBERED.match(name) or _GLUED.match(name)
        if match and column.role == "variable" and column.type in ("integer", "number", "binary"):
            runs.setdefault(match["stem"], []).append(name)
    found = []
    for stem, names in runs.items():
        measured = max(columns[name].distinct for name in names) > 7
        if 2 <= len(names) <= (_FEW if measured else 3) and not _QUESTION.match(stem):
            found.append(names)
    return found


def left_beside(series: dict[str, dict[str, str]], columns: dict[str, ColumnGuess]) -> dict[str, str]:
    """``stress`` or ``stress_0`` beside ``stress_6w`` and ``stress_3m``: perhaps one moment more of that
    measure, whose last column is told."""
    stems = {stem: name for found in series.values() for stem, name in found.items()}
    taken = {name for found in series.values() for name in found.values()}
    own = {n: slug(_MORE.sub("", n).strip("_. -")) for n, c in columns.items() if c.role == "variable"}
    return {name: stems[stem] for name, stem in own.items() if stem in stems and name not in taken}


def only_moments(columns: dict[str, ColumnGuess]) -> list[list[str]]:
    """Columns called by a moment and nothing else: ``voor`` and ``na``, ``Visit A`` and ``Visit B``."""
    found = [
        name
        for name, column in columns.items()
        if column.role in ("variable", "wave")
        and column.type in ("integer", "number", "binary", "category")
        and _MOMENT_ALONE.fullmatch(name.strip())
    ]
    return [found] if len(found) > 1 else []


def wave_key(text: str) -> tuple[str, float | None]:
    """A wave's key and weeks by the piece of the names that tells it."""
    named = moment(text.replace("_", " "))
    if named is not None:
        return named
    own = slug(text).removeprefix("v_")
    key = "baseline" if code(text) == "bl" else own
    return (key if key[:1].isalpha() else f"t{key}"), None
