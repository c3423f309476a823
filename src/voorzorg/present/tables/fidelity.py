"""How the programme was delivered: planned and made visits, their length and content, by phase."""

from __future__ import annotations

from voorzorg.present.estimate_rows import View
from voorzorg.present.tables.model import Column, Table
from voorzorg.present.tables.outcomes import estimate_cell


def fidelity_table(view: View) -> Table:
    """A line per measure, a column per phase; for each arm that was visited."""
    context = view.context
    t = context.t
    measures = view.fidelity_measures
    rows = [row for key in measures for row in view.find(key, "mean", "median", "risk")]
    phases = list(dict.fromkeys(row.category for row in rows if row.category))
    arms = [arm for arm in context.arms if any(row.arm == arm for row in rows)]
    columns = [Column(t("table.fidelity.measure"), "left")]
    columns += [Column(context.phase(phase)) for phase in phases]
    table = Table("fidelity", t("table.fidelity.title"), columns, section="fidelity")
    for arm in arms:
        if len(arms) > 1:
            table.heading(context.arm(arm))
        for key in measures:
            for estimand in ("mean", "median", "risk"):
                found = {row.category: row for row in view.find(key, estimand, arm=arm)}
                if found:
                    label = context.outcome(key)
                    if estimand == "median":
                        label = f"{label}, {t('estimand.median').lower()}"
                    table.add(label, *(estimate_cell(view, found.get(phase)) for phase in phases))
    if not table.empty:
        table.notes.append(t("table.fidelity.note"))
    return table
