"""Kaplan-Meier, restricted means, log-rank."""

import json
import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voorzorg.statistics.survival.kaplan_meier import (
    compare_survival,
    kaplan_meier,
    logrank,
    median_time,
    restricted_mean,
)

FOLDER = Path(__file__).parents[2] / "reference/survival"
R = json.loads((FOLDER / "reference.json").read_text())
TIMES = pd.read_csv(FOLDER / "times.csv")
CURVE = pd.read_csv(FOLDER / "curve.csv")
BOTH = compare_survival(TIMES["time"], TIMES["event"], TIMES["arm"], tau=R["tau"])
PROPERTY = settings(deadline=None, max_examples=100, derandomize=True)


@st.composite
def follow_up(draw, most=40):
    n = draw(st.integers(2, most))
    times = draw(st.lists(st.integers(1, 30), min_size=n, max_size=n))
    events = draw(st.lists(st.integers(0, 1), min_size=n, max_size=n))
    return np.array(times, float), np.array(events)


class TestAgainstR:
    """survfit, its rmean table, quantile and survdiff, to 1e-12 relative."""

    @pytest.mark.parametrize(("arm", "curve"), [(1, BOTH.treated), (0, BOTH.reference)])
    def test_curve(self, arm, curve):
        expected = CURVE[CURVE["arm"] == arm]
        for ours, theirs in (
            (curve.time, "time"),
            (curve.n_risk, "n_risk"),
            (curve.n_event, "n_event"),
            (curve.survival, "survival"),
            (curve.std_error, "std_error"),
            (curve.ci_low, "lower"),
            (curve.ci_high, "upper"),
        ):
            assert ours == pytest.approx(expected[theirs].to_numpy(float), rel=1e-12)

    def test_risk_table(self):
        table = R["risk_table"]
        for curve, label in ((BOTH.reference, "arm=0"), (BOTH.treated, "arm=1")):
            rows = [k for k, a in enumerate(table["arm"]) if a == label]
            at = curve.at([table["time"][k] for k in rows])
            assert at.n_risk.tolist() == [table["n_risk"][k] for k in rows]
            assert at.survival == pytest.approx([table["survival"][k] for k in rows], rel=1e-12)
            assert at.incidence_low == pytest.approx([1 - table["upper"][k] for k in rows], rel=1e-12)
            assert at.incidence_high == pytest.approx([1 - table["lower"][k] for k in rows], rel=1e-12)

    def test_restricted_means(self):
        for ours, theirs in (
            (BOTH.rmst_reference, R["rmst"]["reference"]),
            (BOTH.rmst_treated, R["rmst"]["treated"]),
            (BOTH.rmst_difference, [R["rmst"]["difference"], R["rmst"]["std_error"]]),
        ):
            assert [ours.estimate, ours.std_error] == pytest.approx(theirs, rel=1e-12)

    def test_medians(self):
        for k, ours in enumerate((BOTH.median_reference, BOTH.median_treated)):
            expected = [R["median"][name][k] for name in ("estimate", "lower", "upper")]
            assert [ours.estimate, ours.ci_low, ours.ci_high] == expected

    def test_logrank(self):
        assert BOTH.logrank.chi_square == pytest.approx(R["logrank"]["chisq"], rel=1e-12)
        assert BOTH.logrank.p_value == pytest.approx(R["logrank"]["p"], rel=1e-12)


class TestWithoutCensoring:
    @PROPERTY
    @given(st.lists(st.integers(1, 30), min_size=2, max_size=40))
    def test_the_curve_is_the_empirical_one_and_the_restricted_mean_the_mean(self, values):
        t = np.array(values, float)
        curve = kaplan_meier(t, np.ones(len(t)))
        assert curve.survival == pytest.approx([(t > u).mean() for u in curve.time], abs=1e-12)
        mean = restricted_mean(curve, t.max())
        assert mean.estimate == pytest.approx(t.mean())
        assert mean.std_error == pytest.approx(t.std() / math.sqrt(len(t)), abs=1e-9)


class TestForAnyFollowUp:
    @PROPERTY
    @given(follow_up())
    def test_the_curve_falls_within_its_limits(self, data):
        curve = kaplan_meier(*data)
        assert (np.diff(curve.survival) <= 1e-15).all()
        inside = curve.survival > 0
        assert (curve.ci_low[inside] <= curve.survival[inside]).all()
        assert (curve.survival[inside] <= curve.ci_high[inside]).all()
        assert curve.events == int(data[1].sum()) == int(curve.n_event.sum())

    @PROPERTY
    @given(follow_up(), st.floats(0.1, 50))
    def test_another_unit_of_time_scales_the_restricted_mean(self, data, unit):
        t, e = data
        one, other = (
            restricted_mean(kaplan_meier(t, e), 20),
            restricted_mean(kaplan_meier(t * unit, e), 20 * unit),
        )
        assert (other.estimate, other.std_error) == pytest.approx((one.estimate * unit, one.std_error * unit))
        assert 0 < one.estimate <= 20

    @PROPERTY
    @given(follow_up(), st.data())
    def test_swapping_arms(self, data, draw):
        t, e = data
        arm = np.array(draw.draw(st.permutations([0, 1] + [0, 1] * len(t))))[: len(t)]
        if len(set(arm.tolist())) < 2:
            return
        here, there = compare_survival(t, e, arm), compare_survival(t, e, 1 - arm)
        assert here.rmst_difference.estimate == pytest.approx(-there.rmst_difference.estimate)
        assert here.logrank.chi_square == pytest.approx(
            there.logrank.chi_square, rel=1e-6, abs=1e-9, nan_ok=True
        )


class TestEdges:
    def test_no_events(self):
        result = compare_survival([3, 4, 5, 6], [0, 0, 0, 0], [0, 1, 0, 1])
        assert math.isnan(result.logrank.p_value) and [str(w) for w in result.logrank.warnings] == [
            "no events"
        ]
        assert result.rmst_difference.estimate == 0 and math.isnan(result.rmst_difference.ci_low)
        assert not result.median_treated.converged and "fewer than" in str(result.median_treated.warnings[0])

    def test_arms_that_are_never_compared_have_no_logrank_test(self):
        result = logrank([1, 1], [1, 1], [0, 1])
        assert math.isnan(result.p_value) and "never at risk together" in str(result.warnings[0])

    def test_default_horizon_is_where_both_arms_are_still_known(self):
        assert compare_survival([3, 9, 5, 6], [1, 1, 1, 0], [0, 0, 1, 1]).tau == 6

    def test_reading_beyond_the_follow_up_is_unknown_not_flat(self):
        at = kaplan_meier([2, 4, 6], [1, 0, 0]).at([1, 6, 7])
        assert at.survival[:2].tolist() == pytest.approx([1, 2 / 3]) and math.isnan(at.survival[2])
        assert at.events.tolist() == [0, 1, 1] and at.n_risk.tolist() == [3, 1, 0]

    def test_a_horizon_beyond_the_follow_up_is_said(self):
        assert "beyond" in str(restricted_mean(kaplan_meier([2, 4, 6], [1, 0, 0]), 10).warnings[0])

    def test_median_in_the_middle_of_a_flat_step(self):
        assert median_time(kaplan_meier([1, 2, 3, 4], [1, 1, 1, 1])).estimate == 2.5

    @pytest.mark.parametrize(
        ("time", "event", "says"),
        [
            ([1, np.nan], [1, 0], "missing"),
            ([1, -2], [1, 0], "negative"),
            ([1, 2], [1, 2], "0 "),
            ([], [], "empty"),
        ],
    )
    def test_refusals(self, time, event, says):
        with pytest.raises(ValueError, match=says):
            kaplan_meier(time, event)

    def test_an_empty_arm_is_named(self):
        with pytest.raises(ValueError, match="treated arm"):
            logrank([1, 2], [1, 1], [0, 0])


def test_restricted_mean_difference_covers_the_truth():
    """500 synthetic trials of 120, exponential with random censoring: truth by integration."""
    rng = np.random.default_rng(4)
    tau, rates = 10.0, (0.1, 0.06)
    truth = np.diff([(1 - math.exp(-r * tau)) / r for r in rates])[0]
    hits = 0
    for _ in range(500):
        arm = np.arange(120) % 2
        t, c = rng.exponential(1 / np.take(rates, arm)), rng.uniform(5, 25, 120)
        d = compare_survival(np.minimum(t, c), (t <= c).astype(int), arm, tau).rmst_difference
        hits += d.ci_low <= truth <= d.ci_high
    assert 0.92 < hits / 500 < 0.975
