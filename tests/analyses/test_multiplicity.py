"""Which row stands for a hypothesis, and how p-values are adjusted for one another."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from pydantic import ValidationError

from voorzorg.analyses.multiplicity import adjust_p_values, mark_main
from voorzorg.cohorts.manifest.plan import Hierarchy
from voorzorg.estimates.contrast import Contrast
from voorzorg.estimates.table import to_frame

VS = Contrast("treated", "control")
OTHER = Contrast("more", "control")


def row(outcome: str, p: float | None, **more) -> dict:
    content = {
        "cohort": "demo", "data_kind": "synthetic", "outcome": outcome, "family": "one", "wave": "end",
        "informant": "mother", "population": "itt", "analysis": "adjusted", "method": "m",
        "estimand": "risk_difference", "contrast": VS, "estimate": -0.1, "p_value": p, "main": True,
        "software": "s", "n_reference": 90, "n_treated": 90,
    }  # fmt: skip
    return content | more


def adjusted(rows: list[dict], **plan) -> pd.DataFrame:
    table = adjust_p_values(to_frame(rows), Hierarchy.model_validate(plan) if plan else None)
    return table.set_index(["outcome", "contrast"]) if "by" in plan else table.set_index("outcome")


P = {"a": 0.01, "b": 0.04, "c": 0.03}
ROWS = [row(key, p) for key, p in P.items()]


def test_without_a_plan_a_family_is_adjusted_by_holm_and_by_benjamini_and_hochberg() -> None:
    table = adjusted(ROWS)
    assert table["p_adjusted"].tolist() == pytest.approx([0.03, 0.06, 0.06])
    assert table["p_adjusted_fdr"].tolist() == pytest.approx([0.03, 0.04, 0.04])
    assert table["primary"].isna().all()


@pytest.mark.parametrize("by", ["family", "contrast"])
def test_families_and_contrasts_are_adjusted_apart(by: str) -> None:
    other = {"family": "two"} if by == "family" else {"contrast": OTHER}
    table = adjusted([row("a", 0.01), row("b", 0.04), row("c", 0.03, **other)])
    assert table["p_adjusted"].tolist() == pytest.approx([0.02, 0.04, 0.03])


def test_a_row_that_is_no_main_one_is_not_adjusted() -> None:
    table = adjusted([row("a", 0.01), row("b", 0.04, main=None)])
    assert table.loc["a", "p_adjusted"] == pytest.approx(0.01) and pd.isna(table.loc["b", "p_adjusted"])


def test_a_fixed_sequence_goes_on_while_it_rejects() -> None:
    """Adjusted values never fall along the sequence, and stand apart from the family's."""
    plan = {"hypotheses": [{"outcome": "b"}, {"outcome": "a"}]}
    table = adjusted(ROWS, **plan)
    assert table.loc[["b", "a"], "p_adjusted"].tolist() == pytest.approx([0.04, 0.04])
    assert table["primary"].fillna(False).to_dict() == {"a": True, "b": True, "c": False}
    assert table.loc["c", "p_adjusted"] == pytest.approx(0.03)  # alone in its family now
    assert table.loc[["a", "b"], "p_adjusted_fdr"].isna().all()


@pytest.mark.parametrize(
    ("procedure", "expected"),
    [("hochberg", {"a": 0.03, "b": 0.04, "c": 0.04}), ("holm", {"a": 0.03, "b": 0.06, "c": 0.06})],
)
def test_hypotheses_of_equal_standing(procedure: str, expected: dict[str, float]) -> None:
    table = adjusted(ROWS, procedure=procedure, hypotheses=[{"outcome": key} for key in P])
    assert table["p_adjusted"].to_dict() == pytest.approx(expected)
    assert table["primary"].all()


def test_a_graph_passes_weights_on() -> None:
    """Three quarters and a quarter of alpha: 0.01 / 0.75, then what was passed on tests the other at 1."""
    table = adjusted(
        ROWS,
        procedure="graph",
        hypotheses=[
            {"outcome": "a", "weight": 0.75, "passes_to": {"c": 1.0}},
            {"outcome": "c", "weight": 0.25, "passes_to": {"a": 1.0}},
        ],
    )
    assert table.loc[["a", "c"], "p_adjusted"].tolist() == pytest.approx([0.01 / 0.75, 0.03])


def test_a_hypothesis_is_of_its_wave() -> None:
    rows = [row("a", 0.5, wave="mid"), row("a", 0.01, wave="end"), row("b", 0.04)]
    plan = Hierarchy.model_validate({"hypotheses": [{"outcome": "a", "wave": "end"}]})
    table = adjust_p_values(to_frame(rows), plan)
    assert table["primary"].fillna(False).tolist() == [False, True, False]
    assert table.loc[1, "p_adjusted"] == pytest.approx(0.01)


@pytest.mark.parametrize("procedure", ["fixed_sequence", "hochberg", "holm"])
def test_a_hypothesis_without_a_test_is_none_that_was_rejected(procedure: str) -> None:
    plan = {"procedure": procedure, "hypotheses": [{"outcome": "gone"}, {"outcome": "a"}, {"outcome": "b"}]}
    table = adjusted([row("a", 0.01), row("b", None)], **plan)
    assert pd.isna(table.loc["b", "p_adjusted"]) and table.loc["b", "primary"]
    expected = {"fixed_sequence": 1.0, "hochberg": 0.03, "holm": 0.03}[procedure]
    found = table.loc["a", "p_adjusted"]
    assert pd.isna(found) or found == pytest.approx(expected)
    if procedure != "fixed_sequence":
        assert found == pytest.approx(expected)


def test_each_contrast_has_the_whole_plan() -> None:
    rows = [row("a", 0.01), row("b", 0.04), row("a", 0.2, contrast=OTHER), row("b", 0.03, contrast=OTHER)]
    plan = Hierarchy.model_validate({"hypotheses": [{"outcome": "a"}, {"outcome": "b"}]})
    found = adjust_p_values(to_frame(rows), plan)["p_adjusted"]
    assert found.tolist() == pytest.approx([0.01, 0.04, 0.2, 0.2])


def test_who_stayed_and_left_is_compared_in_each_wave() -> None:
    rows = [
        row(f"attrition:{k}", p, main=None, wave=w)
        for k, (p, w) in enumerate([(0.01, "m"), (0.04, "m"), (0.03, "e")])
    ]
    assert adjusted(rows)["p_adjusted"].tolist() == pytest.approx([0.02, 0.04, 0.03])


def test_the_adjusted_contrast_stands_for_a_hypothesis_and_the_first_wave_is_none() -> None:
    rows = [
        row("a", 0.3, main=None, analysis="unadjusted"),
        row("a", 0.2, main=None),
        row("a", 0.2, main=None, wave="start"),
        row("b", 0.1, main=None, analysis="unadjusted"),
        row("c", None, main=None),
        row("c", 0.1, main=None, analysis="unadjusted"),
    ]
    marked = mark_main(to_frame(rows), "start")["main"].fillna(False).tolist()
    assert marked == [False, True, False, True, False, True]
    clustered = mark_main(to_frame(rows), "start", {"b", "c"})["main"].fillna(False).tolist()
    assert clustered == [False, True, False, False, True, False]


B, C = {"outcome": "b"}, {"outcome": "c"}


@pytest.mark.parametrize(
    ("hypotheses", "procedure", "said"),
    [
        ([{"outcome": "a"}, {"outcome": "a", "wave": "w"}], "holm", "twice"),
        ([{"outcome": "a", "weight": 1.0}], "holm", "belong to 'procedure: graph'"),
        ([{"outcome": "a", "passes_to": {"b": 1.0}}, {"outcome": "b"}], "holm", "belong to"),
        ([{"outcome": "a", "weight": 1.0, "passes_to": {"b": 1.0}}], "graph", "no hypothesis of this plan"),
        ([{"outcome": "a", "weight": 1.0, "passes_to": {"a": 0.5}}], "graph", "to itself"),
        (
            [
                {"outcome": "a", "weight": 1.0, "passes_to": {"b": 0.6, "c": 0.5}},
                {"outcome": "b"},
                {"outcome": "c"},
            ],
            "graph",
            "more than all of it",
        ),
        (
            [{"outcome": "a", "weight": 1.0, "passes_to": {"b": -0.1}}, {"outcome": "b"}],
            "graph",
            "not below nought",
        ),
        ([{"outcome": "a", "weight": 0.5}, {"outcome": "b", "weight": 0.4}], "graph", "add up to 1"),
    ],
)
def test_a_plan_that_cannot_be_is_refused(hypotheses: list, procedure: str, said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        Hierarchy.model_validate({"hypotheses": hypotheses, "procedure": procedure})


def test_each_procedure_is_a_graph() -> None:
    three = [{"outcome": key} for key in P]
    weights, passed = Hierarchy.model_validate({"hypotheses": three}).graph
    assert weights == [1, 0, 0] and passed == [[0, 1, 0], [0, 0, 1], [0, 0, 0]]
    weights, passed = Hierarchy.model_validate({"hypotheses": three, "procedure": "holm"}).graph
    assert weights == pytest.approx([1 / 3] * 3)
    assert np.array(passed) == pytest.approx(0.5 * (1 - np.eye(3)))
    assert Hierarchy.model_validate({"hypotheses": three[:1], "procedure": "holm"}).graph == ([1.0], [[0.0]])
