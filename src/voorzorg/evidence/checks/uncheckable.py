"""Why a figure cannot be checked: which numbers would be needed and are not published."""

from __future__ import annotations

from voorzorg.evidence.figures.figure import Figure
from voorzorg.text import Text

_MISSING: dict[str, Text] = {
    "percentage": Text(
        nl="het aantal personen achter dit percentage is niet gepubliceerd, of zo groot dat elk "
        "percentage kan",
        en="the number of people behind this percentage is not published, or so large that any percentage "
        "is possible",
    ),
    "mean": Text(
        nl="de losse scores zijn niet gepubliceerd en de schaal is niet heel of te fijn om op te toetsen",
        en="the scores are not published and the scale is not whole, or too fine to test",
    ),
    "sd": Text(
        nl="de losse scores of de grenzen van de schaal zijn niet gepubliceerd",
        en="the scores, or the ends of the scale, are not published",
    ),
    "ratio": Text(
        nl="de risico's of aantallen per groep achter deze verhouding zijn niet gepubliceerd",
        en="the risks or counts per arm behind this ratio are not published",
    ),
    "difference": Text(
        nl="de cijfers per groep achter dit verschil zijn niet gepubliceerd",
        en="the figures per arm behind this difference are not published",
    ),
    "test": Text(
        nl="de cijfers of aantallen waarmee is getoetst, zijn niet gepubliceerd",
        en="the figures or numbers that were tested are not published",
    ),
    "effect_size_d": Text(
        nl="gemiddelden, SD's of aantallen achter deze effectgrootte zijn niet gepubliceerd",
        en="the means, SDs or numbers behind this effect size are not published",
    ),
    "euro": Text(
        nl="de opbouw van dit bedrag is niet gepubliceerd",
        en="what this amount is made up of is not published",
    ),
    "count": Text(
        nl="er is geen ander cijfer waaruit dit aantal volgt", en="no other figure gives this number"
    ),
    "words": Text(nl="er staat geen getal bij", en="no number is printed"),
    "other": Text(
        nl="er is geen ander gepubliceerd cijfer waaruit dit volgt", en="no other published figure gives this"
    ),
}
_GROUP = {
    "risk_ratio": "ratio",
    "odds_ratio": "ratio",
    "hazard_ratio": "ratio",
    "rate_ratio": "ratio",
    "percentage_point_difference": "difference",
    "mean_difference": "difference",
    "relative_change_percent": "difference",
    "p_value": "test",
    "stated_significant": "test",
    "stated_not_significant": "test",
    "stated_difference": "words",
    "n": "count",
    "count": "count",
    "fraction_worded": "percentage",
    "mark": "mean",
    "median": "mean",
}


def why_not(f: Figure) -> Text:
    """The sentence for a figure that no check is about."""
    missing = _MISSING.get(_GROUP.get(f.statistic, f.statistic), _MISSING["other"])
    return Text(nl=f"Niet te controleren: {missing.nl}.", en=f"Not checkable: {missing.en}.")
