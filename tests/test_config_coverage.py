"""What config.yaml asks for and a cohort does not have is told, never passed over."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from small_study import make_manifest

from voorzorg.cohorts.checks.findings import Findings
from voorzorg.config import parse_config
from voorzorg.config_coverage import left_out

ROOT = Path(__file__).parents[1]
PEOPLE, WAVES = {"age", "work", "report_event"}, {"smokes", "score"}
EVENT = {"label": "Report", "until_weeks": 156}


def outcome(**changes: object) -> dict[str, object]:
    return {"label": "x", "type": "binary", "variable": "smokes"} | changes


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """The manifest of another configured cohort, which has drinking, a wave m36, items and reports."""
    manifest = make_manifest(name="other", outcomes={}).model_dump(mode="json", exclude_none=True)
    manifest["waves"].append({"key": "m36", "label": "3 years"})
    manifest["variables"] |= {name: {"label": name} for name in ("drinks", "item_*")}
    manifest |= {"events": {"visit": EVENT}, "instruments": [{"key": "epds"}]}
    path = tmp_path / "cohort.yaml"
    path.write_text(yaml.safe_dump(manifest), encoding="utf-8")
    return path


def told(other: Path, adjust: tuple[str, ...] = (), **outcomes: object) -> Findings:
    config = parse_config({"cohorts": {}, "outcomes": outcomes, "analysis": {"adjust": adjust}})
    return left_out(config, make_manifest(), PEOPLE, WAVES, [other], ROOT / "data" / "instruments")


def said(findings: Findings) -> list[tuple[str, str]]:
    return [(finding.severity, finding.check) for finding in findings]


def test_what_the_cohort_has_is_not_mentioned(other: Path) -> None:
    assert not said(told(other, ("age",), smoking=outcome(waves=["mid", "end"])))


def test_an_outcome_of_another_cohort_is_a_remark(other: Path) -> None:
    findings = told(other, drinking=outcome(variable="drinks", label="Drinking"))

    assert said(findings) == [("note", "configured, not in this cohort: variable drinks")]
    assert "Drinking" in findings.items[0].expected


@pytest.mark.parametrize(
    ("variable", "label"),
    [
        ("item_3", "item_*"),  # as the manifest calls the series
        ("epds_total", "Depressieve klachten (EPDS)"),
        ("epds_01", "vraag 01"),
        ("visit_weeks", "Report: weken tot de eerste"),
    ],
)
def test_another_cohort_may_make_the_variable_itself(other: Path, variable: str, label: str) -> None:
    """From a series of columns, from a scoring key, or from events; it is called by its label."""
    (finding,) = told(other, a=outcome(variable=variable))
    assert finding.severity == "note"
    assert label in finding.told("check", "nl")


def test_a_wave_of_another_cohort_is_a_remark(other: Path) -> None:
    findings = told(other, smoking_later=outcome(waves=["end", "m36"]))

    assert said(findings) == [("note", "configured, not in this cohort: wave 3 years")]


def test_a_wave_that_no_cohort_has_is_a_warning(other: Path) -> None:
    findings = told(other, smoking_later=outcome(waves=["end", "m36x"]))

    assert said(findings) == [("warning", "no cohort of config.yaml has the wave 'm36x'")]
    assert findings.items[0].action == "did you mean 'm36'?"
    assert "smoking_later" in findings.items[0].expected


def test_a_variable_that_no_cohort_has_is_a_warning(other: Path) -> None:
    findings = told(other, smoking_later=outcome(variable="smoks"))

    assert said(findings) == [("warning", "no cohort of config.yaml has the variable 'smoks'")]
    assert findings.items[0].action == "did you mean 'smokes'?"


def test_an_event_that_no_cohort_has_is_a_warning(other: Path) -> None:
    findings = told(other, late_report=outcome(type="time", variable="score", event="reprot_event"))

    assert findings.items[0].action == "did you mean 'report_event'?"


def test_a_covariate_that_nobody_has_is_a_warning(other: Path) -> None:
    assert said(told(other, ("age", "agee"))) == [
        ("warning", "no cohort of config.yaml has the variable 'agee'")
    ]


@pytest.mark.parametrize("setting", [{"adjust": ["agee"]}, {"levels": ["agee"]}, {"cluster": "agee"}])
def test_a_participants_variable_of_an_outcome_that_nobody_has_is_a_warning(
    other: Path, setting: dict[str, object]
) -> None:
    findings = told(other, smoking_later=outcome(waves=["end"], **setting))

    assert said(findings) == [("warning", "no cohort of config.yaml has the variable 'agee'")]
    assert findings.items[0].action == "did you mean 'age'?"


def test_nothing_of_the_shipped_configuration_is_unknown_to_the_trial() -> None:
    from voorzorg.cohorts.manifest.declared import known_to
    from voorzorg.cohorts.manifest.model import read_manifest
    from voorzorg.config import read_config
    from voorzorg.instruments.store import load_keys

    config, folder = read_config(ROOT / "config.yaml"), ROOT / "data" / "instruments"
    path = ROOT / "data/cohorts/voorzorg_rct/cohort.yaml"
    manifest = read_manifest(path)
    known = known_to(manifest, load_keys([use.key for use in manifest.instruments], folder))

    assert not list(left_out(config, manifest, known.variables, known.variables, [path], folder))
