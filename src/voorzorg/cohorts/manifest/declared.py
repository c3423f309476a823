"""What a cohort's tables can hold, as far as its manifest tells before any file is read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from voorzorg.cohorts.harmonise.columns import series
from voorzorg.cohorts.harmonise.derive import item_names
from voorzorg.cohorts.harmonise.timeline import EVENT_PARTS
from voorzorg.cohorts.manifest.model import Manifest
from voorzorg.instruments.model import Instrument
from voorzorg.text import Text

_EVENT_LABELS = {
    "event": Text(nl="{label} (ja/nee)", en="{label} (yes/no)"),
    "weeks": Text(
        nl="{label}: weken tot de eerste of tot het einde van de follow-up",
        en="{label}: weeks to the first or to the end of follow-up",
    ),
    "count": Text(nl="{label}: aantal", en="{label}: number"),
}


@dataclass(frozen=True)
class Known:
    """Waves and variables of a cohort; ``patterns`` are those of series of variables (``item_*``).

    ``labels`` says what they are called in both languages, by kind (``wave`` or ``variable``) and name.
    """

    waves: frozenset[str]
    variables: frozenset[str]
    patterns: Mapping[re.Pattern[str], Text] = field(default_factory=dict)
    labels: Mapping[tuple[str, str], Text] = field(default_factory=dict)

    def names(self, what: str) -> frozenset[str]:
        """The names of every ``wave`` or ``variable``."""
        return self.waves if what == "wave" else self.variables

    def has(self, what: str, name: str) -> bool:
        if name in self.names(what):
            return True
        return what == "variable" and any(pattern.fullmatch(name) for pattern in self.patterns)

    def label(self, what: str, name: str) -> Text | None:
        """What a ``wave`` or ``variable`` is called, of a series what the series is called."""
        if (what, name) in self.labels:
            return self.labels[what, name]
        series_of = self.patterns.items() if what == "variable" else ()
        return next((label for pattern, label in series_of if pattern.fullmatch(name)), None)


def known_to(manifest: Manifest, keys: Mapping[str, Instrument]) -> Known:
    """Waves, and variables that are mapped, derived, scored or made from events."""
    labels = made_labels(manifest, keys) | _item_labels(manifest, keys)
    variables = {*manifest.variables, *labels}
    variables |= {n for n in (manifest.clustering.site, manifest.clustering.nurse) if n}
    described = {name: variable.label for name, variable in manifest.variables.items()}
    patterns = {name for name in variables if "*" in name}
    told = {("variable", name): label for name, label in (labels | described).items() if name not in patterns}
    told |= {("wave", wave.key): wave.label for wave in manifest.waves}
    return Known(
        frozenset(wave.key for wave in manifest.waves),
        frozenset(variables - patterns),
        {series(name): described[name] for name in sorted(patterns)},
        told,
    )


def _item_labels(manifest: Manifest, keys: Mapping[str, Instrument]) -> dict[str, Text]:
    """The items of the manifest's instruments, called after the instrument and their number."""
    labels = {}
    for key, instrument in keys.items():
        for name in item_names(manifest, {key: instrument}):
            number = name[len(name.rstrip("0123456789")) :] or name
            title = instrument.title
            labels[name] = Text(nl=f"{title.nl}: vraag {number}", en=f"{title.en}: item {number}")
    return labels


def made_labels(manifest: Manifest, keys: Mapping[str, Instrument]) -> dict[str, Text]:
    """What the variables are called that no file holds: derived, scored, or made from events."""
    labels = {name: derived.label for name, derived in manifest.derived.items()}
    for use in manifest.instruments:
        if use.key in keys:
            labels |= keys[use.key].outputs(use.name)
    return labels | event_labels(manifest)


def event_labels(manifest: Manifest) -> dict[str, Text]:
    """The variables that participants get of each kind of event, with their labels."""
    return {
        f"{key}_{part}": Text(
            nl=_EVENT_LABELS[part].nl.format(label=event.label.nl),
            en=_EVENT_LABELS[part].en.format(label=event.label.en),
        )
        for key, event in manifest.events.items()
        for part in EVENT_PARTS
    }
