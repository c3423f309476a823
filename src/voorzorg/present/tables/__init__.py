"""Tables from the estimates: as HTML, Word, LaTeX and CSV, all from one model of the table."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from voorzorg.atomic_write import atomic_write
from voorzorg.present.context import Context
from voorzorg.present.estimate_rows import View
from voorzorg.present.tables import (
    attrition,
    cases,
    cohort,
    fidelity,
    informants,
    models,
    one_arm,
    outcomes,
    published,
    robustness,
)
from voorzorg.present.tables.formats.delimited import delimited
from voorzorg.present.tables.formats.html import page
from voorzorg.present.tables.formats.latex import document, latex
from voorzorg.present.tables.formats.word import write_word
from voorzorg.present.tables.model import Table

ALL_IN_ONE = "tables.docx"


def build_tables(view: View) -> list[Table]:
    """Every table for which there are rows, in reading order."""
    from voorzorg.present.plan.tables import report_tables  # which is made of this package's tables

    made = report_tables(view.context, view.context.plan) if view.context.plan else []
    made += [
        published.key_figures_table(view),
        attrition.waves_table(view),
        cohort.flow_table(view),
        cohort.missingness_table(view),
        attrition.attrition_table(view),
        cohort.baseline_table(view),
        cohort.accumulation_table(view),
        fidelity.fidelity_table(view),
    ]
    holds = robustness.holds_tables(view)
    for family in view.families:
        made += [table for table in holds if table.section == family]
        made += outcomes.outcome_tables(view, family)
        made += one_arm.one_arm_tables(view, family)
        made.append(robustness.equivalence_table(view, family))
        made += [models.multilevel_table(view, family), models.sensitivity_table(view, family)]
    made += robustness.moderator_tables(view)
    made += [informants.agreement_table(view), cases.single_case_table(view), published.beside_table(view)]
    made.append(models.multiplicity_table(view))
    context = view.context
    kept = [table for table in made if not table.empty]
    hidden = context.t("word.suppressed")
    for table in kept:
        table.language = context.language
        if any(cell == hidden for line in table.lines for cell in line.cells):
            table.notes.append(context.t("word.suppressed_note"))
        table.banner = context.t("banner.short") if context.synthetic else ""
    return kept


def write_tables(estimates: pd.DataFrame, context: Context, out_dir: str | Path) -> list[Path]:
    """Write each table as HTML, Word, LaTeX and CSV; ``tables.docx`` and ``tables.tex`` hold all."""
    out = Path(out_dir)
    out.mkdir(parents=True, exist_ok=True)
    tables = build_tables(View(estimates, context))
    written = []
    for table in tables:
        with atomic_write(out / f"{table.key}.html") as partial:
            partial.write_text(page(table), encoding="utf-8")
        with atomic_write(out / f"{table.key}.csv") as partial:
            partial.write_text(delimited(table), encoding="utf-8", newline="")
        with atomic_write(out / f"{table.key}.tex") as partial:
            partial.write_text(latex(table), encoding="utf-8")
        with atomic_write(out / f"{table.key}.docx") as partial:
            write_word([table], partial)
        written += [out / f"{table.key}.{suffix}" for suffix in ("html", "csv", "tex", "docx")]
    if tables:
        with atomic_write(out / ALL_IN_ONE) as partial:
            write_word(tables, partial)
        with atomic_write(out / "tables.tex") as partial:
            partial.write_text(document(tables), encoding="utf-8")
        written += [out / ALL_IN_ONE, out / "tables.tex"]
    return written
