"""Each synthetic cohort, generated and ingested once for all tests here."""

from __future__ import annotations

from pathlib import Path

import pytest

from voorzorg.cohorts.harmonise.ingest import Ingested, ingest
from voorzorg.cohorts.manifest.model import read_manifest
from voorzorg.synthetic import generate

ROOT = Path(__file__).parents[2]
COHORTS = ROOT / "data" / "cohorts"
PUBLISHED = ROOT / "data" / "published"
SEED = 20080901


@pytest.fixture(scope="session")
def raw(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Folder of raw files by cohort."""
    folders = {}
    for name in ("voorzorg_rct", "voorzorg_2", "late_start"):
        folders[name] = tmp_path_factory.mktemp(name)
        generate(COHORTS / name, folders[name], SEED, PUBLISHED)
    return folders


@pytest.fixture(scope="session")
def tidy(raw: dict[str, Path]) -> dict[str, Ingested]:
    """Tidy tables by cohort, through the files."""
    return {name: ingest(read_manifest(COHORTS / name / "cohort.yaml"), path) for name, path in raw.items()}
