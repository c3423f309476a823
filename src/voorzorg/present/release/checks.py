"""A second look at what would leave, by simple rules and by searching every file for participants' words."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

import pandas as pd

from voorzorg.cohorts.manifest.model import Manifest
from voorzorg.estimates.table import is_rounded, messages_of, withheld
from voorzorg.present.disclosure import rules

#: Files of a cohort's results that may leave, all made from the controlled estimates.
LEAVES = (
    "report.html", "notebook.html", "notebook.ipynb", "estimates.csv", "comparison.csv", "tables/[!.]*",
    "figures/[!.]*", "figures/journal/[!.]*",
)  # fmt: skip
_SEARCHED = (".html", ".csv", ".svg", ".ipynb", ".json", ".txt", ".tex", ".docx")
_KEYS = ("wave", "informant", "arm", "event")
#: What merged categories are called, which a participant may have written as well.
_OWN_WORDS = {word for label in ("other", "overig", "overige") for word in (label, label.capitalize())}
_SHORTEST = 4  # letters of a word that is looked for


@dataclass(frozen=True)
class Line:
    """A line of the checker's page: an output, the rule that it was held against, and what came of it."""

    output: str
    rule: str
    status: str
    rows: int = 0
    reason: str = ""


def files_that_leave(results: Path) -> list[Path]:
    found = {path for pattern in LEAVES for path in results.glob(pattern) if path.is_file()}
    return sorted(found)


def by_rule(table: pd.DataFrame) -> list[Line]:
    """Rows of real data by outcome and rule: shown, rounded, or withheld and why."""
    real = table[table["data_kind"] == "real"]
    gone = withheld(real)
    lines: list[Line] = []
    for (outcome, estimand), rows in real.groupby(["outcome", "estimand"], sort=False):
        hidden = rows[gone[rows.index]]
        shown = rows[~gone[rows.index]]
        coarse = shown["warnings_messages"].map(is_rounded).astype(bool)
        name = f"{outcome}: {estimand}"
        for stored, same in hidden.groupby("warnings_messages"):
            rule = next(m.key for m in messages_of(str(stored)) if m.key.startswith("withheld-"))
            reason = str(same["warnings"].iloc[0])
            lines.append(Line(name, rule.removeprefix("withheld-"), "withheld", len(same), reason))
        if coarse.any():
            lines.append(Line(name, "rounding", "rounded", int(coarse.sum())))
        if (~coarse).any():
            lines.append(Line(name, "threshold", "shown", int((~coarse).sum())))
    return lines


def broken_rules(table: pd.DataFrame, minimum: int) -> list[Line]:
    """Shown rows that break the simplest rules; none, if output control did its work."""
    real = table[(table["data_kind"] == "real") & ~withheld(table)]
    plain = real.astype(object).where(real.notna(), None)
    found: list[Line] = []
    rows: list[Any] = list(plain.itertuples(index=False))
    for row in rows:
        on_curve = row.estimand in rules.CURVES
        small = any(rules.side_is_small(row, side, minimum) for side in rules.SIDES)
        if row.estimand in rules.PERSONAL and row.estimate is not None:
            found.append(Line(f"{row.outcome}: {row.estimand}", "person", "refused", 1, "one participant"))
        elif small and not on_curve and (row.estimate is not None or row.p_value is not None):
            found.append(
                Line(f"{row.outcome}: {row.estimand}", "threshold", "refused", 1, f"a cell below {minimum}")
            )
    return found


def words_of_participants(tables: Iterable[pd.DataFrame], manifest: Manifest) -> set[str]:
    """Texts of tidy data that the manifest does not list: pseudonyms, and what people wrote."""
    known = {wave.key for wave in manifest.waves}
    for variable in manifest.variables.values():
        known |= set(variable.labels or ()) | set((variable.values or {}).values())
    known |= set(manifest.arms.levels) if manifest.arms else set()
    known |= set(manifest.events) | _OWN_WORDS
    found: set[str] = set()
    for table in tables:
        for name in table:
            if pd.api.types.is_string_dtype(table[name]) and name not in _KEYS:
                found |= {str(value).strip() for value in table[name].dropna().unique()}
    labels = manifest.model_dump_json()
    return {word for word in found if len(word) >= _SHORTEST and word not in known and word not in labels}


def said_verbatim(files: Iterable[Path], words: set[str], root: Path) -> list[Line]:
    """Files in which a participant's word stands; the word itself is not told."""
    lines = []
    for path in files:
        if path.suffix not in _SEARCHED:
            continue
        text = _text_of(path)
        text = re.sub(r"data:[\w/+;=.-]+;base64,[\w+/=]+", "", text)
        cells = {unescape(cell).strip() for cell in re.split(r"[<>\"\\,;&{}\t\n:()]", text)}
        hits = sum(word in cells or (" " in word and word in text) for word in words)
        if hits:
            name = path.relative_to(root).as_posix()
            lines.append(Line(name, "words", "refused", hits, "it holds a text that only the data hold"))
    return lines


def _text_of(path: Path) -> str:
    """The text of a file; of Word that of its parts, without marks."""
    if path.suffix != ".docx":
        return path.read_text(encoding="utf-8", errors="replace")
    with zipfile.ZipFile(path) as document:
        parts = [document.read(name).decode("utf-8") for name in document.namelist() if name.endswith(".xml")]
    return "\n".join(parts)


def kinds_of(files: Iterable[Path], root: Path) -> Mapping[str, str]:
    """What each file is, for the page."""
    sorts = {".html": "report", ".csv": "table", ".docx": "table", ".tex": "table", ".ipynb": "notebook"}
    return {
        path.relative_to(root).as_posix(): "figure"
        if "figures" in path.parts
        else sorts.get(path.suffix, "other")
        for path in files
    }
