"""Relations from a file: each kind right, rounded, truncated and wrong; and a file that explains what is "
"wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from voorzorg.evidence.audit import run_audit
from voorzorg.evidence.figures.figure import Figures
from voorzorg.evidence.relations.checks import check_one
from voorzorg.evidence.relations.model import Relation, RelationError, read_relations
from voorzorg.evidence.verdicts import Verdict
from voorzorg.evidence.words import say

E, R, A, C = Verdict.EXACT, Verdict.ROUNDING, Verdict.ASSUMPTION, Verdict.CONTRADICTED


def _check(figures_frame, relation, *rows):
    figures = Figures.of(figures_frame(*({"arm": "all", "statistic": "euro"} | r for r in rows)))
    return check_one(Relation.model_validate({"key": "r", "label": "Test"} | relation), figures)


@pytest.mark.parametrize(
    ("kind", "target", "inputs", "verdict"),
    [
        ("product", "31308", ["15654", 2.0], E),
        ("product", "37569", ["31308", 1.2], R),  # 37569.6: the 31308 may be 31307.5
        ("product", "37566", ["31308", 1.2], C),
        ("difference", "6261", ["37569", "31308"], E),
        ("sum", "5", ["1.9", "2.4", "1.2"], R),  # 5.5, but 5.35 to 5.65 unrounded
        (
            "sum",
            "60110",
            ["22841", "15027", "5409", "5409", "4207", "7213"],
            A,
        ),  # 4 short: every item truncated
        ("sum", "60120", ["22841", "15027", "5409", "5409", "4207", "7213"], C),
        ("ratio", "0.56", ["10", "18"], E),
        ("percent", "18", ["2300", "12500"], E),
        ("percent", "20", ["2300", "12500"], C),
        ("relative_change", "-42", ["11", "19"], E),
        ("complement", "11", ["52", "37"], E),
    ],
)
def test_arithmetic(figures_frame, kind, target, inputs, verdict) -> None:
    rows = [{"value": target, "figure_id": "target"}]
    rows += [{"value": v, "figure_id": f"i{i}"} for i, v in enumerate(inputs) if isinstance(v, str)]
    named = [f"i{i}" if isinstance(v, str) else {"number": v} for i, v in enumerate(inputs)]
    check = _check(figures_frame, {"kind": kind, "target": "target", "inputs": named}, *rows)
    assert check.verdict is verdict
    assert "=" in check.arithmetic


def test_a_range_is_checked_at_both_ends(figures_frame) -> None:
    rows = [
        {"figure_id": "t", "value": "31308", "value_high": 62616},
        {"figure_id": "n", "value": "2", "value_high": 4, "statistic": "count"},
        {"figure_id": "c", "value": "15654"},
    ]
    relation = {"kind": "product", "target": "t", "inputs": ["c", "n"]}
    assert _check(figures_frame, relation, *rows).verdict is E
    rows[0]["value_high"] = 62000
    assert _check(figures_frame, relation, *rows).verdict is C


def test_an_assumption_is_never_called_exact(figures_frame) -> None:
    relation = {"kind": "product", "target": "t", "inputs": ["c", {"number": 2}], "assume": "two of them"}
    check = _check(
        figures_frame, relation, {"figure_id": "t", "value": "20"}, {"figure_id": "c", "value": "10"}
    )
    assert check.verdict is A and say(check.assumption, "en") == "two of them"


def test_more_than_can_be_closed(figures_frame) -> None:
    rows = [
        {"figure_id": "t", "value": "20", "statistic": "percentage"},
        {"figure_id": "a", "value": "2300", "comparison": ">"},
        {"figure_id": "b", "value": "12500"},
    ]
    open_ended = {"kind": "percent", "target": "t", "inputs": ["a", "b"]}
    closed = {"kind": "percent", "target": "t", "inputs": [{"figure": "a", "below": 2400}, "b"]}
    assert _check(figures_frame, open_ended, *rows).verdict is R
    assert _check(figures_frame, closed, *rows).verdict is C


def test_a_whole_cannot_be_smaller_than_its_part(figures_frame) -> None:
    rows = [{"figure_id": "any", "value": "26"}, {"figure_id": "part", "value": "44"}]
    relation = {"kind": "at_least", "target": "any", "inputs": ["part"]}
    assert _check(figures_frame, relation, *rows).verdict is C
    rows[1]["value"] = "20"
    assert (
        _check(figures_frame, relation, *rows).verdict is Verdict.NOT_CHECKABLE
    )  # no conflict is no confirmation


def test_percentages_of_one_table(figures_frame) -> None:
    rows = [{"figure_id": f"p{v}", "value": v, "statistic": "percentage"} for v in ("70", "85", "75")]
    rows.append({"figure_id": "n", "value": "17", "statistic": "n"})
    relation = {"kind": "common_denominator", "targets": ["p70", "p85", "p75"], "inputs": ["n"]}
    check = _check(figures_frame, relation, *rows)
    assert check.verdict is C and "n = 20" in say(check.reason, "en")
    rows[-1]["value"] = "20"
    assert _check(figures_frame, relation, *rows).verdict is R


def test_one_count_in_two_percentages(figures_frame) -> None:
    rows = [
        {"figure_id": "a", "value": "10", "events": 16, "statistic": "percentage"},
        {"figure_id": "b", "value": "11", "statistic": "percentage"},
        {"figure_id": "n", "value": "237", "statistic": "n"},
    ]
    check = _check(figures_frame, {"kind": "same_count", "targets": ["a", "b"], "inputs": ["n"]}, *rows)
    assert check.verdict is A and "146–152" in say(check.assumption, "en")


@pytest.mark.parametrize(
    ("printed", "size", "said"),
    [
        (("10.7", "10.67"), "237", "the denominator is 150."),  # both are 16 of 150, rounded
        (("10.6", "10.66"), "237", "the lowest percentage was truncated"),
        (("10", "15"), "237", "at no denominator up to 237"),
    ],
)
def test_one_count_rounded_or_truncated(figures_frame, printed, size, said) -> None:
    rows = [
        {"figure_id": f"p{i}", "value": v, "events": 16, "statistic": "percentage"}
        for i, v in enumerate(printed)
    ]
    rows.append({"figure_id": "n", "value": size, "statistic": "n"})
    relation = {"kind": "same_count", "targets": ["p0", "p1"], "inputs": ["n"]}
    assert said in say(_check(figures_frame, relation, *rows).reason, "en")


def test_a_difference_that_does_not_say_of_what(figures_frame) -> None:
    rows = [
        {"figure_id": "d", "value": "-11"},
        *({"figure_id": k, "value": v} for k, v in (("a", "20"), ("b", "31"), ("c", "26"), ("e", "44"))),
    ]
    relation = {"kind": "one_of_differences", "target": "d", "candidates": [["a", "b"], ["c", "e"]]}
    check = _check(figures_frame, relation, *rows)
    assert check.verdict is A and check.inputs == ("a", "b")
    rows[0]["value"] = "-5"
    assert _check(figures_frame, relation, *rows).verdict is C


def test_arms_add_up_without_being_asked(figures_frame) -> None:
    rows = [
        {"arm": a, "statistic": "n", "value": v, "figure_id": a}
        for a, v in (("all", "84"), ("x", "42"), ("control", "41"))
    ]
    (check,) = [c for c in run_audit(figures_frame(*rows)).checks if c.kind == "relation_sum"]
    assert check.verdict is C
    rows[0]["population"] = "allocated to each group"  # "30 in each group" is no sum
    assert not run_audit(figures_frame(*rows)).checks


def test_a_relations_file_says_everything_that_is_wrong(tmp_path: Path, figures_frame) -> None:
    path = tmp_path / "relations.yaml"
    path.write_text(
        yaml.safe_dump(
            {
                "relations": [
                    {"key": "a", "kind": "summ", "label": "x", "target": "f0"},
                    {"key": "b", "kind": "sum", "label": "x", "target": "nobody"},
                    {"key": "b", "kind": "sum", "label": "x"},
                ]
            }
        )
    )
    with pytest.raises(RelationError) as error:
        read_relations(path, Figures.of(figures_frame({"arm": "all", "statistic": "n", "value": "1"})))
    for part in (
        "relations 'a': kind",
        "'b' is used twice",
        "figures that are not there: nobody",
        "relations 'b': target: is missing",
    ):
        assert part in str(error.value)
