"""Tables of a primary outcome's estimate under other assumptions, and of effects by moderator."""

from __future__ import annotations

from voorzorg.present import moderation
from voorzorg.present.context import in_text
from voorzorg.present.estimate_rows import Row, View, says
from voorzorg.present.robustness import Alternative, alternatives, models, primary_rows
from voorzorg.present.tables.model import Column, Table
from voorzorg.present.tables.outcomes import estimate_cell
from voorzorg.present.words.method_notes import analysis_name
from voorzorg.present.words.numbers import DASH


def holds_tables(view: View) -> list[Table]:
    """A table per primary hypothesis: the main estimate first, every other one below it."""
    return [_holds(view, main) for main in primary_rows(view)]


def _holds(view: View, main: Row) -> Table:
    context = view.context
    t, numbers = context.t, context.numbers
    unit = "risk_difference_pp" if main.estimand == "risk_difference" else main.estimand
    columns = [
        Column(t("word.analysis"), "left"),
        Column("n"),
        Column(t(f"estimand.{unit}")),
        Column("p"),
        Column(t("table.holds.assumption"), "left"),
        Column(t("table.holds.verdict"), "left"),
    ]
    about = " · ".join(filter(None, (context.outcome(main.outcome), context.wave(main.wave))))
    table = Table(
        f"holds_{main.outcome}",
        t("table.holds.title", about=about),
        columns,
        section=view.family_of(main.outcome),
    )
    for one in alternatives(view, main):
        cell = estimate_cell(view, one.row)
        if one.high is not None and one.row.estimate is not None and one.high.estimate is not None:
            cell = between(view, one.row, one.high)
        table.add(
            one.label,
            total(view, one.row),
            cell,
            numbers.p_value(one.row.p_value),
            _assumption(view, one),
            t(f"holds.verdict.{one.verdict}") if one.verdict else DASH,
        )
    beside = models(view, main)
    if len(beside) > 1:
        listed = "; ".join(f"{in_text(name)} {estimate_cell(view, row)}" for name, row in beside)
        of = "hazards" if main.analysis == "survival" else "models"
        table.notes.append(t(f"table.holds.{of}", listed=listed))
    test = view.first(main.outcome, "joint_test", contrast=main.contrast, analysis="survival")
    if test is not None and test.p_value is not None and main.analysis == "survival":
        table.notes.append(t("table.holds.logrank", p=numbers.p_value(test.p_value)))
    dose = view.first(main.outcome, main.estimand, wave=main.wave, analysis="dose")
    if dose is not None and dose.estimate is not None:
        table.notes.append(t("table.holds.dose", estimate=estimate_cell(view, dose)))
    table.notes.append(t("table.holds.note"))
    return table


def _assumption(view: View, one: Alternative) -> str:
    """What an estimate takes for granted, and that it ignores clusters where it does."""
    t = view.context.t
    said = t(f"holds.assumption.{one.assumption}")
    return f"{said} {t('holds.clusters_ignored')}" if says(one.row, "clusters-ignored") else said


def between(view: View, low: Row, high: Row) -> str:
    """Two bounds and the limits around both."""
    numbers = view.context.numbers
    ends = numbers.value_interval("risk_difference", low.estimate, high.estimate)
    return f"{ends} ({numbers.value_interval('risk_difference', low.ci_low, low.ci_high)})"


def total(view: View, row: Row) -> str:
    """Participants of both arms together, as far as they are shown."""
    if row.n_reference is None or row.n_treated is None:
        return DASH
    return view.context.numbers.count(row.n_reference + row.n_treated)


def equivalence_table(view: View, family: str) -> Table:
    """Outcomes with a margin: the difference with its interval, and whether it lies within the margin."""
    context = view.context
    t, numbers = context.t, context.numbers
    columns = [
        Column(t("word.outcome_moment"), "left"),
        Column(t("table.equivalence.contrast"), "left"),
        Column(t("table.equivalence.margin")),
        Column(t("word.effect")),
        Column(t("table.equivalence.p")),
        Column(t("table.equivalence.result"), "left"),
    ]
    title = t("table.equivalence.title", family=context.family(family))
    table = Table(f"equivalence_{family}", title, columns, section=family)
    rows: list[Row] = []
    for outcome in view.of_family(family):
        known = context.outcomes.get(outcome)
        found = view.find(outcome, "risk_difference", "mean_difference", analysis="equivalence")
        if known is None or known.equivalence_margin is None or not found:
            continue
        table.heading(context.outcome(outcome))
        for row in found:
            margin = numbers.value(row.estimand, known.equivalence_margin)
            shown = DASH
            if row.p_value is not None:
                verdict = "shown" if says(row, "equivalence-shown") else "not_shown"
                shown = t(f"table.equivalence.{verdict}")
            table.add(
                context.wave(row.wave) or t("word.all_waves"),
                analysis_name(context, str(row.category)),
                f"±{margin.lstrip('+')}",
                estimate_cell(view, row),
                numbers.p_value(row.p_value),
                shown,
                indent=1,
            )
        rows += found
    if not table.empty:
        level = next((row.ci_level for row in rows if row.ci_level is not None), 0.9)
        table.notes.append(t("table.equivalence.note", level=numbers.level(level)))
    return table


def moderator_tables(view: View) -> list[Table]:
    """A table per outcome: effects by group of every moderator, and the tests of their difference."""
    return [_moderators(view, outcome, wave) for outcome, wave in moderation.subjects(view)]


def _moderators(view: View, outcome: str, wave: str | None) -> Table:
    context = view.context
    t, numbers = context.t, context.numbers
    blocks = moderation.blocks(view, outcome, wave)
    ratio = any(block.ratio_test is not None for block in blocks)
    unit = "risk_difference_pp" if ratio else "mean_difference"
    counted = "word.events_of_n" if ratio else "table.moderators.n"
    columns = [
        Column(t("table.moderators.group"), "left"),
        Column(context.arm(context.arms[0]), spanner=t(counted)),
        Column(context.arm(blocks[0].treated), spanner=t(counted)),
        Column(t(f"estimand.{unit}")),
        *([Column(t("estimand.risk_ratio"))] if ratio else []),
        Column(t("table.moderators.p_difference"), spanner=t("table.moderators.interaction")),
        *(
            [Column(t("table.moderators.p_ratio"), spanner=t("table.moderators.interaction"))]
            if ratio
            else []
        ),
    ]
    about = " · ".join(filter(None, (context.outcome(outcome), context.wave(wave))))
    table = Table(
        f"moderators_{outcome}", t("table.moderators.title", about=about), columns, section="moderators"
    )
    for block in blocks:
        tests = [block.difference_test, *([block.ratio_test] if ratio else [])]
        blank = [""] * (2 + (2 if ratio else 1))
        p_values = [numbers.p_value(one.p_value if one is not None else None) for one in tests]
        table.add(block.label, *blank, *p_values)
        for group in block.groups:
            sides = (context.arms[0], block.treated)
            table.add(
                group.label,
                *(_counts(view, group.difference, arm) for arm in sides),
                estimate_cell(view, group.difference),
                *([estimate_cell(view, group.ratio)] if ratio else []),
                *([""] * len(tests)),
                indent=1,
            )
        for text in block.remarks:
            table.notes.append(t("word.remark", text=text))
    table.notes.insert(0, t("table.moderators.note"))
    return table


def _counts(view: View, row: Row, arm: str) -> str:
    numbers = view.context.numbers
    events, n = view.events(row, arm), view.n(row, arm)
    if n is None:
        return DASH
    return numbers.count(n) if events is None else f"{numbers.count(events)}/{numbers.count(n)}"
