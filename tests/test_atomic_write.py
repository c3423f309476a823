"""A file appears whole or not at all, and nothing is left beside it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from voorzorg.atomic_write import atomic_write

SOURCE = Path(__file__).parents[1] / "src" / "voorzorg"


def test_a_file_that_was_written_well_is_there_and_alone(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "table.csv"

    with atomic_write(path) as partial:
        partial.write_text("a,b\n", encoding="utf-8")
        assert not path.exists()

    assert path.read_text(encoding="utf-8") == "a,b\n"
    assert list(path.parent.iterdir()) == [path]


def test_a_failure_leaves_what_was_there_before(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("before", encoding="utf-8")

    with pytest.raises(OSError, match="no space"), atomic_write(path) as partial:
        partial.write_text("half", encoding="utf-8")
        raise OSError("no space left on device")

    assert path.read_text(encoding="utf-8") == "before"
    assert list(tmp_path.iterdir()) == [path]


def test_writers_that_go_by_the_suffix_see_it(tmp_path: Path) -> None:
    with atomic_write(tmp_path / "book.xlsx") as partial:
        assert partial.suffix == ".xlsx"
        partial.touch()


def test_there_is_one_implementation() -> None:
    """Tidy data are several files or none of them, and have a folder of their own to begin in."""
    own = re.compile(r"[.]partial[{\"]|mkstemp|mkdtemp|os\.replace|NamedTemporaryFile")
    found = {path.name for path in SOURCE.rglob("*.py") if own.search(path.read_text(encoding="utf-8"))}
    assert found == {"atomic_write.py", "tidy.py"}
