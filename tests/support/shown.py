"""What a person is shown, as text to pin: pages in outline, tables line by line, figures artist by artist.

Nothing here depends on a font: of a figure are told the places in the data and on the page, never how wide a
text is.
"""

from __future__ import annotations

import base64
import json
import re
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import Collection
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.image import AxesImage
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.text import Annotation, Text

from voorzorg.present.tables.model import Table

# ---- pages -----------------------------------------------------------------------------------------------

#: Elements that go on in the line of what they stand in.
_INLINE = frozenset(
    {
        "a", "abbr", "b", "br", "button", "code", "dd", "dt", "em", "i", "input", "label", "li", "option",
        "small", "span", "strong", "sub", "summary", "sup", "td", "th", "tspan",
    }
)  # fmt: skip
_VOID = frozenset({"br", "col", "hr", "img", "input", "link", "meta", "wbr"})


class _Outline(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self.line = ""
        self.within: list[str] = []
        self.kind = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        found = dict(attributes)
        told = "".join(f' {name}="{_short(value or "")}"' for name, value in found.items())
        if tag not in _INLINE:
            self.end()
        self.line += f"<{tag}{told}>"
        if tag not in _VOID:
            self.within.append(tag)
            self.kind = found.get("type") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag in self.within:
            while self.within.pop() != tag:
                pass
        if tag not in _INLINE:
            self.end()
        elif tag in ("td", "th"):
            self.line += " |"

    def handle_data(self, data: str) -> None:
        if self.within and self.within[-1] == "style":
            return
        if self.within and self.within[-1] == "script":
            if self.kind == "application/json":
                self.end()
                self.lines += list(_laid_out(json.loads(data)))
            return
        text = " ".join(data.replace("\N{NO-BREAK SPACE}", "⍽").split())
        if text:
            self.line += ("" if self.line.endswith((">", "|", "")) else " ") + text

    def end(self) -> None:
        if self.line:
            self.lines.append(self.line)
        self.line = ""


def outline(html: str) -> str:
    """A page as one line per block: elements with their attributes, texts, and the data of its scripts.

    Styles and scripts are left out, and of files inside the page all but their first line; a space that does
    not break is ⍽, and the fingerprint of a plan, which every change of a setting changes, is no text.
    """
    reader = _Outline()
    reader.feed(html)
    reader.close()
    reader.end()
    return without_fingerprints("\n".join(reader.lines) + "\n")


def without_fingerprints(text: str) -> str:
    return re.sub(r"\b(?=[0-9a-f]*[a-f])(?=[0-9a-f]*[0-9])[0-9a-f]{16}\b", "(fingerprint)", text)


def _short(value: str) -> str:
    """An attribute; a file inside the page as its text, where it is one."""
    if not value.startswith("data:"):
        return value.replace("\N{NO-BREAK SPACE}", "⍽")
    kind, _, content = value.partition(",")
    if kind.startswith("data:text/csv"):
        text = base64.b64decode(content).decode("utf-8") if kind.endswith("base64") else content
        return f"{kind}, {len(text.splitlines())} lines: {text.splitlines()[0]}" if text else kind
    return kind


def _laid_out(node: Any, at: str = "") -> Iterator[str]:
    """JSON, a line for each list of plain values and each plain value."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield from _laid_out(value, f"{at}.{key}")
    elif isinstance(node, list) and any(isinstance(value, dict | list) for value in node):
        for number, value in enumerate(node):
            yield from _laid_out(value, f"{at}[{number}]")
    else:
        yield f"{at} = {json.dumps(_rounded(node), ensure_ascii=False)}"


def _rounded(node: Any) -> Any:
    """Numbers to six digits: what is computed may differ in the last between machines."""
    if isinstance(node, list):
        return [_rounded(value) for value in node]
    return float(f"{node:.6g}") if isinstance(node, float) else node


# ---- tables ----------------------------------------------------------------------------------------------


def lines_of(table: Table) -> str:
    """A table with everything that any of its formats shows."""
    marks = {"left": "<", "right": ">", "center": "^"}
    head = [f"{c.spanner + ': ' if c.spanner else ''}{c.label} {marks[c.align]}" for c in table.columns]
    out = [f"== {table.key} ({table.section}) {table.title}", " | ".join(head)]
    for line in table.lines:
        out.append("  " * line.indent + ("# " if line.kind == "group" else "") + " | ".join(line.cells))
    out += [f"note: {note}" for note in table.notes]
    return without_fingerprints("\n".join(out).replace("\N{NO-BREAK SPACE}", "⍽") + "\n")


_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
#: What Word is told of a table and its texts that is a decision and no default.
_TOLD = (
    "jc", "gridSpan", "tblHeader", "cantSplit", "keepNext", "b", "i", "sz", "ind", "lang", "pStyle",
    "gridCol", "orient", "pgSz", "tcW", "instrText", "bookmarkStart", "hyperlink", "tblBorders", "top",
    "bottom",
)  # fmt: skip


def word_of(path: Path) -> str:
    """The paragraphs and tables of a Word file with what is decided of them."""
    with zipfile.ZipFile(path) as file:
        parts = {name: file.read(name) for name in file.namelist() if name.startswith("word/")}
    out = []
    for name in sorted(n for n in parts if re.fullmatch(r"word/(document|header\d*|footer\d*)\.xml", n)):
        out.append(f"== {name}")
        out += _word_lines(ElementTree.fromstring(parts[name]))
    return "\n".join(out).replace("\N{NO-BREAK SPACE}", "⍽") + "\n"


def _word_lines(root: ElementTree.Element) -> Iterator[str]:
    for paragraph in root.iter():
        tag = paragraph.tag.removeprefix(_W)
        if tag in ("tbl", "tr", "sectPr"):
            yield f"{tag} {_decided(paragraph, ('p', 'tr', 'tc', 'tbl'))}".rstrip()
        elif tag == "tc":
            yield f"cell {_decided(paragraph, ('p', 'tbl'))}".rstrip()
        elif tag == "p":
            text = "".join(part.text or "" for part in paragraph.iter(f"{_W}t"))
            yield f"  {_decided(paragraph, ())} {text}".rstrip()


def _decided(node: ElementTree.Element, without: tuple[str, ...]) -> str:
    found: list[str] = []

    def walk(part: ElementTree.Element) -> None:
        for child in part:
            name = child.tag.removeprefix(_W)
            if name in without:
                continue
            if name in _TOLD:
                values = ",".join(f"{k.removeprefix(_W)}={v}" for k, v in child.attrib.items())
                found.append(f"{name}({values or child.text or ''})")
            walk(child)

    walk(node)
    return " ".join(dict.fromkeys(found))


# ---- figures ---------------------------------------------------------------------------------------------


def artists_of(figure: Figure, key: str) -> Iterator[dict[str, Any]]:
    """A row per text, line, area and mark of a figure: where it stands, what it says, how it looks."""
    size = [float(side) for side in figure.get_size_inches()]
    yield _row(key, "", "figure", getattr(figure, "title", ""), "", size, getattr(figure, "drawing", ()))
    for artist in figure.get_children():
        if not isinstance(artist, Axes) and artist is not figure.patch:
            yield from _told(key, "figure", artist, None)
    for number, axes in enumerate(figure.axes, 1):
        place = f"axes {number}"
        bounds = [float(one) for one in axes.get_position().bounds]
        look = f"{axes.get_xscale()} {axes.get_yscale()} {'' if axes.axison else 'off'}"
        sides = " ".join(name for name, spine in axes.spines.items() if spine.get_visible())
        yield _row(key, place, "axes", sides, look, bounds, [*axes.get_xlim(), *axes.get_ylim()])
        for name, axis in (("x", axes.xaxis), ("y", axes.yaxis)):
            low, high = sorted(axis.get_view_interval())
            ticks = [float(t) for t in axis.get_majorticklocs() if low - 1e-9 <= t <= high + 1e-9]
            said = axis.get_major_formatter().format_ticks(ticks)
            yield _row(key, place, f"{name} ticks", " | ".join([axis.get_label_text(), *said]), "", ticks, ())
        for artist in axes.get_children():
            if artist is not axes.patch and artist not in axes.spines.values():
                yield from _told(key, place, artist, axes)


def _told(key: str, place: str, artist: Artist, axes: Axes | None) -> Iterator[dict[str, Any]]:
    if not artist.get_visible():
        return
    where = _frame(artist, axes)
    look = f"z{artist.get_zorder():g} a{artist.get_alpha() if artist.get_alpha() is not None else 1:g}"
    if isinstance(artist, Text):
        if artist.get_text().strip():
            x, y = artist.get_position()
            kind = [
                artist.get_ha(),
                artist.get_va(),
                f"{artist.get_fontsize():g}",
                str(artist.get_fontweight()),
            ]
            kind += [_colour(artist.get_color()), f"{artist.get_rotation():g}"]
            to = [*artist.xy] if isinstance(artist, Annotation) else []
            yield _row(key, place, f"text {where}", artist.get_text(), " ".join([*kind, look]), [x, y], to)
    elif isinstance(artist, Line2D):
        kind = [_colour(artist.get_color()), str(artist.get_linestyle()), f"{artist.get_linewidth():g}"]
        kind += [
            str(artist.get_marker()),
            _colour(artist.get_markerfacecolor()),
            f"{artist.get_markersize():g}",
        ]
        x, y = (np.ravel(np.asarray(part, float)) for part in artist.get_data())
        yield _row(key, place, f"line {where}", _label(artist), " ".join([*kind, look]), x, y)
    elif isinstance(artist, Patch):
        vertices = artist.get_patch_transform().transform(artist.get_path().vertices)
        kind = [
            _colour(artist.get_facecolor()),
            _colour(artist.get_edgecolor()),
            f"{artist.get_linewidth():g}",
        ]
        kind += [str(artist.get_linestyle()), str(artist.get_hatch() or "")]
        x, y = vertices[:, 0], vertices[:, 1]
        yield _row(key, place, f"{type(artist).__name__} {where}", "", " ".join([*kind, look]), x, y)
    elif isinstance(artist, Collection):
        colours = [_colour(one) for one in artist.get_facecolor()] + [
            _colour(one) for one in artist.get_edgecolor()
        ]
        kind = " ".join([*dict.fromkeys(colours), look])
        offsets = np.asarray(artist.get_offsets(), float).reshape(-1, 2)
        points = [path.vertices for path in artist.get_paths()]
        points = np.concatenate(points) if points else np.empty((0, 2))
        if len(offsets) > 1 or (len(offsets) and np.any(offsets)):
            points = offsets
        yield _row(
            key, place, f"{type(artist).__name__} {where}", _label(artist), kind, points[:, 0], points[:, 1]
        )
    elif isinstance(artist, AxesImage):
        values = np.ma.filled(np.ma.asarray(artist.get_array(), float), np.nan).ravel()
        yield _row(key, place, "image", "", look, values, artist.get_extent())
    else:
        for child in artist.get_children():
            if type(artist).__name__ not in ("XAxis", "YAxis"):
                yield from _told(key, place, child, axes)


def _frame(artist: Artist, axes: Axes | None) -> str:
    """On which scales an artist's coordinates are: the data's along x, along y or both, or a share."""
    if axes is None:
        return "page"
    transform = artist.get_transform()
    if transform.output_dims != 2:
        return "--"
    x, y = transform.contains_branch_seperately(axes.transData)
    return ("x" if x else "-") + ("y" if y else "-")


def _colour(colour: Any) -> str:
    if isinstance(colour, str) and colour == "none":
        return "none"
    return to_hex(colour, keep_alpha=True).removesuffix("ff")


def _label(artist: Artist) -> str:
    label = str(artist.get_label())
    return "" if label.startswith("_") else label


def _row(key: str, place: str, what: str, said: str, look: str, x: Any, y: Any) -> dict[str, Any]:
    return {
        "figure": key,
        "place": place,
        "what": what,
        "said": said.replace("\N{NO-BREAK SPACE}", "⍽"),
        "look": look,
        "x": _numbers(x),
        "y": _numbers(y),
    }


def _numbers(values: Any) -> str:
    """Numbers as JSON, which is compared number by number."""
    return json.dumps([_plain(value) for value in values])


def _plain(value: Any) -> float | str:
    if isinstance(value, str):
        return value
    number = float(value)
    return float(f"{number:.6g}") if np.isfinite(number) else str(number)
