"""``voorzorg check`` on a CSV of 100,000 rows and 300 columns. The bar is 10 s and 2 GB on idle cores.

python -m benchmarks.workflow.check [--repeats 3]
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
from pathlib import Path

from benchmarks.measure import publish, python, run

ROWS = 100_000


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=3)
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        # In a process of its own: this one must stay small, for its memory counts towards what it starts.
        code = "import sys; from pathlib import Path; from benchmarks.ingest.check_large_file import write; "
        run(python("-c", code + "write(Path(sys.argv[1]), int(sys.argv[2]))", name, str(ROWS)))
        command = "import sys; from voorzorg.cli import main; sys.exit(main())"
        used = [run(python("-c", command, "check", Path(name))) for _ in range(given.repeats)]
    publish(
        "check",
        [
            {
                "rows": ROWS,
                "columns": 300,
                "wall s": statistics.median(u.wall for u in used),
                "cpu s": statistics.median(u.cpu for u in used),
                "peak MB": max(u.peak_mb for u in used),
            }
        ],
    )


if __name__ == "__main__":
    main()
