"""A primary outcome's estimate under other assumptions, and effects by moderator, as forests."""

from __future__ import annotations

from matplotlib.figure import Figure

from voorzorg.present import moderation
from voorzorg.present.estimate_rows import Row, View
from voorzorg.present.figures.forest import Entry, draw_forest
from voorzorg.present.robustness import alternatives
from voorzorg.present.tables.outcomes import estimate_cell
from voorzorg.present.tables.robustness import between

#: Verdicts of another conclusion than the main estimate's.
_APART = ("weaker", "stronger", "other")


def draw_holds(view: View, main: Row) -> Figure | None:
    """The main estimate at the top, the others below it on the same axis."""
    entries, found = [], alternatives(view, main)
    for one in found:
        text = estimate_cell(view, one.row)
        if one.high is not None and one.row.estimate is not None and one.high.estimate is not None:
            text = between(view, one.row, one.high)
        entries.append(
            Entry(one.label, one.row, one.high, text, lead=one.verdict == "main", apart=one.verdict in _APART)
        )
    if len(entries) < 2 or main.estimate is None:
        return None
    told = [one for one in found if one.verdict not in ("", "main")]
    numbers = view.context.numbers
    same = sum(one.verdict == "holds" for one in told)
    answer = view.context.t("figure.holds.answer", same=numbers.count(same), all=numbers.count(len(told)))
    return _draw(
        view, entries, "holds", main.outcome, main.wave, main.estimand, answer=answer if told else ""
    )


def draw_moderators(view: View, outcome: str, wave: str | None) -> Figure | None:
    """Every group's difference, with the test of the interaction beside the moderator's name."""
    context = view.context
    blocks = moderation.blocks(view, outcome, wave)
    if not any(group.difference.estimate is not None for block in blocks for group in block.groups):
        return None
    entries = []
    contrast = blocks[0].difference_test.contrast
    estimand = str(blocks[0].difference_test.scale)
    main = view.first(outcome, estimand, wave=wave, contrast=contrast, analysis="adjusted")
    if main is not None:
        everyone = context.t("figure.moderators.everyone")
        entries.append(Entry(everyone, main, text=estimate_cell(view, main), lead=True))
    for block in blocks:
        p = context.numbers.p_value(block.difference_test.p_value)
        entries.append(Entry(context.t("figure.moderators.heading", name=block.label, p=p)))
        entries += [
            Entry(group.label, group.difference, text=estimate_cell(view, group.difference))
            for group in block.groups
        ]
    return _draw(view, entries, "moderators", outcome, wave, estimand)


def _draw(
    view: View,
    entries: list[Entry],
    name: str,
    outcome: str,
    wave: str | None,
    estimand: str,
    answer: str = "",
) -> Figure:
    context = view.context
    t = context.t
    about = " · ".join(filter(None, (context.outcome(outcome), context.wave(wave))))
    percent = estimand == "risk_difference"
    unit = "risk_difference_pp" if percent else estimand
    level = next((e.row.ci_level for e in entries if e.row is not None and e.row.ci_level), 0.95)
    return draw_forest(
        view,
        entries,
        t(f"figure.{name}.title", about=about),
        f"{answer} {t(f'figure.{name}.subtitle', level=context.numbers.level(level))}".strip(),
        t(f"figure.{name}.note_bounds" if any(entry.high for entry in entries) else f"figure.{name}.note"),
        t(f"estimand.{unit}"),
        percent,
    )
