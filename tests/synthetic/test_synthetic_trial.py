"""The synthetic trial as ingest reads it: size, waves, and what goes with what."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from voorzorg.cohorts.harmonise.ingest import Ingested, ingest
from voorzorg.cohorts.manifest.model import read_manifest
from voorzorg.config import read_config
from voorzorg.instruments.store import load_keys
from voorzorg.synthetic import generate
from voorzorg.synthetic.trial.specification import SpecificationError, TrialSpecification, read_yaml

ROOT = Path(__file__).parents[2]
COHORT = ROOT / "data" / "cohorts" / "voorzorg_rct"
PUBLISHED = ROOT / "data" / "published"
SEED = 20080901


@pytest.fixture(scope="module")
def trial(tidy: dict[str, Ingested]) -> Ingested:
    return tidy["voorzorg_rct"]


def test_ingest_has_nothing_to_complain_about(trial: Ingested) -> None:
    assert [f.check for f in trial.findings.items] == []


def test_every_configured_outcome_has_its_variable(trial: Ingested) -> None:
    config = read_config(ROOT / "config.yaml")
    manifest = read_manifest(COHORT / "cohort.yaml")
    variables = {*trial.participants.columns, *trial.waves.columns}
    assert set(config.outcomes_of(manifest, variables)) == set(config.outcomes)
    for key, outcome in config.outcomes_of(manifest, variables).items():
        for wave in outcome.waves:
            rows = trial.waves[
                (trial.waves["wave"] == wave) & (trial.waves["informant"] == outcome.informant)
            ]
            assert rows[outcome.variable].notna().sum() > 100, f"{key} in {wave}"
    assert set(config.analysis.adjust) <= set(trial.participants.columns)


def test_controls_leave_more_often_and_most_of_all_late(trial: Ingested) -> None:
    sizes = trial.participants["arm"].value_counts()
    mothers = trial.waves[trial.waves["informant"] == "mother"]
    share = pd.crosstab(mothers["wave"], mothers["arm"]) / sizes
    assert (share.loc["baseline"] == 1).all()
    gap = share["voorzorg"] - share["control"]
    assert (gap.drop("baseline") > 0).all()
    assert gap["m24"] == gap.max()
    assert share.loc["m24"].max() < 0.7


def test_drop_out_is_mostly_for_good_and_goes_with_risk(trial: Ingested) -> None:
    waves = ["baseline", "preg32w", "m2", "m6", "m12", "m24"]
    seen = trial.waves[trial.waves["informant"] == "mother"].assign(here=1)
    pattern = seen.pivot_table(index="participant_id", columns="wave", values="here", fill_value=0)[waves]
    steps = np.diff(pattern.to_numpy(), axis=1)
    monotone = (steps <= 0).all(axis=1).mean()
    assert 0.6 < monotone < 1
    people = trial.participants.set_index("participant_id")["risk_factors"].astype(float)
    completed = people.loc[pattern.index[pattern["m24"] == 1]].mean()
    left = people.loc[pattern.index[pattern["m24"] == 0]].mean()
    assert left > completed + 0.3


def test_only_smokers_smoke_near_the_baby_and_no_more_than_they_smoke(trial: Ingested) -> None:
    asked = trial.waves.dropna(subset=["smoking_near_baby", "cigarettes_near_baby"])
    near = asked["smoking_near_baby"] == 1
    assert (asked.loc[near, "smoking"] == 1).all()
    assert (asked.loc[near, "cigarettes_near_baby"] >= 1).all()
    assert (asked.loc[~near, "cigarettes_near_baby"] == 0).all()
    assert (asked["cigarettes_near_baby"] <= asked["cigarettes_per_day"]).all()
    smokes = trial.waves["smoking"].notna()
    assert ((trial.waves["cigarettes_per_day"] > 0) == (trial.waves["smoking"] == 1))[smokes].all()


def test_women_without_a_partner_are_not_asked_about_partner_violence(trial: Ingested) -> None:
    mothers = trial.waves[trial.waves["informant"] == "mother"]
    scores = mothers.filter(regex=r"^ipv_")
    assert scores.shape[1] == 16
    assert scores[mothers["partner"] == 1].notna().all(axis=None)
    assert scores[mothers["partner"] == 0].isna().all(axis=None)


def test_violence_goes_together_within_a_woman_and_over_time(trial: Ingested) -> None:
    mothers = trial.waves[trial.waves["informant"] == "mother"]
    wide = mothers.pivot_table(
        index="participant_id", columns="wave", values="ipv_victim_physical_minor", dropna=False
    ).astype(float)
    assert 0.2 < wide["preg32w"].corr(wide["m6"]) < 0.7
    at32 = mothers[mothers["wave"] == "preg32w"]
    victim, perpetrator = at32["ipv_victim_physical_minor"], at32["ipv_perpetrator_physical_minor"]
    assert 0.1 < victim.astype(float).corr(perpetrator.astype(float)) < 0.8


def test_smoking_at_entry_predicts_smoking_without_deciding_it(trial: Ingested) -> None:
    """A covariate that decides the outcome would separate every adjusted model."""
    baseline = trial.waves[trial.waves["wave"] == "baseline"].merge(
        trial.participants[["participant_id", "smoking_at_entry"]], on="participant_id"
    )
    cells = pd.crosstab(baseline["smoking_at_entry"], baseline["smoking"])
    assert cells.to_numpy().min() >= 10
    assert baseline["smoking"].astype(float).corr(baseline["smoking_at_entry"].astype(float)) > 0.3


def test_breastfeeding_in_the_waves_agrees_with_its_duration(trial: Ingested) -> None:
    people = trial.participants.set_index("participant_id")
    for wave in ("m2", "m6"):
        rows = trial.waves[(trial.waves["wave"] == wave) & trial.waves["breastfeeding"].notna()]
        weeks = rows["participant_id"].map(people["breastfeeding_weeks"]).to_numpy(dtype=float)
        yes = (rows["breastfeeding"] == 1).to_numpy()
        moment = rows["weeks"].to_numpy(dtype=float)
        assert (weeks[yes] >= moment[yes] - 0.1).all()
        assert (weeks[~yes] <= moment[~yes] + 0.1).all()
    assert people["weaned"].isna().equals(people["breastfeeding_weeks"].isna())


def test_reports_are_dated_and_only_those_within_three_years_count(trial: Ingested) -> None:
    events = trial.events
    assert (events["weeks"] > 0).all()
    assert (events["weeks"] > 156).any()
    people = trial.participants
    within = events[events["weeks"] <= 156].groupby("participant_id").size()
    counted = people.set_index("participant_id")["cps_report_count"]
    assert (counted[counted > 0].astype(int).sort_index() == within.sort_index()).all()
    assert (people["cps_report_event"] == (people["cps_report_count"] > 0)).all()
    assert counted.max() > 1


def test_visits_belong_to_the_treated_arm_and_stay_within_the_plan(trial: Ingested) -> None:
    arm = trial.participants.set_index("participant_id")["arm"]
    assert set(trial.visits["participant_id"].map(arm)) == {"voorzorg"}
    per_phase = pd.crosstab(trial.visits["participant_id"], trial.visits["phase"])
    for phase, planned in {"pregnancy": 10, "year_one": 20, "year_two": 20}.items():
        assert per_phase[phase].max() <= planned
    pregnancy = trial.visits["phase"] == "pregnancy"
    assert (trial.visits.loc[pregnancy, "weeks"] < 1).all()
    assert (trial.visits.loc[~pregnancy, "weeks"] > -1).all()
    nurse = trial.participants.set_index("participant_id")["nurse"]
    assert nurse[arm == "voorzorg"].notna().all() and nurse[arm == "control"].isna().all()


def test_cts2_items_are_those_of_the_scoring_key() -> None:
    """The generator's item numbers were written down apart from the key's; they have to agree."""
    spec = TrialSpecification.model_validate(read_yaml(COHORT / "synthetic.yaml")).violence
    key = load_keys(["cts2"])["cts2"]
    for role in ("victim", "perpetrator"):
        for scale in spec.pairs:
            for level in ("minor", "severe"):
                mine = set(spec.item_numbers(role, scale, level))
                assert mine == set(key.scales[f"ipv_{role}_{scale}_{level}"].items)


def test_the_same_seed_gives_the_same_files_and_another_seed_others(tmp_path: Path) -> None:
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        generate(COHORT, tmp_path / name, seed, PUBLISHED, n=300, file_format="csv")
    files = sorted(path.name for path in (tmp_path / "a").glob("*.csv"))
    assert len(files) == 13
    for name in files:
        first = (tmp_path / "a" / name).read_bytes()
        assert (tmp_path / "b" / name).read_bytes() == first
        assert (tmp_path / "c" / name).read_bytes() != first


def test_a_larger_trial_keeps_its_shares_and_can_be_ingested(tmp_path: Path) -> None:
    generate(COHORT, tmp_path, 1, PUBLISHED, n=920, file_format="parquet")
    tables = ingest(read_manifest(tmp_path / "cohort.yaml"), tmp_path)
    assert len(tables.participants) == 920
    assert tables.participants["arm"].value_counts().to_dict() == {"voorzorg": 474, "control": 446}
    at32 = tables.waves[tables.waves["wave"] == "preg32w"]
    assert at32.groupby("arm").size().to_dict() == {"control": 380, "voorzorg": 424}
    share = at32.groupby("arm")["ipv_victim_physical_minor"].mean()
    assert share.to_dict() == pytest.approx({"control": 0.58, "voorzorg": 0.40}, abs=2e-3)


def test_time_to_generate_grows_no_faster_than_the_number_of_women(tmp_path: Path) -> None:
    from time import process_time

    from voorzorg.synthetic.build import build

    taken = {}
    build(COHORT, 1, PUBLISHED, 500)  # imports
    for n in (2_000, 20_000):
        start = process_time()
        build(COHORT, 1, PUBLISHED, n)
        taken[n] = process_time() - start
    assert taken[20_000] < 10 * taken[2_000] + 1


def test_margins_that_cannot_hold_together_are_said(tmp_path: Path) -> None:
    folder = tmp_path / "cohort"
    folder.mkdir()
    (folder / "cohort.yaml").write_bytes((COHORT / "cohort.yaml").read_bytes())
    text = (COHORT / "synthetic.yaml").read_text(encoding="utf-8")
    (folder / "synthetic.yaml").write_text(
        text.replace("m2: {control: 30, voorzorg: 0}", "m2: {control: 90, voorzorg: 0}")
    )
    with pytest.raises(SpecificationError, match="women wanted with an outcome"):
        generate(folder, tmp_path / "raw", 1, PUBLISHED)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("kind: trial", "kind: survey", "neither 'trial' nor 'follow_up'"),
        ("treated: voorzorg", "treatde: voorzorg", "treatde"),
        ("nji_2021.sga_birth_percentage_control", "nji_2021.no_such_figure", "no published figure"),
        ("person: 0.30, outcome: 0.25", "person: 0.80, outcome: 0.45", "add up to more than 1"),
    ],
)
def test_a_specification_that_is_wrong_says_where(tmp_path: Path, old: str, new: str, message: str) -> None:
    folder = tmp_path / "cohort"
    folder.mkdir()
    (folder / "cohort.yaml").write_bytes((COHORT / "cohort.yaml").read_bytes())
    text = (COHORT / "synthetic.yaml").read_text(encoding="utf-8")
    assert old in text
    (folder / "synthetic.yaml").write_text(text.replace(old, new))
    with pytest.raises(SpecificationError, match=message):
        generate(folder, tmp_path / "raw", 1, PUBLISHED)
    assert not (tmp_path / "raw").exists()
