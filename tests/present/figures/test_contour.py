"""The contour figure says where a conclusion turns, or that it does not, in both languages."""

import pandas as pd
import pytest
from present_rows import VS, make_context

from voorzorg.present.estimate_rows import View
from voorzorg.present.figures.style import styled
from voorzorg.present.figures.trial.contour import conclusion, draw, grid_of


def rows(p_of) -> pd.DataFrame:
    """The main row, and 3 x 3 shifts with a p-value that depends on them."""
    shared = {
        "outcome": "smoking", "wave": "m2", "contrast": str(VS), "estimand": "risk_difference",
        "family": "smoking", "ci_level": 0.95, "warnings": None, "arm": None,
    }  # fmt: skip
    found = [{**shared, "analysis": "adjusted", "estimate": -0.1, "p_value": 0.01, "category": None}]
    for treated in (-1, 0, 1):
        for reference in (-1, 0, 1):
            found.append(
                {
                    **shared,
                    "analysis": "contour",
                    "category": f"treated={treated:+g} reference={reference:+g}",
                    "estimate": -0.1 + 0.04 * (treated - reference),
                    "p_value": p_of(treated, reference),
                }
            )
    return pd.DataFrame(found)


def said(language: str, table: pd.DataFrame) -> list[str]:
    from matplotlib.text import Text

    view = View(table, make_context(language))
    with styled():
        figure = draw(view, view.rows[0])
    return [item.get_text() for item in figure.findobj(Text) if item.get_text()]


@pytest.mark.parametrize(
    ("p_of", "nl", "en"),
    [
        (lambda t, r: 0.2 if t > r else 0.01, "kantelt in 3 van de 9", "turns in 3 of 9"),
        (lambda t, r: 0.01, "in alle 9 combinaties dezelfde", "the same in all 9"),
        (lambda t, r: 0.5, "In geen van de 9", "In none of the 9"),
    ],
)
def test_it_says_where_the_conclusion_turns(p_of, nl, en) -> None:
    for language, words in (("nl", nl), ("en", en)):
        found = said(language, rows(p_of))
        assert any(words in text for text in found), found
        expected = "−10,0" if language == "nl" else "−10.0"
        assert expected in found


def test_cells_and_conclusions() -> None:
    view = View(rows(lambda t, r: 0.2 if t > r else 0.01), make_context("en"))
    grid = grid_of(view, view.rows[0])
    assert len(grid) == 9
    assert conclusion(grid[0.0, 0.0]) == -1
    assert conclusion(grid[1.0, -1.0]) == 0


def test_without_shifts_nothing_is_drawn() -> None:
    table = rows(lambda t, r: 0.5)
    view = View(table[table["analysis"] != "contour"], make_context("en"))
    assert draw(view, view.rows[0]) is None
