"""Wall time, processor time and peak memory of every stage at 1,000, 10,000 and 100,000 women.

    python -m benchmarks.scale [--women 1000 10000 100000] [--stages ingest describe ...] [--keep FOLDER]

Each stage runs in a fresh process with one thread. ``growth`` is processor time at the most women over that
at the fewest: linear growth over the sizes shown is 100 at most. That ratio is small where starting Python
takes most of the time, so ``exponent`` takes this fixed cost out: c in a + b n^c, solved from the last three
sizes where each is the same multiple of the one before. The bar is linear for everything but the multilevel
models.
"""

from __future__ import annotations

import argparse
import math
import tempfile
from pathlib import Path

from benchmarks.measure import Used, publish, python, run

ANALYSES = ("two_arm", "adjusted", "gee", "imputation", "mixed_model", "negative_binomial", "kaplan_meier")
STAGES = (
    "synthesise",
    "ingest",
    "describe",
    *(f"estimate:{name}" for name in ANALYSES),
    "estimate:multilevel",
    "one_arm:describe",
    "one_arm:change",
    "tables",
    "figures",
    "report",
)
#: Below this many seconds a difference between two sizes is noise, and no exponent is given.
NOISE = 0.3


def exponent(sizes: list[int], seconds: list[float]) -> float:
    """Growth of ``seconds`` over the last three ``sizes`` without their fixed part; NaN within noise."""
    if len(sizes) < 3 or sizes[-1] * sizes[-3] != sizes[-2] ** 2:
        return math.nan
    first, second, third = seconds[-3:]
    if second - first < NOISE or third - second < NOISE:
        return math.nan
    return math.log((third - second) / (second - first)) / math.log(sizes[-1] / sizes[-2])


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--women", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--stages", nargs="+", choices=STAGES, default=STAGES, metavar="STAGE")
    parser.add_argument("--keep", type=Path, help="folder for the cohorts; a temporary one where left out")
    given = parser.parse_args(arguments)
    stages = list(given.stages)
    used: dict[str, dict[int, Used]] = {stage: {} for stage in stages}
    with tempfile.TemporaryDirectory() as scratch:
        # The first process of a run reads every module from disk, which is no stage's cost.
        run(python("-m", "benchmarks.scale.stage", "synthesise", Path(scratch) / "warm", "--women", "500"))
        for women in given.women:
            folder = (given.keep or Path(scratch)) / str(women)
            for stage in stages:
                used[stage][women] = run(
                    python("-m", "benchmarks.scale.stage", stage, folder, "--women", str(women))
                )
                now = used[stage][women]
                print(
                    f"{women:>7} {stage:<28} {now.wall:7.1f} s {now.cpu:7.1f} s {now.peak_mb:6.0f} MB",
                    flush=True,
                )
    rows = []
    for stage in stages:
        row: dict[str, object] = {"stage": stage}
        for women, spent in used[stage].items():
            row |= {
                f"wall s {women}": spent.wall,
                f"cpu s {women}": spent.cpu,
                f"peak MB {women}": spent.peak_mb,
            }
        row["growth"] = used[stage][given.women[-1]].cpu / used[stage][given.women[0]].cpu
        row["exponent"] = exponent(given.women, [used[stage][n].cpu for n in given.women])
        rows.append(row)
    publish("scale", rows)


if __name__ == "__main__":
    main()
