"""One intervention of the inventory as the report's table shows it, with keys to sort and filter by."""

from __future__ import annotations

from typing import Any

import pandas as pd

from voorzorg.present.numbers import DASH, Numbers
from voorzorg.text import Language

EVIDENCE: dict[str, dict[Language, str]] = {
    "rct": {"nl": "gerandomiseerd", "en": "randomised"},
    "controlled": {"nl": "controlegroep", "en": "comparison group"},
    "foreign_controlled": {"nl": "alleen buitenlands", "en": "foreign only"},
    "before_after": {"nl": "voor- en nameting", "en": "before and after"},
    "descriptive": {"nl": "beschrijvend", "en": "descriptive"},
}
GOALS: dict[str, dict[Language, str]] = {
    "main": {"nl": "hoofddoel", "en": "main goal"},
    "sub": {"nl": "subdoel", "en": "sub-goal"},
    "implied": {"nl": "indirect", "en": "implied"},
    "module": {"nl": "in een module", "en": "in a module"},
    "none": {"nl": "geen doel", "en": "no goal"},
}
SETTINGS: dict[str, dict[Language, str]] = {
    "home": {"nl": "thuis", "en": "home"},
    "location": {"nl": "op locatie", "en": "on location"},
    "home_or_location": {"nl": "thuis of op locatie", "en": "home or location"},
    "online": {"nl": "online", "en": "online"},
    "school": {"nl": "school", "en": "school"},
}
UNITS: dict[str, dict[Language, str]] = {
    "trajectory": {"nl": "traject", "en": "trajectory"},
    "client": {"nl": "cliënt", "en": "client"},
    "person": {"nl": "persoon", "en": "person"},
    "family": {"nl": "gezin", "en": "family"},
    "participant": {"nl": "deelnemer", "en": "participant"},
}


def _words(table: dict[str, dict[Language, str]], key: Any, language: Language) -> str:
    return table.get(str(key), {}).get(language, str(key) if not pd.isna(key) else "")


def _range(low: Any, high: Any, numbers: Numbers) -> str:
    values = [float(v) for v in (low, high) if not pd.isna(v)]
    return "–".join(dict.fromkeys(numbers.count(v) for v in values)) or DASH


def _number(value: Any, otherwise: float = -1.0) -> float:
    return otherwise if pd.isna(value) else float(value)


def intervention_row(r: dict[str, Any], language: Language) -> dict[str, Any]:
    """Texts of one row, and ``sort`` and ``filter`` keys for the page's script."""
    numbers = Numbers(language)
    months = str(r["age_unit"]) == "months"
    ages = [None if pd.isna(r[k]) else float(r[k]) / (12 if months else 1) for k in ("age_min", "age_max")]
    cost = _range(r["cost_low"], r["cost_high"], numbers)
    unit = _words(UNITS, r["cost_unit"], language)
    price_year = "" if pd.isna(r["cost_price_year"]) else f" ({int(r['cost_price_year'])})"
    order = list(EVIDENCE)
    age = _range(r["age_min"], r["age_max"], numbers)
    return {
        "key": r["key"],
        "name": r["name"],
        "target": r["target_group"],
        "age": age + (("" if age == DASH else (" mnd" if language == "nl" else " months")) if months else ""),
        "contacts": _range(r["contacts_min"], r["contacts_max"], numbers),
        "weeks": _range(r["duration_weeks_min"], r["duration_weeks_max"], numbers),
        "cost": cost,
        "cost_unit": f"{unit}{price_year}" if cost != DASH else "",
        "evidence": _words(EVIDENCE, r["evidence_class"], language),
        "goal": _words(GOALS, r["goal_maltreatment"], language),
        "setting": _words(SETTINGS, r["setting"], language),
        "result": r["result"],
        "origin": r["origin"],
        "sort": {
            "age": ages[0] if ages[0] is not None else -1,
            "contacts": _number(r["contacts_max"], _number(r["contacts_min"])),
            "weeks": _number(r["duration_weeks_max"], _number(r["duration_weeks_min"])),
            "cost": _number(r["cost_low"]),
            "evidence": order.index(str(r["evidence_class"])),
            "goal": list(GOALS).index(str(r["goal_maltreatment"]))
            if str(r["goal_maltreatment"]) in GOALS
            else 9,
        },
        "from": ages[0] if ages[0] is not None else 0,
        "to": ages[1] if ages[1] is not None else 99,
    }
