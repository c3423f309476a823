"""Stored estimates of a small study per kind of design, with their contexts, to pin what is shown of them."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
from clustered_study import make_clustered_study
from small_study import make_manifest

from voorzorg.analyses.multiplicity import adjust_p_values
from voorzorg.analyses.one_arm.other_study_arm import set_beside
from voorzorg.cohorts.checks.findings import Findings
from voorzorg.cohorts.manifest.model import Manifest, read_manifest
from voorzorg.config import Config, Disclosure, read_config
from voorzorg.estimates.table import validate
from voorzorg.present.context import Context, Neighbour
from voorzorg.present.disclosure import apply_disclosure, listed_levels
from voorzorg.present.estimate_rows import View
from voorzorg.present.plan.content import PlanRecord, content_of

ROOT = Path(__file__).parents[2]
STORED = Path(__file__).parent / "stored"
PLAN = {
    "primary": {"hypotheses": [{"outcome": "smoking", "wave": "end"}]},
    "moderators": [{"variable": "work"}, {"variable": "age", "cuts": [19, 21.5]}],
}
DESIGNS = ("trial", "three_arms", "clustered", "voorzorg_2", "late_start", "controlled")
#: A run's record without dates and places.
PROVENANCE: dict[str, Any] = {
    "fingerprint": "0123456789abcdef",
    "commit": "0123456789ab",
    "python": "3.12.1",
    "platform": "Linux x86_64",
    "versions": {"voorzorg": "0.1.0", "numpy": "2.4.0"},
    "inputs": {"cohort.yaml": "ab" * 32, "w1.sav": "cd" * 32},
    "configuration": {"seed": 1, "analysis": {"ci_level": 0.95, "adjust": ["age"]}},
    "data_kind": "synthetic",
}


def three_arms_manifest() -> Manifest:
    levels = {
        "control": {"label": {"nl": "Gewone zorg", "en": "Usual care"}, "codes": [0]},
        "treated": {"label": {"nl": "Volledig", "en": "Full"}, "codes": [1]},
        "light": {"label": {"nl": "Kort", "en": "Short"}, "codes": [2]},
    }
    content = make_manifest().model_dump(mode="json", exclude_defaults=True)
    outcomes = content["outcomes"]
    outcomes["smoking"]["analyses"] = [
        "two_arm",
        "adjusted",
        "multilevel",
        "doubly_robust",
        "moderators",
        "imputation",
    ]
    return make_manifest(
        design="multi_arm", arms={"reference": "control", "levels": levels}, outcomes=outcomes, plan=PLAN
    )


@cache
def stored(name: str) -> pd.DataFrame:
    table = pd.read_parquet(STORED / f"{name}.parquet")
    if "effect" in table:  # in a grid a word or a setting, stored as JSON
        table["effect"] = table["effect"].map(json.loads)
    return table if name.startswith(("comparison", "contributions", "lab")) else validate(table)


@cache
def _cohort(name: str) -> tuple[Manifest, Config]:
    return read_manifest(ROOT / "data/cohorts" / name / "cohort.yaml"), read_config(ROOT / "config.yaml")


def _of_project(name: str, language: str) -> Context:
    manifest, config = _cohort(name)
    beside = None
    if manifest.beside:
        trial = stored("trial")
        lines = set_beside(stored(name), trial, arm="voorzorg", waves=manifest.beside.waves)
        beside = Neighbour(_cohort("voorzorg_rct")[0], "voorzorg", lines)
    content = content_of(manifest, config)
    planned = json.loads(json.dumps(content))
    planned["seed"] = 1
    planned["analysis"]["imputations"] = 5
    return Context(
        language,
        manifest,
        config.outcomes_of(manifest),
        "synthetic",
        provenance=PROVENANCE,
        quality=findings().frame(),
        dictionary=dictionary(manifest),
        comparison=stored(f"comparison_{name}"),
        families=config.families,
        beside=beside,
        plan=PlanRecord(content, planned if name == "voorzorg_rct" else None),
    )


def findings() -> Findings:
    """Findings as the checks of files make them."""
    from voorzorg.messages import Both, message

    made = Findings()
    made.error(
        message("finding-impossible-value"),
        file="wave.csv",
        column="Q12",
        rows=[4, 9],
        expected=message("finding-between", low="12", high="50"),
        action=message("finding-correct-them-their-source-declare"),
    )
    made.note(
        message("finding-excluded", label=Both("Ouder dan 27", "Older than 27")),
        expected=message("finding-as-written", text="x > 27"),
        action=message("finding-nothing-manifest-asks-nobody-excluded"),
    )
    return made


def dictionary(manifest: Manifest) -> pd.DataFrame:
    chosen = dict(list(manifest.variables.items())[:6])
    return pd.DataFrame(
        {
            "table": "participants",
            "variable": list(chosen),
            "label_nl": [one.label["nl"] for one in chosen.values()],
            "label_en": [one.label["en"] for one in chosen.values()],
            "type": [one.type for one in chosen.values()],
            "measured": range(7, 7 + len(chosen)),
        }
    )


def _small(manifest: Manifest, language: str) -> Context:
    return Context(
        language, manifest, manifest.outcomes, "synthetic", provenance=PROVENANCE, quality=findings().frame()
    )


def _controlled(language: str) -> Context:
    manifest = inside("everything")
    limits = Disclosure(minimum_cell=5, reason="agreed with the board")
    made = _small(manifest, language)
    return replace(
        made,
        data_kind="real",
        provenance=PROVENANCE | {"data_kind": "real"},
        dictionary=dictionary(manifest),
        disclosure=limits,
    )


@cache
def controlled() -> pd.DataFrame:
    """Estimates of real data with planted cells, as output control leaves them."""
    manifest, known = inside("everything"), stored("contributions_everything")
    table = apply_disclosure(
        stored("inside_everything"), 10, listed=listed_levels(manifest), contributions=known
    )
    return adjust_p_values(table, manifest.plan.primary)


_CONTEXTS: dict[str, Callable[[str], Context]] = {
    "trial": lambda language: _of_project("voorzorg_rct", language),
    "voorzorg_2": lambda language: _of_project("voorzorg_2", language),
    "late_start": lambda language: _of_project("late_start", language),
    "three_arms": lambda language: _small(three_arms_manifest(), language),
    "controlled": _controlled,
    "clustered": lambda language: _small(make_clustered_study(schools=4, pupils=2).manifest, language),
}


#: Studies in the laboratory whose results are stored.
SIMULATED: dict[str, dict[str, Any]] = {
    "sizes": {
        "name": "sizes",
        "title": {"nl": "Grootte", "en": "Size"},
        "outcome": "plan",
        "setting": {"effect": {"risk_ratio": 0.5}},
        "grid": {"families": [100, 300, 460]},
        "methods": ["adjusted", "two_arm"],
        "counts": {"events_reference": 26, "n_reference": 141, "events_treated": 19, "n_treated": 168},
        "interim": {"events": 30, "n": 200},
        "replications": 12,
    },
    "grid": {
        "name": "grid",
        "title": {"nl": "Rooster", "en": "Grid"},
        "outcome": "smoking",
        "setting": {"visited": 30, "reference_risk": 0.6, "benchmark": 0.6},
        "grid": {"effect": ["none", {"odds_ratio": 0.4}], "design": ["two_arm", "one_arm"]},
        "methods": ["adjusted", "benchmark"],
        "replications": 5,
    },
}


def studied(name: str) -> Any:
    """A simulated study as its file would give it."""
    import os

    from voorzorg.lab.study import parse_study

    here = Path.cwd()
    os.chdir(ROOT)
    try:
        return parse_study(SIMULATED[name], "study.yaml", read_config(ROOT / "config.yaml"))
    finally:
        os.chdir(here)


def simulated(name: str) -> Any:
    """Its results, which were simulated once."""
    from voorzorg.lab.outputs import TABLES, Results

    tables = {table: stored(f"lab_{name}_{table}") for table in ("estimates", *TABLES)}
    return Results(studied(name), **tables)


def inside(name: str) -> Manifest:
    """The manifest of a study whose estimates are stored as they are before output control."""
    content = json.loads((STORED / f"inside_{name}.json").read_text(encoding="utf-8"))
    return Manifest.model_validate(content)


@cache
def view(design: str, language: str) -> View:
    """The rows of a design beside its words."""
    table = controlled() if design == "controlled" else stored(design)
    return View(table, _CONTEXTS[design](language))


def with_context(found: View, **changes: Any) -> View:
    """The same rows in another company."""
    other = View.__new__(View)
    other.__dict__.update(found.__dict__)
    other.context = replace(found.context, **changes)
    return other
