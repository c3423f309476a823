"""Every table behind two printed percentages: which sizes are published, and which are tried."""

from __future__ import annotations

import pytest

from voorzorg.evidence.arithmetic.possible_tables import side, tables
from voorzorg.evidence.checks.two_arms.arms import Pairs
from voorzorg.evidence.figures.figure import Figures

SHARE = {"arm": "treated", "statistic": "percentage", "value": "30", "figure_id": "share"}
SIZE = {"arm": "treated", "statistic": "n", "value": "40", "figure_id": "size", "outcome": "randomised"}


def _side(figures_frame, *rows):
    figures = Figures.of(figures_frame(*rows))
    return side(figures["share"], figures)


@pytest.mark.parametrize(
    ("printed", "known", "unique"),
    [
        ({"n": 40, "events": 12, "n_basis": "stated"}, True, True),
        ({"n": 40, "events": 12, "n_basis": "randomised"}, True, True),
        ({"n": 40, "n_basis": "stated"}, True, True),  # 12 of 40 and nothing else
        ({"n": 400, "n_basis": "stated"}, True, False),  # 118 to 122
        ({"n": 40, "n_basis": "randomised"}, False, False),  # fewer may have been measured
    ],
)
def test_a_size_is_known_where_it_is_that_of_the_percentage(figures_frame, printed, known, unique) -> None:
    found = _side(figures_frame, SHARE | printed)
    assert found is not None and (found.known, found.unique) == (known, unique)
    assert found.cap == printed["n"]


def test_a_size_of_another_row_is_a_bound(figures_frame) -> None:
    found = _side(figures_frame, SHARE, SIZE)
    assert found is not None and not found.known and found.source_id == "size"
    assert (found.n.min(), found.n.max()) == (10, 40)  # no number of five to nine is 30 per cent


def test_without_any_size_there_is_nothing_to_try(figures_frame) -> None:
    assert _side(figures_frame, SHARE) is None


def test_tables_are_known_where_both_sides_are(figures_frame) -> None:
    arms = [SHARE | {"n": 40, "n_basis": "stated"}, SHARE | {"arm": "control", "figure_id": "c"}]
    for size, known in (({"n": 40, "n_basis": "stated"}, True), ({"n": 40, "n_basis": "randomised"}, False)):
        figures = Figures.of(figures_frame(arms[0], arms[1] | size))
        (pair,) = Pairs(figures)
        found = tables(pair, figures)
        assert found is not None and found.known is known
