"""Carlisle's test of baseline tables against the R package simdistr, and that it is uniform under
randomisation.
"""

from __future__ import annotations

import csv
from itertools import groupby
from pathlib import Path

import numpy as np
import pytest

from voorzorg.evidence.arithmetic.baseline import Arm, combined, likeness

REFERENCE = Path(__file__).parents[2] / "reference" / "evidence"


def _trials():
    with (REFERENCE / "carlisle_arms.csv").open(encoding="utf-8") as handle:
        rows = list(csv.DictReader(handle))
    with (REFERENCE / "carlisle_values.csv").open(encoding="utf-8") as handle:
        values = {r.pop("trial"): r for r in csv.DictReader(handle)}
    for trial, arms in groupby(rows, lambda r: r["trial"]):
        variables = [
            [
                Arm(int(r["n"]), float(r["mean"]), float(r["sd"]) if r["sd"] else None, int(r["decimals"]))
                for r in group
            ]
            for _, group in groupby(list(arms), lambda r: r["variable"])
        ]
        yield trial, variables, values[trial]


@pytest.mark.parametrize(("trial", "variables", "values"), list(_trials()), ids=lambda x: str(x)[:5])
def test_values_are_those_of_simdistr(trial, variables, values) -> None:
    mine = [likeness(v) for v in variables]
    theirs = [float(values[f"V{i}"]) for i in range(1, len(mine) + 1)]
    assert mine == pytest.approx(theirs, abs=0.015)  # two simulations of 20,000: 2 digits
    assert combined(mine) == pytest.approx(float(values["combined"]), abs=0.02)


def test_randomised_arms_give_values_that_are_about_uniform() -> None:
    rng = np.random.default_rng(3)
    values = []
    for _ in range(150):
        means = [float(np.round(rng.normal(50, 10, 60).mean(), 1)) for _ in range(2)]
        values.append(likeness([Arm(60, m, 10.0, 1) for m in means], draws=1500))
    shares = [np.mean(np.array(values) <= q) for q in (0.1, 0.5, 0.9)]
    assert shares == pytest.approx([0.1, 0.5, 0.9], abs=0.08)


def test_few_variables_have_no_combined_value_and_wrong_arms_are_refused() -> None:
    assert combined([0.5, 0.5]) is None
    with pytest.raises(ValueError, match="two arms"):
        likeness([Arm(10, 1.0, 1.0, 1)])
    with pytest.raises(ValueError, match="every arm"):
        likeness([Arm(10, 1.0, 1.0, 1), Arm(10, 0.5, None, 1)])
