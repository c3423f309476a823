"""List and run the benchmarks.

    python -m benchmarks              all of them, one after the other
    python -m benchmarks --list       what there is
    python -m benchmarks scale check  some of them

Each prints a table. workflow, two_arm, check, drafting, crossed and scale write it to
benchmarks/results/<name>.csv as well, and multilevel to benchmarks/multilevel/against_lme4.csv; evidence only
prints (by itself it can write).
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys

from benchmarks.measure import ONE_THREAD, ROOT

BENCHMARKS = {
    "workflow": ("benchmarks.workflow", "the whole workflow, from nothing and once more"),
    "two_arm": ("benchmarks.two_arm", "models beside R, on the same data in one run"),
    "check": ("benchmarks.workflow.check", "voorzorg check on 100,000 rows of 300 columns"),
    "scale": ("benchmarks.scale", "every stage at 1,000, 10,000 and 100,000 women"),
    "operating": ("benchmarks.operating", "how often tests of the trial reject a true null hypothesis"),
    "faults": ("benchmarks.faults", "what an audit found wrong, measured as it is now"),
    "drafting": ("benchmarks.drafting", "how often a draft reads a stranger's file right"),
    "multilevel": ("benchmarks.multilevel.against_lme4", "multilevel models beside lme4"),
    "crossed": ("benchmarks.multilevel.crossed", "crossed effects beside lme4 and glmmTMB"),
    "evidence": ("benchmarks.evidence.measure", "how many planted errors the audit finds, and how fast"),
}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(BENCHMARKS))
    parser.add_argument("--list", action="store_true", help="say what there is, and run nothing")
    given = parser.parse_args()
    unknown = [name for name in given.names if name not in BENCHMARKS]
    if unknown:
        parser.error(f"no benchmark called {', '.join(unknown)}; there are {', '.join(BENCHMARKS)}")
    if given.list:
        for name, (_, what) in BENCHMARKS.items():
            print(f"{name:<12}{what}")
        return
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    failed = []
    for name in given.names or BENCHMARKS:
        module, what = BENCHMARKS[name]
        print(f"== {name}: {what}", flush=True)
        if subprocess.run([sys.executable, "-m", module], cwd=ROOT, env=kept | ONE_THREAD).returncode:
            failed.append(name)
    if failed:
        sys.exit(f"failed: {', '.join(failed)}")


if __name__ == "__main__":
    main()
