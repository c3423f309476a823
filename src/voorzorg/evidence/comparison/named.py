"""Outcomes, sources and places of a comparison in words, beside the keys that it is made with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from voorzorg.languages import CODES

if TYPE_CHECKING:
    import pandas as pd

    from voorzorg.evidence.figures.names import Names


def with_names(table: pd.DataFrame, names: Names) -> pd.DataFrame:
    """The table with ``outcome_nl``, ``source_nl``, ``location_nl`` and the same in English added."""
    made = table.copy()
    for language in CODES:
        made[f"outcome_{language}"] = [names.outcome(str(key), language) for key in table["outcome"]]
        sources = ((key, names.sources.get(str(key))) for key in table["source"])
        made[f"source_{language}"] = [found[language] if found else key for key, found in sources]
        made[f"location_{language}"] = [
            names.place(place, language) if isinstance(place, str) else "" for place in table["location"]
        ]
    return made
