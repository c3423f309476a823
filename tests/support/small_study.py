"""A small two-arm study in memory, in the shape that ingest writes."""

import numpy as np
import pandas as pd

from voorzorg.analyses.study import Study
from voorzorg.cohorts.manifest.model import Manifest
from voorzorg.config import Config

WAVES = ("start", "mid", "end")


def make_manifest(**changes) -> Manifest:
    content = {
        "name": "demo",
        "title": "Demo",
        "design": "two_arm",
        "catalogue": "all",
        "informant": "mother",
        "arms": {
            "reference": "control",
            "levels": {"control": {"label": "C", "codes": [0]}, "treated": {"label": "T", "codes": [1]}},
        },
        "waves": [
            {"key": wave, "label": wave, "weeks": 10 * k, "baseline": k == 0} for k, wave in enumerate(WAVES)
        ],
        "files": [{"path": "x.csv", "holds": "participants", "id": "id"}],
        "variables": {
            "age": {"label": "Age", "type": "number", "role": "baseline"},
            "work": {"label": "Work", "type": "binary", "role": "baseline"},
            "school": {"label": "School", "type": "category", "role": "baseline"},
            "smokes": {"label": "Smokes", "type": "binary"},
            "score": {"label": "Score", "type": "number"},
            "cigarettes": {"label": "Cigarettes", "type": "integer"},
        },
        "clustering": {"site": "site"},
        "outcomes": {
            "smoking": {
                "label": "Smoking",
                "type": "binary",
                "variable": "smokes",
                "better": "lower",
                "waves": list(WAVES),
                "family": "smoking",
                "analyses": ["two_arm", "adjusted", "multilevel", "gee", "imputation"],
            },
            "report": {
                "label": "Report",
                "type": "binary",
                "variable": "report",
                "better": "lower",
                "family": "reports",
            },
            "report_time": {
                "label": "Time to report",
                "type": "time",
                "variable": "report_weeks",
                "better": "lower",
                "event": "report",
                "family": "reports",
                "horizon_weeks": 100,
            },
            "score": {
                "label": "Score",
                "type": "continuous",
                "variable": "score",
                "better": "lower",
                "waves": list(WAVES),
                "family": "scores",
                "analyses": ["two_arm", "adjusted", "mixed_model"],
            },
            "cigarettes": {
                "label": "Cigarettes",
                "type": "count",
                "variable": "cigarettes",
                "better": "lower",
                "waves": ["end"],
                "family": "smoking",
            },
        },
    }
    return Manifest.model_validate(content | changes)


def make_study(n: int = 200, seed: int = 7, manifest: Manifest | None = None, **config) -> Study:
    """Half the participants treated; treatment lowers smoking and score; some drop out over the waves."""
    rng = np.random.default_rng(seed)
    arm = np.array(["control", "treated"])[np.arange(n) % 2]
    treated = (arm == "treated").astype(int)
    random_intercept = rng.normal(0, 1.5, n)
    report = rng.random(n) < 0.25 - 0.1 * treated
    participants = pd.DataFrame(
        {
            "participant_id": [f"p{k:04d}" for k in range(n)],
            "arm": arm,
            "site": [f"s{k % 8}" for k in range(n)],
            "age": pd.array(rng.normal(20, 2, n).round(1), dtype="Float64"),
            "work": pd.array((rng.random(n) < 0.3).astype(int), dtype="Int64"),
            "school": rng.choice(["low", "middle", "high"], n),
            "report": pd.array(report.astype(int), dtype="Int64"),
            "report_weeks": pd.array(np.where(report, rng.uniform(0, 100, n), 100), dtype="Float64"),
            "risk_factors": pd.array(rng.integers(3, 10, n), dtype="Int64"),
        }
    )
    participants.loc[0, "age"] = pd.NA
    parts = []
    present = np.ones(n, dtype=bool)
    for k, wave in enumerate(WAVES):
        present &= rng.random(n) > 0.08 * k
        smokes = rng.random(n) < 1 / (1 + np.exp(-(0.2 - 0.6 * treated * (k > 0) + random_intercept)))
        parts.append(
            pd.DataFrame(
                {
                    "participant_id": participants["participant_id"],
                    "arm": arm,
                    "wave": wave,
                    "informant": "mother",
                    "smokes": pd.array(smokes.astype(int), dtype="Int64"),
                    "score": pd.array(50 + 3 * random_intercept - 2 * k * treated + rng.normal(0, 3, n)),
                    "cigarettes": pd.array(smokes * rng.poisson(8, n), dtype="Int64"),
                }
            )[present]
        )
    settings = Config(cohorts={}, analysis={"adjust": ["age", "work"], "imputations": 5} | config)
    return Study(
        manifest or make_manifest(), participants, pd.concat(parts, ignore_index=True), settings, "synthetic"
    )
