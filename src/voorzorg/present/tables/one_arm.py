"""Tables of a study without a comparison group: shares, course, and change since the first measurement."""

from __future__ import annotations

from voorzorg.present.estimate_rows import Row, View, suppressed
from voorzorg.present.one_arm_rows import (
    LEVELS,
    change_row,
    informants,
    level_row,
    share_of,
    share_text,
    unwanted,
    wanted_label,
)
from voorzorg.present.tables.model import Column, Table
from voorzorg.present.tables.outcomes import estimate_cell
from voorzorg.present.words.numbers import DASH


def one_arm_tables(view: View, family: str) -> list[Table]:
    """Shares per wave, scores per wave, and changes of one family; only for studies without arms."""
    if view.contrasts:
        return []
    return [_shares(view, family), _course(view, family), _change(view, family)]


def _start(view: View, name: str, family: str, columns: list[Column]) -> Table:
    title = view.context.t(f"table.{name}.title", family=view.context.family(family))
    return Table(f"{name}_{family}", title, columns, section=family)


def _who(view: View, names: list[str | None], name: str | None) -> str:
    """The informant as a line's label; ``all participants`` where rows name nobody."""
    context = view.context
    return context.informant(name) if name else context.arm("all") if len(names) < 2 else ""


def _shares(view: View, family: str) -> Table:
    """A line per outcome and informant, a column per wave: who does not have it, with the exact interval."""
    context = view.context
    t = context.t
    outcomes = [
        o for o in view.of_family(family) if view.find(o, "risk", category=None, analysis="unadjusted")
    ]
    waves = _in_order(view, {w for o in outcomes for w in view.waves_of(o, "risk", category=None)})
    columns = [Column(t("word.outcome_informant"), "left")]
    columns += [Column(context.wave_or_all(wave)) for wave in waves]
    table = _start(view, "shares", family, columns)
    for outcome in outcomes:
        names = informants(view, outcome, "risk")
        table.heading(wanted_label(view, outcome))
        for name in names:
            cells = []
            for wave in waves:
                row = view.first(
                    outcome, "risk", wave=wave, informant=name, category=None, analysis="unadjusted"
                )
                hidden = t("word.suppressed") if suppressed(row) else ""
                cells.append(hidden or share_text(view, share_of(view, row, without=unwanted(view, outcome))))
            table.add(_who(view, names, name), *cells, indent=1)
    return _finish(view, table, "shares")


def _course(view: View, family: str) -> Table:
    """Scores: a line per informant and wave with n, mean, spread and median."""
    context = view.context
    t, numbers = context.t, context.numbers
    columns = [
        Column(t("word.outcome_informant"), "left"),
        Column(t("word.moment"), "left"),
        Column(t("word.n")),
        Column(t("estimand.mean")),
        Column(t("estimand.sd")),
        Column(t("estimand.median")),
    ]
    table = _start(view, "one_arm", family, columns)
    for outcome in view.of_family(family):
        if not view.find(outcome, "mean", "median", category=None):
            continue
        unit = context.unit(outcome)
        table.heading(f"{context.outcome(outcome)} ({unit})" if unit else context.outcome(outcome))
        names = informants(view, outcome, "mean", "median")
        for name in names:
            waves = view.waves_of(outcome, "mean", "median", informant=name, category=None)
            for position, wave in enumerate(waves):
                at = {"informant": name, "wave": wave, "category": None}
                shown = level_row(view, outcome, wave, name)
                sd = view.first(outcome, "sd", **at)
                table.add(
                    _who(view, names, name) if position == 0 else "",
                    context.wave_or_all(wave),
                    numbers.count(view.n(shown) if shown else None),
                    estimate_cell(view, view.first(outcome, "mean", **at)),
                    numbers.number(sd.estimate) if sd and sd.estimate is not None else DASH,
                    estimate_cell(view, view.first(outcome, "median", **at)),
                    indent=1,
                )
    return _finish(view, table, "one_arm").without_empty_columns(DASH)


def _change(view: View, family: str) -> Table:
    """Who was measured twice: mean change, and how many moved which way, also beyond measurement error."""
    context = view.context
    t, numbers = context.t, context.numbers
    moved, reliable = t("word.moved"), t("estimand.reliable_change")
    columns = [
        Column(t("word.outcome_informant"), "left"),
        Column(t("word.moment"), "left"),
        Column(t("word.pairs")),
        Column(t("estimand.change")),
        Column("p"),
        Column(t("estimand.standardised_change")),
        Column(t("category.improved"), spanner=moved),
        Column(t("category.worsened"), spanner=moved),
        Column(t("category.improved"), spanner=reliable),
        Column(t("category.worsened"), spanner=reliable),
        Column(t("category.clinical")),
    ]
    table = _start(view, "change", family, columns)
    for outcome in view.of_family(family):
        estimands = ("change", "standardised_change", "direction_of_change", "reliable_change")
        rows = view.find(outcome, *estimands)
        if not rows:
            continue
        table.heading(context.outcome(outcome))
        known = informants(view, outcome, "change", *LEVELS)
        names = [name for name in known if any(row.informant == name for row in rows)]
        for name in names:
            waves = view.waves_of(outcome, *estimands, informant=name)
            for position, wave in enumerate(waves):
                mean = change_row(view, "change", outcome, wave, name)
                table.add(
                    _who(view, names, name) if position == 0 else "",
                    context.wave(wave),
                    numbers.count(view.n(mean) if mean else None),
                    estimate_cell(view, mean),
                    numbers.p_value(mean.p_value if mean else None),
                    estimate_cell(view, change_row(view, "standardised_change", outcome, wave, name)),
                    *(
                        _moved(
                            view,
                            change_row(view, "direction_of_change", outcome, wave, name, category),
                            interval=category == "improved",
                        )
                        for category in ("improved", "worsened")
                    ),
                    *(
                        _moved(
                            view,
                            change_row(view, "reliable_change", outcome, wave, name, category),
                            interval=category == "improved",
                        )
                        for category in ("improved", "deteriorated")
                    ),
                    _moved(view, change_row(view, "clinical_change", outcome, wave, name, "improved")),
                    indent=1,
                )
    return _finish(view, table, "change").without_empty_columns(DASH)


def _moved(view: View, row: Row | None, *, interval: bool = True) -> str:
    if suppressed(row):
        return view.context.t("word.suppressed")
    return share_text(view, share_of(view, row), interval=interval)


def _in_order(view: View, waves: set[str | None]) -> list[str | None]:
    order = [None, *view.context.waves]
    return sorted(waves, key=lambda wave: order.index(wave) if wave in order else len(order))


def _finish(view: View, table: Table, name: str) -> Table:
    if not table.empty:
        level = next((row.ci_level for row in view.rows if row.ci_level is not None), 0.95)
        table.notes.insert(0, view.context.t(f"table.{name}.note", level=view.context.numbers.level(level)))
    return table
