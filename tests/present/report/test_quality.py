"""What could not be estimated: rows without a number, each with its own reason."""

from __future__ import annotations

from present_rows import make_context

from voorzorg.messages import message, to_json
from voorzorg.present.estimate_rows import View
from voorzorg.present.report.quality import quality_of


def test_only_rows_without_a_number_could_not_be_estimated(estimates):
    """A test has a p-value only, and a tipping point that is not there is an answer."""
    shared, own = message("clusters-ignored", cluster="nurse"), message("beyond-last-observation-this-arm")
    rows = estimates[estimates["estimand"] == "risk_difference"].head(4).copy()
    rows["warnings"] = "said"
    rows["warnings_messages"] = [to_json([one]) for one in (shared, shared, shared, own)]
    rows.iloc[3, rows.columns.get_loc("warnings_messages")] = to_json([shared, own])
    rows.iloc[1:4, rows.columns.get_loc("estimate")] = None
    rows.iloc[1:4, rows.columns.get_loc("p_value")] = None
    rows.iloc[1, rows.columns.get_loc("p_value")] = 0.5
    rows.iloc[2, rows.columns.get_loc("estimand")] = "tipping_point"
    context = make_context("en")
    quality = quality_of(View(rows, context))
    assert quality.empty == [(context.say(own), 1)]
    assert quality.remarks == [(context.say(shared), 3)]
