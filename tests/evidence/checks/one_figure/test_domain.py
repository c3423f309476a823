"""What a figure can be at all, by its kind: inside its limits it is passed, outside them it is told."""

from __future__ import annotations

import math

import pytest

from voorzorg.evidence.checks.one_figure.one_row import domain
from voorzorg.evidence.figures.figure import Figures

LIMITS = {
    "n": (0, math.inf), "count": (0, math.inf), "percentage": (0, 100), "fraction_worded": (0, 1),
    "sd": (0, math.inf), "risk_ratio": (0, math.inf), "odds_ratio": (0, math.inf),
    "hazard_ratio": (0, math.inf), "rate_ratio": (0, math.inf), "percentage_point_difference": (-100, 100),
    "relative_change_percent": (-100, math.inf), "correlation": (-1, 1), "f_statistic": (0, math.inf),
    "chi2_statistic": (0, math.inf), "p_value": (0, 1), "duration": (0, math.inf), "age": (0, math.inf),
    "mark": (1, 10),
}  # fmt: skip


@pytest.fixture
def told(figures_frame):
    def of(**row) -> list[tuple[str, str]]:
        (figure,) = Figures.of(figures_frame(row))
        return [(check.kind, check.reason.key) for check in domain(figure)]

    return of


@pytest.mark.parametrize("statistic", LIMITS)
def test_a_kind_has_its_limits(told, statistic: str) -> None:
    low, high = LIMITS[statistic]
    assert told(statistic=statistic, value=f"{low:g}") == []
    assert told(statistic=statistic, value=f"{low - 1:g}") != []
    if math.isfinite(high):
        assert told(statistic=statistic, value=f"{high:g}") == []
        assert told(statistic=statistic, value=f"{high + 1:g}") != []
    else:
        assert told(statistic=statistic, value="100000") == []


@pytest.mark.parametrize("statistic", ["mean", "median", "minimum", "maximum"])
def test_a_score_lies_on_its_scale(told, statistic: str) -> None:
    scale = {"statistic": statistic, "scale_min": 1.0, "scale_max": 5.0}
    assert told(value="1", **scale) == told(value="5", **scale) == []
    assert len(told(value="0.9", **scale)) == len(told(value="5.1", **scale)) == 1
    assert told(statistic=statistic, value="7") == []


def test_p_values_ranges_and_events_are_possible(told) -> None:
    assert (
        told(statistic="mean", value="1", p_value=0.0) == told(statistic="mean", value="1", p_value=1.0) == []
    )
    assert len(told(statistic="mean", value="1", p_value=1.2)) == 1
    assert len(told(statistic="mean", value="1", p_value=-0.1)) == 1
    assert len(told(statistic="count", value="5", value_high=4.0)) == 1
    assert told(statistic="count", value="5", value_high=5.0) == []
    assert told(statistic="range", value="5", value_high=4.0) == []
    assert told(statistic="percentage", value="50", events=5, n=5) == []
    assert len(told(statistic="percentage", value="50", events=6, n=5)) == 1
    assert told(statistic="count", value="6", events=6, n=5) == []


def test_an_interval_holds_its_estimate_and_stays_within_the_kind(told) -> None:
    ratio = {"statistic": "odds_ratio", "value": "0.5"}
    assert told(**ratio, ci_low=0.5, ci_high=0.9) == told(**ratio, ci_low=0.0, ci_high=0.5) == []
    assert len(told(**ratio, ci_low=0.9, ci_high=0.2)) == 1
    assert len(told(**ratio, ci_low=0.6, ci_high=0.9)) == 1
    assert len(told(**ratio, ci_low=0.1, ci_high=0.4)) == 1
    assert len(told(**ratio, ci_low=-0.1, ci_high=0.9)) == 1
    assert told(statistic="odds_ratio", value="0.5", comparison="<", ci_low=0.6, ci_high=0.9) == []
    change = {"statistic": "relative_change_percent", "value": "-50", "ci_low": -110.0, "ci_high": -10.0}
    assert len(told(**change)) == 1
