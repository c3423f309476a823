"""One participant is not two because an identifier is written in another way."""

from __future__ import annotations

from pathlib import Path

import pytest

from voorzorg.cohorts.checks.findings import IngestError
from voorzorg.cohorts.drafting.draft import draft
from voorzorg.cohorts.harmonise.ingest import Ingested, ingest
from voorzorg.cohorts.manifest.model import Manifest
from voorzorg.yaml_file import load


def waves(folder: Path, first: list[str], second: list[str]) -> Ingested:
    for name, ids in (("meting_t0.csv", first), ("meting_t1.csv", second)):
        lines = [f"{one};{7 + 5 * k % 19}" for k, one in enumerate(ids)]
        (folder / name).write_text("\n".join(["id;epds", *lines]) + "\n", encoding="utf-8")
    made = draft("proef", sorted(folder.glob("*.csv")), folder)
    return ingest(Manifest.model_validate(load(made.text)), folder)


@pytest.mark.parametrize("way", ["vz{:d}", "VZ {:03d}", "vz_{:04d}"])
def test_waves_with_other_signs_stop(tmp_path: Path, way: str) -> None:
    with pytest.raises(IngestError) as problem:
        waves(tmp_path, [f"VZ-{k:03d}" for k in range(1, 25)], [way.format(k) for k in range(1, 25)])
    (told,) = problem.value.findings.errors
    assert told.says("finding-identifiers-differ-in-signs")
    assert told.file == "meting_t1.csv"
    assert told.row == "2, 3, 4, 5, 6 (+19)"


def test_waves_without_anybody_in_common_stop(tmp_path: Path) -> None:
    with pytest.raises(IngestError) as problem:
        waves(tmp_path, [f"VZ{k}" for k in range(1, 25)], [str(100 + k) for k in range(1, 25)])
    assert {f.check for f in problem.value.findings.errors} == {
        f.check for f in problem.value.findings if f.says("finding-nobody-in-common")
    }


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ([f"{k:04d}" for k in range(1, 25)], [str(k) for k in range(1, 25)]),
        (
            [f"{k}-11" for k in range(1, 13)] + [f"1-1{k}" for k in range(2, 9)],
            [f"{k}-11" for k in range(1, 13)],
        ),
        ([f"a{k}b{k % 3}" for k in range(24)], [f"a{k}b{k % 3}" for k in range(20)]),
    ],
)
def test_others_do_not(tmp_path: Path, first: list[str], second: list[str]) -> None:
    assert len(waves(tmp_path, first, second).participants) == len(first)
