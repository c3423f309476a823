"""Tables of models over the waves, of how far missing data matter, and of multiplicity."""

from __future__ import annotations

from voorzorg.present.estimate_rows import Row, View, reserved, suppressed, varies_between
from voorzorg.present.tables.model import Column, Table
from voorzorg.present.tables.outcomes import estimate_cell
from voorzorg.present.tables.subtraction import rounded_mark
from voorzorg.present.words.numbers import DASH


def multilevel_table(view: View, family: str) -> Table:
    """Conditional and marginal odds ratios per wave, model-based risks, spread between participants."""
    context = view.context
    t, numbers = context.t, context.numbers
    conditional, marginal = t("word.conditional"), t("word.marginal")
    columns = [
        Column(t("word.outcome_moment"), "left"),
        Column(t("estimand.odds_ratio"), spanner=conditional),
        Column("p", spanner=conditional),
        Column(t("estimand.odds_ratio"), spanner="GEE"),
        Column("p", spanner="GEE"),
        *(Column(context.arm(arm), spanner=marginal) for arm in context.arms),
        Column(t("estimand.risk_difference_pp"), spanner=marginal),
    ]
    title = t("table.multilevel.title", family=context.family(family))
    table = Table(f"multilevel_{family}", title, columns, section=family)
    for outcome in view.of_family(family):
        waves = view.waves_of(outcome, "odds_ratio", analysis=("multilevel", "gee"))
        if not waves:
            continue
        table.heading(context.outcome(outcome))
        for wave in waves:
            model = view.first(outcome, "odds_ratio", wave=wave, analysis="multilevel")
            gee = view.first(outcome, "odds_ratio", wave=wave, analysis="gee")
            risks = [view.first(outcome, "risk", wave=wave, analysis="marginal", arm=a) for a in context.arms]
            gap = view.first(outcome, "risk_difference", wave=wave, analysis="marginal")
            mark = rounded_mark(view, table, risks[-1], risks[0], gap) if len(risks) == 2 else ""
            table.add(
                context.wave_or_all(wave) + mark,
                estimate_cell(view, model),
                numbers.p_value(model.p_value if model else None),
                estimate_cell(view, gee),
                numbers.p_value(gee.p_value if gee else None),
                *(estimate_cell(view, row) for row in risks),
                estimate_cell(view, gap),
                indent=1,
            )
        _spread_lines(view, table, outcome)
    if not table.empty:
        table.notes.append(t("table.multilevel.note"))
    return table.without_empty_columns(DASH)


def _spread_lines(view: View, table: Table, outcome: str) -> None:
    """Lines of the random effects and the joint tests, written in the first column of numbers."""
    t, numbers = view.context.t, view.context.numbers
    blank = [""] * (len(table.columns) - 2)
    for estimand in ("random_effect_sd", "icc"):
        for row in view.find(outcome, estimand, analysis="multilevel"):
            name = t(f"estimand.{estimand}")
            if level := varies_between(row):
                name = t("estimand.random_effect_sd_of", level=view.context.variable(level))
            table.add(name, estimate_cell(view, row), *blank, indent=1)
    for row in view.find(outcome, "joint_test", analysis="multilevel"):
        if row.p_value is not None:
            table.add(t("estimand.joint_test"), f"p {numbers.p_value(row.p_value)}", *blank, indent=1)


def sensitivity_table(view: View, family: str) -> Table:
    """The same risk difference under other assumptions on who was not measured."""
    context = view.context
    t, numbers = context.t, context.numbers
    handled = ("available", "imputed", "jump")
    columns = [
        Column(t("word.outcome_moment"), "left"),
        *(
            Column(t(f"table.sensitivity.{name}"), spanner=t("estimand.risk_difference_pp"))
            for name in handled
        ),
        Column(t("table.sensitivity.tipping")),
    ]
    title = t("table.sensitivity.title", family=context.family(family))
    table = Table(f"sensitivity_{family}", title, columns, section=family)
    for outcome in view.of_family(family):
        waves = view.waves_of(outcome, "risk_difference", analysis="imputation")
        if not waves or all(wave is None for wave in waves):
            continue
        table.heading(context.outcome(outcome))
        for wave in waves:
            analyses = ("unadjusted", "imputation", "reference_based")
            rows = [view.first(outcome, "risk_difference", wave=wave, analysis=name) for name in analyses]
            point = view.first(outcome, "tipping_point", wave=wave)
            shown = DASH
            if point is not None and point.estimate is not None:
                shown = numbers.fixed(point.estimate, 2, sign=True)
            elif point is not None and not suppressed(point):
                shown = t("table.sensitivity.none" if _significant(rows[1]) else "table.sensitivity.nothing")
            table.add(context.wave(wave), *(estimate_cell(view, row) for row in rows), shown, indent=1)
    shown_table = table.without_empty_columns(DASH)
    for name in ("tipping", "jump"):
        if any(column.label == t(f"table.sensitivity.{name}") for column in shown_table.columns):
            shown_table.notes.append(t(f"table.sensitivity.{name}_note"))
    return shown_table


def _significant(row: Row | None) -> bool:
    return row is not None and row.p_value is not None and row.p_value < 1 - (row.ci_level or 0.95)


def multiplicity_table(view: View) -> Table:
    """Every main test with its adjusted p-values: primary hypotheses in their order, then by family."""
    context = view.context
    t, numbers = context.t, context.numbers
    columns = [
        Column(t("word.outcome"), "left"),
        Column(t("word.moment"), "left"),
        Column(t("word.effect"), "right"),
        Column("p"),
        Column(t("word.p_holm")),
        Column(t("word.p_fdr")),
    ]
    table = Table("multiplicity", t("table.multiplicity.title"), columns, section="multiplicity")
    tested = [row for row in view.rows if row.p_adjusted is not None and not reserved(row.outcome)]
    hierarchy = context.manifest.plan.primary
    order = [one.outcome for one in hierarchy.hypotheses] if hierarchy else []
    groups: list[tuple[str, list[Row]]] = []
    if primary := [row for row in tested if row.primary]:
        procedure = t(f"table.multiplicity.{hierarchy.procedure}") if hierarchy else ""
        title = t("table.multiplicity.primary", procedure=procedure, n=numbers.count(len(primary)))
        groups.append((title, sorted(primary, key=lambda row: order.index(row.outcome))))
    for family in view.families:
        rows = [row for row in tested if not row.primary and view.family_of(row.outcome) == family]
        title = "table.multiplicity.secondary" if primary else "table.multiplicity.group"
        if rows:
            heading = t(title, family=context.family(family), n=numbers.count(len(rows)))
            groups.append((heading, sorted(rows, key=lambda row: (row.p_value, row.outcome))))
    for heading, rows in groups:
        table.heading(heading)
        for row in rows:
            who = "" if view.contrasts else context.informant(row.informant)
            table.add(
                f"{context.outcome(row.outcome)} · {who}" if who else context.outcome(row.outcome),
                context.wave(row.wave),
                f"{context.word('estimand_short', row.estimand)} {estimate_cell(view, row)}",
                numbers.p_value(row.p_value),
                numbers.p_value(row.p_adjusted),
                numbers.p_value(row.p_adjusted_fdr),
                indent=1,
            )
    if not table.empty:
        table.notes.append(t("table.multiplicity.note"))
        if view.clustered != "none":
            table.notes.append(t("table.multiplicity.note_clusters"))
    return table
