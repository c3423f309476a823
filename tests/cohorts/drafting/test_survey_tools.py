"""Exports of REDCap, Qualtrics and others as their users have them."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from voorzorg.cli import main
from voorzorg.cohorts.drafting.draft import draft
from voorzorg.cohorts.harmonise.ingest import ingest
from voorzorg.cohorts.manifest.model import Manifest

HEADER = (
    "record_id,redcap_event_name,redcap_repeat_instrument,redcap_repeat_instance,allocation,age,support___1,"
    "support___2,baseline_complete,epds_total,mastery,visit_minutes,call_minutes"
)
DICTIONARY = (
    '"Variable / Field Name","Form Name","Field Type","Field Label",'
    '"Choices, Calculations, OR Slider Labels"\n'
    'record_id,baseline,text,Record ID,\nallocation,baseline,radio,Allocation,"1, Control | 2, VoorZorg"\n'
    'age,baseline,text,Age in years,\nsupport,baseline,checkbox,Who supports you?,"1, Partner | 2, Mother"\n'
    "epds_total,epds,calc,EPDS total,\nvisit_minutes,visits,text,Minutes of the visit,\n"
)


@pytest.fixture
def redcap(tmp_path: Path) -> list[Path]:
    rows = [HEADER]
    for k in range(1, 41):
        rows.append(f"{k},baseline_arm_1,,,{k % 2 + 1},{17 + k % 9},{k % 2},{k // 2 % 2},2,{k * 7 % 30},,,")
        rows.append(f"{k},month_6_arm_1,,,,,,,,{k * 5 % 30},{k * 3 % 25},,")
        for times in range(1, 2 + k % 3):
            rows.append(f"{k},baseline_arm_1,visits,{times},,,,,,,,{20 + k + times},")
        rows.append(f"{k},baseline_arm_1,calls,1,,,,,,,,,{5 + k}")
    (tmp_path / "data.csv").write_text("\n".join(rows) + "\n")
    (tmp_path / "dictionary.csv").write_text(DICTIONARY)
    return [tmp_path / "data.csv", tmp_path / "dictionary.csv"]


def test_repeating_instruments_come_in_by_rows_of_their_own(redcap: list[Path]) -> None:
    text = draft("r", redcap, redcap[0].parent).text
    manifest = Manifest.model_validate(yaml.safe_load(text))

    chosen = [file.where["redcap_repeat_instrument"] for file in manifest.files]
    assert [list(one) for one in chosen] == [[""], ["visits"], ["calls"]]
    made = ingest(manifest, redcap[0].parent)
    assert len(made.participants) == 40
    of_wave = made.waves.set_index(["wave", "participant_id"])
    assert (
        len(of_wave.loc["occasion_1"]) == 40
        and of_wave.loc["occasion_1", "visit_minutes"].notna().sum() == 40
    )
    assert of_wave.loc["occasion_1", "call_minutes"].notna().sum() == 40
    assert made.waves["visit_minutes"].notna().sum() == sum(1 + k % 3 for k in range(1, 41))


def test_events_become_waves_with_the_outcomes_that_each_has(redcap: list[Path]) -> None:
    text = draft("r", redcap, redcap[0].parent).text
    manifest = Manifest.model_validate(yaml.safe_load(text))

    assert manifest.outcomes["epds_total"].waves == ("baseline", "m6")
    assert manifest.outcomes["mastery"].waves == ("m6",)
    assert manifest.outcomes["visit_minutes"].waves == ("occasion_1", "occasion_2", "occasion_3")


def test_the_choices_of_a_checkbox_have_their_names(redcap: list[Path]) -> None:
    manifest = Manifest.model_validate(yaml.safe_load(draft("r", redcap, redcap[0].parent).text))

    assert manifest.variables["support_1"].label.nl == "Who supports you? Partner"
    assert manifest.arms is not None and manifest.arms.reference == "control"


def test_columns_that_a_label_calls_bookkeeping_are_left_out(tmp_path: Path) -> None:
    rows = ["V1,V8,V9,V10,id_nr,Q1", "ResponseID,StartDate,EndDate,Finished,Your number,How stressed?"]
    rows += [f"R_{k:05x},2015-02-03 10:00:00,2015-02-03 10:10:00,1,P{k:03d},{k % 5 + 1}" for k in range(40)]
    (tmp_path / "q.csv").write_text("\n".join(rows) + "\n")

    columns = yaml.safe_load(draft("q", [tmp_path / "q.csv"], tmp_path).text)["files"][0]["columns"]
    assert columns == {"q1": "Q1"}


@pytest.mark.parametrize(
    ("name", "advice"), [("p.xml", "CSV"), ("p.RData", "CSV"), ("p.accdb", "CSV"), ("p.docx", "Excel")]
)
def test_a_refusal_names_what_to_export_instead(
    name: str, advice: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / name).write_text("<?xml version='1.0'?><ODM/>")

    code = main(["init-cohort", "x", str(tmp_path / name), "--into", str(tmp_path / "c"), "--language", "en"])

    assert code == 1
    assert advice in capsys.readouterr().err
