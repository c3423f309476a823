"""Published estimates beside ours: both yardsticks, and "by construction" where the data are synthetic."""

from __future__ import annotations

import math
from typing import Any

import pytest

from voorzorg.cohorts.manifest.model import Manifest
from voorzorg.estimates.table import to_frame
from voorzorg.evidence.comparison.judge import COLUMNS, compare
from voorzorg.messages import message

MANIFEST = Manifest.model_validate(
    {
        "name": "trial",
        "title": "Trial",
        "design": "two_arm",
        "arms": {
            "reference": "control",
            "levels": {
                "control": {"label": "C", "codes": ["0"]},
                "treated": {"label": "T", "codes": ["1"]},
            },
        },
        "waves": [{"key": "m6", "label": "6 months"}],
        "files": [{"path": "x.csv", "holds": "participants", "id": "id"}],
        "variables": {},
        "published": {"study": "trial"},
    }
)


def _estimates(kind: str = "real", **changes: Any):
    base = {
        "cohort": "trial",
        "data_kind": kind,
        "outcome": "event",
        "wave": "m6",
        "population": "itt",
        "analysis": "unadjusted",
        "ci_level": 0.95,
        "missing_handling": message("available-cases"),
    }
    rows = [
        {
            "estimand": "risk",
            "arm": "treated",
            "method": "Wilson",
            "estimate": 0.12,
            "std_error": 0.025,
            "ci_low": 0.08,
            "ci_high": 0.18,
        },
        {
            "estimand": "risk_ratio",
            "contrast": "treated vs control",
            "method": "score",
            "estimate": 0.65,
            "std_error": 0.25,
            "ci_low": 0.40,
            "ci_high": 1.06,
            "p_value": 0.08,
        },
        {
            "estimand": "risk_difference",
            "contrast": "treated vs control",
            "method": "Newcombe",
            "estimate": -0.06,
            "std_error": 0.03,
            "ci_low": -0.12,
            "ci_high": 0.0,
            "p_value": 0.04,
        },
        {
            "estimand": "risk_ratio",
            "contrast": "treated vs control",
            "analysis": "adjusted",
            "method": "standardisation after logistic",
            "estimate": 0.70,
            "std_error": 0.24,
            "ci_low": 0.44,
            "ci_high": 1.12,
        },
    ]
    return to_frame([base | r | changes for r in rows])


def _compare(figures_frame, kind: str = "real", **row: Any):
    figures = figures_frame({"wave": "m6", "figure_id": "f"} | row)
    table = compare(_estimates(kind), figures, MANIFEST)
    assert list(table.columns) == COLUMNS and len(table) == 1
    return table.iloc[0]


def test_a_ratio_is_judged_on_the_log_scale(figures_frame) -> None:
    row = _compare(
        figures_frame,
        arm="contrast",
        statistic="risk_ratio",
        value="0.58",
        ci_low=0.34,
        ci_high=0.99,
        ci_level=0.95,
    )
    assert row["method"] == "score" and "adjusted: " in row["other_methods"]
    assert row["difference"] == pytest.approx(math.log(0.65 / 0.58))
    assert row["difference_in_se"] == pytest.approx(math.log(0.65 / 0.58) / 0.25)
    se = (math.log(0.99) - math.log(0.34)) / (2 * 1.959964)
    assert row["published_se"] == pytest.approx(se, rel=0.01)
    both = math.hypot(row["published_se"], 0.25)
    assert row["prediction_low"] == pytest.approx(0.58 * math.exp(-1.959964 * both))
    assert row["ours_in_prediction"] and row["intervals_overlap"] and row["published_in_our_interval"]
    assert row["verdict"] == "in_line"


def test_a_standard_error_may_come_from_the_p_value(figures_frame) -> None:
    row = _compare(figures_frame, arm="contrast", statistic="risk_ratio", value="0.20", p_value=0.0001)
    assert row["published_se_basis_en"] == "printed p-value"
    assert row["published_se"] == pytest.approx(abs(math.log(0.2)) / 3.8906, rel=1e-3)
    assert row["verdict"] == "differs"


def test_percentages_are_compared_on_their_own_scale(figures_frame) -> None:
    row = _compare(figures_frame, arm="treated", statistic="percentage", value="11", n=150, n_basis="stated")
    assert (row["ours"], row["ours_low"], row["ours_high"]) == pytest.approx((12.0, 8.0, 18.0))
    assert row["difference"] == pytest.approx(1.0) and row["verdict"] == "in_line"


def test_without_any_uncertainty_our_interval_is_the_only_yardstick(figures_frame) -> None:
    row = _compare(figures_frame, arm="treated", statistic="percentage", value="30")
    assert math.isnan(row["published_se"]) and row["verdict"] == "outside_our_interval"


def test_a_claim_of_significance_is_set_beside_our_p_value(figures_frame) -> None:
    row = _compare(figures_frame, arm="contrast", statistic="stated_significant", value="")
    assert row["ours"] == pytest.approx(0.04) and row["verdict"] == "same_conclusion"


def test_agreement_of_synthetic_data_is_by_construction(figures_frame) -> None:
    row = _compare(figures_frame, "synthetic", arm="treated", statistic="percentage", value="11")
    assert row["verdict"] == "by_construction" and "constructie" in row["verdict_nl"]


def test_what_we_did_not_estimate_stays_in_the_table(figures_frame) -> None:
    row = _compare(figures_frame, arm="treated", statistic="percentage", value="11", outcome="something_else")
    assert row["verdict"] == "not_estimated" and row["published"] == 11


def test_other_studies_are_left_out(figures_frame) -> None:
    figures = figures_frame({"study": "other", "arm": "treated", "statistic": "percentage", "value": "11"})
    assert compare(_estimates(), figures, MANIFEST).empty
