"""No row of the estimates is left out of the tables of its family, nor its p-value."""

from __future__ import annotations

from collections import Counter

import pytest
from present_rows import make_context, one_arm_context, one_arm_estimates, trial_estimates

from voorzorg.present.estimate_rows import Row, View
from voorzorg.present.tables import build_tables
from voorzorg.present.tables.outcomes import estimate_cell

#: Rows that the curves and the courses are drawn from; a table has those of the whole study or none.
ELSEWHERE = {"cumulative_incidence", "mean", "sd", "median", "rmst", "reliable_change", "count"}

#: Rows whose p-value stands beside them; that of others is in the table of hypotheses or nowhere.
WITH_P = {"unadjusted", "multilevel", "gee"}


@pytest.fixture(scope="module", params=["nl", "en"])
def made(request):
    studies = [
        (trial_estimates(), make_context(request.param)),
        (one_arm_estimates(), one_arm_context(request.param)),
    ]
    views = [View(estimates, context) for estimates, context in studies]
    return [(view, build_tables(view)) for view in views]


def shown(view: View, row: Row) -> str:
    numbers = view.context.numbers
    if row.estimand == "sd":
        return numbers.number(row.estimate)
    if row.estimand == "risk" and row.analysis == "unadjusted":
        n = row.n_reference if row.n_reference is not None else row.n_treated
        events = row.events_reference if row.events_reference is not None else row.events_treated
        of = "" if row.family is None else f"/{numbers.count(n)}"  # at the start everybody is known
        return f"{numbers.count(events)}{of} ({numbers.percent(row.estimate)})"
    return estimate_cell(view, row)


def test_every_estimate_stands_in_a_table_of_its_family(made) -> None:
    seen: Counter[tuple[str, str]] = Counter()
    for view, tables in made:
        cells: dict[str | None, set[str]] = {}
        for table in tables:
            of = cells.setdefault(table.section, set())
            of |= {cell for line in table.lines for cell in line.cells}
        everywhere = set().union(*cells.values())
        for row in view.rows:
            if row.estimate is None or row.analysis == "tipping":
                continue
            if row.estimand in ELSEWHERE and not (row.estimand in ("mean", "sd") and not view.contrasts):
                continue
            there = cells.get(row.family, everywhere) | (everywhere if row.family is None else set())
            assert shown(view, row) in there, (row.outcome, row.estimand, row.analysis, row.wave, row.arm)
            if row.p_value is not None and row.analysis in WITH_P:
                assert view.context.numbers.p_value(row.p_value) in there, (row.outcome, row.estimand)
            seen[row.estimand, row.analysis] += 1
    assert seen["risk", "unadjusted"] > 100 and seen["odds_ratio", "multilevel"] > 50 and len(seen) >= 12


def test_every_outcome_has_its_line_at_every_wave(made) -> None:
    """Counts of both arms of one wave stand beside one another, the reference first."""
    for view, tables in made:
        for table in tables:
            if not table.key.startswith("risks_"):
                continue
            lines = {line.cells for line in table.lines if line.kind == "data"}
            for outcome in view.of_family(table.section):
                for wave in view.waves_of(outcome, "risk_difference"):
                    arms = [
                        view.first(outcome, "risk", wave=wave, arm=arm, analysis="unadjusted")
                        for arm in view.context.arms
                    ]
                    pair = [shown(view, row) for row in arms if row is not None]
                    assert any(pair == [c for c in cells if c in pair][:2] for cells in lines), (
                        outcome,
                        wave,
                    )


def test_key_of_a_table_is_used_once(made) -> None:
    for _, tables in made:
        assert max(Counter(table.key for table in tables).values()) == 1
