"""The category of a row in the reader's words: a level, a phase, a shift, a limit."""

from __future__ import annotations

import re

from voorzorg.present.context import Context, readable
from voorzorg.present.estimate_rows import Row
from voorzorg.present.words.messages import has_message

_SHIFT = re.compile(
    r"delta=(?P<treated>[+-][\d.]+)|treated=(?P<both>[+-][\d.]+) reference=(?P<other>[+-][\d.]+)"
)
_VISITS = re.compile(r"visits>=(?P<least>\d+)(?:, direct (?P<direct>[+-][\d.]+))?")
_NUMBER = re.compile(r"(?P<sign>>?=)(?P<number>\d+)")
_CASE = re.compile(r"family (?P<number>\d+)")
_PATTERN = re.compile(r"[01]+")


def category_words(context: Context, row: Row) -> str:
    """What a row's category says; nothing where the row has none, or where its estimand says it already."""
    key = str(row.category or "")
    if not key or row.estimand == "random_effect_sd":
        return ""
    if row.outcome in ("flow", "clusters"):
        return context.word("flow", key)
    if row.outcome.startswith("fidelity:"):
        return context.phase(key)
    if row.outcome.startswith(("baseline:", "attrition:")):
        return context.level(row.outcome.partition(":")[2], key)
    return _put_together(context, key) or _named(context, row, key)


def _put_together(context: Context, key: str) -> str:
    """Categories that hold a number."""
    t, numbers = context.t, context.numbers
    if found := _SHIFT.fullmatch(key):
        shifts = {
            name: numbers.fixed(float(value), 0 if float(value).is_integer() else 1, sign=True)
            for name, value in found.groupdict().items()
            if value
        }
        return t("category.shift" if "treated" in shifts else "category.shifts", **shifts)
    if found := _VISITS.fullmatch(key):
        text = t("category.visits", n=found["least"])
        if found["direct"]:
            effect = numbers.points(float(found["direct"]), 0)
            text += ", " + t("category.direct", value=effect)
        return text
    if found := _NUMBER.fullmatch(key):
        return found["number"] if found["sign"] == "=" else f"≥ {found['number']}"
    if found := _CASE.fullmatch(key):
        return t("word.family_number", n=found["number"])
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
