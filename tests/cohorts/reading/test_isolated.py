"""What kills, hangs or exhausts the reading of a file is one message about that file."""

import os
import time
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from voorzorg.cohorts.checks.findings import Findings, UnreadableError
from voorzorg.cohorts.identity.unread_sheets import refuse_identifiers_there
from voorzorg.cohorts.manifest.data import File
from voorzorg.cohorts.reading import isolated as module
from voorzorg.cohorts.reading.files import read_table
from voorzorg.cohorts.reading.isolated import isolated


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "x.sav"
    path.write_bytes(b"x")
    return path


def test_a_result_comes_back(file: Path) -> None:
    assert isolated(lambda: [1, "a"], file) == [1, "a"]


def test_a_refusal_comes_back_in_its_own_words(file: Path) -> None:
    def refuse() -> None:
        raise UnreadableError("cut off", expected="a whole file", action="copy it again", rows=[3])

    with pytest.raises(UnreadableError) as caught:
        isolated(refuse, file)
    assert (caught.value.check, caught.value.expected, caught.value.rows) == ("cut off", "a whole file", (3,))


def test_a_dead_process_is_told(file: Path) -> None:
    with pytest.raises(UnreadableError, match="ended the program"):
        isolated(lambda: os.kill(os.getpid(), 11), file)


def test_too_much_memory_is_told(file: Path) -> None:
    with pytest.raises(UnreadableError, match="more memory"):
        isolated(lambda: len(bytearray(3_000_000_000)), file, megabytes=200)


def _spin(seconds: float) -> str:
    """Work for so long of the processor, however long that takes by the clock."""
    until = time.process_time() + seconds
    while time.process_time() < until:
        pass
    return "read"


def test_reading_that_takes_too_much_of_the_processor_is_ended(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_SECONDS", 1)
    with pytest.raises(UnreadableError, match="far too long"):
        isolated(lambda: _spin(60), file)


def test_reading_that_waits_for_ever_is_ended(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_SECONDS", 0.03)
    with pytest.raises(UnreadableError, match="far too long"):
        isolated(lambda: time.sleep(60), file)


def test_a_busy_machine_makes_no_sound_file_unreadable(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It waits for its turn for longer than it may take of the processor."""

    def waiting() -> str:
        time.sleep(1.5)
        return _spin(0.1)

    monkeypatch.setattr(module, "_SECONDS", 1)
    assert isolated(waiting, file) == "read"


def test_what_an_exception_says_is_not_told(file: Path) -> None:
    def fail() -> None:
        raise ValueError("Zwanenburgwal")

    with pytest.raises(UnreadableError) as caught:
        isolated(fail, file)
    assert "Zwanenburgwal" not in str(caught.value.check)


def test_parquet_that_states_more_than_any_data_is_refused(tmp_path: Path) -> None:
    """Equal cells cost nothing in the file, and gigabytes outside it."""
    path = tmp_path / "d.parquet"
    whole = pa.array(np.zeros(10_000_000, dtype="int8"))
    pq.write_table(pa.table({f"c{k}": whole for k in range(25)}), path)
    assert path.stat().st_size < 2_000_000
    with pytest.raises(UnreadableError, match="more cells than any data"):
        read_table(path, "d.parquet", File(path="d.parquet", holds="participants", id="id"), Findings())


def test_a_workbook_of_many_sheets_is_read_once(tmp_path: Path) -> None:
    path = tmp_path / "d.xlsx"
    with pd.ExcelWriter(path) as book:
        for k in range(120):
            sheet = pd.DataFrame({"id": [1, 2, 3], f"q{k}": [4, 5, 6]})
            sheet.to_excel(book, sheet_name=f"S{k}", index=False)
        names = pd.DataFrame({"telefoon": ["06-12345678", "06-23456789", "06-34567890"]})
        names.to_excel(book, sheet_name="Contact", index=False)
    findings, start = Findings(), time.monotonic()
    sheets = tuple(f"S{k}" for k in range(120)) + ("Contact",)
    refuse_identifiers_there([(path, "d.xlsx", "S0", sheets)], (), findings)
    assert [one.column for one in findings.errors] == ["telefoon"]
    assert time.monotonic() - start < 20


def test_time_and_memory_grow_with_the_file_and_nothing_is_dumped(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")

    def limits() -> tuple[tuple[int, int], int, int]:
        names = (resource.RLIMIT_CORE, resource.RLIMIT_CPU, resource.RLIMIT_AS)
        core, cpu, memory = (resource.getrlimit(name) for name in names)
        return core, cpu[0], memory[0]

    small, large = tmp_path / "small.sav", tmp_path / "large.sav"
    small.write_bytes(b"")
    large.write_bytes(b"x" * 2_000_000)
    (core, seconds, memory), (_, more_seconds, more_memory) = isolated(limits, small), isolated(limits, large)
    assert core == (0, 0)
    assert (seconds, more_seconds) == (8, 14)
    assert more_memory - memory == pytest.approx(120_000_000, abs=20_000_000)
    given = isolated(limits, small, megabytes=700)[2]
    assert memory - given == pytest.approx(800_000_000, abs=20_000_000)
