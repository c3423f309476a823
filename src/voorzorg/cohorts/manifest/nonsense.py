"""What a manifest can say and nobody can mean: each is refused with what to write instead."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING

from voorzorg.cohorts.manifest.design import DEVICES
from voorzorg.cohorts.reading.values.codes import code
from voorzorg.languages import CODES
from voorzorg.validation import FaultError, fault

if TYPE_CHECKING:
    from voorzorg.cohorts.manifest.data import Variable
    from voorzorg.cohorts.manifest.model import Manifest
    from voorzorg.text import Text

#: Settings from the outside inwards, as `fault` takes them.
Place = tuple[int | str, ...]
_NAME = re.compile(r"[^\W\d_][\w.*-]*")  # a letter first: what begins with _ is the program's own
_KEY = re.compile(r"[a-z][a-z0-9_]{0,63}")
#: Keys of the estimates table that are no outcomes.
TAKEN = frozenset({"flow", "missingness", "risk_factors"})


def nonsense(manifest: Manifest) -> Iterator[FaultError]:
    """Everything in the manifest that contradicts itself, and where."""
    yield from _arms(manifest)
    for name, variable in manifest.variables.items():
        where = ("variables", name)
        if not _NAME.fullmatch(name):
            yield fault("fault-variable-name", *where)
        yield from _variable(variable, where)
        yield from _kinds(variable, where)
    for n, file in enumerate(manifest.files):
        for name in file.columns:
            if not _NAME.fullmatch(name):
                yield fault("fault-variable-name", "files", n, "columns", name)
    anchors = [name for name, variable in manifest.variables.items() if variable.role == "anchor"]
    if len(anchors) > 1:
        yield fault("fault-anchors", "variables", anchors[1], "role", names=anchors)
    yield from _several(manifest)
    yield from _missing_codes(manifest)
    yield from _design(manifest)
    yield from _plan(manifest)
    yield from _covariates(manifest)
    yield from _moderators(manifest)
    for key, outcome in manifest.outcomes.items():
        if not _KEY.fullmatch(outcome.family) or outcome.family in DEVICES:
            yield fault("fault-family-no-key", "outcomes", key, "family", family=outcome.family)


def _arms(manifest: Manifest) -> Iterator[FaultError]:
    if manifest.arms is None:
        return
    seen: dict[str, str] = {}
    for key, arm in manifest.arms.levels.items():
        for one in sorted({code(one) for one in arm.codes}):
            if one in seen:
                where = ("arms", "levels", key, "codes")
                yield fault("fault-code-of-two-folded", *where, code=one, one=seen[one], other=key)
            seen[one] = key
    labels = {key: arm.label for key, arm in manifest.arms.levels.items()}
    yield from _same_labels(("arms", "levels"), labels, CODES)


def _variable(variable: Variable, where: Place) -> Iterator[FaultError]:
    values = {code(key): target for key, target in (variable.values or {}).items()}
    missing = {code(one) for one in variable.missing}
    if variable.type == "binary" and len(values) > 1 and len({code(t) for t in values.values()}) == 1:
        yield fault("fault-values-all-same", *where, "values")
    if values and set(values) <= missing:
        yield fault("fault-missing-all", *where, "missing", of="values")
    if variable.labels and {code(key) for key in variable.labels} <= missing:
        yield fault("fault-missing-all", *where, "missing", of="labels")
    if variable.range is not None and variable.plausible is not None:
        (low, high), (first, last) = variable.range, variable.plausible
        if first < low or last > high:
            yield fault("fault-plausible-outside", *where, "plausible")


def _covariates(manifest: Manifest) -> Iterator[FaultError]:
    allocation = {"arm"} | ({manifest.arms.variable} if manifest.arms else set())
    named: list[tuple[Place, tuple[str, ...], str | None]] = [
        (("adjust",), manifest.adjust or (), None),
        (("stratified_by",), manifest.stratified_by, None),
    ]
    named += [(("outcomes", k, "adjust"), o.adjust or (), o.variable) for k, o in manifest.outcomes.items()]
    for where, names, own in named:
        if both := sorted(allocation & set(names)):
            yield fault("fault-covariate-allocation", *where, name=both[0])
        if own is not None and own in names:
            yield fault("fault-covariate-outcome", *where, name=own)


def _moderators(manifest: Manifest) -> Iterator[FaultError]:
    known = manifest.variables | manifest.derived
    names = [one.variable for one in manifest.plan.moderators]
    results = {o.variable for o in manifest.outcomes.values() if not o.waves}
    for n, one in enumerate(manifest.plan.moderators):
        where = ("plan", "moderators", n)
        name = one.variable
        variable = known.get(name)
        if names.count(name) > 1 and len({(m.variable, m.cuts) for m in manifest.plan.moderators}) < len(
            names
        ):
            yield fault("fault-moderator-twice", *where, name=name)
        if name in results:
            yield fault("fault-moderator-outcome", *where, name=name)
        limits = getattr(variable, "range", None)
        if limits is not None and any(not limits[0] < cut <= limits[1] for cut in one.cuts):
            yield fault("fault-cut-outside", *where, "cuts", name=name)
        if variable is None:
            yield fault("fault-no-variable", *where, "variable", name=name).near(name, known)
        elif variable.type in ("number", "integer") and not one.cuts:
            yield fault("fault-moderator-needs-cuts", *where, name=name)
        elif variable.type not in ("number", "integer") and one.cuts:
            yield fault("fault-moderator-has-groups", *where, "cuts", name=name)
        if manifest.plan.primary is None and not one.outcomes:
            yield fault("fault-moderator-outcomes", *where, name=name)


def _several(manifest: Manifest) -> Iterator[FaultError]:
    """Waves in their order, one before allocation, and labels that tell things apart."""
    number = {wave.key: n for n, wave in enumerate(manifest.waves)}
    for one, after in pairwise(wave for wave in manifest.waves if wave.weeks is not None):
        if (after.weeks or 0) < (one.weeks or 0):
            yield fault(
                "fault-waves-order", "waves", number[after.key], "weeks", one=one.key, other=after.key
            )
    at_start = [wave.key for wave in manifest.waves if wave.baseline]
    if len(at_start) > 1 and manifest.arms is not None:
        yield fault("fault-baselines", "waves", number[at_start[1]], "baseline", names=at_start)
    if at_start and manifest.waves[0].key not in at_start:
        where = ("waves", number[at_start[0]], "baseline")
        yield fault("fault-baseline-first", *where, one=at_start[0], other=manifest.waves[0].key)
    yield from _same_labels(("waves",), {wave.key: wave.label for wave in manifest.waves}, CODES)
    for name, variable in manifest.variables.items():
        yield from _same_labels(("variables", name, "labels"), variable.labels or {}, CODES)


def _same_labels(where: Place, labels: Mapping[str, Text], languages: Iterable[str]) -> Iterator[FaultError]:
    seen: dict[tuple[str, str], str] = {}
    for key, label in labels.items():
        for language in languages:
            text = label[language].strip().casefold()
            if (language, text) in seen:
                yield fault("fault-same-label", *where, one=seen[language, text], other=key)
                break
            seen[language, text] = key


def _kinds(variable: Variable, where: Place) -> Iterator[FaultError]:
    """Settings that belong to another type of variable."""
    if variable.type in ("category", "text", "date"):
        for name in ("range", "plausible", "cut"):
            if getattr(variable, name) is not None:
                yield fault("fault-of-a-number", *where, name, type=variable.type)
    if variable.labels is not None and variable.type not in ("category", "binary"):
        yield fault("fault-of-a-category", *where, "labels", type=variable.type)
    if variable.role == "anchor" and variable.type != "date":
        yield fault("fault-anchor-is-date", *where, "role", type=variable.type)
    if variable.type == "category" and variable.values and variable.labels:
        made = {code(target) for target in variable.values.values()}
        if strange := [key for key in variable.labels if code(key) not in made]:
            yield fault("fault-label-of-no-key", *where, "labels", strange[0], name=strange[0])


def _missing_codes(manifest: Manifest) -> Iterator[FaultError]:
    """Codes that mean something and are called missing as well."""
    everywhere = {code(one) for one in manifest.missing}
    for name, variable in manifest.variables.items():
        where = ("variables", name, "missing")
        gone = {code(one) for one in variable.missing}
        if both := sorted({code(key) for key in variable.values or ()} & gone):
            yield fault("fault-code-missing-too", *where, code=both[0])
        if variable.type == "binary" and not variable.values and variable.cut is None and {"0", "1"} <= gone:
            yield fault("fault-missing-both", *where)
    if manifest.arms is not None:
        allocation = manifest.variables.get(manifest.arms.variable)
        gone = everywhere | {code(one) for one in (allocation.missing if allocation else ())}
        for key, arm in manifest.arms.levels.items():
            if both := sorted({code(one) for one in arm.codes} & gone):
                yield fault("fault-arm-code-missing", "arms", "levels", key, "codes", code=both[0], arm=key)


def _design(manifest: Manifest) -> Iterator[FaultError]:
    allocation = {"arm"} | ({manifest.arms.variable} if manifest.arms else set())
    for where in ("cluster_randomised", "pairs"):
        if getattr(manifest, where) in allocation:
            yield fault("fault-is-allocation", where, name=getattr(manifest, where))
    if manifest.pairs is not None and manifest.pairs == manifest.cluster_randomised:
        yield fault("fault-pairs-are-clusters", "pairs")
    results = {o.variable for o in manifest.outcomes.values()}
    if both := sorted(results & set(manifest.stratified_by)):
        yield fault("fault-stratum-is-outcome", "stratified_by", name=both[0])
    for name in ("adjust", "stratified_by"):
        named = getattr(manifest, name) or ()
        if len(set(named)) < len(named):
            yield fault("fault-variable-twice", name)
    if taken := sorted(TAKEN & set(manifest.outcomes)):
        yield fault("fault-outcome-taken", "outcomes", taken[0], name=taken[0])
    if manifest.plan.compliance is not None and not any(file.holds == "visits" for file in manifest.files):
        yield fault("fault-compliance-no-visits", "plan", "compliance")


def _plan(manifest: Manifest) -> Iterator[FaultError]:
    """Outcomes and waves that the plan names; those taken over from config.yaml are not known here."""
    plan = manifest.plan
    named: list[tuple[Place, str, str | None]] = []
    for n, one in enumerate(plan.primary.hypotheses if plan.primary else ()):
        named.append((("plan", "primary", "hypotheses", n), one.outcome, one.wave))
    for n, estimand in enumerate(plan.estimands):
        named.append((("plan", "estimands", n), estimand.outcome, estimand.wave))
    for n, moderator in enumerate(plan.moderators):
        named += [(("plan", "moderators", n, "outcomes"), outcome, None) for outcome in moderator.outcomes]
    taken_over = () if manifest.catalogue == "all" else manifest.catalogue
    waves = tuple(wave.key for wave in manifest.waves)
    for where, key, wave in named:
        outcome = manifest.outcomes.get(key)
        if outcome is None and manifest.catalogue != "all" and key not in taken_over:
            yield fault("fault-no-outcome", *where, name=key).near(key, (*manifest.outcomes, *taken_over))
        there = outcome.waves if outcome else waves
        if wave and wave not in there:
            yield fault("fault-outcome-no-wave", *where, "wave", outcome=key, wave=wave).near(wave, there)
