"""A trial that randomised schools: the pupils of a school resemble each other, and the arms do not differ."""

import numpy as np
import pandas as pd
from small_study import WAVES, make_manifest

from voorzorg.analyses.study import Study
from voorzorg.config import Config

CLUSTER = "school_id"


def cluster_outcomes() -> dict:
    outcomes = {key: outcome.model_dump() for key, outcome in make_manifest().outcomes.items()}
    outcomes["report"] |= {"analyses": ["two_arm", "adjusted", "multilevel"]}
    outcomes["cigarettes"] |= {"waves": ["end"]}
    return outcomes


def make_clustered_study(
    schools: int = 40, pupils: int = 20, seed: int = 3, spread: float = 1.0, **changes
) -> Study:
    """``spread`` is the standard deviation between schools (of pupils: 1), on the scale of each outcome."""
    rng = np.random.default_rng(seed)
    n = schools * pupils
    school = np.repeat(np.arange(schools), pupils)
    arm = np.array(["control", "treated"])[school % 2]
    level = spread * rng.normal(size=schools)[school]
    own = rng.normal(size=n)
    hazard = np.exp(level) / 150
    time = rng.exponential(1 / hazard)
    people = pd.DataFrame(
        {
            "participant_id": [f"p{k:04d}" for k in range(n)],
            "arm": arm,
            CLUSTER: [f"school {k}" for k in school],
            "site": [f"town {k % 5}" for k in school],
            "age": pd.array(rng.normal(20, 2, n).round(1), dtype="Float64"),
            "work": pd.array((rng.random(n) < 0.3).astype(int), dtype="Int64"),
            "school": rng.choice(["low", "middle", "high"], n),
            "report": pd.array((time < 100).astype(int), dtype="Int64"),
            "report_weeks": pd.array(np.minimum(time, 100), dtype="Float64"),
        }
    )
    parts = []
    for wave in WAVES:
        smokes = rng.random(n) < 1 / (1 + np.exp(-(level + own)))
        parts.append(
            pd.DataFrame(
                {
                    "participant_id": people["participant_id"],
                    "arm": arm,
                    "wave": wave,
                    "informant": "mother",
                    "smokes": pd.array(smokes.astype(int), dtype="Int64"),
                    "score": 50 + 3 * (level + own) + rng.normal(0, 2, n),
                    "cigarettes": pd.array(rng.poisson(np.exp(0.5 * level)), dtype="Int64"),
                }
            )[rng.random(n) < 0.95]
        )
    settings = Config(cohorts={}, analysis={"adjust": ["age"], "imputations": 5})
    content = {"outcomes": cluster_outcomes(), "cluster_randomised": CLUSTER} | changes
    return Study(make_manifest(**content), people, pd.concat(parts, ignore_index=True), settings, "synthetic")
