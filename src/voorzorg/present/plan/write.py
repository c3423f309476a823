"""Write the plan: Word and HTML in both languages, and its content with the fingerprint for the report."""

from __future__ import annotations

import html
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from voorzorg.atomic_write import atomic_write
from voorzorg.cohorts.manifest.model import Manifest
from voorzorg.cohorts.places import PLAN
from voorzorg.config import Config
from voorzorg.languages import CODES
from voorzorg.present.context import Context
from voorzorg.present.plan.content import PlanRecord, content_of, fingerprint_of, planned_outcomes
from voorzorg.present.plan.tables import plan_tables
from voorzorg.present.tables.formats.html import STYLE, fragment
from voorzorg.present.tables.formats.word import write_word
from voorzorg.present.tables.model import Table

_STYLE = "@media screen { .scroll { overflow-x: auto; } }"


def write_plan(manifest: Manifest, config: Config, folder: str | Path) -> list[Path]:
    """``plan.nl.docx``, ``plan.nl.html``, the same in English, and ``plan.json``, in ``folder``."""
    record, out = PlanRecord(content_of(manifest, config)), Path(folder)
    outcomes = planned_outcomes(manifest, config)
    plain = Context(config.language, manifest, outcomes, "real", families=config.families)
    written: list[Path] = []
    for language in CODES:
        context = replace(plain, language=language)
        tables = plan_tables(context, record)
        paths = (out / f"plan.{language}.docx", out / f"plan.{language}.html")
        with atomic_write(paths[0]) as partial:
            write_word(tables, partial, heading=context.title)
        with atomic_write(paths[1]) as partial:
            partial.write_text(_page(context, tables), encoding="utf-8")
        written += paths
    with atomic_write(out / PLAN) as partial:
        content = {"fingerprint": fingerprint_of(record.current), "plan": record.current}
        partial.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return [*written, out / PLAN]


def _page(context: Context, tables: Sequence[Table]) -> str:
    title = html.escape(context.title)
    parts = "\n<br>\n".join(map(_part, tables))
    return (
        f'<!doctype html>\n<html lang="{context.language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{STYLE}{_STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n"
        f"{parts}\n</main>\n</body>\n</html>\n"
    )


def _part(table: Table) -> str:
    """A table, which is moved sideways where the window is narrower."""
    label = html.escape(table.title)
    return f'<div class="scroll" tabindex="0" role="region" aria-label="{label}">{fragment(table)}</div>'
