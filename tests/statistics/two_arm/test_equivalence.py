"""Two one-sided tests: equal to R, one with their interval, and empty where there is no error."""

import json
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voorzorg.statistics.results import Estimate
from voorzorg.statistics.two_arm.equivalence import score_tost, tost
from voorzorg.statistics.two_arm.means import two_means

R = json.loads((Path(__file__).parents[2] / "reference/two_arm/equivalence.json").read_text())


@pytest.mark.parametrize("row", R["tables"], ids=lambda row: str(row["counts"]))
def test_risk_differences_equal_r(row):
    found = score_tost(*row["counts"], R["margin"])
    assert found.p_value == pytest.approx(max(row["lower"], row["upper"]), abs=1e-6)
    assert [found.ci_low, found.ci_high] == pytest.approx(row["ci"], abs=1e-6)
    assert found.level == pytest.approx(0.9)


def test_means_equal_r_and_pingouin():
    import pingouin

    found = tost(two_means(R["treated"], R["reference"]).difference, R["mean_margin"])
    assert found.p_value == pytest.approx(R["mean_p"], rel=1e-9)
    assert [found.ci_low, found.ci_high] == pytest.approx(R["mean_ci"], rel=1e-9)
    theirs = pingouin.tost(R["treated"], R["reference"], bound=R["mean_margin"], correction=True)
    assert found.p_value == pytest.approx(
        float(theirs["pval" if "pval" in theirs else "p_val"].iloc[0]), rel=1e-6
    )


@settings(deadline=None, max_examples=60, derandomize=True)
@given(st.integers(1, 60), st.integers(1, 60), st.data(), st.floats(0.02, 0.4))
def test_equivalence_is_shown_where_the_interval_lies_within_the_margins(n1, n0, data, margin):
    e1, e0 = data.draw(st.integers(0, n1)), data.draw(st.integers(0, n0))
    found = score_tost(e1, n1, e0, n0, margin)
    assert found.ci_low <= found.estimate <= found.ci_high
    inside = found.ci_low > -margin and found.ci_high < margin
    if abs(found.p_value - 0.05) > 1e-6:
        assert inside == (found.p_value < 0.05)


def test_the_test_keeps_its_level_at_the_margin():
    rng = np.random.default_rng(2)
    rejected = [
        score_tost(rng.binomial(200, 0.3), 200, rng.binomial(200, 0.2), 200, 0.1).p_value < 0.05
        for _ in range(2000)
    ]
    assert np.mean(rejected) < 0.065


def test_without_an_error_or_a_test_nothing_is_shown():
    found = tost(Estimate(0.01), 0.1)
    assert math.isnan(found.p_value) and found.estimate == 0.01 and found.warnings
    assert math.isnan(score_tost(0, 0, 1, 5, 0.1).p_value)
    with pytest.raises(ValueError, match="positive"):
        tost(Estimate(0.0, 1.0, p_value=0.5), 0.0)
    with pytest.raises(ValueError, match="between 0 and 1"):
        score_tost(1, 5, 1, 5, 1.5)
