"""All tables of simulated trials, two at a time, with the processor time that each took.

    python -m benchmarks.simulations [--jobs 2]     (make simulations)

Type-I error, coverage and bias; every table has Monte-Carlo errors. Each module says where its table is
written; what they print is printed, and how long they took is written to benchmarks/results/simulations.csv.
"""

from __future__ import annotations

import argparse
import time
from concurrent.futures import ThreadPoolExecutor

from benchmarks.measure import ROOT, publish, python, run

#: Module and trials of each setting; the longest first, so that two cores end together.
TABLES = {
    "operating": 1000,
    "missing.study": 1000,
    "multilevel.nurses": 2000,
    "multilevel.simulation": 2000,
    "multilevel.three_levels": 500,
    "multilevel.few_clusters": 2000,
    "multilevel.one_value": 1000,
    "faults": 60,
}
#: What each is told beside the number of trials.
OPTIONS = {"missing.study": ["--mice", "0"]}  # those of mice, which take an hour, are kept


def table(name: str) -> dict[str, object]:
    """Make one table, show it, and hand back its row of the summary."""
    if name.startswith("multilevel."):  # these go on where a table has settings already
        (ROOT / "docs" / f"{name.replace('.', '_')}.csv").unlink(missing_ok=True)
    options = ["--trials", str(TABLES[name]), *OPTIONS.get(name, [])]
    used = run(python("-m", f"benchmarks.{name}", *options))
    print(f"== {name}: {used.cpu:.0f} s of processor time\n{used.said}", flush=True)
    row = {"table": name, "trials": TABLES[name], "cpu_s": used.cpu}
    return {**row, "wall_s": used.wall, "peak_mb": used.peak_mb}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--jobs", type=int, default=2)
    given = parser.parse_args()
    begin = time.perf_counter()
    with ThreadPoolExecutor(given.jobs) as pool:
        rows = list(pool.map(table, TABLES))
    whole = time.perf_counter() - begin
    cpu = sum(float(str(row["cpu_s"])) for row in rows)
    rows.append({"table": f"all, {given.jobs} at a time", "cpu_s": cpu, "wall_s": whole})
    publish("simulations", rows)


if __name__ == "__main__":
    main()
