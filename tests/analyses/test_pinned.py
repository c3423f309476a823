"""Every analysis of small studies of every design: all rows, all columns, all words, as they are stored."""

import re
from dataclasses import replace

import pandas as pd
import pinned_studies as studies
import pytest

from voorzorg.analyses.contributions import contributions
from voorzorg.analyses.multiplicity import adjust_p_values
from voorzorg.analyses.participation.stage import describe_cohort
from voorzorg.analyses.run import analyse, estimate_family
from voorzorg.analyses.study import Study
from voorzorg.cohorts.manifest.analyses import BY_NAME
from voorzorg.cohorts.manifest.outcomes import families_of
from voorzorg.estimates.table import concatenate
from voorzorg.messages import as_messages

#: Which family of which study; a curve is held at one point in nine.
DESIGNS = {
    "trial": studies.trial,
    "three_arms": studies.three_arms,
    "clusters": studies.clusters,
    "pairs": lambda: studies.clusters(pairs="pair"),
    "one_arm": studies.one_arm,
    "single_cases": lambda: studies.one_arm(7, "single_case"),
    "real": lambda: studies.one_arm(14, data_kind="real"),
}
FAMILIES = [
    *(("trial", family) for family in ("smoking", "reports", "scores", "violence")),
    *(
        (design, family)
        for design in ("three_arms", "clusters")
        for family in ("smoking", "reports", "scores")
    ),
    *(("pairs", family) for family in ("reports", "scores")),
    *((design, family) for design in ("one_arm", "single_cases", "real") for family in ("mood", "safety")),
]
_POINTS = ("survival_probability", "cumulative_incidence")


@pytest.fixture(scope="module")
def made():
    """Studies and their families, made when they are first asked for."""
    held: dict[object, object] = {}

    def ask(design: str, family: str = "") -> Study | pd.DataFrame:
        if design not in held:
            held[design] = DESIGNS[design]()
        if family and (design, family) not in held:
            held[design, family] = estimate_family(held[design], family)
        return held[design, family] if family else held[design]

    return ask


def shown(table: pd.DataFrame) -> pd.DataFrame:
    """Without what a release changes, without the texts that the messages say, without empty columns."""
    table = table.drop(columns=["method", "missing_handling", "warnings", "data_kind", "cohort", "seed"])
    points = table["estimand"].isin(_POINTS)
    table = table[~points | (points.cumsum() % 9 == 0)]
    plain = table.assign(software=table["software"].map(lambda text: re.sub(r" \d\S*", "", text)))
    return plain.dropna(axis=1, how="all")


@pytest.mark.parametrize(("design", "family"), FAMILIES)
def test_estimates(pinned, made, design, family):
    table = shown(made(design, family))
    # Of a sample the nearest donor can be another one by rounding alone; the spread of a hurdle's positive
    # part comes from differences.
    by_chance = table["analysis"] == "reference_bootstrap"
    pinned(f"analyses/{design}_{family}", table[~by_chance], relative=1e-5)
    if by_chance.any():
        pinned(f"analyses/{design}_{family}_bootstrap", table[by_chance], relative=0.2)


@pytest.mark.parametrize("design", DESIGNS)
def test_who_took_part(pinned, made, design):
    pinned(f"analyses/{design}_participation", shown(describe_cohort(made(design))))


@pytest.mark.parametrize("design", ["trial", "one_arm"])
def test_who_makes_up_the_numbers(pinned, made, design):
    pinned(f"analyses/{design}_contributions", contributions(made(design)))


def test_adjustment_for_multiple_tests(pinned, made):
    study = made("trial")
    table = concatenate(made("trial", family) for family in families_of(study.outcomes))
    table = adjust_p_values(table, study.manifest.plan.primary)
    names = ["outcome", "wave", "analysis", "estimand", "p_value", "main", "primary", "p_adjusted"]
    held = table[table["main"].fillna(False)]
    pinned("analyses/trial_multiplicity", held[[*names, "p_adjusted_fdr"]])


def test_every_analysis_there_is_has_pinned_rows(made):
    """Whoever adds an analysis asks for it in one of these studies."""
    asked = {
        analysis
        for design, _ in FAMILIES
        for key, outcome in made(design).outcomes.items()
        for analysis in made(design).manifest.analyses_of(key, outcome)
    }
    assert asked == set(BY_NAME)


def test_sites_are_a_level_where_an_outcome_has_one_value_per_participant(made):
    study = made("trial")
    outcome = study.outcomes["smoking"]
    for waves, levels in (((), ("site",)), (("end",), ("site",)), (("mid", "end"), ())):
        assert study.levels_of(outcome.model_copy(update={"waves": waves})) == levels


@pytest.mark.parametrize("weeks", [-0.5, -3.0])
def test_a_time_before_the_start_counts_as_nought_and_is_said(made, weeks):
    study = made("trial")
    people = study.participants.copy()
    people.loc[people["report_weeks"].first_valid_index(), "report_weeks"] = weeks
    early = replace(study, participants=people, kept={})
    rows = analyse("kaplan_meier", early, "report_time", early.outcomes["report_time"])
    said = {one.key for row in rows for one in as_messages(row.warnings)}
    assert said - {
        one.key
        for row in analyse("kaplan_meier", study, "report_time", study.outcomes["report_time"])
        for one in as_messages(row.warnings)
    }
