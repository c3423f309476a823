"""`voorzorg check` on a semicolon CSV of 100,000 rows and 300 columns with decimal commas, all mapped.

Run with ``python -m benchmarks.ingest.check_large_file``; prints wall time, processor time and peak memory of
the command in a process of its own. The bar is 10 s and 2 GB on two idle cores.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd

MANIFEST = """
name: large
title: Large
design: two_arm
arms: {reference: control, levels: {control: {label: C, codes: [0]}, treated: {label: T, codes: [1]}}}
waves: [{key: m2, label: m2, weeks: 8.7}]
clustering: {site: site}
files:
  - {path: large.csv, holds: participants, id: nr, columns: {arm: groep, site: gemeente}}
  - path: large.csv
    holds: wave
    wave: m2
    id: nr
    columns:
      yes_*: yes_*
      number_*: number_*
      item_*: item_*
      kind_*: kind_*
      text_*: text_*
variables:
  yes_*: {label: yes, type: binary, values: {ja: 1, nee: 0}}
  number_*: {label: number, range: [-100, 200]}
  item_*: {label: item, type: integer, range: [0, 7]}
  kind_*: {label: kind, type: category}
  text_*: {label: text, type: text}
"""


def write(folder: Path, rows: int) -> None:
    """The file: 100 yes/no, 100 decimal, 77 item, 10 category and 10 text columns, three of the design."""
    rng = np.random.default_rng(1)
    columns: dict[str, object] = {
        "nr": [f"P{k:06d}" for k in range(rows)],
        "groep": rng.integers(0, 2, rows),
        "gemeente": rng.choice(["Utrecht", "Gouda", "Leiden"], rows),
    }
    columns |= {f"yes_{k}": rng.choice(["ja", "nee", ""], rows) for k in range(100)}
    columns |= {f"number_{k}": np.round(rng.normal(50, 10, rows), 2) for k in range(100)}
    columns |= {f"item_{k}": rng.integers(0, 8, rows) for k in range(77)}
    columns |= {f"kind_{k}": rng.choice(["laag", "midden", "hoog"], rows) for k in range(10)}
    columns |= {
        f"text_{k}": rng.choice([f"een langere tekst {j}" for j in range(500)], rows) for k in range(10)
    }
    pd.DataFrame(columns).to_csv(folder / "large.csv", sep=";", decimal=",", index=False)
    (folder / "cohort.yaml").write_text(MANIFEST, encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    rows = parser.parse_args().rows
    with tempfile.TemporaryDirectory() as name:
        write(Path(name), rows)
        start = time.perf_counter()
        command = [sys.executable, "-c", "import sys; from voorzorg.cli import main; sys.exit(main())"]
        subprocess.run([*command, "check", name], check=True)
        wall = time.perf_counter() - start
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(
        f"{rows} rows x 300 columns: {wall:.1f} s wall, {used.ru_utime + used.ru_stime:.1f} s processor, "
        f"{used.ru_maxrss / 1024:.0f} MB"
    )


if __name__ == "__main__":
    main()
