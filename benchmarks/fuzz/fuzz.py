"""A long fuzz of everything that reads what people give: other seeds than the tests, for as long as asked.

    python benchmarks/fuzz/fuzz.py MINUTES [SEED]

It uses the makers of bad inputs and the judgement of ``tests/robustness``, and stops at the first input
that ends in anything but a result or a message, with the seed that makes it again.
"""

from __future__ import annotations

import contextlib
import io
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "tests" / "robustness")]

import test_bad_inputs as trials  # noqa: E402

FORMATS = (".csv", ".parquet", ".xlsx", ".sav", ".zsav", ".dta")


def main() -> None:
    minutes, seed = float(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1000
    end, count = time.monotonic() + 60 * minutes, 0
    makers = {name: getattr(trials, name) for name in ("texts", "expressions", "damaged")}
    while time.monotonic() < end:
        for name, make in makers.items():
            setattr(trials, name, partial(_shifted, make, seed))
        with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()) as said:
            place = Path(folder)
            try:
                for test in (
                    trials.test_manifests,
                    trials.test_configurations,
                    trials.test_scoring_keys,
                    trials.test_studies,
                    trials.test_inputs_of_the_business_case,
                    trials.test_municipalities,
                    trials.test_relations_of_published_figures,
                ):
                    test(_new(place, test.__name__))
                trials.test_expressions()
                trials.test_published_figures(_new(place, "figures"))
                for suffix in FORMATS:
                    trials.test_damaged_files(_new(place, suffix.strip(".")), suffix, 40)
                trials.test_participants_files_with_mistakes_in_them(_new(place, "ingest"))
            except BaseException:
                print(f"seed {seed}", file=sys.stderr)
                raise
        count += sum(int(line.split()[0]) for line in said.getvalue().splitlines() if " inputs:" in line)
        seed += 1
    print(f"{count} inputs in {minutes:g} minutes: no traceback, hang, death of a process, value told")


def _shifted(make: Callable[..., Iterator[object]], seed: int, *arguments: Any) -> Iterator[object]:
    """A maker with another seed, its last argument."""
    *known, own = arguments
    return make(*known, own + seed)


def _new(folder: Path, name: str) -> Path:
    (folder / name).mkdir()
    return folder / name


if __name__ == "__main__":
    main()
