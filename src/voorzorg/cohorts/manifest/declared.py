"""What a cohort's tables can hold, as far as its manifest tells before any file is read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from voorzorg.cohorts.harmonise.columns import series
from voorzorg.cohorts.harmonise.derive import item_names
from voorzorg.cohorts.harmonise.timeline import EVENT_PARTS
from voorzorg.cohorts.manifest.model import Manifest
from voorzorg.instruments.model import Instrument


@dataclass(frozen=True)
class Known:
    """Waves and variables of a cohort; ``patterns`` are those of series of variables (``item_*``)."""

    waves: frozenset[str]
    variables: frozenset[str]
    patterns: tuple[re.Pattern[str], ...] = ()

    def names(self, what: str) -> frozenset[str]:
        """The names of every ``wave`` or ``variable``."""
        return self.waves if what == "wave" else self.variables

    def has(self, what: str, name: str) -> bool:
        if name in self.names(what):
            return True
        return what == "variable" and any(pattern.fullmatch(name) for pattern in self.patterns)


def known_to(manifest: Manifest, keys: Mapping[str, Instrument]) -> Known:
    """Waves, and variables that are mapped, derived, scored or made from events."""
    variables = {*manifest.variables, *manifest.derived}
    variables |= {f"{event}_{part}" for event in manifest.events for part in EVENT_PARTS}
    variables |= {n for n in (manifest.clustering.site, manifest.clustering.nurse) if n}
    variables |= item_names(manifest, dict(keys))
    for use in manifest.instruments:
        if use.key in keys:
            variables |= set(keys[use.key].outputs(use.name))
    patterns = {name for name in variables if "*" in name}
    return Known(
        frozenset(wave.key for wave in manifest.waves),
        frozenset(variables - patterns),
        tuple(series(name) for name in sorted(patterns)),
    )
