"""So many trials for real, in blocks on cores; a module of its own, as processes import it by name."""

from __future__ import annotations

import os
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import numpy as np

from benchmarks.measure import publish
from voorzorg.config import read_config
from voorzorg.lab.run import run_block
from voorzorg.lab.study import Study, parse_study

OUTCOME = "ipv_victim_physical_minor_all"
METHODS = ("adjusted", "marginal", "gee")
#: Trials that one process does at a time.
BLOCK = 250


def study(methods: tuple[str, ...]) -> Study:
    content = {"name": "benchmark", "title": "Benchmark", "outcome": OUTCOME, "methods": methods}
    return parse_study(content, "benchmark", read_config())


def whole(trials: int, cores: int) -> None:
    """So many trials by the three methods together, in blocks on so many cores."""
    blocks = [range(k, min(k + BLOCK, trials)) for k in range(0, trials, BLOCK)]
    start, done = time.monotonic(), 0
    spent: list[float] = []
    answers = np.zeros(len(METHODS))
    with ProcessPoolExecutor(cores, mp_context=get_context("spawn")) as pool:
        for seconds, known in pool.map(_block, blocks):
            spent.append(seconds)
            answers += known
            done += BLOCK
            print(f"{min(done, trials)} trials, {sum(spent) / 60:.1f} processor minutes", flush=True)
    row = {
        "trials": str(trials),
        "cores": str(cores),
        "processor_minutes": f"{sum(spent) / 60:.2f}",
        "minutes_on_these_cores": f"{sum(spent) / 60 / cores:.2f}",
        "wall_minutes": f"{(time.monotonic() - start) / 60:.1f}",
        "load": f"{os.getloadavg()[2]:.1f}",
        **{f"answered_{name}": f"{int(n)}" for name, n in zip(METHODS, answers, strict=True)},
    }
    print(row)
    publish("lab_whole", [row])


def _block(replicates: range) -> tuple[float, np.ndarray]:
    start = time.process_time()
    table = run_block(study(METHODS), replicates)
    first = table.drop_duplicates(["replicate", "method"])
    known = [int(first.loc[first["method"] == name, "estimate"].notna().sum()) for name in METHODS]
    return time.process_time() - start, np.array(known)
