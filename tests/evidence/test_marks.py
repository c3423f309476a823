"""Numbers in sentences on published figures, as a reader of each language writes them."""

from __future__ import annotations

import pytest

from voorzorg.evidence.words import with_marks


@pytest.mark.parametrize(
    ("told", "dutch", "english"),
    [
        ("37569 × 1.6 = 60110.4 (printed 60,110)", "37.569 × 1,6 = 60.110,4 (printed 60.110)", None),
        ("6261–12523", "6.261–12.523", "6,261–12,523"),
        ("-40 %; [-9 – -7]", "−40 %; [−9 – −7]", "−40 %; [−9 – −7]"),
        ("-15–-1", "−15 – −1", "−15 – −1"),
        ("2007–2009, Mejdoubi 2015", None, None),
        ("n = 38, 40, 56; L191-1193; e0120182; 10(4):78185", None, None),
        ("0.000137", "0,000137", None),
    ],
)
def test_numbers_have_the_marks_of_the_language(told, dutch, english):
    text = told.replace("37569", "37,569").replace("60110.4", "60,110.4") if english is None else english
    assert with_marks(told, "en") == text
    assert with_marks(told, "nl") == (told if dutch is None else dutch)
