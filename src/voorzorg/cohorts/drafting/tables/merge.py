"""One variable of several waves: labels, codes and missing codes of all of them together."""

from __future__ import annotations

import re
from dataclasses import replace

from voorzorg.cohorts.drafting.columns.guesses import UNSURE, ColumnGuess
from voorzorg.cohorts.drafting.columns.moments import moment
from voorzorg.messages import message

_FAR = 8.0
_MARK = (
    r"(?:t|wave|meting|golf|w|m|visit|meetmoment) ?\d{1,2}|voormeting|nulmeting|tussenmeting|nameting|"
    r"baseline|intake|start|follow.?up ?\d*|pre|post|bl|voor|na|begin|einde?|before|after|"
    r"\d{1,3} ?(?:maanden|maand|mnd|months?|m|weken|weeks?|wk|w|jaar|jr|years?|y)"
)
_BEHIND = re.compile(rf"[\s.,;:(\[_-]+(?:(?:op|bij|at|na) )?(?P<mark>{_MARK})[\])]?\s*$", re.IGNORECASE)
_BEFORE = re.compile(rf"^(?P<mark>{_MARK})\s*[:;.,_-]+\s*", re.IGNORECASE)


def without_wave(label: str, wave: str) -> str:
    """``EPDS total T0`` of wave t0 -> ``EPDS total``: the label serves every wave."""
    for pattern in (_BEHIND, _BEFORE):
        match = pattern.search(label)
        named = moment(match["mark"]) if match else None
        if match and named and named[0] in (wave, "t0" if wave == "baseline" else wave):
            return (label[: match.start()] + label[match.end() :]).strip() or label
    return label


def common_type(one: ColumnGuess, two: ColumnGuess) -> str | None:
    """The type that serves both waves: a score of which one wave has whole numbers only is a number."""
    if one.type == two.type:
        return one.type
    plain = [column for column in (one, two) if column.type in ("integer", "number", "binary")]
    if len(plain) == 2 and not any(_worded(column) for column in plain):
        return "number" if "number" in (one.type, two.type) else "integer"
    if {one.type, two.type} == {"category", "text"}:
        return "category"
    return None


def _worded(column: ColumnGuess) -> bool:
    """Yes and no in words, not in numbers."""
    return any(not key.lstrip("-").isdigit() for key in column.values or {})


def merged(one: ColumnGuess, two: ColumnGuess) -> ColumnGuess:
    """The guess that holds for both columns; unsure where they give a code another meaning."""
    kind = common_type(one, two) or one.type
    if kind != one.type or kind != two.type:
        one, two = (_told(c, kind, other) for c, other in ((one, two), (two, one)))
        one, two = (
            replace(c, type=kind, values=None if kind != "category" else c.values) for c in (one, two)
        )
    values, labels = _codes(one), dict(one.labels or {})
    clash = []
    if one.values or two.values:
        for code, target in _codes(two).items():
            if values.setdefault(code, target) != target:
                clash.append(code)
        for key, label in (two.labels or {}).items():
            labels.setdefault(key, label)
    missing = tuple(dict.fromkeys([*one.missing, *two.missing]))
    values = {code: target for code, target in values.items() if code not in missing}
    joined = replace(
        one,
        values=values if one.values or two.values else None,
        labels=labels or None,
        missing=missing,
        distinct=max(one.distinct, two.distinct),
        confidence=min(one.confidence, two.confidence),
        evidence=one.evidence if one.confidence <= two.confidence else two.evidence,
    )
    if _other_unit(one, two):
        joined.confidence = UNSURE
        middles = {"one": f"{one.typical:g}", "two": f"{two.typical:g}"}
        joined.evidence = message("draft-waves-other-unit", **middles)
    if clash:
        joined.confidence = UNSURE
        joined.evidence = message("draft-another-meaning", codes=", ".join(clash[:4]))
    return joined


def _other_unit(one: ColumnGuess, two: ColumnGuess) -> bool:
    """Grams and kilograms, 0 to 10 and 0 to 100: the middles are far apart."""
    if not one.typical or not two.typical or one.typical * two.typical < 0:
        return False
    return not 1 / _FAR < one.typical / two.typical < _FAR


def _told(column: ColumnGuess, kind: str, other: ColumnGuess) -> ColumnGuess:
    """What is said of a column that the other makes a number; a third answer beside yes and no is asked."""
    if column.type != kind:
        return replace(column, evidence=other.evidence)
    few = kind == "integer" and other.type == "binary" and column.distinct - len(column.missing) <= 4
    why = message("draft-more-answers", one=other.name, other=column.name)
    return replace(column, confidence=UNSURE, evidence=why) if few else column


def _codes(column: ColumnGuess) -> dict[str, str]:
    """What codes mean; a yes or no without labels says it with 0 and 1."""
    if column.values is None and column.type == "binary":
        return {"1": "1", "0": "0"}
    return dict(column.values or {})
