"""What could not be estimated, each with its own reason, and remarks: each kind once."""

from __future__ import annotations

from present_rows import make_context

from voorzorg.messages import Name, message, to_json
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


def test_a_kind_of_remark_is_said_once_whatever_its_numbers(estimates):
    """With the rows of all; remarks about another cluster are another kind."""

    def zero(cluster, sets):
        return message(
            "in-some-sets", reason=message("clusters-ignored", cluster=cluster), k=sets, imputations=5
        )

    nurse, site = Name("variable", "nurse"), Name("variable", "site")
    told = [[zero(nurse, 2)], [zero(nurse, 2)], [zero(nurse, 4)], [zero(site, 2)]]
    rows = estimates[estimates["estimand"] == "risk_difference"].head(4).copy()
    rows["warnings"] = "said"
    rows["warnings_messages"] = list(map(to_json, told))
    context = make_context("en")
    first, second = quality_of(View(rows, context)).remarks
    assert first == (f"{context.say(zero(nurse, 2))} (1 more like it, with other numbers)", 3)
    assert second == (context.say(zero(site, 2)), 1)


def test_what_a_row_says_of_itself_alone_is_no_remark(estimates):
    share = message("took-part", visits=20, share=0.67)
    rows = estimates[estimates["estimand"] == "risk_difference"].head(1).copy()
    rows["warnings"], rows["warnings_messages"] = "said", to_json([share])
    assert quality_of(View(rows, make_context("en"))).remarks == []
