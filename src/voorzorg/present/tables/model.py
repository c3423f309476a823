"""A table as it will be read, before it becomes HTML, Word or CSV.

One model behind three formats keeps them the same to the last digit; that is why the formats are written
here rather than by a library that makes one of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

Align = Literal["left", "right", "center"]


@dataclass(frozen=True)
class Column:
    """A column's heading; adjacent columns with one ``spanner`` share a heading above theirs."""

    label: str
    align: Align = "right"
    spanner: str = ""


@dataclass(frozen=True)
class Line:
    """One line: as many cells as there are columns, or a ``group`` heading with a single cell."""

    cells: tuple[str, ...]
    kind: Literal["data", "group"] = "data"
    indent: int = 0


@dataclass
class Table:
    """``key`` is the file name; ``notes`` stand below the table, ``banner`` (synthetic data) above it."""

    key: str
    title: str
    columns: Sequence[Column]
    lines: list[Line] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    banner: str = ""
    language: str = "en"
    section: str = ""

    def add(self, *cells: str, indent: int = 0) -> None:
        if len(cells) != len(self.columns):
            raise ValueError(f"table {self.key}: {len(cells)} cells for {len(self.columns)} columns")
        self.lines.append(Line(tuple(cells), "data", indent))

    def heading(self, text: str) -> None:
        self.lines.append(Line((text,), "group"))

    @property
    def empty(self) -> bool:
        return not any(line.kind == "data" for line in self.lines)

    def without_empty_columns(self, dash: str) -> Table:
        """The same table without columns whose every cell is a dash or blank (the first always stays)."""
        data = [line.cells for line in self.lines if line.kind == "data"]
        keep = [
            i for i in range(len(self.columns)) if i == 0 or any(cells[i] not in ("", dash) for cells in data)
        ]
        if len(keep) == len(self.columns):
            return self
        lines = [
            line if line.kind == "group" else Line(tuple(line.cells[i] for i in keep), "data", line.indent)
            for line in self.lines
        ]
        columns = [self.columns[i] for i in keep]
        return Table(
            self.key, self.title, columns, lines, self.notes, self.banner, self.language, self.section
        )

    @property
    def spanners(self) -> list[tuple[str, int]]:
        """Heading groups as (text, number of columns); all texts empty where the table has none."""
        groups: list[tuple[str, int]] = []
        for column in self.columns:
            if groups and groups[-1][0] == column.spanner:
                groups[-1] = (column.spanner, groups[-1][1] + 1)
            else:
                groups.append((column.spanner, 1))
        return groups

    @property
    def has_spanners(self) -> bool:
        return any(column.spanner for column in self.columns)
