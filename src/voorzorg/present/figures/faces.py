"""The faces that texts are set in: which glyph stands for a character, how wide it is, and its outline.

A PDF takes a face of only the glyphs in use. They keep their numbers, so that to leave the others out is to
write a table with holes: that takes a hundredth of the time of cutting a face.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Collection, Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from fontTools.ttLib import TTFont
from fontTools.ttLib.sfnt import SFNTWriter
from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.ft2font import LoadFlags
from matplotlib.path import Path as Outline

if TYPE_CHECKING:
    from matplotlib.ft2font import GlyphIndexType

EM = 1000  # units of a face's size: widths and outlines count in them
_COPIED = ("head", "hhea", "maxp", "cvt ", "fpgm", "prep")
_POINTS = 72  # to an inch


class Face:
    """A TrueType font file.

    Parameters
    ----------
    path : the file; not a collection of several fonts.
    """

    def __init__(self, path: str | Path) -> None:
        self.path = str(path)
        font = TTFont(path, lazy=True)
        self.name = str(font["name"].getDebugName(6))
        self.tables = {tag: font.getTableData(tag) for tag in (*_COPIED, "glyf", "hmtx") if tag in font}
        self._places = list(font["loca"])
        self._glyphs, self._order = font["glyf"], font.getGlyphOrder()
        self._number = {name: number for number, name in enumerate(self._order)}
        self._of = {code: self._number[name] for code, name in font.getBestCmap().items()}
        self._scale = EM / font["head"].unitsPerEm
        self._metrics, self._long = font["hmtx"].metrics, font["hhea"].numberOfHMetrics
        head, lines = font["head"], font["hhea"]
        self.box = [self._in_ems(side) for side in (head.xMin, head.yMin, head.xMax, head.yMax)]
        self.ascent, self.descent = self._in_ems(lines.ascent), self._in_ems(lines.descent)

    def _in_ems(self, units: float) -> int:
        return round(units * self._scale)

    def glyph(self, character: str) -> int | None:
        """The number of a character's glyph; None where the face has none."""
        return self._of.get(ord(character))

    def width(self, glyph: int) -> int:
        """How far a glyph moves the next one, in :data:`EM`-ths of the size."""
        return self._in_ems(self._metrics[self._order[glyph]][0])

    @lru_cache(maxsize=2048)  # noqa: B019  faces stay as long as the process
    def outline(self, glyph: int) -> tuple[np.ndarray, np.ndarray]:
        """Points (n, 2) and codes (n,) of a glyph's path."""
        font = get_font(self.path)
        font.set_size(EM, _POINTS)
        font.load_glyph(cast("GlyphIndexType", glyph), flags=LoadFlags.NO_HINTING)
        return font.get_path()

    def only(self, glyphs: Collection[int]) -> bytes:
        """The font file with these glyphs and those that they are made of; the others are empty."""
        kept = self._with_parts(glyphs)
        outlines, places = io.BytesIO(), [0]
        for number in range(len(self._order)):
            if number in kept:
                outlines.write(self.tables["glyf"][self._places[number] : self._places[number + 1]])
                outlines.write(b"\0" * (-outlines.tell() % 4))
            places.append(outlines.tell())
        made = {tag: content for tag, content in self.tables.items() if tag in _COPIED}
        made["glyf"] = outlines.getvalue()
        made["hmtx"] = self._advances(kept)
        made["loca"] = struct.pack(f">{len(places)}L", *places)
        made["head"] = made["head"][:50] + struct.pack(">h", 1) + made["head"][52:]  # places of four bytes
        file = io.BytesIO()
        writer = SFNTWriter(file, len(made), "\0\1\0\0")
        for tag in sorted(made):
            writer[tag] = made[tag]
        writer.close()
        return file.getvalue()

    def _with_parts(self, glyphs: Collection[int]) -> set[int]:
        kept, waiting = {0}, [0, *glyphs]  # the first is what a missing glyph looks like
        while waiting:
            kept.add(number := waiting.pop())
            parts = self._glyphs[self._order[number]].getComponentNames(self._glyphs)
            waiting += [self._number[part] for part in parts if self._number[part] not in kept]
        return kept

    def _advances(self, kept: Collection[int]) -> bytes:
        """The table of widths: nought for glyphs that are left out."""
        table = bytearray(self.tables["hmtx"])
        for number in range(len(self._order)):
            if number not in kept:
                at = min(number, self._long) * 4 + max(number - self._long, 0) * 2
                size = 4 if number < self._long else 2
                # Glyphs after the last width share it.
                if number != self._long - 1:
                    table[at : at + size] = bytes(size)
        return bytes(table)


@cache
def _face(path: str) -> Face:
    return Face(path)


@cache
def faces_of(families: tuple[str, ...], style: Any, weight: int | str) -> tuple[Face, ...]:
    """The faces of font families, in order: the first that has a character draws it."""
    wanted = (FontProperties(family=[family], style=style, weight=weight) for family in families)
    return tuple(_face(str(findfont(one))) for one in wanted)


def glyphs_of(text: str, prop: FontProperties) -> Iterator[tuple[Face, int]]:
    """The glyphs of a text: next to each other, as wide as they are."""
    faces = faces_of(tuple(prop.get_family()), prop.get_style(), prop.get_weight())
    for character in text:
        face = next((one for one in faces if one.glyph(character) is not None), faces[0])
        yield face, face.glyph(character) or 0


@lru_cache(maxsize=2048)
def outline_of(text: str, prop: FontProperties) -> Outline:
    """A text's outline from the start of its baseline, in :data:`EM`-ths of its size."""
    points, codes, right = [np.empty((0, 2))], [np.empty(0, Outline.code_type)], 0
    for face, glyph in glyphs_of(text, prop):
        vertices, kinds = face.outline(glyph)
        points.append(vertices + (right, 0))
        codes.append(kinds)
        right += face.width(glyph)
    return Outline(np.concatenate(points), np.concatenate(codes))
