"""What kills, hangs or exhausts the reading of a file is one message about that file."""

import os
import time
from pathlib import Path

import pytest

from voorzorg.cohorts.checks.findings import UnreadableError
from voorzorg.cohorts.reading import isolated as module
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


def test_endless_reading_is_ended(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_SECONDS", 0.3)
    start = time.monotonic()
    with pytest.raises(UnreadableError, match="far too long"):
        isolated(lambda: time.sleep(60), file)
    assert time.monotonic() - start < 5


def test_what_an_exception_says_is_not_told(file: Path) -> None:
    def fail() -> None:
        raise ValueError("Zwanenburgwal")

    with pytest.raises(UnreadableError) as caught:
        isolated(fail, file)
    assert "Zwanenburgwal" not in str(caught.value.check)
