"""A cohort's own estimates beside published ones, and beside an arm of another cohort."""

from __future__ import annotations

import pandas as pd

from voorzorg.present.context import Context
from voorzorg.present.estimate_rows import View
from voorzorg.present.published_lines import Pair, published_pairs
from voorzorg.present.tables.model import Column, Table
from voorzorg.present.words.numbers import DASH, is_missing


def key_figures_table(view: View) -> Table:
    """The figures that a publication gives of this cohort, rebuilt from its participants."""
    context = view.context
    t = context.t
    columns = [
        Column(t("word.figure"), "left"),
        Column(t("word.moment"), "left"),
        Column(t("word.informant"), "left"),
        Column(t("column.published")),
        Column(t("column.ours")),
        Column(t("key_figures.verdict"), "left"),
    ]
    table = Table("brochure", t("table.brochure.title"), columns, section="key_figures")
    for pair in published_pairs(view):
        table.add(
            pair.label,
            context.wave(pair.line.wave),
            informant_of(view, pair),
            _value(context, pair, pair.published, None, None),
            t("word.suppressed") if pair.suppressed else own_value(context, pair),
            verdict(context, pair),
        )
    if not table.empty:
        table.notes.append(t("table.brochure.note"))
        if context.synthetic:
            table.notes.append(t("report.comparison_synthetic"))
    return table.without_empty_columns(DASH)


def informant_of(view: View, pair: Pair) -> str:
    """Whose answer our estimate is."""
    known = view.context.outcomes.get(pair.line.outcome)
    return view.context.informant(pair.line.informant or (known.informant if known else None))


def own_value(context: Context, pair: Pair) -> str:
    """Our estimate with its interval and n; a share with its count."""
    text = _value(context, pair, pair.estimate, pair.low, pair.high)
    if pair.n is None or text == DASH:
        return text
    n = context.numbers.count(pair.n)
    if pair.estimand == "risk" and pair.events is not None:
        return f"{context.numbers.count(pair.events)}/{n}; {text}"
    return f"{text}; n = {n}"


def verdict(context: Context, pair: Pair) -> str:
    """Whether the published value lies in our interval, or is the same where a count has none."""
    if pair.estimand == "count" and pair.estimate is not None and pair.published is not None:
        return context.t("key_figures.same" if pair.estimate == pair.published else "key_figures.differs")
    if pair.inside is None:
        return ""
    return context.t("key_figures.inside" if pair.inside else "key_figures.outside")


def _value(context: Context, pair: Pair, value: float | None, low: float | None, high: float | None) -> str:
    numbers = context.numbers
    if value is None or is_missing(value):
        return DASH
    if pair.estimand == "risk" and low is None:
        return numbers.percent(value, 0 if abs(100 * value - round(100 * value)) < 1e-9 else 1)
    return numbers.with_interval(pair.estimand, value, low, high)


def beside_table(view: View) -> Table:
    """Levels of this cohort beside those of an arm of another one; nothing subtracted, nothing tested."""
    context = view.context
    t, numbers = context.t, context.numbers
    other = context.beside
    if other is None or context.reference:
        return Table("beside", "", [])
    there = Context(context.language, other.manifest, context.outcomes, context.data_kind)
    known = list(context.outcomes)
    lines = other.lines[other.lines["own_outcome"].isin(known)]
    spanners = (context.title, f"{there.title}: {there.arm(other.arm)}")
    columns = [Column(t("word.outcome_informant"), "left")]
    for spanner in spanners:
        columns += [
            Column(t("word.moment"), "left", spanner), Column(t("word.n"), "right", spanner),
            Column(t("word.seen"), "right", spanner),
        ]  # fmt: skip
    table = Table("beside", t("table.beside.title", other=spanners[1]), columns, section="beside")
    order = {wave: i for i, wave in enumerate(context.waves)}
    for outcome in sorted(lines["own_outcome"].unique(), key=known.index):
        table.heading(context.outcome(outcome))
        here = lines[lines["own_outcome"].eq(outcome)]
        here = here.assign(order=here["own_wave"].map(order)).sort_values("order")
        for line in here.to_dict("records"):
            cells = []
            for side, labels in (("own", context), ("other", there)):
                value, low, high = (
                    _known(line[f"{side}_{name}"]) for name in ("estimate", "ci_low", "ci_high")
                )
                cells += [
                    labels.wave(line[f"{side}_wave"]),
                    numbers.count(_known(line[f"{side}_n"])),
                    numbers.with_interval(line["estimand"], value, low, high),
                ]
            table.add(_who(context, line), *cells, indent=1)
    if not table.empty:
        table.notes += [t(key) for key in lines["caveat"].unique()]
        kinds = set(lines["other_data_kind"])
        if "synthetic" in kinds and not context.synthetic:
            table.notes.append(t("table.beside.synthetic", other=there.title))
    return table


def _who(context: Context, line: dict[object, object]) -> str:
    """Who answered, here and there where they differ."""
    names = [context.informant(_text(line[f"{side}_informant"])) for side in ("own", "other")]
    return " / ".join(dict.fromkeys(name for name in names if name))


def _text(value: object) -> str | None:
    return None if value is None or value is pd.NA or value != value else str(value)


def _known(value: object) -> float | None:
    return None if is_missing(value) else float(value)  # type: ignore[arg-type]
