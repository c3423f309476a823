"""The trial's report shows what simulation says of its plan, without any other file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from voorzorg.cohorts.manifest.model import read_manifest
from voorzorg.present.report import operating as module
from voorzorg.present.report.operating import operating

COLUMNS = ("none", "published", "in_order", "coverage")


def table(waves: tuple[str, ...] = ("", "m24", "m2")) -> pd.DataFrame:
    outcomes = ("cps_report", "ipv_victim_physical_minor_all", "smoking")
    numbers = dict.fromkeys(COLUMNS, 0.05) | {f"{name}_error": 0.005 for name in COLUMNS}
    return pd.DataFrame(
        [
            {"outcome": outcome, "wave": wave, "method": method} | numbers
            for outcome, wave in zip(outcomes, waves, strict=True)
            for method in ("adjusted", "two_arm")
        ]
    )


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "FOLDER", tmp_path)
    return tmp_path


def test_every_primary_hypothesis_has_its_row(context, folder):
    manifest = read_manifest(Path(__file__).parents[3] / "data/cohorts/voorzorg_rct/cohort.yaml")
    context = replace(context, manifest=manifest)
    plan = manifest.plan.primary
    assert plan is not None
    table().to_csv(folder / f"{context.manifest.name}.csv", index=False)
    rows = operating(context)
    assert len(rows) == 2 * len(plan.hypotheses)
    assert all(len(row) == 6 and "report." not in " ".join(row) for row in rows)


def test_of_another_plan_or_another_cohort_nothing_is_shown(context, folder):
    assert operating(context) == []
    table(("", "m12", "m2")).to_csv(folder / f"{context.manifest.name}.csv", index=False)
    assert operating(context) == []
