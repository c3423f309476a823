"""The whole trial: 60 imputed sets with every analysis pooled, beside mice and lme4 in the same run.

    python -m benchmarks.missing.whole [--tidy results/voorzorg_rct/tidy] [--sets 1]

Needs the tidy tables of a finished run. Ours: every outcome imputed jointly by arm, then every analysis that
an outcome has pooled (``pool: all``): adjusted contrasts, GEE, multilevel and mixed models, negative
binomial, restricted means and Cox, with sensitivity and the bootstrap. R: mice by arm on the same frame, with
the same predictors, methods and iterations, for as many sets as asked, and on each of them lme4's multilevel
model of one outcome; nothing else is analysed there, where ours has that model of 19 outcomes. Compared is
processor time per set, in one process each; what R would take for as many sets as ours is that times their
number.
"""

from __future__ import annotations

import argparse
import subprocess
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.measure import ROOT, publish
from voorzorg.analyses.missing.joint import ITERATIONS, asks, impute_study, joint_frame, predictors_of
from voorzorg.analyses.run import pool_outcomes
from voorzorg.analyses.study import Study
from voorzorg.cohorts.manifest.model import read_manifest
from voorzorg.config import read_config

R_SCRIPT = Path(__file__).with_name("whole.R")
OUTCOME = "ipv_victim_physical_minor"


def ours(study: Study) -> tuple[float, float, int]:
    """Processor seconds of imputation and of all pooled analyses, and how many rows they give."""
    start = time.process_time()
    study.kept["imputed"] = impute_study(study)
    imputed = time.process_time()
    table = pool_outcomes(study, [key for key, outcome in study.outcomes.items() if asks(outcome)])
    return imputed - start, time.process_time() - imputed, len(table)


def frame_for_r(study: Study, folder: Path) -> None:
    """The joint frame, who predicts whom, and how each column is drawn, under names that R likes."""
    joint = joint_frame(study)
    names = {str(name): f"v{k}" for k, name in enumerate(joint.frame.columns)}
    frame = joint.frame.rename(columns=names).copy()
    # mice has no values that do not exist: where a condition fails the column is zero.
    for name, gate in joint.only_where.items():
        frame.loc[joint.frame[gate] == 0, names[name]] = 0.0
    frame["nurse"] = study.participants["nurse"].astype("string").fillna("").to_numpy()
    frame.to_csv(folder / "frame.csv", index=False)
    chosen = predictors_of(joint)
    rows = [(names[t], names[p]) for t, own in chosen.items() for p in own]
    pd.DataFrame(rows, columns=["target", "predictor"]).to_csv(folder / "predictors.csv", index=False)
    kinds = [(names[t], joint.kinds[t]) for t in chosen]
    pd.DataFrame(kinds, columns=["column", "kind"]).to_csv(folder / "kinds.csv", index=False)
    outcome = study.outcomes[OUTCOME]
    waves = [names[f"{outcome.variable}@{wave}@{outcome.informant}"] for wave in study.wave_keys(outcome)]
    pd.DataFrame({"column": waves}).to_csv(folder / "waves.csv", index=False)


def theirs(study: Study, sets: int) -> tuple[float, float]:
    """Processor seconds of mice and of lme4, for so many sets."""
    with tempfile.TemporaryDirectory() as name:
        frame_for_r(study, Path(name))
        command = ["Rscript", str(R_SCRIPT), name, str(sets), str(ITERATIONS)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
    seconds = dict(line.split() for line in done.stdout.splitlines() if line.startswith(("mice", "lme4")))
    return float(seconds["mice"]), float(seconds["lme4"])


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--tidy", type=Path, default=ROOT / "results/voorzorg_rct/tidy")
    parser.add_argument("--sets", type=int, default=1, help="sets that R makes")
    given = parser.parse_args()
    manifest = read_manifest(ROOT / "data/cohorts/voorzorg_rct/cohort.yaml")
    config = read_config(ROOT / "config.yaml")
    config = config.model_copy(update={"analysis": config.analysis.model_copy(update={"pool": "all"})})
    study = Study.read(manifest, given.tidy, config, "synthetic", outcomes_only=True)
    m = config.analysis.imputations
    imputation, pooling, rows = ours(study)
    mice, lme4 = theirs(study, given.sets)
    per_set = np.array([imputation, pooling]) / m, np.array([mice, lme4]) / given.sets
    times = per_set[1].sum() / per_set[0].sum()
    publish(
        "missing",
        [
            {"what": f"ours, {m} sets: imputation", "cpu s": imputation, "cpu s per set": per_set[0][0]},
            {"what": f"ours, {m} sets: {rows} pooled rows", "cpu s": pooling, "cpu s per set": per_set[0][1]},
            {"what": f"mice, {given.sets} sets", "cpu s": mice, "cpu s per set": per_set[1][0]},
            {
                "what": f"lme4, one outcome of {given.sets} sets",
                "cpu s": lme4,
                "cpu s per set": per_set[1][1],
            },
            {"what": "times faster, whole against mice + lme4", "cpu s per set": times},
            {"what": "times faster, imputation against mice", "cpu s per set": per_set[1][0] / per_set[0][0]},
        ],
    )


if __name__ == "__main__":
    main()
