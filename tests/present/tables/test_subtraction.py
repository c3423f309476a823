"""In every table the levels of a line subtract to its difference as shown, or the line says rounded."""

import re

import pytest
from present_rows import make_context, one_arm_context, one_arm_estimates, trial_estimates

from voorzorg.present.estimate_rows import View
from voorzorg.present.tables import build_tables
from voorzorg.present.tables.attrition import SIDES
from voorzorg.present.words.numbers import MINUS, difference_agrees

DIFFERENCES = ("estimand.risk_difference_pp", "estimand.mean_difference", "estimand.rmst_difference")


def number(text: str) -> tuple[float, int] | None:
    """The first number of a cell, or its percentage where there is one, and its decimals."""
    percent = re.search(r"([\d.,]+)%", text)
    shown = percent[1] if percent else re.match(rf"[{MINUS}+]?\d+(?:[.,]\d+)?", text)
    if shown is None:
        return None
    text = (shown if isinstance(shown, str) else shown[0]).replace(MINUS, "-").replace(",", ".")
    return float(text), len(text.partition(".")[2])


def lines_that_subtract(view, table):
    """Label, levels (first less second) and difference of every line that has all three as numbers."""
    context = view.context
    names = [column.label for column in table.columns]
    arms = [context.arm(arm) for arm in context.arms]
    sides = [context.t(f"table.attrition.{side}") for side in SIDES]
    labels = [context.t(key) for key in (*DIFFERENCES, "word.difference_interval")]
    pair = sides[::-1] if table.key == "attrition" else arms
    if len(pair) != 2:
        return
    second, first = pair
    if second not in names or first not in names or not set(labels) & set(names):
        return
    # The last pair: a table of times has numbers of events before its means.
    at = [len(names) - 1 - names[::-1].index(name) for name in (first, second)]
    gap = next(place for place, name in enumerate(names) if name in labels)
    for line in table.lines:
        if line.kind == "data":
            found = [number(line.cells[place]) for place in (*at, gap)]
            if None not in found:
                yield line.cells[0], found


@pytest.mark.parametrize("language", ["nl", "en"])
def test_numbers_subtract_or_the_line_says_that_they_are_rounded(language):
    checked = marked = 0
    kinds = set()
    for estimates, context in (
        (trial_estimates(), make_context(language)),
        (one_arm_estimates(), one_arm_context(language)),
    ):
        view = View(estimates, context)
        for table in build_tables(view):
            lines = list(lines_that_subtract(view, table))
            for label, ((first, digits), (second, _), (gap, gap_digits)) in lines:
                agrees = difference_agrees(first, second, gap, digits=gap_digits, coarse=digits)
                says = context.t("finding.rounded") in label
                assert agrees != says, (table.key, label, first, second, gap)
                checked, marked = checked + 1, marked + says
                assert not says or context.t("table.rounded_note") in table.notes
                kinds.add(table.key.split("_")[0])
    assert {"risks", "means", "times"} <= kinds
    assert checked > 50 and 0 < marked < checked / 2
