"""What a measure can be, by its name."""

import pytest

from voorzorg.cohorts.drafting.columns.usual_ranges import usual_range


@pytest.mark.parametrize(
    ("name", "limits"),
    [
        ("rapportcijfer", (0, 10)),
        ("cijfer", (0, 10)),
        ("EPDS", (0, 30)),
        ("epds_totaal", (0, 30)),
        ("PHQ9_score", (0, 27)),
        ("gad7", (0, 21)),
        ("leeftijd", (0, 110)),
        ("maternal age", (0, 110)),
        ("VAS_pijn", (0, 100)),
        ("percentage", (0, 100)),
        ("Apgar 5", (0, 10)),
    ],
)
def test_known_measures_have_the_range_of_their_scale(name, limits):
    assert usual_range(name) == limits


@pytest.mark.parametrize("name", ["epds_item1", "gewicht", "leeftijd_kind", "cijfers_totaal", "age_group"])
def test_other_names_say_nothing(name):
    assert usual_range(name) is None
