"""Who a row is about, and when: the identifier by its name and by how it repeats, and the wave.

One identifier that occurs twice is a mistake in the file. Identifiers that nearly all occur several times are
those of a file with a row per participant and moment.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from voorzorg.cohorts.drafting.columns import roles
from voorzorg.cohorts.drafting.columns.guesses import MOST_WAVES, ColumnGuess
from voorzorg.messages import Message, message

_SELDOM = 0.15  # share of the people who occur more than once, up to which that is a mistake
_PATTERNS = 0.3  # share of all participants by moments that a long file has, at least


@dataclass(frozen=True)
class Who:
    """The identifier, how sure, what to look at; ``within`` a centre; ``wave`` the column of moments."""

    id: str | None = None
    sure: float = 0.1
    why: Message = field(default_factory=lambda: message("draft-nothing-tells-apart"))
    within: str | None = None
    wave: str | None = None
    wave_sure: float = 0.9


def who(frame: pd.DataFrame, columns: dict[str, ColumnGuess]) -> Who:
    """What a table's rows are about."""
    named = [name for name, column in columns.items() if column.role == "id"]
    named.sort(key=lambda name: (frame[name].isna().mean() > 0.05, -frame[name].nunique()))
    if (pair := _numbered_within(frame, named)) is not None:
        return pair
    for name in named:
        return _known(frame, columns, name, 0.95, message("draft-name-and-repeat"))
    weak = [name for name in columns if roles.may_be_id(name) and _countable(columns[name])]
    for name in [*weak, *(n for n in columns if n not in weak and _countable(columns[n]))]:
        found = _by_repetition(frame, columns, name)
        if found is not None:
            return found
    return Who()


def _numbered_within(frame: pd.DataFrame, named: list[str]) -> Who | None:
    """Two identifiers that each return and tell rows apart together: children numbered in every family."""
    if len(named) != 2 or any(not frame[name].dropna().duplicated().any() for name in named):
        return None
    outer, inner = named
    if frame[named].isna().any(axis=None) or frame.duplicated(named).any():
        return None
    few = frame[inner].nunique() <= max(12, 0.2 * frame[outer].nunique())
    told = message("draft-apart-within", id=inner, within=outer)
    return Who(inner, 0.6, told, within=outer) if few else None


def _countable(column: ColumnGuess) -> bool:
    return column.role in ("variable", "skipped") and column.type in ("integer", "text", "category")


def _known(frame: pd.DataFrame, columns: dict[str, ColumnGuess], name: str, sure: float, why: Message) -> Who:
    ids = frame[name]
    if not ids.dropna().duplicated().any():
        for other, column in columns.items():
            if other != name and column.role == "id" and _several_rows_each(frame[other]):
                return Who(name, 0.6, message("draft-several-rows-of", other=other))
        return Who(name, sure, why)
    repeated = _often(ids)
    wave, wave_sure = _wave(frame, columns, [name], repeated)
    if wave is not None and not frame.dropna(subset=[name]).duplicated([name, wave]).any():
        return Who(name, min(sure, 0.9), why, wave=wave, wave_sure=wave_sure)
    within = _centre(frame, columns, name)
    if within is not None:
        return Who(name, 0.8, why, within=within[0], wave=within[1])
    if wave is not None and wave_sure >= 0.9:
        return Who(name, min(sure, 0.8), why, wave=wave, wave_sure=wave_sure)
    return Who(name, min(sure, 0.8), why)


def _several_rows_each(ids: pd.Series) -> bool:
    """Most of who a second identifier names have several rows, such as mothers of two children."""
    counts = ids.value_counts()
    return len(counts) >= 3 and bool((counts > 1).mean() > _SELDOM)


def _often(ids: pd.Series) -> bool:
    """Most people have several rows: no slip of the pen."""
    counts = ids.value_counts()
    return bool((counts > 1).mean() > _SELDOM)


def _by_repetition(frame: pd.DataFrame, columns: dict[str, ColumnGuess], name: str) -> Who | None:
    """A column without a telling name: another value in every row, or the same ones at every moment."""
    ids = frame[name]
    if ids.isna().any() or len(ids) < 3:
        return None
    if not ids.duplicated().any():
        if columns[name].type == "category" or _measures(ids):
            return None
        why = message("draft-first-different", column=name)
        return Who(name, 0.5, why)
    if columns[name].type == "integer" and _measures(ids):
        return None
    others = [w for w, c in columns.items() if c.role == "wave"]
    for wave in others:
        if _structured(frame, name, wave) and ids.nunique() > frame[wave].nunique():
            return Who(name, 0.5, message("draft-returns-at", column=name, wave=wave), wave=wave)
    if columns[name].type != "text":
        return None
    for other, column in columns.items():  # a code such as K61x beside something that counts
        few = column.role == "variable" and column.type in ("integer", "category") and column.distinct <= 12
        if few and _structured(frame, name, other):
            why = message("draft-returns-at", column=name, wave=other)
            return Who(name, 0.5, why, wave=other, wave_sure=0.5)
    return None


def _measures(ids: pd.Series) -> bool:
    """Numbers that repeat or leave gaps as measurements do, not as numbers of people."""
    numbers = pd.to_numeric(ids, errors="coerce")
    if numbers.isna().any():
        return False
    return bool(ids.duplicated().mean() > 0.9) or bool(numbers.min() < 0)


def _structured(frame: pd.DataFrame, who: str, wave: str) -> bool:
    """Rows are unique by both, and the moments are shared: no accident."""
    known = frame[[who, wave]].dropna()
    if not len(known) or known.duplicated().any():
        return False
    people, moments = known[who].nunique(), known[wave].nunique()
    return (
        _often(known[who])
        and 2 <= moments <= MOST_WAVES
        and people >= 3
        and len(known) >= max(_PATTERNS * people * moments, 1.3 * people)
    )


def _wave(
    frame: pd.DataFrame, columns: dict[str, ColumnGuess], ids: list[str], repeated: bool
) -> tuple[str | None, float]:
    """The column that tells a participant's rows apart, and how sure; by name first."""
    (name,) = ids
    named = [n for n, c in columns.items() if c.role == "wave"]
    if not repeated:
        return None, 0.0
    for wave in named:
        if _structured(frame, name, wave):
            return wave, 0.9
    for wave in named:  # a few rows may be double: the checks tell
        known = frame[[name, wave]].dropna()
        if known.duplicated().mean() <= 0.02 and frame[wave].isna().mean() <= 0.05:
            return wave, 0.9
    other = [
        n
        for n, c in columns.items()
        if ((c.role == "variable" and c.type in ("integer", "category", "number")) or _days(frame[n], c))
        and n != name
        and 2 <= c.distinct <= 12
    ]
    for wave in other:
        if _structured(frame, name, wave):
            return wave, 0.5
    return None, 0.0


def _days(values: pd.Series, column: ColumnGuess) -> bool:
    """Dates as texts: a few days on which everybody was measured tell moments apart."""
    return column.type == "date" and not pd.api.types.is_datetime64_any_dtype(values)


def _centre(frame: pd.DataFrame, columns: dict[str, ColumnGuess], name: str) -> tuple[str, str | None] | None:
    """A cluster in which identifiers tell rows apart, alone (no wave) or with a wave."""
    for centre, column in columns.items():
        if column.role != "site" or frame[centre].isna().any():
            continue
        shared = frame.drop_duplicates([name, centre])[name].duplicated().mean()
        if shared < 0.1:
            continue  # one or two doubles are mistakes, not numbers that start again
        if not frame.duplicated([name, centre]).any():
            return centre, None
        for wave in (n for n, c in columns.items() if c.role == "wave"):
            if not frame.duplicated([name, centre, wave]).any():
                return centre, wave
    return None
