"""The cohort that a manifest asks to be shown beside its own: which arm, and what if there is none."""

import pytest

from voorzorg.analyses.one_arm.other_study_arm import CAVEAT, beside_cohort
from voorzorg.cohorts.manifest.model import Manifest
from voorzorg.errors import UserError
from voorzorg.estimates.table import to_frame, write

MINIMAL = {
    "title": "A study",
    "files": [{"path": "x.csv", "holds": "participants", "id": "id"}],
    "variables": {"smoking": {"label": "Smoking", "type": "binary"}},
}


def level(cohort: str, arm: str, wave: str, estimate: float) -> dict:
    return {
        "cohort": cohort, "data_kind": "synthetic", "outcome": "smoking", "wave": wave, "population": "itt",
        "analysis": "unadjusted", "method": "observed proportion", "estimand": "risk", "arm": arm,
        "n_treated": 10,
        "estimate": estimate,
    }  # fmt: skip


def trial(arms: tuple[str, ...]) -> str:
    levels = ", ".join(f"{arm}: {{label: {arm}, codes: [{i}]}}" for i, arm in enumerate(arms))
    return (
        "name: trial\ntitle: Trial\n"
        f"design: {'two_arm' if len(arms) == 2 else 'multi_arm'}\n"
        f"arms: {{variable: arm, reference: {arms[0]}, levels: {{{levels}}}}}\n"
        "files: [{path: x.csv, holds: participants, id: id}]\n"
        "variables: {smoking: {label: Smoking, type: binary}}\n"
    )


def files(folder, arms: tuple[str, ...]) -> list[str]:
    (folder / "cohort.yaml").write_text(trial(arms), encoding="utf-8")
    write(to_frame([level("trial", arm, "m12", 0.3) for arm in arms]), folder / "estimates.parquet")
    return [str(folder / "cohort.yaml"), str(folder / "estimates.parquet")]


def one_arm(**beside) -> Manifest:
    return Manifest.model_validate(MINIMAL | {"name": "pilot", "design": "one_arm", "beside": beside})


def test_the_only_arm_that_is_not_the_reference_is_shown(tmp_path):
    manifest = one_arm(cohort="trial", waves={"late": "m12"})
    own = to_frame([level("pilot", "all", "late", 0.5)])
    there, arm, lines = beside_cohort(manifest, own, files(tmp_path, ("usual", "visits")))
    assert (there.name, arm) == ("trial", "visits")
    (line,) = lines.to_dict("records")
    assert (line["own_estimate"], line["other_estimate"], line["other_arm"]) == (0.5, 0.3, "visits")
    assert line["caveat"] == CAVEAT


def test_of_several_arms_one_has_to_be_named(tmp_path):
    found = files(tmp_path, ("usual", "light", "full"))
    own = to_frame([level("pilot", "all", "m12", 0.5)])
    with pytest.raises(UserError, match="no single arm to show"):
        beside_cohort(one_arm(cohort="trial"), own, found)
    assert beside_cohort(one_arm(cohort="trial", arm="light"), own, found)[1] == "light"


def test_nothing_is_shown_of_a_cohort_that_was_not_run():
    own = to_frame([level("pilot", "all", "m12", 0.5)])
    assert beside_cohort(one_arm(cohort="trial"), own, []) is None
