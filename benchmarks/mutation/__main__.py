"""Break sampled lines of the library and count what the tests catch.

    pip install cosmic-ray coverage      # into an environment that has voorzorg's tests
    benchmarks/mutation/record.sh FOLDER
    python -m benchmarks.mutation --recording FOLDER --mutants 100 --seed 1
    python -m benchmarks.mutation --recording FOLDER --again benchmarks/results/mutation.csv

Each mutant is tried in a copy of the last commit, on the tests that executed its line when they were
recorded, whichever room they are of; the fastest first, for at most so many ``--seconds`` as recorded. A
test that fails, or does not end, has caught it. Survivors are printed with the line before and after, and
stand in the table; who reads them writes a test or says why none can be. At the end the tests that caught a
mutant are run without one: what fails then has caught nothing. With ``--again`` the changes that a table
calls survivors are made once more.
"""

from __future__ import annotations

import argparse
import csv
import os
import subprocess
import tempfile
import time
from pathlib import Path

from benchmarks.mutation.mutants import Mutant, again, sample
from benchmarks.mutation.selection import Recording
from benchmarks.mutation.trial import NO_END, failing, import_libraries

_LIMIT = 150  # seconds of the processor


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--mutants", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--room", default="", help="folder under src/voorzorg; left out: all of them")
    parser.add_argument("--again", type=Path, help="table whose survivors are tried in place of a sample")
    parser.add_argument("--of", help="of the sample the lines of these rooms: statistics,evidence")
    parser.add_argument("--recording", type=Path, required=True, help="folder that record.sh made")
    parser.add_argument(
        "--seconds", type=float, default=90, help="of tests that a change is worth [%(default)s]"
    )
    parser.add_argument("--out", type=Path, default=Path("benchmarks/results/mutation.csv"))
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy"
        subprocess.run(["git", "worktree", "add", "--quiet", "--detach", str(copy)], check=True)
        try:
            library = copy / "src" / "voorzorg"
            if arguments.again:
                mutants = again(library, arguments.again)
            else:
                mutants = sample(library / arguments.room, arguments.mutants, arguments.seed)
            if arguments.of:
                rooms = arguments.of.split(",")
                mutants = [one for one in mutants if one.module.relative_to(library).parts[0] in rooms]
            recording = Recording(arguments.recording, copy, arguments.seconds)
            import_libraries()
            rows = [_tried(mutant, number, copy, recording) for number, mutant in enumerate(mutants, start=1)]
            _withdraw(rows, copy)
        finally:
            subprocess.run(["git", "worktree", "remove", "--force", str(copy)], check=True)
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    with arguments.out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    caught = sum(row["outcome"] == "caught" for row in rows)
    print(f"{caught} of {len(rows)} caught ({caught / len(rows):.0%})")


def _tried(mutant: Mutant, number: int, copy: Path, recording: Recording) -> dict[str, str]:
    module = mutant.module.relative_to(copy / "src" / "voorzorg")
    original, times = mutant.module.read_text(encoding="utf-8"), mutant.module.stat()
    groups = recording.trials(module.as_posix(), mutant.line)  # by the lines as they are
    began = time.perf_counter()
    try:
        mutant.module.write_text(mutant.text, encoding="utf-8")
        # Python trusts compiled code of the same time and length: every mutant has a time of its own.
        os.utime(mutant.module, (times.st_atime, times.st_mtime + 60 * number))
        caught = next(filter(None, (failing(group, copy, _LIMIT) for group in groups)), None)
    finally:
        mutant.module.write_text(original, encoding="utf-8")
        os.utime(mutant.module, (times.st_atime, times.st_mtime))
    took = time.perf_counter() - began
    told = "caught" if caught else "survived" if groups else "not executed"
    print(f"{told:12} {took:4.0f} s  {module}:{mutant.line}  {mutant.before}  ->  {mutant.after}", flush=True)
    print(f"{'':20} {caught or ''}", flush=True)
    return {
        "module": module.as_posix(),
        "line": str(mutant.line),
        "before": mutant.before,
        "after": mutant.after,
        "outcome": told,
        "by": caught or "",
    }


def _withdraw(rows: list[dict[str, str]], copy: Path) -> None:
    """Call a mutant survived, in place, whose test fails without it as well."""
    names = sorted({row["by"] for row in rows} - {"", NO_END})
    unsound: set[str] = set()
    while names and (name := failing(names, copy, 10 * _LIMIT)):
        unsound.add(name)
        names = [other for other in names if other != name]
        print(f"{name} fails without a change", flush=True)
    for row in rows:
        if row["by"] in unsound:
            row["outcome"] = "survived"


if __name__ == "__main__":
    main()
