"""Output control reads the warnings too: no number of people below the minimum is left in any of them."""

import re

import pytest
from test_phrases import sentences

from voorzorg.estimates.table import to_frame
from voorzorg.present.disclosure import apply_disclosure
from voorzorg.present.disclosure.remarks import coarse_remarks
from voorzorg.present.words.phrases import Phrases, phrase_book, uncounted

#: Warnings that keep a number which fills a hole: none of these counts people.
KEPT = {
    "every answer is {}: there is nothing to explain",
    "no convergence in {} iterations",
    "working correlation {} is not a correlation: iteration stopped",
    "chains still drift after {} iterations (R-hat above 1.2): {}",
    "{} points may not be enough: the last rise in their number moved the log-likelihood by {}",
    "{} points are too few: twice as many move the log-likelihood by {}",
    "{} of {} completed-data analyses gave no result",
    "another seed could change the conclusion (p from {} to {} within two Monte Carlo standard errors of {} "
    "imputations): raise 'imputations'",
    "the conclusion holds from delta {} to {}",
    "fewer than {} had the event within the follow-up",
    "not attainable: the smallest possible p-value is {}",
    "rounded: counts to a multiple of {}",
    # beside a number of people, which goes
    "{} events (or non-events) for {} coefficients: estimates lean away from zero, so compare with Firth's "
    "penalty and prefer profile intervals",
    "not adjusted: {} participants in the rarer category are fewer than {} per covariate",
    "{} pairs are too few for a {} interval of the median",
    "{} pairs are too few for a {} interval of the pseudo-median",
}


def emitted():
    """Every warning in the source with a hole for what varies, as far as the phrase book knows it."""
    remarks = [re.sub(r"\{\w+\}", "{}", phrase) for phrase in phrase_book("nl")["remarks"]]
    return sorted({text for _, text in sentences() if "{}" in text and text in remarks})


def holes(sentence: str, number: str) -> str:
    return sentence.replace("{}", number)


def test_there_are_warnings_with_numbers_to_judge():
    assert len(emitted()) > 25


@pytest.mark.parametrize("sentence", emitted())
def test_a_seven_that_may_count_people_is_not_said(sentence):
    said = coarse_remarks(holes(sentence, "7"), 10, 10)
    assert bool(re.search(r"\b7\b", said)) == (sentence in KEPT), said


@pytest.mark.parametrize("sentence", emitted())
def test_what_output_control_leaves_of_a_warning_reaches_a_dutch_reader(sentence):
    for number in ("7", "23"):
        said = coarse_remarks(holes(sentence, number), 10, 10)
        dutch = Phrases("nl", "remarks")(said)
        assert dutch and not re.search(r"fewer than|about|or more", dutch), dutch


def test_every_placeholder_that_counts_no_people_is_in_use():
    used = {name for phrase in phrase_book("nl")["remarks"] for name in re.findall(r"\{(\w+)\}", phrase)}
    assert uncounted() <= used


@pytest.mark.parametrize(
    ("warning", "said"),
    [
        (
            "3 measured at only one of the two waves are left out",
            "fewer than 10 measured at only one of the two waves are left out",
        ),
        # neither number, nor their difference: 295 of 300 may stand in the row itself
        (
            "5 of 300 rows left out because of missing values in: age",
            "fewer than 10 of 10 or more rows left out because of missing values in: age",
        ),
        # an exact number beside another is a difference of a few
        (
            "standard deviation of the 297 measured at m2, not of a norm group",
            "standard deviation of the about 300 measured at m2, not of a norm group",
        ),
        ("could not be estimated: 4 values at hand", "could not be estimated: fewer than 10 values at hand"),
        ("age in arm b: 4 of them", "age in arm b: fewer than 10 of them"),
        ("something unheard of in 8 women", "something unheard of in fewer than 10 women"),
        ("0 non-events", "fewer than 10 non-events"),
        # no people: decimals, percentages, parts of words, levels
        ("reliability 0.62: only very large changes can count as reliable",) * 2,
        ("no convergence in 5 iterations",) * 2,
        ("HC1 at 95 % and 7%",) * 2,
        ("separation",) * 2,
    ],
)
def test_counts_of_people_are_told_coarsely(warning, said):
    assert coarse_remarks(warning, 10, 10) == said


def test_each_warning_of_a_row_is_judged_by_itself():
    said = coarse_remarks("3 measured at only one of the two waves are left out; 40 pairs: odd", 10, 10)
    assert said == "fewer than 10 measured at only one of the two waves are left out; about 40 pairs: odd"


def test_a_row_that_is_shown_says_no_small_count():
    row = {"cohort": "c", "data_kind": "real", "population": "enrolled", "outcome": "y", "arm": "all"}
    row |= {
        "estimand": "change",
        "analysis": "change",
        "method": "m",
        "wave": "w2",
        "n_treated": 120,
        "estimate": 1.5,
    }
    row |= {"warnings": "3 measured at only one of the two waves are left out"}
    shown = apply_disclosure(to_frame([row]), 10).iloc[0]
    assert shown["n_treated"] == 120
    assert shown["warnings"] == "fewer than 10 measured at only one of the two waves are left out"


def test_synthetic_and_published_rows_keep_their_numbers():
    row = {"cohort": "c", "data_kind": "synthetic", "population": "itt", "outcome": "y", "arm": "all"}
    row |= {
        "estimand": "change",
        "analysis": "change",
        "method": "m",
        "n_treated": 120,
        "estimate": 1.5,
        "warnings": "3 of them",
    }
    assert apply_disclosure(to_frame([row]), 10)["warnings"].item() == "3 of them"
