"""From files to a draft: what each holds, and how the design hangs together."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import yaml
from pydantic import ValidationError

from voorzorg.cohorts.drafting.allocation import may_be_arms, same_groups, stays
from voorzorg.cohorts.drafting.columns.guesses import LIKELY, ColumnGuess, Guess, slug
from voorzorg.cohorts.drafting.columns.identifier import Who
from voorzorg.cohorts.drafting.columns.moments import numbered
from voorzorg.cohorts.drafting.columns.roles import reads_as_pair
from voorzorg.cohorts.drafting.sources.header import Header
from voorzorg.cohorts.drafting.tables.read_files import DraftError, read_tables
from voorzorg.cohorts.drafting.tables.table import TableGuess
from voorzorg.cohorts.drafting.writing.content import Content
from voorzorg.cohorts.drafting.writing.draft_yaml import write_manifest
from voorzorg.cohorts.drafting.writing.entries import add_entries
from voorzorg.cohorts.manifest.data import ROW
from voorzorg.cohorts.manifest.model import Manifest
from voorzorg.messages import Message, message
from voorzorg.text import Language
from voorzorg.validation import refused as faults


@dataclass
class Draft:
    """The manifest's text, the guesses behind it, and what was left out."""

    text: str
    guesses: list[Guess]
    refused: list[tuple[str, str, Message | None]]
    skipped: list[tuple[str, str, Message | None]]
    judged: list[tuple[str, str, Message]] = field(default_factory=list)
    shapes: list[tuple[str, Header, tuple[str, ...]]] = field(default_factory=list)


def draft(
    name: str, paths: list[Path], root: Path, schema: str | None = None, language: Language = "en"
) -> Draft:
    """Draft a manifest called ``name`` from files under ``root``; ``schema`` is named in it for editors.

    What it asks and why it guesses stands in it as comments, in the reader's ``language``.

    Raises
    ------
    DraftError
        When a file cannot be read, or when no table has an identifier.
    """
    tables, book, guesses = read_tables(paths, root)
    if not any(table.id for table in tables):
        _number_rows(tables, guesses)
    _same_moments(tables)
    content = Content(setup=book.setup, language=language)
    _design(tables, content, guesses)
    holding = [table for table in tables if table.id is not None]
    content.in_order = len(holding) == 1 and holding[0].holds in ("long", "wide")
    for table in tables:
        if table.id is not None:
            add_entries(table, tables, content, guesses)
    refused = [
        (t.raw.name, c.name, c.evidence) for t in tables for c in t.columns.values() if c.role == "refused"
    ]
    skipped = [
        (t.raw.name, c.name, c.evidence) for t in tables for c in t.columns.values() if c.role == "skipped"
    ]
    if book.sources:
        guesses.append(
            Guess(
                ", ".join(book.sources),
                message("draft-labels"),
                message("draft-from-code-book"),
                0.9,
                message("draft-its-header"),
            )
        )
    if not content.variables and content.arm is None and not content.events:
        raise DraftError(message("refused-identifiers-only"))
    text = write_manifest(name, content, guesses, schema)
    try:
        Manifest.model_validate(yaml.safe_load(text))
    except ValidationError as error:  # a draft that cannot be read would be worse than none
        lines = faults("cohort.yaml", error, Manifest, yaml.safe_load(text), text)
        raise DraftError(message("refused-draft"), *lines) from None
    judged = [(t.raw.name, c.name, judgement(c)) for t in tables for c in t.columns.values()]
    shapes = [(t.raw.name, t.header, t.shape) for t in tables if t.shape]
    return Draft(text, guesses, refused, skipped, judged, shapes)


def judgement(column: ColumnGuess) -> Message:
    """What was decided about a column with a view to privacy."""
    if column.role == "refused":
        return message("draft-refused", why=column.evidence or "")
    if column.role == "skipped":
        return message("draft-left-out-why", why=column.evidence or "")
    known = {
        "id": message("draft-hashed"),
        "birth": message("draft-birth-used"),
    }
    return known.get(column.role, message("draft-taken-in", type=column.type))


def _number_rows(tables: list[TableGuess], guesses: list[Guess]) -> None:
    """One table without an identifier: every row is a participant. Two could not be put together."""
    if len(tables) > 1:
        raise DraftError(message("refused-no-identifier"))
    (table,) = tables
    table.id = ROW
    table.raw.frame[ROW] = table.raw.rows
    table.find_waves()
    why = message("draft-every-row-another")
    table.who = Who(ROW, 0.5, why)
    for column in table.columns.values():
        if column.role == "wave":
            column.role = "variable"
    guesses.append(Guess(table.raw.name, message("draft-identifier"), message("draft-rows-number"), 0.5, why))


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
    arms = [pair for pair in arms if stays(*pair)]
    arms.sort(key=lambda pair: (-pair[1].arm, pair[0].who.wave is not None, pair[1].distinct != 2))
    if arms:
        content.arm = arms[0]
        for table, column in arms:
            if column.name != arms[0][1].name:
                column.role = "variable"
                if column.arm >= 0.9 or not same_groups(table, column, arms[0]):
                    column.confidence = min(column.confidence, 0.6)
                    column.evidence = message("draft-other-allocation", column=arms[0][1].name)
                guesses.append(
                    Guess(
                        table.raw.name,
                        message("draft-allocation"),
                        message("draft-not-column", column=column.name),
                        0.5,
                        message("draft-fits-better"),
                    )
                )
    else:
        content.maybe_arms = may_be_arms(tables)
    for table in tables:
        sites = [c for c in table.columns.values() if c.role == "site"]
        for column in sites[1:]:
            column.role = "variable"
        if sites and content.site is None:
            content.site = "site"
            content.by_cluster = _by_cluster(table, sites[0], content.arm)
            content.pairs = _pairs(table, sites[0], content.arm) if content.by_cluster else None
            guesses.append(
                Guess(table.raw.name, message("draft-site"), sites[0].name, 0.7, message("draft-its-name"))
            )
        births = [c for c in table.columns.values() if c.role == "birth"]
        for column in births[1:]:
            column.role = "refused"
            column.evidence = message("draft-second-birth")
        if births:
            content.anchor = True
            guesses.append(
                Guess(table.raw.name, message("draft-birth"), births[0].name, 0.7, message("draft-its-name"))
            )


def _by_cluster(table: TableGuess, site: ColumnGuess, arm: tuple[TableGuess, ColumnGuess] | None) -> bool:
    """Whether everybody of a cluster is in the same arm, in enough clusters to be no accident."""
    if arm is None or arm[0] is not table:
        return False
    known = table.raw.frame[[site.name, arm[1].name]].dropna()
    clusters = known.groupby(site.name)[arm[1].name]
    return (
        clusters.ngroups >= 4 and len(known) >= 3 * clusters.ngroups and bool(clusters.nunique().max() == 1)
    )


def _pairs(table: TableGuess, site: ColumnGuess, arm: tuple[TableGuess, ColumnGuess] | None) -> str | None:
    """The column in which each value is of two clusters, one of either arm; what it becomes is no outcome."""
    assert arm is not None
    for column in table.columns.values():
        if column.role != "variable" or not reads_as_pair(column.name):
            continue
        known = table.raw.frame[[column.name, site.name, arm[1].name]].dropna().drop_duplicates()
        counts = known.groupby(column.name)[[site.name, arm[1].name]].nunique()
        if (
            len(counts) >= 2
            and bool((counts == 2).all(axis=None))
            and not known[site.name].duplicated().any()
        ):
            column.type, column.values, column.missing = "category", None, ()
            column.confidence, column.evidence = LIKELY, message("draft-pairs")
            return slug(column.name)
    return None
