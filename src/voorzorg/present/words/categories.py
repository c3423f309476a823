"""The category of a row in the reader's words: a level, a phase, a shift, a limit."""

from __future__ import annotations

import re

from voorzorg.estimates.category import Category, Iteration, Shift, Shifts, Spread, TookPart
from voorzorg.present.context import Context, readable
from voorzorg.present.estimate_rows import Row
from voorzorg.present.words.messages import has_message

_NUMBER = re.compile(r"(?P<sign>>?=)(?P<number>\d+)")
_CASE = re.compile(r"family (?P<number>\d+)")
_PATTERN = re.compile(r"[01]+")


def category_words(context: Context, row: Row) -> str:
    """What a row's category says; nothing where the row has none, or where its estimand says it already."""
    category: Category | None = row.category
    match category:
        case None | "" | Spread():
            return ""
        case Shift(treated):
            return context.t("category.shift", treated=_shift(context, treated))
        case Shifts(treated, reference):
            shifts = {"both": _shift(context, treated), "other": _shift(context, reference)}
            return context.t("category.shifts", **shifts)
        case TookPart(visits, direct):
            least = context.t("category.visits", n=visits)
            effect = context.numbers.points(direct, 0)
            return f"{least}, {context.t('category.direct', value=effect)}" if direct else least
        case Iteration(number):
            return context.t("category.iteration", n=f"{number}")
    key = str(category)
    if row.outcome in ("flow", "clusters"):
        return context.word("flow", key)
    if row.outcome.startswith("fidelity:"):
        return context.phase(key)
    if row.outcome.startswith(("baseline:", "attrition:")):
        return context.level(row.outcome.partition(":")[2], key)
    return _put_together(context, key) or _named(context, row, key)


def _shift(context: Context, value: float) -> str:
    return context.numbers.fixed(value, 0 if value.is_integer() else 1, sign=True)


def _put_together(context: Context, key: str) -> str:
    """Categories that hold a number."""
    if found := _NUMBER.fullmatch(key):
        return found["number"] if found["sign"] == "=" else f"≥ {found['number']}"
    if found := _CASE.fullmatch(key):
        return context.t("word.family_number", n=found["number"])
    return key if _PATTERN.fullmatch(key) else ""


def _named(context: Context, row: Row, key: str) -> str:
    """A variable, a level of one, or a word of the catalogue."""
    if key in context.manifest.variables or key in context.manifest.derived:
        return context.variable(key)
    population, _, group = str(row.population or "").partition("=")
    if group == key:  # the effect in a group of a moderator
        return context.level(population.removeprefix("subgroup:"), key)
    name = f"category.{key.replace(' ', '_')}"
    return context.t(name) if has_message(context.language, name) else readable(key)
