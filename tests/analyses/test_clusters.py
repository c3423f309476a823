"""Where clusters were randomised, every contrast respects them or says that it does not."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from clustered_study import CLUSTER, cluster_outcomes, make_clustered_study

from voorzorg.analyses.multiplicity import adjust_p_values
from voorzorg.analyses.run import analyse, estimate_family
from voorzorg.analyses.study import Study
from voorzorg.estimates.table import concatenate, to_frame

IGNORED = f"clusters ({CLUSTER}) are ignored"
ANALYSES = [
    (outcome, analysis)
    for outcome, analyses in {
        "smoking": ("two_arm", "adjusted", "multilevel", "gee", "imputation"),
        "report": ("two_arm", "adjusted", "multilevel"),
        "report_time": ("kaplan_meier",),
        "score": ("two_arm", "adjusted", "mixed_model"),
        "cigarettes": ("two_arm", "negative_binomial"),
    }.items()
    for analysis in analyses
]
#: Rows that hold for the whole of a cluster-randomised trial as they stand.
RESPECT = {
    ("smoking", "adjusted"): {"risk_difference", "risk_ratio", "odds_ratio"},
    ("smoking", "multilevel"): {"risk_difference", "risk_ratio", "odds_ratio", "joint_test"},
    ("smoking", "gee"): {"odds_ratio"},
    ("report", "adjusted"): {"risk_difference", "risk_ratio", "odds_ratio"},
    ("report", "multilevel"): {"risk_difference", "risk_ratio", "odds_ratio"},
    ("report_time", "kaplan_meier"): {"hazard_ratio", "rmst_difference", "joint_test"},
    ("score", "adjusted"): {"mean_difference", "standardised_difference"},
    ("score", "mixed_model"): {"mean_difference"},
    ("cigarettes", "negative_binomial"): {"rate_ratio", "odds_ratio"},
}


@pytest.fixture(scope="module")
def study() -> Study:
    return make_clustered_study()


@pytest.fixture(scope="module")
def naive(study) -> Study:
    """The same pupils, analysed as if they had been randomised one by one."""
    return replace(study, manifest=study.manifest.model_copy(update={"cluster_randomised": None}))


def rows(study: Study, outcome: str, analysis: str) -> pd.DataFrame:
    return to_frame(analyse(analysis, study, outcome, study.outcomes[outcome]))


def contrasts(table: pd.DataFrame) -> pd.DataFrame:
    """Effects of the arm that were estimated or tested, and no parameter of a random effect."""
    effect = table["contrast"].notna() & ~table["estimand"].isin(["random_effect_sd", "icc", "sd"])
    return table[effect & (table["estimate"].notna() | table["p_value"].notna())]


@pytest.mark.parametrize(("outcome", "analysis"), ANALYSES)
def test_a_contrast_respects_the_clusters_or_says_that_it_does_not(study, outcome, analysis):
    table = contrasts(rows(study, outcome, analysis))
    ignored = table["warnings"].fillna("").str.contains(IGNORED, regex=False)
    respected = table["estimand"].isin(RESPECT.get((outcome, analysis), ()))
    assert len(table) and table["estimate"].notna().any()
    assert (ignored != respected).all()


@pytest.mark.parametrize(("outcome", "analysis"), sorted(RESPECT))
def test_pupils_of_a_school_are_not_worth_as_many_strangers(study, naive, outcome, analysis):
    """With schools as different as pupils are, standard errors are larger by a quarter at the least."""
    estimands = RESPECT[outcome, analysis] - {"joint_test"}
    if analysis == "multilevel":
        # Odds ratios given more random effects are odds ratios of another kind; risks remain the same.
        estimands = {"risk_difference"}
    ours, theirs = contrasts(rows(study, outcome, analysis)), contrasts(rows(naive, outcome, analysis))
    if (outcome, analysis) == ("report", "multilevel"):
        # The model of one value per participant has towns for clusters where it need not respect schools.
        ours = ours[ours["analysis"] == "marginal"]
        theirs = contrasts(rows(naive, outcome, "two_arm")).assign(analysis="marginal")
    both = ours.merge(theirs, on=["wave", "analysis", "estimand"], suffixes=("", "_naive"))
    both = both[both["estimand"].isin(estimands)]
    assert len(both) and both["std_error"].notna().all()
    # What a school's pupils said before allocation takes most of the schools' difference out of later waves.
    if analysis in ("gee", "multilevel", "mixed_model"):
        assert both["std_error"].mean() > both["std_error_naive"].mean()
    else:
        assert (both["std_error"] > 1.25 * both["std_error_naive"]).all()


def test_without_any_resemblance_nothing_is_lost():
    apart = make_clustered_study(spread=0.0)
    alone = replace(apart, manifest=apart.manifest.model_copy(update={"cluster_randomised": None}))
    for outcome, analysis in (("score", "mixed_model"), ("report", "adjusted")):
        ours, theirs = (contrasts(rows(s, outcome, analysis)) for s in (apart, alone))
        assert np.allclose(ours["std_error"].mean(), theirs["std_error"].mean(), rtol=0.2)


def test_an_outcome_may_name_clusters_where_individuals_were_randomised(study):
    outcomes = cluster_outcomes()
    outcomes["score"] |= {"cluster": "site"}
    manifest = study.manifest.model_validate(
        study.manifest.model_dump(exclude_none=True) | {"outcomes": outcomes, "cluster_randomised": None}
    )
    sites = replace(study, manifest=manifest)
    assert rows(sites, "score", "mixed_model")["method"].str.contains("clustering by site").any()
    crude = contrasts(rows(sites, "score", "two_arm"))
    assert crude["warnings"].str.contains("clusters (site) are ignored", regex=False).all()
    assert contrasts(rows(sites, "report", "two_arm"))["warnings"].isna().all()


@pytest.mark.parametrize(
    ("outcome", "analysis"),
    [pair for pair in sorted(RESPECT) if pair[1] != "gee"],
)
def test_fewer_than_six_clusters_have_no_p_value_and_say_so(outcome, analysis):
    few = make_clustered_study(schools=4)
    table = rows(few, outcome, analysis)
    found = table[table["estimand"].isin(RESPECT[outcome, analysis]) & table["contrast"].notna()]
    found = found[found["estimate"].notna()]
    assert len(found) and found["p_value"].isna().all()
    told = found[found["wave"].isna() | (found["wave"] != "start")]
    assert told["warnings"].str.contains("no p-value", regex=False).all()


def test_one_cluster_per_arm_can_tell_nothing_and_says_so():
    pair = make_clustered_study(schools=2, pupils=60)
    for (outcome, analysis), estimands in RESPECT.items():
        table = rows(pair, outcome, analysis)
        found = table[table["estimand"].isin(estimands) & table["contrast"].notna()]
        assert len(found) and found["estimate"].isna().all()
        assert found["warnings"].str.contains("only one cluster", regex=False).all()


def test_a_separated_arm_has_no_interval_that_would_ignore_the_clusters(study):
    people = study.participants.copy()
    people.loc[people["arm"] == "treated", "report"] = 0
    table = rows(replace(study, participants=people), "report", "adjusted")
    found = table[table["estimand"] == "risk_difference"].iloc[0]
    assert found["estimate"] < 0 and pd.isna(found["ci_low"]) and pd.isna(found["p_value"])
    assert "no standard error that respects the clusters" in found["warnings"]


class TestMultiplicity:
    def test_the_test_that_stands_for_an_outcome_respects_the_clusters(self, study):
        table = adjust_p_values(
            concatenate(estimate_family(study, f) for f in ("smoking", "reports", "scores"))
        )
        primary = table[table["main"].fillna(False)]
        assert set(zip(primary["outcome"], primary["analysis"], primary["estimand"], strict=True)) == {
            ("smoking", "adjusted", "risk_difference"),
            ("cigarettes", "counts", "rate_ratio"),
            ("report", "adjusted", "risk_difference"),
            ("report_time", "survival", "rmst_difference"),
            ("score", "adjusted", "mean_difference"),
        }
        assert not primary["warnings"].fillna("").str.contains("are ignored").any()
        assert (primary["p_adjusted"].notna() == primary["p_value"].notna()).all()
        assert table.loc[~table["main"].fillna(False), "p_adjusted"].isna().all()

    def test_it_is_the_adjusted_comparison_where_individuals_were_randomised_too(self, naive):
        table = adjust_p_values(
            concatenate(estimate_family(naive, f) for f in ("smoking", "reports", "scores"))
        )
        primary = table[table["main"].fillna(False)]
        assert set(primary["analysis"]) == {"adjusted", "counts", "survival"}
        assert "start" not in set(primary["wave"].dropna())


@pytest.mark.parametrize(("outcome", "analysis"), ANALYSES)
def test_an_interval_of_one_arm_respects_the_clusters_or_says_that_it_does_not(
    study, naive, outcome, analysis
):
    """Where it says nothing, it is another one than without clusters."""
    keys = ["estimand", "wave", "arm", "category", "time_weeks"]
    found = []
    for one in (study, naive):
        table = rows(one, outcome, analysis)
        of_arm = table["arm"].notna() & table["contrast"].isna() & table["ci_low"].notna()
        of_arm &= table["analysis"] != "plausibility"  # where most data sets lie, and no confidence interval
        found.append(table[of_arm].assign(**{key: table[key].astype(str) for key in keys}))
    ours, theirs = found
    ignored = ours["warnings"].fillna("").str.contains(f"one cluster ({CLUSTER})", regex=False)
    assert not theirs["warnings"].fillna("").str.contains("one cluster", regex=False).any()
    respects = ours[~ignored].merge(theirs, on=keys)
    assert (respects["ci_high_x"] != respects["ci_high_y"]).all()
    assert ignored.any() == (analysis in ("two_arm", "kaplan_meier"))


def test_an_arm_without_clusters_has_nothing_to_say(study):
    alone = study.participants.copy()
    alone.loc[alone["arm"] == study.arms[0], CLUSTER] = pd.NA
    outcome = study.outcomes["smoking"].model_copy(update={"cluster": CLUSTER})
    one = replace(study, participants=alone)
    table = to_frame(analyse("two_arm", one, "smoking", outcome))
    said = table[table["estimand"] == "risk"].groupby("arm")["warnings"].agg(lambda x: x.notna().any())
    assert not said[study.arms[0]] and said[study.arms[1]]
