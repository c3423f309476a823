"""Effect sizes of single participants, and of all of them together."""

from __future__ import annotations

from voorzorg.present.estimate_rows import Row, View
from voorzorg.present.one_arm_rows import case_label, case_number
from voorzorg.present.tables.model import Column, Table
from voorzorg.present.tables.outcomes import estimate_cell
from voorzorg.present.words.numbers import DASH

COMBINED = "all"


def index_of(row: Row) -> str:
    """Which effect size a row is of: ``NAP``, ``Tau-U``, ..."""
    return str(row.scale)


def indices(view: View) -> list[str]:
    """Effect sizes in the order of the estimates."""
    return list(dict.fromkeys(index_of(r) for o in view.present for r in view.find(o, "effect_size")))


def single_case_table(view: View) -> Table:
    """A line per participant, a column per effect size; below them all participants together with p."""
    context = view.context
    t, numbers = context.t, context.numbers
    names = indices(view)
    columns = [
        Column(t("word.case"), "left"),
        *(Column(name) for name in names),
        Column(t("word.p_smallest")),
    ]
    table = Table("single_case", t("table.single_case.title"), columns, section="single_case")
    for outcome in view.present:
        rows = view.find(outcome, "effect_size")
        if not rows:
            continue
        table.heading(context.outcome(outcome))
        cases = list(dict.fromkeys(row.category for row in rows if row.category != COMBINED))
        for case in sorted(cases, key=lambda c: (case_number(c) is None, case_number(c) or 0)):
            here = {index_of(row): row for row in rows if row.category == case}
            if any(row.estimate is not None for row in here.values()):
                p = [row.p_value for row in here.values() if row.p_value is not None]
                cells = [estimate_cell(view, here.get(name)) for name in names]
                table.add(case_label(view, case), *cells, numbers.p_value(min(p, default=None)), indent=1)
        together = {index_of(row): row for row in rows if row.category == COMBINED}
        if together:
            cells = [_combined(view, together.get(name)) for name in names]
            label = t("word.together", n=numbers.count(max(view.n(r) or 0 for r in together.values())))
            table.add(label, *cells, "", indent=1)
    if not table.empty:
        table.notes.append(t("table.single_case.note"))
    return table.without_empty_columns(DASH)


def _combined(view: View, row: Row | None) -> str:
    text = estimate_cell(view, row)
    if row is None or row.p_value is None:
        return text
    p = view.context.numbers.p_value(row.p_value)
    return f"{text}; p {p if p[0] in '<>' else f'= {p}'}"
