"""A figure's files: SVG with real text, PNG for print, and versions for a journal's own caption."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from matplotlib.figure import Figure
from matplotlib.text import Text

from voorzorg.atomic_write import atomic_write
from voorzorg.present.figures.fonts import style_of
from voorzorg.present.figures.recording import DOTS, Recorder, Recording
from voorzorg.present.figures.sheet import BANNER_GROUP, HEADING_GROUP, Page

PNG_DPI = 300
SUFFIXES = ("svg", "png")
#: Columns of a journal in millimetres: one, and two with what is between them.
JOURNAL = (85, 175)
_LEGIBLE = 6.0  # points of the smallest text in a journal
_MM = 25.4
_SEMIBOLD = 500  # a heavier text is set in the semibold face


def save(figure: Figure, folder: Path, key: str, recorder: Recorder | None = None) -> list[Path]:
    """Write ``key`` as SVG and PNG, and under ``journal/`` as PDF without heading and notes.

    A journal's version is as wide as one column or two, wherever its smallest text can be read at that width.
    The same figure gives the same bytes. A ``recorder`` for several figures measures a text once.
    """
    drawing = (recorder or Recorder()).record(figure)
    made = {"svg": lambda: svg_of(figure, drawing), "png": lambda: png_of(drawing)}
    paths = [_write(folder / f"{key}.{suffix}", made[suffix]()) for suffix in SUFFIXES]
    if isinstance(figure, Page):
        for width in _legible_widths(figure):
            path = folder / "journal" / f"{key}_{width}mm.pdf"
            paths.append(_write(path, journal_of(figure, drawing, width)))
    return paths


def svg_of(figure: Figure, drawing: Recording) -> bytes:
    """SVG whose text is text, with its faces of the font, so that it looks the same everywhere."""
    from matplotlib.backends.backend_svg import RendererSVG

    file = io.StringIO()
    metadata = {"Date": None, "Creator": "voorzorg"}
    if isinstance(figure, Page):
        metadata |= {"Title": figure.title, "Description": figure.explained}
    renderer = RendererSVG(drawing.width, drawing.height, file, image_dpi=PNG_DPI, metadata=metadata)
    drawing.onto(renderer)
    renderer.finalize()
    weights = {600 if _heavy(text.get_fontweight()) else 400 for text in figure.findobj(Text)}
    style = f"<defs><style>{style_of(frozenset(weights))}</style>"
    return file.getvalue().replace("<defs>", style, 1).encode("utf-8")


def smallest_text(page: Page) -> float:
    """Points of the smallest text of a figure, apart from its heading and notes."""
    texts = (text for text in page.findobj(Text) if text.get_visible() and text.get_text().strip())
    return min(float(text.get_fontsize()) for text in texts if text.get_gid() != HEADING_GROUP)


def _legible_widths(page: Page) -> list[int]:
    """Widths at which the smallest text of a figure can be read."""
    smallest = smallest_text(page)
    return [width for width in JOURNAL if smallest * _scale(page, width) >= _LEGIBLE]


def _scale(page: Page, width: int) -> float:
    return width / _MM / float(page.get_size_inches()[0])


def journal_of(page: Page, drawing: Recording, width: int) -> bytes:
    """PDF of what a journal takes, so many millimetres wide.

    It has no heading and no notes; the line that says synthetic comes down.
    """
    from matplotlib.backends.backend_pdf import Op, PdfFile, RendererPdf

    part, lowered = page.journal_part()
    buffer = io.BytesIO()
    file = PdfFile(buffer, {"CreationDate": None, "Creator": "voorzorg", "Producer": None})
    try:
        scale = _scale(page, width)
        file.newPage(scale * part.width, scale * part.height)
        file.width, file.height = part.width, part.height  # lines are cut at these, in the drawing's inches
        file.output(scale, 0, 0, scale, 0, 0, Op.concat_matrix)
        renderer = RendererPdf(file, PNG_DPI, part.height, part.width)
        drawing.onto(
            renderer,
            shift=-part.y0 * DOTS,
            without={HEADING_GROUP},
            moved={BANNER_GROUP},
            by=-lowered * DOTS,
        )
        renderer.finalize()
        file.finalize()
    finally:
        file.close()
    return buffer.getvalue()


def png_of(drawing: Recording) -> bytes:
    """PNG without the channel of transparency, which takes as long to compress as a colour."""
    from matplotlib.backends.backend_agg import RendererAgg
    from PIL import Image

    scale = PNG_DPI / DOTS
    size = (round(drawing.width * scale), round(drawing.height * scale))
    renderer = RendererAgg(*size, PNG_DPI)
    drawing.onto(renderer, scale=scale)
    return _png(np.asarray(Image.fromarray(np.asarray(renderer.buffer_rgba())).convert("RGB")))


def _png(pixels: np.ndarray) -> bytes:
    """Pixels as PNG, each line as its difference from the one above.

    Of charts, most of which is like the line above, that is as small as the usual trying of five filters a
    line, and takes a third of the time.
    """
    height, width, channels = pixels.shape
    lines = np.empty((height, 1 + width * channels), np.uint8)
    lines[:, 0] = 2  # the filter "up"
    flat = pixels.reshape(height, width * channels)
    lines[0, 1:] = flat[0]
    np.subtract(flat[1:], flat[:-1], out=lines[1:, 1:])
    per_metre = round(PNG_DPI / 0.0254)
    chunks = [
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
        (b"pHYs", struct.pack(">IIB", per_metre, per_metre, 1)),
        (b"tEXt", b"Software\0voorzorg"),
        (b"IDAT", zlib.compress(lines.data, 1)),
        (b"IEND", b""),
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunks(chunks))


def _chunks(chunks: Iterable[tuple[bytes, bytes]]) -> Iterable[bytes]:
    for name, content in chunks:
        yield struct.pack(">I", len(content)) + name + content
        yield struct.pack(">I", zlib.crc32(content, zlib.crc32(name)))


def _write(path: Path, data: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with atomic_write(path) as partial:
        partial.write_bytes(data)
    return path


def _heavy(weight: str | int) -> bool:
    return weight == "bold" or (isinstance(weight, int | float) and weight > _SEMIBOLD)
