"""Delimited text: encoding, delimiter and decimal sign are detected, told, or fixed by the manifest."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import numpy as np

from voorzorg.cohorts.checks.findings import Findings, UnreadableError
from voorzorg.cohorts.manifest.data import File
from voorzorg.cohorts.reading.delimited.encoding import as_utf8
from voorzorg.cohorts.reading.delimited.layout import (
    DELIMITERS,
    CsvLayout,
    agreement,
    decimal_of,
    delimiter_of,
    refuse_endless_fields,
)
from voorzorg.cohorts.reading.delimited.rows import parse, row_numbers
from voorzorg.cohorts.reading.delimited.told import detected
from voorzorg.cohorts.reading.raw_table import RawTable, joined_header, unique_names
from voorzorg.messages import message


def read_entry(path: Path, name: str, file: File, findings: Findings) -> RawTable:
    """Read as an entry of the manifest says."""
    written = (file.delimiter, file.decimal, file.encoding)
    return read_delimited(
        path, name, CsvLayout(file.names_row, file.names_over, file.skip_rows, *written), findings
    )


def read_delimited(path: Path, name: str, layout: CsvLayout, findings: Findings) -> RawTable:
    """Read delimited text into text columns; raise :class:`UnreadableError` when it cannot be understood."""
    data = as_utf8(path.read_bytes(), name, layout.encoding, findings)
    if not data[:1000].strip() and not data.strip():
        raise UnreadableError(
            message("finding-file-empty"),
            expected=message("finding-header-least-row"),
            action=message("finding-export-file-again-take-out"),
        )
    first_lines = _first_lines(data, layout.header_row + 60)
    if len(first_lines) < layout.header_row:
        raise UnreadableError(
            message("finding-file-ends-before-header"),
            expected=message("finding-column-names-row", header_row=str(layout.header_row)),
            action=message("finding-correct-header-row-manifest"),
        )
    sample = first_lines[layout.header_row - 1 :]
    delimiter = delimiter_of(sample, name, layout, findings)
    refuse_endless_fields(sample, delimiter)
    header = next(csv.reader(io.StringIO("\n".join(sample)), delimiter=delimiter))
    if layout.header_over is not None:
        above = first_lines[layout.header_over - 1]
        header = joined_header(next(csv.reader([above], delimiter=delimiter), []), header)
    names, doubled = unique_names(header)
    rows = row_numbers(data, delimiter, layout)
    table = parse(data, names, delimiter, layout, rows)
    if len(rows) != table.num_rows:
        rows = row_numbers(data, delimiter, layout, slowly=True)
    del data
    if len(rows) != table.num_rows:  # quoting that the two parsers see differently: count in order instead
        rows = np.arange(table.num_rows) + layout.header_row + layout.skip_rows + 1
    for empty in [c for c in names if c.startswith("(column ") and table[c].null_count == table.num_rows]:
        table = table.drop_columns([empty])
    decimal = layout.decimal or decimal_of(table)
    if layout.decimal is None and decimal == ",":
        detected(findings, name, "decimal", message("delimiter-comma"), 'decimal: ","')
    head = [next(csv.reader([line], delimiter=delimiter), []) for line in first_lines[:40]]
    return RawTable(
        path=path,
        name=name,
        frame=table.to_pandas(),
        rows=rows,
        format="csv",
        header_row=layout.header_row,
        header_over=layout.header_over,
        decimal=decimal,
        duplicated=doubled,
        head=head,
    )


def first_rows(path: Path, count: int) -> list[list[str]]:
    """The cells of a delimited file's first rows, titles and blank rows above the names included."""
    with path.open("rb") as stream:
        data = stream.read(1 << 20)
    cut = data.rfind(b"\n") + 1 if len(data) == 1 << 20 else len(data)
    lines = _first_lines(as_utf8(data[:cut], path.name, None, Findings()), count)
    best = max(DELIMITERS, key=lambda sign: agreement(lines, sign))
    return [next(csv.reader([line], delimiter=best), []) for line in lines]


def _first_lines(data: bytes, count: int) -> list[str]:
    """Lines of UTF-8 ``data``, of which a letter may be cut at the end of what is looked at."""
    return data[: 20_000 * count].decode("utf-8", errors="ignore").splitlines()[:count]
