"""The synthetic follow-up studies as ingest reads them."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from voorzorg.cohorts.harmonise.ingest import Ingested
from voorzorg.cohorts.manifest.model import read_manifest
from voorzorg.config import CohortRun, Config
from voorzorg.synthetic import generate
from voorzorg.synthetic.trial.specification import SpecificationError

ROOT = Path(__file__).parents[2]
COHORTS = ROOT / "data" / "cohorts"
PUBLISHED = ROOT / "data" / "published"
STUDIES = ("voorzorg_2", "late_start")
FLOW = {
    "voorzorg_2": {"registered": 24, "start": 17, "m12": 9, "m24": 4},
    "late_start": {"registered": 19, "start": 15, "m12": 14, "m24": 3},
}


def scores(tables: Ingested, variable: str, informant: str = "mother") -> pd.DataFrame:
    """Score per participant and wave."""
    rows = tables.waves[tables.waves["informant"] == informant]
    return rows.pivot_table(index="participant_id", columns="wave", values=variable).astype(float)


@pytest.mark.parametrize("study", STUDIES)
def test_the_flow_is_the_published_one(study: str, tidy: dict[str, Ingested]) -> None:
    tables = tidy[study]
    mothers = tables.waves[tables.waves["informant"] == "mother"].groupby("wave").size()
    assert len(tables.participants) == FLOW[study]["registered"]
    assert tables.participants["started"].sum() == FLOW[study]["start"]
    assert {wave: int(mothers[wave]) for wave in ("start", "m12", "m24")} == {
        wave: FLOW[study][wave] for wave in ("start", "m12", "m24")
    }
    assert tables.participants["arm"].isna().all()


@pytest.mark.parametrize("study", STUDIES)
def test_ingest_has_no_errors_and_no_warnings(study: str, tidy: dict[str, Ingested]) -> None:
    assert [f.check for f in tidy[study].findings.items if f.severity != "note"] == []


@pytest.mark.parametrize("study", STUDIES)
def test_outcomes_have_their_variables_informants_and_waves(study: str, tidy: dict[str, Ingested]) -> None:
    manifest = read_manifest(COHORTS / study / "cohort.yaml")
    tables = tidy[study]
    config = Config(cohorts={study: CohortRun()})
    for key, outcome in config.outcomes_of(manifest, set(tables.waves.columns)).items():
        for informant in filter(None, (outcome.informant, outcome.compare_informant)):
            rows = tables.waves[tables.waves["informant"] == informant]
            for wave in ("start", "m12"):
                if wave in outcome.waves:
                    assert rows.loc[rows["wave"] == wave, outcome.variable].notna().any(), (
                        f"{key} {informant}"
                    )
        assert not set(outcome.chosen_analyses) & {"two_arm", "adjusted", "multilevel", "gee", "imputation"}


@pytest.mark.parametrize("study", STUDIES)
def test_severe_partner_violence_comes_with_mild(study: str, tidy: dict[str, Ingested]) -> None:
    nurse = tidy[study].waves.query("informant == 'nurse'")
    severe = nurse[(nurse["partner_violence_severe"] == 1) & nurse["partner_violence_mild"].notna()]
    assert len(severe) > 0
    assert (severe["partner_violence_mild"] == 1).all()


@pytest.mark.parametrize("study", STUDIES)
def test_no_attachment_score_is_in_the_clinical_range(study: str, tidy: dict[str, Ingested]) -> None:
    assert tidy[study].waves["attachment"].min() >= 20


def test_nurses_are_more_critical_of_grip_and_most_of_all_in_voorzorg_2(tidy: dict[str, Ingested]) -> None:
    gap = {}
    for study in STUDIES:
        difference = scores(tidy[study], "grip") - scores(tidy[study], "grip", "nurse")
        gap[study] = difference["start"].mean()
    assert gap["voorzorg_2"] > gap["late_start"] > 0


def test_social_support_is_higher_in_late_start_and_peaks_after_birth(tidy: dict[str, Ingested]) -> None:
    second, late = (scores(tidy[study], "social_support") for study in STUDIES)
    assert late["start"].mean() > second["start"].mean()
    stayed = second.dropna(subset=["w6", "m12"])
    assert stayed["w6"].mean() > stayed["start"].mean()
    assert stayed["w6"].mean() > stayed["m12"].mean()


def test_every_mother_in_the_clinical_range_improves_in_voorzorg_2(tidy: dict[str, Ingested]) -> None:
    pairs = scores(tidy["voorzorg_2"], "depression")[["start", "m12"]].dropna()
    clinical = pairs[pairs["start"] >= 13]
    assert len(clinical) >= 2
    assert (clinical["m12"] < clinical["start"]).all()


def test_who_enters_after_birth_has_no_wave_at_birth(tidy: dict[str, Ingested]) -> None:
    tables = tidy["late_start"]
    entry = tables.participants.set_index("participant_id")["entry_weeks"].dropna().astype(float)
    at_birth = set(tables.waves.loc[tables.waves["wave"] == "birth", "participant_id"])
    assert (entry > 0).any()
    assert not at_birth & set(entry.index[entry > 0])
    assert entry.min() >= -12.01 and entry.max() <= 6.01


def test_leavers_of_voorzorg_2_are_young_mark_high_and_have_no_more_risk_factors(
    tidy: dict[str, Ingested],
) -> None:
    tables = tidy["voorzorg_2"]
    stayed = set(tables.waves.loc[tables.waves["wave"] == "m12", "participant_id"])
    people = tables.participants[tables.participants["started"] == 1].set_index("participant_id")
    leaves = ~people.index.isin(stayed)
    mark = scores(tables, "mark")["start"]
    assert people.loc[leaves, "age"].mean() < people.loc[~leaves, "age"].mean() - 5
    assert mark[people.index[leaves]].mean() > mark[people.index[~leaves]].mean() + 1
    assert (mark[people.index[leaves]] == 10).any()
    gap = people.loc[leaves, "risk_factors"].mean() - people.loc[~leaves, "risk_factors"].mean()
    assert abs(gap) < 2


@pytest.mark.parametrize("study", STUDIES)
def test_visits_lie_between_entry_and_the_end_of_the_programme(study: str, tidy: dict[str, Ingested]) -> None:
    tables = tidy[study]
    entry = tables.participants.set_index("participant_id")["entry_weeks"].astype("Float64")
    weeks = tables.visits["weeks"].astype(float)
    start = tables.visits["participant_id"].map(entry).astype(float)
    assert ((weeks >= start - 0.1) & (weeks <= 104.1)).all()
    planned = {"pregnancy": 10, "year_one": 20, "year_two": 20}
    per_phase = tables.visits.groupby(["participant_id", "phase"]).size()
    assert all(count <= planned[phase] for (_, phase), count in per_phase.items())
    assert set(tables.visits["depth"].dropna().astype(int)) <= {1, 2, 3, 4, 5}


def test_voorzorg_2_reaches_less_depth_than_late_start(tidy: dict[str, Ingested]) -> None:
    depth = {study: float(tidy[study].visits["depth"].mean()) for study in STUDIES}
    assert depth["voorzorg_2"] < depth["late_start"]


def test_a_follow_up_study_cannot_be_made_larger(tmp_path: Path) -> None:
    with pytest.raises(SpecificationError, match="not 1000"):
        generate(COHORTS / "late_start", tmp_path / "raw", 1, PUBLISHED, n=1000)


def test_another_seed_gives_another_study_with_the_same_margins(tmp_path: Path) -> None:
    from voorzorg.cohorts.harmonise.ingest import ingest
    from voorzorg.synthetic.margins import compare_with_published

    for study in STUDIES:
        folder = tmp_path / study
        generate(COHORTS / study, folder, 4, PUBLISHED)
        tables = ingest(read_manifest(COHORTS / study / "cohort.yaml"), folder)
        compared = compare_with_published(COHORTS / study, PUBLISHED, tables.participants, tables.waves)
        assert not (compared["verdict"] == "differs").any(), compared.to_string()
