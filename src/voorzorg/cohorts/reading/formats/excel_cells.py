"""Cells of a workbook that show an error, or a formula that was never computed: readers see them as empty.

Excel keeps a formula's last value beside it. Programs that write formulas do not, until Excel has opened and
saved the file.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

NOT_COMPUTED = "not computed"
_CELL = re.compile(rb"<c\b(?P<head>[^>]*?)(?:/>|>(?P<body>.*?)</c>)", re.DOTALL)
_PLACE = re.compile(rb'\br="([A-Z]{1,3})(\d+)"')
_ERROR = re.compile(rb'\bt="e"')
_VALUE = re.compile(rb"<v>([^<]+)</v>|<is>")
_FORMULA = re.compile(rb"<f[ />]")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def broken_cells(path: Path, sheet: str) -> dict[int, dict[str, list[int]]]:
    """Column (0 is A) -> what its cells show (``#REF!``, or :data:`NOT_COMPUTED`) -> rows, counted from 1.

    Nothing for what is no .xlsx or .xlsm: older workbooks keep their cells otherwise.
    """
    try:
        with zipfile.ZipFile(path) as book:
            page = book.read(_page(book, sheet))
    except (zipfile.BadZipFile, KeyError, StopIteration, OSError, ElementTree.ParseError):
        return {}
    found: dict[int, dict[str, list[int]]] = {}
    if not (_ERROR.search(page) or _FORMULA.search(page)):
        return found
    for match in _CELL.finditer(page):
        head, body = match["head"], match["body"] or b""
        value = _VALUE.search(body)
        if _ERROR.search(head):
            shows = value[1].decode() if value and value[1] else "#REF!"
        elif _FORMULA.search(body) and value is None and b't="str"' not in head:
            shows = NOT_COMPUTED  # a formula that gives an empty text says that it is text
        else:
            continue
        if place := _PLACE.search(head):
            found.setdefault(_number(place[1].decode()), {}).setdefault(shows, []).append(int(place[2]))
    return found


def _page(book: zipfile.ZipFile, sheet: str) -> str:
    """The name, inside the workbook, of a sheet's page."""
    pages = ElementTree.fromstring(book.read("xl/workbook.xml"))
    wanted = next(
        p.get(_RELATION) for p in pages.iter() if p.tag.endswith("}sheet") and p.get("name") == sheet
    )
    relations = ElementTree.fromstring(book.read("xl/_rels/workbook.xml.rels"))
    target = next(r.get("Target") for r in relations if r.get("Id") == wanted)
    return posixpath.normpath(posixpath.join("/xl", str(target))).lstrip("/")


def _number(letters: str) -> int:
    """A -> 0, Z -> 25, AA -> 26."""
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number - 1
