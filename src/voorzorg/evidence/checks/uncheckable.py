"""Why a figure cannot be checked: which numbers would be needed and are not published."""

from __future__ import annotations

from voorzorg.evidence.figures.figure import Figure
from voorzorg.evidence.words import told
from voorzorg.messages import Message

#: statistic -> what is missing, where that is not the statistic's own name
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
    "stated_effect": "test",
    "stated_difference": "words",
    "effect_size_d": "d",
    "n": "count",
    "count": "count",
    "percentage": "percentage",
    "fraction_worded": "percentage",
    "mean": "mean",
    "mark": "mean",
    "median": "mean",
    "sd": "sd",
    "euro": "euro",
}


def why_not(f: Figure) -> Message:
    """The sentence for a figure that no check is about."""
    return told(f"uncheckable-{_GROUP.get(f.statistic, 'other')}")
