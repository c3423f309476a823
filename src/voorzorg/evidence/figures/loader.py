"""Published figures: the loader, and a validator that explains itself.

One row is one printed statistic of one source. The rules by which a row is made are in
``docs/transcription-rules.md``; the columns are in ``figure_schema``. The loader checks *form* only
(columns, numbers, closed vocabularies, unique identifiers, known sources). A percentage above 100 or an
interval that is upside down is a finding for the audit, not a reason to refuse a file.
"""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from voorzorg.evidence.figures.schema import (
    BY_NAME,
    COLUMN_NAMES,
    INTEGER,
    NUMBER,
    NUMBERLESS,
    REQUIRED_COLUMNS,
    STATISTICS,
    FigureFileError,
    Problem,
    check_cell,
    printed_decimals,
)
from voorzorg.evidence.figures.sources import Source, read_sources
from voorzorg.evidence.figures.text_cells import Table, read_table, with_points
from voorzorg.evidence.figures.tidying import BESIDE, method_of, split_limits, tidied
from voorzorg.evidence.figures.vocabulary import INTERVAL, header_of, is_standard_error, level_in
from voorzorg.evidence.figures.wide import COLUMNS as WIDE_COLUMNS
from voorzorg.evidence.figures.wide import SAID, is_wide, long_rows

if TYPE_CHECKING:
    import pandas as pd


def _header_problems(
    table: Table, header: list[str], known: tuple[str, ...], required: tuple[str, ...]
) -> list[Problem]:
    file, problems = table.file, []
    for name in required:
        if name not in header:
            problems.append(Problem(file, None, name, "", "this column to be there"))
    for i, name in enumerate(header):
        # an unknown column that is empty loses nothing
        if name in known or name.startswith("x_") or not any(i < len(r) and r[i] for r in table.rows):
            continue
        near = difflib.get_close_matches(name, known, n=1)
        hint = f"did you mean {near[0]!r}? " if near else ""
        expected = f"a column of the schema ({hint}own columns are kept if their name begins with 'x_')"
        problems.append(Problem(file, 1, name or "(no name)", name, expected))
    for name in sorted({h for h in header if h and header.count(h) > 1}):
        problems.append(Problem(file, 1, name, name, "each column once"))
    return problems


def _row_problems(file: str, row: int, cells: dict[str, str]) -> list[Problem]:
    problems = []
    if is_standard_error(cells.get("statistic", "")):
        expected = "the standard deviation (sd); a standard error is that divided by the root of n"
        return [Problem(file, row, "statistic", cells["statistic"], expected)]
    for name, text in cells.items():
        column = BY_NAME.get(name)
        if column is None:
            continue
        wrong = check_cell(column, text)
        if wrong:
            problems.append(Problem(file, row, name, text, wrong))
        elif not text and column.required and name != "value":
            problems.append(Problem(file, row, name, "", "not empty"))
    value, statistic = cells.get("value", ""), cells.get("statistic", "")
    if not value and statistic in STATISTICS and statistic not in NUMBERLESS:
        problems.append(Problem(file, row, "value", "", f"a number, because the statistic is {statistic!r}"))
    if value and statistic.startswith("stated_"):
        problems.append(Problem(file, row, "value", value, f"empty, because {statistic!r} has no number"))
    decimals = cells.get("decimals", "")
    if INTEGER.match(decimals) and NUMBER.match(value) and printed_decimals(value) != int(decimals):
        expected = f"{printed_decimals(value)}, the decimals of value {value!r}"
        problems.append(Problem(file, row, "decimals", decimals, expected))
    if cells.get("value_high") and not value:
        problems.append(Problem(file, row, "value", "", "the lower end of the range"))
    if bool(cells.get("ci_low")) != bool(cells.get("ci_high")):
        problems.append(Problem(file, row, "ci_low", cells.get("ci_low", ""), "both limits, or neither"))
    level = cells.get("ci_level", "")
    if NUMBER.match(level) and not (0.5 <= float(level) < 1 or 50 <= float(level) < 100):
        problems.append(Problem(file, row, "ci_level", level, "the level as 0.95 or 95"))
    return problems


def _read_rows(path: Path, problems: list[Problem]) -> list[dict[str, str]]:
    """Rows of one file as text; what is wrong with it is added to ``problems``."""
    table = read_table(path)
    file, header = table.file, header_of(table.header)
    if not any(header):
        problems.append(Problem(file, None, "(file)", "", "a header row with the schema's columns"))
        return []
    wide = is_wide(header)
    known, required = (
        ((*WIDE_COLUMNS, *BESIDE), ("outcome",)) if wide else ((*COLUMN_NAMES, *BESIDE), REQUIRED_COLUMNS)
    )
    found = _header_problems(table, header, known, required)
    if not found and not table.rows:
        found = [Problem(file, None, "(file)", "a header and no rows", "a row for each printed number")]
    problems.extend(found)
    if found:
        return []
    level = next((level_in(h) for h, name in zip(table.header, header, strict=True) if name == INTERVAL), "")
    rows = []
    for cells, line in zip(with_points(table, header, problems), table.lines, strict=True):
        if len(cells) != len(header):
            expected = f"{len(header)} cells as in the header (quote a cell that holds a {table.separator!r})"
            problems.append(Problem(file, line, "(row)", f"{len(cells)} cells", expected))
            continue
        one = dict(zip(header, cells, strict=True))
        one["method"] = method_of(one)
        split_limits(one, level, (file, line), problems)
        said = one.get("significant", "")
        if wide and said and said.lower() not in SAID:
            problems.append(Problem(file, line, "significant", said, "yes, no or effective"))
            continue
        for row in long_rows(one, line) if wide else [one]:
            row = tidied(row)
            problems.extend(_row_problems(file, line, row))
            rows.append(row | {"_row": str(line), "_file": file})
    return rows


def figure_files(path: str | Path) -> list[Path]:
    """The figures files of a directory (CSV files with a ``figure_id`` column), or the one file given."""
    path = Path(path)
    if path.is_file():
        return [path]
    if not path.is_dir():
        raise FigureFileError([Problem(str(path), None, "(file)", "", "a CSV file, or a directory of them")])
    found = []
    for file in sorted(path.glob("*.csv")):
        with file.open(encoding="utf-8-sig", errors="replace") as handle:
            if "figure_id" in handle.readline():
                found.append(file)
    return found


def _frame(rows: list[dict[str, str]]) -> pd.DataFrame:
    import pandas as pd

    own = sorted({name for row in rows for name in row if name.startswith("x_")})
    data: dict[str, Any] = {}
    for name in [*COLUMN_NAMES, *own]:
        texts = [row.get(name, "") for row in rows]
        kind = BY_NAME[name].kind if name in BY_NAME else "text"
        if kind == "number":
            data[name] = pd.array([float(t) if t else None for t in texts], dtype="Float64").astype("float64")
        elif kind == "integer":
            data[name] = pd.array([int(t) if t else None for t in texts], dtype="Int64")
        else:
            data[name] = pd.array(texts, dtype="str")
    for name in ("value", "p_value", "ci_low", "ci_high"):
        data[f"{name}_text"] = pd.array([row.get(name, "") for row in rows], dtype="str")
    data["p_comparison"] = pd.array([row.get("p_comparison", "") for row in rows], dtype="str")
    data["file"] = pd.array([row["_file"] for row in rows], dtype="str")
    data["row"] = pd.array([int(row["_row"]) for row in rows], dtype="Int64")
    return pd.DataFrame(data)


def _fill_defaults(rows: list[dict[str, str]]) -> None:
    """Fill what a shorter file leaves out: quantity, comparison and printed decimals."""
    for row in rows:
        row["quantity"] = row.get("quantity") or row.get("figure_id", "")
        row["comparison"] = row.get("comparison") or "="
        if "decimals" not in row and row.get("value"):
            row["decimals"] = str(printed_decimals(row["value"]))


def read_figures(
    path: str | Path, *, sources: dict[str, Source] | None = None, check_sources: bool = True
) -> pd.DataFrame:
    """Read and validate published figures.

    Parameters
    ----------
    path
        A CSV file, or a directory: all its CSV files with a ``figure_id`` column are read together.
        A file needs the columns in ``REQUIRED_COLUMNS``; the others count as "not stated" where absent.
    sources
        Known sources. Left out, ``sources.yaml`` beside the file is used where there is one; without any, the
        keys in ``source`` are taken as they are.
    check_sources
        Whether an unknown source is a problem.

    Returns
    -------
    DataFrame with a row per figure and the columns ``COLUMN_NAMES``, own columns (``x_…``), ``value_text``
    (the value as printed), ``file`` and ``row`` (line in the file). Text is ``""`` where not stated, numbers
    are missing.

    Raises
    ------
    FigureFileError
        With every problem of every file at once: file, row, column, what was found, what was expected.
    """
    files = figure_files(path)
    problems: list[Problem] = []
    rows = [row for file in files for row in _read_rows(file, problems)]
    if not files:
        problems.append(
            Problem(str(path), None, "(file)", "", "at least one CSV file with a figure_id column")
        )
    base = Path(path) if Path(path).is_dir() else Path(path).parent
    if sources is None and (base / "sources.yaml").is_file():
        sources = read_sources(base / "sources.yaml")
    seen: dict[str, str] = {}
    for row in rows:
        place, key = f"{row['_file']} row {row['_row']}", row.get("figure_id", "")
        if key and key in seen:
            expected = f"a name that is used once (also in {seen[key]})"
            problems.append(Problem(row["_file"], int(row["_row"]), "figure_id", key, expected))
        seen.setdefault(key, place)
        name = row.get("source", "")
        if check_sources and sources is not None and name and name not in sources:
            near = difflib.get_close_matches(name, sources, n=1)
            hint = f" (did you mean {near[0]!r}?)" if near else ""
            expected = f"a key of sources.yaml{hint}"
            problems.append(Problem(row["_file"], int(row["_row"]), "source", name, expected))
    if problems:
        raise FigureFileError(problems)
    _fill_defaults(rows)
    return _frame(rows)
