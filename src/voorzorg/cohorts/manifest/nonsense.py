"""What a manifest can say and nobody can mean: each is refused with what to write instead."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING

from voorzorg.cohorts.manifest.design import DEVICES
from voorzorg.cohorts.reading.values.codes import code
from voorzorg.languages import CODES

if TYPE_CHECKING:
    from voorzorg.cohorts.manifest.data import Variable
    from voorzorg.cohorts.manifest.model import Manifest
    from voorzorg.text import Text

_NAME = re.compile(r"[^\W\d_][\w.*-]*")  # a letter first: what begins with _ is the program's own
_KEY = re.compile(r"[a-z][a-z0-9_]{0,63}")
#: Keys of the estimates table that are no outcomes.
TAKEN = frozenset({"flow", "missingness", "risk_factors"})


def nonsense(manifest: Manifest) -> Iterator[str]:
    """Everything in the manifest that contradicts itself, in words."""
    yield from _arms(manifest)
    for name, variable in manifest.variables.items():
        if not _NAME.fullmatch(name):
            yield f"variables: '{name}' is no name for a variable: a letter first, then letters, digits and _"
        for problem in (*_variable(variable), *_kinds(variable)):
            yield f"variables '{name}': {problem}"
    for file in manifest.files:
        for name in file.columns:
            if not _NAME.fullmatch(name):
                yield f"files '{file.path}': columns: '{name}' is no name for a variable: begin with a letter"
    anchors = [name for name, variable in manifest.variables.items() if variable.role == "anchor"]
    if len(anchors) > 1:
        yield f"variables {', '.join(anchors)} all have 'role: anchor': weeks are counted from one date only"
    yield from _several(manifest)
    yield from _missing_codes(manifest)
    yield from _design(manifest)
    yield from _plan(manifest)
    yield from _covariates(manifest)
    yield from _moderators(manifest)
    for key, outcome in manifest.outcomes.items():
        if not _KEY.fullmatch(outcome.family) or outcome.family in DEVICES:
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
    names = [one.variable for one in manifest.plan.moderators]
    results = {o.variable for o in manifest.outcomes.values() if not o.waves}
    for one in manifest.plan.moderators:
        where = f"plan: moderators: '{one.variable}'"
        variable = known.get(one.variable)
        if names.count(one.variable) > 1 and len(
            {(m.variable, m.cuts) for m in manifest.plan.moderators}
        ) < len(names):
            yield f"{where} stands there twice: name all 'outcomes' in one place"
        if one.variable in results:
            yield f"{where} is an outcome, and no characteristic at the start"
        limits = getattr(variable, "range", None)
        if limits is not None and any(not limits[0] < cut <= limits[1] for cut in one.cuts):
            yield f"{where}: a cut lies outside the variable's 'range': a group would have nobody in it"
        if variable is None:
            yield f"{where} is no variable of this study"
        elif variable.type in ("number", "integer") and not one.cuts:
            yield f"{where} is a number: say under 'cuts' where its groups begin"
        elif variable.type not in ("number", "integer") and one.cuts:
            yield f"{where} is no number and has groups already: leave 'cuts' out"
        if manifest.plan.primary is None and not one.outcomes:
            yield f"{where}: name its 'outcomes', since there are no primary hypotheses"


def _several(manifest: Manifest) -> Iterator[str]:
    """Waves in their order, one before allocation, and labels that tell things apart."""
    for one, after in pairwise(wave for wave in manifest.waves if wave.weeks is not None):
        if (after.weeks or 0) < (one.weeks or 0):
            yield f"waves: '{after.key}' is before '{one.key}' in time: put the waves in the order of time"
    at_start = [wave.key for wave in manifest.waves if wave.baseline]
    if len(at_start) > 1 and manifest.arms is not None:
        yield f"waves {', '.join(at_start)} all have 'baseline: true': one wave is the one before allocation"
    if at_start and manifest.waves[0].key not in at_start:
        yield f"waves: '{at_start[0]}' was before allocation, and so before '{manifest.waves[0].key}'"
    yield from _same_labels("waves", {wave.key: wave.label for wave in manifest.waves})
    for name, variable in manifest.variables.items():
        yield from _same_labels(f"variables '{name}': labels", variable.labels or {})


def _same_labels(where: str, labels: Mapping[str, Text]) -> Iterator[str]:
    seen: dict[tuple[str, str], str] = {}
    for key, label in labels.items():
        for language in ("nl", "en"):
            text = getattr(label, language).strip().casefold()
            if (language, text) in seen:
                yield f"{where}: '{seen[language, text]}' and '{key}' have the same label: give each its own"
                break
            seen[language, text] = key


def _kinds(variable: Variable) -> Iterator[str]:
    """Settings that belong to another type of variable."""
    if variable.type in ("category", "text", "date"):
        for name in ("range", "plausible", "cut"):
            if getattr(variable, name) is not None:
                yield f"{name}: belongs to a number, and this is a {variable.type}"
    if variable.labels is not None and variable.type not in ("category", "binary"):
        yield f"labels: belong to a category, and this is a {variable.type}"
    if variable.role == "anchor" and variable.type != "date":
        yield f"role: anchor is a date, and this is a {variable.type}"
    if variable.type == "category" and variable.values and variable.labels:
        made = {code(target) for target in variable.values.values()}
        if strange := [key for key in variable.labels if code(key) not in made]:
            yield f"labels: '{strange[0]}' is none of the keys that 'values' decodes to"


def _missing_codes(manifest: Manifest) -> Iterator[str]:
    """Codes that mean something and are called missing as well."""
    everywhere = {code(one) for one in manifest.missing}
    for name, variable in manifest.variables.items():
        gone = {code(one) for one in variable.missing}
        if both := sorted({code(key) for key in variable.values or ()} & gone):
            yield f"variables '{name}': code '{both[0]}' stands under 'values' and under 'missing'"
        if variable.type == "binary" and not variable.values and variable.cut is None and {"0", "1"} <= gone:
            yield f"variables '{name}': missing: holds 0 and 1: nothing would be left"
    if manifest.arms is not None:
        allocation = manifest.variables.get(manifest.arms.variable)
        gone = everywhere | {code(one) for one in (allocation.missing if allocation else ())}
        for key, arm in manifest.arms.levels.items():
            if both := sorted({code(one) for one in arm.codes} & gone):
                yield f"arms: code '{both[0]}' of '{key}' stands under 'missing' as well"


def _design(manifest: Manifest) -> Iterator[str]:
    allocation = {"arm"} | ({manifest.arms.variable} if manifest.arms else set())
    for where in ("cluster_randomised", "pairs"):
        if getattr(manifest, where) in allocation:
            yield f"{where}: '{getattr(manifest, where)}' is the allocation itself"
    if manifest.pairs is not None and manifest.pairs == manifest.cluster_randomised:
        yield "pairs: names what 'cluster_randomised' names: a pair holds two clusters"
    results = {o.variable for o in manifest.outcomes.values()}
    if both := sorted(results & set(manifest.stratified_by)):
        yield f"stratified_by: '{both[0]}' is an outcome, and was not known at allocation"
    for name in ("adjust", "stratified_by"):
        named = getattr(manifest, name) or ()
        if len(set(named)) < len(named):
            yield f"{name}: names a variable twice"
    if taken := sorted(TAKEN & set(manifest.outcomes)):
        yield f"outcomes: '{taken[0]}' is what the estimates table calls something else: choose another key"
    if manifest.plan.compliance is not None and not any(file.holds == "visits" for file in manifest.files):
        yield "plan: compliance: counts visits, and no file 'holds: visits'"


def _plan(manifest: Manifest) -> Iterator[str]:
    """Outcomes and waves that the plan names; those taken over from config.yaml are not known here."""
    plan = manifest.plan
    named: list[tuple[str, str, str | None]] = []
    named += [("primary", one.outcome, one.wave) for one in (plan.primary.hypotheses if plan.primary else ())]
    named += [("estimands", one.outcome, one.wave) for one in plan.estimands]
    named += [("moderators", outcome, None) for one in plan.moderators for outcome in one.outcomes]
    taken_over = () if manifest.catalogue == "all" else manifest.catalogue
    waves = {wave.key for wave in manifest.waves}
    for where, key, wave in named:
        outcome = manifest.outcomes.get(key)
        if outcome is None and manifest.catalogue != "all" and key not in taken_over:
            yield f"plan: {where}: '{key}' is no outcome of this study"
        if wave and wave not in (outcome.waves if outcome else waves):
            yield f"plan: {where}: '{key}' has no wave '{wave}'"
