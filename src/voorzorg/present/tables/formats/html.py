"""A table as accessible HTML: caption, scoped headings, notes; alone in a page or as a fragment."""

from __future__ import annotations

from html import escape

from voorzorg.present.tables.model import Line, Table
from voorzorg.present.words.numbers import unbroken

STYLE = """
:root{color-scheme:light dark}
body{font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;
margin:2rem auto;max-width:1180px;padding:0 1.2rem;color:#1d2733;background:#fff}
.banner{background:#fff3cd;color:#533f03;border-left:6px solid #d39e00;padding:.5rem .9rem;font-weight:600;
margin:0 0 1rem}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums;font-size:.92em}
caption{text-align:left;font-weight:650;font-size:1.12em;padding-bottom:.6rem}
caption h1{font:inherit;margin:0}
.scroll{overflow-x:auto}
th,td{padding:.32rem .6rem;text-align:right;vertical-align:top}
thead th{border-bottom:1.5px solid #1d2733;vertical-align:bottom;font-weight:600}
thead tr:first-child th{border-top:1.5px solid #1d2733}
thead th.span{border-bottom:1px solid #9aa5b1;text-align:center}
tbody tr:last-child>*{border-bottom:1.5px solid #1d2733}
tbody th{font-weight:400}.l{text-align:left}.c{text-align:center}
tr.group th{font-weight:650;padding-top:.8rem;text-align:left}
.notes{font-size:.85em;color:#4a5663;margin:.6rem 0 0;padding:0;list-style:none}
td{white-space:nowrap}td.wrap{white-space:normal;min-width:12rem}
@media (prefers-color-scheme:dark){body{background:#14181d;color:#e4e8ec}.notes{color:#a9b4bf}
.banner{background:#4d3d07;color:#ffe9a8}thead th,
thead tr:first-child th,tbody tr:last-child>*{border-color:#aab4be}}
@media print{body{margin:0;max-width:none}td.wrap{min-width:0}
thead{display:table-header-group}tr{break-inside:avoid}}
"""

_ALIGN = {"left": "l", "right": "", "center": "c"}
_MANY = 8  # a table with more columns than this is set in smaller type
_SHORT, _LONG = 16, 34  # characters: a number with its share, and a cell that is text rather than numbers


def fragment(table: Table, *, alone: bool = False) -> str:
    """The ``<table>`` with its notes, for a page that styles it; ``alone`` its title is the page's."""
    title = f"<h1>{escape(table.title)}</h1>" if alone else escape(table.title)
    kind = "est tight" if len(table.columns) > _MANY else "est"
    notes = "".join(f"<li>{escape(note)}</li>" for note in table.notes)
    return (
        f'<table class="{kind}"><caption>{title}</caption>'
        f"<thead>{_head(table)}</thead><tbody>{''.join(_line(table, line) for line in table.lines)}</tbody>"
        f"</table>" + (f'<ul class="notes">{notes}</ul>' if notes else "")
    )


def page(table: Table) -> str:
    """A page of its own, self-contained."""
    banner = f'<p class="banner" role="note">{escape(table.banner)}</p>' if table.banner else ""
    region = f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(table.title)}">'
    return (
        f'<!DOCTYPE html>\n<html lang="{table.language}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(table.title)}</title><style>{STYLE}</style></head>"
        f"<body><main>{banner}{region}{fragment(table, alone=True)}</div></main></body></html>\n"
    )


def _head(table: Table) -> str:
    top = ""
    if table.has_spanners:
        cells = [
            f'<th class="span" scope="colgroup" colspan="{width}">{escape(text)}</th>'
            if text
            else f'<td colspan="{width}"></td>'
            for text, width in table.spanners
        ]
        top = f"<tr>{''.join(cells)}</tr>"
    labels = "".join(
        f'<th scope="col"{_class(_ALIGN[c.align])}>{escape(c.label)}</th>' for c in table.columns
    )
    return f"{top}<tr>{labels}</tr>"


def _line(table: Table, line: Line) -> str:
    if line.kind == "group":
        width = len(table.columns)
        return f'<tr class="group"><th scope="rowgroup" colspan="{width}">{escape(line.cells[0])}</th></tr>'
    indent = f' style="padding-left:{0.6 + 1.1 * line.indent:.1f}rem"' if line.indent else ""
    name = line.cells[0]
    tag = "th" if name else "td"  # what is called as the line above has no name of its own
    scope = ' scope="row"' if name else ""
    first = f"<{tag}{scope}{_class(f'l {_wrap(name)}'.strip())}{indent}>{escape(name)}</{tag}>"
    rest = "".join(
        f"<td{_class(f'{_ALIGN[column.align]} {_wrap(cell)}'.strip())}>{escape(breakable(cell))}</td>"
        for column, cell in zip(table.columns[1:], line.cells[1:], strict=True)
    )
    return f"<tr>{first}{rest}</tr>"


def breakable(cell: str) -> str:
    """An estimate with its interval, which may go over two lines between them and nowhere else."""
    return unbroken(cell) if _SHORT < len(cell) <= _LONG else cell


def _wrap(cell: str) -> str:
    """Long cells may be broken over lines, and an estimate before its interval."""
    if len(cell) > _LONG:
        return "wrap"
    return "breaks" if " (" in cell and len(cell) > _SHORT else ""


def _class(name: str) -> str:
    return f' class="{name}"' if name else ""
