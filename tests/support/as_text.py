"""What a cohort's files became, as text a person can read: for results that are held whole."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from voorzorg.cohorts.checks.findings import Finding
from voorzorg.cohorts.drafting.draft import Draft
from voorzorg.cohorts.drafting.guesses_page import guesses_page
from voorzorg.cohorts.harmonise.ingest import Ingested
from voorzorg.languages import CODES

_TEXTS = ("check", "expected", "action")


def titled(title: str, *texts: str) -> str:
    return f"--- {title}\n" + "\n".join(text.rstrip("\n") for text in texts) + "\n"


def draft_text(made: Draft) -> str:
    """The manifest, and the page with every guess and what was decided of every column."""
    return titled("cohort.yaml", made.text) + titled("guesses.md", guesses_page("demo", made))


def findings_text(findings: Iterable[Finding]) -> str:
    """Every finding with its three sentences in both languages."""
    lines = []
    for one in findings:
        lines.append(
            f"{one.severity} | file {one.file} | row {one.row} | column {one.column} | {one.count} times"
        )
        for name, said in one.messages:
            if name in _TEXTS:
                lines.append(f"    {said.key}")
                lines += [f"        {language}: {one.told(name, language)}" for language in CODES]
    return "\n".join(lines) + "\n"


def summary(table: pd.DataFrame) -> str:
    """Every column in a line: its type, how many values, how many different ones, and what they add up to."""
    lines = [f"{len(table)} rows"]
    for name in table:
        column = table[name]
        known = column.dropna()
        if pd.api.types.is_numeric_dtype(known):
            numbers = known.astype("float64")
            place = (numbers.to_numpy() * np.arange(1, len(numbers) + 1)).sum()
            ends = f"from {numbers.min():.6g} to {numbers.max():.6g}"
            told = f"sum {numbers.sum():.6g}, {ends}, by row {place:.6g}"
        else:
            counts = known.astype("str").value_counts().sort_index()
            told = ", ".join(f"{value} {n}" for value, n in list(counts.items())[:6])
        lines.append(f"{name}: {len(known)} known, {known.nunique()} different; {told}")
    return "\n".join(lines)


def ingested_text(made: Ingested, rows: int = 5) -> str:
    """Findings, every tidy table in short with its first rows, and the dictionary."""
    parts = [titled("findings", findings_text(made.findings.sorted()))]
    for name in ("participants", "waves", "events", "visits"):
        table = getattr(made, name)
        if len(table):
            parts.append(
                titled(name, summary(table), table.head(rows).to_csv(index=False, lineterminator="\n"))
            )
    parts.append(titled("dictionary", made.dictionary.to_csv(index=False, lineterminator="\n")))
    return "".join(parts)
