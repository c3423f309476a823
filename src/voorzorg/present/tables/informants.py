"""Two informants on the same matter: how far they agree, and who says more."""

from __future__ import annotations

from voorzorg.estimates.contrast import Contrast
from voorzorg.present.estimate_rows import Row, View
from voorzorg.present.tables.model import Column, Table
from voorzorg.present.tables.outcomes import estimate_cell
from voorzorg.present.words.numbers import DASH


def agreement_table(view: View) -> Table:
    """A line per outcome and wave: kappa or intraclass correlation, identical answers, bias, limits."""
    context = view.context
    t, numbers = context.t, context.numbers
    bias = t("estimand.bias")
    columns = [
        Column(t("word.outcome_moment"), "left"),
        Column(t("word.pairs")),
        Column(t("word.coefficient")),
        Column(t("word.identical")),
        Column(t("word.difference"), spanner=bias),
        Column("p", spanner=bias),
        Column(t("word.limits"), spanner=bias),
    ]
    table = Table("agreement", t("table.agreement.title"), columns, section="agreement")
    for outcome in view.present:
        rows = view.find(outcome, "agreement", "bias")
        for contrast in dict.fromkeys(row.contrast for row in rows):
            named = f": {pair_label(view, contrast)}" if contrast else ""
            table.heading(context.outcome(outcome) + named)
            for wave in view.waves_of(outcome, "agreement", "bias", contrast=contrast):
                at = {"wave": wave, "contrast": contrast}
                main = view.first(outcome, "agreement", category=None, **at)
                shift = view.first(outcome, "bias", category=None, **at)
                low, high = (
                    view.first(outcome, "bias", category=f"{end} limit", **at) for end in ("lower", "upper")
                )
                counted = main or shift
                table.add(
                    context.wave_or_all(wave),
                    numbers.count(view.n(counted) if counted else None),
                    estimate_cell(view, main),
                    estimate_cell(view, view.first(outcome, "agreement", category="identical", **at)),
                    estimate_cell(view, shift),
                    numbers.p_value(shift.p_value if shift else None),
                    _limits(view, low, high),
                    indent=1,
                )
    if not table.empty:
        table.notes.append(t("table.agreement.note"))
    return table.without_empty_columns(DASH)


def pair_label(view: View, pair: Contrast) -> str:
    """Mother against nurse as ``moeder min verpleegkundige``."""
    first, second = map(view.context.informant, pair.arms)
    return view.context.t("word.minus", first=first, second=second)


def _limits(view: View, low: Row | None, high: Row | None) -> str:
    if low is None or high is None or low.estimate is None or high.estimate is None:
        return DASH
    like = max(abs(low.estimate), abs(high.estimate))
    return view.context.numbers.value_interval("bias", low.estimate, high.estimate, like=like)
