"""The context of tables, figures and report is made from a configuration and the files that are there."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest
from small_study import make_manifest

from voorzorg.config import ConfigError
from voorzorg.present.context import read_context

OUTCOME = {"label": "Drinking", "type": "binary", "variable": "drinks", "family": "habits"}
CONFIGURATION = {
    "language": "en",
    "cohorts": {},
    "outcomes": {"drinking": OUTCOME},
    "families": {"habits": {"nl": "Gewoonten", "en": "Habits"}},
}


def test_language_outcomes_and_families_are_those_of_the_configuration() -> None:
    context = read_context(CONFIGURATION, make_manifest(), "synthetic")

    assert context.language == "en"
    assert context.outcome("drinking") == "Drinking"
    assert context.family("habits") == "Habits"
    assert context.synthetic


def test_what_is_not_given_is_empty() -> None:
    context = read_context(CONFIGURATION, make_manifest(), "real", comparison=None)

    assert context.comparison.empty and context.quality.empty and context.dictionary.empty
    assert context.provenance == {} and context.beside is None


def test_files_that_are_given_are_read(tmp_path: Path) -> None:
    record, table = tmp_path / "provenance.json", tmp_path / "comparison.csv"
    record.write_text(json.dumps({"seed": 1}), encoding="utf-8")
    pd.DataFrame({"outcome": ["drinking"]}).to_csv(table, index=False)

    context = read_context(CONFIGURATION, make_manifest(), "real", comparison=table, provenance=record)

    assert context.provenance == {"seed": 1}
    assert context.comparison["outcome"].tolist() == ["drinking"]


def test_a_mistake_in_the_configuration_is_told_in_words() -> None:
    with pytest.raises(ConfigError, match="langauge"):
        read_context(CONFIGURATION | {"langauge": "nl"}, make_manifest(), "real")
