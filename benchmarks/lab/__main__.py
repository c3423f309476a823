"""Trials of one primary outcome by three methods: processor time beside R's glm, lme4 and geepack in a loop.

    python -m benchmarks.lab [--trials 60] [--r-trials 5]
    python -m benchmarks.lab --whole 10000 [--cores 2]     # so many trials for real; no R

Partner violence of all women, 460 of them in six waves, drawn by the lab and analysed by ``adjusted``,
``marginal`` (multilevel) and ``gee``. R reads the same trials from files; reading is not counted. Written to
benchmarks/results/lab.csv, and the whole run to benchmarks/results/lab_whole.csv.
"""

from __future__ import annotations

import argparse
import subprocess
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.lab.whole import METHODS, OUTCOME, study, whole
from benchmarks.measure import publish
from voorzorg.lab.run import run_block
from voorzorg.synthetic.population.draw import draw
from voorzorg.synthetic.population.random_numbers import Draws


def ours(methods: tuple[str, ...], trials: int) -> float:
    """Processor seconds a trial, drawing included."""
    asked = study(methods)
    run_block(asked, range(2))
    start = time.process_time()
    run_block(asked, range(trials))
    return (time.process_time() - start) / trials


def theirs(trials: int) -> dict[str, float]:
    """Processor seconds a trial of R, by method."""
    asked = study(METHODS)
    scenario = asked.scenarios[0]
    drawn = draw(asked.world, OUTCOME, scenario.setting, Draws(1, scenario.key, range(trials)))
    with tempfile.TemporaryDirectory() as folder:
        for r in range(trials):
            woman, wave = np.nonzero(np.isfinite(drawn.y[r]))
            frame = pd.DataFrame({"id": woman, "wave": wave, "y": drawn.y[r, woman, wave]})
            frame["arm"] = drawn.arm[r, woman]
            for name, values in drawn.covariates.items():
                frame[name] = values[r, woman]
            frame.to_csv(Path(folder) / f"{r}.csv", index=False)
        script = str(Path(__file__).with_name("beside_r.R"))
        done = subprocess.run(
            ["Rscript", script, folder, str(trials)], check=True, capture_output=True, text=True
        )
    pairs = (line.split(",") for line in done.stdout.split())
    return {name: float(seconds) / trials for name, seconds in pairs}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--trials", type=int, default=60)
    parser.add_argument("--r-trials", type=int, default=5)
    parser.add_argument("--whole", type=int, default=0)
    parser.add_argument("--cores", type=int, default=2)
    given = parser.parse_args()
    if given.whole:
        whole(given.whole, given.cores)
        return
    mine = {name: ours((name,), given.trials) for name in METHODS}
    mine["all three"] = ours(METHODS, given.trials)
    r = theirs(given.r_trials)
    r["marginal"] = r.pop("multilevel")
    r["all three"] = sum(r.values())
    rows = [
        {
            "method": name,
            "ours_ms": f"{1000 * seconds:.1f}",
            "r_ms": f"{1000 * r[name]:.0f}",
            "ratio": f"{r[name] / seconds:.0f}",
            "minutes_10000_two_cores": f"{seconds * 10_000 / 120:.1f}",
        }
        for name, seconds in mine.items()
    ]
    for row in rows:
        print(row)
    publish("lab", rows)


if __name__ == "__main__":
    main()
