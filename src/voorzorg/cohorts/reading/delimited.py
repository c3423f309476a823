"""Delimited text: encoding, delimiter and decimal sign are detected, told, or fixed by the manifest."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv as pa_csv

from voorzorg.cohorts.checks.findings import Findings, UnreadableError
from voorzorg.cohorts.manifest.data import File
from voorzorg.cohorts.reading.raw_table import RawTable, joined_header, unique_names
from voorzorg.messages import Message, message

DELIMITERS = {";": "semicolon", ",": "comma", "\t": "tab", "|": "bar"}
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_MOJIBAKE = re.compile("[ÃÂ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")
_COMMA_NUMBER = re.compile(r"^\s*-?\d+,\d+\s*$")
_POINT_NUMBER = re.compile(r"^\s*-?\d+\.\d+\s*$")
_THOUSANDS = re.compile(
    r"^\s*-?[1-9]\d{0,2}(\.\d{3})+\s*$"
)  # or a fraction of three digits: it tells nothing


_MOST_COLUMNS = 20_000
csv.field_size_limit(
    50_000_000
)  # answers may be long; an unclosed quotation mark makes one of the whole file


@dataclass(frozen=True)
class CsvLayout:
    """How a delimited file is written; what is ``None`` is detected."""

    header_row: int = 1
    header_over: int | None = None
    skip_rows: int = 0
    delimiter: str | None = None
    decimal: str | None = None
    encoding: str | None = None


def read_entry(path: Path, name: str, file: File, findings: Findings) -> RawTable:
    """Read as an entry of the manifest says."""
    written = (file.delimiter, file.decimal, file.encoding)
    return read_delimited(
        path, name, CsvLayout(file.names_row, file.names_over, file.skip_rows, *written), findings
    )


def read_delimited(path: Path, name: str, layout: CsvLayout, findings: Findings) -> RawTable:
    """Read delimited text into text columns; raise :class:`UnreadableError` when it cannot be understood."""
    data = path.read_bytes()
    text = _decode(data, name, layout.encoding, findings)
    del data
    if not text.strip():
        raise UnreadableError(
            message("finding-file-empty"),
            expected=message("finding-header-least-row"),
            action=message("finding-export-file-again-take-out"),
        )
    first_lines = _first_lines(text, layout.header_row + 60)
    if len(first_lines) < layout.header_row:
        raise UnreadableError(
            message("finding-file-ends-before-header"),
            expected=message("finding-column-names-row", header_row=str(layout.header_row)),
            action=message("finding-correct-header-row-manifest"),
        )
    sample = first_lines[layout.header_row - 1 :]
    delimiter = _delimiter(sample, name, layout, findings)
    _refuse_endless_fields(sample, delimiter)
    header = next(csv.reader(io.StringIO("\n".join(sample)), delimiter=delimiter))
    if layout.header_over is not None:
        above = first_lines[layout.header_over - 1]
        header = joined_header(next(csv.reader([above], delimiter=delimiter), []), header)
    names, doubled = unique_names(header)
    rows = _row_numbers(text, delimiter, layout)
    table = _parse(text, names, delimiter, layout, rows)
    del text
    if len(rows) != table.num_rows:  # quoting that the two parsers see differently: count in order instead
        rows = np.arange(table.num_rows) + layout.header_row + layout.skip_rows + 1
    for empty in [c for c in names if c.startswith("(column ") and table[c].null_count == table.num_rows]:
        table = table.drop_columns([empty])
    decimal = layout.decimal or _decimal(table)
    if layout.decimal is None and decimal == ",":
        _detected(findings, name, "decimal", message("delimiter-comma"), 'decimal: ","')
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
    text = _decode(data[:cut], path.name, None, Findings())
    lines = _first_lines(text, count)
    best = max(DELIMITERS, key=lambda sign: _agreement(lines, sign))
    return [next(csv.reader([line], delimiter=best), []) for line in lines]


def _agreement(lines: list[str], delimiter: str) -> tuple[float, int]:
    """How many lines a sign splits as often as most, and into how many pieces."""
    counts = [n for n in _counts(lines, delimiter) if n > 1]
    usual = max(set(counts), key=counts.count) if counts else 1
    return (round(counts.count(usual) / max(len(lines), 1), 1) if counts else 0.0, usual)


def _refuse_endless_fields(lines: list[str], delimiter: str) -> None:
    """A header of more columns, or fields longer, than any export has."""
    widest = max((line.count(delimiter) for line in lines), default=0)
    if widest > _MOST_COLUMNS:
        raise UnreadableError(
            message("finding-file-more-than-columns", MOST_COLUMNS=str(_MOST_COLUMNS)),
            expected=message("finding-columns-separated", delimiter=_called(delimiter)),
            action=message("finding-export-fewer-columns-set-delimiter"),
        )


def _called(delimiter: str) -> Message | str:
    """The name of a delimiter, or itself."""
    known = DELIMITERS.get(delimiter)
    return message(f"delimiter-{known}") if known else repr(delimiter)


def _detected(findings: Findings, file: str, what: str, value: Message | str, fix: str) -> None:
    findings.note(
        message(f"finding-detected-{what}", value=value),
        file=file,
        expected=message("finding-what-export-used"),
        action=message("finding-nothing-if-right", fix=fix),
    )


def _decode(data: bytes, name: str, encoding: str | None, findings: Findings) -> str:
    """Bytes to text. UTF-8 is recognised by being valid; Dutch exports that are not are Windows-1252."""
    if encoding is not None:
        try:
            return data.decode(encoding)
        except (UnicodeError, LookupError, ValueError):
            raise UnreadableError(
                message("finding-text-does-not-follow-encoding"),
                expected=message("finding-text", encoding=str(encoding)),
                action=message("finding-leave-encoding-out-have-detected"),
            ) from None
    for mark, codec in _BOMS:
        if data.startswith(mark):
            try:
                text = data.decode(codec)
            except UnicodeDecodeError:
                raise _mixed_encodings(data) from None
            _detected(
                findings, name, "encoding", message("finding-with-mark", codec=codec), "encoding: utf-8"
            )
            return text
    if b"\x00" in data[:4096]:
        raise UnreadableError(
            message("finding-file-not-text"),
            expected=message("finding-delimited-text"),
            action=message("finding-export-again-csv-name-real"),
        )
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_legacy(data, name, findings)
    lines = text.split("\n") if not text.isascii() and _MOJIBAKE.search(text) else []
    if hits := [n for n, line in enumerate(lines, 1) if _MOJIBAKE.search(line)]:
        findings.warning(
            message("finding-accented-letters-were-converted-twice"),
            file=name,
            rows=hits,
            expected=message("finding-letters-such-diaeresis-character"),
            action=message("finding-export-file-again-utf-labels"),
        )
    return text


def _decode_legacy(data: bytes, name: str, findings: Findings) -> str:
    lines = data.split(b"\n")
    if any(_is_multibyte_utf8(line) for line in lines if not line.isascii()):
        raise _mixed_encodings(data)
    try:
        text = data.decode("cp1252")
        codec = "Windows-1252"
    except UnicodeDecodeError:
        from charset_normalizer import from_bytes

        best = from_bytes(data[:1_000_000]).best()
        codec = best.encoding if best else "latin-1"
        text = data.decode(codec, errors="replace")
    _detected(findings, name, "encoding", codec, "encoding: cp1252")
    return text


def _is_multibyte_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _mixed_encodings(data: bytes) -> UnreadableError:
    lines = enumerate(data.split(b"\n"), 1)
    legacy = [n for n, line in lines if not line.isascii() and not _is_multibyte_utf8(line)][:200]
    return UnreadableError(
        message("finding-mixed-encodings-some-rows-utf"),
        expected=message("finding-encoding-whole-file"),
        action=message("finding-export-file-again-go-utf"),
        rows=legacy,
    )


def _first_lines(text: str, count: int) -> list[str]:
    return text[: 20_000 * count].splitlines()[:count] if text else []


def _counts(lines: list[str], delimiter: str) -> list[int]:
    try:
        return [len(row) for row in csv.reader(lines, delimiter=delimiter) if row]
    except csv.Error:
        return [1]


def _best_delimiter(lines: list[str]) -> str | None:
    """The sign that splits the header most and the rows below it as often."""
    usable = [line for line in lines[:40] if line.strip()]
    best: tuple[float, int, str] | None = None
    for sign in DELIMITERS:
        counts = _counts(usable, sign)
        if not counts or counts[0] < 2:
            continue
        agreement = sum(count == counts[0] for count in counts) / len(counts)
        if best is None or (agreement >= 0.5, counts[0]) > (best[0] >= 0.5, best[1]):
            best = (agreement, counts[0], sign)
    return best[2] if best else None


def _delimiter(lines: list[str], name: str, layout: CsvLayout, findings: Findings) -> str:
    best = _best_delimiter(lines)
    fixed = layout.delimiter
    if fixed is None:
        if best is None:
            return ","
        if best != ",":
            _detected(findings, name, "delimiter", _called(best), f'delimiter: "{best}"')
        return best
    if best is not None and best != fixed and _counts(lines[:1], fixed)[0] == 1:
        raise UnreadableError(
            message("finding-wrong-delimiter-header-column"),
            expected=message(
                "finding-columns-separated-manifest-says", fixed=str(DELIMITERS.get(fixed, repr(fixed)))
            ),
            action=message(
                "finding-file-seems-use-set-delimiter", best=str(DELIMITERS[best]), best2=str(best)
            ),
        )
    return fixed


def _row_numbers(text: str, delimiter: str, layout: CsvLayout) -> np.ndarray:
    """Line number of each data row: blank lines and line breaks inside quotes shift them."""
    skip = layout.header_row + layout.skip_rows
    if '"' in text:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        starts, before = [], 0
        for row in reader:
            if row:
                starts.append(before + 1)
            before = reader.line_num
        return np.array([n for n in starts if n > layout.header_row][layout.skip_rows :], dtype=int)
    numbers = [n for n, line in enumerate(text.split("\n"), 1) if line and line != "\r"]
    return np.array([n for n in numbers if n > skip], dtype=int)


def _parse(text: str, names: list[str], delimiter: str, layout: CsvLayout, rows: np.ndarray) -> pa.Table:
    data = text.encode("utf-8")
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
                block_size=1 << 24,
            ),
            parse_options=pa_csv.ParseOptions(
                delimiter=delimiter, newlines_in_values=quoted, invalid_row_handler=refuse
            ),
            convert_options=pa_csv.ConvertOptions(
                column_types={name: pa.string() for name in names},
                null_values=[""],
                strings_can_be_null=True,
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
        raise _unclosed(text) from None
    if bad and text.count('"') % 2:
        raise _unclosed(text)
    if bad:
        raise _ragged(bad, len(names), table.num_rows, layout, rows)
    return table


def _unclosed(text: str) -> UnreadableError:
    odd = [n for n, line in enumerate(text.split("\n"), 1) if line.count('"') % 2]
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
            expected=message("finding-columns-every-row", width=str(width)),
            action=message("finding-export-file-again-delete-unfinished"),
            rows=lines,
        )
    longer = sum(count > width for _, count in bad)
    return UnreadableError(
        message("finding-rows-have-another-number-columns"),
        expected=message("finding-columns-every-row", width=str(width)),
        action=message("finding-look-for-delimiter" if longer else "finding-look-for-break"),
        rows=lines,
    )


def _decimal(table: pa.Table) -> str | None:
    """Comma or point, by which of the two makes numbers of texts that have one; unknown when neither does."""
    commas = points = 0
    for column in table.columns:
        for value in column.slice(0, 200).to_pylist():
            if value is None:
                continue
            commas += bool(_COMMA_NUMBER.match(value))
            points += bool(_POINT_NUMBER.match(value) and not _THOUSANDS.match(value))
    if commas == points == 0:
        return None
    return "," if commas > points else "."
