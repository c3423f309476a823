"""One intervention of the inventory as the report's table shows it, with keys to sort and filter by."""

from __future__ import annotations

from typing import Any

import pandas as pd

from voorzorg.evidence.figures.names import Names
from voorzorg.present.words.messages import message, messages_below
from voorzorg.present.words.numbers import DASH, Numbers
from voorzorg.text import Language

#: from the strongest to the weakest
DESIGNS = ("rct", "controlled", "foreign_controlled", "before_after", "descriptive")
GOALS = ("main", "sub", "implied", "module", "none")


def _words(group: str, key: Any, language: Language) -> str:
    if pd.isna(key):
        return ""
    return messages_below(language, f"evidence.{group}").get(str(key), str(key))


def _range(low: Any, high: Any, numbers: Numbers) -> str:
    values = [float(v) for v in (low, high) if not pd.isna(v)]
    return "–".join(dict.fromkeys(numbers.count(v) for v in values)) or DASH


def _number(value: Any, otherwise: float = -1.0) -> float:
    return otherwise if pd.isna(value) else float(value)


def intervention_row(r: dict[str, Any], language: Language, names: Names) -> dict[str, Any]:
    """Texts of one row, and ``sort`` and ``filter`` keys for the page's script."""
    numbers = Numbers(language)
    months = str(r["age_unit"]) == "months"
    ages = [None if pd.isna(r[k]) else float(r[k]) / (12 if months else 1) for k in ("age_min", "age_max")]
    cost = _range(r["cost_low"], r["cost_high"], numbers)
    unit = _words("cost_per", r["cost_unit"], language)
    price_year = "" if pd.isna(r["cost_price_year"]) else f" ({int(r['cost_price_year'])})"
    age = _range(r["age_min"], r["age_max"], numbers)
    if months and age != DASH:
        age = f"{age} {message(language, 'evidence.months')}"
    goal = str(r["goal_maltreatment"])
    return {
        "key": r["key"],
        "name": r["name"],
        "target": names.phrase(str(r["target_group"]), language),
        "age": age,
        "contacts": _range(r["contacts_min"], r["contacts_max"], numbers),
        "weeks": _range(r["duration_weeks_min"], r["duration_weeks_max"], numbers),
        "cost": cost,
        "cost_unit": f"{unit}{price_year}" if cost != DASH else "",
        "evidence": _words("design", r["evidence_class"], language),
        "goal": _words("aim", r["goal_maltreatment"], language),
        "setting": _words("setting", r["setting"], language),
        "result": names.phrase(str(r["result"]), language),
        "origin": names.phrase(str(r["origin"]), language),
        "sort": {
            "age": ages[0] if ages[0] is not None else -1,
            "contacts": _number(r["contacts_max"], _number(r["contacts_min"])),
            "weeks": _number(r["duration_weeks_max"], _number(r["duration_weeks_min"])),
            "cost": _number(r["cost_low"]),
            "evidence": DESIGNS.index(str(r["evidence_class"])),
            "goal": GOALS.index(goal) if goal in GOALS else len(GOALS),
        },
        "from": ages[0] if ages[0] is not None else 0,
        "to": ages[1] if ages[1] is not None else 99,
    }
