"""The report in a browser, opened from disk: it fits, its long table answers, and it can be read by all.

These tests need Chromium, and the one of accessibility axe-core (the extra ``browser``, of which only the
script is used); they are skipped where those are not installed, saying what to install.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from browser import AXE, BROWSER, NEEDED, found_in, printed, serious, stranded, wider_than
from present_rows import make_context

from voorzorg.present import report
from voorzorg.present.figures import write_figures
from voorzorg.present.report import write_report

pytestmark = NEEDED


@pytest.fixture(scope="module", params=["nl", "en"])
def page(request, estimates, tmp_path_factory) -> tuple[str, str]:
    """The language and the text of a report."""
    folder = tmp_path_factory.mktemp("report")
    context = make_context(request.param)
    keep = estimates[estimates["family"].isin(["smoking", "maltreatment"]) | estimates["family"].isna()]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("voorzorg.present.figures.files.SUFFIXES", ("svg",))
        patch.setattr("voorzorg.present.figures.files.JOURNAL", ())
        write_figures(keep, context, folder / "figures")
    path = write_report(keep, context, folder / "figures", folder, folder / "report.html")
    return request.param, path.read_text(encoding="utf-8")


@pytest.mark.parametrize("width", [360, 390, 800, 1300])
def test_nothing_is_wider_than_the_window(page, tmp_path, width):
    assert wider_than(page[1], tmp_path, width) == []


def test_the_answer_and_the_contents_are_within_reach_on_a_phone(page, tmp_path):
    _, text = page
    (tmp_path / "report.html").write_text(text, encoding="utf-8")
    inner = '<iframe src="report.html" width="390" height="844"></iframe>'
    frame = f"<!DOCTYPE html><html><body>{inner}</body></html>"
    find = """
      var inside = document.querySelector("iframe").contentDocument, root = inside.documentElement;
      root.scrollTop = 3000;
      var box = inside.querySelector(".contents > summary").getBoundingClientRect();
      var answer = inside.querySelector(".headline");
      var end = answer ? answer.offsetTop + answer.offsetHeight : 0;
      return [box.top, end];
    """
    top, answer = found_in(frame, tmp_path, find, "--allow-file-access-from-files")
    assert 0 <= top < 100
    assert answer < 844


SEARCH = """
  var find = document.getElementById("find"), made = {};
  function search(words) {
    find.value = words;
    find.dispatchEvent(new Event("input"));
    return document.getElementById("count").textContent;
  }
  var cell = Array.prototype.map.call(document.querySelectorAll("#long tbody tr"), function (row) {
    return row.cells[4].textContent;
  }).find(function (text) { return /\\u2212\\d+[.,]\\d/.test(text); });
  var number = cell.match(/\\u2212\\d+[.,]\\d+/)[0];
  made.all = search("");
  made.shown = search(number);
  made.hyphen = search(number.replace("\\u2212", "-"));
  made.point = search(number.replace("\\u2212", "-").replace(",", "."));
  made.comma = search(number.replace("\\u2212", "\\u2013").replace(".", ","));
  search("");
  var waves = document.querySelector("[data-filter=wave]").options;
  made.waves = Array.prototype.map.call(waves, function (option) { return option.text; });
  var kept, real = URL.createObjectURL;
  URL.createObjectURL = function (blob) { kept = blob; return real.call(URL, blob); };
  document.getElementById("csv").click();
  made.csv = (await kept.text()).split("\\r\\n").slice(0, 2);
  return made;
"""


def test_the_long_table_finds_what_is_shown_and_its_selection_is_complete(page, tmp_path):
    language, text = page
    made = found_in(text, tmp_path, SEARCH)
    assert made["shown"] != made["all"]
    assert made["shown"] == made["hyphen"] == made["point"] == made["comma"]
    context = make_context(language)
    order = [context.wave(key) for key in context.waves]
    waves = [wave for wave in made["waves"] if wave in order]
    assert waves == [wave for wave in order if wave in waves] and len(waves) > 3
    heading = made["csv"][0]
    for part in ("ci_low", "ci_high", "p_value", "p_adjusted", "outcome", "estimand"):
        assert f'"{context.t(f"download.{part}")}"' in heading, part
    assert made["csv"][1].count(";" if language == "nl" else ",") >= heading.count('"') // 2 - 1


def test_a_figure_enlarges_and_has_a_number_and_a_link(page, tmp_path):
    language, text = page
    find = """
      var button = document.querySelector("[data-zoom]"), dialog = document.getElementById("zoom");
      button.click();
      return [dialog.open, dialog.querySelector("img").alt.length > 10, button.getAttribute("aria-label"),
        document.querySelector("figcaption a.number").hash];
    """
    opened, described, name, link = found_in(text, tmp_path, find)
    assert opened and described and link.startswith("#fig-")
    assert name == make_context(language).t("report.enlarge", n=1)


def test_paper_says_what_it_leaves_out(page, tmp_path):
    language, text = page
    (tmp_path / "report.html").write_text(text, encoding="utf-8")
    target = tmp_path / "report.pdf"
    command = [str(BROWSER), "--headless", "--no-sandbox", "--disable-gpu", f"--print-to-pdf={target}"]
    subprocess.run(
        [*command, (tmp_path / "report.html").as_uri()], capture_output=True, timeout=120, check=False
    )
    assert target.stat().st_size > 10_000
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext is not installed: what the paper says is not read")
    said = subprocess.run(["pdftotext", str(target), "-"], capture_output=True, text=True, check=True).stdout
    said = " ".join(said.split())
    context = make_context(language)
    assert context.t("report.not_printed_rows") in said
    assert context.t("report.not_printed")[:12] in said


def test_paper_takes_25_pages_at_most_and_strands_no_heading(estimates, tmp_path):
    """The whole trial, printed: no page ends with a heading of what stands on the next."""
    if not shutil.which("pdftotext"):
        pytest.skip("pages are not read: install pdftotext (poppler-utils)")
    context = make_context("nl")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("voorzorg.present.figures.files.SUFFIXES", ("svg",))
        patch.setattr("voorzorg.present.figures.files.JOURNAL", ())
        write_figures(estimates, context, tmp_path / "figures")
    path = write_report(estimates, context, tmp_path / "figures", tmp_path, tmp_path / "report.html")
    pages = printed(path)
    assert 1 < len(pages) <= 25
    assert stranded(path.read_text(encoding="utf-8"), pages) == []


def test_type_on_paper_can_be_read():
    """No size below 6.5 points, and the type comes along, so that pages are as wide everywhere."""
    style = (Path(report.__file__).parents[1] / "templates" / "style.css").read_text(encoding="utf-8")
    paper = style[style.index("@media print") :]
    sizes = [float(size) for size in re.findall(r"([\d.]+)pt(?=[ ;/}])", paper)]
    assert min(size for size in sizes if size > 2) >= 6.5  # thinner are lines


def test_the_type_comes_along(page):
    _, text = page
    assert "font-face" in text and "font-weight:600" in text


@pytest.mark.skipif(AXE is None, reason="accessibility is not checked: pip install 'voorzorg[browser]'")
@pytest.mark.parametrize("dark", [False, True])
def test_axe_has_no_serious_findings(page, tmp_path, dark):
    assert serious(page[1], tmp_path, dark) == []
