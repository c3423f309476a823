"""What a manifest may say about an odd file, and how its own mistakes are told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from voorzorg.cohorts.harmonise.ingest import Ingested, IngestError, ingest
from voorzorg.cohorts.manifest.model import Manifest, ManifestError, read_manifest

ROWS = """centre,nr,drug,years,result,cough_1,cough_2
A,1,0_placebo,20,Live birth,1_yes,0_no
A,2,1_active,17,Stillbirth,0_no,
A,3,,30,Live birth,1_yes,1_yes
B,1,0_placebo,41,live birth ,0_no,0_no
B,2,1_active,35,Live birth,,1_yes
"""


def content(**changes: Any) -> dict[str, Any]:
    entry = {"path": "trial.csv", "id": "nr", "id_within": "centre"}
    return {
        "name": "odd",
        "title": "Odd",
        "design": "two_arm",
        "arms": {
            "reference": "placebo",
            "levels": {
                "placebo": {"label": "Placebo", "codes": ["0_placebo"]},
                "active": {"label": "Active", "codes": ["1_active"]},
            },
        },
        "waves": [{"key": "w1", "label": "1"}, {"key": "w2", "label": "2"}],
        "clustering": {"site": "centre"},
        "files": [
            {
                **entry,
                "holds": "participants",
                "columns": {"arm": "drug", "age": "years", "result": "result", "centre": "centre"},
            },
            {**entry, "holds": "wave", "wave": "w1", "columns": {"cough": "cough_1"}},
            {**entry, "holds": "wave", "wave": "w2", "columns": {"cough": "cough_2"}},
        ],
        "variables": {
            "age": {"label": "Age", "role": "baseline"},
            "result": {"label": "Result", "type": "category"},
            "cough": {"label": "Cough", "type": "binary"},
        },
        "derived": {"live": {"label": "Live", "expression": "result == 'LIVE birth'", "type": "binary"}},
        "exclude": {"no_arm": {"label": "Not randomised", "expression": "missing(arm)"}},
        "outcomes": {
            "live": {"label": "Live", "type": "binary", "variable": "live"},
            "cough": {"label": "Cough", "type": "binary", "variable": "cough", "waves": ["w1", "w2"]},
        },
    } | changes


def run(folder: Path, **changes: Any) -> Ingested:
    (folder / "trial.csv").write_text(ROWS, encoding="utf-8")
    return ingest(Manifest.model_validate(content(**changes)), folder)


def test_numbers_that_start_again_in_every_centre(tmp_path: Path) -> None:
    people = run(tmp_path).participants
    assert len(people) == 4 and people["participant_id"].is_unique
    assert people["centre"].value_counts().to_dict() == {"A": 2, "B": 2}


def test_without_id_within_the_message_names_it(tmp_path: Path) -> None:
    files = [{k: v for k, v in file.items() if k != "id_within"} for file in content()["files"]]
    with pytest.raises(IngestError, match="id_within"):
        run(tmp_path, files=files)


def test_rows_are_participants_where_nothing_identifies_them(tmp_path: Path) -> None:
    files = [
        {k: v for k, v in file.items() if k != "id_within"} | {"id": "(row)"} for file in content()["files"]
    ]
    result = run(tmp_path, files=files)
    assert len(result.participants) == 4
    assert result.waves.groupby("wave").size().to_dict() == {"w1": 3, "w2": 3}


def test_the_excluded_are_in_no_table_and_counted(tmp_path: Path) -> None:
    result = run(tmp_path)
    assert result.participants["arm"].value_counts().to_dict() == {"placebo": 2, "active": 2}
    assert result.waves["participant_id"].isin(result.participants["participant_id"]).all()
    (note,) = [finding for finding in result.findings if finding.check == "excluded: Not randomised"]
    assert note.count == 1


def test_who_has_no_arm_and_is_not_excluded_is_an_error_with_that_remedy(tmp_path: Path) -> None:
    with pytest.raises(IngestError, match="exclude"):
        run(tmp_path, exclude={})


def test_a_wave_without_an_answer_was_missed(tmp_path: Path) -> None:
    waves = run(tmp_path).waves
    assert waves.groupby("wave").size().to_dict() == {"w1": 3, "w2": 3}
    assert waves["cough"].sum() == 2


def test_texts_are_compared_without_regard_to_capitals(tmp_path: Path) -> None:
    assert run(tmp_path).participants["live"].sum() == 3


def test_a_text_that_no_row_has_is_a_warning(tmp_path: Path) -> None:
    derived = {"live": {"label": "Live", "expression": "result == 'alive'", "type": "binary"}}
    told = [finding.check for finding in run(tmp_path, derived=derived).findings]
    assert "derived 'live' compares 'result' with a text that no row has" in told


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"outcomes": {"x": {"label": "x", "type": "binary", "variable": "coughs"}}}, "is not there"),
        ({"outcomes": {"x": {"label": "x", "type": "binary", "variable": "cough"}}}, "waves: [w1, w2]"),
        (
            {"outcomes": {"x": {"label": "x", "type": "binary", "variable": "age", "waves": ["w1"]}}},
            "take 'waves' out",
        ),
        ({"outcomes": {"x": {"label": "x", "type": "binary", "variable": "age"}}}, "is binary"),
        ({"outcomes": {"x": {"label": "x", "type": "binary", "variable": "result"}}}, "holds texts"),
        ({"adjust": ["agee"]}, "did you mean 'age'"),
        ({"cluster_randomised": "school"}, "'school' is a cluster"),
    ],
)
def test_an_analysis_of_what_is_not_there_is_told(
    tmp_path: Path, changes: dict[str, Any], words: str
) -> None:
    with pytest.raises(IngestError) as problem:
        run(tmp_path, **changes)
    assert words in " ".join(f"{f.check} {f.action}" for f in problem.value.findings)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("name: a\nname: b\n", "line 2: 'name' stands here and on line 1 already"),
        ("name: a\n\ttitle: b\n", "indent with spaces"),
        ("name: a\ntitle: a: b\n", "between quotation marks"),
    ],
)
def test_yaml_that_does_not_hold_is_told_by_line(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "cohort.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ManifestError) as problem:
        read_manifest(path)
    assert words in str(problem.value)


@pytest.mark.parametrize(
    ("where", "words"),
    [
        ({"analysis": ["two_arm"]}, "outcomes.live.analysis: no such setting; did you mean 'analyses'?"),
        ({"analyses": ["two_arms"]}, "outcomes.live.analyses (number 1)"),
        ({"variable": None}, "outcomes.live.variable"),
    ],
)
def test_a_setting_that_does_not_exist_is_told_with_the_one_that_does(
    tmp_path: Path, where: dict[str, Any], words: str
) -> None:
    made = content()
    made["outcomes"]["live"] |= where
    path = tmp_path / "cohort.yaml"
    path.write_text(yaml.safe_dump(made), encoding="utf-8")
    with pytest.raises(ManifestError) as problem:
        read_manifest(path)
    assert words in str(problem.value)


def _of_some(condition: str) -> dict[str, Any]:
    files = [
        {"path": "trial.csv", "id": "nr", "id_within": "centre"} | extra
        for extra in (
            {"holds": "participants", "columns": {"arm": "drug", "age": "years", "centre": "centre"}},
            {
                "holds": "wave",
                "wave": "w1",
                "columns": {"cough": "cough_1", "asked": "cough_2", "y": "years"},
            },
        )
    ]
    variables = {
        "age": {"label": "Age"},
        "cough": {"label": "Cough", "type": "binary"},
        "asked": {"label": "Asked", "type": "binary"},
        "y": {"label": "Years"},
    }
    outcome = {"label": "Cough", "type": "binary", "variable": "cough", "waves": ["w1"]}
    outcomes = {"cough": outcome | {"only_where": condition}}
    return {"files": files, "variables": variables, "derived": {}, "outcomes": outcomes}


@pytest.mark.parametrize(("condition", "said"), [("askd", "'askd' is not there"), ("y", "not binary")])
def test_what_an_outcome_needs_to_exist_is_a_binary_variable_of_its_waves(
    tmp_path: Path, condition: str, said: str
) -> None:
    with pytest.raises(IngestError, match=said):
        run(tmp_path, **_of_some(condition))


def test_an_answer_about_what_cannot_exist_is_a_warning(tmp_path: Path) -> None:
    told = [finding.check for finding in run(tmp_path, **_of_some("asked")).findings.items]
    assert "outcome 'cough' is answered where 'asked' is 0, and would not exist there" in told


@pytest.mark.parametrize("scale", ["-1 * age", "age / 4"])
def test_a_count_below_nought_or_broken_is_told(tmp_path: Path, scale: str) -> None:
    derived = {"n": {"label": "N", "expression": scale}}
    outcomes = {"n": {"label": "N", "type": "count", "variable": "n"}}
    with pytest.raises(IngestError) as problem:
        run(tmp_path, derived=derived, outcomes=outcomes)
    assert "'n' is a count" in " ".join(f.check for f in problem.value.findings)
    outcomes["n"]["variable"] = "age"
    run(tmp_path, outcomes=outcomes)


@pytest.mark.parametrize(("weeks", "told"), [((8, 8), True), ((8, 8.4), False), ((None, 8), False)])
def test_two_waves_at_one_moment_are_asked_about(tmp_path: Path, weeks: tuple, told: bool) -> None:
    waves = [{"key": f"w{i}", "label": str(i), "weeks": week} for i, week in enumerate(weeks, 1)]
    said = [f.check for f in run(tmp_path, waves=waves).findings if "same 'weeks': 8" in f.check]
    assert len(said) == told
