"""Which columns hold what people typed: their words leave nothing but the closed environment."""

from __future__ import annotations

import pandas as pd

from voorzorg.cohorts.checks.findings import Findings
from voorzorg.cohorts.manifest.model import Manifest
from voorzorg.messages import message


def without_free_text(table: pd.DataFrame, manifest: Manifest, findings: Findings) -> pd.DataFrame:
    """The table without texts that have no purpose: what is not stored cannot leave."""
    gone = [
        name
        for name, variable in manifest.variables.items()
        if variable.type == "text" and variable.purpose is None and name in table
    ]
    for name in gone:
        findings.warning(
            message("finding-free-text-left-out"),
            file="cohort.yaml",
            column=name,
            expected=message("finding-free-text-expected"),
            action=message("finding-free-text-action"),
        )
    return table.drop(columns=gone)


def tell_empty(people: pd.DataFrame, waves: pd.DataFrame, manifest: Manifest, findings: Findings) -> None:
    """Warn of variables that nobody has a value of, after decoding."""
    for name in manifest.variables:
        held = [table[name] for table in (people, waves) if name in table]
        if held and len(people) and not any(column.notna().any() for column in held):
            findings.warning(
                message("finding-nobody-value"),
                file="cohort.yaml",
                column=name,
                expected=message("finding-value-some-participants-least"),
                action=message("finding-look-column-codes-under-missing"),
            )


def tell_free_text(people: pd.DataFrame, waves: pd.DataFrame, manifest: Manifest, findings: Findings) -> None:
    """Warn of categories that would be shown and that the manifest does not list."""
    for name, variable in manifest.variables.items():
        listed = variable.labels or variable.values
        if variable.type not in ("category", "text") or listed or variable.role != "baseline":
            continue
        if name not in people and name not in waves:
            continue
        findings.warning(
            message("finding-categories-they-were-typed-manifest"),
            file="cohort.yaml",
            column=name,
            expected=message("finding-labels-of-categories", example="labels: {key: label, ...}"),
            action=message("finding-list-them-under-labels-real"),
        )
