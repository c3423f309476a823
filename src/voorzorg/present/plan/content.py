"""What a plan consists of, as data: the same manifest and configuration give the same fingerprint.

Labels, file names and the language are not part of it: a corrected spelling is no deviation. What decides a
number is: design, clusters, who is left out, how variables are derived and scored, outcomes and their
analyses, covariates, hierarchy, estimands, handling of missing data.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from voorzorg.cohorts.manifest.declared import known_to
from voorzorg.cohorts.manifest.model import Manifest
from voorzorg.cohorts.manifest.outcomes import Outcome
from voorzorg.cohorts.manifest.plan import Plan
from voorzorg.config import Config
from voorzorg.errors import UserError
from voorzorg.instruments.store import load_keys

_WORDS = {"label", "unit", "tags", "deviations", "sample_size", "population", "reason", "event"}


@dataclass(frozen=True)
class PlanRecord:
    """The plan that was written before (``planned``, if any) and that of this run (``current``)."""

    current: dict[str, Any]
    planned: dict[str, Any] | None = None

    @property
    def changes(self) -> list[tuple[str, str, str]]:
        """Setting, as planned, as run; for every setting that differs."""
        before, now = (dict(_leaves(part)) for part in (self.planned or self.current, self.current))
        names = [*before, *(name for name in now if name not in before)]
        return [
            (name, before.get(name, ""), now.get(name, ""))
            for name in names
            if before.get(name) != now.get(name) and _owner(name, before) == _owner(name, now)
        ]


def planned_outcomes(manifest: Manifest, config: Config) -> dict[str, Outcome]:
    """The outcomes that the study will have, by what its manifest maps, derives and scores.

    Where a scoring key cannot be read nothing is known of its scores, and every configured outcome stays.
    """
    try:
        known = known_to(manifest, load_keys(use.key for use in manifest.instruments))
    except UserError:
        return config.outcomes_of(manifest)
    asked = {name for one in config.outcomes_of(manifest).values() for name in one.variables}
    return config.outcomes_of(manifest, {name for name in asked if known.has("variable", name)})


def content_of(manifest: Manifest, config: Config) -> dict[str, Any]:
    """The plan of a cohort as plain data."""
    outcomes = planned_outcomes(manifest, config)
    dumped = {
        key: _without_words(outcome.model_dump(mode="json", exclude_defaults=True))
        | {"analyses": list(manifest.analyses_of(key, outcome))}
        for key, outcome in outcomes.items()
    }
    return {
        "cohort": manifest.name,
        "design": manifest.design,
        "cluster_randomised": manifest.cluster_randomised,
        "stratified_by": list(manifest.stratified_by),
        "pairs": manifest.pairs,
        "clustering": manifest.clustering.model_dump(mode="json", exclude_defaults=True),
        "exclude": _dumped(manifest.exclude),
        "derived": _dumped(manifest.derived),
        "events": _dumped(manifest.events),
        "instruments": [_without_words(one.model_dump(mode="json")) for one in manifest.instruments],
        "reference": manifest.arms.reference if manifest.arms else None,
        "treated": list(manifest.arms.treated) if manifest.arms else [],
        "waves": [{"key": w.key, "weeks": w.weeks, "baseline": w.baseline} for w in manifest.waves],
        "adjust": list(config.covariates_of(manifest)),
        "analysis": config.analysis.model_dump(mode="json"),
        "seed": config.seed,
        "plan": _plan(manifest.plan),
        "outcomes": dumped,
    }


def fingerprint_of(content: dict[str, Any]) -> str:
    """Sixteen hexadecimal digits of the plan's content."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def read_record(manifest: Manifest, config: Config, path: str | Path) -> PlanRecord:
    """This run's plan beside the one that ``voorzorg plan`` wrote to ``path``, if there is one.

    Raises UserError for a file that is no plan, or that was changed by hand.
    """
    current, path = content_of(manifest, config), Path(path)
    if not path.exists():
        return PlanRecord(current)
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        planned, fingerprint = stored["plan"], stored["fingerprint"]
    except (ValueError, KeyError, TypeError, UnicodeDecodeError):
        raise UserError(
            f"{path}: not a plan that 'voorzorg plan' wrote; write it again, or remove it"
        ) from None
    if fingerprint != fingerprint_of(planned):
        raise UserError(
            f"{path}: its fingerprint does not belong to its content: somebody changed it by hand"
        )
    return PlanRecord(current, planned)


def _plan(plan: Plan) -> dict[str, Any]:
    content: dict[str, Any] = _without_words(plan.model_dump(mode="json", exclude_defaults=True))
    if plan.primary:  # the procedure by name, also where it is the usual one
        content["primary"]["procedure"] = plan.primary.procedure
    return content


def _dumped(parts: Mapping[str, BaseModel]) -> dict[str, Any]:
    return {
        key: _without_words(one.model_dump(mode="json", exclude_defaults=True)) for key, one in parts.items()
    }


def _without_words(node: Any) -> Any:
    if isinstance(node, dict):
        return {key: _without_words(value) for key, value in node.items() if key not in _WORDS}
    return [_without_words(value) for value in node] if isinstance(node, list | tuple) else node


def _key_of(value: Any) -> str | None:
    return (
        value.get("key") or value.get("outcome") or value.get("variable") if isinstance(value, dict) else None
    )


def _owner(name: str, leaves: Mapping[str, str]) -> bool:
    """Whether the listed thing that a setting belongs to is there; what is not is told with its list."""
    parts = name.split(".")
    lists = [".".join(parts[:k]) for k in range(1, len(parts) - 1) if ".".join(parts[:k]) in leaves]
    return all(parts[one.count(".") + 1] in leaves[one].split(", ") for one in lists)


def _leaves(node: Any, name: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(node, dict):
        for key, value in node.items():
            yield from _leaves(value, f"{name}.{key}" if name else str(key))
    elif isinstance(node, list) and any(isinstance(value, dict) for value in node):
        owns = [str(_key_of(value) or number) for number, value in enumerate(node, 1)]
        yield name, ", ".join(owns)  # which there are, and in what order
        for own, value in zip(owns, node, strict=True):
            yield from _leaves(value, f"{name}.{own}")
    else:
        yield name, ", ".join(map(str, node)) if isinstance(node, list) else str(node)
