r"""Tables for LaTeX: ``longtable`` with the rules of ``booktabs``, to be read in with ``\input``.

Rows break over pages with the heading repeated; a heading inside the table stays with its first line.
"""

from __future__ import annotations

from voorzorg.languages import BY_CODE
from voorzorg.present.tables.formats.html import breakable
from voorzorg.present.tables.model import Line, Table
from voorzorg.present.words.numbers import MINUS

#: What a document that reads the tables in must load.
PACKAGES = ("booktabs", "longtable", "array", "amssymb")
_LONG = 26  # characters: a longer cell is text, which breaks over lines
_ROOM = 0.994  # of the line, what columns share, each with the space beside it
_BETWEEN = 0.0083  # of the line, the space between two columns
_SPECIAL = str.maketrans(
    {
        "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "%": r"\%",
        "_": r"\_", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", MINUS: r"$-$", "×": r"$\times$",
        "≥": r"$\geq$", "≤": r"$\leq$", "≈": r"$\approx$", "→": r"$\rightarrow$", "←": r"$\leftarrow$",
        "●": r"$\bullet$", "○": r"$\circ$", "■": r"$\blacksquare$", "□": r"$\square$",
        "\N{NO-BREAK SPACE}": "~", "…": r"\ldots{}", "<": r"\textless{}", ">": r"\textgreater{}",
        "Δ": r"$\Delta$", "α": r"$\alpha$", "β": r"$\beta$", "κ": r"$\kappa$", "χ": r"$\chi$", "²": r"$^2$",
        "†": r"\dag{}", "‑": "-", "\N{THIN SPACE}": r"\,", "\N{NARROW NO-BREAK SPACE}": r"\,",
    }
)  # fmt: skip


def escaped(text: str) -> str:
    """Text that LaTeX prints as it stands."""
    return text.translate(_SPECIAL)


def latex(table: Table) -> str:
    """The table with its caption, its label (``tab:<key>``) and its notes."""
    width = len(table.columns)
    head = _head(table)
    lines = "\n".join(_line(line, width) for line in table.lines)
    texts = ([table.banner] if table.banner else []) + list(dict.fromkeys(table.notes))
    notes = "".join(
        f"\\multicolumn{{{width}}}{{@{{}}p{{\\linewidth}}@{{}}}}{{\\footnotesize {escaped(one)}}}\\\\\n"
        for one in texts
    )
    return (
        f"% needs \\usepackage{{{','.join(PACKAGES)}}}\n"
        f"\\begingroup\\footnotesize\\setlength{{\\tabcolsep}}{{3pt}}\n"
        f"\\begin{{longtable}}{{@{{}}{_layout(table)}@{{}}}}\n"
        f"\\caption{{{escaped(table.title)}}}\\label{{tab:{table.key}}}\\\\\n"
        f"{head}\\endfirsthead\n{head}\\endhead\n"
        f"\\bottomrule\n\\endfoot\n\\bottomrule\n{notes}\\endlastfoot\n"
        f"{lines}\n\\end{{longtable}}\\endgroup\n"
    )


def document(tables: list[Table]) -> str:
    """A document of its own that holds the tables, for pdfLaTeX."""
    language = BY_CODE[tables[0].language if tables else "en"]
    body = "\n".join(f"\\input{{{table.key}.tex}}" for table in tables)
    banner = f"{escaped(tables[0].banner)}\n\n" if tables and tables[0].banner else ""
    return (
        "\\documentclass[a4paper,10pt]{article}\n\\usepackage[T1]{fontenc}\n\\usepackage[utf8]{inputenc}\n"
        f"\\usepackage[{language.babel}]{{babel}}\n"
        f"\\usepackage{{{','.join(PACKAGES)}}}\n\\usepackage[landscape,margin=18mm]{{geometry}}\n"
        f"\\begin{{document}}\n{banner}\\listoftables\n{body}\n\\end{{document}}\n"
    )


def _layout(table: Table) -> str:
    """A column each, with its share of the line."""
    texts = []
    for column, width in zip(table.columns, _widths(table), strict=True):
        ragged = {"left": r"\raggedright", "right": r"\raggedleft", "center": r"\centering"}[column.align]
        texts.append(f">{{{ragged}\\arraybackslash}}p{{{width:.3f}\\linewidth}}")
    return "".join(texts)


def _widths(table: Table) -> list[float]:
    """Shares of the line: what a column holds that does not break, and a little for the narrow ones."""
    data = [line.cells for line in table.lines if line.kind == "data"]
    over = [text if width == 1 else "" for text, width in table.spanners for _ in range(width)]
    needs = []
    for number, column in enumerate(table.columns):
        longest = max((_unbroken_part(cells[number]) for cells in data), default=0)
        word = max(map(len, f"{column.label} {over[number]}".split()), default=0)
        needs.append(max(min(longest, _LONG if number else 2 * _LONG), word, 3) + 2)
    return [_ROOM * need / sum(needs) - _BETWEEN for need in needs]


def _unbroken_part(cell: str) -> int:
    """Characters of an interval where a cell may break before it, else of the whole cell."""
    parts = cell.split(" (") if breakable(cell) != cell else [cell]
    return max(map(len, parts)) + (len(parts) > 1)


def _head(table: Table) -> str:
    rows = "\\toprule\n"
    if table.has_spanners:
        cells, rules, first, widths = [], [], 1, _widths(table)
        for text, width in table.spanners:
            room = sum(widths[first - 1 : first - 1 + width]) + _BETWEEN * (width - 1)
            over = f">{{\\centering\\arraybackslash}}p{{{room:.3f}\\linewidth}}"
            told = f"\\multicolumn{{{width}}}{{{over}}}{{{escaped(text)}}}"
            cells.append(told if text else "&" * (width - 1))
            if text:
                rules.append(f"\\cmidrule(lr){{{first}-{first + width - 1}}}")
            first += width
        rows += f"{' & '.join(cells)}\\\\\n{''.join(rules)}\n"
    return rows + f"{_cells(tuple(column.label for column in table.columns))}\\\\\n\\midrule\n"


def _line(line: Line, width: int) -> str:
    if line.kind == "group":
        return (
            f"\\addlinespace\\multicolumn{{{width}}}{{@{{}}l}}{{\\textbf{{{escaped(line.cells[0])}}}}}\\\\*"
        )
    return ("\\hspace*{1em}" if line.indent else "") + f"{_cells(line.cells)}\\\\"


def _cells(cells: tuple[str, ...]) -> str:
    texts = [escaped(breakable(cell)) for cell in cells]
    return " & ".join(f"{{}}{text}" if text.startswith("[") else text for text in texts)
