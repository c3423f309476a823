"""A SAS data file comes in like any other; haven wrote it (tests/reference/readers)."""

import shutil
from pathlib import Path

from voorzorg.cohorts.harmonise.ingest import ingest
from voorzorg.cohorts.manifest.model import Manifest

SAMPLE = Path(__file__).parents[3] / "reference" / "readers" / "small.sas7bdat"


def test_a_sas_file_comes_in_typed_with_its_gaps(tmp_path):
    shutil.copy(SAMPLE, tmp_path / "trial.sas7bdat")
    manifest = Manifest.model_validate(
        {
            "name": "sas",
            "title": "SAS",
            "design": "two_arm",
            "arms": {
                "reference": "control",
                "levels": {
                    "control": {"label": "Control", "codes": [0]},
                    "treated": {"label": "Treated", "codes": [1]},
                },
            },
            "files": [
                {
                    "path": "trial.sas7bdat",
                    "holds": "participants",
                    "id": "id",
                    "columns": {"arm": "arm", "smokes": "smokes", "weight": "weight"},
                }
            ],
            "variables": {
                "smokes": {"label": "Smokes", "type": "binary"},
                "weight": {"label": "Weight", "type": "number"},
            },
        }
    )
    people = ingest(manifest, tmp_path).participants
    assert sorted(people["arm"]) == ["control", "treated", "treated"]
    assert people["smokes"].isna().sum() == 1
    assert sorted(people["weight"]) == [2990.25, 3144.5, 3301]
