"""Writes the raw files of a synthetic cohort where its manifest says they stand, each whole or not at all."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import pandas as pd
import yaml

from voorzorg.atomic_write import atomic_write
from voorzorg.cohorts.manifest.data import File
from voorzorg.cohorts.manifest.model import Manifest
from voorzorg.reproducible import sav_without_clock, without_clock
from voorzorg.synthetic.encode import Encoded, encode
from voorzorg.synthetic.tables import Tables
from voorzorg.synthetic.trial.specification import SpecificationError
from voorzorg.yaml_file import read

MARK = "SYNTHETISCH: verzonnen gegevens, geen bestaande personen"
README = "LEESMIJ.txt"
EXCEL_ROWS = 1_048_575


def write_raw(
    manifest: Manifest,
    tables: Tables,
    out_dir: Path,
    seed: int,
    file_format: Literal["csv", "parquet"] | None = None,
    manifest_path: Path | None = None,
) -> None:
    """Write every file of the manifest, and a note that nobody in them exists.

    Raises
    ------
    SpecificationError
        Where a file holds what the generator does not make, or more rows than Excel can hold.
    """
    out_dir.mkdir(parents=True, exist_ok=True)
    sheets: dict[str, dict[str, pd.DataFrame]] = {}
    for file in manifest.files:
        kind = file_format or file.format or Path(file.path).suffix.lstrip(".").lower()
        encoded = encode(file, manifest, _table(file, manifest, tables), codes=kind == "sav")
        path = out_dir / file.path
        if file_format:
            _write(_renamed(path, file, file_format), _WRITERS[file_format], encoded, file, manifest)
        elif kind == "xlsx":
            sheets.setdefault(file.path, {})[str(file.sheet or "Blad1")] = encoded.frame
        elif kind in _WRITERS:
            _write(path, _WRITERS[kind], encoded, file, manifest)
        else:
            raise SpecificationError(f"{file.path}: synthetic data are written as sav, xlsx, csv or parquet")
    for name, frames in sheets.items():
        _write_excel(out_dir / name, frames)
    if file_format and manifest_path:
        _write_manifest(out_dir / "cohort.yaml", manifest_path, manifest, file_format)
    with atomic_write(out_dir / README) as part:
        part.write_text(_readme(manifest, seed), encoding="utf-8")


def _table(file: File, manifest: Manifest, tables: Tables) -> pd.DataFrame:
    """The table that a file holds; a wave file of all waves gets them under each other."""
    if file.holds == "participants":
        return tables.participants
    if file.holds == "wave" and file.wave_column:
        words = {wave.key: wave.codes[0] if wave.codes else wave.key for wave in manifest.waves}
        parts = [
            frame.assign(wave=words[wave])
            for (wave, informant), frame in tables.waves.items()
            if informant == file.informant
        ]
        if not parts:
            raise SpecificationError(f"{file.path}: no synthetic data of informant '{file.informant}'")
        return pd.concat(parts, ignore_index=True)
    source: dict[str, pd.DataFrame]
    if file.holds == "wave" and file.wave:
        key = (file.wave, file.informant)
        if key in tables.waves:
            return tables.waves[key]
        raise SpecificationError(f"{file.path}: no synthetic data for wave '{key[0]}', informant '{key[1]}'")
    source = tables.events if file.holds == "events" else tables.visits
    name = file.event if file.holds == "events" else file.informant
    if name in source:
        return source[name]
    raise SpecificationError(f"{file.path}: no synthetic {file.holds} of '{name}'")


def _renamed(path: Path, file: File, file_format: str) -> Path:
    sheet = f"_{file.sheet}" if file.sheet is not None else ""
    return path.with_name(f"{path.stem}{sheet}.{file_format}")


Writer = Callable[[Path, Encoded, File, Manifest], None]


def _write(path: Path, writer: Writer, encoded: Encoded, file: File, manifest: Manifest) -> None:
    with atomic_write(path) as part:
        writer(part, encoded, file, manifest)


def _sav(path: Path, encoded: Encoded, file: File, manifest: Manifest) -> None:
    import pyreadstat

    frame = encoded.frame.copy()
    for column in frame:
        if pd.api.types.is_datetime64_any_dtype(frame[column]):
            frame[column] = frame[column].dt.date
        elif not pd.api.types.is_numeric_dtype(frame[column]):
            frame[column] = frame[column].astype(object).where(frame[column].notna(), "")
    numeric = [c for c in frame if pd.api.types.is_numeric_dtype(frame[c])]
    texts = dict.fromkeys(encoded.missing[1:], "niet van toepassing of weet niet")
    texts |= dict.fromkeys(encoded.missing[:1], "niet beantwoord")
    labelled = {c: {**encoded.value_labels[c], **texts} for c in encoded.value_labels}
    pyreadstat.write_sav(
        frame,
        str(path),
        file_label=MARK[:64],
        note=[MARK, f"{manifest.title.nl}: {file.path}"],
        column_labels=encoded.labels,
        variable_value_labels=labelled,
        missing_ranges={c: list(encoded.missing) for c in numeric} if encoded.missing else None,
        row_compress=True,
    )
    path.write_bytes(sav_without_clock(path.read_bytes()))


def _csv(path: Path, encoded: Encoded, file: File, manifest: Manifest) -> None:
    frame = encoded.frame.copy()
    for column in frame:
        if pd.api.types.is_datetime64_any_dtype(frame[column]):
            frame[column] = frame[column].dt.strftime("%d-%m-%Y")
    frame.to_csv(
        path,
        sep=file.delimiter or ";",
        decimal=file.decimal or ",",
        encoding=file.encoding or "cp1252",
        index=False,
        lineterminator="\r\n",
    )


def _parquet(path: Path, encoded: Encoded, file: File, manifest: Manifest) -> None:
    encoded.frame.to_parquet(path, index=False)


def _write_excel(path: Path, frames: dict[str, pd.DataFrame]) -> None:
    """A workbook with a sheet per frame; its properties say that it is synthetic."""
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    book.properties.title = MARK
    book.properties.creator = "voorzorg"
    for name, frame in frames.items():
        if len(frame) > EXCEL_ROWS:
            raise SpecificationError(
                f"{path.name}: {len(frame)} rows do not fit in Excel; generate with file_format='parquet'"
            )
        sheet = book.create_sheet(name)
        sheet.append(list(frame.columns))
        cells = frame.astype(object).where(frame.notna(), None)
        for row in cells.itertuples(index=False, name=None):
            sheet.append([v.date() if isinstance(v, pd.Timestamp) else v for v in row])
    buffer = io.BytesIO()
    book.save(buffer)
    with atomic_write(path) as part:
        part.write_bytes(without_clock(buffer.getvalue()))


def _write_manifest(path: Path, source: Path, manifest: Manifest, file_format: str) -> None:
    """The manifest with every file in the other format, so that ingest can read what was written."""
    content = read(source)
    for entry, file in zip(content["files"], manifest.files, strict=True):
        entry["path"] = str(_renamed(Path(file.path), file, file_format))
        for key in ("format", "sheet", "missing"):
            entry.pop(key, None)
        if file_format == "parquet":
            for key in ("delimiter", "decimal", "encoding"):
                entry.pop(key, None)
        else:
            entry |= {"delimiter": ";", "decimal": ",", "encoding": "cp1252"}
    with atomic_write(path) as part:
        part.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")


def _readme(manifest: Manifest, seed: int) -> str:
    return (
        f"{MARK}\n\n{manifest.title.nl}\n\n"
        "Deze bestanden zijn door een rekenregel gemaakt uit gepubliceerde cijfers en aannames "
        f"({manifest.synthetic}, toevalsgetal {seed}).\nNiemand hierin bestaat. "
        "Dat de cijfers lijken op de publicatie is zo gemaakt en bewijst niets.\n\n"
        "SYNTHETIC: made by rule from published figures and assumptions; nobody in these files exists.\n"
        "Their agreement with the publication is by construction and is not a replication.\n"
    )


_WRITERS: dict[str, Writer] = {"sav": _sav, "csv": _csv, "parquet": _parquet}
