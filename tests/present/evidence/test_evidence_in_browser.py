"""The evidence page in a browser, opened from disk: it fits, has pages, searches, and prints whole."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from browser import AXE, NEEDED, found_in, printed, serious, stranded, wider_than

from voorzorg.evidence.audit import audit
from voorzorg.evidence.figures.loader import read_figures
from voorzorg.evidence.synthesis.effects import synthesise
from voorzorg.present.evidence.report import write_evidence_report

PUBLISHED = Path(__file__).parents[3] / "data" / "published"
pytestmark = NEEDED


@pytest.fixture(scope="module")
def figures():
    return read_figures(PUBLISHED)


@pytest.fixture(scope="module", params=["nl", "en"])
def page(request, figures, tmp_path_factory) -> str:
    path = tmp_path_factory.mktemp("evidence") / "report.html"
    made = audit(figures, PUBLISHED), synthesise(figures, PUBLISHED)
    write_evidence_report(*made, PUBLISHED, request.param, path)
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("width", [360, 390, 800, 1300])
def test_nothing_is_wider_than_the_window(page, tmp_path, width):
    assert wider_than(page, tmp_path, width) == []


PAGES = """
  var table = document.getElementById("verdicts"), pager = document.querySelector("[data-pager=verdicts]");
  var find = document.querySelector("[data-for=verdicts] [data-words]");
  function rows() {
    return Array.prototype.filter.call(table.tBodies[0].rows, function (row) { return !row.hidden; });
  }
  function search(words) {
    find.value = words;
    find.dispatchEvent(new Event("input"));
    return parseInt(document.querySelector("[data-count=verdicts]").textContent, 10);
  }
  var made = { all: search(""), first: rows().length, one: rows()[0].textContent };
  made.back = pager.querySelector("[data-back]").disabled;
  pager.querySelector("[data-next]").click();
  made.second = rows()[0].textContent;
  made.where = pager.querySelector("[data-where]").textContent;
  made.signs = ["-40 %", "\\u221240 %", "\\u201340 %"].map(search);
  made.decimals = ["0,91", "0.91"].map(search);
  made.few = [rows().length, pager.hidden];
  search("");
  window.dispatchEvent(new Event("beforeprint"));
  made.paper = rows().length;
  window.dispatchEvent(new Event("afterprint"));
  made.after = rows().length;
  made.programmes = document.querySelector("[data-pager=programmes]").hidden;
  return made;
"""


def test_all_figures_have_pages_and_are_found_as_they_are_shown(page, figures, tmp_path):
    made = found_in(page, tmp_path, PAGES)
    assert made["all"] == made["paper"] == len(figures)
    assert made["first"] == made["after"] == 50 and made["back"]
    assert made["second"] != made["one"] and made["where"].endswith(f" 2 / {-(-len(figures) // 50)}")
    assert len(set(made["signs"])) == 1 and made["signs"][0] > 0
    assert len(set(made["decimals"])) == 1 and 0 < made["decimals"][0] <= 50
    assert made["few"] == [made["decimals"][0], True]
    assert made["programmes"]  # twenty are one page


def test_paper_holds_every_figure_and_strands_no_heading(page, figures, tmp_path):
    if not shutil.which("pdftotext"):
        pytest.skip("pages are not read: install pdftotext (poppler-utils)")
    path = tmp_path / "report.html"
    path.write_text(page, encoding="utf-8")
    pages = printed(path)
    assert stranded(page, pages) == []
    said = " ".join(line for one in pages for line in one)
    assert sum(said.count(f"L{n}") for n in range(1, 10)) > len(figures) / 2  # lines of sources, one a row


@pytest.mark.skipif(AXE is None, reason="accessibility is not checked: pip install 'voorzorg[browser]'")
@pytest.mark.parametrize("dark", [False, True])
def test_axe_has_no_serious_findings(page, tmp_path, dark):
    assert serious(page, tmp_path, dark) == []


def test_no_two_regions_have_one_name(page):
    """Somebody who goes from region to region hears which matter each is about."""
    names = re.findall(r'role="region" aria-label="([^"]*)"', page)
    assert len(names) > 20
    assert len(set(names)) == len(names)
