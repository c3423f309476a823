"""The whole trial: 60 imputed sets with every analysis pooled, beside mice and lme4 in the same run.

    python -m benchmarks.missing.whole [--tidy results/voorzorg_rct/tidy] [--sets 1]

Needs the tidy tables of a finished run. Ours: every outcome imputed jointly by arm, then every analysis of
every outcome pooled (``pool: all``): adjusted contrasts, GEE, multilevel and mixed models, negative
binomial, restricted means and Cox, with sensitivity and the bootstrap. R: mice by arm on the same frame, with
the same predictors, methods and iterations, and lme4's multilevel model of ``OUTCOMES`` on the same rows with
the same terms (Laplace, its default), for as many sets as asked. Two ratios of processor time per set, in one
process each: the same work on both sides (imputation, and the multilevel models of these outcomes), and ours
with every analysis against mice and lme4's models of all outcomes that have one, taking the others to cost
what these did on average.
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
from voorzorg.analyses.missing.joint import (
    ITERATIONS,
    asks,
    cell_of,
    impute_study,
    joint_frame,
    predictors_of,
)
from voorzorg.analyses.missing.pool import pool_analysis
from voorzorg.analyses.run import pool_outcomes
from voorzorg.analyses.study import Study, design_columns
from voorzorg.cohorts.manifest.model import read_manifest
from voorzorg.config import read_config

R_SCRIPT = Path(__file__).with_name("whole.R")
#: From frequent to rare, and one of everybody.
OUTCOMES = (
    "ipv_victim_psychological_minor",
    "ipv_victim_physical_minor",
    "ipv_perpetrator_injury_severe",
    "smoking",
)


def ours(study: Study) -> tuple[float, dict[str, float], float, int]:
    """Processor seconds of imputation, of pooled multilevel models, of all pooled analyses; and rows."""
    start = time.process_time()
    imputed = study.kept["imputed"] = impute_study(study)
    imputation = time.process_time() - start
    keys = [key for key, outcome in study.outcomes.items() if asks(outcome)]
    start = time.process_time()
    table = pool_outcomes(study, keys)
    whole = time.process_time() - start
    models = {}
    for key in OUTCOMES:
        start = time.process_time()
        pool_analysis(study, key, study.outcomes[key], "multilevel", imputed)
        models[key] = time.process_time() - start
    return imputation, models, whole, len(table)


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
    held = []
    for key in OUTCOMES:
        outcome = study.outcomes[key]
        for wave in study.wave_keys(outcome):
            cell = cell_of(outcome, wave)
            gate = names.get(joint.only_where.get(cell, ""), "")
            held.append((key, names[cell], gate, int(wave != study.baseline_wave)))
    columns = ["outcome", "column", "gate", "effect"]
    pd.DataFrame(held, columns=columns).to_csv(folder / "waves.csv", index=False)
    covariates = design_columns(study.participants, study.covariates_of(study.outcomes[OUTCOMES[0]]))
    (covariates - covariates.mean()).to_csv(folder / "covariates.csv", index=False)


def theirs(study: Study, sets: int) -> dict[str, float]:
    """Processor seconds of mice and of lme4 by outcome, for so many sets."""
    with tempfile.TemporaryDirectory() as name:
        frame_for_r(study, Path(name))
        command = ["Rscript", str(R_SCRIPT), name, str(sets), str(ITERATIONS)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
    lines = (line.split() for line in done.stdout.splitlines())
    return {line[0]: float(line[1]) for line in lines if line[0].startswith(("mice", "lme4:"))}


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
    imputation, models, whole, rows = ours(study)
    found = theirs(study, given.sets)
    mice = found.pop("mice") / given.sets
    lme4 = {name.removeprefix("lme4:"): seconds / given.sets for name, seconds in found.items()}
    modelled = [
        key
        for key, outcome in study.outcomes.items()
        if "multilevel" in study.manifest.analyses_of(key, outcome) and len(study.wave_keys(outcome)) > 1
    ]
    same = (imputation + sum(models.values())) / m
    every = (imputation + whole) / m
    every_lme4 = len(modelled) * float(np.mean(list(lme4.values())))
    table = [
        {"what": f"ours, {m} sets: imputation", "cpu s": imputation, "cpu s per set": imputation / m},
        {"what": f"ours, {m} sets: {rows} pooled rows", "cpu s": whole, "cpu s per set": whole / m},
        {"what": f"mice, {given.sets} sets", "cpu s": mice * given.sets, "cpu s per set": mice},
    ]
    for key in OUTCOMES:
        table += [
            {"what": f"ours, multilevel: {key}", "cpu s": models[key], "cpu s per set": models[key] / m},
            {"what": f"lme4: {key}", "cpu s": lme4[key] * given.sets, "cpu s per set": lme4[key]},
        ]
    table += [
        {"what": "times faster, imputation", "cpu s per set": mice / (imputation / m)},
        {
            "what": f"times faster, imputation and multilevel models of {len(OUTCOMES)} outcomes",
            "cpu s per set": (mice + sum(lme4.values())) / same,
        },
        {
            "what": f"times faster, every analysis against mice and {len(modelled)} models of lme4",
            "cpu s per set": (mice + every_lme4) / every,
        },
    ]
    publish("missing", table)


if __name__ == "__main__":
    main()
