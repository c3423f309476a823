"""Which column of a file is which project variable."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable

from voorzorg.cohorts.checks.findings import Findings
from voorzorg.cohorts.manifest.data import File, Variable
from voorzorg.cohorts.manifest.model import Manifest
from voorzorg.cohorts.reading.raw_table import RawTable
from voorzorg.cohorts.reading.values.codes import code
from voorzorg.messages import Message, message
from voorzorg.text import Text


def find_column(wanted: str, raw: RawTable, findings: Findings, *, variable: str | None = None) -> str | None:
    """The file's column called ``wanted``: exactly, or but for spaces and capitals; otherwise a finding."""
    names = list(raw.frame.columns)
    first = wanted.removesuffix(" (1)")
    if first != wanted and wanted not in names and {first, f"{first} (2)"} <= set(names):
        return first
    if wanted in raw.duplicated:
        findings.error(
            message("finding-two-columns-have-name"),
            file=raw.name,
            column=wanted,
            expected=message("finding-column-name"),
            action=message("finding-rename-file-map-second", wanted=str(wanted)),
        )
        return None
    if wanted in names:
        return wanted
    same = [name for name in names if code(name) == code(wanted)]
    if len(same) == 1:
        findings.warning(
            message("finding-column-name-differs-spaces-capitals"),
            file=raw.name,
            column=wanted,
            expected=message("finding-quoted", what=wanted),
            action=message("finding-nothing-was-matched-write-name"),
        )
        return same[0]
    findings.error(
        message("finding-missing-column"),
        file=raw.name,
        column=wanted,
        expected=(
            message("finding-a-column-for", column=wanted, variable=variable)
            if variable
            else message("finding-a-column", column=wanted)
        ),
        action=_remedy(wanted, variable, raw),
    )
    return None


def _remedy(wanted: str, variable: str | None, raw: RawTable) -> Message:
    close = nearest(wanted, raw.frame.columns)
    if not close and variable is not None:
        close = nearest(variable, raw.frame.columns)
    if not close:
        close = [c for c, label in raw.labels.items() if nearest(wanted, [label])][:1]
    if not close and len(raw.sheets) > 1:
        return message("finding-name-the-right-sheet", sheet=str(raw.sheet), sheets=", ".join(raw.sheets))
    if close:
        return message("finding-was-it-renamed", nearest=", ".join(close))
    return message("finding-correct-columns-or-export-column")


def nearest(wanted: str, names: Iterable[str]) -> list[str]:
    """Up to two names that resemble ``wanted``."""
    folded = {re.sub(r"[^a-z0-9]", "", name.casefold()): name for name in names}
    key = re.sub(r"[^a-z0-9]", "", wanted.casefold())
    return [folded[hit] for hit in difflib.get_close_matches(key, list(folded), n=2, cutoff=0.6)]


def header_elsewhere(wanted: str, raw: RawTable) -> int | None:
    """The row among the first that holds ``wanted``, where it is not the header row itself."""
    for number, cells in enumerate(raw.head, start=1):
        if number != raw.header_row and code(wanted) in {code(cell) for cell in cells}:
            return number
    return None


def resolve(file: File, raw: RawTable, findings: Findings) -> dict[str, str]:
    """Project variable -> column, series with ``*`` written out; columns not found are findings."""
    mapped: dict[str, str] = {}
    for variable, column in file.columns.items():
        if "*" in column and "*" in variable:
            mapped.update(_series(variable, column, raw, findings))
            continue
        found = find_column(column, raw, findings, variable=variable)
        if found is not None:
            mapped[variable] = found
    return mapped


def series(pattern: str) -> re.Pattern[str]:
    """``item_*`` as the expression that each name of the series fulfils; group 1 is what stands for ``*``."""
    return re.compile("(.+)".join(re.escape(part) for part in pattern.split("*", 1)))


def _series(variable: str, column: str, raw: RawTable, findings: Findings) -> dict[str, str]:
    pattern = series(column)
    hits = {name: match[1] for name in raw.frame.columns if (match := pattern.fullmatch(name))}
    if not hits:
        loose = re.compile(pattern.pattern, re.IGNORECASE)
        hits = {n: m[1] for n in raw.frame.columns if (m := loose.fullmatch(" ".join(n.split())))}
    if not hits:
        findings.error(
            message("finding-missing-columns"),
            file=raw.name,
            column=column,
            expected=message("finding-columns-look-like", column=str(column), variable=str(variable)),
            action=message("finding-correct-columns-manifest-export-file"),
        )
    return {variable.replace("*", suffix.strip(), 1): name for name, suffix in hits.items()}


def describe(variable: str, manifest: Manifest, items: frozenset[str] = frozenset()) -> Variable | None:
    """How the manifest describes a variable: by name, by a ``*`` pattern, or as an instrument's item."""
    if manifest.arms and variable == manifest.arms.variable:
        return arm_variable(manifest)
    if variable in manifest.variables:
        return manifest.variables[variable]
    for pattern, description in manifest.variables.items():
        if "*" in pattern and series(pattern).fullmatch(variable):
            return description
    design = manifest.clustering
    clusters = {design.site, design.nurse, manifest.cluster_randomised, manifest.pairs}
    label = Text(nl=variable, en=variable)
    if variable in clusters:
        return Variable(label=label, type="category", role="design")
    if variable in items:
        return Variable(label=label, type="number")
    return None


def arm_variable(manifest: Manifest) -> Variable:
    """The allocation as a category that decodes to the arms' keys, by code, label or key."""
    assert manifest.arms is not None
    values: dict[str, str] = {}
    for key, arm in manifest.arms.levels.items():
        for name in (*arm.codes, key, arm.label.nl, arm.label.en):
            values.setdefault(name, key)
    return Variable(label=Text(nl="Groep", en="Arm"), type="category", values=values, role="design")
