"""A figure's files: SVG and PDF with real text, PNG for print, and a version for a journal's own caption."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from voorzorg.atomic_write import atomic_write
from voorzorg.present.figures.fonts import style_of
from voorzorg.present.figures.sheet import Page

PNG_DPI = 300
SUFFIXES = ("svg", "png")
JOURNAL = ("pdf",)
_METADATA: dict[str, dict[str, Any]] = {
    "svg": {"Date": None, "Creator": "voorzorg"},
    "png": {"Software": "voorzorg"},
    "pdf": {"CreationDate": None, "Creator": "voorzorg", "Producer": None},
}
_SEMIBOLD = 500  # a heavier text is set in the semibold face


def save(figure: Figure, folder: Path, key: str) -> list[Path]:
    """Write ``key`` as SVG, PNG and PDF, and under ``journal/`` without heading and notes.

    The same figure gives the same bytes.
    """
    paths = []
    for suffix in SUFFIXES:
        paths.append(_write(folder / f"{key}.{suffix}", content(figure, suffix)))
    if isinstance(figure, Page):
        drawing = figure.for_journal()
        for suffix in JOURNAL:
            paths.append(_write(folder / "journal" / f"{key}.{suffix}", content(figure, suffix, drawing)))
    return paths


def content(figure: Figure, suffix: str, part: Bbox | None = None) -> bytes:
    """The bytes of a figure in a format, or of the ``part`` of it (inches) that is asked for."""
    buffer = io.BytesIO()
    if suffix == "png" and part is None:
        return _picture(figure)
    options: dict[str, Any] = {"format": suffix, "metadata": _METADATA[suffix], "bbox_inches": part}
    figure.savefig(buffer, **options, dpi=PNG_DPI)
    return _with_fonts(figure, buffer.getvalue()) if suffix == "svg" else buffer.getvalue()


def _picture(figure: Figure) -> bytes:
    """PNG without the channel of transparency, which takes as long to compress as a colour."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from PIL import Image, PngImagePlugin

    before = figure.dpi
    figure.dpi = PNG_DPI
    try:
        canvas = FigureCanvasAgg(figure)
        canvas.draw()
        image = Image.fromarray(np.asarray(canvas.buffer_rgba())).convert("RGB")
    finally:
        figure.dpi = before
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Software", "voorzorg")
    buffer = io.BytesIO()
    image.save(buffer, format="png", dpi=(PNG_DPI, PNG_DPI), pnginfo=notes, compress_level=1)
    return buffer.getvalue()


def _write(path: Path, data: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with atomic_write(path) as partial:
        partial.write_bytes(data)
    return path


def _with_fonts(figure: Figure, svg: bytes) -> bytes:
    """The SVG with its faces of the font, so that it looks the same where the font is not installed."""
    weights = {600 if _heavy(text.get_fontweight()) else 400 for text in figure.findobj(Text)}
    return svg.replace(b"<defs>", f"<defs><style>{style_of(frozenset(weights))}</style>".encode(), 1)


def _heavy(weight: str | int) -> bool:
    return weight == "bold" or (isinstance(weight, int | float) and weight > _SEMIBOLD)
