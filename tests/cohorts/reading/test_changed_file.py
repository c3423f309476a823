"""A file that changes while it is read is one finding; checksums are those of the bytes that were read."""

import hashlib
from pathlib import Path

import pytest

from voorzorg.cohorts.checks.findings import IngestError
from voorzorg.cohorts.harmonise import ingest as module
from voorzorg.cohorts.harmonise.ingest import ingest
from voorzorg.cohorts.manifest.model import Manifest

MANIFEST = Manifest.model_validate(
    {
        "name": "demo", "title": "Demo", "design": "one_arm",
        "files": [{"path": "d.csv", "holds": "participants", "id": "id", "columns": {"y": "y"}}],
        "variables": {"y": {"label": "Y", "type": "integer"}},
    }
)  # fmt: skip


def test_the_checksum_is_of_the_bytes_that_were_read(tmp_path: Path) -> None:
    data = tmp_path / "d.csv"
    data.write_bytes(b"id,y\n1,2\n2,3\n")
    found = ingest(MANIFEST, tmp_path)
    assert found.digests == {str(data): hashlib.sha256(data.read_bytes()).hexdigest()}


def test_a_change_in_between_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = tmp_path / "d.csv"
    data.write_bytes(b"id,y\n1,2\n2,3\n")
    real = module._parts

    def replaced(*arguments):
        parts = real(*arguments)
        data.write_bytes(b"id,y\n1,2\n")
        return parts

    monkeypatch.setattr(module, "_parts", replaced)
    with pytest.raises(IngestError, match="changed while it was read"):
        ingest(MANIFEST, tmp_path)
