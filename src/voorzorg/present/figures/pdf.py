"""A drawing as a page of PDF: lines, areas and texts, with the glyphs in use of its faces (Type 42).

Matplotlib's own PDFs cut a face anew for every file, which takes longer than to draw a figure. Sections are
those of ISO 32000-1:2008.
"""

from __future__ import annotations

import hashlib
import math
import zlib
from typing import Any

import numpy as np
from matplotlib.backend_bases import GraphicsContextBase, RendererBase
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path
from matplotlib.transforms import Transform

from voorzorg.present.figures.faces import Face, glyphs_of

_LEVEL = 6  # of compression
_CAPS = {"butt": 0, "round": 1, "projecting": 2}
_JOINS = {"miter": 0, "round": 1, "bevel": 2}
_OPERATORS = {Path.MOVETO: "m", Path.LINETO: "l", Path.CURVE4: "c"}


class PdfRenderer(RendererBase):
    """Takes the place of a renderer of matplotlib; a dot is a point.

    Parameters
    ----------
    width, height : of the page, in points.
    """

    def __init__(self, width: float, height: float) -> None:
        super().__init__()
        self._size = (width, height)
        self._marks: list[str] = []
        self._used: dict[Face, dict[int, str]] = {}  # of each face its glyphs in use, and their characters
        self._alphas: list[tuple[float, float]] = []

    def get_canvas_width_height(self) -> tuple[float, float]:
        return self._size

    def flipy(self) -> bool:
        return False

    def draw_path(
        self, gc: GraphicsContextBase, path: Path, transform: Transform, rgbFace: Any = None
    ) -> None:
        line, fill = _line_of(gc), rgbFace if rgbFace is not None and _seen(rgbFace) else None
        if line is None and fill is None:
            return
        outline = _outline(path, transform, path.should_simplify and fill is None)
        if outline:
            paint = "f" if line is None else "S" if fill is None else "B"
            self._put(gc, fill, line or "", f"{outline} {paint}")

    def draw_text(
        self,
        gc: GraphicsContextBase,
        x: float,
        y: float,
        s: str,
        prop: FontProperties,
        angle: float,
        ismath: Any = False,  # noqa: ARG002
        mtext: Any = None,  # noqa: ARG002
    ) -> None:
        size = _number(prop.get_size_in_points())
        shown = [f"/F{face} {size} Tf <{glyphs}> Tj" for face, glyphs in self._runs(s, prop)]
        turn = math.radians(angle)
        place = _numbers((math.cos(turn), math.sin(turn), -math.sin(turn), math.cos(turn), x, y))
        self._put(gc, gc.get_rgb(), "", f"BT {place} Tm {' '.join(shown)} ET")

    def draw_image(self, *arguments: Any, **named: Any) -> None:
        raise NotImplementedError("figures consist of lines, areas and texts")

    def _put(self, gc: GraphicsContextBase, fill: Any, line: str, marks: str) -> None:
        """Note marks down with everything that says how they look."""
        forced = gc.get_alpha() if gc.get_forced_alpha() else None
        ends = [forced if forced is not None else _alpha(colour) for colour in (gc.get_rgb(), fill)]
        alphas = (float(ends[0]), float(ends[1]))
        if alphas not in self._alphas:
            self._alphas.append(alphas)
        colour = "" if fill is None else f"{_numbers(fill[:3])} rg "
        state = f"/A{self._alphas.index(alphas)} gs {colour}{line}"
        self._marks.append(f"q {_clip(gc)}{state}{marks} Q")

    def _runs(self, text: str, prop: FontProperties) -> list[tuple[int, str]]:
        """A text's glyphs as hexadecimal numbers, cut where another face takes over."""
        runs: list[tuple[int, str]] = []
        for character, (face, glyph) in zip(text, glyphs_of(text, prop), strict=True):
            self._used.setdefault(face, {}).setdefault(glyph, character)
            number = list(self._used).index(face)
            before = runs.pop()[1] if runs and runs[-1][0] == number else ""
            runs.append((number, f"{before}{glyph:04x}"))
        return runs

    def page(self, scale: float) -> bytes:
        """The file: a page so many times as wide and high as the drawing."""
        marks = "\n".join([f"{_number(scale)} 0 0 {_number(scale)} 0 0 cm", *self._marks])
        objects: list[bytes] = [b""] * 3
        fonts = [_font(objects, face, used) for face, used in self._used.items()]
        states = (f"/A{n} << /CA {_number(a)} /ca {_number(b)} >>" for n, (a, b) in enumerate(self._alphas))
        resources = (
            f"<< /Font << {' '.join(f'/F{n} {at} 0 R' for n, at in enumerate(fonts))} >> "
            f"/ExtGState << {' '.join(states)} >> >>"
        )
        box = _numbers((0, 0, *(scale * side for side in self._size)))
        contents = _add(objects, _stream(marks.encode("ascii")))
        objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
        objects[1] = b"<< /Type /Pages /Kids [ 3 0 R ] /Count 1 >>"
        objects[2] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [ {box} ] /Resources {resources} "
            f"/Contents {contents} 0 R >>"
        ).encode("ascii")
        info = _add(objects, b"<< /Creator (voorzorg) >>")
        return _file(objects, info)


def _number(value: float) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".")


def _numbers(values: Any) -> str:
    return " ".join(map(_number, values))


def _alpha(colour: Any) -> float:
    return 1.0 if colour is None or len(colour) < 4 else float(colour[3])


def _seen(colour: Any) -> bool:
    return _alpha(colour) != 0


def _line_of(gc: GraphicsContextBase) -> str | None:
    """Operators for the look of a line (8.4.4); None where it is not drawn."""
    colour, width = gc.get_rgb(), gc.get_linewidth()
    if width <= 0 or not _seen(colour) or gc.get_alpha() == 0:
        return None
    start, dashes = gc.get_dashes()
    pattern = "" if dashes is None else f"[{_numbers(dashes)}] {_number(start)} d "
    ends = f"{_CAPS[str(gc.get_capstyle())]} J {_JOINS[str(gc.get_joinstyle())]} j "
    return f"{_numbers(colour[:3])} RG {_number(width)} w {ends}{pattern}"


def _clip(gc: GraphicsContextBase) -> str:
    """Operators for what marks are cut at (8.5.4)."""
    parts = []
    rectangle = gc.get_clip_rectangle()
    if rectangle is not None:
        parts.append(f"{_numbers(rectangle.bounds)} re W n ")
    outline: tuple[Any, Any] = gc.get_clip_path()
    path, transform = outline
    if path is not None:
        parts.append(f"{_outline(path, transform)} W n ")
    return "".join(parts)


def _outline(path: Path, transform: Transform, simplify: bool = False) -> str:
    """Operators that make a path (8.5.2)."""
    clean = path.cleaned(transform, remove_nans=True, simplify=simplify, curves=True)
    points, codes = np.asarray(clean.vertices).tolist(), np.asarray(clean.codes).tolist()
    parts: list[str] = []
    waiting: list[list[float]] = []  # a place, and the points that pull the curve from it
    for point, code in zip(points, codes, strict=True):
        if code == Path.CLOSEPOLY:
            parts.append("h")
        elif code in (Path.CURVE3, Path.CURVE4):
            waiting.append(point)
            if len(waiting) == code:
                parts.append(_curve(waiting))
                waiting = [point]
        elif code != Path.STOP:
            parts.append(f"{_numbers(point)} {_OPERATORS[code]}")
            waiting = [point]
    return " ".join(parts)


def _curve(points: list[list[float]]) -> str:
    """A cubic curve from the first point to the last; a quadratic one is one of its kind."""
    start, *pulled, end = points
    if len(pulled) == 1:
        pulled = [
            [(edge + 2 * pull) / 3 for edge, pull in zip(side, pulled[0], strict=True)]
            for side in (start, end)
        ]
    return f"{' '.join(map(_numbers, [*pulled, end]))} c"


def _add(objects: list[bytes], content: bytes) -> int:
    """Append an object; its number."""
    objects.append(content)
    return len(objects)


def _stream(content: bytes, more: str = "") -> bytes:
    packed = zlib.compress(content, _LEVEL)
    head = f"<< /Length {len(packed)} /Filter /FlateDecode {more}>>\nstream\n"
    return head.encode("ascii") + packed + b"\nendstream"


def _font(objects: list[bytes], face: Face, used: dict[int, str]) -> int:
    """The objects of a face with these glyphs (9.7); the number of the first."""
    glyphs = sorted(used)
    digest = hashlib.sha256(f"{face.name} {glyphs}".encode()).digest()
    name = "".join(chr(65 + byte % 26) for byte in digest[:6]) + "+" + face.name
    content = face.only(glyphs)
    file = _add(objects, _stream(content, f"/Length1 {len(content)} "))
    box = " ".join(map(str, face.box))
    descriptor = _add(
        objects,
        f"<< /Type /FontDescriptor /FontName /{name} /Flags 4 /FontBBox [ {box} ] /ItalicAngle 0 "
        f"/Ascent {face.ascent} /Descent {face.descent} /CapHeight {face.ascent} /StemV 80 "
        f"/FontFile2 {file} 0 R >>".encode("ascii"),
    )
    widths = " ".join(f"{glyph} [ {face.width(glyph)} ]" for glyph in glyphs)
    descendant = _add(
        objects,
        f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{name} /CIDToGIDMap /Identity /W [ {widths} ] "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "
        f"/FontDescriptor {descriptor} 0 R >>".encode("ascii"),
    )
    characters = _add(objects, _stream(_characters(used)))
    return _add(
        objects,
        f"<< /Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /Identity-H "
        f"/DescendantFonts [ {descendant} 0 R ] /ToUnicode {characters} 0 R >>".encode("ascii"),
    )


def _characters(used: dict[int, str]) -> bytes:
    """Which characters glyphs are, so that text can be searched and copied (9.10.3)."""
    lines = [f"<{glyph:04x}> <{used[glyph].encode('utf-16-be').hex()}>" for glyph in sorted(used)]
    blocks = [lines[at : at + 100] for at in range(0, len(lines), 100)]
    maps = "\n".join(f"{len(block)} beginbfchar\n{chr(10).join(block)}\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /voorzorg def "
        "/CMapType 2 def 1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"{maps}\nendcmap CMapName currentdict /CMap defineresource pop end end"
    ).encode("ascii")


def _file(objects: list[bytes], info: int) -> bytes:
    """The objects with the table that says where each is (7.5)."""
    file, places = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"), []
    for number, content in enumerate(objects, 1):
        places.append(len(file))
        file += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    start = len(file)
    file += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    file += b"".join(b"%010d 00000 n \n" % place for place in places)
    file += b"trailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\n" % (len(objects) + 1, info)
    return bytes(file + b"startxref\n%d\n%%%%EOF\n" % start)
