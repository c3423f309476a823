"""Why a figure cannot be checked: which numbers would be needed and are not published."""

from __future__ import annotations

from voorzorg.evidence.checks.two_arms.arms import NOT_AN_ARM, outcome_key
from voorzorg.evidence.figures.figure import Figure, Figures
from voorzorg.evidence.figures.vocabulary import is_control
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


def why_not(f: Figure, figures: Figures) -> Message:
    """The sentence for a figure that no check is about."""
    if f.arm == "contrast":
        arms = sorted(
            {
                g.arm
                for g in figures
                if outcome_key(g) == outcome_key(f) and g.arm not in NOT_AN_ARM and g.has_value
            }
        )
        if len(arms) == 2 and not any(map(is_control, arms)):
            return told("uncheckable-no-control", arms=", ".join(arms))
        if len(arms) > 2:
            return told("uncheckable-more-arms", arms=", ".join(arms))
    return told(f"uncheckable-{_GROUP.get(f.statistic, 'other')}")
