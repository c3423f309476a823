"""How far two runs of one source differ: other Python, NumPy, pandas or SciPy.

    python -m benchmarks.versions results/voorzorg_rct/estimates.parquet elsewhere/estimates.parquet

Differences are |a - b| / max(1, |a|, |b|). The documented bound is 5e-6 (docs/outputs.md).
"""

from __future__ import annotations

import sys

import numpy as np
import pandas as pd

BOUND = 5e-6
_NUMBERS = ("estimate", "std_error", "ci_low", "ci_high", "p_value", "p_adjusted")
_NAMES = (
    "outcome", "wave", "informant", "population", "analysis", "method", "estimand", "scale", "arm",
    "contrast", "category", "time_weeks", "missing_handling",
)  # fmt: skip


def main() -> int:
    first, second = (_keyed(pd.read_parquet(path)) for path in sys.argv[1:3])
    alone = first.index.symmetric_difference(second.index)
    print(f"{len(first)} and {len(second)} rows, {len(alone)} in one of them only")
    both = first.index.intersection(second.index)
    worst = 0.0
    for name in _NUMBERS:
        a, b = (table.loc[both, name].astype(float) for table in (first, second))
        difference = (a - b).abs() / np.maximum(1, np.maximum(a.abs(), b.abs()))
        filled = int((a.isna() != b.isna()).sum())
        print(f"{name:11} at most {difference.max():.1e}; filled in one only: {filled}")
        worst = max(worst, difference.max(), float(filled))
    return int(worst > BOUND or len(alone) > 0)


def _keyed(table: pd.DataFrame) -> pd.DataFrame:
    """Rows by what they are of; rows that share it are numbered."""
    names = table[[name for name in _NAMES if name in table]].astype(object).fillna("").astype(str)
    key = names.agg("|".join, axis=1)
    return table.set_index(key + "|" + key.groupby(key).cumcount().astype(str))


if __name__ == "__main__":
    raise SystemExit(main())
