"""The evidence report: self-contained, findings first, every figure in it, in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from voorzorg.evidence.audit import audit
from voorzorg.evidence.figures.loader import read_figures
from voorzorg.evidence.synthesis.effects import synthesise
from voorzorg.present.evidence.pictures import Mark, number_line, sizes_that_fit
from voorzorg.present.evidence.report import write_evidence_report
from voorzorg.present.evidence.words import sum_words, unit_words, wave_words

PUBLISHED = Path(__file__).parents[3] / "data" / "published"


@pytest.fixture(scope="module")
def inputs():
    figures = read_figures(PUBLISHED)
    return audit(figures, PUBLISHED), synthesise(figures, PUBLISHED)


@pytest.fixture(scope="module")
def page(inputs, tmp_path_factory) -> str:
    path = tmp_path_factory.mktemp("evidence") / "report.html"
    write_evidence_report(*inputs, PUBLISHED, "nl", path)
    return path.read_text(encoding="utf-8")


def test_the_page_needs_nothing_from_outside(page: str) -> None:
    assert not re.findall(r"""(?:src|href)=["'](?!data:|#)[^"']+""", page)
    assert "@import" not in page and "url(http" not in page


def test_findings_come_before_everything_else(page: str) -> None:
    places = [
        page.index(f'<section id="{key}"')
        for key in ("findings", "doubts", "synthesis", "interventions", "all")
    ]
    assert places == sorted(places)
    first = page.index('<article class="matter')
    assert page[first:].index("Meldingen van kindermishandeling") < 400


def test_the_mislabelled_ratio_is_told_in_dutch_with_its_sum(page: str) -> None:
    assert "0,579" in page and "verhouding van de complementen" in page
    assert "(1 − 0,19)/(1 − 0,11) = 0,910" in page
    assert "Mejdoubi 2015" in page  # the source by name


def test_every_figure_and_every_intervention_is_there(page: str, inputs) -> None:
    verdicts = inputs[0].verdicts()
    table = page[page.index('id="verdicts"') :]
    assert table.count("<tr data-verdict=") == len(verdicts)
    assert page.count("<tr data-from=") == 20
    assert "voorzorg" in page and "13.623" in page


def test_pictures_have_a_text_for_who_cannot_see_them(page: str) -> None:
    for svg in re.findall(r"<svg[^>]*>", page):
        assert 'aria-label="' in svg and 'role="img"' in svg
    assert not re.findall(r"<img(?![^>]*alt=)[^>]*>", page)


def test_keys_of_sources_do_not_show_in_sentences(page: str) -> None:
    text = re.sub(r"<[^>]+>", " ", page[page.index("<main") : page.index('<section id="all"')])
    assert not re.findall(r"\b(?:nji_2021|cps_2015|inventory_2017|smoking_2014)\b", text)


def test_the_same_page_twice_and_in_english(inputs, page: str, tmp_path: Path) -> None:
    again, english = tmp_path / "a.html", tmp_path / "b.html"
    write_evidence_report(*inputs, PUBLISHED, "nl", again)
    assert again.read_text(encoding="utf-8") == page
    write_evidence_report(*inputs, PUBLISHED, "en", english)
    text = english.read_text(encoding="utf-8")
    assert '<html lang="en">' in text and "contradicted" in text and "Bevindingen" not in text


def test_words_of_waves_and_sums() -> None:
    assert wave_words("preg32w", "nl") == "32 weken zwanger" and wave_words("m24", "en") == "24 months"
    assert sum_words("1,234.5 / 2 = 617.25; n = 38, 40 (printed 6,261)", "nl") == (
        "1.234,5 / 2 = 617,25; n = 38, 40 (gedrukt 6.261)"
    )
    assert sum_words("rounded or truncated for every n of 3 tables", "nl") == (
        "afgerond of afgekapt voor elke n van 3 tabellen"
    )
    assert unit_words("home visits per year", "nl") == "huisbezoeken per jaar"
    assert unit_words("home visits per year", "en") == "home visits per year"


def test_a_picture_of_nothing_is_no_picture() -> None:
    assert number_line([Mark("a", 1, 1, "printed")], "nl", "x") == ""
    assert number_line([Mark("a", 1, 1, "printed"), Mark("b", 1, 1, "range")], "nl", "x") == ""
    assert sizes_that_fit([], [9], "x", 20).startswith("<svg")
