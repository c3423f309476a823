"""A Parquet file that states more than is ever read is refused before it is read."""

from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pyarrow.parquet as pq
import pytest

from voorzorg.cohorts.checks.findings import UnreadableError
from voorzorg.cohorts.reading.formats.parquet import _read


@pytest.mark.parametrize(
    ("rows", "columns", "read"),
    [
        (20_000_000, 10, True),
        (20_000_001, 1, False),
        (10_000_000, 20, True),
        (10_000_001, 20, False),
        (1_000, 200_000, True),
        (1_000, 200_001, False),
    ],
)
def test_as_many_as_twenty_million_rows_and_two_hundred_million_cells(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows: int, columns: int, read: bool
) -> None:
    path = tmp_path / "x.parquet"
    pd.DataFrame({"id": ["a", "b"], "score": [1, 2]}).to_parquet(path)
    stated = SimpleNamespace(num_rows=rows, num_columns=columns)
    monkeypatch.setattr(pq, "read_metadata", lambda _: stated)
    if read:
        assert list(_read(path, "x.parquet").frame["id"]) == ["a", "b"]
    else:
        with pytest.raises(UnreadableError):
            _read(path, "x.parquet")
