"""Tables of outcomes per wave: a table per family and per type of outcome."""

from __future__ import annotations

from collections.abc import Iterable

from voorzorg.estimates.contrast import Contrast
from voorzorg.present.estimate_rows import Row, View, remarks_of, says, shown_as, suppressed
from voorzorg.present.tables.model import Column, Table
from voorzorg.present.tables.subtraction import rounded_mark, size_of
from voorzorg.present.words.adjustment import adjusted, analysis_of
from voorzorg.present.words.method_notes import analysis_name
from voorzorg.present.words.numbers import DASH

_TESTED = ("unadjusted", "survival")
_BESIDE = (
    ("risk_difference", "adjusted"),
    ("risk_difference", "imputed_adjusted"),
    ("odds_ratio", "multilevel"),
    ("odds_ratio", "imputed_gee"),
)
_NAIVE, _ONE_ARM_NAIVE = "clusters-ignored", "arm-clusters-ignored"
_WHERE_NOTES = 8  # distinct remarks written below a table; the rest are in the long table


def outcome_tables(view: View, family: str) -> list[Table]:
    """Tables of one family, one per type (risks, means, times) and contrast, none for a study of one arm."""
    tables = []
    for contrast in view.contrasts:
        suffix = f"_{contrast.slug}" if len(view.contrasts) > 1 else ""
        for make in (_risks, _means, _times):
            tables.append(make(view, family, contrast, suffix))
    return [table for table in tables if not table.empty]


def _start(view: View, name: str, family: str, columns: list[Column], suffix: str = "") -> Table:
    context = view.context
    title = context.t(f"table.{name}.title", family=context.family(family))
    return Table(f"{name}_{family}{suffix}", title, columns, section=family)


def estimate_cell(view: View, row: Row | None, like: float | None = None) -> str:
    """Estimate with interval; the word for suppressed where output control emptied it.

    An interval that takes people of one cluster as unrelated is not shown: it would be too narrow.
    ``like`` sets the decimals of a plain number; without it the numbers of the cell do.
    """
    if suppressed(row):
        return view.context.t("word.suppressed")
    if row is None or row.estimate is None:
        return DASH
    if _passes_clusters_by(view, row):
        return view.context.numbers.value(shown_as(row), row.estimate, like=like)
    return view.context.numbers.with_interval(shown_as(row), row.estimate, row.ci_low, row.ci_high, like=like)


def _passes_clusters_by(view: View, row: Row) -> bool:
    """Whole clusters were randomised, and the row takes people as unrelated: its interval is not shown.

    Where people were randomised, and only some resemble each other (one nurse visits several), the direct
    comparison keeps its interval with the remark that it is probably too narrow.
    """
    return view.context.manifest.cluster_randomised is not None and says(row, _NAIVE)


def p_cells(view: View, row: Row | None) -> tuple[str, str]:
    """The p-value and the one after correction; none of a test that passes randomised clusters by."""
    known = row if row is not None and not _passes_clusters_by(view, row) else None
    numbers = view.context.numbers
    return (
        numbers.p_value(known.p_value if known else None),
        numbers.p_value(known.p_adjusted if known else None),
    )


def risk_cell(view: View, row: Row | None) -> str:
    """``26/134 (19,4%)``; where output control left the events out, ``19% (n = 130)``."""
    numbers = view.context.numbers
    if suppressed(row):
        return view.context.t("word.suppressed")
    if row is None:
        return DASH
    events, n = view.events(row), view.n(row)
    if events is None and n is not None and says(row, "rounded-counts"):
        return f"{numbers.percent(row.estimate, 0)} (n = {numbers.count(n)})"
    share = numbers.percent(row.estimate)
    return share if events is None or n is None else f"{numbers.count(events)}/{numbers.count(n)} ({share})"


def _beside_of(view: View, family: str) -> str:
    """What stands beside direct comparisons of a family: adjusted ones, or such that heed clusters only."""
    found = [
        row
        for outcome in view.of_family(family)
        for row in view.find(outcome, "risk_difference", "mean_difference", analysis="adjusted")
    ]
    return "clustered" if found and not any(map(adjusted, found)) else "adjusted"


def _risks(view: View, family: str, contrast: Contrast, suffix: str) -> Table:
    context = view.context
    t = context.t
    treated, reference = contrast.arms
    effect = t("word.effect_of", contrast=context.contrast(contrast))
    beside = _beside_of(view, family)
    columns = [
        Column(t("word.outcome_moment"), "left"),
        Column(context.arm(reference), spanner=t("word.n_of_n")),
        Column(context.arm(treated), spanner=t("word.n_of_n")),
        Column(t("estimand.risk_difference_pp"), spanner=effect),
        Column(t("estimand.risk_ratio"), spanner=effect),
        Column(t("estimand.odds_ratio"), spanner=effect),
        Column("p", spanner=effect),
        Column(t("word.p_holm"), spanner=effect),
        Column(t("word.adjusted_rd"), spanner=t(f"word.{beside}")),
        Column(t("word.adjusted_rd"), spanner=t(f"word.{beside}_imputed")),
        Column(t("estimand.odds_ratio"), spanner=t("word.likelihood")),
        Column(t("estimand.odds_ratio"), spanner=t("word.gee_imputed")),
    ]
    table = _start(view, "risks", family, columns, suffix)
    used: list[Row] = []
    for outcome in view.of_family(family):
        waves = view.waves_of(outcome, "risk_difference", analysis="unadjusted", contrast=contrast)
        for position, wave in enumerate(waves):
            at = {"wave": wave, "analysis": "unadjusted"}
            low, high = (view.first(outcome, "risk", arm=arm, **at) for arm in (reference, treated))
            rows = {
                e: view.first(outcome, e, contrast=contrast, **at)
                for e in ("risk_difference", "risk_ratio", "odds_ratio")
            }
            main = rows["risk_difference"]
            # The same question of those measured, of everyone by imputation, and by likelihood or weights.
            others = [
                view.first(outcome, estimand, contrast=contrast, wave=wave, analysis=analysis)
                for estimand, analysis in _BESIDE
            ]
            used += [row for row in (low, high, *rows.values(), others[0]) if row is not None]
            label = _label(view, table, outcome, wave, position, len(waves)) + _mark(table, view, others)
            label += rounded_mark(view, table, high, low, main)
            table.add(
                label,
                risk_cell(view, low),
                risk_cell(view, high),
                *(estimate_cell(view, row) for row in rows.values()),
                *p_cells(view, main),
                *(estimate_cell(view, row) for row in others),
                indent=0 if len(waves) == 1 and wave is None else 1,
            )
    return _finish(view, table, used, "risks").without_empty_columns(DASH)


def _mark(table: Table, view: View, rows: Iterable[Row | None]) -> str:
    """A sign where a row is a primary hypothesis of the plan, explained below the table."""
    main = next((row for row in rows if row is not None and row.primary), None)
    if main is None:
        return ""
    analysis = analysis_name(view.context, analysis_of(main))
    note = view.context.t("table.primary_mark", analysis=analysis)
    if note not in table.notes:
        table.notes.append(note)
    return " †"


def _means(view: View, family: str, contrast: Contrast, suffix: str) -> Table:
    context = view.context
    t = context.t
    treated, reference = contrast.arms
    effect = t("word.effect_of", contrast=context.contrast(contrast))
    beside = _beside_of(view, family)
    columns = [
        Column(t("word.outcome_moment"), "left"),
        Column(context.arm(reference), spanner=t("word.mean_sd_n")),
        Column(context.arm(treated), spanner=t("word.mean_sd_n")),
        Column(t("estimand.mean_difference"), spanner=effect),
        Column(t("estimand.standardised_difference"), spanner=effect),
        Column("p", spanner=effect),
        Column(t("word.p_holm"), spanner=effect),
        Column(t("estimand.mean_difference"), spanner=t(f"word.{beside}")),
        Column(t("estimand.mean_difference"), spanner=t(f"word.{beside}_imputed")),
        Column(t("estimand.mean_difference"), spanner=t("word.mixed_model")),
        Column(t("estimand.rate_ratio"), spanner=t("word.counts_model")),
    ]
    table = _start(view, "means", family, columns, suffix)
    used: list[Row] = []
    for outcome in view.of_family(family):
        waves = view.waves_of(outcome, "mean_difference", analysis="unadjusted", contrast=contrast)
        like = size_of(
            view.first(outcome, "mean_difference", analysis="unadjusted", wave=wave, contrast=contrast)
            for wave in waves
        )
        for position, wave in enumerate(waves):
            at = {"wave": wave, "contrast": contrast}
            main = view.first(outcome, "mean_difference", analysis="unadjusted", **at)
            cells = [
                main,
                view.first(outcome, "standardised_difference", analysis="unadjusted", **at),
                view.first(outcome, "mean_difference", analysis="adjusted", **at),
                view.first(outcome, "mean_difference", analysis="imputed_adjusted", **at),
                view.first(outcome, "mean_difference", analysis="mixed_model", **at),
                view.first(outcome, "rate_ratio", analysis="counts", **at),
            ]
            used += [row for row in cells if row is not None]
            means = [
                view.first(outcome, "mean", wave=wave, arm=arm, analysis="unadjusted")
                for arm in (reference, treated)
            ]
            texts = [
                estimate_cell(view, row, like if row and row.estimand == "mean_difference" else None)
                for row in cells
            ]
            label = _label(view, table, outcome, wave, position, len(waves)) + _mark(table, view, cells)
            table.add(
                label + rounded_mark(view, table, means[1], means[0], main, like),
                *(_mean_cell(view, outcome, wave, row, like) for row in means),
                *texts[:2],
                *p_cells(view, main),
                *texts[2:],
                indent=0 if len(waves) == 1 and wave is None else 1,
            )
    return _finish(view, table, used, "means").without_empty_columns(DASH)


def _mean_cell(view: View, outcome: str, wave: str | None, mean: Row | None, like: float | None) -> str:
    numbers = view.context.numbers
    if suppressed(mean):
        return view.context.t("word.suppressed")
    if mean is None or mean.estimate is None:
        return DASH
    sd = view.first(outcome, "sd", wave=wave, arm=mean.arm)
    size = mean.estimate if like is None else like
    spread = "" if sd is None else f" ({numbers.number(sd.estimate, like=size)})"
    return f"{numbers.number(mean.estimate, like=size)}{spread}; {numbers.count(view.n(mean))}"


def _times(view: View, family: str, contrast: Contrast, suffix: str) -> Table:
    context = view.context
    t = context.t
    treated, reference = contrast.arms
    columns = [
        Column(t("word.outcome"), "left"),
        Column(context.arm(reference), spanner=t("word.events_of_n")),
        Column(context.arm(treated), spanner=t("word.events_of_n")),
        Column(context.arm(reference), spanner=t("estimand.rmst")),
        Column(context.arm(treated), spanner=t("estimand.rmst")),
        Column(t("estimand.rmst_difference")),
        Column(t("table.times.incidence_difference")),
        Column(t("estimand.hazard_ratio"), spanner=t("word.cox")),
        Column(t("word.adjusted"), spanner=t("word.cox")),
        Column(t("estimand.rmst_difference"), spanner=t("word.imputed")),
        Column(t("estimand.hazard_ratio"), spanner=t("word.imputed")),
        Column("p", spanner=t("word.logrank")),
        Column(t("word.p_holm"), spanner=t("estimand.rmst")),
    ]
    table = _start(view, "times", family, columns, suffix)
    used: list[Row] = []
    for outcome in view.of_family(family):
        at = {"contrast": contrast, "analysis": "survival"}
        means_differ = view.first(outcome, "rmst_difference", **at)
        shares_differ = view.first(outcome, "risk_difference", **at)
        main = means_differ or shares_differ
        if main is None:
            continue
        means = {
            arm: view.first(outcome, "rmst", arm=arm, analysis="survival") for arm in (reference, treated)
        }
        crude = view.first(outcome, "hazard_ratio", contrast=contrast, analysis="survival")
        adjusted = view.first(outcome, "hazard_ratio", contrast=contrast, analysis="adjusted")
        imputed = [
            view.first(outcome, "rmst_difference", contrast=contrast, analysis="imputed_survival"),
            view.first(outcome, "hazard_ratio", contrast=contrast, analysis="imputed_adjusted"),
        ]
        test = view.first(outcome, "joint_test", contrast=contrast, analysis="survival")
        used += [row for row in (main, *means.values(), crude, adjusted, test) if row is not None]
        like = size_of([means_differ])
        table.add(
            context.outcome(outcome)
            + rounded_mark(view, table, means[treated], means[reference], means_differ, like),
            *(_event_cell(view, main, arm) for arm in (reference, treated)),
            *(estimate_cell(view, means[arm], like) for arm in (reference, treated)),
            estimate_cell(view, means_differ, like),
            estimate_cell(view, shares_differ),
            estimate_cell(view, crude),
            estimate_cell(view, adjusted),
            *(estimate_cell(view, row) for row in imputed),
            p_cells(view, test)[0],
            p_cells(view, main)[1],
        )
        if main.time_weeks is not None:
            table.notes.append(
                t("table.times.horizon", outcome=context.outcome(outcome), weeks=f"{main.time_weeks:g}")
            )
    return _finish(view, table, used, "times").without_empty_columns(DASH)


def _event_cell(view: View, row: Row, arm: str) -> str:
    if suppressed(row):
        return view.context.t("word.suppressed")
    events, n = view.events(row, arm), view.n(row, arm)
    if events is None or n is None:
        return DASH
    return f"{view.context.numbers.count(events)}/{view.context.numbers.count(n)}"


def _label(view: View, table: Table, outcome: str, wave: str | None, position: int, waves: int) -> str:
    """The wave under a heading with the outcome, or the outcome itself where there are no waves."""
    context = view.context
    if waves == 1 and wave is None:
        return context.outcome(outcome)
    if position == 0:
        unit = context.unit(outcome)
        table.heading(f"{context.outcome(outcome)} ({unit})" if unit else context.outcome(outcome))
    return context.wave_or_all(wave)


def _finish(view: View, table: Table, rows: list[Row], name: str) -> Table:
    t, numbers = view.context.t, view.context.numbers
    if table.empty:
        return table
    level = next((row.ci_level for row in rows if row.ci_level is not None), 0.95)
    told_adjusted = "yes" if any(row.analysis != "unadjusted" and adjusted(row) for row in rows) else "no"
    table.notes.insert(0, t(f"table.{name}.note", level=numbers.level(level), adjusted=told_adjusted))
    # Intervals of one arm's risk are not in the table, and so is no remark on them.
    told = [row for row in rows if not _passes_clusters_by(view, row) and not says(row, _ONE_ARM_NAIVE)]
    if any(_passes_clusters_by(view, row) for row in rows):
        table.notes.insert(1, t("table.without_interval"))
    remarks = remarks_of(told, view.context)
    table.notes += [t("word.remark", text=text) for text in remarks[:_WHERE_NOTES]]
    return table
