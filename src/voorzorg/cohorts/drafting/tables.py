"""What each file seems to hold: participants, one wave, several waves, in rows or in columns."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from voorzorg.cohorts.drafting.codebooks import Codebook
from voorzorg.cohorts.drafting.guesses import ColumnGuess, Guess, guess_column, slug
from voorzorg.cohorts.drafting.moments import moment
from voorzorg.cohorts.reading.codes import code
from voorzorg.cohorts.reading.raw_table import RawTable

_SUFFIX = re.compile(
    r"^(?P<stem>.+?)[_. ]?(?P<wave>(?:t|w|m|wave|meting|jaar|y)\d{1,2}|(?<=[_. ])\d{1,2}|"
    r"(?<![\d.])\d{1,2}(?:m|mnd|w|wk|y)|bl|baseline)$",
    re.IGNORECASE,
)
_PREFIX = re.compile(
    r"^(?P<wave>(?:t|w|m|v|fu|wave|meting|visit|golf|jaar|y)\d{1,2}|bl|baseline|pre|post)[_. ](?P<stem>.+)$",
    re.IGNORECASE,
)


@dataclass
class TableGuess:
    """One table: its columns, its identifier, and what it holds: a ``wave``, ``long`` or ``wide`` waves."""

    raw: RawTable
    path: str
    sheet: str | None
    columns: dict[str, ColumnGuess]
    holds: str = "wave"
    id: str | None = None
    id_unsure: bool = False
    id_within: str | None = None
    wave: str | None = None
    wave_column: str | None = None
    series: dict[str, dict[str, str]] = field(default_factory=dict)  # wave -> stem -> column
    skip_rows: int = 0

    def find_waves(self) -> None:
        """Whether waves stand side by side: fills ``series``."""
        self.series = _series(self)
        if self.series:
            self.holds = "wide"


def guess_table(
    raw: RawTable, path: str, sheet: str | None, book: Codebook
) -> tuple[TableGuess, list[Guess]]:
    """Guess what a table holds; the guesses say why."""
    columns = {name: guess_column(raw, name, book) for name in raw.frame.columns}
    table = TableGuess(raw, path, sheet, columns)
    guesses = [_identifier(table)]
    if table.id is None:
        return table, guesses
    where = f"{path}[{sheet}]" if sheet else path
    if raw.frame[table.id].duplicated().any():
        wave = _wave_column(table)
        unique = wave is not None and not raw.frame.duplicated([table.id, wave]).any()
        if not unique and (found := _within_a_centre(table)):
            table.id_within, wave = found
            why = f"'{table.id}' tells rows apart only together with '{table.id_within}'"
            guesses.append(Guess(where, "identifier", f"unique within '{table.id_within}'", 0.8, why))
        if wave is not None:
            table.holds, table.wave_column = "long", wave
            why = f"'{wave}' tells the waves apart"
            guesses.append(Guess(where, "layout", "a row per participant and wave", 0.9, why))
        if wave is not None or table.id_within is None:
            if wave is None:
                why = "identifiers occur more than once"
                guesses.append(Guess(where, "layout", "a row per participant", 0.4, why))
            return table, guesses
    for column in table.columns.values():
        if column.role == "wave":
            column.role = "variable"
    table.find_waves()
    if table.series:
        guesses.append(
            Guess(
                where,
                "layout",
                f"waves side by side: {', '.join(table.series)}",
                0.7,
                "column names end in, or begin with, the same waves",
            )
        )
        return table, guesses
    named = moment(sheet) if sheet else None
    named = named or moment(Path(path).stem)
    if named is not None:
        table.wave = named[0]
        guesses.append(Guess(where, "wave", named[0], 0.7, "the name of the file or sheet"))
    return table, guesses


def _identifier(table: TableGuess) -> Guess:
    frame = table.raw.frame
    where = table.raw.name
    by_name = [name for name, column in table.columns.items() if column.role == "id"]
    scored = sorted(by_name, key=lambda name: (frame[name].isna().any(), frame[name].duplicated().any()))
    if scored:
        table.id = scored[0]
        for name in scored[1:]:
            table.columns[name].role = "skipped"
            table.columns[name].evidence = "another column is taken as identifier"
        sure = 0.95 if not frame[table.id].duplicated().any() else 0.8
        return Guess(where, "identifier", table.id, sure, "its name, and how its values repeat")
    for name, column in table.columns.items():
        usable = column.role in ("variable", "skipped") and column.type in ("integer", "text")
        if usable and not frame[name].isna().any() and not frame[name].duplicated().any():
            table.id, table.id_unsure, column.role = name, True, "id"
            return Guess(
                where, "identifier", name, 0.5, "the first column with a different value in every row"
            )
    return Guess(where, "identifier", "none found", 0.1, "no column tells rows apart")


def _wave_column(table: TableGuess) -> str | None:
    """The column that, with the identifier, makes rows unique."""
    frame = table.raw.frame
    named = [n for n, c in table.columns.items() if c.role == "wave"]
    other = [
        n
        for n, c in table.columns.items()
        if c.role == "variable" and 2 <= c.distinct <= 12 and n != table.id
    ]
    for name in [*named, *other]:
        if not frame.duplicated([table.id, name]).any():
            return name
    return named[0] if named else None


def _within_a_centre(table: TableGuess) -> tuple[str, str | None] | None:
    """A cluster in which identifiers tell rows apart, alone (no wave) or with a wave."""
    frame = table.raw.frame
    for name, column in table.columns.items():
        if column.role != "site" or frame[name].isna().any():
            continue
        if not frame.duplicated([table.id, name]).any():
            return name, None
        waves = [n for n, c in table.columns.items() if c.role == "wave"]
        for wave in waves:
            if not frame.duplicated([table.id, name, wave]).any():
                return name, wave
    return None


def _series(table: TableGuess) -> dict[str, dict[str, str]]:
    """Wave -> stem -> column, where names end in their wave or begin with it; nothing where they do not."""
    found = [_series_by(table, pattern) for pattern in (_SUFFIX, _PREFIX)]
    return max(found, key=lambda series: sum(map(len, series.values())))


def _series_by(table: TableGuess, pattern: re.Pattern[str]) -> dict[str, dict[str, str]]:
    """Stems that occur in two or more waves.

    Items of one questionnaire (q_1, q_2, q_3 ...) are numbered too, and so are cut-offs (pd.4, pd.5): waves
    are few, each has many stems, and most stems occur in most of them.
    """
    waves: dict[str, dict[str, str]] = {}
    for name, column in table.columns.items():
        match = pattern.match(name)
        if match is None or column.role not in ("variable", "interview"):
            continue
        stems = waves.setdefault(code(match["wave"]), {})
        stem = slug(match["stem"].strip("_. "))
        while stem in stems:  # names that differ in signs only
            stem += "_2"
        stems[stem] = name
    times: dict[str, int] = {}
    for stems in waves.values():
        for stem in stems:
            times[stem] = times.get(stem, 0) + 1
    series = {w: {s: n for s, n in stems.items() if times[s] >= 2} for w, stems in waves.items()}
    kept = {wave: stems for wave, stems in series.items() if stems}
    if any(wave.isdigit() for wave in kept):  # a number alone says little: more has to agree
        kept = {wave: stems for wave, stems in kept.items() if len(stems) >= 2}
        enough = len({stem for stems in kept.values() for stem in stems}) >= len(kept)
    else:
        enough = True
    if not (2 <= len(kept) <= 10 and enough):
        return {}
    repeated = {stem for stems in kept.values() for stem in stems}
    coverage = sum(map(len, kept.values())) / (len(kept) * len(repeated))
    return kept if coverage > 0.5 else {}
