"""The rows of delimited text as columns of text, and the line that each begins on."""

from __future__ import annotations

import csv
import io

import numpy as np
import pyarrow as pa
import pyarrow.csv as pa_csv

from voorzorg.cohorts.checks.findings import UnreadableError
from voorzorg.cohorts.reading.delimited.layout import CsvLayout
from voorzorg.messages import message

csv.field_size_limit(
    50_000_000
)  # answers may be long; an unclosed quotation mark makes one of the whole file

_BLOCK = 1 << 24


def row_numbers(data: bytes, delimiter: str, layout: CsvLayout, *, slowly: bool = False) -> np.ndarray:
    """Line number of each data row of UTF-8 ``data``: blank lines and line breaks inside quotes shift them.

    ``slowly`` splits every row as the standard library does, which also understands a loose quotation mark.
    """
    if slowly:
        reader = csv.reader(io.StringIO(data.decode("utf-8"), newline=""), delimiter=delimiter)
        starts, before = [], 0
        for row in reader:
            if row:
                starts.append(before + 1)
            before = reader.line_num
        numbers = np.array(starts, dtype=int)
        return numbers[numbers > layout.header_row][layout.skip_rows :]
    signs = np.frombuffer(data, dtype=np.uint8)
    breaks = _places(signs, "\n")
    quotes = _places(signs, '"') if b'"' in data else breaks[:0]
    ends = np.flatnonzero(np.searchsorted(quotes, breaks) % 2 == 0)  # of which line each row is the end
    where = np.append(breaks[ends], len(signs))
    begins = np.concatenate([[0], where[:-1] + 1])
    lines = np.concatenate([[0], ends + 1]) + 1
    size = where - begins
    blank = (size == 0) | ((size == 1) & (signs[np.minimum(begins, len(signs) - 1)] == ord("\r")))
    numbers = lines[~blank]
    if quotes.size:
        return numbers[numbers > layout.header_row][layout.skip_rows :]
    return numbers[numbers > layout.header_row + layout.skip_rows]


def _places(signs: np.ndarray, sign: str) -> np.ndarray:
    """Where a sign stands; block by block, so that the comparison takes no room of the file's own size."""
    blocks = range(0, len(signs), _BLOCK)
    return np.concatenate([np.flatnonzero(signs[k : k + _BLOCK] == ord(sign)) + k for k in blocks])


def parse(data: bytes, names: list[str], delimiter: str, layout: CsvLayout, rows: np.ndarray) -> pa.Table:
    """UTF-8 ``data`` as columns of text; raises :class:`UnreadableError` where rows cannot be told apart."""
    quoted = b'"' in data
    bad: list[tuple[int | None, int]] = []

    def refuse(row: pa_csv.InvalidRow) -> str:
        bad.append((row.number, row.actual_columns))
        return "skip"

    def run(threads: bool) -> pa.Table:
        return pa_csv.read_csv(
            pa.BufferReader(data),
            read_options=pa_csv.ReadOptions(
                column_names=names,
                skip_rows=layout.header_row - 1,
                skip_rows_after_names=1 + layout.skip_rows,
                use_threads=threads,
                block_size=_BLOCK,
            ),
            parse_options=pa_csv.ParseOptions(
                delimiter=delimiter, newlines_in_values=quoted, invalid_row_handler=refuse
            ),
            convert_options=pa_csv.ConvertOptions(
                column_types={name: pa.large_string() for name in names},
                null_values=[""],
                strings_can_be_null=True,
                check_utf8=False,  # it was decoded before
            ),
        )

    try:
        table = run(threads=True)
        if bad:
            bad.clear()
            table = run(threads=False)
    except pa.ArrowInvalid as error:
        if "Empty CSV" in str(error):
            return pa.table({name: pa.array([], pa.string()) for name in names})
        raise _unclosed(data) from None
    if bad and data.count(b'"') % 2:
        raise _unclosed(data)
    if bad:
        raise _ragged(bad, len(names), table.num_rows, layout, rows)
    return table


def _unclosed(data: bytes) -> UnreadableError:
    odd = [n for n, line in enumerate(data.split(b"\n"), 1) if line.count(b'"') % 2]
    return UnreadableError(
        message("finding-rows-cannot-told-apart-quotation"),
        expected=message("finding-texts-delimiter-line-break-inside"),
        action=message("finding-close-remove-quotation-mark-first"),
        rows=odd,
    )


def _ragged(
    bad: list[tuple[int | None, int]], width: int, good: int, layout: CsvLayout, rows: np.ndarray
) -> UnreadableError:
    first = layout.header_row + layout.skip_rows
    # The parser counts non-blank rows from the header's; translate to lines of the file.
    positions = [number - layout.skip_rows - 2 for number, _ in bad if number is not None]
    lines = [int(rows[p]) if 0 <= p < len(rows) else first + 1 + p for p in positions]
    if len(bad) == 1 and bad[0][1] < width and positions and positions[0] >= good:
        return UnreadableError(
            message("finding-half-empty-last-row-file"),
            expected=message("finding-columns-every-row", width=width),
            action=message("finding-export-file-again-delete-unfinished"),
            rows=lines,
        )
    longer = sum(count > width for _, count in bad)
    return UnreadableError(
        message("finding-rows-have-another-number-columns"),
        expected=message("finding-columns-every-row", width=width),
        action=message("finding-look-for-delimiter" if longer else "finding-look-for-break"),
        rows=lines,
    )
