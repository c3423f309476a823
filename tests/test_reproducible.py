"""The same contents give the same bytes, whenever they are written, and can still be read."""

import io
import time
from datetime import UTC, datetime

import openpyxl
import pandas as pd
import pyreadstat
import pytest

from voorzorg.reproducible import fixed_time, sav_without_clock, told_time, without_clock


def workbook() -> bytes:
    book, buffer = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["a", 1])
    book.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize("epoch", [None, "1700000000"])
def test_a_workbook_has_no_time_of_its_own(monkeypatch: pytest.MonkeyPatch, epoch: str | None) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    if epoch:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    first = workbook()
    time.sleep(2.1)  # times in a zip file count by two seconds
    second = workbook()

    assert first != second
    assert without_clock(first) == without_clock(second)
    read = openpyxl.load_workbook(io.BytesIO(without_clock(first)))
    assert read.properties.modified.replace(tzinfo=UTC) == fixed_time()
    assert [cell.value for cell in next(read.active.rows)] == ["a", 1]


def test_an_spss_file_has_no_time_of_its_own(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "951868800")
    path = tmp_path / "x.sav"
    pyreadstat.write_sav(pd.DataFrame({"a": [1.0, 2.0]}), str(path), file_label="label")
    path.write_bytes(sav_without_clock(path.read_bytes()))

    frame, meta = pyreadstat.read_sav(str(path))

    assert frame["a"].tolist() == [1.0, 2.0]
    assert meta.file_label == "label"
    assert meta.creation_time == datetime(2000, 3, 1)


def test_without_a_told_time_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert told_time() is None
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    assert told_time() is None
