"""A table as entries of the manifest: which file holds what, and which column is which variable."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pandas as pd

from voorzorg.cohorts.drafting.columns.guesses import ColumnGuess, Guess, reads_early, slug, sorted_codes
from voorzorg.cohorts.drafting.columns.moments import moment, moment_in, order_key
from voorzorg.cohorts.drafting.columns.roles import own_name
from voorzorg.cohorts.drafting.sources.redcap import EVENT, INSTANCE
from voorzorg.cohorts.drafting.sources.setup import weeks_of
from voorzorg.cohorts.drafting.tables.merge import common_type, merged, without_wave
from voorzorg.cohorts.drafting.tables.side_by_side import wave_key
from voorzorg.cohorts.drafting.tables.table import TableGuess, several_rows
from voorzorg.cohorts.drafting.writing.content import Content
from voorzorg.cohorts.drafting.writing.draft_yaml import TRAITS
from voorzorg.cohorts.drafting.writing.scalars import mark, scalar
from voorzorg.cohorts.manifest.model import RESERVED
from voorzorg.cohorts.reading.values.codes import codes
from voorzorg.messages import message

_SERIES = 6
#: Names of columns that ingest makes itself, and of the cluster.
_TAKEN = (*RESERVED, "site")
#: REDCap's name of an event: that of the moment, and the arm's number.
_EVENT = re.compile(r"^(?P<event>.+)_arm_(?P<arm>\d+)$")
#: How REDCap's project XML calls the arm behind the event.
_ARM = re.compile(r" \(Arm \d+: (?P<name>.+)\)$")


def add_entries(table: TableGuess, tables: list[TableGuess], content: Content, guesses: list[Guess]) -> None:
    if table.holds == "long":
        _long(table, content)
    elif table.holds == "wide":
        _wide(table, content)
    elif table.wave is not None and (len(tables) > 1):
        key = table.wave
        named = moment(table.sheet or "") or moment(Path(table.path).stem)
        if key not in content.waves or (named and named[0] == key):
            told = weeks_of(content.setup, table.sheet)
            content.waves[key] = (told if told is not None else named[1] if named else None, [])
            if told is not None and table.sheet:
                content.wave_labels[key] = table.sheet
        _file(table, content, "wave", list(table.columns.values()), f"wave: {key}", [key])
    elif table.who.within is None and several_rows(table):
        _events(table, content, guesses)
    else:
        _file(table, content, "participants", list(table.columns.values()), None, [])


def _long(table: TableGuess, content: Content) -> None:
    assert table.wave_column is not None
    labels = table.raw.value_labels.get(table.wave_column, {})
    keys: list[str] = []
    twice: list[str] = []
    present = _in_order(table.raw.frame[table.wave_column])
    if all(_EVENT.match(text) for text in present) and table.wave_column != INSTANCE:
        present = _events_of_redcap(present, labels, content, keys)
    for text in present:
        named = moment(labels.get(text, "")) or moment_in(table.wave_column, text)
        key = named[0] if named else f"t{slug(text).removeprefix('v_')}" if text[:1].isdigit() else slug(text)
        if table.wave_column == INSTANCE:  # the same occasions for every instrument that repeats
            key = f"occasion_{slug(text).removeprefix('v_')}"
        elif key in content.waves or key in keys:
            twice = twice or ([content.waves[key][1][0], text] if key in keys else [])
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
        alike = values is not None and bool(values.max() <= 1)
        column.constant = alike and keys[:1] == _asked_at(table, column, keys, content)[:1]
    extra = f"wave_column: {scalar(as_named(table, table.wave_column))}"
    if table.who.wave_sure < 0.7:
        extra += mark(0.5, message("draft-rows-apart", column=table.wave_column), content.language)
    elif twice:
        why = message("draft-moment-twice", codes="', '".join(twice))
        extra += mark(0.5, why, content.language)
    _file(table, content, "wave", list(table.columns.values()), extra, keys)


def _events_of_redcap(
    present: list[str], labels: dict[str, str], content: Content, keys: list[str]
) -> list[str]:
    """``baseline_arm_1`` and ``baseline_arm_2`` are one moment, in two arms where there are two."""
    moments: dict[str, list[str]] = {}
    arms: dict[str, list[str]] = {}
    for text in present:
        match = _EVENT.match(text)
        assert match is not None
        moments.setdefault(match["event"], []).append(text)
        arms.setdefault(match["arm"], []).append(text)
    for event, texts in moments.items():
        key, weeks = wave_key(event)
        content.waves[key] = (weeks, texts)
        told = labels.get(texts[0], event.replace("_", " "))
        content.wave_labels[key] = _ARM.sub("", told)
        keys.append(key)
    if len(arms) > 1 and content.arm is None:
        content.event_arms = arms
        for number, texts in arms.items():
            if match := _ARM.search(labels.get(texts[0], "")):
                content.event_arm_labels[number] = match["name"]
    return []


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
        if table.question is not None:
            extra += mark(0.6, table.question, content.language)
            table.question = None  # asked once, for all of them
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
        own = name.casefold()
        at = own.rfind(ending) if own.endswith(ending) else own.find(ending)
        if at >= 0 and (len(ending) > 3 or ending == "na"):
            return name[at : at + len(ending)]
    return wave_key(ending)[0]


def _events(table: TableGuess, content: Content, guesses: list[Guess]) -> None:
    dates = [c for c in table.columns.values() if c.type == "date" and c.role in ("interview", "variable")]
    if not dates:
        guesses.append(
            Guess(
                table.raw.name,
                message("draft-layout"),
                message("draft-left-out"),
                0.3,
                message("draft-several-no-wave"),
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
                f"    event: {key}{mark(0.4, message('draft-asked-of-rows'), content.language)}",
                f"    id: {scalar(table.id or '')}",
                f"    date_column: {scalar(dates[0].name)}",
            ]
        )
    )
    why = message("draft-several-dated")
    guesses.append(Guess(table.raw.name, message("draft-layout"), message("draft-dated-events"), 0.4, why))


def as_named(table: TableGuess, column: str) -> str:
    """A column as manifests call it: the first of two with one name is ``PROPS (1)``."""
    return f"{column} (1)" if column in table.raw.duplicated else column


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
    if table.only:
        conditions = ", ".join(f"{scalar(name)}: [{scalar(one)}]" for name, one in table.only.items())
        lines.append(f"    where: {{{conditions}}}")
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
    ask = table.who.sure < 0.7 and not table.asked
    todo = mark(0.5, table.who.why, content.language) if ask else ""
    table.asked = True
    lines.append(f"    id: {scalar(as_named(table, table.id or ''))}{todo}")
    if table.who.within:
        why = mark(0.8, message("draft-numbers-again"), content.language)
        lines.append(f"    id_within: {scalar(table.who.within)}{why}")
    interviews = [c for c in columns if c.role == "interview"]
    if interviews and content.anchor and holds == "wave":
        lines.append(f"    date_column: {scalar(interviews[0].name)}")
    dated = content.anchor and holds == "wave"
    used = [c for c in columns if not (dated and interviews and c is interviews[0])]
    own = {c.name: (names[k] if names else slug(own_name(c.name))) for k, c in enumerate(columns)}
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
        line = f"      {scalar(name)}: {scalar(as_named(table, source))}"
        if line in mapped:
            continue
        mapped.append(line)
        if name != "arm":
            early = bool(content.waves) or reads_early(name, column)
            first = waves == list(content.waves)[:1] and bool(TRAITS.search(name))
            at_start = holds == "participants" or first
            role = "baseline" if (at_start and early) or column.constant else "outcome"
            own_label = own_name(column.label)
            own_label = without_wave(own_label, waves[0]) if len(waves) == 1 else own_label
            if column.type == "date":
                role = "other"
            column = replace(column, label=own_label)
            if name in content.variables:
                known, role = content.variables[name]
                column = merged(known, column)
            content.variables[name] = (column, role)
            content.at_waves.setdefault(name, []).extend(_asked_at(table, column, waves, content))
    if content.event_arms and EVENT in table.raw.frame:
        mapped.insert(0, f"      arm: {EVENT}")
    if mapped:
        lines += ["    columns:", *mapped]
    content.files.append("\n".join(lines))


def _asked_at(table: TableGuess, column: ColumnGuess, waves: list[str], content: Content) -> list[str]:
    """The waves in which somebody answered: an event of REDCap has the questions of its own forms only."""
    if table.wave_column is None or len(waves) < 2:
        return waves
    answered = table.raw.frame.loc[table.raw.frame[column.name].notna(), table.wave_column]
    seen = set(codes(answered.dropna().unique()))
    return [wave for wave in waves if seen & set(codes(content.waves[wave][1]))] or waves


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
    if name in _TAKEN:
        name = f"{name}_in_file"
    taken = content.variables.get(name)
    if taken is not None and common_type(taken[0], column) is None:
        name = f"{name}_{slug(Path(table.path).stem)}"
    return name or None
