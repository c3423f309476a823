"""Every setting of manifest, configuration, scoring keys and business case, and what is said of wrong values."""
# ruff: noqa: E501 - tables are as wide as their rows

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from voorzorg.cli.schema import schemas
from voorzorg.cohorts.manifest.analyses import KINDS, fitting, usual
from voorzorg.cohorts.manifest.model import Manifest
from voorzorg.cohorts.manifest.outcomes import shares_of
from voorzorg.config import Config
from voorzorg.instruments.model import Instrument
from voorzorg.messages import render
from voorzorg.validation import found_problems

Pinned = Callable[..., None]


@pytest.mark.parametrize("which", ["cohort", "config", "instrument", "economics"])
def test_every_setting(which: str, pinned: Pinned) -> None:
    rows = []
    schema = json.loads(schemas()[f"{which}.schema.json"])
    for model, described in ({schema["title"]: schema} | schema["$defs"]).items():
        for name, field in described.get("properties", {}).items():
            bounds = {k: v for k, v in field.items() if k not in ("description", "title")}
            rows.append(
                {
                    "model": model,
                    "setting": name,
                    "required": name in described.get("required", []),
                    "is": json.dumps(bounds, sort_keys=True),
                }
            )
    pinned(f"settings/{which}", [{key: str(value) for key, value in row.items()} for row in rows])


def _wave(key: str, **more: Any) -> dict[str, Any]:
    return {"key": key, "label": key.upper()} | more


def _outcome(**more: Any) -> dict[str, Any]:
    return {"label": "Y", "type": "binary", "variable": "y", "family": "fam"} | more


GOOD: dict[str, Any] = {
    "name": "demo", "title": "Demo", "design": "two_arm", "adjust": ["age"], "waves": [_wave("t0", weeks=0), _wave("t1", weeks=10)],
    "arms": {"variable": "groep", "reference": "c", "levels": {"c": {"label": "Control", "codes": ["a"]}, "t": {"label": "Treated", "codes": ["b"]}}},
    "files": [{"path": "d.csv", "holds": "participants", "id": "id", "columns": {"y": "y", "age": "age"}}, {"path": "w.csv", "holds": "wave", "wave": "t0", "id": "id", "columns": {"s": "s"}}],
    "variables": {"y": {"label": "Y", "type": "binary"}, "age": {"label": "Age", "range": [10, 60]}, "s": {"label": "S"}, "sex": {"label": "Sex", "type": "category"}},
    "outcomes": {"y": _outcome(), "s": _outcome(type="continuous", variable="s", waves=["t0", "t1"])},
}  # fmt: skip

#: Where in the manifest (``outcomes.y.horizon_weeks``), and what stands there: a value on either side of a limit each.
_TRIED: tuple[tuple[str, tuple[Any, ...]], ...] = (
    ("name", ("a", "A", "a b", "con", 5, "x" * 64, "x" * 65)), ("title", ("", "x" * 2000, "x" * 2001, 5, {"nl": "a"}, {"nl": "a", "de": "b"}, ["a"])),
    ("design", ("one_arm", "multi_arm", "single_case", "three_arm")), ("adjust", ("age", ["y"], ["zomaar"], [])), ("titel", ("x",)), ("waves", ([], "x", [_wave("t0"), _wave("t0")], [_wave("t0", weeks="x")])),
    ("waves.0.weeks", (10, 10.1, float("inf"), None, "8,7")), ("waves.1.baseline", (True, "maybe")), ("waves.0.baseline", (True,)), ("waves.0.wks", (1,)), ("waves.0.codes", ([1, 2.0, True, "x"], 1)),
    ("arms.reference", ("t", "x")), ("arms.levels.t.codes", (["A"], [], ["a"], ["b", "b"])), ("arms.levels.t.label", ("Control", "control ", "T")), ("arms.levels.u", ({"label": "U", "codes": ["u"]},)), ("arms.variable", ("arm", "wave", "y")),
    ("files", ([],)), ("files.0.path", ("", "../d.csv", "/d.csv", "c:\\d.csv", "*.csv", "**.csv", "**/d.csv", "x" * 400, "x" * 401, ".")), ("files.0.holds", ("wave", "events", "visits", "nothing")), ("files.0.id", ("(row)", "", None)),
    ("files.0.header_row", (0, 1, 2, [1, 2], [2, 1], [1, 1], [1, 2, 3], True, "1", 1.5)), ("files.0.skip_rows", (-1, 0, 100000, 100001)), ("files.0.delimiter", (";", "tab", "puntkomma", ";;", "a", ".", "-", '"', "", 5, "§")),
    ("files.0.decimal", (",", ".", ";")), ("files.0.format", ("csv", "xls", "xlsx")), ("files.0.sheet", (1, 0, "Blad1")), ("files.0.encoding", ("utf-8", "cp1252", "nonsense")), ("files.0.columns", ({"wave": "x"}, {"arm": "x"}, {"_x": "x"}, {"groep": "x"}, {"y*": "y*"})),
    ("files.0.wave", ("t0",)), ("files.0.wave_column", ("x",)), ("files.0.event", ("e",)), ("files.0.date_column", ("x",)), ("files.0.where", ({"x": [1]}, {"x": 1})), ("files.0.informant", ("mother", "Mo ther")), ("files.1.wave", ("t1", "t2", None)), ("files.1.weeks_column", ("w",)),
    ("variables.age.range", ([10, 5], [5, 5], [5], [1, 2, 3], "x")), ("variables.age.plausible", ([10, 60], [9, 60], [10, 61], [60, 10])), ("variables.age.cut", (">= 1", "=> 1", ">=1.5", "> " + "9" * 15, "> " + "9" * 17, "1")), ("variables.age.type", ("integer", "category", "text", "date", "float")),
    ("variables.age.role", ("baseline", "anchor", "none")), ("variables.age.purpose", ("x" * 9, "x" * 10)), ("variables.y.values", ({"ja": 1, "nee": 0}, {"ja": 1}, {"ja": 1, "nee": 1}, {"ja": "ja", "x": "nee"}, {"a": 2})), ("variables.y.missing", ([0, 1], [0], [9])), ("variables.y.labels", ({"0": "A"}, {"0": "A", "1": "a"})),
    ("variables.sex.labels", ({"m": "M", "f": "F"}, {"m": "M", "f": "m "}, {})), ("variables.wave", ({"label": "W"},)), ("variables._x", ({"label": "X"},)), ("missing", ([9], ["a"], 9)),
    ("derived", ({"d": {"label": "D", "expression": "y + 1"}}, {"y": {"label": "D", "expression": "s"}}, {"arm": {"label": "D", "expression": "s"}}, {"d": {"label": "D", "expression": ""}}, {"d": {"label": "D", "expression": "import os"}}, {"d": {"label": "D", "expression": "y", "type": "text"}}, {"d": {"label": "D", "expression": "y", "table": "x"}})),
    ("rules", ({"r": {"label": "R", "expression": "y > 1", "action": "x"}}, {"r": {"label": "R", "expression": "y >"}}, {"R": {"label": "R", "expression": "y"}})), ("exclude", ({"e": {"label": "E", "expression": "missing(y)"}}, {"e": {"label": "E"}})),
    ("events", ({"e": {"label": "E", "until_weeks": 10}}, {"e": {"label": "E", "until_weeks": 10, "from_weeks": 10}}, {"e": {"label": "E", "until_weeks": 10, "from_weeks": 11}}, {"e": {"label": "E", "until_weeks": 0}}, {"e": {"label": "E"}})),
    ("clustering", ({"site": "x"}, {"nurse": "x", "nurse_arms": ["t"]}, {"nurse": "x", "nurse_arms": ["z"]}, {"nurse_arms": ["t"]}, {"place": "x"})), ("cluster_randomised", ("school", "groep", "arm")), ("pairs", ("p", "groep")), ("stratified_by", (["age"], ["y"], ["age", "age"], ["groep"])),
    ("visits", ({"phases": {"a": 3}}, {"phases": []}, 5)), ("catalogue", ("all", ["smoking"], "some")), ("informant", ("mother", "Mother")), ("public", (True, "yes please")), ("beside", ("demo", "other", {"cohort": "other", "arm": "x"}, {"arm": "x"})),
    ("instruments", ([{"key": "epds"}], [{"key": "epds", "table": "people"}], [{}])), ("published", ({"study": "x"}, {"study": "x", "lines": [{"figure": "f", "outcome": "y", "quantity": "most"}]}, {})),
    ("outcomes.y.type", ("count", "continuous", "time", "category")), ("outcomes.y.family", ("a_b", "A", "con", "")), ("outcomes.y.waves", (["t0"], ["t9"], [])), ("outcomes.y.equivalence_margin", (0, 0.001, 0.999, 1, -1)), ("outcomes.s.equivalence_margin", (0, 1, 5)), ("outcomes.y.horizon_weeks", (0, 0.1, -1)),
    ("outcomes.s.reliability", (-0.1, 0, 1, 1.1)), ("outcomes.s.norm_sd", (0, 0.1)), ("outcomes.s.cut_off", (13, "x")), ("outcomes.y.cut_off", (1,)), ("outcomes.y.reliability", (0.5,)), ("outcomes.s.better", ("lower", "less")), ("outcomes.y.analyses", (["two_arm"], ["kaplan_meier"], ["none"], [], ["gee", "gee"], ["mixed_model"])), ("outcomes.y.pool", (["gee"], ["x"])),
    ("outcomes.s.analyses", (["mixed_model"], ["gee"], ["negative_binomial"], ["moderators"])), ("outcomes.y.only_where", ("y",)), ("outcomes.s.only_where", ("y",)), ("outcomes.y.where_not", (0, 2)), ("outcomes.s.where_not", (0,)), ("outcomes.y.adjust", (["y"], ["age"], ["groep"])), ("outcomes.y.competing", ({"variable": "s", "event": "y"},)), ("outcomes.flow", (_outcome(),)), ("outcomes.baseline", (_outcome(),)),
    ("plan", ({"primary": {"hypotheses": []}}, {"primary": {"hypotheses": [{"outcome": "y"}]}}, {"primary": {"hypotheses": [{"outcome": "y"}, {"outcome": "y"}]}}, {"primary": {"hypotheses": [{"outcome": "y", "weight": 1}]}}, {"primary": {"hypotheses": [{"outcome": "y", "passes_to": {"s": 1}}, {"outcome": "s"}]}})),
    ("plan.primary", tuple({"procedure": "graph", "hypotheses": hypotheses} for hypotheses in (
        [{"outcome": "y", "weight": 1}], [{"outcome": "y", "weight": 0.5}], [{"outcome": "y", "weight": 0.5}, {"outcome": "s", "weight": 0.5}], [{"outcome": "y", "weight": 1.1}, {"outcome": "s", "weight": -0.1}],
        [{"outcome": "y", "weight": 1, "passes_to": {"s": 1}}, {"outcome": "s"}], [{"outcome": "y", "weight": 1, "passes_to": {"s": 1.01}}, {"outcome": "s"}], [{"outcome": "y", "weight": 1, "passes_to": {"s": -0.1}}, {"outcome": "s"}],
        [{"outcome": "y", "weight": 1, "passes_to": {"y": 0.5}}], [{"outcome": "y", "weight": 1, "passes_to": {"z": 0.5}}], [{"outcome": "y", "weight": 0.9999999}], [{"outcome": "y", "weight": 0.99999}],
    ))),
    ("plan.moderators", ([{"variable": "sex", "outcomes": ["s"]}], [{"variable": "sex"}], [{"variable": "age", "outcomes": ["s"]}], [{"variable": "age", "cuts": [20], "outcomes": ["s"]}], [{"variable": "age", "cuts": [10], "outcomes": ["s"]}], [{"variable": "age", "cuts": [60], "outcomes": ["s"]}], [{"variable": "age", "cuts": [61], "outcomes": ["s"]}], [{"variable": "age", "cuts": [30, 20], "outcomes": ["s"]}], [{"variable": "sex", "cuts": [1], "outcomes": ["s"]}], [{"variable": "zomaar", "outcomes": ["s"]}], [{"variable": "sex", "outcomes": ["z"]}], [{"variable": "y", "outcomes": ["s"]}], [{"variable": "sex", "outcomes": ["s"]}, {"variable": "sex", "outcomes": ["s"]}])),
    ("plan.compliance", ({"visits": 3}, {"visits": 0}, {"visits": 3, "sensitivity": [0]})), ("plan.estimands", ([{"key": "e", "outcome": "y"}], [{"key": "e", "outcome": "y"}, {"key": "e", "outcome": "s"}], [{"key": "e", "outcome": "z"}], [{"key": "e", "outcome": "s", "wave": "t9"}], [{"key": "e", "outcome": "s", "wave": "t1"}], [{"key": "e", "outcome": "y", "summary": "odds"}])),
)  # fmt: skip


def _with(content: dict[str, Any], path: str, value: Any) -> dict[str, Any]:
    changed = copy.deepcopy(content)
    place: Any = changed
    *steps, last = path.split(".")
    for step in steps:
        place = place[int(step)] if isinstance(place, list) else place.setdefault(step, {})
    place[last] = copy.deepcopy(value)
    return changed


def _told(content: dict[str, Any], model: type[BaseModel]) -> dict[str, str]:
    """What is said of it in either language; nothing where it is right."""
    try:
        made = model.model_validate(content)
    except ValidationError as error:
        lines = [one.line() for one in found_problems(error, model, content)]
        english, dutch = (" / ".join(render(line, language) for line in lines) for language in ("en", "nl"))
        return {"told": english, "gezegd": dutch}
    assert made == model.model_validate(content)
    return {"told": "", "gezegd": ""}


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) < 300 else f"{text[:30]} of {len(text)}"


def test_wrong_manifests(pinned: Pinned) -> None:
    rows = [
        {
            "setting": path,
            "value": _short(value),
            **_told(_with(GOOD, path, value), Manifest),
        }
        for path, values in (("informant", ("participant",)), *_TRIED)
        for value in values
    ]
    pinned("settings/wrong_manifests", rows)


def test_wrong_configurations(pinned: Pinned) -> None:
    good = {"cohorts": {"demo": {"data": "synthetic"}}}
    tried: tuple[tuple[str, tuple[Any, ...]], ...] = (
        ("language", ("en", "de", 5)), ("seed", (0, -1, 1.5, "x")), ("cohorts", ({}, {"a": {"date": "x"}}, [])), ("analysis.ci_level", (0.5, 0.51, 0.99, 1, 95)), ("analysis.imputations", (1, 2, 1000, 1001)),
        ("analysis.pool", ("all", ["gee"], ["x"], "some")), ("analysis.reference_samples", (-1, 0, 10000, 10001)), ("analysis.reference_strategies", (["jump", "copy"], ["leap"])), ("disclosure.minimum_cell", (0, 1)), ("disclosure.round_to", (0, 1)),
        ("disclosure.reason", ("x" * 9, "x" * 10)), ("economics.year", (2020, "x")), ("anders", (1,)), ("analysis.adjusted", (["x"],)), ("simulate", (["a"], "a")), ("families", ({"f": "F"}, {"f": ""})),
    )  # fmt: skip
    rows = [
        {
            "setting": path,
            "value": _short(value),
            **_told(_with(good, path, value), Config),
        }
        for path, values in tried
        for value in values
    ]
    pinned("settings/wrong_configurations", rows)


def test_wrong_scoring_keys(pinned: Pinned) -> None:
    good: dict[str, Any] = {
        "key": "demo", "title": "Demo", "source": "Made up for a test.", "items": {"prefix": "i_", "numbers": "1-4"}, "answers": {"minimum": 0, "maximum": 3},
        "scales": {"{name}_total": {"label": "Total"}}, "examples": [{"given": {"i_1": 1, "i_2": 2, "i_3": 3, "i_4": 0}, "expect": {"demo_total": 6}}],
    }  # fmt: skip
    scale = "scales.{name}_total"
    tried: tuple[tuple[str, tuple[Any, ...]], ...] = (
        ("key", ("demo", "De mo")), ("items.numbers", ("1-4, 6", "4-1", "1-4, 2", "a", "1-500", "9999", "0-3", 3, [1, 2])), ("items.width", (0, 1, 2, 6, 7)), ("items.names", (["a", "b"], ["a", "a"])),
        ("answers.minimum", (3, 4, -1, 2.5)), ("answers.recode", ({"0": 1}, {"5": 1}, {"0": 1, "1": 1, "2": 1}, {"0": 1, "1": 1, "2": 1, "3": 1}, {"3": 9})), ("answers.points", ([0, 3], [3, 0], [0, 0])), ("answers.reversed", ("1", "9", "1, 1")), ("answers.reversed_names", (["i_1"], ["z"])),
        (f"{scale}.method", ("sum", "mean", "any", "count", "item", "total")), (f"{scale}.max_missing", (-1, 0, 0.5, 0.99, 1, 1.5, 2, 3, 4, 5)), (f"{scale}.items", ("1-2", "1, 1", "9", [])), (f"{scale}.item_names", (["i_1"], ["z"])), (f"{scale}.at_least", (0, 1, 3, 4)),
        (f"{scale}.conversion", ({"0": 1}, {str(k): k for k in range(13)}, {str(k): 20 - k for k in range(13)}, {str(k): k % 3 for k in range(13)}, {str(k): k for k in range(14)}, {"-1": 0}, {str(k): k for k in range(12)})),
        (f"{scale}.cutoffs", ({"{name}_high": {"label": "H", "at_least": 5}}, {"{name}_high": {"label": "H", "at_least": 5, "at_most": 3}}, {"{name}_high": {"label": "H"}}, *({"{name}_high": {"label": "H", "at_least": k}} for k in (0, 0.5, 12, 12.5, 13)), *({"{name}_high": {"label": "H", "at_most": k}} for k in (-1, 0, 11, 12)))),
        ("scales", ({}, {"total": {"label": "T"}}, {"a": {"label": "A"}, "{name}_b": {"label": "B", "items": "1"}})), ("examples", ([], [{"given": {}, "expect": {}}], [{"given": {"z": 1}, "expect": {"demo_total": 1}}], [{"given": {"i_1": 9}, "expect": {"demo_total": 1}}], [{"given": {"i_1": 1}, "expect": {"other": 1}}])),
    )  # fmt: skip
    rows = [{"setting": "good", "value": "", **_told(good, Instrument)}]
    rows += [
        {"setting": path, "value": _short(value), **_told(_with(good, path, value), Instrument)}
        for path, values in tried
        for value in values
    ]
    pinned("settings/wrong_scoring_keys", rows)


def test_what_a_manifest_answers(pinned: Pinned) -> None:
    plan = {
        "primary": {"hypotheses": [{"outcome": "y"}, {"outcome": "s", "wave": "t1"}]},
        "moderators": [{"variable": "age", "cuts": [20, 30]}, {"variable": "sex", "outcomes": ["s"]}],
    }
    rows: list[dict[str, Any]] = []
    for procedure in ("fixed_sequence", "holm", "hochberg"):
        for n in (1, 2):
            content = _with(
                GOOD,
                "plan",
                {"primary": {"procedure": procedure, "hypotheses": plan["primary"]["hypotheses"][:n]}},
            )  # type: ignore[index]
            primary = Manifest.model_validate(content).plan.primary
            assert primary is not None
            rows.append({"asked": f"graph of {n}, {procedure}", "answer": str(primary.graph)})
    manifest = Manifest.model_validate(
        _with(GOOD, "plan", plan) | {"clustering": {"site": "x", "nurse": "n", "nurse_arms": ["t"]}}
    )
    for key, outcome in manifest.outcomes.items():
        rows.append({"asked": f"analyses of {key}", "answer": str(manifest.analyses_of(key, outcome))})
        rows.append({"asked": f"cluster of {key}", "answer": str(manifest.cluster_of(outcome))})
        rows.append(
            {
                "asked": f"moderators of {key}",
                "answer": str([(m.variable, m.groups) for m in manifest.plan.moderators_of(key)]),
            }
        )
    for kind in ("binary", "count", "continuous", "time"):
        rows.append({"asked": f"analyses that fit {kind}", "answer": str(fitting(kind))})
        rows.append({"asked": f"usual ones of {kind}", "answer": str(usual(kind))})
    rows += [{"asked": f"analysis {one.name}", "answer": str(one)} for one in KINDS]
    for n in (1, 8, 9, 16, 17, 20):
        many = Manifest.model_validate(GOOD | {"outcomes": {f"o{k}": _outcome() for k in range(n)}}).outcomes
        rows.append(
            {
                "asked": f"shares of {n} outcomes",
                "answer": str([len(share) for share in shares_of(many, "fam")]),
            }
        )
        rows.append({"asked": f"their order of {n}", "answer": str(shares_of(many, "fam")[:1])})
    pinned("settings/answers", rows)
