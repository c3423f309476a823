"""Output control reads the warnings too: no number of people below the minimum is left in any of them."""

import pytest

from voorzorg.estimates.table import to_frame
from voorzorg.messages import Name, People, in_words, message
from voorzorg.present.disclosure import apply_disclosure
from voorzorg.present.disclosure.wording.remarks import coarse_messages

LEFT_OUT = message("measured-once-left-out", n=People(3))


def said(*messages, minimum=10, base=10):
    return in_words(coarse_messages(messages, minimum, base))


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (LEFT_OUT, "fewer than 10 measured at only one of the two waves are left out"),
        # neither number, nor their difference: 295 of 300 may stand in the row itself
        (
            message(
                "rows-left-out-because-missing",
                dropped=People(5),
                n=People(300),
                names=[Name("variable", "age")],
            ),
            "fewer than 10 of 10 or more rows left out because of missing values in: age",
        ),
        # an exact number beside another is a difference of a few
        (
            message("standard-deviation-measured-not-norm", n=People(297), wave=Name("wave", "m2")),
            "standard deviation of the about 300 measured at m2, not of a norm group",
        ),
        # inside another message, and inside a list
        (
            message("could-not-estimate", reason=message("measured-once-left-out", n=People(4))),
            "could not be estimated: fewer than 10 measured at only one of the two waves are left out",
        ),
        # no people
        (message("no-convergence-iterations", iterations=5), "no convergence in 5 iterations"),
    ],
)
def test_counts_of_people_are_told_coarsely(told, expected):
    assert said(told) == expected


def test_without_rounding_a_number_above_the_minimum_stands():
    assert said(message("measured-once-left-out", n=People(23)), base=1).startswith("23 measured")


def test_each_warning_of_a_row_is_judged_by_itself():
    pairs = message("pairs-limits-themselves-uncertain", n=People(40))
    assert said(LEFT_OUT, pairs).endswith("; about 40 pairs: the limits themselves are uncertain")


def row(kind):
    return {
        "cohort": "c",
        "data_kind": kind,
        "population": "enrolled",
        "outcome": "y",
        "arm": "all",
        "estimand": "change",
        "analysis": "change",
        "method": message("paired-change"),
        "wave": "w2",
        "n_treated": 120,
        "estimate": 1.5,
        "warnings": LEFT_OUT,
    }


def test_a_row_that_is_shown_says_no_small_count():
    shown = apply_disclosure(to_frame([row("real")]), 10).iloc[0]
    assert shown["n_treated"] == 120
    assert shown["warnings"] == "fewer than 10 measured at only one of the two waves are left out"
    assert '"people":10,"bound":"fewer"' in shown["warnings_messages"]


def test_synthetic_and_published_rows_keep_their_numbers():
    kept = apply_disclosure(to_frame([row("synthetic")]), 10)
    assert kept["warnings"].item() == "3 measured at only one of the two waves are left out"
