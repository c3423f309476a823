"""Reliable change and clinical significance."""

import numpy as np
import pytest

from voorzorg.statistics.small.reliable_change import clinical_cutoff, reliable_change


def test_worked_example_of_jacobson_and_truax() -> None:
    """Their couple rises from 32.5 to 47.5 on an instrument with s = 7.5 and r = 0.80: S_diff 4.74, RC
    3.16."""
    result = reliable_change(
        [32.5], [47.5], sd=7.5, reliability=0.80, direction="higher is better", cutoff=50
    )
    assert result.standard_error_difference == pytest.approx(4.74, abs=0.005)
    assert result.index[0] == pytest.approx(3.16, abs=0.005)
    assert result.category[0] == "improved"  # reliable, but short of the cut-off of 50


def test_cutoff_c_is_the_weighted_midpoint_of_the_populations() -> None:
    assert clinical_cutoff(40, 7.5, 60, 7.5, "c") == pytest.approx(50)
    assert clinical_cutoff(40, 10, 60, 7.5, "c") == pytest.approx((7.5 * 40 + 10 * 60) / 17.5)
    assert clinical_cutoff(40, 7.5, 60, criterion="a") == pytest.approx(55)
    assert clinical_cutoff(40, 7.5, 60, 7.5, "b") == pytest.approx(45)
    with pytest.raises(ValueError, match="general"):
        clinical_cutoff(40, 7.5, criterion="b")


def test_every_category_is_reached() -> None:
    before = np.array([20, 20, 20, 20, 10, np.nan, 13])
    after = np.array([5, 14, 19, 28, 4, 3, 12.9])
    result = reliable_change(before, after, sd=4, reliability=0.85, cutoff=13)
    assert list(result.category) == [
        "recovered",
        "improved",
        "unchanged",
        "deteriorated",
        "improved",
        "not assessable",
        "unchanged",
    ]
    assert result.counts().to_dict() == {
        "recovered": 1,
        "improved": 2,
        "unchanged": 2,
        "deteriorated": 1,
        "not assessable": 1,
    }
    assert result.threshold == pytest.approx(1.959964 * 4 * np.sqrt(0.3), rel=1e-6)


def test_direction_mirrors_the_scale() -> None:
    before, after = np.array([20.0, 8, 11]), np.array([5.0, 19, 12])
    low = reliable_change(before, after, 4, 0.85, "lower is better", cutoff=13)
    high = reliable_change(-before, -after, 4, 0.85, "higher is better", cutoff=-13)
    assert list(low.category) == list(high.category)


def test_a_perfectly_reliable_instrument_counts_any_change() -> None:
    result = reliable_change([5.0, 5.0], [4.9, 5.0], 2, 1.0)
    assert list(result.category) == ["improved", "unchanged"]


def test_impossible_instruments_are_refused_and_poor_ones_named() -> None:
    for sd, r in [(0, 0.8), (3, 1.2)]:
        with pytest.raises(ValueError):
            reliable_change([1], [2], sd, r)
    assert "reliability" in str(reliable_change([1.0], [2.0], 3, 0.5).warnings[0])
