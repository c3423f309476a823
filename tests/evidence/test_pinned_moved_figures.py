"""One figure of a published trial moved at a time: what the audit says then that it did not say before.

Each figure of the examples gets one change of its own: a last digit more or less, another group size, another
number of events, another p-value or end of its interval, or that is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from voorzorg.evidence.audit import Audit, run_audit
from voorzorg.evidence.figures.loader import read_figures

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = [
    *sorted((ROOT / "data/examples/trials").glob("*.csv")),
    ROOT / "data/examples/figures-other-trial.csv",
]
#: Of longer files, every figure of so many.
_MOST = 40

Row = dict[str, Any]


def _digits(text: str, steps: int) -> str:
    number = Decimal(text)
    return str(number + steps * Decimal(1).scaleb(min(int(number.as_tuple().exponent), 0)))


def _number(column: str, steps: int) -> Callable[[Row], Row | None]:
    """The printed number that so many steps of its last digit away."""

    def move(row: Row) -> Row | None:
        text = row[f"{column}_text"]
        if not isinstance(text, str) or not text:
            return None
        moved = _digits(text, steps)
        return {f"{column}_text": moved, column: float(moved)}

    return move


def _count(column: str, by: int) -> Callable[[Row], Row | None]:
    def move(row: Row) -> Row | None:
        return None if pd.isna(row[column]) else {column: int(row[column]) + by}

    return move


def _without(*columns: str) -> Callable[[Row], Row | None]:
    def move(row: Row) -> Row | None:
        known = [name for name in columns if not pd.isna(row[name])]
        return dict.fromkeys(known, float("nan")) if known else None

    return move


MOVES: dict[str, Callable[[Row], Row | None]] = {
    "a digit more": _number("value", 1),
    "events + 1": _count("events", 1),
    "a digit less": _number("value", -1),
    "n + 1": _count("n", 1),
    "lower end + 3": _number("ci_low", 3),
    "p + 2": _number("p_value", 2),
    "five digits more": _number("value", 5),
    "upper end + 3": _number("ci_high", 3),
    "n - 1": _count("n", -1),
    "without n": _without("n"),
    "without events": _without("events"),
    "without interval": _without("ci_low", "ci_high"),
}


def _moved(table: pd.DataFrame) -> Iterator[tuple[str, str, pd.DataFrame]]:
    """Each figure with the next of the changes that it can have."""
    names = list(MOVES)
    step = -(-len(table) // _MOST)
    for k in range(0, len(table), step):
        row = table.iloc[k].to_dict()
        for name in names[k % len(names) :] + names[: k % len(names)]:
            change = MOVES[name](row)
            if change is not None:
                moved = table.copy()
                for column, value in change.items():
                    moved.loc[moved.index[k], column] = value
                yield str(row["figure_id"]), name, moved
                break


def _said(audit: Audit) -> dict[str, str]:
    return {
        c.key: " ".join(
            [c.kind, str(c.verdict), str(c.severity), *c.figures, c.arithmetic, ",".join(c.instead)]
        ).strip()
        for c in audit.checks
    }


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_one_figure_moved(path: Path, pinned: Callable[..., None]) -> None:
    table = read_figures(path)
    before = _said(run_audit(table))
    lines = []
    for figure, name, moved in _moved(table):
        after = _said(run_audit(moved))
        lines.append(f"{figure}: {name}")
        lines += [f"  - {said}" for key, said in before.items() if after.get(key) != said]
        lines += [f"  + {said}" for key, said in after.items() if before.get(key) != said]
    pinned(f"evidence/moved/{path.stem}", "\n".join(lines) + "\n")
