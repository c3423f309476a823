"""From files to a draft: what each holds, and how the design hangs together."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd
import yaml
from pydantic import ValidationError

from voorzorg.cohorts.drafting.content import Content
from voorzorg.cohorts.drafting.draft_yaml import scalar, write_manifest
from voorzorg.cohorts.drafting.guesses import ColumnGuess, Guess, reads_early, slug, sorted_codes
from voorzorg.cohorts.drafting.identifier import Who
from voorzorg.cohorts.drafting.merge import common_type, merged, without_wave
from voorzorg.cohorts.drafting.moments import moment, moment_in, numbered, order_key
from voorzorg.cohorts.drafting.read_files import DraftError, read_tables
from voorzorg.cohorts.drafting.side_by_side import wave_key, without_group
from voorzorg.cohorts.drafting.tables import TableGuess, several_rows
from voorzorg.cohorts.manifest.data import ROW
from voorzorg.cohorts.manifest.model import Manifest
from voorzorg.cohorts.reading.codes import codes
from voorzorg.validation import problems

_SERIES = 6


@dataclass
class Draft:
    """The manifest's text, the guesses behind it, and what was left out."""

    text: str
    guesses: list[Guess]
    refused: list[tuple[str, str, str]]
    skipped: list[tuple[str, str, str]]


def draft(name: str, paths: list[Path], root: Path, schema: str | None = None) -> Draft:
    """Draft a manifest called ``name`` from files under ``root``; ``schema`` is named in it for editors.

    Raises
    ------
    DraftError
        When a file cannot be read, or when no table has an identifier.
    """
    tables, book, guesses = read_tables(paths, root)
    if not any(table.id for table in tables):
        _number_rows(tables, guesses)
    _same_moments(tables)
    content = Content()
    _design(tables, content, guesses)
    holding = [table for table in tables if table.id is not None]
    content.in_order = len(holding) == 1 and holding[0].holds in ("long", "wide")
    for table in tables:
        if table.id is not None:
            _entry(table, tables, content, guesses)
    refused = [
        (t.raw.name, c.name, c.evidence) for t in tables for c in t.columns.values() if c.role == "refused"
    ]
    skipped = [
        (t.raw.name, c.name, c.evidence) for t in tables for c in t.columns.values() if c.role == "skipped"
    ]
    if book.sources:
        guesses.append(
            Guess(", ".join(book.sources), "labels", "taken from the code book", 0.9, "its header")
        )
    if not content.variables and content.arm is None and not content.events:
        raise DraftError("these files hold identifiers and nothing else that can be used")
    text = write_manifest(name, content, guesses, schema)
    try:
        Manifest.model_validate(yaml.safe_load(text))
    except ValidationError as error:  # a draft that cannot be read would be worse than none
        lines = "\n  ".join(problems(error, Manifest, "draft", yaml.safe_load(text)))
        raise DraftError(f"the files led to a draft that does not hold:\n  {lines}") from None
    return Draft(text, guesses, refused, skipped)


def _number_rows(tables: list[TableGuess], guesses: list[Guess]) -> None:
    """One table without an identifier: every row is a participant. Two could not be put together."""
    if len(tables) > 1:
        raise DraftError(
            "no column that identifies participants was found in any of the files; without one, several "
            "tables cannot be put together: add an identifier to each, or draft one file"
        )
    (table,) = tables
    table.id = ROW
    table.raw.frame[ROW] = table.raw.rows
    table.find_waves()
    why = "no column identifies participants, so that every row is taken for another one"
    table.who = Who(ROW, 0.5, why)
    for column in table.columns.values():
        if column.role == "wave":
            column.role = "variable"
    guesses.append(Guess(table.raw.name, "identifier", "the row's number", 0.5, why))


def _same_moments(tables: list[TableGuess]) -> None:
    """``t3_6months`` tells that the file ``t3_home`` is of six months too."""
    known = {}
    for table in tables:
        number = numbered(table.sheet or "") or numbered(Path(table.path).stem)
        if number is not None and table.wave not in (None, number):
            known[number] = str(table.wave)
    for table in tables:
        if table.wave in known:
            table.wave = known[table.wave]


def _design(tables: list[TableGuess], content: Content, guesses: list[Guess]) -> None:
    """Allocation, cluster, date of birth: found before the files are described."""
    arms = [(t, c) for t in tables if t.id for c in t.columns.values() if c.role == "arm"]
    arms = [pair for pair in arms if _stays(*pair)]
    arms.sort(key=lambda pair: (-pair[1].arm, pair[0].who.wave is not None, pair[1].distinct != 2))
    if arms:
        content.arm = arms[0]
        for table, column in arms:
            if column.name != arms[0][1].name:
                column.role = "variable"
                if column.arm >= 0.9 or not _same_groups(table, column, arms[0]):
                    column.confidence = min(column.confidence, 0.6)
                    column.evidence = f"'{arms[0][1].name}' is taken for the allocation, not this one"
                guesses.append(
                    Guess(
                        table.raw.name,
                        "allocation",
                        f"not '{column.name}'",
                        0.5,
                        "another column fits better",
                    )
                )
    for table in tables:
        sites = [c for c in table.columns.values() if c.role == "site"]
        for column in sites[1:]:
            column.role = "variable"
        if sites and content.site is None:
            content.site = "site"
            content.by_cluster = _by_cluster(table, sites[0], content.arm)
            guesses.append(Guess(table.raw.name, "site (cluster)", sites[0].name, 0.7, "its name"))
        births = [c for c in table.columns.values() if c.role == "birth"]
        for column in births[1:]:
            column.role = "refused"
            column.evidence = "it looks like a second date of birth"
        if births:
            content.anchor = True
            guesses.append(Guess(table.raw.name, "child's date of birth", births[0].name, 0.7, "its name"))


def _stays(table: TableGuess, column: ColumnGuess) -> bool:
    """One arm per participant; what changes between their rows is a treatment, no allocation."""
    if table.who.wave is None:
        return True
    who = [name for name in (table.who.within, table.id) if name]
    changes = table.raw.frame.groupby(who, dropna=False)[column.name].nunique().max() > 1
    if changes:
        column.role, column.confidence = "variable", 0.6
        column.evidence = "it reads like an allocation, and changes between the rows of a participant"
    return not changes


def _same_groups(table: TableGuess, column: ColumnGuess, arm: tuple[TableGuess, ColumnGuess]) -> bool:
    """Whether two columns of one table divide people alike, such as a code and its label."""
    if arm[0] is not table:
        return False
    pairs = table.raw.frame[[column.name, arm[1].name]].dropna().drop_duplicates()
    return not (pairs[column.name].duplicated().any() or pairs[arm[1].name].duplicated().any())


def _by_cluster(table: TableGuess, site: ColumnGuess, arm: tuple[TableGuess, ColumnGuess] | None) -> bool:
    """Whether everybody of a cluster is in the same arm, in enough clusters to be no accident."""
    if arm is None or arm[0] is not table:
        return False
    known = table.raw.frame[[site.name, arm[1].name]].dropna()
    clusters = known.groupby(site.name)[arm[1].name]
    return (
        clusters.ngroups >= 4 and len(known) >= 3 * clusters.ngroups and bool(clusters.nunique().max() == 1)
    )


def _entry(table: TableGuess, tables: list[TableGuess], content: Content, guesses: list[Guess]) -> None:
    if table.holds == "long":
        _long(table, content)
    elif table.holds == "wide":
        _wide(table, content)
    elif table.wave is not None and (len(tables) > 1):
        key = table.wave
        named = moment(table.sheet or "") or moment(Path(table.path).stem)
        if key not in content.waves or (named and named[0] == key):
            content.waves[key] = (named[1] if named else None, [])
        _file(table, content, "wave", list(table.columns.values()), f"wave: {key}", [key])
    elif table.who.within is None and several_rows(table):
        _events(table, content, guesses)
    else:
        _file(table, content, "participants", list(table.columns.values()), None, [])


def _long(table: TableGuess, content: Content) -> None:
    assert table.wave_column is not None
    labels = table.raw.value_labels.get(table.wave_column, {})
    keys = []
    for text in _in_order(table.raw.frame[table.wave_column]):
        named = moment(labels.get(text, "")) or moment_in(table.wave_column, text)
        key = named[0] if named else f"t{slug(text).removeprefix('v_')}" if text[:1].isdigit() else slug(text)
        if key in content.waves or key in keys:
            key = f"{key}_{slug(text)}"
        content.waves[key] = (named[1] if named else None, [text])
        content.wave_labels[key] = labels.get(text, f"{table.wave_column} {text}" if text.isdigit() else text)
        keys.append(key)
    table.columns[table.wave_column].role = "wave"
    who = [name for name in (table.who.within, table.id) if name]
    for column in table.columns.values():
        values = (
            table.raw.frame.groupby(who, dropna=False)[column.name].nunique() if column.distinct else None
        )
        column.constant = values is not None and bool(values.max() <= 1)
    extra = f"wave_column: {scalar(table.wave_column)}"
    if table.who.wave_sure < 0.7:
        extra += f"  # TODO: check this guess (50%): '{table.wave_column}' tells a participant's rows apart"
    _file(table, content, "wave", list(table.columns.values()), extra, keys)


def _in_order(values: pd.Series) -> list[str]:
    """Codes of a wave column: numbers in order, words as they first appear (a person's rows go by time)."""
    ordered = sorted_codes(values)
    numeric = all(re.fullmatch(r"-?\d+(\.\d+)?", text) for text in ordered)
    return ordered if numeric else list(dict.fromkeys(codes(values.dropna().unique())))


def _wide(table: TableGuess, content: Content) -> None:
    in_series = {column for found in table.series.values() for column in found.values()}
    rest = [c for c in table.columns.values() if c.name not in in_series]
    _file(table, content, "participants", rest, None, [])
    for ending in in_order(table):
        key, weeks = wave_key(ending)
        content.waves[key] = (weeks, [])
        content.wave_labels.setdefault(key, _as_written(table, ending))
        columns = {slug(stem): table.columns[name] for stem, name in table.series[ending].items()}
        extra = f"wave: {key}"
        if table.question:
            extra += f"  # TODO: check this guess (60%): {table.question}"
        _file(table, content, "wave", list(columns.values()), extra, [key], list(columns))


def in_order(table: TableGuess) -> list[str]:
    """Endings by their numbers; words, and groups of columns, as they stand in the file."""
    places = {name: k for k, name in enumerate(table.columns)}
    first = {ending: min(places[name] for name in found.values()) for ending, found in table.series.items()}
    numbered = all(re.search(r"\d", ending) or order_key(ending)[0] == 0 for ending in table.series)
    one_unit = len({re.sub(r"\d+", "", ending) for ending in table.series if re.search(r"\d", ending)}) <= 1
    if numbered and one_unit and table.header.over is None:
        return sorted(table.series, key=order_key)
    return sorted(table.series, key=first.__getitem__)


def _as_written(table: TableGuess, ending: str) -> str:
    """The wave as the names of its columns write it."""
    for name in table.series[ending].values():
        at = name.casefold().find(ending)
        if at >= 0 and len(ending) > 3:
            return name[at : at + len(ending)]
    return wave_key(ending)[0]


def _events(table: TableGuess, content: Content, guesses: list[Guess]) -> None:
    dates = [c for c in table.columns.values() if c.type == "date" and c.role in ("interview", "variable")]
    if not dates:
        guesses.append(
            Guess(
                table.raw.name, "layout", "left out", 0.3, "several rows per participant, no wave and no date"
            )
        )
        return
    key = slug(Path(table.path).stem)
    key = key if key[:1].isalpha() else f"e_{key}"
    content.events.append(key)
    content.files.append(
        "\n".join(
            [
                *_head(table, "events"),
                f"    event: {key}  # TODO: say what each row is",
                f"    id: {scalar(table.id or '')}",
                f"    date_column: {scalar(dates[0].name)}",
            ]
        )
    )
    guesses.append(Guess(table.raw.name, "layout", "dated events", 0.4, "several dated rows per participant"))


def _head(table: TableGuess, holds: str) -> list[str]:
    lines = [f"  - path: {scalar(table.path)}", f"    holds: {holds}"]
    if table.sheet is not None:
        lines.append(f"    sheet: {scalar(table.sheet)}")
    if table.header.over is not None:
        lines.append(f"    header_row: [{table.header.over}, {table.header.row}]")
    elif table.header.row > 1:
        lines.append(f"    header_row: {table.header.row}")
    if table.header.skip:
        lines.append(f"    skip_rows: {table.header.skip}")
    if table.raw.decimal == ",":
        lines.append('    decimal: ","')
    return lines


def _file(
    table: TableGuess,
    content: Content,
    holds: str,
    columns: list[ColumnGuess],
    extra: str | None,
    waves: list[str],
    names: list[str] | None = None,
) -> None:
    lines = _head(table, holds)
    if extra:
        lines.append(f"    {extra}")
    todo = f"  # TODO: check this guess (50%): {table.who.why}" if table.who.sure < 0.7 else ""
    lines.append(f"    id: {scalar(table.id or '')}{todo}")
    if table.who.within:
        lines.append(f"    id_within: {scalar(table.who.within)}  # guess (80%): numbers start again in each")
    interviews = [c for c in columns if c.role == "interview"]
    if interviews and content.anchor and holds == "wave":
        lines.append(f"    date_column: {scalar(interviews[0].name)}")
    dated = content.anchor and holds == "wave"
    used = [c for c in columns if not (dated and interviews and c is interviews[0])]
    own = {c.name: (names[k] if names else slug(without_group(c.name))) for k, c in enumerate(columns)}
    runs = series(used, own)
    mapped: list[str] = []
    sources: dict[str, str] = {}
    for column in used:
        pattern = runs.get(column.name)
        name = pattern[0] if pattern else _variable(column, content, own[column.name], table)
        if name is None:
            continue
        source = pattern[1] if pattern else column.name
        if sources.setdefault(name, source) != source:  # two columns whose names differ in signs only
            name = next(n for k in range(2, 100) if (n := f"{name}_{k}") not in sources)
            sources[name] = source
        line = f"      {scalar(name)}: {scalar(source)}"
        if line in mapped:
            continue
        mapped.append(line)
        if name != "arm":
            early = bool(content.waves) or reads_early(name, column)
            role = "baseline" if (holds == "participants" and early) or column.constant else "outcome"
            own_label = without_group(column.label)
            own_label = without_wave(own_label, waves[0]) if len(waves) == 1 else own_label
            if column.type == "date":
                role = "other"
            column = replace(column, label=own_label)
            if name in content.variables:
                first, role = content.variables[name]
                column = merged(first, column)
            content.variables[name] = (column, role)
            content.at_waves.setdefault(name, []).extend(waves)
    if mapped:
        lines += ["    columns:", *mapped]
    content.files.append("\n".join(lines))


def series(columns: list[ColumnGuess], names: dict[str, str]) -> dict[str, tuple[str, str]]:
    """Columns that differ by number only, six or more coded alike, as patterns with ``*``."""
    runs: dict[tuple[str, str, str, str], list[str]] = {}
    for column in columns:
        own = re.fullmatch(r"(.*?[A-Za-z_])(\d+)", names[column.name])
        there = re.fullmatch(r"(.*?\D)(\d+)", column.name)
        if column.role != "variable" or column.type not in ("binary", "integer", "category"):
            continue
        if own and there and own[2] == there[2]:
            key = (own[1], there[1], column.type, str(column.values))
            runs.setdefault(key, []).append(column.name)
    return {
        name: (f"{own}*", f"{there}*")
        for (own, there, _, _), members in runs.items()
        if len(members) >= _SERIES and _alone(there, members, columns)
        for name in members
    }


def _alone(stem: str, members: list[str], columns: list[ColumnGuess]) -> bool:
    """No other column would be caught by the pattern."""
    return {c.name for c in columns if c.name.startswith(stem)} == set(members)


def _variable(column: ColumnGuess, content: Content, name: str, table: TableGuess) -> str | None:
    """The project variable a column becomes, or nothing."""
    if column.role in ("id", "wave", "refused", "skipped"):
        return None
    if column.role == "arm":
        return "arm"
    if column.role == "site":
        return "site"
    if column.role == "birth":
        return "birth_date"
    taken = content.variables.get(name)
    if taken is not None and common_type(taken[0], column) is None:
        name = f"{name}_{slug(Path(table.path).stem)}"
    return name or None
