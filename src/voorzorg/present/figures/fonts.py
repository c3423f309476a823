"""The type of the figures: small faces made once per run, for drawing and to go inside SVG files.

Source Sans Pro is cut down to the characters of Western European text, without layout tables and hints:
embedding it as Type 42 (text that can be searched and edited) then takes little time.
"""

from __future__ import annotations

import base64
import io
import logging
import tempfile
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

FAMILY, FALLBACK = "Source Sans Pro", "DejaVu Sans"
_WEIGHTS = {400: "Regular", 600: "Semibold"}
_CHARACTERS = (
    *range(0x20, 0x7F),
    *range(0xA0, 0x100),
    *map(ord, "ĀāĂăĄąĆćČčĎďĐđĒēĖėĘęĚěĞğĢģĪīĮįİıĶķĹĺĻļĽľŁłŃńŅņŇňŌōŐőŒœŔŕŘřŚśŞşŠšŤťŪūŮůŰűŲųŸŹźŻżŽž"),
    *map(ord, "‐–—‘’‚“”„…•‰€−×≈≠≤≥←↑→↓□■●○Δαβχκλμρσ"),
)


def _source() -> Path | None:
    """The folder of the font's package, where it is installed."""
    spec = find_spec("font_source_sans_pro")
    return None if spec is None or spec.origin is None else Path(spec.origin).parent / "files"


def _cut(font: Any, characters: tuple[int, ...]) -> None:
    """Leave only these characters in an open font."""
    from fontTools import subset

    options = subset.Options(hinting=False, glyph_names=False, notdef_outline=True, name_IDs=["*"])
    options.drop_tables += ["GPOS", "GSUB", "GDEF", "DSIG"]
    logger = logging.getLogger("fontTools")
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=characters)
        subsetter.subset(font)
    finally:
        logger.setLevel(level)


@cache
def _faces() -> dict[int, bytes]:
    """Each weight's small face; empty where the font is not installed."""
    from fontTools.ttLib import TTFont

    folder = _source()
    made: dict[int, bytes] = {}
    for weight, name in _WEIGHTS.items() if folder else ():
        path = folder / f"SourceSansPro-{name}.ttf"  # type: ignore[operator]
        if path.exists():
            font = TTFont(path, lazy=True, recalcTimestamp=False)
            _cut(font, _CHARACTERS)
            buffer = io.BytesIO()
            font.save(buffer)
            made[weight] = buffer.getvalue()
    return made


@cache
def families() -> tuple[str, ...]:
    """Font families for drawing, the first that has a character wins; registers ours with matplotlib."""
    from matplotlib import font_manager

    faces = _faces()
    if not faces:
        return (FALLBACK,)
    folder = _folder()
    for weight, content in faces.items():
        path = Path(folder.name) / f"{weight}.ttf"
        path.write_bytes(content)
        font_manager.fontManager.addfont(path)
    return (FAMILY, FALLBACK)


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    """Where the faces lie until the process ends."""
    return tempfile.TemporaryDirectory(prefix="voorzorg-fonts-")


@cache
def style_of(weights: frozenset[int]) -> str:
    """CSS that brings the faces of these weights along; empty without the font."""
    return "".join(_rule(weight) for weight in sorted(weights))


@cache
def _rule(weight: int) -> str:
    from fontTools.ttLib import TTFont

    faces = _faces()
    if weight not in faces:
        return ""
    font = TTFont(io.BytesIO(faces[weight]), recalcTimestamp=False)
    font.flavor = "woff"
    buffer = io.BytesIO()
    font.save(buffer)
    data = base64.b64encode(buffer.getvalue()).decode("ascii")
    return (
        f"@font-face{{font-family:'{FAMILY}';font-weight:{weight};"
        f"src:url(data:font/woff;base64,{data}) format('woff')}}"
    )
