"""SAS keeps its value labels in a file beside the data."""

from __future__ import annotations

from types import SimpleNamespace

import pyreadstat

from voorzorg.cohorts.reading.formats import spss_stata_sas

LABELS = {"sex": {1.0: "woman", 2.0: "man"}}


def test_labels_come_from_the_catalogue_of_the_same_name_or_the_only_one(tmp_path, monkeypatch):
    asked = []

    def read(path, catalog_file, metadataonly):
        asked.append((catalog_file, metadataonly))
        return None, SimpleNamespace(variable_value_labels=LABELS)

    monkeypatch.setattr(pyreadstat, "read_sas7bdat", read)
    data = tmp_path / "wave.sas7bdat"
    assert spss_stata_sas._of_catalogue(data, "sas7bdat") == {}
    (tmp_path / "formats.sas7bcat").touch()
    assert spss_stata_sas._of_catalogue(data, "sas7bdat") == LABELS
    (tmp_path / "wave.sas7bcat").touch()
    assert spss_stata_sas._of_catalogue(data, "sas7bdat") == LABELS
    assert [name for name, _ in asked] == [str(tmp_path / n) for n in ("formats.sas7bcat", "wave.sas7bcat")]
    (tmp_path / "other.sas7bdat").touch()
    assert spss_stata_sas._of_catalogue(tmp_path / "other.sas7bdat", "sas7bdat") == {}
    assert spss_stata_sas._of_catalogue(tmp_path / "wave.sav", "sav") == {}
