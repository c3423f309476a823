"""Intervals of one and two proportions: reference values, exact coverage, what holds for any table."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom

from voorzorg.statistics.two_arm.proportions import (
    clopper_pearson,
    katz_ratio,
    newcombe_difference,
    score_ratio,
    wilson_interval,
)

REFERENCE = json.loads((Path(__file__).parents[2] / "reference/two_arm/reference.json").read_text())
TABLES = REFERENCE["tables"]
PROPERTY = settings(deadline=None, max_examples=150, derandomize=True)


def limits(values):
    return [float("inf") if v == "Inf" else v for v in values]


@st.composite
def tables(draw, largest=400):
    n1, n0 = draw(st.integers(1, largest)), draw(st.integers(1, largest))
    return draw(st.integers(0, n1)), n1, draw(st.integers(0, n0)), n0


@pytest.mark.parametrize("row", TABLES, ids=lambda r: str(r["table"]))
class TestAgainstR:
    """All to 1e-10 relative; R's uniroot limits the score interval to about 1e-10."""

    def test_wilson_and_clopper_pearson(self, row):
        e, n, *_ = row["table"]
        assert wilson_interval(e, n) == pytest.approx(row["wilson_treated"], rel=1e-12, abs=1e-15)
        assert clopper_pearson(e, n) == pytest.approx(row["clopper_treated"], rel=1e-10, abs=1e-15)

    def test_newcombe(self, row):
        assert newcombe_difference(*row["table"]) == pytest.approx(row["newcombe"], rel=1e-10, abs=1e-13)

    def test_newcombe_is_that_of_statsmodels(self, row):
        from statsmodels.stats.proportion import confint_proportions_2indep

        theirs = confint_proportions_2indep(*row["table"], method="newcomb", compare="diff")
        assert newcombe_difference(*row["table"]) == pytest.approx(theirs, rel=1e-12, abs=1e-14)

    def test_katz(self, row):
        if row["katz"] is None:
            assert np.isnan(katz_ratio(*row["table"])).all()
        else:
            assert katz_ratio(*row["table"]) == pytest.approx(row["katz"], rel=1e-12)

    def test_miettinen_nurminen(self, row):
        assert score_ratio(*row["table"]) == pytest.approx(limits(row["miettinen_nurminen"]), rel=1e-9)


class TestOneProportion:
    def test_zero_and_all_events_reach_the_ends(self):
        assert wilson_interval(0, 20).low == 0 and wilson_interval(20, 20).high == 1
        assert clopper_pearson(0, 20).low == 0 and clopper_pearson(20, 20).high == 1

    def test_no_observations_give_no_interval(self):
        assert np.isnan(wilson_interval(0, 0)).all() and np.isnan(clopper_pearson(0, 0)).all()

    def test_arrays_give_what_scalars_give(self):
        events = np.array([0, 3, 17, 20])
        together = wilson_interval(events, 20)
        apart = [wilson_interval(int(e), 20) for e in events]
        assert np.allclose(together.low, [a.low for a in apart]) and together.high.shape == (4,)

    @PROPERTY
    @given(st.integers(1, 5000), st.data())
    def test_intervals_lie_within_0_and_1_around_the_estimate_and_mirror(self, n, data):
        events = data.draw(st.integers(0, n))
        for interval in (wilson_interval, clopper_pearson):
            low, high = interval(events, n)
            assert 0 <= low <= events / n <= high <= 1
            mirrored = interval(n - events, n)
            assert (1 - mirrored.high, 1 - mirrored.low) == pytest.approx((low, high), abs=1e-9)

    def test_clopper_pearson_never_covers_less_than_promised(self):
        n, p = 25, np.linspace(0.005, 0.995, 397)
        low, high = clopper_pearson(np.arange(n + 1), n)
        covers = (low <= p[:, None]) & (p[:, None] <= high)
        assert (covers * binom.pmf(np.arange(n + 1), n, p[:, None])).sum(axis=1).min() >= 0.95

    def test_wilson_covers_95_percent_on_average(self):
        n, p = 25, np.linspace(0.005, 0.995, 397)
        low, high = wilson_interval(np.arange(n + 1), n)
        coverage = (
            ((low <= p[:, None]) & (p[:, None] <= high)) * binom.pmf(np.arange(n + 1), n, p[:, None])
        ).sum(1)
        assert 0.945 < coverage.mean() < 0.96 and coverage.min() > 0.82

    @pytest.mark.parametrize("bad", [(-1, 5), (6, 5), (2.5, 5), (np.nan, 5), (1, np.inf)])
    def test_impossible_counts_are_refused(self, bad):
        with pytest.raises(ValueError, match=r"count|events"):
            wilson_interval(*bad)

    def test_percent_as_level_is_refused(self):
        with pytest.raises(ValueError, match="between 0 and 1"):
            wilson_interval(3, 20, level=95)


def exact_coverage(interval, truth, n1, n0, p1, p0):
    """Coverage by summing over every table: (k,) for risks p1, p0 (k,) and true values (k,)."""
    e1, e0 = np.meshgrid(np.arange(n1 + 1), np.arange(n0 + 1), indexing="ij")
    low, high = interval(e1, n1, e0, n0)
    weight = binom.pmf(e1, n1, p1[:, None, None]) * binom.pmf(e0, n0, p0[:, None, None])
    covers = (low <= truth[:, None, None] + 1e-12) & (truth[:, None, None] - 1e-12 <= high)
    return (weight * covers).sum(axis=(1, 2))


class TestTwoProportions:
    GRID = (
        np.stack(np.meshgrid(np.linspace(0.03, 0.97, 20), np.linspace(0.03, 0.97, 20)), -1).reshape(-1, 2).T
    )

    @pytest.mark.parametrize(("n1", "n0"), [(30, 30), (15, 40)])
    def test_newcombe_coverage_is_close_to_nominal_everywhere(self, n1, n0):
        coverage = exact_coverage(newcombe_difference, self.GRID[0] - self.GRID[1], n1, n0, *self.GRID)
        assert 0.945 < coverage.mean() < 0.965 and coverage.min() > 0.90

    def test_score_ratio_coverage_is_close_to_nominal_everywhere(self):
        coverage = exact_coverage(score_ratio, self.GRID[0] / self.GRID[1], 30, 25, *self.GRID)
        assert 0.945 < coverage.mean() < 0.965 and coverage.min() > 0.92

    @PROPERTY
    @given(tables())
    def test_swapping_arms_changes_the_sign_of_the_difference_and_inverts_the_ratio(self, table):
        e1, n1, e0, n0 = table
        low, high = newcombe_difference(e1, n1, e0, n0)
        other = newcombe_difference(e0, n0, e1, n1)
        assert (-other.high, -other.low) == pytest.approx((low, high), abs=1e-12)
        assert -1 <= low <= e1 / n1 - e0 / n0 <= high <= 1
        low, high = score_ratio(e1, n1, e0, n0)
        other = score_ratio(e0, n0, e1, n1)
        with np.errstate(divide="ignore"):
            assert (1 / other.high, 1 / other.low) == pytest.approx((low, high), rel=1e-8)

    @PROPERTY
    @given(tables())
    def test_the_score_interval_contains_the_ratio(self, table):
        e1, n1, e0, n0 = table
        low, high = score_ratio(e1, n1, e0, n0)
        if e1 + e0 == 0:
            assert (low, high) == (0, np.inf)
        else:
            ratio = np.inf if e0 == 0 else (e1 / n1) / (e0 / n0)
            assert low <= ratio * (1 + 1e-9) and ratio <= high * (1 + 1e-9)

    @PROPERTY
    @given(tables(100))
    def test_more_confidence_is_wider(self, table):
        for interval in (newcombe_difference, score_ratio):
            narrow, wide = interval(*table, level=0.8), interval(*table, level=0.99)
            assert wide.low <= narrow.low + 1e-12 and narrow.high <= wide.high * (1 + 1e-12) + 1e-12

    def test_all_events_in_both_arms_give_a_proper_interval(self):
        low, high = score_ratio(20, 20, 18, 18)
        assert 0.8 < low < 1 < high < 1.25

    def test_a_hundred_thousand_tables_at_once(self):
        rng = np.random.default_rng(1)
        e1, e0 = rng.integers(0, 50, 100_000), rng.integers(0, 60, 100_000)
        low, high = score_ratio(e1, 50, e0, 60)
        assert low.shape == (100_000,) and (low <= high).all()
