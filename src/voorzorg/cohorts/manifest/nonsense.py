"""What a manifest can say and nobody can mean: each is refused with what to write instead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from voorzorg.cohorts.reading.codes import code
from voorzorg.languages import CODES

if TYPE_CHECKING:
    from voorzorg.cohorts.manifest.data import Variable
    from voorzorg.cohorts.manifest.model import Manifest

_NAME = re.compile(r"[^\W\d_][\w.*-]*")  # a letter first: what begins with _ is the program's own
_KEY = re.compile(r"[a-z][a-z0-9_]*")


def nonsense(manifest: Manifest) -> Iterator[str]:
    """Everything in the manifest that contradicts itself, in words."""
    yield from _arms(manifest)
    for name, variable in manifest.variables.items():
        if not _NAME.fullmatch(name):
            yield f"variables: '{name}' is no name for a variable: a letter first, then letters, digits and _"
        for problem in _variable(variable):
            yield f"variables '{name}': {problem}"
    for file in manifest.files:
        for name in file.columns:
            if not _NAME.fullmatch(name):
                yield f"files '{file.path}': columns: '{name}' is no name for a variable: begin with a letter"
    anchors = [name for name, variable in manifest.variables.items() if variable.role == "anchor"]
    if len(anchors) > 1:
        yield f"variables {', '.join(anchors)} all have 'role: anchor': weeks are counted from one date only"
    yield from _covariates(manifest)
    yield from _moderators(manifest)
    for key, outcome in manifest.outcomes.items():
        if not _KEY.fullmatch(outcome.family):
            yield (
                f"outcomes '{key}': family '{outcome.family}' is no key: small letters, digits, _, a letter "
                "first; what it is called stands under 'families:'"
            )


def _arms(manifest: Manifest) -> Iterator[str]:
    if manifest.arms is None:
        return
    seen: dict[str, str] = {}
    labels: dict[tuple[str, str], str] = {}
    for key, arm in manifest.arms.levels.items():
        for one in {code(one) for one in arm.codes}:
            if one in seen:
                yield f"arms: code '{one}' stands for both '{seen[one]}' and '{key}': capitals do not count"
            seen[one] = key
        for language in CODES:
            label = arm.label[language].strip().casefold()
            if (language, label) in labels:
                yield f"arms: '{labels[language, label]}' and '{key}' have the same label: give each its own"
            labels[language, label] = key


def _variable(variable: Variable) -> Iterator[str]:
    values = {code(key): target for key, target in (variable.values or {}).items()}
    missing = {code(one) for one in variable.missing}
    if variable.type == "binary" and len(values) > 1 and len({code(t) for t in values.values()}) == 1:
        yield "values: every code means the same: nobody could be the other"
    if values and set(values) <= missing:
        yield "missing: holds every code under 'values': nothing would be left"
    if variable.labels and {code(key) for key in variable.labels} <= missing:
        yield "missing: holds every category under 'labels': nothing would be left"
    if variable.range is not None and variable.plausible is not None:
        (low, high), (first, last) = variable.range, variable.plausible
        if first < low or last > high:
            yield "plausible: reaches outside 'range': what is impossible cannot be usual"


def _covariates(manifest: Manifest) -> Iterator[str]:
    allocation = {"arm"} | ({manifest.arms.variable} if manifest.arms else set())
    named: list[tuple[str, tuple[str, ...], str | None]] = [
        ("adjust", manifest.adjust or (), None),
        ("stratified_by", manifest.stratified_by, None),
    ]
    named += [(f"outcomes '{k}': adjust", o.adjust or (), o.variable) for k, o in manifest.outcomes.items()]
    for where, names, own in named:
        if both := allocation & set(names):
            yield f"{where}: '{both.pop()}' is the allocation itself, and no covariate"
        if own in names:
            yield f"{where}: '{own}' is the outcome itself, and no covariate"


def _moderators(manifest: Manifest) -> Iterator[str]:
    known = manifest.variables | manifest.derived
    for one in manifest.plan.moderators:
        where = f"plan: moderators: '{one.variable}'"
        variable = known.get(one.variable)
        if variable is None:
            yield f"{where} is no variable of this study"
        elif variable.type in ("number", "integer") and not one.cuts:
            yield f"{where} is a number: say under 'cuts' where its groups begin"
        elif variable.type not in ("number", "integer") and one.cuts:
            yield f"{where} is no number and has groups already: leave 'cuts' out"
        if manifest.plan.primary is None and not one.outcomes:
            yield f"{where}: name its 'outcomes', since there are no primary hypotheses"
