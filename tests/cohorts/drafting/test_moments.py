"""When a wave is by the words that name it, and which of two comes first."""

from __future__ import annotations

import itertools

import pytest

from voorzorg.cohorts.drafting.columns.moments import moment, moment_in, order_key


@pytest.mark.parametrize(
    ("text", "key", "weeks"),
    [
        ("zw32w", "preg32w", -8.0),
        ("zwanger 16 weken", "preg16w", -24.0),
        ("pregnancy 28", "preg28w", -12.0),
        ("M2", "m2", 8.7),
        ("6 maanden", "m6", 26.1),
        ("mnd24", "m24", 104.4),
        ("month 12", "m12", 52.2),
        ("week 6", "w6", 6.0),
        ("4 weken", "w4", 4.0),
        ("wk10", "w10", 10.0),
        ("dag 10", "d10", 1.4),
        ("3 days", "d3", 0.4),
        ("jaar 6", "y6", 313.1),
        ("3 years", "y3", 156.5),
        ("nulmeting", "baseline", None),
        ("Baseline", "baseline", None),
        ("voor", "baseline", None),
        ("T3", "t3", None),
        ("wave 2", "t2", None),
        ("visit nr 4", "t4", None),
        ("tussenmeting", "mid", None),
        ("nameting", "post", None),
        ("einde", "post", None),
        ("follow-up 2", "followup2", None),
        ("FU", "followup", None),
        ("vervolgmeting 1", "followup1", None),
    ],
)
def test_a_name_is_a_moment(text: str, key: str, weeks: float | None) -> None:
    assert moment(text) == (key, weeks)


@pytest.mark.parametrize("text", ["weekend", "gewicht", "daguitje", "code 7", "jaarring", "maandag"])
def test_other_words_are_none(text: str) -> None:
    assert moment(text) is None


@pytest.mark.parametrize(
    ("column", "text", "found"),
    [
        ("Meting (week)", "6", ("w6", 6.0)),
        ("maand", "12", ("m12", 52.2)),
        ("dag", "7", ("d7", 1.0)),
        ("meting", "nulmeting", ("baseline", None)),
        ("week", "T2", ("t2", None)),
        ("week", "1234", None),
        ("meting", "6", None),
    ],
)
def test_a_column_holds_the_unit_of_its_bare_numbers(column: str, text: str, found: object) -> None:
    assert moment_in(column, text) == found


def test_waves_come_in_the_order_of_time() -> None:
    """Before, the numbered ones, those without a number, then afterwards and follow-ups by number."""
    keys = ["baseline", "t1", "t2", "t10", "onbekend", "post", "post2", "followup", "followup2"]
    for one, after in itertools.pairwise(keys):
        assert order_key(one) < order_key(after), (one, after)
    assert order_key("t1") > order_key("mid") > order_key("baseline")
    assert order_key("pre") == order_key("bl") == order_key("baseline")
    assert order_key("preg32w") == (1, 32.0)
