"""The comparison of two risks, as it will be read off a table."""

import json
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom, fisher_exact

from voorzorg.statistics.two_arm.binary import pearson_chi_square, two_by_two
from voorzorg.statistics.two_arm.exact_odds import conditional_odds_ratio

TABLES = json.loads((Path(__file__).parents[2] / "reference/two_arm/reference.json").read_text())["tables"]
PROPERTY = settings(deadline=None, max_examples=80, derandomize=True)


def limits(values):
    return [math.inf if v == "Inf" else v for v in values]


@st.composite
def tables(draw, largest=60):
    n1, n0 = draw(st.integers(1, largest)), draw(st.integers(1, largest))
    return draw(st.integers(0, n1)), n1, draw(st.integers(0, n0)), n0


@pytest.mark.parametrize("row", TABLES, ids=lambda r: str(r["table"]))
class TestAgainstR:
    """fisher.test, chisq.test and limits solved with uniroot: to 1e-8 relative or better."""

    def test_tests(self, row):
        result = two_by_two(*row["table"])
        assert result.p_fisher == pytest.approx(row["fisher_p"], rel=1e-9)
        assert result.p_midp == pytest.approx(row["fisher_midp"], rel=1e-9)
        assert result.p_chi_square == pytest.approx(row["chi_square_p"], rel=1e-9)

    def test_conditional_odds_ratio(self, row):
        c = conditional_odds_ratio(*row["table"])
        assert c.estimate == pytest.approx(limits([row["conditional"]])[0], rel=1e-8)
        assert (c.exact_low, c.exact_high) == pytest.approx(limits(row["exact"]), rel=1e-8)
        assert (c.midp_low, c.midp_high) == pytest.approx(limits(row["midp"]), rel=1e-8)

    def test_odds_ratio_interval_follows_the_rule(self, row):
        e1, n1, e0, n0 = row["table"]
        result = two_by_two(*row["table"]).odds_ratio
        small = min(e1, n1 - e1, e0, n0 - e0) < 5
        expected = limits(row["midp"]) if small else row["woolf"]
        assert result.method == ("conditional mid-p" if small else "Woolf log")
        assert (result.ci_low, result.ci_high) == pytest.approx(expected, rel=1e-8)


class TestRules:
    def test_large_expected_counts_use_chi_square(self):
        result = two_by_two(60, 223, 90, 237)
        assert result.test == "chi-square" and result.p_value == result.p_chi_square
        assert result.risk_difference.p_value == result.risk_ratio.p_value == result.p_value

    def test_small_expected_counts_use_fisher_midp(self):
        result = two_by_two(1, 150, 6, 148)
        assert result.min_expected < 5 and result.test == "Fisher mid-p" and result.p_value == result.p_midp

    def test_expected_count_of_exactly_five_is_not_small(self):
        result = two_by_two(3, 20, 7, 20)
        assert result.min_expected == 5 and result.test == "chi-square"

    def test_ratio_interval_is_the_score_one_with_a_small_cell(self):
        assert two_by_two(4, 50, 9, 50).risk_ratio.method == "Miettinen-Nurminen score"
        assert two_by_two(5, 50, 9, 50).risk_ratio.method == "Katz log"


class TestEdges:
    def test_no_events_at_all(self):
        result = two_by_two(0, 20, 0, 25)
        assert result.p_value == 1 and result.risk_difference.estimate == 0
        assert result.risk_difference.ci_low < 0 < result.risk_difference.ci_high
        assert not result.risk_ratio.converged and "no events in either arm" in str(
            result.risk_ratio.warnings[0]
        )
        assert math.isnan(result.odds_ratio.estimate) and not result.odds_ratio.converged

    def test_no_events_in_one_arm(self):
        result = two_by_two(0, 20, 8, 22)
        assert result.risk_ratio.estimate == 0 and result.risk_ratio.ci_low == 0
        assert 0 < result.risk_ratio.ci_high < 1 and result.odds_ratio.ci_high < 1
        assert result.risk_ratio.warnings

    def test_an_empty_arm_keeps_its_row(self):
        result = two_by_two(0, 0, 3, 10)
        assert result.risk_reference.estimate == 0.3 and not result.risk_treated.converged
        assert math.isnan(result.risk_difference.estimate)
        assert [str(w) for w in result.warnings] == ["no observations in the treated arm"]

    @pytest.mark.parametrize("bad", [(5, 4, 1, 3), (-1, 4, 1, 3), (1.5, 4, 1, 3)])
    def test_impossible_tables_are_refused(self, bad):
        with pytest.raises(ValueError, match=r"events|whole"):
            two_by_two(*bad)


class TestForAnyTable:
    @PROPERTY
    @given(tables())
    def test_swapping_arms(self, table):
        e1, n1, e0, n0 = table
        here, there = two_by_two(e1, n1, e0, n0), two_by_two(e0, n0, e1, n1)
        assert here.p_value == pytest.approx(there.p_value, rel=1e-9)
        assert here.risk_difference.estimate == -there.risk_difference.estimate
        for name in ("risk_ratio", "odds_ratio"):
            a, b = getattr(here, name), getattr(there, name)
            if a.converged and 0 < a.estimate < math.inf:
                assert a.estimate * b.estimate == pytest.approx(1)
                assert a.ci_low * b.ci_high == pytest.approx(1, rel=1e-7)

    @PROPERTY
    @given(tables())
    def test_every_interval_contains_its_estimate(self, table):
        result = two_by_two(*table)
        for e in (result.risk_treated, result.risk_difference, result.risk_ratio, result.odds_ratio):
            if e.converged:
                slack = 1e-9 * abs(e.estimate) if math.isfinite(e.estimate) else 0.0
                assert e.ci_low <= e.estimate + slack and e.estimate <= e.ci_high + slack

    @PROPERTY
    @given(tables())
    def test_midp_is_narrower_than_exact_and_fisher_equals_scipy(self, table):
        e1, n1, e0, n0 = table
        c = conditional_odds_ratio(*table)
        assert c.exact_low <= c.midp_low * (1 + 1e-9) and c.midp_high <= c.exact_high * (1 + 1e-9)
        assert 0 <= c.fisher_midp <= c.fisher_p <= 1
        assert c.fisher_p == pytest.approx(fisher_exact([[e1, n1 - e1], [e0, n0 - e0]]).pvalue, rel=1e-7)

    @PROPERTY
    @given(st.integers(2, 60), st.integers(2, 60), st.data())
    def test_one_event_more_in_the_treated_arm_raises_every_contrast(self, n1, n0, data):
        e1, e0 = data.draw(st.integers(0, n1 - 1)), data.draw(st.integers(1, n0))
        before, after = two_by_two(e1, n1, e0, n0), two_by_two(e1 + 1, n1, e0, n0)
        assert before.risk_difference.estimate < after.risk_difference.estimate
        assert before.risk_difference.ci_low < after.risk_difference.ci_low + 1e-12
        assert before.risk_ratio.estimate < after.risk_ratio.estimate


@pytest.mark.parametrize(("n1", "n0"), [(12, 12), (20, 15)])
def test_type_one_error_of_the_rule_by_enumeration(n1, n0):
    """The stated rule stays near 5 %; Fisher's own test never exceeds it. Every table is summed."""
    results = [[two_by_two(e1, n1, e0, n0) for e0 in range(n0 + 1)] for e1 in range(n1 + 1)]
    risks = np.linspace(0.05, 0.95, 19)[:, None]
    weight = (
        binom.pmf(np.arange(n1 + 1), n1, risks)[:, :, None] * binom.pmf(np.arange(n0 + 1), n0, risks)[:, None]
    )

    def size(p_of):
        rejected = np.array([[p_of(r) <= 0.05 for r in row] for row in results])
        return (weight * rejected).sum(axis=(1, 2))

    assert size(lambda r: r.p_fisher).max() <= 0.05
    assert size(lambda r: r.p_value).max() < 0.066


def test_chi_square_equals_r_for_large_counts_and_has_no_value_without_margins():
    assert pearson_chi_square(120, 1000, 150, 980) == pytest.approx(TABLES[-1]["chi_square_p"], rel=1e-10)
    assert math.isnan(pearson_chi_square(0, 10, 0, 10))
