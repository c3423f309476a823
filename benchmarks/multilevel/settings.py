"""Run a simulation setting by setting, and write its table after each."""

from __future__ import annotations

import argparse
import time
import warnings
from collections.abc import Callable, Iterable
from pathlib import Path

import pandas as pd


def run(
    description: str | None,
    out: Path,
    setting: Callable[..., dict[str, float]],
    settings: Iterable[tuple[object, ...]],
) -> None:
    """``setting`` is called with the number of trials and the values of each of ``settings``."""
    parser = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--trials", type=int, default=1000)
    parser.add_argument("--out", type=Path, default=out)
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    begin, rows = time.perf_counter(), []
    for one in settings:
        rows.append(setting(options.trials, *one))
        print(f"{time.perf_counter() - begin:.0f} s", rows[-1], flush=True)
        pd.DataFrame(rows).to_csv(options.out, index=False, float_format="%.4g")
