"""Events of a register beside the people: what is counted, and that every mistake is told at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from cohort_files import CohortFiles

from voorzorg.cohorts.harmonise.ingest import IngestError, ingest
from voorzorg.cohorts.manifest.model import Manifest


@pytest.fixture
def cohort(tmp_path: Path) -> CohortFiles:
    return CohortFiles(tmp_path / "demo")


def refused(cohort: CohortFiles) -> str:
    with pytest.raises(IngestError) as error:
        ingest(Manifest.model_validate(cohort.manifest), cohort.write())
    return str(error.value)


@pytest.mark.parametrize("column", ["censor", "searched"])
def test_every_event_with_an_unknown_column_is_told(cohort: CohortFiles, column: str) -> None:
    cohort.manifest["events"] = {
        key: {"label": key, "until_weeks": 156, column: f"{column}_of_{key}"} for key in ("report", "second")
    }
    for key in ("report", "second"):
        cohort.manifest["variables"][f"{column}_of_{key}"] = {
            "label": "x",
            "type": "binary",
            "values": {"1": 1, "0": 0},
        }

    told = refused(cohort)

    assert f"{column}_of_report" in told and f"{column}_of_second" in told
