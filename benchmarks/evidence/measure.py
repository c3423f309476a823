"""How often does the audit cry wolf, and how much of what can be noticed does it notice?

    python -m benchmarks.evidence.measure [reports per group] [output.csv]

1,000 consistent reports and 1,000 with one planted error (the kinds take turns). For each kind: the share of
errors that contradict every possible data set (the theoretical maximum, by brute force), and the share that
the audit flagged. Nothing here is about VoorZorg.
"""

from __future__ import annotations

import sys
import time
from collections import Counter, defaultdict

import numpy as np
import pandas as pd

from benchmarks.evidence.detectable import detectable
from benchmarks.evidence.planted import PLANT, consistent, plant
from voorzorg.evidence.audit import Audit, run_audit


def flagged(result: Audit) -> bool:
    """Whether anything in a report is called wrong or doubtful."""
    return bool(result.findings())


def wrong(result: Audit) -> bool:
    """Whether anything is called contradicted or impossible."""
    return any(f.verdict.bad for f in result.findings())


def measure(reports: int, seed: int = 20130801) -> tuple[pd.DataFrame, dict[str, float]]:
    """Rates per kind of error, and false alarms with the time that an audit takes."""
    rng = np.random.default_rng(seed)
    started = time.perf_counter()
    alarms: Counter[str] = Counter()
    figures = 0
    for _ in range(reports):
        report = consistent(rng)
        result = run_audit(report.frame(), report.relations)
        figures += len(result.figures)
        alarms["flagged"] += flagged(result)
        alarms["wrong"] += wrong(result)
        alarms["checks"] += sum(f.checks.__len__() for f in result.findings())
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    kinds = list(PLANT)
    for i in range(reports):
        kind = kinds[i % len(kinds)]
        report = plant(kind, rng)
        possible, result = detectable(report), run_audit(report.frame(), report.relations)
        tally = counts[kind]
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
    summary = {
        "reports": reports,
        "figures": figures,
        "false_alarm_rate": alarms["flagged"] / reports,
        "false_contradictions": alarms["wrong"] / reports,
        "seconds": time.perf_counter() - started,
    }
    return pd.DataFrame(rows), summary


def main() -> None:
    """Print the table and write it where asked."""
    reports = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    table, summary = measure(reports)
    print(table.round(3).to_string(index=False))
    print({k: round(v, 4) for k, v in summary.items()})
    if len(sys.argv) > 2:
        table.round(4).to_csv(sys.argv[2], index=False)


if __name__ == "__main__":
    main()
