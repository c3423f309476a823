"""Tables as Word documents: real tables with repeated heading rows, that a journal's editor can take over."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from voorzorg.present.tables.model import Align, Column, Line, Table
from voorzorg.present.words.numbers import unbroken
from voorzorg.printable import printable
from voorzorg.reproducible import fixed_time, without_clock

_MARGIN = 648_000  # 1.8 cm in the English metric units of Word
_LONGEST = 24  # characters of a column; a longer text breaks
_PADDING = 4  # characters' worth of space beside a text
_BOLD = 1.15  # width of a heading's character
_TWIPS = {"indent": 200, "short": 40}


def write_word(tables: list[Table], path: str | Path) -> None:
    """One document with these tables, landscape where one is wide; the same input gives the same bytes."""
    from docx import Document
    from docx.enum.section import WD_ORIENT
    from docx.shared import Cm, Pt

    document = Document()
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(9)
    section = document.sections[0]
    wide = any(len(table.columns) > 5 for table in tables)
    width, height = Cm(21.0), Cm(29.7)
    section.page_width, section.page_height = (height, width) if wide else (width, height)
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, _MARGIN)
    if tables and tables[0].banner:
        section.header.paragraphs[0].text = tables[0].banner
        section.header.paragraphs[0].runs[0].bold = True
    for number, table in enumerate(tables):
        if number:
            document.add_page_break()
        _add(document, table)
    properties = document.core_properties
    properties.created = properties.modified = fixed_time()
    properties.title = tables[0].title if len(tables) == 1 else "voorzorg"
    properties.author = "voorzorg"
    properties.language = tables[0].language if tables else "en"
    buffer = io.BytesIO()
    document.save(buffer)
    Path(path).write_bytes(without_clock(buffer.getvalue()))


def _add(document: Any, table: Table) -> None:
    from docx.shared import Pt

    title = document.add_paragraph()
    run = title.add_run(table.title)
    run.bold, run.font.size = True, Pt(11)
    title.paragraph_format.space_after = Pt(4)
    title.paragraph_format.keep_with_next = True
    if table.banner:
        document.add_paragraph().add_run(table.banner).italic = True
    grid = document.add_table(rows=0, cols=len(table.columns))
    for column, share in zip(grid.columns, _shares(table), strict=True):
        column.width = round(share * document.sections[0].page_width - share * 2 * _MARGIN)
    body = grid._tbl
    if table.has_spanners:
        body.append(_spanner_row(table))
    labels = [column.label for column in table.columns]
    body.append(_row(labels, list(table.columns), bold=True, header=True, top=not table.has_spanners))
    last = len(table.lines) - 1
    for number, line in enumerate(table.lines):
        body.append(_line(table, line, last=number == last))
    for note in table.notes:
        paragraph = document.add_paragraph()
        paragraph.add_run(note).font.size = Pt(8)
        paragraph.paragraph_format.space_after = Pt(0)


def _shares(table: Table) -> list[float]:
    """Each column's share of the width, by the longest text in it; headings may break between words."""
    needs = [_longest_word(column.label) for column in table.columns]
    first = 0
    for text, width in table.spanners:
        for k in range(first, first + width):
            needs[k] = max(needs[k], _longest_word(text) / width)
        first += width
    for line in table.lines:
        if line.kind != "group":
            lengths = [len(cell) + (3 * line.indent if k == 0 else 0) for k, cell in enumerate(line.cells)]
            needs = [max(need, min(length, _LONGEST)) for need, length in zip(needs, lengths, strict=True)]
    needs = [need + _PADDING for need in needs]
    return [need / sum(needs) for need in needs]


def _longest_word(heading: str) -> float:
    return _BOLD * max(map(len, heading.split()), default=0)


def _element(tag: str, **attributes: str) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    return element


def _line(table: Table, line: Line, *, last: bool) -> Any:
    if line.kind == "group":
        row = _element("tr")
        row.append(_properties(header=False))
        row.append(
            _cell(
                line.cells[0],
                "left",
                bold=True,
                span=len(table.columns),
                before=80,
                bottom=last,
                keep=not last,
            )
        )
        return row
    return _row(list(line.cells), list(table.columns), indent=line.indent, bottom=last)


def _row(
    cells: list[str],
    columns: list[Column],
    *,
    bold: bool = False,
    header: bool = False,
    top: bool = False,
    bottom: bool = False,
    indent: int = 0,
) -> Any:
    row = _element("tr")
    row.append(_properties(header=header))
    for number, (text, column) in enumerate(zip(cells, columns, strict=True)):
        align: Align = "left" if number == 0 else column.align
        shift = indent if number == 0 else 0
        row.append(_cell(text, align, bold=bold, top=top, bottom=bottom or header, indent=shift))
    return row


def _spanner_row(table: Table) -> Any:
    row = _element("tr")
    row.append(_properties(header=True))
    for text, width in table.spanners:
        row.append(_cell(text, "center", bold=True, span=width, top=True, bottom=bool(text)))
    return row


def _properties(*, header: bool) -> Any:
    properties = _element("trPr")
    properties.append(_element("cantSplit"))
    if header:
        properties.append(_element("tblHeader"))
    return properties


def _cell(
    text: str,
    align: Align,
    *,
    bold: bool = False,
    span: int = 1,
    top: bool = False,
    bottom: bool = False,
    indent: int = 0,
    before: int = 0,
    keep: bool = False,
) -> Any:
    cell = _element("tc")
    properties = _element("tcPr")
    if span > 1:
        properties.append(_element("gridSpan", val=str(span)))
    if top or bottom:
        borders = _element("tcBorders")
        for edge, wanted in (("top", top), ("bottom", bottom)):
            if wanted:
                borders.append(_element(edge, val="single", sz="6", space="0", color="000000"))
        properties.append(borders)
    cell.append(properties)
    paragraph = _element("p")
    layout = _element("pPr")
    if keep:  # on the page of the next line
        layout.append(_element("keepNext"))
    layout.append(_element("spacing", before=str(before or _TWIPS["short"]), after=str(_TWIPS["short"])))
    if indent:
        layout.append(_element("ind", left=str(indent * _TWIPS["indent"])))
    layout.append(_element("jc", val=align))
    paragraph.append(layout)
    run = _element("r")
    look = _element("rPr")
    if bold:
        look.append(_element("b"))
    look.append(_element("sz", val="17"))
    run.append(look)
    content = _element("t")
    content.text = unbroken(printable(text))
    run.append(content)
    paragraph.append(run)
    cell.append(paragraph)
    return cell
