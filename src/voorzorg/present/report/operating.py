"""What simulation says of a trial's plan: shipped with the project, shown in the trial's report."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from voorzorg.home import found
from voorzorg.present.context import Context

#: One file per cohort, made by ``benchmarks.lab.tables`` from a simulated study.
FOLDER = Path("data/studies/operating")


def operating(context: Context) -> list[list[str]]:
    """Rows of text, a primary hypothesis by an analysis each; none where nothing was simulated of the cohort,
    or its plan is another one by now.
    """
    plan = context.manifest.plan.primary
    path = found(FOLDER / f"{context.manifest.name}.csv")
    if plan is None or not path.exists():
        return []
    table = pd.read_csv(path)
    hypotheses = [(one.outcome, one.wave or "") for one in plan.hypotheses]
    known = dict.fromkeys(zip(table["outcome"], table["wave"].fillna(""), strict=True))
    if set(known) != set(hypotheses):
        return []
    rows = []
    for outcome, wave in hypotheses:
        name = f"{context.outcome(outcome)}, {context.wave(wave)}" if wave else context.outcome(outcome)
        here = table[(table["outcome"] == outcome) & (table["wave"].fillna("") == wave)]
        for one in here.to_dict("records"):
            cells = [
                f"{_percent(context, one, key)}" for key in ("none", "published", "in_order", "coverage")
            ]
            rows.append([name, context.t(f"report.lab_{one['method']}"), *cells])
    return rows


def _percent(context: Context, row: dict[Any, Any], key: str) -> str:
    """A percentage with its simulation error."""
    return " ".join(
        (
            context.numbers.percent(float(row[key]), 1),
            f"({context.numbers.percent(float(row[f'{key}_error']), 1)})",
        )
    )
