"""From files to a draft: what each holds, and how the design hangs together."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd
import yaml

from voorzorg.cohorts.drafting.content import Content
from voorzorg.cohorts.drafting.draft_yaml import scalar, write_manifest
from voorzorg.cohorts.drafting.guesses import ColumnGuess, Guess, reads_early, slug, sorted_codes
from voorzorg.cohorts.drafting.merge import merged, without_wave
from voorzorg.cohorts.drafting.moments import moment, numbered, order_key
from voorzorg.cohorts.drafting.read_files import DraftError, read_tables
from voorzorg.cohorts.drafting.tables import TableGuess
from voorzorg.cohorts.manifest.data import ROW
from voorzorg.cohorts.manifest.model import Manifest
from voorzorg.cohorts.reading.codes import codes

_SERIES = 6


@dataclass
class Draft:
    """The manifest's text, the guesses behind it, and what was left out."""

    text: str
    guesses: list[Guess]
    refused: list[tuple[str, str, str]]
    skipped: list[tuple[str, str, str]]


def draft(name: str, paths: list[Path], root: Path) -> Draft:
    """Draft a manifest called ``name`` from files under ``root``.

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
    text = write_manifest(name, content, guesses)
    try:
        Manifest.model_validate(yaml.safe_load(text))
    except ValueError as error:  # a draft that cannot be read would be worse than none
        raise DraftError(f"the files led to a manifest that does not hold: {error}") from None
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
    arms.sort(key=lambda pair: (pair[0].raw.frame[pair[0].id].duplicated().any(), pair[1].distinct != 2))
    if arms:
        content.arm = arms[0]
        for table, column in arms:
            if column.name != arms[0][1].name:
                column.role = "variable"
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
    elif table.id_within is None and table.raw.frame[table.id].duplicated().any():
        _events(table, content, guesses)
    else:
        _file(table, content, "participants", list(table.columns.values()), None, [])


def _long(table: TableGuess, content: Content) -> None:
    assert table.wave_column is not None
    labels = table.raw.value_labels.get(table.wave_column, {})
    keys = []
    for text in _in_order(table.raw.frame[table.wave_column]):
        named = moment(labels.get(text, "")) or moment(text)
        key = named[0] if named else f"t{slug(text).removeprefix('v_')}" if text[:1].isdigit() else slug(text)
        if key in content.waves or key in keys:
            key = f"{key}_{slug(text)}"
        content.waves[key] = (named[1] if named else None, [text])
        content.wave_labels[key] = labels.get(text, f"{table.wave_column} {text}" if text.isdigit() else text)
        keys.append(key)
    table.columns[table.wave_column].role = "wave"
    who = [name for name in (table.id_within, table.id) if name]
    for column in table.columns.values():
        values = (
            table.raw.frame.groupby(who, dropna=False)[column.name].nunique() if column.distinct else None
        )
        column.constant = values is not None and bool(values.max() <= 1)
    extra = f"wave_column: {scalar(table.wave_column)}"
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
    for ending in sorted(table.series, key=order_key):
        named = moment(ending)
        own = slug(ending).removeprefix("v_")
        key = named[0] if named else "baseline" if ending == "bl" else own if own[:1].isalpha() else f"t{own}"
        content.waves[key] = (named[1] if named else None, [])
        columns = {slug(stem): table.columns[name] for stem, name in table.series[ending].items()}
        _file(table, content, "wave", list(columns.values()), f"wave: {key}", [key], list(columns))


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
    if table.raw.header_row > 1:
        lines.append(f"    header_row: {table.raw.header_row}")
    if table.skip_rows:
        lines.append(f"    skip_rows: {table.skip_rows}")
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
    todo = "  # TODO: check this guess (50%): no column identifies participants" if table.id == ROW else ""
    if table.id_unsure:
        todo = "  # TODO: check this guess (50%): the first column with a different value in every row"
    lines.append(f"    id: {scalar(table.id or '')}{todo}")
    if table.id_within:
        lines.append(f"    id_within: {scalar(table.id_within)}  # guess (80%): numbers start again in each")
    interviews = [c for c in columns if c.role == "interview"]
    if interviews and content.anchor and holds == "wave":
        lines.append(f"    date_column: {scalar(interviews[0].name)}")
    dated = content.anchor and holds == "wave"
    used = [c for c in columns if not (dated and interviews and c is interviews[0])]
    own = {c.name: (names[k] if names else slug(c.name)) for k, c in enumerate(columns)}
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
            own_label = without_wave(column.label, waves[0]) if len(waves) == 1 else column.label
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
    if column.type == "date" and not content.anchor:
        column.role = "skipped"
        column.evidence = "a date, and no date of birth to count weeks from"
        return None
    taken = content.variables.get(name)
    if taken is not None and taken[0].type != column.type:
        name = f"{name}_{slug(Path(table.path).stem)}"
    return name or None
