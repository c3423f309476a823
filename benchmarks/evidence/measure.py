"""How often does the audit cry wolf, and how much of what can be noticed does it notice?

    python -m benchmarks.evidence.measure [reports per group] [output.csv]

As many consistent reports of crude tables, of other analyses (``modelled``), and with one planted error
(the kinds take turns; those that another analysis could explain once with the word "crude" and once
without). For each kind: the share of errors that contradict every possible data set (the theoretical
maximum, by brute force), and the share that the audit flagged. Nothing here is about VoorZorg.
"""

from __future__ import annotations

import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable

import numpy as np
import pandas as pd

from benchmarks.evidence.detectable import detectable
from benchmarks.evidence.modelled import modelled
from benchmarks.evidence.planted import MOVABLE, PLANT, Report, consistent, plant, unsaid
from voorzorg.evidence.audit import Audit, run_audit


def flagged(result: Audit) -> bool:
    """Whether anything in a report is called wrong or doubtful."""
    return bool(result.findings())


def wrong(result: Audit) -> bool:
    """Whether anything is called contradicted or impossible."""
    return any(f.verdict.bad for f in result.findings())


def fair(rng: np.random.Generator) -> Report:
    """A consistent crude report that says so, or does not."""
    report = consistent(rng)
    return unsaid(report) if rng.integers(0, 2) else report


def alarms(
    make: Callable[[np.random.Generator], Report], reports: int, rng: np.random.Generator
) -> Counter[str]:
    """Reports and figures that are called wrong or doubtful among consistent ones."""
    found: Counter[str] = Counter()
    for _ in range(reports):
        report = make(rng)
        result = run_audit(report.frame(), report.relations)
        found["reports"] += 1
        found["figures"] += len(result.figures)
        found["flagged"] += flagged(result)
        found["wrong"] += wrong(result)
    return found


def detection(reports: int, rng: np.random.Generator) -> pd.DataFrame:
    """Rates per kind of planted error."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    kinds = [(kind, False) for kind in PLANT] + [(kind, True) for kind in MOVABLE]
    for i in range(reports):
        kind, silent = kinds[i % len(kinds)]
        report = unsaid(plant(kind, rng)) if silent else plant(kind, rng)
        possible, result = detectable(report), run_audit(report.frame(), report.relations)
        tally = counts[f"{kind} (how it was made is not said)" if silent else kind]
        tally["planted"] += 1
        tally["detectable"] += possible
        tally["flagged"] += flagged(result)
        tally["wrong"] += wrong(result)
        tally["flagged_of_detectable"] += possible and flagged(result)
        tally["flagged_of_undetectable"] += (not possible) and flagged(result)
    rows = [
        {
            "kind": kind,
            "planted": t["planted"],
            "theoretical_maximum": t["detectable"] / t["planted"],
            "detected": t["flagged"] / t["planted"],
            "detected_of_detectable": t["flagged_of_detectable"] / max(t["detectable"], 1),
            "called_wrong": t["wrong"] / t["planted"],
            "flagged_though_possible": t["flagged_of_undetectable"],
        }
        for kind, t in counts.items()
    ]
    return pd.DataFrame(rows)


def main() -> None:
    """Print the tables and write that of detection where asked."""
    reports = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    rng = np.random.default_rng(20130801)
    for name, make in (("crude", fair), ("other analyses", modelled)):
        started = time.perf_counter()
        print(name, dict(alarms(make, reports, rng)), f"{time.perf_counter() - started:.0f} s", flush=True)
    table = detection(reports, rng)
    print(table.round(3).to_string(index=False))
    if len(sys.argv) > 2:
        table.round(4).to_csv(sys.argv[2], index=False)


if __name__ == "__main__":
    main()
