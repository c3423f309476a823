"""Tidy data for other programs: SPSS files with labels, and CSV."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path
from typing import Any

import pandas as pd

from voorzorg.atomic_write import atomic_write, private_file, private_folder
from voorzorg.cohorts.manifest.model import Manifest
from voorzorg.reproducible import sav_without_clock
from voorzorg.spreadsheet import table_as_text
from voorzorg.text import Language

TABLES = ("participants", "waves", "events", "visits")
_LONGEST = 255  # bytes of a label of a variable, as SPSS has it
_TITLE, _NOTE = 64, 80  # bytes of a file's label, and of a line of its notes
_WRAPPED = 60  # characters of such a line: room for signs of more than a byte
_YES_NO = {"nl": {0.0: "nee", 1.0: "ja"}, "en": {0.0: "no", 1.0: "yes"}}
_SYNTHETIC = {
    "nl": "synthetische gegevens: geen echte deelnemers",
    "en": "synthetic data: no real participants",
}


def write_for_others(
    tables: dict[str, pd.DataFrame],
    dictionary: pd.DataFrame,
    manifest: Manifest,
    folder: Path,
    language: Language,
    *,
    synthetic: bool,
) -> list[Path]:
    """Write each table that has rows as ``<table>.sav`` and ``<table>.csv``; only their owner may read them.

    In SPSS a category is a number with value labels in the order of its keys, yes and no are 1 and 0, and a
    variable has its label in ``language``. CSV has the keys themselves. Both say in their first column
    whether the data are synthetic or real.
    """
    private_folder(folder)
    labels = {(r["table"], r["variable"]): str(r[f"label_{language}"]) for r in dictionary.to_dict("records")}
    written = []
    for name, table in tables.items():
        if table.empty:
            continue
        shown = table.copy()
        shown.insert(0, "data_kind", "synthetic" if synthetic else "real")
        target = folder / f"{name}.csv"
        with atomic_write(target) as partial:
            table_as_text(shown).to_csv(partial, index=False, encoding="utf-8", lineterminator="\n")
        written.append(private_file(target))
        own = {str(c): labels.get((name, str(c)), "") for c in shown}
        written.append(_sav(shown, own, manifest, folder / f"{name}.sav", language, synthetic=synthetic))
    return written


def _sav(
    table: pd.DataFrame,
    labels: dict[str, str],
    manifest: Manifest,
    path: Path,
    language: Language,
    *,
    synthetic: bool,
) -> Path:
    import pyreadstat

    columns, values = {}, {}
    for name in table:
        columns[str(name)], coded = _coded(table[name], str(name), manifest, language)
        if coded:
            values[str(name)] = coded
    title, said = manifest.title[language], [_SYNTHETIC[language]] if synthetic else []
    with atomic_write(path) as partial:
        pyreadstat.write_sav(
            pd.DataFrame(columns),
            str(partial),
            file_label=_short(_SYNTHETIC[language] if synthetic else title, _TITLE),
            note=[_short(line, _NOTE) for line in [*said, *textwrap.wrap(title, _WRAPPED)]],
            column_labels={name: _short(label) for name, label in labels.items() if label},
            variable_value_labels=values,
            row_compress=True,
        )
        partial.write_bytes(sav_without_clock(partial.read_bytes()))
    return private_file(path)


def _coded(
    values: pd.Series, name: str, manifest: Manifest, language: Language
) -> tuple[pd.Series, dict[Any, str]]:
    """A column as SPSS keeps it, and what its numbers mean."""
    if pd.api.types.is_datetime64_any_dtype(values):
        days = [None if pd.isna(day) else pd.Timestamp(day).date() for day in values]
        return pd.Series(days, index=values.index, dtype=object), {}
    described = manifest.variables.get(name)
    kind = manifest.derived[name].type if name in manifest.derived else described.type if described else ""
    if pd.api.types.is_numeric_dtype(values):
        numbers = values.astype("Float64").astype("float64")
        return numbers, _YES_NO[language] if kind == "binary" or (described and described.cut) else {}
    keys = _keys(values, name, manifest, language)
    if keys is None:
        texts = values.astype(object).where(values.notna(), "")
        return texts.map(str), {}
    numbers = values.astype(object).map({key: float(k) for k, key in enumerate(keys, 1)})
    meanings: dict[Any, str] = {float(k): _short(label, 120) for k, label in enumerate(keys.values(), 1)}
    return numbers.astype("float64"), meanings


def _keys(values: pd.Series, name: str, manifest: Manifest, language: Language) -> dict[str, str] | None:
    """Labels by key of a column of categories, in the manifest's order; nothing for other texts."""
    if name == "arm" and manifest.arms is not None:
        known = {key: arm.label[language] for key, arm in manifest.arms.levels.items()}
    elif name == "wave":
        known = {wave.key: wave.label[language] for wave in manifest.waves}
    elif name in manifest.variables and manifest.variables[name].type == "category":
        known = {key: text[language] for key, text in (manifest.variables[name].labels or {}).items()}
    else:
        return None
    present = sorted({str(value) for value in values.dropna()})
    return known | {key: key for key in present if key not in known}


def _short(label: str, longest: int = _LONGEST) -> str:
    """A label in one line that fits in so many bytes."""
    line = re.sub(r"\s+", " ", label).strip()
    return line.encode()[:longest].decode(errors="ignore")
