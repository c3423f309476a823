"""Break sampled lines of the library and count what the tests catch.

    pip install cosmic-ray      # into an environment that has voorzorg's tests
    python -m benchmarks.mutation --mutants 100 --seed 1 --out benchmarks/results/mutation.csv

Each mutant is tried in a copy of the last commit: first the tests that mirror the module,
then those of its room, then (``--whole``) all. A test that fails, or does not end, has caught it. Survivors
are printed with the line before and after, and stand in the table; who reads them writes a test or says why
none can be.
"""

from __future__ import annotations

import argparse
import csv
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.mutation.mutants import Mutant, sample

_LIMIT = 420


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
            rows = [_tried(mutant, copy, arguments.whole) for mutant in mutants]
        finally:
            subprocess.run(["git", "worktree", "remove", "--force", str(copy)], check=True)
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    with arguments.out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    caught = sum(row["caught_by"] != "nothing" for row in rows)
    print(f"{caught} of {len(rows)} caught ({caught / len(rows):.0%})")


def _tried(mutant: Mutant, copy: Path, whole: bool) -> dict[str, str]:
    module = mutant.module.relative_to(copy / "src" / "voorzorg")
    original = mutant.module.read_text(encoding="utf-8")
    began = time.perf_counter()
    try:
        mutant.module.write_text(mutant.text, encoding="utf-8")
        caught = next(
            (name for name, tests in _stages(module, copy, whole) if _fails(tests, copy)), "nothing"
        )
    finally:
        mutant.module.write_text(original, encoding="utf-8")
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


def _stages(module: Path, copy: Path, whole: bool) -> list[tuple[str, list[Path]]]:
    tests = copy / "tests"
    mirror = tests / module.parent
    while not mirror.is_dir():
        mirror = mirror.parent
    stem = module.stem.strip("_")
    own = [
        path
        for path in sorted(mirror.glob("test_*.py"))
        if stem and (stem in path.stem or path.stem[5:] in stem)
    ]
    near = [mirror] if mirror != tests else sorted(tests.glob("test_*.py"))
    room = tests / module.parts[0] if len(module.parts) > 1 else tests / "cli"
    stages = [("own", own), ("near", near), ("room", [room] if room.is_dir() and [room] != near else [])]
    return [(name, paths) for name, paths in [*stages, ("all", [tests] if whole else [])] if paths]


def _fails(tests: list[Path], copy: Path) -> bool:
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *map(str, tests)]
    environment = os.environ | {"PYTHONPATH": str(copy / "src"), "HYPOTHESIS_PROFILE": "default"}
    try:
        done = subprocess.run(command, cwd=copy, env=environment, capture_output=True, timeout=_LIMIT)
    except subprocess.TimeoutExpired:
        return True
    return done.returncode not in (0, 5)


if __name__ == "__main__":
    main()
