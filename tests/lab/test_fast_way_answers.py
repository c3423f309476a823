"""The fast way answers ordinary data by itself: what it leaves to the pipeline costs a hundred times as much.

A wrong step that ends in no number would go unseen elsewhere, since the pipeline then gives the right one.
"""

from pathlib import Path

import numpy as np
import pytest

from voorzorg.config import read_config
from voorzorg.lab import run
from voorzorg.lab.run import run_block
from voorzorg.lab.study import parse_study

ROOT = Path(__file__).parents[2]
HALVED = {"reference_risk": 0.5, "effect": {"odds_ratio": 0.5}}
SETTINGS = {
    "two_arm": {"families": 160} | HALVED,
    "leavers": {"families": 200, "dropout": 0.3, "missing": "mar"} | HALVED,
    "cluster": {"families": 200, "design": "cluster", "sites": 20, "icc": 0.02} | HALVED,
    "partially_nested": {"families": 200, "design": "partially_nested", "nurse_icc": 0.05} | HALVED,
    "several_arms": {"families": 200, "design": "several_arms", "arms": 3} | HALVED,
}


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """In the project, and without the pipeline."""

    def asked(self, method, estimand, *where):
        pytest.fail(f"{method.name}, {estimand}: left to the pipeline")

    monkeypatch.chdir(ROOT)
    monkeypatch.setattr(run._Pipeline, "row", asked)


def estimates(outcome: str, methods: list[str], setting: dict, replications: int = 2, **more: object):
    content = {"name": "one", "title": "One", "replications": replications, "blocks": 1, "outcome": outcome}
    content |= {"methods": methods, "setting": setting} | more
    study = parse_study(content, "study.yaml", read_config(ROOT / "config.yaml"))
    return run_block(study, range(replications))


@pytest.mark.parametrize("name", SETTINGS)
def test_of_yes_and_no(name: str) -> None:
    design = SETTINGS[name].get("design", "two_arm")
    methods = ["adjusted", "gee"] + (["two_arm"] if design in ("two_arm", "several_arms") else [])
    found = estimates("smoking", methods, SETTINGS[name], wave="m12")
    arms = 2 if design == "several_arms" else 1
    of = {"adjusted": 3, "gee": 1, "two_arm": 3}
    assert len(found) == 2 * arms * sum(of[method] for method in methods)
    assert np.isfinite(found[["estimate", "std_error", "ci_low", "ci_high", "p_value"]]).all(axis=None)
    assert (found["ci_low"] < found["estimate"]).all() and (found["estimate"] < found["ci_high"]).all()
    assert found["p_value"].between(0, 1).all()
    assert found["contrast"].nunique() == arms


@pytest.mark.parametrize("name", ["two_arm", "cluster", "partially_nested"])
def test_of_models_of_several_waves(name: str) -> None:
    found = estimates("smoking", ["marginal", "multilevel"], SETTINGS[name] | {"families": 90}, wave="m6")
    assert len(found) == 8
    assert np.isfinite(found[["estimate", "std_error", "ci_low", "ci_high", "p_value"]]).all(axis=None)


@pytest.mark.parametrize("name", ["two_arm", "cluster"])
def test_of_counts(name: str) -> None:
    setting = {key: value for key, value in SETTINGS[name].items() if key not in HALVED}
    found = estimates("cigarettes_per_day", ["counts"], setting)
    assert len(found) == 2
    assert np.isfinite(found[["estimate", "std_error", "ci_low", "ci_high", "p_value"]]).all(axis=None)


@pytest.mark.parametrize("alpha", [0.05, 0.2])
def test_limits_are_at_the_level_of_the_test(alpha: float) -> None:
    """An interval is as wide as its level, and leaves out no difference where the p-value is below it."""
    found = estimates("smoking", ["adjusted", "gee"], SETTINGS["two_arm"], 4, wave="m12", alpha=alpha)
    outside = (found["ci_low"] > 0) | (found["ci_high"] < 0)
    clear = (found["p_value"] - alpha).abs() > 0.01
    assert (outside == (found["p_value"] < alpha))[clear].all()
