"""Analysis plans of a trial and of a cohort of one arm are as they were stored, in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest
from pinning import Pinned
from shown import outline, without_fingerprints
from shown_studies import PLAN, three_arms_manifest

from voorzorg.cohorts.manifest.model import read_manifest
from voorzorg.config import Config, read_config
from voorzorg.present.plan.content import content_of
from voorzorg.present.plan.write import write_plan

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize("cohort", ["voorzorg_rct", "late_start"])
def test_a_cohorts_plan(pinned: Pinned, tmp_path, cohort: str) -> None:
    write_plan(
        read_manifest(ROOT / "data/cohorts" / cohort / "cohort.yaml"),
        read_config(ROOT / "config.yaml"),
        tmp_path,
    )
    for language in ("nl", "en"):
        text = outline((tmp_path / f"plan.{language}.html").read_text(encoding="utf-8"))
        pinned(f"present/plan/{cohort}.{language}", without_fingerprints(text))


@pytest.mark.parametrize(
    ("name", "plan"),
    [
        (
            "holm",
            {
                "primary": {
                    "procedure": "holm",
                    "hypotheses": [{"outcome": "smoking"}, {"outcome": "score", "wave": "end"}],
                }
            },
        ),
        ("moderators", PLAN),
        ("nothing", {}),
    ],
)
def test_a_plan_of_its_own(pinned: Pinned, tmp_path, name: str, plan: dict) -> None:
    content = three_arms_manifest().model_dump(mode="json", exclude_defaults=True) | {"plan": plan}
    manifest = type(three_arms_manifest()).model_validate(content)
    config = Config(cohorts={}, analysis={"adjust": ["age", "work"], "imputations": 5})
    write_plan(manifest, config, tmp_path)
    pinned(f"present/plan/{name}.en", outline((tmp_path / "plan.en.html").read_text(encoding="utf-8")))
    pinned(f"present/plan/{name}", content_of(manifest, config))
