"""Studies that imputation cannot carry get rows with a reason, never an exception and never a bare number."""

import numpy as np
import pandas as pd
import pytest
from clustered_study import make_clustered_study
from small_study import make_study

from voorzorg.analyses.missing.outcome import impute_and_compare
from voorzorg.analyses.missing.pool import pool_analysis
from voorzorg.analyses.missing.sets import imputed_sets
from voorzorg.analyses.run import pool_outcomes
from voorzorg.messages import RefusedError, as_messages

POOLED = ("adjusted", "gee")


def changed(kind: str):
    """A study of which the last wave of smoking is spoilt."""
    study = make_study(2 if kind == "two rows" else 120, imputations=5, contour_deltas=[-1, 1])
    waves = study.waves.copy()
    last = waves["wave"] == "end"
    if kind == "arm missing":
        waves.loc[last & (waves["arm"] == "treated"), "smokes"] = pd.NA
    elif kind == "all missing":
        waves.loc[last, "smokes"] = pd.NA
    elif kind == "constant":
        waves.loc[last, "smokes"] = 0
    elif kind == "perfect prediction":
        waves.loc[last, "smokes"] = (waves.loc[last, "arm"] == "treated").astype(int)
    return type(study)(study.manifest, study.participants, waves, study.config, study.data_kind)


@pytest.mark.filterwarnings("error::RuntimeWarning")
@pytest.mark.parametrize("kind", ["arm missing", "all missing", "constant", "perfect prediction", "two rows"])
def test_what_cannot_be_imputed_says_why(kind) -> None:
    study = changed(kind)
    outcome = study.outcomes["smoking"]
    try:
        rows = impute_and_compare(study, "smoking", outcome)
        for analysis in POOLED:
            rows += pool_analysis(study, "smoking", outcome, analysis, imputed_sets(study))
    except RefusedError as error:
        assert str(error.message)
        return
    assert rows
    for row in rows:
        estimate = row.estimate
        if row.estimand != "tipping_point" and (estimate is None or not np.isfinite(estimate)):
            assert as_messages(row.warnings), row
        elif row.converged is False:
            assert as_messages(row.warnings) or row.analysis in ("contour", "tipping"), row


def spoilt(kind: str):
    """A study with something that nobody meant in it."""
    study = make_study(120, imputations=3)
    people, waves = study.participants.copy(), study.waves.copy()
    if kind == "negative count":
        waves.loc[waves.index[waves["wave"] == "end"][5], "cigarettes"] = -9
    elif kind == "infinite covariate":
        people.loc[3, "age"] = np.inf
    elif kind == "constant covariate":
        people["age"] = 20.0
    elif kind == "everything missing":
        waves[["smokes", "score", "cigarettes"]] = pd.NA
    elif kind == "a category seen once":
        people["work"] = pd.array([1] + [0] * (len(people) - 1), dtype="Int64")
    return type(study)(study.manifest, people, waves, study.config, study.data_kind)


@pytest.mark.parametrize(
    "kind",
    [
        "negative count",
        "infinite covariate",
        "constant covariate",
        "everything missing",
        "a category seen once",
    ],
)
def test_the_rows_of_a_run_say_what_is_wrong(kind) -> None:
    study = spoilt(kind)
    table = pool_outcomes(study, ["smoking", "cigarettes", "score"])
    assert len(table)
    empty = table[table["estimate"].isna() & table["p_value"].isna()]
    assert empty["warnings"].notna().all()
    said = " ".join(table["warnings"].dropna())
    if kind == "negative count":
        assert "holds values below 0" in said
    elif kind in ("everything missing", "infinite covariate"):
        assert table["estimate"].isna().all()
        assert ("never observed" if kind == "everything missing" else "age holds infinite values") in said
        assert "not foreseen" not in said and "every participant was measured" not in said
    else:
        assert table["estimate"].notna().any()


OTHERS = ("one in an arm", "the same column twice", "nothing missing", "zeros only", "all censored")


def lopsided(kind: str):
    """A study that pools every analysis, with too little of something."""
    study = make_study(80, imputations=3, pool="all", contour_deltas=[-1, 1])
    people, waves = study.participants.copy(), study.waves.copy()
    if kind == "one in an arm":
        kept = people.loc[(people["arm"] == "control") | (people.index == 1), "participant_id"]
        people, waves = (t[t["participant_id"].isin(kept)].reset_index(drop=True) for t in (people, waves))
    elif kind == "the same column twice":
        people["age"] = people["work"].astype("Float64")
    elif kind == "nothing missing":
        waves = waves[waves.groupby("participant_id")["wave"].transform("size") == 3]
        people = people[people["participant_id"].isin(waves["participant_id"])].reset_index(drop=True)
    elif kind == "zeros only":
        waves["cigarettes"] = pd.array([0] * len(waves), dtype="Int64")
    elif kind == "all censored":
        people["report"] = pd.array([0] * len(people), dtype="Int64")
        people["report_weeks"] = pd.array([100.0] * len(people), dtype="Float64")
        people.loc[:5, ["report", "report_weeks"]] = pd.NA
    return type(study)(study.manifest, people, waves, study.config, study.data_kind)


@pytest.mark.filterwarnings("error::RuntimeWarning")
@pytest.mark.parametrize("kind", OTHERS)
def test_too_little_of_something_has_a_reason_in_every_pooled_analysis(kind) -> None:
    study = lopsided(kind)
    for key in ("smoking", "cigarettes", "report", "report_time"):
        for row in impute_and_compare(study, key, study.outcomes[key]):
            numbers = [n for n in (row.estimate, row.p_value) if n is not None and np.isfinite(n)]
            assert numbers or as_messages(row.warnings), row


def test_a_cluster_of_one_woman_is_pooled_as_any() -> None:
    study = make_clustered_study(schools=12)
    people = study.participants.copy()
    column = study.cluster_of(study.outcomes["smoking"])
    people.loc[people.index[0], column] = "alone"
    alone = type(study)(study.manifest, people, study.waves, study.config, study.data_kind)
    table = pool_outcomes(alone, ["smoking"])
    assert table[table["analysis"] == "imputation"]["estimate"].notna().any()


def test_few_clusters_have_no_p_value_after_pooling_either() -> None:
    study = make_clustered_study(schools=4)
    rows = pool_analysis(study, "smoking", study.outcomes["smoking"], "adjusted", imputed_sets(study))
    contrasts = [row for row in rows if row.contrast]
    assert contrasts
    for row in contrasts:
        assert row.p_value is None
        assert any(one.key == "few-clusters" for one in as_messages(row.warnings))
