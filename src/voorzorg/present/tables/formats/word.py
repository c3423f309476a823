"""Tables as Word documents: real tables with repeated heading rows, that a journal's editor can take over."""

from __future__ import annotations

import io
import itertools
import re
from pathlib import Path
from typing import Any

from voorzorg.languages import BY_CODE
from voorzorg.present.tables.model import Align, Column, Line, Table
from voorzorg.present.words.messages import message
from voorzorg.present.words.numbers import unbroken
from voorzorg.printable import printable
from voorzorg.reproducible import fixed_time, without_clock
from voorzorg.spreadsheet import as_text
from voorzorg.text import Language

_MARGIN = 648_000  # 1.8 cm in the English metric units of Word
_FIRST = 56  # characters of the first column, if there is room
_LONGEST = 32  # characters of a column; a longer text breaks
_SENTENCE = 72  # characters of a column of sentences, if there is room
_PADDING = 2  # characters' worth of space beside a text
_MANY = 7  # columns; of more the letters are smaller
_SIZES = {"few": 17, "many": 15}  # half points
_LETTER = 3_365  # width of a digit in metric units by half point: 0.53 em, somewhat more than Calibri's
_BOLD = 1.15  # width of a heading's character
_WHOLE = 14  # lines of a table that is not spread over pages
_GROUP = 9  # lines of a group, with its heading, that are kept on one page
_TWIPS = {"indent": 200, "short": 40, "beside": 60}


def write_word(tables: list[Table], path: str | Path, heading: str = "") -> None:
    """One document with these tables, landscape where one is wide; the same input gives the same bytes.

    They follow on; a table that fits on half a page stands on one. A ``heading`` stands above all.
    """
    from docx import Document
    from docx.enum.section import WD_ORIENT
    from docx.shared import Cm, Pt

    document = Document()
    language: Language = tables[0].language if tables else "en"
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
    _styles(document, language)
    if heading:
        document.add_paragraph(heading, style="Heading 1")
    elif len(tables) > 1:
        document.add_paragraph(message(language, "word.tables"), style="Heading 1")
        _contents(document, tables, language)
        document.add_page_break()
    for number, table in enumerate(tables, start=1):
        if number > 1:
            document.add_paragraph()
        _add(document, table, number, language)
    properties = document.core_properties
    properties.created = properties.modified = fixed_time()
    properties.title = heading or (tables[0].title if len(tables) == 1 else message(language, "word.tables"))
    properties.author = "voorzorg"
    properties.language = BY_CODE[language].locale
    buffer = io.BytesIO()
    document.save(buffer)
    Path(path).write_bytes(without_clock(buffer.getvalue()))


def _styles(document: Any, language: Language) -> None:
    """The language of the text, and the look of headings, captions and notes."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    styles = document.styles
    defaults = styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for old in defaults.findall(qn("w:lang")):
        defaults.remove(old)
    defaults.append(_element("lang", val=BY_CODE[language].locale, eastAsia="en-US", bidi="ar-SA"))
    note = styles.add_style("Table note", WD_STYLE_TYPE.PARAGRAPH)
    note.base_style = styles["Normal"]
    for style, size, after in (("Heading 1", 14, 6), ("Caption", 11, 4), ("Table note", 8, 0)):
        one = styles[style]
        one.font.size, one.font.color.rgb = Pt(size), RGBColor(0, 0, 0)
        one.font.bold = style != "Table note"
        one.font.italic = False
        one.paragraph_format.space_after = Pt(after)
        fonts = one.element.get_or_add_rPr().get_or_add_rFonts()
        for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{name}"), None)
        one.font.name = "Calibri"
    styles["Caption"].paragraph_format.keep_with_next = True


def _contents(document: Any, tables: list[Table], language: Language) -> None:
    """A list of tables that Word can bring up to date; what it says now is already right, without pages."""
    word = message(language, "word.table")
    lines = [f"{word} {number}. {printable(table.title)}" for number, table in enumerate(tables, start=1)]
    for place, line in enumerate(lines):
        paragraph = document.add_paragraph()
        if place == 0:
            _field(paragraph, f' TOC \\h \\z \\c "{word}" ', line, close=len(lines) == 1)
        else:
            paragraph.add_run(line)
        if place == len(lines) - 1 and place:
            paragraph.add_run()._r.append(_element("fldChar", fldCharType="end"))


def _field(paragraph: Any, code: str, shown: str, *, close: bool = True) -> None:
    """A field of Word with what it shows until it is brought up to date."""
    from docx.oxml.ns import qn

    paragraph.add_run()._r.append(_element("fldChar", fldCharType="begin"))
    instruction = _element("instrText")
    instruction.set(qn("xml:space"), "preserve")
    instruction.text = code
    paragraph.add_run()._r.append(instruction)
    paragraph.add_run()._r.append(_element("fldChar", fldCharType="separate"))
    paragraph.add_run(shown)
    if close:
        paragraph.add_run()._r.append(_element("fldChar", fldCharType="end"))


def _add(document: Any, table: Table, number: int, language: Language) -> None:
    from docx.shared import Pt

    word = message(language, "word.table")
    caption = document.add_paragraph(f"{word} ", style="Caption")
    _field(caption, f" SEQ {word} \\* ARABIC ", str(number))
    caption.add_run(f". {printable(table.title)}")
    if table.banner:
        banner = document.add_paragraph()
        banner.add_run(table.banner).italic = True
        banner.paragraph_format.keep_with_next = True
    grid = document.add_table(rows=0, cols=len(table.columns))
    size = _SIZES["many" if len(table.columns) > _MANY else "few"]
    width = document.sections[0].page_width - 2 * _MARGIN
    for column, share in zip(grid.columns, _shares(table, width / (_LETTER * size)), strict=True):
        column.width = round(share * width)
    body = grid._tbl
    beside = _element("tblCellMar")
    for edge in ("left", "right"):
        beside.append(_element(edge, w=str(_TWIPS["beside"]), type="dxa"))
    grid._tblPr.append(beside)
    if table.has_spanners:
        body.append(_spanner_row(table, size))
    labels = [column.label for column in table.columns]
    body.append(
        _row(labels, list(table.columns), bold=True, header=True, top=not table.has_spanners, size=size)
    )
    last = len(table.lines) - 1
    together = _kept_together(table.lines)
    for place, line in enumerate(table.lines):
        body.append(_line(table, line, last=place == last, keep=together[place], size=size))
    for place, note in enumerate(dict.fromkeys(table.notes)):
        paragraph = document.add_paragraph(printable(note), style="Table note")
        if place == 0:
            paragraph.paragraph_format.space_before = Pt(4)


def _kept_together(lines: list[Line]) -> list[bool]:
    """Lines that stay with the next: of a short table or group all but the last, else the heading."""
    if len(lines) <= _WHOLE:
        return [True] * (len(lines) - 1) + [False] * bool(lines)
    starts = [place for place, line in enumerate(lines) if line.kind == "group"] + [len(lines)]
    keep = [False] * len(lines)
    for start, end in itertools.pairwise(starts):
        last = end - 1 if end - start <= _GROUP else start + 1
        keep[start:last] = [True] * (last - start)
    return keep if len(lines) > 1 and not keep[-1] else [*keep[:-1], False][: len(lines)]


def _shares(table: Table, room: float) -> list[float]:
    """Each column's share of the width of ``room`` characters.

    Every column has what its longest piece that may not break needs (a word, an interval in brackets); what
    is left goes to those whose longest text is longer.
    """
    least = [_longest_word(column.label) for column in table.columns]
    first = 0
    for text, width in table.spanners:
        for k in range(first, first + width):
            least[k] = max(least[k], _longest_word(text) / width)
        first += width
    wanted = list(least)
    for line in table.lines:
        for k, cell in enumerate(line.cells if line.kind != "group" else ()):
            indent = 3 * line.indent if k == 0 else 0
            pieces = re.split(r"[ \n]", unbroken(cell))
            least[k] = max(least[k], min(indent + max(map(len, pieces)), _LONGEST))
            wanted[k] = max(wanted[k], min(indent + len(cell), _SENTENCE if k else _FIRST))
    least = [need + _PADDING for need in least]
    more = [max(0.0, want + _PADDING - need) for want, need in zip(wanted, least, strict=True)]
    spare = min(1.0, max(0.0, room - sum(least)) / sum(more)) if sum(more) else 0.0
    needs = [need + spare * extra for need, extra in zip(least, more, strict=True)]
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


def _line(table: Table, line: Line, *, last: bool, keep: bool, size: int) -> Any:
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
                keep=keep,
                size=size,
            )
        )
        return row
    return _row(list(line.cells), list(table.columns), indent=line.indent, bottom=last, keep=keep, size=size)


def _row(
    cells: list[str],
    columns: list[Column],
    *,
    bold: bool = False,
    header: bool = False,
    top: bool = False,
    bottom: bool = False,
    indent: int = 0,
    keep: bool = False,
    size: int,
) -> Any:
    row = _element("tr")
    row.append(_properties(header=header))
    for number, (text, column) in enumerate(zip(cells, columns, strict=True)):
        align: Align = "left" if number == 0 else column.align
        shift = indent if number == 0 else 0
        kept = keep or header  # a heading is never alone at the foot of a page
        row.append(
            _cell(
                text, align, bold=bold, top=top, bottom=bottom or header, indent=shift, keep=kept, size=size
            )
        )
    return row


def _spanner_row(table: Table, size: int) -> Any:
    row = _element("tr")
    row.append(_properties(header=True))
    for text, width in table.spanners:
        row.append(_cell(text, "center", bold=True, span=width, top=True, bottom=bool(text), size=size))
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
    size: int,
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
    look.append(_element("sz", val=str(size)))
    run.append(look)
    content = _element("t")
    content.text = unbroken(as_text(printable(text)))
    run.append(content)
    paragraph.append(run)
    cell.append(paragraph)
    return cell
