"""The page of guesses: what was guessed, how sure, and why."""

from __future__ import annotations

from voorzorg.cohorts.drafting.draft import Draft
from voorzorg.cohorts.drafting.header import Header


def guesses_page(name: str, draft: Draft) -> str:
    """Markdown. It holds names of files and columns, labels and codes, and no participant's values."""
    unsure = [g for g in draft.guesses if g.word == "unsure"]
    parts = [
        f"# What was guessed for {name}",
        f"{len(draft.guesses)} guesses, {len(unsure)} of them unsure. Correct them in `cohort.yaml`, "
        f"which marks the unsure ones with TODO; then run `voorzorg check {name}`.",
    ]
    if draft.refused:
        rows = [f"| {_cell(f)} | {_cell(c)} | {_cell(why)} |" for f, c, why in draft.refused]
        parts.append(
            "## Columns to delete from the files\n\nThey look like direct identifiers. If one is not, list "
            "it under `allow_identifiers`.\n\n| file | column | why |\n| --- | --- | --- |\n"
            + "\n".join(rows)
        )
    order = {"unsure": 0, "likely": 1, "sure": 2}
    rows = [
        f"| {g.word} ({g.confidence:.0%}) | {_cell(g.where)} | {_cell(g.subject)} | {_cell(g.guess)} "
        f"| {_cell(g.evidence)} |"
        for g in sorted(draft.guesses, key=lambda g: order[g.word])
    ]
    parts.append(
        "## Guesses, the unsure first\n\n| how sure | where | what | guess | why |\n"
        "| --- | --- | --- | --- | --- |\n" + "\n".join(rows)
    )
    if draft.shapes:
        parts.append(
            "## The first rows, by shape\n\nOne letter per cell: t text, 9 number, d date, . empty. What "
            "cells hold is not shown.\n\n" + "\n\n".join(_shape(*shape) for shape in draft.shapes)
        )
    if draft.judged:
        rows = [f"| {_cell(f)} | {_cell(c)} | {_cell(what)} |" for f, c, what in draft.judged]
        parts.append(
            "## Every column, and what was decided about it\n\n| file | column | decision |\n"
            "| --- | --- | --- |\n" + "\n".join(rows)
        )
    if draft.skipped:
        rows = [f"| {_cell(f)} | {_cell(c)} | {_cell(why)} |" for f, c, why in draft.skipped]
        parts.append(
            "## Columns left out\n\n| file | column | why |\n| --- | --- | --- |\n" + "\n".join(rows)
        )
    return "\n\n".join(parts) + "\n"


def _shape(name: str, header: Header, rows: tuple[str, ...]) -> str:
    """The rows of one table, with what they were taken for."""
    lines = []
    for number, row in enumerate(rows, start=1):
        what = "participants"
        if number == header.row:
            what = "names"
        elif number == header.over:
            what = "groups of columns"
        elif number == header.labels:
            what = "labels"
        elif number < header.row:
            what = "above the names"
        elif number <= header.row + header.skip:
            what = "below the names"
        lines.append(f"row {number:>2}  {row[:80]}  {what}")
    return f"{name}\n\n```text\n" + "\n".join(lines) + "\n```"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
