"""Break sampled lines of the library and count what the tests catch.

    pip install cosmic-ray      # into an environment that has voorzorg's tests
    python -m benchmarks.mutation --mutants 100 --seed 1 --out benchmarks/results/mutation.csv

Each mutant is tried in a copy of the last commit: first the tests that have the module's name or import it,
then those that import what imports it, then those of its room, then (``--whole``) all. A test that fails, or
does not end, has caught it. Survivors are printed with the line before and after, and stand in the table; who
reads them writes a test or says why none can be.
"""

from __future__ import annotations

import argparse
import csv
import os
import subprocess
import tempfile
import time
from pathlib import Path

from benchmarks.mutation.mutants import Mutant, sample
from benchmarks.mutation.selection import stages
from benchmarks.mutation.trial import fails, import_libraries

_LIMIT = 150


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--mutants", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--whole", action="store_true", help="try all tests on what the room's do not catch")
    parser.add_argument("--out", type=Path, default=Path("benchmarks/results/mutation.csv"))
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy"
        subprocess.run(["git", "worktree", "add", "--quiet", "--detach", str(copy)], check=True)
        try:
            mutants = sample(copy / "src" / "voorzorg", arguments.mutants, arguments.seed)
            import_libraries()
            rows = [
                _tried(mutant, number, copy, arguments.whole)
                for number, mutant in enumerate(mutants, start=1)
            ]
        finally:
            subprocess.run(["git", "worktree", "remove", "--force", str(copy)], check=True)
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    with arguments.out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    caught = sum(row["caught_by"] != "nothing" for row in rows)
    print(f"{caught} of {len(rows)} caught ({caught / len(rows):.0%})")


def _tried(mutant: Mutant, number: int, copy: Path, whole: bool) -> dict[str, str]:
    module = mutant.module.relative_to(copy / "src" / "voorzorg")
    original, times = mutant.module.read_text(encoding="utf-8"), mutant.module.stat()
    began = time.perf_counter()
    try:
        mutant.module.write_text(mutant.text, encoding="utf-8")
        # Python trusts compiled code of the same time and length: every mutant has a time of its own.
        os.utime(mutant.module, (times.st_atime, times.st_mtime + 60 * number))
        caught = next(
            (name for name, tests in stages(module, copy, whole) if fails(tests, copy, _LIMIT)), "nothing"
        )
    finally:
        mutant.module.write_text(original, encoding="utf-8")
        os.utime(mutant.module, (times.st_atime, times.st_mtime))
    took = time.perf_counter() - began
    print(
        f"{caught:8} {took:4.0f} s  {module}:{mutant.line}  {mutant.before}  ->  {mutant.after}", flush=True
    )
    return {
        "module": module.as_posix(),
        "line": str(mutant.line),
        "before": mutant.before,
        "after": mutant.after,
        "caught_by": caught,
    }


if __name__ == "__main__":
    main()
