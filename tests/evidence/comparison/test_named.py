"""A comparison's outcomes, sources and places in words of both languages."""

import pandas as pd

from voorzorg.evidence.comparison.named import with_names
from voorzorg.evidence.figures.names import Names

NAMES = Names.model_validate(
    {
        "outcomes": {"smoking": {"nl": "Roken", "en": "Smoking"}},
        "sources": {"paper": {"nl": "Artikel", "en": "Article"}},
        "places": {"Table": "Tabel", "Table of contents": "Inhoud"},
    }
)


def test_names_stand_beside_the_keys():
    table = pd.DataFrame(
        {
            "outcome": ["smoking", "birth_weight"],
            "source": ["paper", "other"],
            "location": ["Table 3, Table of contents", None],
        }
    )
    made = with_names(table, NAMES)
    assert made["outcome_nl"].tolist() == ["Roken", "birth weight"]
    assert made["outcome_en"].tolist() == ["Smoking", "birth weight"]
    assert made["source_nl"].tolist() == ["Artikel", "other"]
    assert made["source_en"].tolist() == ["Article", "other"]
    assert made["location_nl"].tolist() == ["Tabel 3, Inhoud", ""]
    assert made["location_en"].tolist() == ["Table 3, Table of contents", ""]
    assert list(table.columns) == ["outcome", "source", "location"]
