"""Tidy data for other programs: every column as SPSS has it, with its labels, and the CSV beside it."""
# ruff: noqa: E501 - tables are as wide as their rows

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pyreadstat
import pytest

from voorzorg.cohorts.harmonise.tidy_for_others import write_for_others
from voorzorg.cohorts.manifest.model import Manifest

CONTENT = {
    "name": "x",
    "title": {"nl": "Onderzoek " + "met een lange titel " * 4, "en": "Study"},
    "design": "two_arm",
    "arms": {
        "reference": "usual",
        "levels": {
            "usual": {"label": {"nl": "Gewone zorg", "en": "Usual care"}, "codes": [0]},
            "more": {"label": {"nl": "Meer zorg", "en": "More care"}, "codes": [1]},
        },
    },
    "waves": [
        {"key": "start", "label": {"nl": "Begin", "en": "Start"}, "weeks": 0, "baseline": True},
        {"key": "end", "label": {"nl": "Einde", "en": "End"}, "weeks": 26},
    ],
    "files": [{"path": "x.csv", "holds": "participants", "id": "id", "columns": {"arm": "groep", "school": "s", "age": "l"}}],
    "variables": {
        "age": {"label": {"nl": "Leeftijd", "en": "Age"}, "type": "number"},
        "school": {
            "label": "School",
            "type": "category",
            "values": {"1": "low", "2": "high"},
            "labels": {"low": {"nl": "Laag", "en": "Low"}, "high": {"nl": "Hoog " * 40, "en": "High"}},
        },
        "smoking": {"label": {"nl": "Rookt\n nu", "en": "Smokes"}, "type": "binary"},
        "kind": {"label": "Kind", "type": "category"},
    },
    "derived": {"adult": {"label": "Adult", "type": "binary", "expression": "age >= 18", "table": "participants"}},
}  # fmt: skip
TABLES = {
    "participants": pd.DataFrame(
        {
            "participant_id": ["a", "b", "c"],
            "arm": pd.array(["more", "usual", None], dtype="string"),
            "age": pd.array([17, 20.5, None], dtype="Float64"),
            "school": pd.array(["high", "other", None], dtype="string"),
            "kind": pd.array(["q", "p", "q"], dtype="string"),
            "adult": pd.array([0, 1, None], dtype="Int64"),
            "born": pd.to_datetime(["2001-02-03", None, "1999-12-31"]),
            "remark": pd.array(["=1", None, "fine"], dtype="string"),
        }
    ),
    "waves": pd.DataFrame(
        {
            "participant_id": ["a", "b"],
            "wave": ["end", "start"],
            "smoking": pd.array([1, None], dtype="Int64"),
        }
    ),
    "events": pd.DataFrame({"participant_id": []}),
}
LABELS = {"age": "Leeftijd", "school": "School", "smoking": "Rookt\n nu", "remark": "é" * 200}


@pytest.mark.parametrize(("language", "synthetic"), [("nl", True), ("en", False)])
def test_what_is_written(language: str, synthetic: bool, tmp_path: Path, pinned: Callable[..., None]) -> None:
    manifest = Manifest.model_validate(CONTENT)
    dictionary = pd.DataFrame(
        [
            {"table": table, "variable": name, "label_nl": label, "label_en": label.upper()}
            for table in TABLES
            for name, label in LABELS.items()
        ]
    )
    made = write_for_others(TABLES, dictionary, manifest, tmp_path, language, synthetic=synthetic)  # type: ignore[arg-type]
    lines = [f"{path.name} {path.stat().st_mode & 0o777:o}" for path in made]
    for path in made:
        lines.append(f"== {path.name}")
        if path.suffix == ".csv":
            lines.append(path.read_text(encoding="utf-8"))
            continue
        frame, meta = pyreadstat.read_sav(str(path))
        lines += [meta.file_label, *meta.notes, str(meta.creation_time)]
        for name in frame:
            lines.append(
                f"{name} ({meta.original_variable_types[name]}): {meta.column_names_to_labels[name]}"
            )
            lines += [f"  {frame[name].tolist()}", f"  {meta.variable_value_labels.get(name)}"]
    pinned(f"cohorts/tidy_for_others/{language}", "\n".join(lines) + "\n")
