"""Figures from the estimates: SVG, PNG and PDF of each, and a journal's version of it."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pandas as pd

from voorzorg.present.context import Context
from voorzorg.present.estimate_rows import View
from voorzorg.present.figures.registry import FIGURES, FigureKind, Plan, plans

_TOGETHER = 12  # figures that go at once

__all__ = ["FIGURES", "FigureKind", "Plan", "plans", "write_figures"]


def write_figures(estimates: pd.DataFrame, context: Context, out_dir: str | Path) -> list[Path]:
    """Draw every figure for which there are rows; returns the files written."""
    from voorzorg.present.figures.files import save
    from voorzorg.present.figures.recording import Recorder
    from voorzorg.present.figures.style import styled

    out = Path(out_dir)
    out.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    recorder = Recorder()
    with styled(), _collected_here():
        for number, plan in enumerate(plans(View(estimates, context)), 1):
            figure = plan.draw()
            if figure is not None:
                written += save(figure, out, plan.key, recorder)
            figure = None
            if not number % _TOGETHER:
                gc.collect()
    return written


@contextmanager
def _collected_here() -> Iterator[None]:
    """Leave it to the caller when to collect: a figure is thousands of objects in cycles.

    Looking for some that can go while they are made takes a quarter of the time, and after every figure a
    twelfth; some megabytes each are cheaper. What was there before is set aside.
    """
    gc.freeze()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.unfreeze()
