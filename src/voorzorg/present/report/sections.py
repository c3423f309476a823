"""What the report consists of: sections with figures, tables and notes, only where there are rows."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path

from voorzorg.present.estimate_rows import View
from voorzorg.present.figures import plans
from voorzorg.present.tables import build_tables
from voorzorg.present.tables.formats.delimited import delimited
from voorzorg.present.tables.formats.html import fragment
from voorzorg.present.tables.model import Table
from voorzorg.present.words.adjustment import how_many
from voorzorg.present.words.messages import has_message
from voorzorg.present.words.method_notes import MethodNote, method_notes

_FIXED_BEFORE = ("findings", "plan", "key_figures", "flow", "baseline", "fidelity")
_MANY = 4  # a section with more figures than this shows the first, and folds the others
_NARROW = 420  # points: figures that stand beside one another in print
_FIXED_AFTER = ("moderators", "agreement", "single_case", "beside", "multiplicity")


@dataclass(frozen=True)
class FigureBlock:
    """A drawn figure with its description for who cannot see it."""

    key: str
    source: str
    alt: str
    caption: str
    number: int = 0
    narrow: bool = False


@dataclass(frozen=True)
class TableBlock:
    """A table as HTML, its title, and its CSV as a download."""

    key: str
    title: str
    html: str
    csv: str
    lines: int
    number: int = 0


@dataclass
class Section:
    """A part of the report with an entry in the contents."""

    key: str
    title: str
    intro: str = ""
    figures: list[FigureBlock] = field(default_factory=list)
    tables: list[TableBlock] = field(default_factory=list)
    notes: list[MethodNote] = field(default_factory=list)
    outcomes: int = 0

    @property
    def shown(self) -> list[FigureBlock]:
        """The figures that are seen at once: all, or the first where there are many."""
        return self.figures if len(self.figures) <= _MANY else self.figures[:1]

    @property
    def folded(self) -> list[FigureBlock]:
        return self.figures[len(self.shown) :]

    @property
    def empty(self) -> bool:
        return not self.figures and not self.tables


def build_sections(view: View, figures_dir: Path) -> list[Section]:
    """Participation, baseline, every family, and what cuts across them; empty ones are left out."""
    context = view.context
    t = context.t
    tables = build_tables(view)
    figures = _figures(view, figures_dir)
    sections = []
    for key in (*_FIXED_BEFORE, *view.families, *_FIXED_AFTER):
        is_family = key in view.families
        title = context.family(key) if is_family else t(f"section.{key}")
        name = f"intro.{key}"
        section = Section(key, title, t(name) if has_message(context.language, name) else "")
        section.figures = [block for place, block in figures if place == key]
        section.tables = [_table(table) for table in tables if table.section == key]
        if is_family:
            outcomes = view.of_family(key)
            section.outcomes = len(outcomes)
            section.notes = method_notes(view, outcomes)
        if not section.empty:
            sections.append(section)
    return _numbered(sections)


def _numbered(sections: list[Section]) -> list[Section]:
    """The same with figures and tables numbered as they come."""
    figures, tables = count(1), count(1)
    for section in sections:
        section.figures = [replace(block, number=next(figures)) for block in section.figures]
        section.tables = [replace(block, number=next(tables)) for block in section.tables]
    return sections


def _figures(view: View, folder: Path) -> list[tuple[str, FigureBlock]]:
    found = []
    for plan in plans(view):
        path = folder / f"{plan.key}.svg"
        if not path.exists():
            continue
        drawn = path.read_bytes()
        source = "data:image/svg+xml;base64," + base64.b64encode(drawn).decode("ascii")
        wide = re.search(rb'<svg[^>]* width="([\d.]+)pt"', drawn) or re.search(rb'width="([\d.]+)pt"', drawn)
        alt = view.context.t(f"alt.{plan.kind}", about=plan.about)
        caption = view.context.t(f"caption.{plan.kind}", adjusted=how_many(view), clustered=view.clustered)
        if view.context.controlled and view.context.t("word.suppressed").encode() in drawn:
            caption += " " + view.context.t("word.suppressed_note")
        found.append(
            (
                plan.section,
                FigureBlock(
                    plan.key, source, alt, caption, narrow=wide is not None and float(wide[1]) < _NARROW
                ),
            )
        )
    return found


def _table(table: Table) -> TableBlock:
    csv = base64.b64encode(delimited(table).encode("utf-8")).decode("ascii")
    return TableBlock(
        table.key, table.title, fragment(table), f"data:text/csv;charset=utf-8;base64,{csv}", len(table.lines)
    )
