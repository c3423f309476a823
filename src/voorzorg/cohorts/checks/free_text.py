"""Which columns hold what people typed: their words leave nothing but the closed environment."""

from __future__ import annotations

import pandas as pd

from voorzorg.cohorts.checks.findings import Findings
from voorzorg.cohorts.manifest.model import Manifest


def without_free_text(table: pd.DataFrame, manifest: Manifest, findings: Findings) -> pd.DataFrame:
    """The table without texts that have no purpose: what is not stored cannot leave."""
    gone = [
        name
        for name, variable in manifest.variables.items()
        if variable.type == "text" and variable.purpose is None and name in table
    ]
    for name in gone:
        findings.warning(
            "free text is left out: the manifest names no purpose for it",
            file="cohort.yaml",
            column=name,
            expected="no free text, or 'purpose:' with what it is needed for",
            action="take it out of 'columns', or say under 'purpose' why its words are stored",
        )
    return table.drop(columns=gone)


def tell_empty(people: pd.DataFrame, waves: pd.DataFrame, manifest: Manifest, findings: Findings) -> None:
    """Warn of variables that nobody has a value of, after decoding."""
    for name in manifest.variables:
        held = [table[name] for table in (people, waves) if name in table]
        if held and len(people) and not any(column.notna().any() for column in held):
            findings.warning(
                "nobody has a value of it",
                file="cohort.yaml",
                column=name,
                expected="a value for some participants at least",
                action="look at its column, and at its codes under 'missing' and 'values'",
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
            "its categories are as they were typed: the manifest lists none",
            file="cohort.yaml",
            column=name,
            expected="labels: {key: label, ...} for every category that may be shown",
            action="list them under 'labels'; of real data all others are shown as one, 'other'",
        )
