"""Write tidy data: every file, or none."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from voorzorg.atomic_write import private_file, private_folder

if TYPE_CHECKING:
    from voorzorg.cohorts.harmonise.ingest import Ingested

FILES = (
    "participants.parquet",
    "waves.parquet",
    "events.parquet",
    "visits.parquet",
    "quality.parquet",
    "dictionary.csv",
)


def write_tidy(ingested: Ingested, out_dir: str | Path) -> list[Path]:
    """Write the tables of docs/contracts.md into ``out_dir`` and return their paths.

    Only their owner may read them. They are written beside it first and moved in one by one when all are
    complete, so that a full disk or an interruption while writing leaves what was there before.
    """
    out = private_folder(out_dir)
    staging = Path(tempfile.mkdtemp(prefix=".tidy-", dir=out))
    try:
        tables = {
            "participants.parquet": ingested.participants,
            "waves.parquet": ingested.waves,
            "events.parquet": ingested.events,
            "visits.parquet": ingested.visits,
            "quality.parquet": ingested.findings.frame(),
        }
        for name, table in tables.items():
            _to_parquet(table, staging / name)
        ingested.dictionary.to_csv(
            staging / "dictionary.csv", index=False, encoding="utf-8", lineterminator="\n"
        )
        for name in FILES:
            private_file(staging / name).replace(out / name)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return [out / name for name in FILES]


def _to_parquet(table: pd.DataFrame, path: Path) -> None:
    table.to_parquet(path, index=False, compression="zstd")
    with path.open("rb") as file:
        os.fsync(file.fileno())
