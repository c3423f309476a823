"""How an estimate was made, as a table's cells say it, in English and Dutch."""

from __future__ import annotations

import pytest

from voorzorg.evidence.figures.methods import expected, from_adjusted, from_flag, methods_in


@pytest.mark.parametrize(
    ("text", "methods"),
    [
        ("crude", {"crude"}),
        ("unadjusted", {"crude"}),
        ("adjusted for age", {"adjusted"}),
        ("adjusted; clustered", {"adjusted", "clustered"}),
        ("adjusted + imputed", {"adjusted", "imputed"}),
        ("unadjusted for clustering", {"crude"}),
        ("intention to treat", set()),
        ("complete cases", set()),
        ("", set()),
    ],
)
def test_a_cell_names_its_methods(text: str, methods: set[str]) -> None:
    assert methods_in(text) == methods


def test_nothing_was_done_to_an_unadjusted_model() -> None:
    assert methods_in("unadjusted logistic regression") & {"model", "adjusted"} == set()
    assert "crude" in methods_in("unadjusted logistic regression")
    assert "crude" not in methods_in("logistic regression")
    assert methods_in("logistic regression")


def test_what_no_part_can_say_is_refused_with_what_can() -> None:
    with pytest.raises(ValueError, match="by magic"):
        methods_in("by magic")
    with pytest.raises(ValueError, match="by magic"):
        methods_in("crude; by magic")
    assert methods_in("adjusted; by magic") == {"adjusted"}
    assert expected("crude") is None
    assert "several separated by ';'" in (expected("by magic") or "")
    assert "did you mean 'adjusted'?" in (expected("ajdusted") or "")


@pytest.mark.parametrize("word", ["yes", "Y", "true", "1", "ja", "J", "waar", "x", " yes "])
def test_yes_is_the_name_of_the_column(word: str) -> None:
    assert from_adjusted(word) == "adjusted" and from_flag("clustered", word) == "clustered"


@pytest.mark.parametrize("word", ["no", "n", "false", "0", "nee", "onwaar", "none", "geen"])
def test_no_is_nothing_done(word: str) -> None:
    assert from_adjusted(word) == "crude" and from_flag("clustered", word) == ""


def test_other_words_are_what_was_adjusted_for() -> None:
    assert from_adjusted("") == ""
    assert from_adjusted("age and sex") == "adjusted for age and sex"
    assert from_adjusted("imputed") == "imputed"
    assert from_flag("clustered", "by school") == "by school"
