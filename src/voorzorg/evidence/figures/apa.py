"""Test results as papers print them in running text (t(28) = 2.20, p = .03), read into a draft of a figures
file.

What statcheck reads (Nuijten and others 2016, Behav Res Methods 48:1205): t, F, r, chi-squared and z with
their degrees of freedom and p-value. It is a draft: outcome and place are left to a person, and what is
written in another way is not found.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from pathlib import Path

from voorzorg.atomic_write import atomic_write
from voorzorg.errors import UserError
from voorzorg.spreadsheet import as_text

_SPACE = r"\s*"
_NUMBER = r"[-−–]?\s*(?:\d{1,3}(?:,\d{3})+|\d+)?\.?\d+"
_DF = r"\d+(?:\.\d+)?"
_TEST = (
    rf"(?P<t>\bt){_SPACE}\({_SPACE}(?P<tdf>{_DF}){_SPACE}\)"
    rf"|(?P<f>\bF){_SPACE}\({_SPACE}(?P<f1>{_DF}){_SPACE},{_SPACE}(?P<f2>{_DF}){_SPACE}\)"
    rf"|(?P<r>\br){_SPACE}\({_SPACE}(?P<rdf>{_DF}){_SPACE}\)"
    rf"|(?P<c>(?:chi|[χΧXx])[\s_^]*[2²]){_SPACE}\({_SPACE}(?P<cdf>{_DF}){_SPACE}"
    rf"(?:,{_SPACE}[Nn]{_SPACE}={_SPACE}(?P<n>[\d,]+){_SPACE})?\)"
    rf"|(?P<z>\b[zZ])"
)
_SHARE = r"0?\.\d+(?:e-?\d+)?|1\.0+(?!\d)|[01](?!\.?\d)"
_P = rf"(?:(?P<ns>n\.?s\.?)|[pP]{_SPACE}(?P<psign>[<>=≤≥]){_SPACE}(?P<p>{_SHARE}))"
_RESULT = re.compile(rf"(?:{_TEST}){_SPACE}(?P<sign>[<>=]){_SPACE}(?P<value>{_NUMBER}){_SPACE},{_SPACE}{_P}")
COLUMNS = (
    "figure_id",
    "source",
    "location",
    "outcome",
    "arm",
    "statistic",
    "value",
    "comparison",
    "df1",
    "df2",
    "n",
    "p_value",
    "remark",
)


@dataclass(frozen=True)
class Found:
    """One test result in a text."""

    statistic: str
    value: str
    comparison: str
    df1: str
    df2: str
    n: str
    p: str
    raw: str
    page: int


def results_in(text: str, page: int = 0) -> list[Found]:
    """The test results of a text, in their order."""
    found = []
    for m in _RESULT.finditer(text):
        kind = next(name for name in ("t", "f", "r", "c", "z") if m[name])
        statistic = {
            "t": "t_statistic",
            "f": "f_statistic",
            "r": "correlation",
            "c": "chi2_statistic",
            "z": "z_statistic",
        }[kind]
        value = re.sub(r"\s", "", m["value"]).replace(",", "").replace("−", "-").replace("–", "-")
        value = re.sub(r"^(-?)\.", r"\g<1>0.", value)
        df1 = m["tdf"] or m["f1"] or m["rdf"] or m["cdf"] or ""
        p = "" if m["ns"] else _plain(m["p"])
        sign = "" if m["ns"] or m["psign"] == "=" else {"≤": "<=", "≥": ">="}.get(m["psign"], m["psign"])
        raw = " ".join(m[0].split())
        printed = ">0.05" if m["ns"] else sign + p
        n = (m["n"] or "").replace(",", "")
        found.append(Found(statistic, value, m["sign"], df1, m["f2"] or "", n, printed, raw, page))
    return found


def _plain(p: str) -> str:
    """.05 as 0.05, .5e-3 as 0.0005."""
    if "e" in p:
        from decimal import Decimal

        return format(Decimal(p), "f")
    return f"0{p}" if p.startswith(".") else p


def read_document(path: str | Path) -> list[Found]:
    """The test results of a text file or PDF.

    Raises
    ------
    UserError
        Where the file cannot be read, or is a PDF and the reader for it is not installed.
    """
    path = Path(path)
    if path.suffix.lower() == ".pdf":
        return [r for page, text in enumerate(_pages(path), start=1) for r in results_in(text, page)]
    try:
        return results_in(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError):
        raise UserError(f"{path.name}: not readable as UTF-8 text; save it as text or give the PDF") from None


def _pages(path: Path) -> list[str]:
    try:
        import pypdf
    except ImportError:
        raise UserError(
            f"{path.name}: reading a PDF takes the package pypdf (pip install 'voorzorg[pdf]'); "
            "or save it as text"
        ) from None
    try:
        return [page.extract_text() or "" for page in pypdf.PdfReader(path).pages]
    except Exception:
        raise UserError(f"{path.name}: not readable as a PDF; save it again, or save it as text") from None


def write_draft(found: list[Found], source: str, path: str | Path) -> Path:
    """A figures file of the results; ``outcome`` says ``to_fill_in`` where a person has to."""
    key = re.sub(r"[^A-Za-z0-9_.-]+", "_", source).strip("_.-") or "paper"
    with atomic_write(Path(path)) as partial, partial.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle)
        writer.writerow(COLUMNS)
        for i, r in enumerate(found, start=1):
            place = f"page {r.page}" if r.page else ""
            row = (f"{key}.{i}", key, place, "to_fill_in", "contrast", r.statistic, r.value, r.comparison)
            writer.writerow([as_text(str(cell)) for cell in (*row, r.df1, r.df2, r.n, r.p, r.raw)])
    return Path(path)
