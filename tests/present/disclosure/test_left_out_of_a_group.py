"""A group tells of those who are not in it: shown at each limit only where they are none or many enough."""

import pytest

from voorzorg.estimates.table import to_frame
from voorzorg.present.disclosure import apply_disclosure

BASE = {"cohort": "c", "data_kind": "real", "analysis": "unadjusted", "outcome": "y", "method": "m"}
ALL = {"n_treated": 100, "n_reference": 100}


def group_is_shown(minimum: int, everyone: dict, group: dict, estimand: str) -> bool:
    rows = [
        BASE
        | {"estimand": estimand, "contrast": "a vs b", "estimate": 0.1, "population": population}
        | counts
        for population, counts in (("itt", everyone), ("subgroup:age<25", group))
    ]
    whole, part = apply_disclosure(to_frame(rows), minimum)["estimate"].notna()
    assert whole or not part
    return bool(part)


@pytest.mark.parametrize("minimum", [5, 10])
@pytest.mark.parametrize(
    ("left_out", "safe"),
    [
        (lambda _: 0, True),
        (lambda _: 1, False),
        (lambda m: m - 1, False),
        (lambda m: m, True),
        (lambda m: m + 1, True),
    ],
    ids=["none", "one", "one too few", "just enough", "one more"],
)
@pytest.mark.parametrize("side", ["treated", "reference"])
def test_how_many_are_left_out(minimum, left_out, safe, side) -> None:
    group = {"n_treated": 60, "n_reference": 60, f"n_{side}": 100 - left_out(minimum)}
    assert group_is_shown(minimum, ALL, group, "mean_difference") == safe


@pytest.mark.parametrize("minimum", [5, 10])
@pytest.mark.parametrize("side", ["treated", "reference"])
@pytest.mark.parametrize(("more", "safe"), [(-1, False), (0, True), (1, True)])
@pytest.mark.parametrize("kind", ["events", "others"])
def test_how_many_of_them_had_an_event(minimum, side, more, safe, kind) -> None:
    """Of forty who are left out at least the minimum had it, and at least the minimum had not."""
    few = minimum + more
    had = few if kind == "events" else 40 - few
    everyone = ALL | {"events_treated": 60, "events_reference": 60}
    group = everyone | {f"n_{side}": 60, f"events_{side}": 60 - had}
    assert group_is_shown(minimum, everyone, group, "risk_difference") == safe
