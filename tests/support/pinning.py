"""Whole results beside the values that were stored of them: ``pinned(name, found)``.

A result is a table (a data frame, or a list of mappings), a text, or anything of fields (dataclasses,
mappings, lists, arrays), which is laid out as a table of two columns, ``field`` and ``value``. What was
stored lies under ``tests/pinned`` as CSV, texts as TXT. Numbers may differ by five millionths of themselves,
as the results of this project may between versions and machines; counts, truths, texts, columns and the order
of rows may not.

``pytest --pin TESTS`` stores again what moved further than that. Read the difference before you commit it.
"""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import fields, is_dataclass
from enum import Enum
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

FOLDER = Path(__file__).resolve().parents[1] / "pinned"
RELATIVE = 5e-6
#: Below this, a number is nought but for rounding.
ABSOLUTE = 1e-10
_MOST_SAID = 15
#: What a row of a table is called by, where it has such columns.
_NAMES = ("outcome", "analysis", "estimand", "wave", "arm", "contrast", "category", "key", "name", "field")


class Pinned:
    """Holds results against stored values; a test gets one as the fixture ``pinned``."""

    def __init__(self, renew: bool, folder: Path = FOLDER) -> None:
        self.renew = renew
        self.folder = folder

    def __call__(self, name: str, found: Any, relative: float = RELATIVE, absolute: float = ABSOLUTE) -> None:
        """Fail where ``found`` is not what is stored as ``name`` (``room/what``), with all that moved."""
        is_text = isinstance(found, str)
        path = self.folder / (name + (".txt" if is_text else ".csv"))
        stored = path.read_text(encoding="utf-8") if path.exists() else None
        if stored is None:
            moved = ["nothing is stored of it"]
        elif is_text:
            moved = _moved_lines(stored, found)
        else:
            moved = _moved_cells(stored, _table(found), relative, absolute)
        if moved and self.renew:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(found if is_text else _csv(_table(found)), encoding="utf-8", newline="\n")
        elif moved:
            more = [f"... and {len(moved) - _MOST_SAID} more"] if len(moved) > _MOST_SAID else []
            said = "\n  ".join([*moved[:_MOST_SAID], *more])
            again = "if it should have moved: pytest --pin THIS TEST, and read the difference"
            raise AssertionError(f"pinned/{path.relative_to(self.folder)}:\n  {said}\n({again})")


def laid_out(found: Any, at: str = "") -> Iterator[tuple[str, Any]]:
    """Every single value in a thing of fields, with where it stands: ``interval.low``, ``weights[3]``."""
    if isinstance(found, pd.DataFrame):
        for column in found.columns:
            yield from laid_out(found[column], f"{at}.{column}".lstrip("."))
    elif isinstance(found, pd.Series):
        for label, value in zip(found.index, found.tolist(), strict=True):
            yield from laid_out(value, f"{at}[{label}]")
    elif is_dataclass(found) and not isinstance(found, type):
        yield from laid_out({field.name: getattr(found, field.name) for field in fields(found)}, at)
    elif hasattr(found, "_asdict"):
        yield from laid_out(found._asdict(), at)
    elif isinstance(found, Mapping):
        for key, value in found.items():
            yield from laid_out(value, f"{at}.{key}".lstrip("."))
    elif isinstance(found, np.ndarray) and found.ndim:
        for place, value in np.ndenumerate(found):
            yield from laid_out(value, f"{at}[{','.join(map(str, place))}]")
    elif isinstance(found, Set):
        yield from laid_out(sorted(found, key=str), at)
    elif isinstance(found, Sequence) and not isinstance(found, (str, bytes)):
        if not found:
            yield at, "(none)"
        for place, value in enumerate(found):
            yield from laid_out(value, f"{at}[{place}]")
    else:
        yield at, found


def _table(found: Any) -> tuple[list[str], list[list[Any]]]:
    if isinstance(found, pd.DataFrame):
        return [str(c) for c in found.columns], [
            [_plain(value) for value in row] for row in found.itertuples(index=False, name=None)
        ]
    if isinstance(found, list) and found and all(isinstance(row, Mapping) for row in found):
        columns = list(dict.fromkeys(str(key) for row in found for key in row))
        return columns, [[_plain(row.get(column)) for column in columns] for row in found]
    return ["field", "value"], [[place, _plain(value)] for place, value in laid_out(found)]


def _plain(value: Any) -> Any:
    """A cell as one of None, bool, int, float and str."""
    if isinstance(value, np.generic) or (isinstance(value, np.ndarray) and not value.ndim):
        value = value.item()
    if isinstance(value, Enum):
        return str(value.value)
    if value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and math.isnan(value)):
        return None
    return value if isinstance(value, (bool, int, float)) else str(value)


def _written(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return format(value, ".10g") if isinstance(value, float) else str(value)


def _csv(table: tuple[list[str], list[list[Any]]]) -> str:
    columns, rows = table
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_written(value) for value in row] for row in rows)
    return out.getvalue()


def _moved_cells(
    stored: str, table: tuple[list[str], list[list[Any]]], relative: float, absolute: float
) -> list[str]:
    columns, rows = table
    header, *before = list(csv.reader(io.StringIO(stored)))
    if columns != header:
        gone, new = [c for c in header if c not in columns], [c for c in columns if c not in header]
        return [f"columns: without {gone}, with {new}" if gone or new else f"columns in order {columns}"]
    moved = [] if len(rows) == len(before) else [f"{len(rows)} rows, of {len(before)} stored"]
    for number, (old, new) in enumerate(zip(before, rows, strict=False), 1):
        for column, was, is_now in zip(columns, old, new, strict=True):
            if not _same(was, is_now, relative, absolute):
                row = _called(columns, old)
                moved.append(f"row {number}{row}, {column}: stored {was!r}, now {_written(is_now)!r}")
    for old in before[len(rows) :]:
        moved.append(f"gone: {','.join(old)}")
    for row in rows[len(before) :]:
        moved.append(f"new: {','.join(map(_written, row))}")
    return moved


def _same(stored: str, found: Any, relative: float, absolute: float) -> bool:
    if isinstance(found, float):
        try:
            return math.isclose(float(stored), found, rel_tol=relative, abs_tol=absolute)
        except ValueError:
            return False
    text = _written(found)
    if text == stored or not (isinstance(found, str) and text[:1] in "[{" and text[:1] == stored[:1]):
        return text == stored
    try:  # the messages of a row, with their arguments
        then, now = (dict(laid_out(json.loads(one))) for one in (stored, text))
    except ValueError:
        return False
    return list(then) == list(now) and all(
        _same(_written(_plain(then[place])), _plain(now[place]), relative, absolute) for place in then
    )


def _called(columns: list[str], row: list[str]) -> str:
    named = [value for column, value in zip(columns, row, strict=True) if column in _NAMES and value]
    return f" ({' '.join(named)})" if named else ""


def _moved_lines(stored: str, found: str) -> list[str]:
    then, now = stored.splitlines(), found.splitlines()
    moved = [
        f"line {number}: stored {was!r}, now {is_now!r}"
        for number, (was, is_now) in enumerate(zip(then, now, strict=False), 1)
        if was != is_now
    ]
    if len(then) != len(now):
        moved.append(f"{len(now)} lines, of {len(then)} stored")
    return moved if moved or stored == found else ["ends of lines"]
