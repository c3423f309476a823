"""Tables say what the estimates say, in three formats alike."""

import csv
import io
import re
import shutil
import subprocess
from html import escape
from pathlib import Path

import pytest
from docx import Document
from present_rows import make_context

from voorzorg.present.estimate_rows import View
from voorzorg.present.tables import ALL_IN_ONE, build_tables, write_tables
from voorzorg.present.tables.cohort import baseline_table
from voorzorg.present.tables.formats.delimited import delimited
from voorzorg.present.tables.formats.html import breakable, fragment, page
from voorzorg.present.tables.formats.latex import document, latex
from voorzorg.present.tables.formats.word import _kept_together, _shares, write_word
from voorzorg.present.tables.model import Column, Line, Table
from voorzorg.present.tables.models import sensitivity_table
from voorzorg.present.words.numbers import DASH


@pytest.fixture(scope="module")
def tables(estimates):
    return {table.key: table for table in build_tables(View(estimates, make_context("nl")))}


def line(table, label):
    return next(entry.cells for entry in table.lines if entry.cells[0] == label)


def test_every_kind_of_table_is_there(tables):
    assert {
        "flow",
        "missingness",
        "baseline",
        "risk_factors",
        "risks_partner_violence",
        "multilevel_partner_violence",
        "sensitivity_partner_violence",
        "means_smoking",
        "times_maltreatment",
        "multiplicity",
    } <= set(tables)


def test_flow_gives_counts_and_shares_of_those_randomised(tables):
    flow = tables["flow"]
    assert flow.lines[0].cells == ("Geloot", "223", "237")
    assert ("Gemeten", "134 (60,1%)", "177 (74,7%)") in [entry.cells for entry in flow.lines]


def test_baseline_has_standardised_differences_and_no_p_values(tables):
    baseline = tables["baseline"]
    assert [c.label for c in baseline.columns][-1] == "Gestandaardiseerd verschil"
    assert not any(c.label.startswith("p") for c in baseline.columns)
    assert line(baseline, "Leeftijd (jaar), gemiddelde (SD)")[1].endswith("(2,9)")
    assert "Basisonderwijs" in [entry.cells[0] for entry in baseline.lines]


def test_a_share_of_some_of_an_arm_says_of_how_many(estimates):
    """Only who smoked is asked whether she tried to stop: 103 (79,8%) is of 129, not of 223."""
    asked = (estimates["outcome"] == "baseline:single") & (estimates["arm"] == "control")
    assert asked.sum() == 1
    some = estimates.copy()
    some.loc[asked, ["n_reference", "events_reference", "estimate"]] = [129, 103, 103 / 129]
    all_asked, table = (baseline_table(View(rows, make_context("nl"))) for rows in (estimates, some))
    assert len(table.notes) == len(all_asked.notes) + 1
    cells = {row.cells[0]: row.cells for row in table.lines if row.kind == "data"}
    (own,) = (found for label, found in cells.items() if any("103" in cell for cell in found))
    assert own[1] == "103/129 (79,8%)" and "/" not in own[2]


def test_a_note_stands_below_a_table_that_has_what_it_explains(estimates):
    context = make_context("nl")
    family = "smoking"
    whole = sensitivity_table(View(estimates, context), family)
    assert any(note.startswith("Kantelpunt") for note in whole.notes)
    without = estimates[~estimates["estimand"].eq("tipping_point")]
    table = sensitivity_table(View(without, context), family)
    assert not any("antelpunt" in text for text in (*table.notes, *(c.label for c in table.columns)))


def test_risk_table_shows_counts_percentages_intervals_and_holm(tables, estimates):
    row = estimates.query(
        "outcome == 'cps_report' and estimand == 'risk_difference' and method.str.contains('test')"
    ).iloc[0]
    cells = line(tables["risks_maltreatment"], "Melding kindermishandeling tot 3 jaar")
    share = f"{100 * row.events_treated / row.n_treated:.1f}%".replace(".", ",")
    assert cells[2] == f"{row.events_treated}/{row.n_treated} ({share})"
    assert " tot " in cells[3] and cells[7] != DASH


def test_an_outcome_that_does_not_vary_keeps_its_line_and_says_why(tables):
    table = tables["risks_partner_violence"]
    lines = [entry.cells for entry in table.lines]
    at = next(i for i, cells in enumerate(lines) if cells[0] == "Letsel, ernstig (slachtoffer)")
    last = lines[at + 6]
    assert last[1:3] == ("0/134 (0,0%)", "0/177 (0,0%)")
    assert last[4] == last[5] == DASH
    assert any("bestaat niet" in note for note in table.notes)


def test_the_baseline_wave_is_no_hypothesis(tables):
    labels = [entry.cells[1] for entry in tables["multiplicity"].lines if entry.kind == "data"]
    assert "16-28 weken zwanger" not in labels


def test_html_is_accessible_and_escaped():
    table = Table("x", "A & B", [Column("Wie", "left"), Column("<n>")], language="nl", banner="Synthetisch")
    table.heading("Groep")
    table.add("a<b", "1")
    html = page(table)
    assert "<caption><h1>A &amp; B</h1></caption>" in html and "&lt;n&gt;" in html and "a&lt;b" in html
    assert 'scope="col"' in html and 'scope="row"' in html and 'scope="rowgroup"' in html
    assert "Synthetisch" in html and "http" not in html


def test_html_headings_cover_all_columns(tables):
    for table in tables.values():
        top = re.search(r"<thead><tr>(.*?)</tr>", fragment(table)).group(1)
        widths = [int(w) for w in re.findall(r'colspan="(\d+)"', top)] or [1] * len(table.columns)
        assert sum(widths) == len(table.columns), table.key


def test_csv_opens_in_a_dutch_spreadsheet(tables):
    text = delimited(tables["risks_smoking"])
    assert text.startswith("\ufeff") and "\u2212" not in text
    rows = list(csv.reader(io.StringIO(text[1:]), delimiter=";"))
    assert len({len(r) for r in rows if len(r) > 1}) == 1
    assert rows[1][0] == "Roken"


def test_word_has_a_real_table_with_repeated_headings(tmp_path, tables):
    write_word([tables["risks_smoking"]], tmp_path / "a.docx")
    document = Document(tmp_path / "a.docx")
    (table,) = document.tables
    source = tables["risks_smoking"]
    assert len(table.rows) == len(source.lines) + 2
    marked = [row._tr.trPr is not None and "tblHeader" in row._tr.trPr.xml for row in table.rows]
    assert marked == [True, True] + [False] * len(source.lines)
    shown = [cell.text.replace("\N{NO-BREAK SPACE}", " ") for cell in table.rows[3].cells]
    assert shown == [text.replace("\N{NO-BREAK SPACE}", " ") for text in source.lines[1].cells]
    assert "Synthetische gegevens" in document.sections[0].header.paragraphs[0].text


def test_a_wide_word_table_fits_the_page_and_gives_room_where_the_text_is(tmp_path, tables):
    write_word([tables["risks_smoking"]], tmp_path / "a.docx")
    document = Document(tmp_path / "a.docx")
    section = document.sections[0]
    widths = [column.width for column in document.tables[0].columns]
    assert sum(widths) <= section.page_width - section.left_margin - section.right_margin + len(widths)
    labels = [cell.text for cell in document.tables[0].rows[1].cells]
    assert widths[labels.index("Relatief risico")] > 1.8 * widths[labels.index("p")]


def test_an_interval_in_a_word_table_does_not_break_over_lines(tmp_path, tables):
    write_word([tables["risks_smoking"]], tmp_path / "a.docx")
    cells = [cell.text for row in Document(tmp_path / "a.docx").tables[0].rows for cell in row.cells]
    intervals = [text for text in cells if " tot " in text.replace("\N{NO-BREAK SPACE}", " ")]
    assert intervals
    assert not any(" tot " in text for text in intervals)


def test_the_same_table_gives_the_same_word_file(tmp_path, tables):
    for name in ("a", "b"):
        write_word(list(tables.values())[:3], tmp_path / f"{name}.docx")
    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()


def test_all_files_are_written_and_marked_synthetic(tmp_path, estimates, context):
    few = estimates[estimates["family"].isna() | (estimates["family"] == "birth")]
    written = write_tables(few, context, tmp_path)
    assert {p.suffix for p in written} == {".html", ".csv", ".tex", ".docx"}
    assert tmp_path / ALL_IN_ONE in written
    for path in written:
        if path.suffix != ".docx":
            assert context.t("banner.short") in Path(path).read_text(encoding="utf-8"), path.name


def test_cells_must_match_the_columns():
    with pytest.raises(ValueError, match="2 cells for 1 columns"):
        Table("x", "x", [Column("a")]).add("1", "2")


@pytest.mark.parametrize(
    ("cell", "parts"),
    [
        ("−12,9 (−23,4 tot −2,0)", ["−12,9", "(−23,4\u00a0tot\u00a0−2,0)"]),
        ("1.234 (1.100 to 1.400)", ["1.234", "(1.100\u00a0to\u00a01.400)"]),
        ("92/149 (61,7%)", ["92/149", "(61,7%)"]),
        ("twee woorden", ["twee", "woorden"]),
    ],
)
def test_an_estimate_breaks_before_its_interval_and_nowhere_else(cell, parts):
    assert breakable(cell).split(" ") == parts


def test_a_word_document_is_in_its_language_with_numbered_captions_and_a_list(tmp_path, tables):
    write_word(list(tables.values())[:3], tmp_path / "a.docx")
    document = Document(tmp_path / "a.docx")
    assert 'w:lang w:val="nl-NL"' in document.styles.element.xml
    captions = [one.text for one in document.paragraphs if one.style.name == "Caption"]
    assert [text.split(". ")[0] for text in captions] == ["Tabel 1", "Tabel 2", "Tabel 3"]
    assert document.paragraphs[0].style.name == "Heading 1"
    listed = [one.text for one in document.paragraphs if one.style.name == "Normal"]
    assert all(caption in listed for caption in captions)
    assert " TOC " in document.element.xml and " SEQ Tabel " in document.element.xml


def test_a_short_group_stays_on_one_page_and_a_long_one_keeps_its_heading(tables):
    lines = [Line(("A",), "group"), *[Line(("x",))] * 3, Line(("B",), "group"), *[Line(("y",))] * 20]
    kept = _kept_together(lines)
    assert kept[:5] == [True, True, True, False, True] and not any(kept[5:])


def test_latex_keeps_what_is_special_to_it_as_text(tables):
    table = Table("x_y", "Costs & 5 % of $1 {a}_b", [Column("a", "left"), Column("b", spanner="s_s")])
    table.heading("g#1")
    table.add("[1]", "−0,5 (≥ 3)", indent=1)
    table.notes += ["once", "once"]
    text = latex(table)
    assert r"\caption{Costs \& 5 \% of \$1 \{a\}\_b}\label{tab:x_y}" in text
    assert r"$-$0,5 ($\geq$ 3)" in text and r"\textbf{g\#1}" in text and r"\hspace*{1em}{}[1]" in text
    assert r"\cmidrule(lr){2-2}" in text and text.count("once") == 1
    assert document([table]).count(r"\input{x_y.tex}") == 1


@pytest.mark.skipif(shutil.which("pdflatex") is None, reason="needs pdflatex")
def test_the_latex_document_compiles_and_nothing_runs_into_the_next_column(tmp_path, tables):
    some = list(tables.values())
    for table in some:
        (tmp_path / f"{table.key}.tex").write_text(latex(table), encoding="utf-8")
    (tmp_path / "tables.tex").write_text(document(some), encoding="utf-8")
    command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "tables.tex"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 0, done.stdout[-800:]
    said = (tmp_path / "tables.log").read_text(encoding="latin-1")
    assert max(map(float, re.findall(r"Overfull .hbox .([0-9.]+)pt", said)), default=0) < 5


def test_an_interval_in_latex_stays_on_one_line():
    table = Table("x", "x", [Column("a", "left"), Column("b")])
    table.add("Roken", "−9,4 (−20,3 tot 1,8)")
    assert r"$-$9,4 ($-$20,3~tot~1,8)" in latex(table)


def test_no_column_of_a_word_table_breaks_a_number(tables):
    """The narrowest columns hold an interval and a p-value on one line, and the widths fill the page."""
    table = tables["risks_smoking"]
    room = 160.0
    shares = _shares(table, room)
    assert sum(shares) == pytest.approx(1)
    for line in table.lines:
        for share, cell in zip(shares, line.cells if line.kind == "data" else (), strict=False):
            pieces = re.findall(r"\([^()]*\d[^()]*\)|[\d,.\u2212/%<]+", cell)
            assert share * room >= max(map(len, pieces), default=0), (cell, share * room)


def test_the_page_of_a_table_has_one_main_part_one_heading_and_no_empty_name(tables):
    for table in tables.values():
        text = page(table)
        assert text.count("<main>") == text.count("<h1>") == 1
        assert f"<h1>{escape(table.title)}</h1>" in text
        assert not re.findall(r"<th[^>]*></th>", text), table.key
