"""Tidy data as SPSS files with labels and as CSV."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pyreadstat
import pytest
from cohort_files import CohortFiles

from voorzorg.cli import main
from voorzorg.cohorts.harmonise.tidy_for_others import write_for_others
from voorzorg.cohorts.manifest.model import Manifest


@pytest.fixture(params=["nl", "en"])
def written(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, Path]:
    cohort = CohortFiles(tmp_path / "demo")
    cohort.manifest["variables"]["age"]["label"] = {"nl": "Leeftijd", "en": "Age"}
    into = tmp_path / "out"
    folder = str(cohort.write())
    assert main(["tidy", folder, "--into", str(into), "--language", request.param]) == 0
    return request.param, into


def test_spss_files_have_labels_in_the_language_asked_for(written: tuple[str, Path]) -> None:
    language, into = written
    frame, meta = pyreadstat.read_sav(str(into / "participants.sav"))

    assert meta.column_names_to_labels["age"] == {"nl": "Leeftijd", "en": "Age"}[language]
    assert list(meta.variable_value_labels["arm"]) == [1.0, 2.0]
    assert frame["arm"].isin([1.0, 2.0]).all() and set(frame["data_kind"]) == {"real"}
    waves, told = pyreadstat.read_sav(str(into / "waves.sav"))
    assert told.variable_value_labels["smoking"][1.0] == {"nl": "ja", "en": "yes"}[language]
    assert set(waves["smoking"].dropna()) <= {0.0, 1.0}


def test_csv_has_the_same_numbers(written: tuple[str, Path]) -> None:
    _, into = written
    plain = pd.read_csv(into / "participants.csv")
    frame, _ = pyreadstat.read_sav(str(into / "participants.sav"))

    assert plain["participant_id"].tolist() == frame["participant_id"].tolist()
    pd.testing.assert_series_equal(plain["age"].astype(float), frame["age"].astype(float))
    assert (into / "participants.csv").stat().st_mode & 0o077 == 0


def test_a_text_that_is_a_formula_stays_text_in_csv(tmp_path: Path) -> None:
    file = {"path": "x.csv", "holds": "participants", "id": "id"}
    content = {"name": "x", "title": "X", "design": "one_arm", "files": [file], "variables": {}}
    table = pd.DataFrame({"participant_id": ["a"], "opm": ["=1+1"]})
    dictionary = pd.DataFrame(columns=["table", "variable", "label_nl", "label_en"])
    manifest = Manifest.model_validate(content)

    write_for_others({"participants": table}, dictionary, manifest, tmp_path, "nl", synthetic=True)

    assert "'=1+1" in (tmp_path / "participants.csv").read_text()
    _, meta = pyreadstat.read_sav(str(tmp_path / "participants.sav"))
    assert "synthetische" in meta.file_label
