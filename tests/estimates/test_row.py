"""A row of the estimates table before it is text."""

from dataclasses import fields

import pytest

from voorzorg.estimates.category import Shift, Shifts, Spread, TookPart, read_category
from voorzorg.estimates.contrast import Contrast
from voorzorg.estimates.row import Row
from voorzorg.estimates.schema import NAMES, SPOKEN
from voorzorg.estimates.table import to_frame
from voorzorg.messages import message


def row(**columns) -> Row:
    shared = {"cohort": "trial", "data_kind": "synthetic", "outcome": "smoking", "population": "itt"}
    made = {"analysis": "unadjusted", "estimand": "risk_difference", "method": message("observed-proportion")}
    return Row(**shared | made | columns)


def test_a_contrast_is_written_and_read_in_one_place():
    contrast = Contrast("voorzorg", "usual care")
    assert str(contrast) == "voorzorg vs usual care" and contrast.slug == "voorzorg_vs_usual_care"
    assert Contrast.read(str(contrast)) == contrast and contrast.arms == ("voorzorg", "usual care")
    for text in ("voorzorg", "voorzorg vs ", " vs control", ""):
        with pytest.raises(ValueError, match="is no contrast"):
            Contrast.read(text)


@pytest.mark.parametrize(
    ("category", "text", "where"),
    [
        (Spread("site"), "sd(site)", ("random_effect_sd", "multilevel")),
        (Spread("site", "weeks"), "sd(site: weeks)", ("random_effect_sd", "multilevel")),
        (Shift(-0.5), "delta=-0.5", ("risk_difference", "tipping")),
        (Shift(0.0), "delta=+0", ("risk_difference", "tipping")),
        (Shifts(1.0, -0.25), "treated=+1 reference=-0.25", ("risk_difference", "contour")),
        (TookPart(10), "visits>=10", ("risk_difference", "compliers")),
        (TookPart(10, -0.05), "visits>=10, direct -0.05", ("risk_difference", "compliers")),
    ],
)
def test_a_category_that_holds_numbers_is_written_and_read_in_one_place(category, text, where):
    assert str(category) == text
    assert read_category(text, *where) == category
    assert read_category(text, "risk", "unadjusted") == text, "a level of a variable may be called so"
    with pytest.raises(ValueError, match="is no category"):
        read_category("worst", *where)


def test_a_row_becomes_a_line_of_the_table_with_its_contrast_and_category_as_text():
    made = row(
        contrast=Contrast("new", "usual"), category=Shift(0.5), analysis="tipping", estimate=0.1, df=12.0
    )
    table = to_frame([made])
    assert table.loc[0, "contrast"] == "new vs usual" and table.loc[0, "category"] == "delta=+0.5"
    assert "df" not in table and table.loc[0, "estimate"] == 0.1


@pytest.mark.parametrize(
    ("columns", "why"),
    [
        (
            {"arm": "new", "contrast": Contrast("new", "usual"), "estimand": "risk"},
            "of an arm and of a contrast",
        ),
        ({"arm": "new", "estimand": "hazard_ratio"}, "cannot be of the arm new alone"),
        ({"estimand": "joint_test", "estimate": 0.3}, "is a test and has no estimate"),
        ({"category": Spread("site")}, "cannot have the category"),
        ({"category": "delta=+1", "analysis": "tipping"}, "cannot have the category"),
    ],
)
def test_a_row_that_contradicts_its_estimand_is_not_made(columns, why):
    with pytest.raises(ValueError, match=why):
        row(**columns)


def test_a_row_has_a_field_for_every_column_that_is_not_made_from_its_messages():
    own = {field.name for field in fields(Row)}
    assert own - {"df"} == set(NAMES) - set(SPOKEN.values())
