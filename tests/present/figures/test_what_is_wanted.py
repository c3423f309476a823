"""Shares of one arm point the way that is wanted: without what is better lower, with what is better high."""

import pytest
from shown_studies import view, with_context

from voorzorg.present.figures.one_arm.changes import draw_shares
from voorzorg.present.figures.style import BLUE, PAPER, styled
from voorzorg.present.one_arm_rows import informants, summary_wave


def points(found, colour) -> list[float]:
    with styled():
        figure = draw_shares(found)
        lines = [line for axes in figure.axes for line in axes.get_lines() if line.get_marker() == "o"]
        return [float(line.get_xdata()[0]) for line in lines if line.get_markerfacecolor() == colour]


@pytest.mark.parametrize("better", ["lower", "higher", None])
@pytest.mark.parametrize("design", ["voorzorg_2", "late_start"])
def test_every_share_is_drawn_the_way_that_is_wanted(design, better) -> None:
    found = view(design, "en")
    outcomes = {
        key: outcome.model_copy(update={"better": better}) for key, outcome in found.context.outcomes.items()
    }
    drawn = with_context(found, outcomes=outcomes)
    wanted, first = [], []
    for family in drawn.families:
        for outcome in drawn.of_family(family):
            for name in informants(drawn, outcome, "risk")[:1]:
                at = {"informant": name, "category": None, "analysis": "unadjusted"}
                last = summary_wave(drawn, outcome, name, "risk")
                row = drawn.first(outcome, "risk", wave=last, **at)
                if row is None or row.estimate is None:
                    continue
                wanted.append(1 - row.estimate if better == "lower" else row.estimate)
                start = drawn.waves_of(outcome, "risk", informant=name, category=None)[0]
                before = drawn.first(outcome, "risk", wave=start, **at)
                if start != last and before is not None and before.estimate is not None:
                    first.append(1 - before.estimate if better == "lower" else before.estimate)
    assert len(wanted) >= 2
    assert sorted(points(drawn, BLUE)) == pytest.approx(sorted(wanted))
    assert sorted(points(drawn, PAPER)) == pytest.approx(sorted(first))
