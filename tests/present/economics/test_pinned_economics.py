"""The page of the business case is as it was stored, in both languages: of one place, and of several."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pinning import Pinned
from shown import outline

from voorzorg.economics.evaluation import Own, evaluate
from voorzorg.economics.municipalities.municipality import Municipality
from voorzorg.economics.own_costs import OwnCost
from voorzorg.present.economics.page import write_page


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_page_of_one_place(pinned: Pinned, evaluation, tmp_path, language: str) -> None:
    path = write_page(evaluation, language, tmp_path / "page.html")
    pinned(f"present/economics/one.{language}", outline(path.read_text(encoding="utf-8")))


def test_the_page_of_several_places_with_own_costs(pinned: Pinned, inputs, figures, tmp_path) -> None:
    """What differs from the page of one place."""
    places = [Municipality("Adorp", 300), Municipality("Bdorp", 4000, year=2023)]
    costs = [
        OwnCost("visits", "pilot", "voorzorg", True, 20, 40.0, 50.0, 12_523.2, (12_000.0, 13_000.0)),
        OwnCost("visits", "late", "voorzorg", False, 12, 30.0, 50.0, 9_000.0, (8_000.0, 9_500.0)),
    ]
    found = replace(evaluate(inputs, places, 1, figures), own=Own("pilot", True, {}, costs))
    one = outline(
        write_page(evaluate(inputs, places[:1], 1, figures), "en", tmp_path / "a.html").read_text("utf-8")
    )
    both = outline(write_page(found, "en", tmp_path / "b.html").read_text("utf-8"))
    known = set(one.splitlines())
    pinned(
        "present/economics/several.en",
        "\n".join(line for line in both.splitlines() if line not in known) + "\n",
    )
