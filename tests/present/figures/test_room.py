"""Texts of a figure stay on its page and off each other, also where names of arms are long."""

from __future__ import annotations

from collections.abc import Iterator

import matplotlib.pyplot as plt
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox
from shown_studies import view, with_context

from voorzorg.cohorts.manifest.model import Manifest
from voorzorg.present.estimate_rows import View
from voorzorg.present.figures import plans
from voorzorg.present.figures.fitting import fitted
from voorzorg.present.figures.style import styled

EDGE = 0.04  # inches
LONG = (
    ("Jeugdgezondheidszorgstandaardprogramma", "Guideline-concordant usual preventive child health care"),
    ("Moeder-kindbegeleidingstraject thuis", "A nurse-family partnership programme at home, with extras"),
    ("Kortdurende groepsvoorlichtingsbijeenkomsten", "A short series of group meetings about having a baby"),
)


def with_long_names(known: Manifest) -> Manifest:
    content = known.model_dump(mode="json", exclude_defaults=True)
    for level, (nl, en) in zip(content["arms"]["levels"].values(), LONG, strict=False):
        level["label"] = {"nl": nl, "en": en}
    return Manifest.model_validate(content)


def drawn(figure: Figure, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, Bbox]]:
    """Every text that is drawn, with its place in pixels."""
    seen: list[Text] = []
    draw = Text.draw

    def noted(self, renderer, *arguments, **options):
        if self.get_visible() and self.get_text().strip():
            seen.append(self)
        return draw(self, renderer, *arguments, **options)

    with monkeypatch.context() as patch:
        patch.setattr(Text, "draw", noted)
        figure.draw_without_rendering()
    return [(text.get_text(), text.get_window_extent()) for text in dict.fromkeys(seen)]


def misplaced(figure: Figure, texts: list[tuple[str, Bbox]]) -> Iterator[str]:
    width, height, edge = figure.bbox.width, figure.bbox.height, EDGE * figure.dpi
    for number, (text, box) in enumerate(texts):
        if box.x0 < edge or box.x1 > width - edge or box.y0 < 0 or box.y1 > height:
            yield f"{text!r} leaves the page"
        for other, beside in texts[number + 1 :]:
            across = min(box.x1, beside.x1) - max(box.x0, beside.x0)
            down = min(box.y1, beside.y1) - max(box.y0, beside.y0)
            if across > 1 and down > min(box.height, beside.height) / 4:
                yield f"{text!r} lies over {other!r}"


def found(shown: View, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    problems = []
    with styled():
        for plan in plans(shown):
            if (figure := plan.draw()) is not None:
                problems += [f"{plan.key}: {one}" for one in misplaced(figure, drawn(figure, monkeypatch))]
                plt.close(figure)
    return problems


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(
    "design", ["trial", "three_arms", "clustered", "controlled", "voorzorg_2", "late_start"]
)
def test_texts_stay_on_the_page_and_off_each_other(design, language, monkeypatch):
    assert found(view(design, language), monkeypatch) == []


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("design", ["trial", "three_arms", "clustered"])
def test_so_they_do_where_names_of_arms_are_long(design, language, monkeypatch):
    shown = view(design, language)
    long = with_context(shown, manifest=with_long_names(shown.context.manifest))
    assert found(long, monkeypatch) == []


def test_a_name_is_broken_between_words_then_after_hyphens_then_anywhere():
    assert fitted("Usual care", 2, 9) == ["Usual care"]
    assert fitted("Usual care", 0.4, 9) == ["Usual", "care"]
    assert fitted("nurse-family", 0.5, 9) == ["nurse-", "family"]
    assert fitted("standaardprogramma", 0.6, 9, 3) == ["standaar-", "dprogram-", "ma"]


def test_a_name_that_does_not_fit_keeps_its_beginning():
    assert fitted("standaardprogramma", 0.6, 9, 1) == ["standaa…"]
    assert fitted("Guideline-concordant usual care", 0.8, 9) == ["Guideline-", "concordant…"]
    assert fitted("gunstig voor jeugdgezondheidszorg", 1.2, 9, 1) == ["gunstig voor jeug…"]
