"""Small studies of every design, in which each analysis finds something to do: their results are pinned."""

from dataclasses import replace

import numpy as np
import pandas as pd
from clustered_study import CLUSTER, cluster_outcomes, make_clustered_study
from small_study import WAVES, make_manifest, make_study

from voorzorg.analyses.study import Study
from voorzorg.cohorts.manifest.model import Manifest
from voorzorg.config import Config

PLAN = {
    "primary": {
        "procedure": "holm",
        "hypotheses": [{"outcome": "smoking", "wave": "mid"}, {"outcome": "score", "wave": "end"}],
    },
    "moderators": [
        {"variable": "work", "outcomes": ["smoking", "score"]},
        {"variable": "age", "outcomes": ["smoking"], "cuts": [19, 21]},
    ],
    "compliance": {"visits": 8, "sensitivity": [4, 12]},
}  # fmt: skip
VISITS = {
    "phases": [
        {"key": "first", "label": "First", "from_weeks": 0, "until_weeks": 8, "planned": 6, "goal": 0.5},
        {"key": "second", "label": "Second", "from_weeks": 8, "until_weeks": 20, "planned": 8, "goal": 0.8},
    ]
}
VARIABLES = {
    "partner": {"label": "Partner", "type": "binary"},
    "hit": {"label": "Hit", "type": "binary"},
    "total": {"label": "Total", "type": "number"},
}


def trial_manifest(**changes) -> Manifest:
    """The small trial with every analysis of its outcomes, a plan, visits, conditions and a derived score."""
    content = make_manifest().model_dump(by_alias=True, exclude_unset=True)
    every = list(WAVES)
    outcomes = content["outcomes"]
    outcomes["smoking"] |= {
        "equivalence_margin": 0.2,
        "analyses": [
            "two_arm", "adjusted", "multilevel", "gee", "imputation", "doubly_robust", "compliers", "dose",
        ],
        "pool": ["adjusted", "gee", "multilevel"],
    }  # fmt: skip
    outcomes["report"] |= {"analyses": ["two_arm", "adjusted", "multilevel"], "horizon_weeks": None}
    outcomes["report_time"] |= {"analyses": ["kaplan_meier", "imputation"], "horizon_weeks": 90}
    outcomes["placed_time"] = outcomes["report_time"] | {
        "label": "Time to report at home",
        "competing": {"variable": "placed_weeks", "event": "placed"},
        "analyses": ["kaplan_meier"],
    }
    outcomes["score"] |= {
        "unit": {"nl": "punten", "en": "points"},
        "equivalence_margin": 2.0,
        "analyses": ["two_arm", "adjusted", "mixed_model", "imputation", "doubly_robust"],
        "pool": ["mixed_model"],
    }
    outcomes["cigarettes"] |= {
        "waves": ["start", "end"],
        "zero_where": "smokes",
        "analyses": ["two_arm", "adjusted", "negative_binomial", "mixed_model", "imputation"],
        "pool": ["negative_binomial"],
    }
    hit = {
        "label": "Hit", "type": "binary", "variable": "hit", "only_where": "partner", "better": "lower",
        "waves": every, "family": "violence", "analyses": ["two_arm", "bounds", "imputation"],
    }  # fmt: skip
    outcomes["hit"] = hit
    outcomes["hit_of_all"] = hit | {"where_not": 0, "analyses": ["two_arm", "imputation"]}
    content |= {
        "plan": PLAN,
        "visits": VISITS,
        "files": [
            {"path": "x.csv", "holds": "participants", "id": "id"},
            {"path": "v.csv", "holds": "visits", "id": "id", "weeks_column": "weeks"},
        ],
        "variables": content["variables"] | VARIABLES,
        "clustering": {"site": "site", "nurse": "nurse", "nurse_arms": ["treated"]},
    }
    return Manifest.model_validate(content | changes)


def trial(n: int = 120, manifest: Manifest | None = None, **config) -> Study:
    """Women at sites, the treated with nurses and visits; partners, placements, and gaps of several kinds."""
    settings = {
        "imputations": 3,
        "contour_deltas": [-1.0, 1.0],
        "tipping_deltas": [-1.0, 0.0, 2.0],
        "reference_strategies": ["jump", "copy", "increments", "last_mean"],
        "reference_samples": 10,
    }
    study = make_study(n, seed=11, manifest=manifest or trial_manifest(), **(settings | config))
    rng = np.random.default_rng(5)
    people, waves = study.participants.copy(), study.waves.copy()
    treated = (people["arm"] == "treated").to_numpy()
    people["nurse"] = pd.array(
        np.where(treated, [f"nurse {k // 2 % 5}" for k in range(n)], None), dtype="string"
    )
    placed = rng.random(n) < 0.2
    people["placed"] = pd.array(placed.astype(int), dtype="Int64")
    people["placed_weeks"] = pd.array(np.where(placed, rng.uniform(0, 100, n), 100.0), dtype="Float64")
    unknown = rng.random(n) < 0.1
    people.loc[unknown, ["report", "report_weeks"]] = pd.NA
    waves["partner"] = pd.array((rng.random(len(waves)) < 0.7).astype(int), dtype="Int64")
    waves["hit"] = waves["smokes"].where(waves["partner"] == 1)
    for name, share in (("hit", 0.1), ("partner", 0.05), ("smokes", 0.03), ("score", 0.04)):
        waves.loc[rng.random(len(waves)) < share, name] = pd.NA
    waves.loc[waves["smokes"].isna(), "cigarettes"] = pd.NA
    waves.loc[rng.random(len(waves)) < 0.05, "cigarettes"] = pd.NA
    return replace(study, participants=people, waves=waves, visits=_log(people, rng))


def _log(people: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Visits of the treated: none to twenty each, with their week and length."""
    treated = people.loc[people["arm"] == "treated", "participant_id"].to_numpy()
    times = rng.integers(0, 20, len(treated))
    ids = np.repeat(treated, times)
    return pd.DataFrame(
        {
            "participant_id": ids,
            "weeks": pd.array(rng.uniform(0, 22, len(ids)).round(1), dtype="Float64"),
            "minutes": pd.array(rng.integers(20, 90, len(ids)), dtype="Int64"),
        }
    )


def three_arms() -> Study:
    """Two treated arms beside a reference, at sites that outcomes respect."""
    levels = {key: {"label": key, "codes": [k]} for k, key in enumerate(("control", "light", "treated"))}
    content = make_manifest().model_dump(by_alias=True, exclude_unset=True)
    for outcome in content["outcomes"].values():
        outcome |= {"analyses": [a for a in outcome.get("analyses", ()) if a != "imputation"] or None}
    manifest = Manifest.model_validate(
        content | {"design": "multi_arm", "arms": {"reference": "control", "levels": levels}}
    )
    study = make_study(120, seed=5, manifest=manifest)
    light = {f"p{k:04d}" for k in range(0, 120, 3)}

    def apart(table: pd.DataFrame) -> pd.DataFrame:
        return table.assign(arm=table["arm"].where(~table["participant_id"].isin(light), "light"))

    return replace(study, participants=apart(study.participants), waves=apart(study.waves))


def clusters(**changes) -> Study:
    """Twelve schools of nine pupils, randomised whole; imputed and pooled too."""
    outcomes = cluster_outcomes()
    outcomes["smoking"] |= {"pool": ["adjusted", "gee", "multilevel"], "equivalence_margin": 0.3}
    outcomes["score"] |= {"analyses": ["two_arm", "adjusted", "mixed_model", "doubly_robust"]}
    study = make_clustered_study(12, 9, outcomes=outcomes, **changes)
    rng = np.random.default_rng(2)
    people = study.participants.assign(
        pair=pd.array([f"pair {int(s.split()[1]) // 2}" for s in study.participants[CLUSTER]], dtype="string")
    )
    waves = study.waves.assign(partner=pd.array(rng.integers(0, 2, len(study.waves)), dtype="Int64"))
    config = study.config.model_copy(
        update={"analysis": study.config.analysis.model_copy(update={"imputations": 3})}
    )
    return replace(study, participants=people, waves=waves, config=config)


ONE_ARM_WAVES = ("start", "m3", "m12", "m24")


def one_arm(n: int = 30, design: str = "one_arm", data_kind: str = "synthetic", **changes) -> Study:
    """Families followed from before birth by mother and nurse, with visits of two kinds of depth."""
    weeks = (-10, 13, 52, 104)
    analyses = ["describe", "change", "agreement", "single_case"]
    content = {
        "name": "small", "title": "Small", "design": design, "informant": "mother", "adjust": [],
        "waves": [
            {"key": wave, "label": wave, "weeks": at} for wave, at in zip(ONE_ARM_WAVES, weeks, strict=True)
        ],
        "files": [{"path": "x.csv", "holds": "participants", "id": "id"}],
        "entry": "entry",
        "variables": {
            "entry": {"label": "Entry", "type": "number"},
            "age": {"label": "Age", "type": "integer", "role": "baseline"},
            "region": {"label": "Region", "type": "category", "role": "baseline"},
            "depression": {"label": "Depression", "type": "number"},
            "neglect": {"label": "Neglect", "type": "binary"},
            "minutes": {"label": "Minutes", "type": "integer"},
            "crisis": {"label": "Crisis", "type": "binary"},
        },
        "visits": {
            "phases": [
                {"key": "pregnancy", "label": "P", "from_weeks": -20, "until_weeks": 0,
                 "planned": 4, "goal": 0.5},
                {"key": "year_one", "label": "1", "from_weeks": 0, "until_weeks": 52,
                 "planned": 10, "goal": 0.8},
            ]
        },
        "outcomes": {
            "depression": {
                "label": "Depression", "type": "continuous", "variable": "depression", "family": "mood",
                "waves": list(ONE_ARM_WAVES), "compare_informant": "nurse", "better": "lower",
                "cut_off": 13, "reliability": 0.87, "norm_sd": 5.0, "analyses": analyses,
            },
            "own_norm": {
                "label": "Depression", "type": "continuous", "variable": "depression", "family": "mood",
                "waves": ["m12", "start"], "informant": "nurse", "better": "higher", "reliability": 0.8,
                "analyses": ["describe", "change"],
            },
            "neglect": {
                "label": "Neglect", "type": "binary", "variable": "neglect", "better": "lower",
                "waves": ["start", "m12", "m24"], "informant": "nurse", "compare_informant": "mother",
                "family": "safety", "analyses": analyses,
            },
            "report": {
                "label": "Report", "type": "time", "variable": "report_weeks", "better": "lower",
                "event": "report", "family": "safety", "horizon_weeks": 100, "analyses": ["describe"],
            },
        },
    }  # fmt: skip
    rng = np.random.default_rng(8)
    ids = np.array([f"p{k}" for k in range(n)])
    reported = rng.random(n) < 0.4
    people = pd.DataFrame(
        {
            "participant_id": ids,
            "arm": pd.array([pd.NA] * n, dtype="string"),
            "age": pd.array(rng.integers(18, 34, n), dtype="Int64"),
            "region": pd.array(rng.choice(["north", "south", "west"], n), dtype="string"),
            "entry": pd.array(rng.choice([-20.0, -10.0, 0.0, 26.0], n), dtype="Float64"),
            "report": pd.array(reported.astype(int), dtype="Int64"),
            "report_weeks": pd.array(
                np.where(reported, rng.uniform(5, 120, n), 120).round(), dtype="Float64"
            ),
        }
    )
    level, parts = rng.normal(14, 4, n), []
    for informant, sometimes in (("mother", 1.0), ("nurse", 0.8)):
        for k, wave in enumerate(ONE_ARM_WAVES):
            there = (rng.random(n) < 1 - 0.1 * k) & (rng.random(n) < sometimes)
            score = (level - 1.5 * k + rng.normal(0, 2, n)).round().clip(0, 30)
            neglect = rng.random(n) < 0.6 - 0.15 * k
            parts.append(
                pd.DataFrame(
                    {
                        "participant_id": ids,
                        "arm": pd.array([pd.NA] * n, dtype="string"),
                        "wave": wave,
                        "informant": informant,
                        "depression": pd.array(score, dtype="Float64"),
                        "neglect": pd.array(neglect.astype(int), dtype="Int64"),
                    }
                )[there]
            )
    visited = np.repeat(ids[1:], rng.integers(1, 16, n - 1))
    visits = pd.DataFrame(
        {
            "participant_id": visited,
            "weeks": pd.array(rng.uniform(-22, 60, len(visited)).round(1), dtype="Float64"),
            "minutes": pd.array(rng.integers(20, 90, len(visited)), dtype="Int64"),
            "crisis": pd.array((rng.random(len(visited)) < 0.2).astype(int), dtype="Int64"),
        }
    )
    manifest = Manifest.model_validate(content | changes)
    waves = pd.concat(parts, ignore_index=True)
    return Study(manifest, people, waves, Config(cohorts={}), data_kind, visits)
