"""The data dictionary, in Dutch and English, from the manifest and the scoring keys."""

from __future__ import annotations

import pandas as pd

from voorzorg.cohorts.harmonise.columns import describe
from voorzorg.cohorts.harmonise.entry.part import Part
from voorzorg.cohorts.manifest.declared import event_labels
from voorzorg.cohorts.manifest.model import Manifest
from voorzorg.instruments.model import Instrument
from voorzorg.languages import CODES
from voorzorg.text import Text

COLUMNS = (
    "table",
    "variable",
    "type",
    "label_nl",
    "label_en",
    "unit_nl",
    "unit_en",
    "codes_nl",
    "codes_en",
    "role",
    "waves",
    "source",
    "measured",
)
_FIXED = {
    "participant_id": Text(nl="Pseudoniem van de deelnemer", en="Pseudonym of the participant"),
    "arm": Text(nl="Groep na randomisatie", en="Arm after randomisation"),
    "wave": Text(nl="Meting", en="Measurement wave"),
    "informant": Text(nl="Informant", en="Informant"),
    "weeks": Text(nl="Weken vanaf de geboorte", en="Weeks from birth"),
    "event": Text(nl="Soort gebeurtenis", en="Kind of event"),
    "first_wave": Text(nl="Eerste te verwachten meting", en="First wave to be expected"),
}


def dictionary(
    tables: dict[str, pd.DataFrame], manifest: Manifest, parts: list[Part], keys: dict[str, Instrument]
) -> pd.DataFrame:
    """One row per variable and table: what it is, how it is coded, where it comes from, how many have it."""
    sources, waves = _sources(parts)
    scored = _scored(manifest, keys)
    rows = []
    for table, frame in tables.items():
        for name in frame.columns:
            row = {
                "table": table,
                "variable": name,
                "type": _type(frame[name]),
                "measured": int(frame[name].notna().sum()),
                "source": sources.get(name, ""),
                "waves": waves.get(name, "") if table == "waves" else "",
            }
            rows.append({**row, **_meaning(str(name), manifest, scored)})
    return pd.DataFrame(rows, columns=list(COLUMNS)).fillna("")


def _type(values: pd.Series) -> str:
    return {"Int64": "integer", "Float64": "number"}.get(str(values.dtype), "text")


def _meaning(name: str, manifest: Manifest, scored: dict[str, tuple[Text, str]]) -> dict[str, str]:
    if name in manifest.derived:
        derived = manifest.derived[name]
        meaning = _texts(derived.label, derived.unit, derived.role)
        return {**meaning, "type": derived.type, "source": f"= {derived.expression}"}
    if name in scored:
        label, source = scored[name]
        return {**_texts(label, None, "outcome"), "source": source}
    if name in (of_events := event_labels(manifest)):
        event = next(key for key in manifest.events if name.startswith(f"{key}_"))
        return {**_texts(of_events[name], None, "outcome"), "source": f"events: {event}"}
    if name in _FIXED:
        return {**_texts(_FIXED[name], None, "design"), **_arms(name, manifest)}
    variable = describe(name, manifest)
    if variable is None:
        return _texts(Text(nl=name, en=name), None, "other")
    codes = {"codes_nl": "", "codes_en": ""}
    if variable.labels:
        codes = {
            f"codes_{lang}": "; ".join(f"{k} = {v[lang]}" for k, v in variable.labels.items())
            for lang in CODES
        }
    elif variable.type == "binary" or variable.cut:
        codes = {"codes_nl": "0 = nee; 1 = ja", "codes_en": "0 = no; 1 = yes"}
    kind = "binary" if variable.cut else variable.type
    kind = "number" if kind == "date" else kind
    return {**_texts(variable.label, variable.unit, variable.role), **codes, "type": kind}


def _texts(label: Text, unit: Text | None, role: str) -> dict[str, str]:
    return {
        "label_nl": label.nl,
        "label_en": label.en,
        "unit_nl": unit.nl if unit else "",
        "unit_en": unit.en if unit else "",
        "role": role,
    }


def _arms(name: str, manifest: Manifest) -> dict[str, str]:
    if name == "arm" and manifest.arms is not None:
        levels = manifest.arms.levels
    elif name == "wave":
        return {
            f"codes_{lang}": "; ".join(f"{w.key} = {w.label[lang]}" for w in manifest.waves) for lang in CODES
        }
    else:
        return {}
    return {f"codes_{lang}": "; ".join(f"{k} = {v.label[lang]}" for k, v in levels.items()) for lang in CODES}


def _sources(parts: list[Part]) -> tuple[dict[str, str], dict[str, str]]:
    columns: dict[str, dict[str, None]] = {}
    waves: dict[str, dict[str, None]] = {}
    for part in parts:
        present = [str(wave) for wave in part.wave.dropna().unique()] if part.wave is not None else []
        for variable, column in part.mapped.items():
            columns.setdefault(variable, {})[f"{part.file.path}: {column}"] = None
            for wave in present:
                waves.setdefault(variable, {})[wave] = None
    return (
        {k: "; ".join(list(v)[:8]) for k, v in columns.items()},
        {k: ", ".join(v) for k, v in waves.items()},
    )


def _scored(manifest: Manifest, keys: dict[str, Instrument]) -> dict[str, tuple[Text, str]]:
    scored = {}
    for use in manifest.instruments:
        if use.key in keys:
            for name, label in keys[use.key].outputs(use.name).items():
                scored[name] = (label, f"instrument: {use.key}")
    return scored
