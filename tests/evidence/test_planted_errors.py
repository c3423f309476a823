"""False alarms and detection on made-up reports (benchmarks/evidence/measure.py does a thousand of each)."""

from __future__ import annotations

import numpy as np
import pytest
from benchmarks.evidence.detectable import detectable
from benchmarks.evidence.planted import PLANT, consistent, plant

from voorzorg.evidence.audit import run_audit


def test_consistent_reports_raise_no_alarm() -> None:
    rng = np.random.default_rng(11)
    alarms = 0
    for _ in range(60):
        report = consistent(rng)
        alarms += bool(run_audit(report.frame(), report.relations).findings())
    assert alarms == 0


@pytest.mark.parametrize("kind", PLANT)
def test_planted_errors_are_noticed_where_anybody_could(kind: str) -> None:
    rng = np.random.default_rng(7)
    noticed, possible, invented = 0, 0, 0
    for _ in range(6):
        report = plant(kind, rng)
        found = bool(run_audit(report.frame(), report.relations).findings())
        if detectable(report):
            possible += 1
            noticed += found
        else:
            invented += found
    assert invented == 0  # a number that could have been is not an error
    assert possible == 0 or noticed >= 0.8 * possible
