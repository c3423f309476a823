"""Who was measured when and by whom, and how those who stayed differ from those who left."""

from __future__ import annotations

from voorzorg.present.context import ALL_ARMS
from voorzorg.present.estimate_rows import Row, View, suppressed
from voorzorg.present.one_arm_rows import LEVELS, share_of, share_text
from voorzorg.present.tables.model import Column, Table
from voorzorg.present.tables.outcomes import estimate_cell
from voorzorg.present.tables.subtraction import rounded_mark, size_of
from voorzorg.present.words.numbers import DASH

SIDES = ("stayers", "leavers")


def waves_table(view: View) -> Table:
    """When a study without arms was measured, and how many answered per informant."""
    context = view.context
    t, numbers = context.t, context.numbers
    if context.reference:
        return Table("waves", "", [])
    answers = _answers(view)
    names = list(dict.fromkeys(name for name, _ in answers))
    with_time = bool(context.wave_unit)
    columns = [Column(t("word.moment"), "left")]
    columns += [Column(context.wave_axis)] if with_time else []
    columns += [Column(t("flow.measured"), spanner=t("word.n"))]
    columns += [Column(context.informant(name), spanner=t("word.n")) for name in names]
    table = Table("waves", t("table.waves.title"), columns, section="flow")
    for wave in context.waves:
        measured = view.first("flow", "count", category="measured", wave=wave, arm=ALL_ARMS)
        when = [context.wave_short(wave) if context.wave_weeks.get(wave) is not None else DASH]
        seen = (
            t("word.suppressed")
            if suppressed(measured)
            else numbers.count(getattr(measured, "estimate", None))
        )
        counts = [numbers.count(answers.get((name, wave))) for name in names]
        table.add(context.wave(wave), *(when if with_time else []), seen, *counts)
    if not table.empty:
        table.notes.append(t("table.waves.note"))
    return table.without_empty_columns(DASH)


def _answers(view: View) -> dict[tuple[str, str], int | None]:
    """Most answers that an informant gave on any outcome at a wave; None where output control hides them."""
    found: dict[tuple[str, str], int | None] = {}
    for outcome in view.present:
        for row in view.find(outcome, *LEVELS, category=None, analysis="unadjusted"):
            if row.informant and row.wave:
                place, n = (row.informant, row.wave), view.n(row)
                best = found.get(place)
                found[place] = n if best is None else max(best, n or 0)
    return found


def attrition_table(view: View) -> Table:
    """A line per characteristic, at each wave by which somebody had left: who stayed and who did not."""
    context = view.context
    t, numbers = context.t, context.numbers
    keys = [key for key in view.outcome_keys if key.startswith("attrition:")]
    columns = [
        Column(t("word.characteristic"), "left"),
        *(Column(t(f"table.attrition.{side}")) for side in SIDES),
        Column(t("word.difference_interval")),
        Column("p"),
        Column(t("word.p_holm")),
    ]
    section = "baseline" if context.reference else "flow"
    table = Table("attrition", t("table.attrition.title"), columns, section=section)
    rows = [row for key in keys for row in view.find(key, "risk", "mean")]
    for wave in [wave for wave in context.waves if any(row.wave == wave for row in rows)]:
        table.heading(t("table.attrition.by", wave=context.wave(wave)))
        for key in keys:
            here = view.find(key, "risk", "mean", wave=wave)
            for category in dict.fromkeys(row.category for row in here):
                at = {"wave": wave, "category": category}
                sides = [view.first(key, "risk", "mean", arm=side, **at) for side in SIDES]
                gap = view.first(key, "risk_difference", "mean_difference", **at)
                name = context.outcome(key)
                if category:
                    name += f": {context.level(key.removeprefix('attrition:'), category)}"
                like = size_of([gap])
                table.add(
                    name + rounded_mark(view, table, sides[0], sides[1], gap, like),
                    *(_side(view, row, like) for row in sides),
                    estimate_cell(view, gap, like),
                    numbers.p_value(gap.p_value if gap else None),
                    numbers.p_value(gap.p_adjusted if gap else None),
                    indent=1,
                )
    if not table.empty:
        table.notes.append(t("table.attrition.note"))
    return table.without_empty_columns(DASH)


def _side(view: View, row: Row | None, like: float | None) -> str:
    """Mean and n, or n/N (%)."""
    numbers = view.context.numbers
    if suppressed(row):
        return view.context.t("word.suppressed")
    if row is None or row.estimate is None:
        return DASH
    if row.estimand == "risk":
        return share_text(view, share_of(view, row), interval=False)
    n = row.n_treated if row.n_treated is not None else row.n_reference
    return f"{numbers.number(row.estimate, like=like)} (n = {numbers.count(n)})"
