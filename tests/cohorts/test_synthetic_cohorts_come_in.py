"""The files that a research group would hold come in without a problem, and mean what was put into them."""

from __future__ import annotations

from pathlib import Path

import pytest

from voorzorg.cohorts.harmonise.ingest import Ingested, ingest
from voorzorg.cohorts.manifest.model import read_manifest
from voorzorg.synthetic import generate

ROOT = Path(__file__).resolve().parents[2]


def come_in(name: str, folder: Path) -> Ingested:
    cohort = ROOT / "data" / "cohorts" / name
    generate(cohort, folder, 1, ROOT / "data" / "published")
    return ingest(read_manifest(cohort / "cohort.yaml"), folder)


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Ingested:
    return come_in("voorzorg_rct", tmp_path_factory.mktemp("rct"))


def test_the_trial_comes_in_whole(trial: Ingested) -> None:
    assert trial.participants["arm"].value_counts().to_dict() == {"voorzorg": 237, "control": 223}
    assert trial.participants["participant_id"].is_unique
    assert (trial.waves.query("wave == 'baseline'")["informant"] == "mother").sum() == 460
    assert not trial.findings.errors


def test_scores_are_made_from_items(trial: Ingested) -> None:
    home = trial.waves[trial.waves["informant"] == "nurse"]
    assert home["home_total"].between(0, 45).all()
    asked = trial.waves[trial.waves["cts2_18"].notna()]
    pushed = asked["cts2_18"].between(1, 6)
    assert (asked.loc[pushed, "ipv_victim_physical_minor"] == 1).all()


def test_reports_are_counted_from_birth_to_three_years(trial: Ingested) -> None:
    people = trial.participants
    assert ((people["cps_report_count"] > 0) == (people["cps_report_event"] == 1)).all()
    assert people["cps_report_weeks"].between(-45, 156).all()
    assert (people.loc[people["cps_report_event"] == 0, "cps_report_weeks"] == 156).all()
    first = trial.events.groupby("participant_id")["weeks"].min()
    seen = people[people["cps_report_event"] == 1].set_index("participant_id")["cps_report_weeks"]
    assert seen.to_dict() == first.reindex(seen.index).to_dict()


def test_visits_belong_to_the_programme(trial: Ingested) -> None:
    arms = trial.visits["participant_id"].map(trial.participants.set_index("participant_id")["arm"])
    assert set(arms) == {"voorzorg"}


def test_the_dictionary_describes_every_column_once(trial: Ingested) -> None:
    table = trial.dictionary
    described = set(zip(table["table"], table["variable"], strict=True))
    for name in ("participants", "waves", "events", "visits"):
        assert {(name, column) for column in getattr(trial, name)} <= described
    assert not table.duplicated(["table", "variable"]).any()
    assert (table[["label_nl", "label_en"]] != "").all(axis=None)


@pytest.mark.parametrize(("name", "families"), [("voorzorg_2", 24), ("late_start", 19)])
def test_the_follow_up_studies_come_in_whole(name: str, families: int, tmp_path: Path) -> None:
    result = come_in(name, tmp_path)
    assert len(result.participants) == families
    assert {"mother", "nurse", "partner"} <= set(result.waves["informant"])
    assert not result.waves.duplicated(["participant_id", "wave", "informant"]).any()
