"""What each file seems to hold: participants, one wave, several waves, in rows or in columns."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

import pandas as pd

from voorzorg.cohorts.checks.tried_rows import previews, tried
from voorzorg.cohorts.drafting.columns import roles
from voorzorg.cohorts.drafting.columns.column import guess_column
from voorzorg.cohorts.drafting.columns.guesses import ColumnGuess, Guess, also
from voorzorg.cohorts.drafting.columns.identifier import Who, who
from voorzorg.cohorts.drafting.columns.moments import moment
from voorzorg.cohorts.drafting.sources.codebooks import Codebook
from voorzorg.cohorts.drafting.sources.header import Header
from voorzorg.cohorts.drafting.tables.side_by_side import ambiguous, find_series, left_beside, only_moments
from voorzorg.cohorts.reading.raw_table import RawTable
from voorzorg.cohorts.reading.threads import side_by_side
from voorzorg.cohorts.reading.values.codes import codes
from voorzorg.messages import Message, message

_ENOUGH = 20_000
_YEARS = 12  # that a study lasts, at most


@dataclass
class TableGuess:
    """One table: its columns, its identifier, and what it holds: a ``wave``, ``long`` or ``wide`` waves."""

    raw: RawTable
    path: str
    sheet: str | None
    columns: dict[str, ColumnGuess]
    who: Who = field(default_factory=Who)
    holds: str = "wave"
    id: str | None = None
    wave: str | None = None
    series: dict[str, dict[str, str]] = field(default_factory=dict)  # wave -> stem -> column
    question: Message | None = None  # about the series, where it is unsure
    header: Header = field(default_factory=lambda: Header(1))
    shape: tuple[str, ...] = ()  # of the first rows
    only: dict[str, str] = field(default_factory=dict)  # rows that are taken: column -> code
    asked: bool = False  # whether somebody was asked about the identifier already

    @property
    def wave_column(self) -> str | None:
        return self.who.wave

    @property
    def where(self) -> str:
        return f"{self.path}[{self.sheet}]" if self.sheet else self.path

    def find_waves(self) -> None:
        """Whether waves stand side by side: fills ``series``."""
        found = find_series(self.columns)
        self.series, self.question = found.waves, found.question
        if self.series:
            self.holds = "wide"
            for name, last in left_beside(self.series, self.columns).items():
                self._ask_about_moments([name], name, last, len(self.series) + 1)
            return
        for names in [*ambiguous(self.columns), *only_moments(self.columns)]:
            self._ask_about_moments(names, names[0], names[-1], len(names))

    def _ask_about_moments(self, names: list[str], first: str, last: str, n: int) -> None:
        for column in (self.columns[name] for name in names):
            column.confidence = min(column.confidence, 0.6)
            told = message("draft-one-measure-or-several", first=first, last=last, n=str(n))
            column.evidence = also(told, column.evidence)


def guess_table(
    raw: RawTable, path: str, sheet: str | None, book: Codebook
) -> tuple[TableGuess, list[Guess]]:
    """Guess what a table holds; the guesses say why."""
    names, step = list(raw.frame.columns), max(1, len(raw.frame) // _ENOUGH)
    guessed = side_by_side(lambda name: guess_column(raw, name, book, step), names)
    columns = dict(zip(names, guessed, strict=True))
    table = TableGuess(raw, path, sheet, columns)
    table.who = who(raw.frame, columns)
    table.id = table.who.id
    guesses = [
        Guess(
            table.raw.name,
            message("draft-identifier"),
            table.id or message("draft-none-found"),
            table.who.sure,
            table.who.why,
        )
    ]
    if step > 1:
        why = message("draft-large-file")
        seen = message("draft-of-rows-chosen", n=str(len(raw.frame.index[::step])))
        guesses.append(Guess(table.raw.name, message("draft-types"), seen, 0.9, why))
    _one_identifier(table)
    if table.id is None:
        return table, guesses
    if (doubt := _doubt(table)) is not None:
        table.who = replace(table.who, sure=0.5, why=doubt)
    columns[table.id].role = "id"
    if table.who.within:
        within = table.who.within
        why = message("draft-apart-within", id=table.id, within=within)
        told = message("draft-unique-within", within=within)
        guesses.append(Guess(table.where, message("draft-identifier"), told, 0.8, why))
    if table.who.wave is not None:
        table.holds = "long"
        why = message("draft-wave-apart", wave=table.who.wave)
        told = message("draft-row-per-moment")
        guesses.append(Guess(table.where, message("draft-layout"), told, table.who.wave_sure, why))
        return table, guesses
    for column in columns.values():
        if column.role == "wave":
            column.role = "variable"
    if table.who.within is None and several_rows(table):
        guesses.append(
            Guess(
                table.where,
                message("draft-layout"),
                message("draft-several-rows"),
                0.4,
                message("draft-ids-again"),
            )
        )
        return table, guesses
    table.find_waves()
    if table.series:
        why = message("draft-names-waves")
        told = message("draft-side-by-side", waves=", ".join(table.series))
        guesses.append(Guess(table.where, message("draft-layout"), told, 0.6 if table.question else 0.8, why))
        return table, guesses
    named = moment(sheet) if sheet else None
    named = named or moment(Path(path).stem)
    if named is not None:
        table.wave = named[0]
        guesses.append(
            Guess(table.where, message("draft-wave"), named[0], 0.7, message("draft-name-of-file"))
        )
    return table, guesses


def _doubt(table: TableGuess) -> Message | None:
    """What tells that the identifiers may not be those of the study's participants."""
    assert table.id is not None
    frame, ids = table.raw.frame, table.raw.frame[table.id]
    again = f"{table.id} (2)"
    if table.id in table.raw.duplicated and again in frame and codes(ids) != codes(frame[again]):
        return message("draft-two-tables", id=table.id)
    if tried(ids):
        return message("draft-tried-rows")
    if previews(frame).any():
        return message("draft-previews")
    if table.who.wave is None or table.who.within is not None:
        return None
    for name, column in table.columns.items():
        if column.type not in ("integer", "number", "binary", "category") or name == table.id:
            continue
        if roles.reads_as_sex(name):
            pairs = frame[[table.id, name]].dropna().drop_duplicates()
            differs = pairs[table.id].value_counts() > 1
        elif roles.reads_as_age(name) and column.type in ("integer", "number"):
            ages = pd.to_numeric(frame[name], errors="coerce").groupby(frame[table.id])
            differs = ages.max() - ages.min() > _YEARS
        else:
            continue
        if differs.mean() > 0.2:
            return message("draft-other-people", column=name, id=table.id)
    return None


def _one_identifier(table: TableGuess) -> None:
    for name, column in table.columns.items():
        if column.role == "id" and name != table.id:
            column.role, column.evidence = "skipped", message("draft-another-identifier")


def several_rows(table: TableGuess) -> bool:
    """Most participants occur more than once; one or two who do are mistakes, told by the checks."""
    assert table.id is not None
    counts = table.raw.frame[table.id].value_counts()
    return bool((counts > 1).mean() > 0.15)
