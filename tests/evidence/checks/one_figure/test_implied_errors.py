"""The standard error behind a ratio that is printed with a p-value and no interval."""

import math

import pytest
from scipy.special import ndtri

from voorzorg.evidence.checks.one_figure.printed_errors import implied_error
from voorzorg.evidence.figures.figure import Figures


def error_of(figures_frame, value: str, p: str):
    row = {"arm": "contrast", "statistic": "risk_ratio", "value": value, "figure_id": "c"}
    frame = figures_frame(row | {"p_value": float(p), "p_value_text": p, "p_comparison": "="})
    return implied_error(Figures.of(frame)["c"])


@pytest.mark.parametrize("p", ["1", "1.0", "1.00"])
def test_a_p_value_of_one_tells_no_error(figures_frame, p) -> None:
    """Rounded, it may be one: any error goes with it."""
    assert error_of(figures_frame, "0.70", p) is None


@pytest.mark.parametrize(("value", "p"), [("0.70", "0.03"), ("0.70", "0.5"), ("1.40", "0.012")])
def test_it_lies_around_the_logarithm_over_its_quantile(figures_frame, value, p) -> None:
    found = error_of(figures_frame, value, p)
    middle = abs(math.log(float(value))) / -float(ndtri(float(p) / 2))
    assert found.low < middle < found.high
    assert found.high < 1.6 * middle


def test_just_below_one_it_tells_a_large_one(figures_frame) -> None:
    assert error_of(figures_frame, "0.70", "0.999").high > 100


def test_a_ratio_that_may_be_one_has_errors_from_nought(figures_frame) -> None:
    assert error_of(figures_frame, "1.00", "0.97").low == 0
