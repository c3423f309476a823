"""What ``config.yaml`` asks for and a cohort does not have, told instead of passed over.

A configuration serves several cohorts, so that an outcome which one of them lacks is a remark. What no cohort
knows is probably a slip of the pen, and a warning.
"""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from voorzorg.cohorts.checks.findings import Findings
from voorzorg.cohorts.harmonise.columns import nearest
from voorzorg.cohorts.manifest.declared import Known, known_to
from voorzorg.cohorts.manifest.model import Manifest, read_manifest
from voorzorg.config import Config, Fit
from voorzorg.errors import UserError
from voorzorg.instruments.store import Folders, load_keys
from voorzorg.messages import Both, Message, message
from voorzorg.text import Text

_FILE = "config.yaml"
_SHOWN = 8
Names = TypeVar("Names", str, Both)


def left_out(
    config: Config,
    manifest: Manifest,
    people: Collection[str],
    waves: Collection[str],
    configured: Iterable[str | Path],
    instruments: Folders | None = None,
) -> Findings:
    """Findings about configured outcomes and covariates that the cohort lacks.

    Parameters
    ----------
    people, waves
        Columns of the cohort's tidy tables ``participants`` and ``waves``.
    configured
        Manifests of the cohorts that the configuration lists: what none of them knows is a warning.
    instruments
        Folders with the scoring keys that those manifests use.
    """
    manifests = [manifest, *(other for other in _readable(configured) if other != manifest)]
    keys = load_keys((use.key for one in manifests for use in one.instruments), instruments)
    known = [known_to(one, keys) for one in manifests]
    variables = {*people, *waves}
    known.append(Known(frozenset(), frozenset(variables)))
    fit = config.fit(manifest, variables)
    findings = Findings()
    _unknown_in_catalogue(findings, config, manifest)
    outcomes = {key: outcome.label for key, outcome in config.outcomes.items()}
    _tell(findings, "variable", "outcome", fit.without_variable, known, outcomes)
    _tell(findings, "wave", "outcome", fit.without_wave, known, outcomes)
    for whose, lacking in _participants(config, manifest, people, fit).items():
        _tell(findings, "variable", whose, lacking, known, outcomes)
    return findings


def _readable(paths: Iterable[str | Path]) -> Iterator[Manifest]:
    """Other cohorts' manifests; a mistake in one of them is told where that cohort is run."""
    for path in paths:
        with contextlib.suppress(UserError):
            yield read_manifest(path)


def _participants(
    config: Config, manifest: Manifest, people: Collection[str], fit: Fit
) -> dict[str, dict[str, tuple[str, ...]]]:
    """Participants' variables that the configuration names and that are not there: what for, and by whom."""
    named: dict[str, dict[str, tuple[str, ...]]] = {"covariate": {}}
    if manifest.adjust is None:
        named["covariate"] = {name: (name,) for name in config.covariates_of(manifest)}
    for key, outcome in config.taken_over(manifest).items():
        # Of an outcome that the cohort does not have, or has its own of, nothing is asked of this cohort.
        if key in manifest.outcomes or key not in fit.outcomes:
            continue
        named.setdefault("adjust", {})[key] = outcome.adjust or ()
        named.setdefault("levels", {})[key] = outcome.levels
        named.setdefault("cluster", {})[key] = (outcome.cluster,) if outcome.cluster else ()
    return {
        whose: {key: tuple(name for name in names if name not in people) for key, names in users.items()}
        for whose, users in named.items()
    }


def _unknown_in_catalogue(findings: Findings, config: Config, manifest: Manifest) -> None:
    """Outcomes that a manifest takes over and that config.yaml does not have."""
    wanted = () if manifest.catalogue == "all" else manifest.catalogue
    for key in (key for key in wanted if key not in config.outcomes):
        close = nearest(key, config.outcomes)
        findings.warning(
            message("finding-no-such-outcome", outcome=key),
            file="cohort.yaml",
            column="catalogue",
            expected=message("finding-keys-of-outcomes", file=_FILE),
            action=message("finding-did-you-mean", name=close[0])
            if close
            else message("finding-take-out-or-describe"),
        )


def _tell(
    findings: Findings,
    what: str,
    whose: str,
    lacking: Mapping[str, tuple[str, ...]],
    known: Sequence[Known],
    outcomes: Mapping[str, Text],
) -> None:
    """A warning for each name that no cohort knows, and one remark about all that others do know."""
    users: dict[str, list[str]] = {}
    for key, names in lacking.items():
        for name in names:
            users.setdefault(name, []).append(key)
    strange = [name for name in users if not any(cohort.has(what, name) for cohort in known)]
    for name in strange:
        close = nearest(name, {n for cohort in known for n in cohort.names(what)})
        findings.warning(
            message("finding-in-no-cohort", what=what, name=name),
            file=_FILE,
            column=name,
            expected=message("finding-of-a-manifest", what=what, whose=whose, names=_listed(users[name])),
            action=message("finding-did-you-mean", name=close[0])
            if close
            else message("finding-correct-or-take-out"),
        )
    elsewhere = [name for name in users if name not in strange]
    if elsewhere:
        asking = list(dict.fromkeys(key for name in elsewhere for key in users[name]))
        labels = [_label(what, name, known) for name in elsewhere]
        whom = [_label(what, key, known) if whose == "covariate" else outcomes[key] for key in asking]
        findings.note(
            message("finding-not-in-this-cohort", what=what, names=_labels(labels)),
            file=_FILE,
            expected=message("finding-what-is-asked", whose=whose, names=_labels(whom)),
            action=message("finding-nothing-if-not-measured"),
            count=len(elsewhere),
        )


def _label(what: str, name: str, known: Sequence[Known]) -> Text:
    """What the cohorts that know a variable or wave call it."""
    told = (cohort.label(what, name) for cohort in known)
    return next((label for label in told if label is not None), Text(nl=name, en=name))


def _labels(labels: Sequence[Text]) -> Both | Message:
    """Labels in a row, each once; a label may hold a comma."""
    told = list(dict.fromkeys((label.nl, label.en) for label in labels))
    nl, en = ("; ".join(texts) for texts in zip(*told[:_SHOWN], strict=True))
    return _some(Both(nl, en), len(told))


def _listed(names: Sequence[str]) -> str | Message:
    return _some(", ".join(names[:_SHOWN]), len(names))


def _some(names: Names, total: int) -> Names | Message:
    return message("finding-and-more", names=names, n=total - _SHOWN) if total > _SHOWN else names
