"""Tiny studies of every design and kind of outcome: closed forms, estimates, truths and tables, as stored."""

from pathlib import Path

import pandas as pd
import pytest

from voorzorg.config import read_config
from voorzorg.lab.methods import METHODS, estimands, fitting
from voorzorg.lab.outputs import answer_of, answer_rows, main_rows, results_of
from voorzorg.lab.run import run_block
from voorzorg.lab.study import parse_study

ROOT = Path(__file__).parents[2]
HALVED = {"reference_risk": 0.5, "effect": {"odds_ratio": 0.4}}
SMALL = {"families": 80}
ARMS = ["adjusted", "two_arm", "gee", "doubly_robust"]
STUDIES = {
    "plan": {"outcome": "plan", "setting": SMALL, "methods": ["two_arm", "adjusted"]},
    "reports": {
        "outcome": "cps_report",
        "setting": SMALL | {"effect": "none"},
        "methods": ["adjusted", "two_arm"],
    },
    "smoking": {"outcome": "smoking", "wave": "m2", "setting": SMALL, "methods": ARMS},
    "grid": {
        "outcome": "smoking",
        "setting": {"reference_risk": 0.5, "icc": 0.02},
        "grid": {"families": [60, 90], "effect": [{"odds_ratio": 0.4}, "none"]},
        "methods": ["two_arm"],
        "interim": {"events": 20, "n": 45},
        "wanted": 0.7,
        "alpha": 0.1,
        "seed": 5,
        "counts": {"events_reference": 40, "n_reference": 100, "events_treated": 22, "n_treated": 95},
    },
    "marginal": {"outcome": "smoking", "setting": {"families": 70} | HALVED, "methods": ["marginal"]},
    "cluster": {
        "outcome": "smoking",
        "setting": SMALL | HALVED | {"design": "cluster", "sites": 8, "icc": 0.02},
        "methods": ["adjusted", "gee"],
    },
    "nurses": {
        "outcome": "smoking",
        "setting": SMALL | HALVED | {"design": "partially_nested", "nurse_icc": 0.05},
        "methods": ["adjusted"],
    },
    "arms": {
        "outcome": "smoking",
        "setting": HALVED | {"design": "several_arms", "arms": 3, "visited": 60},
        "methods": ["two_arm"],
    },
    "wedge": {
        "outcome": "smoking",
        "setting": {"families": 120, "design": "stepped_wedge", "sites": 8, "steps": 3} | HALVED,
        "methods": ["wedge"],
    },
    "one_arm": {
        "outcome": "smoking",
        "setting": SMALL | HALVED | {"design": "one_arm", "benchmark": 0.6},
        "methods": ["benchmark"],
    },
    "cases": {
        "outcome": "smoking",
        "setting": {"families": 12, "design": "single_case"} | HALVED,
        "methods": ["cases"],
    },
    "leavers": {
        "outcome": "smoking",
        "methods": ["adjusted"],
        "setting": SMALL
        | HALVED
        | {"dropout": 0.3, "missing": "mnar", "stopping": {"share": 0.2, "effect_left": 0.5, "risk": 0.3}},
    },
    "counts": {"outcome": "cigarettes_per_day", "setting": SMALL, "methods": ["counts", "two_arm"]},
    "times": {"outcome": "cps_report_time", "setting": SMALL, "methods": ["survival"]},
    "scores": {"outcome": "home_total", "setting": SMALL, "methods": ["adjusted", "two_arm"]},
}


@pytest.fixture(autouse=True)
def _from_the_project(monkeypatch):
    monkeypatch.chdir(ROOT)


@pytest.fixture(scope="module")
def config():
    return read_config(ROOT / "config.yaml")


@pytest.mark.parametrize("name", STUDIES)
def test_studies(pinned, name, config):
    content = {"name": "one", "title": "One", "replications": 3, "blocks": 1} | STUDIES[name]
    study = parse_study(content, "study.yaml", config)
    estimates = run_block(study, range(3))
    results = results_of(study, estimates)
    tables = {k: v for k, v in vars(results).items() if isinstance(v, pd.DataFrame) and len(v)}
    for table, content in tables.items():
        pinned(f"lab/{name}_{table}", content, relative=2e-5, absolute=1e-8)
    pinned(
        f"lab/{name}_answer",
        {
            "answer": answer_of(results),
            "rows": answer_rows(results)[["method", "estimand", "significant"]],
            "main": main_rows(results)[["method", "estimand", "significant"]],
            "tables": sorted(tables),
        },
        absolute=1e-8,
    )


def test_which_method_is_for_what(pinned):
    kinds = ("binary", "continuous", "count", "time")
    designs = (
        "two_arm",
        "several_arms",
        "cluster",
        "partially_nested",
        "stepped_wedge",
        "one_arm",
        "single_case",
    )
    methods = {
        name: {"about": method, **{kind: estimands(method, kind) for kind in kinds}}
        for name, method in METHODS.items()
    }
    there = {f"{d} {k}": fitting(d, tuple(METHODS), k) for d in designs for k in ("", *kinds)}
    pinned("lab/methods", {"methods": methods, "fitting": there})
