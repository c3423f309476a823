"""Categories of rows are said in the reader's language, never as the table stores them."""

from types import SimpleNamespace

import pytest
from present_rows import make_context

from voorzorg.estimates.category import Category, Shift, Shifts, TookPart
from voorzorg.present.words.categories import category_words


def said(key: Category, language: str, population: str = "itt", outcome: str = "smoking") -> str:
    row = SimpleNamespace(category=key, population=population, outcome=outcome, estimand="risk_difference")
    return category_words(make_context(language), row)


@pytest.mark.parametrize(
    ("key", "dutch", "english"),
    [
        ("lower bound", "Kleinste", "Smallest"),
        ("worst", "Slechtste geval", "Worst case"),
        (Shift(-1.5), "Verschuiving \u22121,5", "Shift \u22121.5"),
        (
            Shifts(2.0, -1.0),
            "Verschuiving +2, vergelijkingsgroep \u22121",
            "Shift +2, reference arm \u22121",
        ),
        (TookPart(20), "Wie ten minste 20 bezoeken kreeg", "Those with at least 20 visits"),
        (">=2", "\u2265 2", "\u2265 2"),
        ("family 3", "Casus 3", "Case 3"),
        ("110111", "110111", "110111"),
        ("age", "Leeftijd", "Age"),
    ],
)  # fmt: skip
def test_a_category_has_words_in_both_languages(key, dutch, english):
    assert (said(key, "nl"), said(key, "en")) == (dutch, english)


def test_a_population_that_is_a_subgroup_keeps_the_words_of_its_categories():
    assert said("jump", "en", "subgroup:partner=1") == "As the reference arm from dropout"


def test_a_group_of_a_moderator_has_the_label_of_its_level():
    assert said("higher", "nl", "subgroup:education=higher") == "Havo of hoger"
