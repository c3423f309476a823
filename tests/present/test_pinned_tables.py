"""Every table of every kind of design, in both languages, is the one that was stored; so are its files."""

import pytest
from pinning import Pinned
from shown import lines_of, outline, word_of
from shown_studies import DESIGNS, view

from voorzorg.present.tables import build_tables
from voorzorg.present.tables.formats.delimited import delimited
from voorzorg.present.tables.formats.html import page
from voorzorg.present.tables.formats.latex import document, latex
from voorzorg.present.tables.formats.word import write_word

LANGUAGES = ("nl", "en")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("design", DESIGNS)
def test_every_table(pinned: Pinned, design: str, language: str) -> None:
    tables = build_tables(view(design, language))
    pinned(f"present/tables/{design}.{language}", "\n".join(map(lines_of, tables)))


@pytest.mark.parametrize(("design", "language"), [("three_arms", "nl"), ("late_start", "en")])
def test_every_file_of_a_table(pinned: Pinned, tmp_path, design: str, language: str) -> None:
    tables = build_tables(view(design, language))
    files = [outline(page(table)) + "\n" + latex(table) + "\n" + delimited(table) for table in tables]
    told = "\n".join([*files, document(tables)]).replace("\r\n", "\n").replace("\ufeff", "<BOM>")
    pinned(f"present/tables/files.{design}.{language}", told.replace("\N{NO-BREAK SPACE}", "⍽"))
    for name, chosen in (("all", tables[:4]), ("one", tables[4:5])):
        write_word(chosen, tmp_path / "tables.docx", heading="" if name == "all" else "A heading")
        pinned(f"present/tables/word.{name}.{language}", word_of(tmp_path / "tables.docx"))
