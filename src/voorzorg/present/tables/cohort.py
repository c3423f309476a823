"""Tables on who took part: flow, baseline, accumulation of risk factors, patterns of missed waves."""

from __future__ import annotations

from voorzorg.present.context import ALL_ARMS, in_text
from voorzorg.present.estimate_rows import Row, View, part_of, suppressed
from voorzorg.present.tables.model import Column, Table
from voorzorg.present.words.numbers import DASH, is_missing

STARTS = ("randomised", "enrolled")
STATES = ("measured", "missed", "lost", "withdrawn")
_PATTERNS_SHOWN = 20


def start_of(view: View, arm: str) -> Row | None:
    """The flow row that says with how many an arm began."""
    return view.first("flow", "count", category=STARTS, arm=arm)


def cell_count(view: View, row: Row | None, *, share_of: float | None = None) -> str:
    """``134 (60,1%)``; a cross stands where output control emptied the cell."""
    numbers, t = view.context.numbers, view.context.t
    if suppressed(row):
        return t("word.suppressed")
    if row is None or row.estimate is None:
        return DASH
    text, share = numbers.count(row.estimate), part_of(share_of, row)
    return text if share is None else f"{text} ({numbers.percent(share)})"


def flow_table(view: View) -> Table:
    """A line per wave and state, a column per arm; shares are of those randomised."""
    context = view.context
    t = context.t
    table = Table(
        "flow",
        t("table.flow.title"),
        [Column(t("word.moment"), "left"), *(Column(context.arm(arm)) for arm in context.arms)],
        section="flow",
    )
    starts = {arm: start_of(view, arm) for arm in context.arms}
    if not any(starts.values()):
        return table
    if not context.reference:
        return _flow_by_wave(view)
    first = next(row for row in starts.values() if row)
    _cluster_line(view, table)
    table.add(context.word("flow", first.category), *(cell_count(view, starts[arm]) for arm in context.arms))
    for wave in context.waves:
        lines = []
        for state in STATES:
            found = {
                arm: view.first("flow", "count", category=state, wave=wave, arm=arm) for arm in context.arms
            }
            if not any(found.values()):
                continue
            cells = []
            for arm in context.arms:
                began = starts[arm]
                share = began.estimate if began and began.estimate else None
                cells.append(cell_count(view, found[arm], share_of=share))
            lines.append((context.word("flow", state), cells))
        if lines:
            table.heading(context.wave(wave))
            _cluster_line(view, table, wave)
            for label, cells in lines:
                table.add(label, *cells, indent=1)
    table.notes.append(t("table.flow.note"))
    return table


def _cluster_line(view: View, table: Table, wave: str | None = None, more: tuple[str, ...] = ()) -> None:
    """The number of clusters per arm, above that of their participants."""
    context = view.context
    counts = [view.allocated_clusters(arm, wave) for arm in context.arms]
    if context.manifest.cluster_randomised is None or all(n is None for n in counts):
        return
    cluster = in_text(context.variable(context.manifest.cluster_randomised))
    label = context.t("table.flow.clusters_measured" if wave else "table.flow.clusters", cluster=cluster)
    cells = (DASH if n is None else context.numbers.count(n) for n in counts)
    table.add(label, *cells, *more, indent=1 if wave else 0)


def _cluster_sizes(view: View, table: Table, difference: tuple[str, ...]) -> None:
    """Clusters per arm, and participants in each on average: what a cluster trial has at baseline."""
    context = view.context
    _cluster_line(view, table, more=difference)
    sizes = []
    for arm in context.arms:
        start, clusters = start_of(view, arm), view.allocated_clusters(arm)
        people = start.estimate if start else None
        sizes.append(context.numbers.number(people / clusters) if people is not None and clusters else DASH)
    if any(size != DASH for size in sizes):
        table.add(context.t("table.baseline.per_cluster"), *sizes, *difference)


def _flow_by_wave(view: View) -> Table:
    """Without arms: a line per wave, with who has dropped out since the one before."""
    context = view.context
    t = context.t
    states = ("measured", "missed", "lost")
    start = start_of(view, ALL_ARMS)
    began = start.estimate if start else None
    columns = [Column(t("word.moment"), "left"), *(Column(context.word("flow", state)) for state in states)]
    table = Table("flow", t("table.flow.title"), columns, section="flow")
    if start is not None:
        table.add(context.word("flow", start.category), cell_count(view, start), "", "")
    for wave in context.waves:
        found = [view.first("flow", "count", category=state, wave=wave, arm=ALL_ARMS) for state in states]
        if any(found):
            cells = [cell_count(view, row, share_of=began or None) for row in found]
            table.add(context.wave(wave), *cells, indent=1)
    if not table.empty:
        table.notes.append(t("table.flow.note"))
    return table.without_empty_columns(DASH)


def baseline_table(view: View) -> Table:
    """Every baseline variable by arm with standardised differences; no tests, as CONSORT advises."""
    context = view.context
    t, numbers = context.t, context.numbers
    arms = context.arms
    columns = [Column(t("word.characteristic"), "left")]
    for arm in arms:
        start = start_of(view, arm)
        n = f" (n = {numbers.count(start.estimate)})" if start and start.estimate is not None else ""
        columns.append(Column(context.arm(arm) + n))
    with_difference = bool(view.contrasts)
    if with_difference:
        columns.append(Column(t("word.smd")))
    table = Table("baseline", t("table.baseline.title"), columns, section="baseline")
    _cluster_sizes(view, table, (DASH,) if with_difference else ())
    for outcome in view.baseline_variables:
        variable = outcome.removeprefix("baseline:")
        difference = []
        if with_difference:
            row = view.first(outcome, "standardised_difference")
            difference = [numbers.fixed(row.estimate, 2) if row else DASH]
        _baseline_lines(view, table, outcome, variable, difference)
    if not table.empty:
        table.notes.append(t("table.baseline.note"))
        if any("/" in cell for line in table.lines if line.kind == "data" for cell in line.cells[1:]):
            table.notes.append(t("table.baseline.asked_note"))
        if with_difference:
            table.notes.append(t("table.baseline.smd"))
    return table


def _baseline_lines(view: View, table: Table, outcome: str, variable: str, difference: list[str]) -> None:
    context = view.context
    label, unit = context.outcome(outcome), context.unit(variable)
    name = f"{label} ({unit})" if unit else label
    risks = view.find(outcome, "risk")
    levels = list(dict.fromkeys(row.category for row in risks if row.category is not None))
    if levels:
        table.add(name, *("" for _ in context.arms), *difference)
        for level in levels:
            rows = [view.first(outcome, "risk", category=level, arm=arm) for arm in context.arms]
            cells = [_share(view, row, of=_asked(view, row)) for row in rows]
            table.add(context.level(variable, level), *cells, *("" for _ in difference), indent=1)
    elif risks:
        rows = [view.first(outcome, "risk", arm=arm) for arm in context.arms]
        cells = [_share(view, row, of=_asked(view, row)) for row in rows]
        table.add(f"{label}, n (%)", *cells, *difference)
    else:
        cells = [_mean(view, outcome, arm) for arm in context.arms]
        kind = context.t("word.mean_sd")
        table.add(f"{name}, {kind}", *cells, *difference)


def _asked(view: View, row: Row | None) -> int | None:
    """Of how many a share is, where these are not all of the arm."""
    if row is None:
        return None
    n, start = view.n(row), start_of(view, row.arm or ALL_ARMS)
    return None if start is None or n == start.estimate else n


def _share(view: View, row: Row | None, of: int | None = None) -> str:
    """``123 (52,1%)`` from a risk row, and ``103/129 (79,8%)`` where it is said of how many."""
    numbers, t = view.context.numbers, view.context.t
    if row is None:
        return DASH
    if suppressed(row):
        return t("word.suppressed")
    events = view.events(row)
    share = numbers.percent(row.estimate)
    count = "" if events is None else numbers.count(events)
    return f"{count if of is None else f'{count}/{numbers.count(of)}'} ({share})" if count else share


def _mean(view: View, outcome: str, arm: str) -> str:
    numbers, t = view.context.numbers, view.context.t
    mean, sd = view.first(outcome, "mean", arm=arm), view.first(outcome, "sd", arm=arm)
    if suppressed(mean):
        return t("word.suppressed")
    if mean is None or mean.estimate is None:
        return DASH
    text = numbers.number(mean.estimate)
    return (
        text
        if sd is None or sd.estimate is None
        else (f"{text} ({numbers.number(sd.estimate, like=mean.estimate)})")
    )


def accumulation_table(view: View) -> Table:
    """How many risk factors: per number, who has exactly and at least so many."""
    context = view.context
    t = context.t
    arms = [*context.arms]
    if view.find("risk_factors", "risk", arm=ALL_ARMS) and ALL_ARMS not in arms:
        arms.append(ALL_ARMS)
    columns = [Column(t("table.risk_factors.number"), "left")]
    for arm in arms:
        for kind in ("exactly", "at_least"):
            columns.append(Column(t(f"table.risk_factors.{kind}"), spanner=context.arm(arm)))
    table = Table("risk_factors", t("table.risk_factors.title"), columns, section="baseline")
    for k in accumulation_steps(view):
        cells = []
        for arm in arms:
            for sign in ("=", ">="):
                cells.append(_share(view, view.first("risk_factors", "risk", category=f"{sign}{k}", arm=arm)))
        table.add(str(k), *cells)
    return table


def accumulation_steps(view: View) -> list[int]:
    """Numbers of risk factors that occur in the table, ascending."""
    texts = {(row.category or "").lstrip("=>≥ ") for row in view.find("risk_factors", "risk", "count")}
    return sorted(int(text) for text in texts if text.isdigit())


def missingness_table(view: View) -> Table:
    """Patterns of measured (1) and missed (0) waves, the most frequent first."""
    context = view.context
    t, numbers = context.t, context.numbers
    waves = pattern_waves(view)
    table = Table(
        "missingness",
        t("table.missingness.title"),
        [
            Column(t("table.missingness.pattern"), "left"),
            *(Column(context.wave(wave), "center", t("word.waves")) for wave in waves),
            *(Column(context.arm(arm), spanner=t("word.n")) for arm in context.arms),
        ],
        section="flow",
    )
    patterns = pattern_counts(view)
    controlled = any(suppressed(row) for _, rows in patterns for row in rows.values())
    nobody = t("word.suppressed") if controlled else "0"
    for pattern, rows in patterns[:_PATTERNS_SHOWN]:
        marks = ["●" if bit == "1" else "○" for bit in pattern]
        cells = []
        for arm in context.arms:
            cells.append(cell_count(view, rows[arm]) if arm in rows else nobody)
        table.add(pattern, *marks, *cells)
    if len(patterns) > _PATTERNS_SHOWN:
        rest = len(patterns) - _PATTERNS_SHOWN
        table.notes.append(t("table.missingness.more", n=numbers.count(rest)))
    return table


def pattern_waves(view: View) -> list[str]:
    """Wave keys that the digits of a pattern stand for: every wave at which somebody was measured."""
    if not view.find("missingness", "count"):
        return []
    return [wave for wave in view.waves_of("flow", "count", category="measured") if wave]


def pattern_counts(view: View) -> list[tuple[str, dict[str, Row]]]:
    """Patterns with their row per arm, the most frequent first (suppressed ones last)."""
    width = len(pattern_waves(view))
    found: dict[str, dict[str, Row]] = {}
    for row in view.find("missingness", "count", arm=tuple(view.context.arms)):
        if row.category and len(row.category) == width and set(row.category) <= {"0", "1"}:
            found.setdefault(row.category, {})[row.arm] = row
    size = {
        pattern: sum(0.0 if is_missing(row.estimate) else row.estimate for row in rows.values())
        for pattern, rows in found.items()
    }
    return sorted(found.items(), key=lambda item: (-size[item[0]], -item[0].count("1"), item[0]))
