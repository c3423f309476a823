"""Analyses that the pipeline has none of: their limits, errors and p-values are of one test."""

from pathlib import Path

import numpy as np
import pytest
from scipy.stats import binom

from voorzorg.config import read_config
from voorzorg.lab.designs import benchmark, cases, wedge
from voorzorg.lab.study import parse_study
from voorzorg.synthetic.population.draw import Trials, draw
from voorzorg.synthetic.population.random_numbers import Draws

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _from_the_project(monkeypatch):
    monkeypatch.chdir(ROOT)


def drawn(setting, method):
    content = {"name": "one", "title": "One", "outcome": "smoking", "replications": 3, "blocks": 1}
    one = parse_study(
        content | {"setting": setting, "methods": [method]}, "study.yaml", read_config(ROOT / "config.yaml")
    )
    scenario = one.scenarios[0]
    return draw(one.world, "smoking", scenario.setting, Draws(1, scenario.key, range(3))), scenario.setting


def test_limits_of_a_stepped_wedge_are_at_the_level_asked():
    """An interval at the level of the p-value itself just reaches no difference, an odds ratio of one."""
    trials, setting = drawn({"design": "stepped_wedge", "families": 200}, "wedge")
    for r in range(3):
        usual = wedge(trials, r, 0, setting, 0.05)
        assert 0 < usual["ci_low"] < usual["estimate"] < usual["ci_high"]
        assert usual["estimate"] == pytest.approx(np.sqrt(usual["ci_low"] * usual["ci_high"]))
        at_its_own = wedge(trials, r, 0, setting, usual["p_value"])
        nearest = min(at_its_own["ci_low"], at_its_own["ci_high"], key=lambda limit: abs(np.log(limit)))
        assert nearest == pytest.approx(1.0)


def test_a_stepped_wedge_that_cannot_be_fitted_has_no_row():
    trials, setting = drawn({"design": "stepped_wedge", "families": 200}, "wedge")
    nobody = Trials(**{**vars(trials), "y": np.full_like(trials.y, np.nan)})
    assert wedge(nobody, 0, 0, setting, 0.05) == {}


@pytest.mark.parametrize("alpha", [0.05, 0.2])
def test_limits_of_one_arm_are_those_of_its_exact_test(alpha):
    """Clopper and Pearson: each limit is a risk at which what was seen has half of alpha on that side."""
    trials, setting = drawn({"design": "one_arm", "benchmark": 0.6, "families": 60}, "benchmark")
    for r in range(3):
        y = trials.y[r, :, -1]
        y = y[np.isfinite(y)]
        events, n = int(y.sum()), len(y)
        found = benchmark(trials, r, -1, setting, alpha)
        assert found["estimate"] == pytest.approx(events / n - 0.6)
        assert found["std_error"] == pytest.approx(np.std(y) / np.sqrt(n))
        low, high = found["ci_low"] + 0.6, found["ci_high"] + 0.6
        assert binom.sf(events - 1, n, low) == pytest.approx(alpha / 2)
        assert binom.cdf(events, n, high) == pytest.approx(alpha / 2)
        one_side = min(binom.sf(events - 1, n, 0.6), binom.cdf(events, n, 0.6))
        assert found["p_value"] == pytest.approx(min(1.0, 2 * one_side))


def test_cases_without_an_answer_before_or_any_after_are_left_out():
    trials, setting = drawn(
        {"design": "single_case", "families": 30, "effect": {"odds_ratio": 0.4}, "reference_risk": 0.6},
        "cases",
    )
    whole = cases(trials, 0, 0, setting, 0.05)
    y = trials.y.copy()
    kept = np.isfinite(y[0, :, 0]) & np.isfinite(y[0, :, 1:]).any(axis=1)
    empty = np.full_like(y[:, :2], np.nan)
    empty[:, 0, 0], empty[:, 1, 1:] = 1.0, 1.0  # one with nothing after, one with nothing before
    more = Trials(**{**vars(trials), "y": np.concatenate([empty, y], axis=1)})
    assert cases(more, 0, 0, setting, 0.05) == whole
    alone = Trials(**{**vars(trials), "y": y[:, kept]})
    assert cases(alone, 0, 0, setting, 0.05) == whole
    assert cases(Trials(**{**vars(trials), "y": empty}), 0, 0, setting, 0.05) == {}
