"""Figures from the estimates: SVG, PNG and PDF of each, and a journal's version of it."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from voorzorg.present.context import Context
from voorzorg.present.estimate_rows import View
from voorzorg.present.figures.registry import FIGURES, FigureKind, Plan, plans

__all__ = ["FIGURES", "FigureKind", "Plan", "plans", "write_figures"]


def write_figures(estimates: pd.DataFrame, context: Context, out_dir: str | Path) -> list[Path]:
    """Draw every figure for which there are rows; returns the files written."""
    from voorzorg.present.figures.files import save
    from voorzorg.present.figures.style import styled

    out = Path(out_dir)
    out.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    with styled():
        for plan in plans(View(estimates, context)):
            figure = plan.draw()
            if figure is not None:
                written += save(figure, out, plan.key)
    return written
