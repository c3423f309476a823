"""Effect measures: against metafor, there and back, and never without a label."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from voorzorg.statistics.synthesis.effect_conversions import (
    Effect,
    correlation_to_d,
    d_from_p,
    d_from_t,
    d_to_log_odds_ratio,
    from_counts,
    from_interval,
    from_p_value,
    hedges_g,
    log_odds_ratio_to_d,
    odds_ratio_to_risk_ratio,
    phi_from_chi2,
    risk_ratio_to_odds_ratio,
)

TABLE = pd.read_csv(Path(__file__).parents[2] / "reference" / "meta" / "conversions.csv").set_index("case")
REPORTS = (16, 160, 29, 160)


@pytest.mark.parametrize(
    ("case", "effect"),
    [
        ("or", from_counts(*REPORTS)),
        ("or zero", from_counts(0, 20, 5, 21)),
        ("rr", from_counts(*REPORTS, "log risk ratio")),
        ("rd", from_counts(*REPORTS, "risk difference")),
        ("smd", hedges_g(10.2, 3.1, 24, 8.4, 3.6, 31)),
        ("smd t", d_from_t(2.3, 24, 31)),
        ("or to d", log_odds_ratio_to_d(from_counts(*REPORTS))),
    ],
)
def test_effects_agree_with_metafor(case, effect) -> None:
    assert (effect.estimate, effect.std_error) == pytest.approx(tuple(TABLE.loc[case]), rel=1e-10)
    assert effect.steps


def test_an_empty_cell_is_said() -> None:
    assert "0.5 added" in str(from_counts(0, 20, 5, 21).warnings[0])
    assert from_counts(1, 20, 5, 21).warnings == ()


def test_ratio_and_interval_come_back() -> None:
    effect = from_counts(*REPORTS)
    ratio, low, high = effect.ratio()
    assert ratio == pytest.approx(16 * 131 / (144 * 29))
    again = from_interval("log odds ratio", ratio, low, high)
    assert (again.estimate, again.std_error) == pytest.approx((effect.estimate, effect.std_error))
    assert again.warnings == ()
    p = 2 * stats.norm.sf(abs(effect.estimate) / effect.std_error)
    assert from_p_value("log odds ratio", ratio, p).std_error == pytest.approx(effect.std_error)


def test_a_lopsided_interval_is_pointed_out() -> None:
    assert "not symmetric" in str(from_interval("log odds ratio", 0.5, 0.1, 0.9).warnings[0])


def test_each_step_of_a_conversion_is_kept() -> None:
    d = log_odds_ratio_to_d(risk_ratio_to_odds_ratio(from_counts(*REPORTS, "log risk ratio"), 29 / 160))
    assert len(d.steps) == 3
    assert "reference risk of 0.181" in d.steps[1]
    # The odds ratio by way of the risk ratio at the study's own reference risk is the odds ratio.
    assert d.estimate == pytest.approx(log_odds_ratio_to_d(from_counts(*REPORTS)).estimate)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(x=st.floats(-2, 2), se=st.floats(0.01, 2), risk=st.floats(0.02, 0.6))
def test_conversions_invert(x, se, risk) -> None:
    odds = Effect("log odds ratio", x, se, ("given",))
    there = odds_ratio_to_risk_ratio(odds, risk)
    back = risk_ratio_to_odds_ratio(there, risk)
    assert (back.estimate, back.std_error) == pytest.approx((x, se), rel=1e-7, abs=1e-9)
    assert abs(there.estimate) <= abs(x) + 1e-12
    for constant in ("hasselblad-hedges", "chinn"):
        same = d_to_log_odds_ratio(log_odds_ratio_to_d(odds, constant), constant)
        assert (same.estimate, same.std_error) == pytest.approx((x, se))


@settings(max_examples=40, deadline=None, derandomize=True)
@given(x=st.floats(-1.5, 1.5), risk=st.floats(0.05, 0.6))
def test_standard_errors_are_delta_method_derivatives(x, risk) -> None:
    h = 1e-6
    at = lambda v: odds_ratio_to_risk_ratio(Effect("log odds ratio", v, 1.0, ()), risk)  # noqa: E731
    assert at(x).std_error == pytest.approx((at(x + h).estimate - at(x - h).estimate) / (2 * h), rel=1e-5)
    r = np.tanh(x) * 0.9
    of = lambda v: correlation_to_d(Effect("correlation", v, 1.0, ()))  # noqa: E731
    assert of(r).std_error == pytest.approx((of(r + h).estimate - of(r - h).estimate) / (2 * h), rel=1e-5)


def test_p_values_and_chi_squares() -> None:
    t = 2.3
    p = 2 * stats.t.sf(t, 53)
    assert d_from_p(p, 24, 31, -1).estimate == pytest.approx(-d_from_t(t, 24, 31).estimate)
    phi = phi_from_chi2(6.25, 100, 1)
    assert phi.estimate == pytest.approx(0.25)
    assert correlation_to_d(phi).estimate == pytest.approx(0.5 / np.sqrt(1 - 0.0625))


def test_the_wrong_measure_is_refused() -> None:
    d = d_from_t(2.0, 20, 20)
    for convert in (
        lambda: log_odds_ratio_to_d(d),
        lambda: risk_ratio_to_odds_ratio(d, 0.2),
        lambda: d.ratio(),
    ):
        with pytest.raises(ValueError, match="is not a"):
            convert()
    with pytest.raises(ValueError, match="lie between"):
        risk_ratio_to_odds_ratio(Effect("log risk ratio", np.log(4), 0.1, ()), 0.3)
    with pytest.raises(ValueError, match="positive"):
        from_interval("log odds ratio", 1.0, -0.1, 2.0)
    with pytest.raises(ValueError, match="between 0 and n"):
        from_counts(21, 20, 1, 20)
