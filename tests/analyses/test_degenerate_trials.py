"""Trials that something is wrong with: every comparison has a number and an interval, or a sentence."""

import re
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from clustered_study import CLUSTER, make_clustered_study
from small_study import make_study

from voorzorg.analyses.run import estimate_family
from voorzorg.estimates.table import concatenate

#: What a library says of arrays, and what the run says of an exception that nobody foresaw.
NO_SENTENCE = re.compile(r"foreseen|[A-Z]\w+Error\b|\bshape\b|\barray\b|[Ss]ingular matrix|\bnan\b")
SCORES = ("smokes", "score", "cigarettes")


def study(clustered=True):
    return make_clustered_study(schools=8, pupils=10) if clustered else make_study(80)


def with_people(made, **columns):
    return replace(made, participants=made.participants.assign(**columns), kept={})


def with_waves(made, change):
    waves = made.waves.copy()
    for name in SCORES:
        if name in waves:
            waves[name] = change(waves, waves[name])
    return replace(made, waves=waves, kept={})


def treated(table):
    return (table["arm"] == "treated").to_numpy()


def number(values, like):
    return pd.array(np.broadcast_to(values, len(like)).astype(float), dtype="Float64")


def at_end(waves):
    return (waves["wave"] == "end").to_numpy()


def first_of_each_arm(waves):
    people = waves[at_end(waves)].drop_duplicates("arm")["participant_id"]
    return waves["participant_id"].isin(people).to_numpy()


def without_events(made):
    people = with_people(made, report=made.participants["report"].mask(treated(made.participants), 0))
    return with_waves(people, lambda w, y: y.mask(treated(w), 0))


VARIANTS = {
    "as it is": lambda m: m,
    "every participant a cluster": lambda m: with_people(
        m, **{CLUSTER: pd.array([f"c{k}" for k in range(len(m.participants))], dtype="string")}
    ),
    "some in no cluster": lambda m: with_people(
        m, **{CLUSTER: m.participants[CLUSTER].mask(np.arange(len(m.participants)) % 9 == 0)}
    ),
    "treated arm without events": without_events,
    "nothing varies": lambda m: with_waves(
        with_people(m, report=m.participants["report"] * 0), lambda _, y: y * 0 + 1
    ),
    "nobody measured at the end": lambda m: with_waves(m, lambda w, y: y.mask(at_end(w))),
    "one of each arm measured at the end": lambda m: with_waves(
        m, lambda w, y: y.mask(at_end(w) & ~first_of_each_arm(w))
    ),
    "infinite covariate": lambda m: with_people(
        m, age=number(np.where(np.arange(len(m.participants)) == 4, np.inf, 20.0), m.participants)
    ),
    "constant covariate": lambda m: with_people(m, age=number(20.0, m.participants)),
    "covariate that tells the outcome": lambda m: with_people(
        m, age=number(20.0 + 10 * m.participants["report"].to_numpy(float), m.participants)
    ),
    "arm of nobody": lambda m: replace(
        m, participants=m.participants[~treated(m.participants)], waves=m.waves[~treated(m.waves)], kept={}
    ),
    "all times nought": lambda m: with_people(m, report_weeks=number(0.0, m.participants)),
}


def fails(row) -> bool:
    numbers = [row.estimate, row.ci_low, row.ci_high]
    known = [value is not None and pd.notna(value) and np.isfinite(value) for value in numbers]
    tested = pd.notna(row.p_value) or str(row.wave) == "start" or row.estimand == "standardised_difference"
    told = pd.notna(row.warnings) and len(row.warnings) > 5
    if told and NO_SENTENCE.search(row.warnings):
        return True
    if row.estimand == "joint_test":
        return not (pd.notna(row.p_value) or told)
    return not (all(known) and tested) and not told


@pytest.mark.parametrize("clustered", [True, False])
@pytest.mark.parametrize("variant", VARIANTS)
def test_every_comparison_has_a_number_or_a_sentence(variant, clustered):
    made = study(clustered)
    if not clustered and "cluster" in variant:
        pytest.skip("no clusters")
    outcomes = {
        key: one.model_copy(update={"analyses": tuple(a for a in one.chosen_analyses if a != "imputation")})
        for key, one in made.outcomes.items()
    }
    manifest = made.manifest.model_copy(update={"outcomes": outcomes})
    made = VARIANTS[variant](replace(made, manifest=manifest, kept={}))
    table = concatenate(estimate_family(made, f) for f in dict.fromkeys(o.family for o in outcomes.values()))
    compared = table["contrast"].notna() & ~table["estimand"].isin(["random_effect_sd", "icc", "sd"])
    alone = table["contrast"].isna() & table["arm"].isna()
    table = table[compared | alone].astype({"wave": object, "warnings": object})
    assert len(table) > 5
    wrong = [(r.outcome, r.analysis, r.estimand, r.wave, r.warnings) for r in table.itertuples() if fails(r)]
    assert not wrong
