"""What nobody can mean is refused when a manifest is read, in words that say what to write instead."""

import copy

import pytest
from pydantic import ValidationError

from voorzorg.cohorts.manifest.model import Manifest

GOOD = {
    "name": "demo", "title": "Demo", "design": "two_arm", "adjust": ["age"],
    "arms": {
        "variable": "groep", "reference": "c",
        "levels": {"c": {"label": "Control", "codes": ["a"]}, "t": {"label": "Treated", "codes": ["b"]}},
    },
    "files": [{"path": "d.csv", "holds": "participants", "id": "id", "columns": {"y": "y", "age": "age"}}],
    "variables": {
        "y": {"label": "Y", "type": "binary", "values": {"ja": 1, "nee": 0}},
        "age": {"label": "Age", "range": [10, 60], "plausible": [15, 45]},
        "born": {"label": "Born", "type": "date", "role": "anchor"},
    },
    "outcomes": {"y": {"label": "Y", "type": "binary", "variable": "y", "family": "fam"}},
}  # fmt: skip


def changed(*path: object, to: object) -> dict:
    content = copy.deepcopy(GOOD)
    place = content
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = to
    return content


def wave(key: str, weeks: float, baseline: bool = False) -> dict:
    return {"key": key, "label": key.upper(), "weeks": weeks, "baseline": baseline}


def moderator(variable: str, cuts: list) -> dict:
    return {"variable": variable, "cuts": cuts, "outcomes": ["y"]}


def test_the_good_one_is_read():
    Manifest.model_validate(GOOD)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (changed("variables", "y", "values", to={"ja": 1, "nee": 1}), "every code means the same"),
        (changed("variables", "y", "missing", to=["JA ", "nee"]), "holds every code"),
        (changed("arms", "levels", "t", "label", to="control "), "have the same label"),
        (changed("arms", "levels", "t", "codes", to=["A"]), "stands for both"),
        (changed("adjust", to=["arm"]), "is the allocation itself"),
        (changed("adjust", to=["groep"]), "is the allocation itself"),
        (changed("outcomes", "y", "adjust", to=["y"]), "is the outcome itself"),
        (changed("variables", "age", "plausible", to=[5, 45]), "reaches outside 'range'"),
        (changed("variables", "date2", to={"label": "D", "type": "date", "role": "anchor"}), "one date only"),
        (changed("variables", "age", "range", to=[10, float("nan")]), "number"),
        (changed("variables", "age", "range", to=[10, float("inf")]), "number"),
        (changed("files", 0, "columns", to={"_id": "y"}), "no name for a variable"),
        (changed("variables", "_x", to={"label": "X"}), "no name for a variable"),
        (changed("outcomes", "y", "family", to="Child development"), "is no key"),
        (changed("outcomes", "y", "family", to="../../x"), "is no key"),
        (changed("files", 0, "path", to="**.csv"), "stands for folders"),
        (changed("files", 0, "path", to=""), "the name of a file"),
        (changed("files", 0, "path", to="./."), "the data folder itself"),
        (changed("files", 0, "path", to="x/" * 1000), "the name of a file"),
        (changed("files", 0, "path", to="a\x00b.csv"), "the name of a file"),
        (changed("files", 0, "skip_rows", to=2**63), "less than or equal to 100000"),
        (changed("title", to="a\x1b[31mred"), "control character"),
        (changed("arms", "levels", "t", "label", to="\u202eevil"), "control character"),
        (changed("title", to="L" * 3000), "longer than 2000"),
        (changed("title", to=" "), "is empty"),
        (changed("title", to=float("nan")), "is a text"),
        (changed("title", to="a\u200bb"), "control character"),
        (changed("missing", to=["a"]), "of 'c' stands under 'missing'"),
        (
            changed("variables", "y", to={"label": "Y", "type": "binary", "missing": [0, 1]}),
            "nothing would be left",
        ),
        (changed("variables", "y", "missing", to=["ja"]), "under 'values' and under 'missing'"),
        (
            changed("variables", "age", to={"label": "Age", "type": "category", "range": [1, 2]}),
            "belongs to a number",
        ),
        (changed("variables", "age", to={"label": "Age", "labels": {"a": "A"}}), "belong to a category"),
        (changed("variables", "born", "type", to="number"), "'anchor' is a date"),
        (changed("variables", "age", "cut", to=">= " + "9" * 400), "more digits"),
        (
            changed("variables", "k", to={"label": "K", "type": "category", "labels": {"a": "A", "b": "a "}}),
            "same label",
        ),
        (
            changed(
                "variables",
                "k",
                to={"label": "K", "type": "category", "values": {"1": "a"}, "labels": {"b": "B"}},
            ),
            "none of the keys",
        ),
        (changed("waves", to=[wave("a", 9), wave("b", 2)]), "in the order of time"),
        (changed("waves", to=[wave("a", 1, True), wave("b", 2, True)]), "one wave is the one before"),
        (changed("waves", to=[wave("a", 1), wave("b", 2, True)]), "was before allocation"),
        (changed("waves", to=[wave("a", 1), wave("b", 2) | {"label": "A"}]), "have the same label"),
        (
            changed("events", to={"e": {"label": "E", "from_weeks": 5, "until_weeks": 1}}),
            "ends before it starts",
        ),
        (changed("events", to={"e": {"label": "E", "until_weeks": float("nan")}}), "number"),
        (changed("adjust", to=["age", "age"]), "names a variable twice"),
        (changed("stratified_by", to=["y"]), "was not known at allocation"),
        (changed("cluster_randomised", to="groep"), "is the allocation itself"),
        (changed("cluster_randomised", to="age") | {"pairs": "age"}, "a pair holds two clusters"),
        (changed("outcomes", to={"flow": GOOD["outcomes"]["y"]}), "choose another key"),
        (changed("outcomes", to={"c" * 70: GOOD["outcomes"]["y"]}), "64"),
        (changed("outcomes", "y", "family", to="con"), "is no key"),
        (changed("outcomes", "y", "analyses", to=[]), "names none"),
        (changed("outcomes", "y", "analyses", to=["two_arm", "two_arm"]), "one of them twice"),
        (changed("name", to="nul"), "device"),
        (changed("plan", to={"compliance": {"visits": 3}}), "no file 'holds: visits'"),
        (changed("plan", to={"compliance": {"visits": 3, "sensitivity": [-1]}}), "greater than 0"),
        (changed("plan", to={"primary": {"hypotheses": [{"outcome": "x"}]}}), "no outcome of this study"),
        (changed("plan", to={"primary": {"hypotheses": [{"outcome": "y", "wave": "w"}]}}), "has no wave"),
        (changed("plan", to={"moderators": [moderator("y", [])]}), "an outcome, and no characteristic"),
        (changed("plan", to={"moderators": [moderator("age", [500])]}), "outside the variable's 'range'"),
        (changed("plan", to={"moderators": [moderator("age", [20])] * 2}), "stands there twice"),
        (changed("plan", to={"moderators": [moderator("age", [20]) | {"outcomes": ["x"]}]}), "no outcome"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_nonsense_is_refused(content, said):
    with pytest.raises(ValidationError, match=said):
        Manifest.model_validate(content)
