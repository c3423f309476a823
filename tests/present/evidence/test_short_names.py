"""How a publication is called on a page: its title, short, with its year once."""

import pytest

from voorzorg.present.evidence.naming import _short

LONG = "one two three four five six seven eight nine"


@pytest.mark.parametrize(
    ("title", "year", "called"),
    [
        ("A trial", 2015, "A trial (2015)"),
        ("A trial", None, "A trial"),
        ("Trial of 2015", 2015, "Trial of 2015"),
        ("A trial: its long second title", 2015, "A trial (2015)"),
        ("A trial (in Dutch)", 2015, "A trial (2015)"),
        ("A trial (in Dutch): and more", None, "A trial"),
        ("a" * 46, None, "a" * 46),
        (f"{LONG} t", None, f"{LONG} t"),
        (f"{LONG} te", None, f"{LONG}…"),
        (f"{LONG} te", 2015, f"{LONG}… (2015)"),
    ],
)
def test_a_title_and_a_year(title, year, called) -> None:
    assert _short(title, year) == called
