"""Rows are made by a constructor per kind of quantity; none is put together from loose numbers."""

import math

import pytest
from small_study import make_study

from voorzorg.analyses.rows import RowMaker
from voorzorg.messages import message
from voorzorg.statistics.results import Estimate

METHOD = message("observed-values")


@pytest.fixture(scope="module")
def make():
    study = make_study(20)
    return RowMaker(study, "smoking", "unadjusted", study.outcomes["smoking"], clustered=True)


def test_each_constructor_fills_the_numbers_of_its_kind(make):
    contrast = make.study.contrasts[0]
    estimated = make.estimated(
        "risk_difference", METHOD, Estimate(0.1, 0.05, 0.0, 0.2, p_value=0.04), contrast=contrast
    )
    interval = make.interval("odds_ratio", METHOD, 1.5, (1.1, 2.0), 0.9, p_value=0.02, contrast=contrast)
    assert (estimated.estimate, estimated.ci_high, estimated.p_value, estimated.converged) == (
        0.1, 0.2, 0.04, True,
    )  # fmt: skip
    assert (interval.ci_low, interval.ci_high, interval.ci_level, interval.std_error) == (1.1, 2.0, 0.9, None)
    number = make.number("sd", METHOD, 2.0, arm="treated")
    assert number.estimate == 2.0 and number.ci_level is None
    assert make.count(METHOD, 7, arm="treated").estimate == 7.0
    test = make.test(METHOD, 0.3, contrast=contrast)
    assert (test.estimand, test.p_value, test.estimate) == ("joint_test", 0.3, None)
    failed = make.failed("mean", METHOD, message("fewer-than-two-values"), arm="treated")
    assert failed.estimate is None and failed.converged is False and failed.warnings


@pytest.mark.parametrize("name", ["estimate", "ci_low", "p_value", "std_error", "nonsense"])
def test_no_constructor_takes_a_loose_number(make, name):
    with pytest.raises(TypeError, match=name):
        make.failed("mean", METHOD, message("fewer-than-two-values"), **{name: math.nan})
