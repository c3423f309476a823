"""Versions of one quantity: agreement gives no verdict, disagreement does, and circumstances may explain "
"it."""

from __future__ import annotations

from voorzorg.evidence.audit import run_audit
from voorzorg.evidence.verdicts import Verdict
from voorzorg.evidence.words import say


def _versions(figures_frame, *rows):
    shared = {"quantity": "q", "arm": "control", "statistic": "percentage"}
    return run_audit(figures_frame(*(shared | {"source": f"s{i}"} | row for i, row in enumerate(rows))))


def _same(audit):
    return [c for c in audit.checks if c.kind == "same_quantity"]


def test_repetition_is_not_confirmation(figures_frame) -> None:
    audit = _versions(figures_frame, {"value": "19"}, {"value": "19"})
    assert audit.checks == ()
    assert set(audit.verdicts()["verdict"]) == {"not checkable"}
    assert "1 of 1 other versions agree" in audit.verdicts()["printed_elsewhere"].iloc[0]


def test_more_decimals_are_the_same_number(figures_frame) -> None:
    assert not _same(_versions(figures_frame, {"value": "8.6"}, {"value": "9"}))


def test_one_off_may_be_truncation(figures_frame) -> None:
    (check,) = _same(_versions(figures_frame, {"value": "19"}, {"value": "18"}))
    assert check.verdict is Verdict.ASSUMPTION and "truncated" in say(check.assumption, "en")


def test_a_price_year_explains_a_difference_where_it_is_printed(figures_frame) -> None:
    rows = [{"statistic": "euro", "value": v} for v in ("12500", "14695")]
    (bare,) = _same(_versions(figures_frame, *rows))
    (dated,) = _same(_versions(figures_frame, rows[0] | {"price_year": 2012}, rows[1] | {"price_year": 2021}))
    assert bare.verdict is Verdict.CONTRADICTED
    assert dated.verdict is Verdict.ASSUMPTION and "price year" in say(dated.assumption, "en")


def test_nothing_explains_it_within_one_source(figures_frame) -> None:
    (check,) = _same(
        _versions(
            figures_frame,
            {"value": "49", "source": "a", "location": "Summary"},
            {"value": "61", "source": "a", "location": "Section 4"},
        )
    )
    assert check.verdict is Verdict.CONTRADICTED and "contradicts itself" in say(check.reason, "en")


def test_a_list_in_one_place_is_not_versions_of_a_number(figures_frame) -> None:
    audit = _versions(
        figures_frame,
        {"value": "6", "statistic": "quantity", "source": "a"},
        {"value": "9", "statistic": "quantity", "source": "a"},
    )
    assert not _same(audit)
