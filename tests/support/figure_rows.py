"""Published figures for tests: rows as dictionaries, everything else not stated."""

from __future__ import annotations

from typing import Any

import pandas as pd

from voorzorg.evidence.figures.schema import COLUMN_NAMES


def frame(*rows: dict[str, Any]) -> pd.DataFrame:
    """A table as ``read_figures`` gives it; ``value`` is the number as printed, as text."""
    table: dict[str, list[Any]] = {name: [] for name in (*COLUMN_NAMES, "value_text", "file", "row")}
    for i, row in enumerate(rows):
        text = str(row.get("value", ""))
        full = {
            "figure_id": f"f{i}",
            "source": "paper",
            "study": "trial",
            "outcome": "event",
            "comparison": "=",
            "file": "test",
            "row": i + 2,
            **row,
            "value_text": text,
            "value": float(text) if text else None,
        }
        full.setdefault("quantity", full["figure_id"])
        full.setdefault("location", full["source"])
        full.setdefault("decimals", len(text.partition(".")[2]))
        for name, cells in table.items():
            cells.append(full.get(name))
    return pd.DataFrame(table)
