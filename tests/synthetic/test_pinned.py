"""Synthetic cohorts, trials from their population and what is true of them: sums of columns, as stored."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from voorzorg.synthetic import calibration, figures, law
from voorzorg.synthetic.margins import compare_with_published
from voorzorg.synthetic.population.draw import draw, found_of, lost_of, seen_share
from voorzorg.synthetic.population.levels import levels_of
from voorzorg.synthetic.population.outcomes import latent_share, observed_icc
from voorzorg.synthetic.population.random_numbers import Draws
from voorzorg.synthetic.population.setting import Effect, Setting, Stopping
from voorzorg.synthetic.population.truth import truths
from voorzorg.synthetic.population.values import moments
from voorzorg.synthetic.population.world import read_world

ROOT = Path(__file__).parents[2]
COHORTS, PUBLISHED = ROOT / "data/cohorts", ROOT / "data/published"


@pytest.fixture(scope="module")
def world():
    return read_world(COHORTS / "voorzorg_rct", PUBLISHED)


def sums(table: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Of every column by group: how many are known, their sum, and one that feels their order."""
    rows = []
    for key, group in table.groupby(by, dropna=False, sort=True):
        for name in group.columns.difference(by):
            column = group[name]
            known = column.notna()
            if pd.api.types.is_numeric_dtype(column) or pd.api.types.is_bool_dtype(column):
                values = column[known].astype(float).to_numpy()
            else:
                values = column[known].astype(str).map(lambda text: sum(map(ord, text))).to_numpy(dtype=float)
            place = np.flatnonzero(known.to_numpy()) % 97
            rows.append(
                {
                    **dict(zip(by, key, strict=True)),
                    "column": name,
                    "known": int(known.sum()),
                    "sum": float(values.sum()),
                    "placed": float(values @ place),
                }
            )
    return pd.DataFrame(rows)


@pytest.mark.parametrize("cohort", ["voorzorg_rct", "voorzorg_2", "late_start"])
def test_cohorts(pinned, tidy, raw, cohort):
    found = tidy[cohort]
    anonymous = found.waves.drop(columns="participant_id")
    pinned(f"synthetic/{cohort}_waves", sums(anonymous, ["wave", "informant"]))
    people = found.participants.drop(columns="participant_id").assign(whole="all")
    people["arm"] = people["arm"].astype("string").fillna("none")
    pinned(f"synthetic/{cohort}_participants", sums(people, ["arm"]))
    for name in ("visits", "events"):
        table = getattr(found, name, None)
        if table is not None and len(table):
            pinned(
                f"synthetic/{cohort}_{name}",
                sums(table.drop(columns="participant_id").assign(of="all"), ["of"]),
            )
    files = {
        path.name: path.read_bytes()[:300].decode("latin-1").splitlines()[:3]
        for path in sorted(raw[cohort].iterdir())
        if path.suffix == ".csv"
    }
    pinned(
        f"synthetic/{cohort}_files", {"files": sorted(p.name for p in raw[cohort].iterdir()), "begin": files}
    )


@pytest.mark.parametrize("cohort", ["voorzorg_rct", "voorzorg_2", "late_start"])
def test_margins(pinned, tidy, cohort):
    found = tidy[cohort]
    table = compare_with_published(COHORTS / cohort, PUBLISHED, found.participants, found.waves)
    pinned(f"synthetic/{cohort}_margins", table)


SETTINGS = {
    "published": Setting(families=60),
    "halved": Setting(
        families=60, reference_risk=0.4, effect=Effect(odds_ratio=0.5), icc=0.03, nurse_icc=0.02
    ),
    "later": Setting(families=60, effect=Effect(risk_ratio=0.8, waves=("m24",)), dropout=0.3, missing="mar"),
    "leaving": Setting(
        families=60,
        effect="none",
        dropout=0.2,
        missing="mnar",
        stopping=Stopping(share=0.2, effect_left=0.5, risk=0.3),
    ),
    "chance": Setting(families=60, effect="none", dropout=0.2, missing="mcar", sites=7),
    "cluster": Setting(families=60, design="cluster", sites=8, icc=0.02),
    "nested": Setting(families=60, design="partially_nested", families_per_nurse=4, nurse_icc=0.05),
    "arms": Setting(families=60, design="several_arms", arms=3),
    "wedge": Setting(families=60, design="stepped_wedge", sites=6, steps=3),
    "one_arm": Setting(families=40, design="one_arm", benchmark=0.3),
    "cases": Setting(families=12, design="single_case"),
}
SOME = {"later": ("smoking", "ipv_victim_physical_minor"), "leaving": ("smoking",)}
OUTCOMES = (
    "cps_report",
    "smoking",
    "ipv_victim_physical_minor",
    "breastfeeding",
    "cigarettes_per_day",
    "home_total",
    "cps_report_time",
)


@pytest.mark.parametrize("name", SETTINGS)
def test_trials(pinned, world, name):
    found = {}
    some = OUTCOMES if name == "published" else SOME.get(name, ("smoking", "cps_report"))
    for outcome in some:
        what = world.outcomes[outcome]
        trials = draw(world, outcome, SETTINGS[name], Draws(7, name, range(3)))
        found[outcome] = {
            "trials": {key: shape(value) for key, value in vars(trials).items()},
            "truths": truths(world, outcome, SETTINGS[name]),
            "levels": {k: shape(v) for k, v in vars(levels_of(world, what, SETTINGS[name])).items()},
            "lost": lost_of(world, what, SETTINGS[name]),
            "seen": seen_share(world, what, SETTINGS[name]),
            "found": found_of(what, SETTINGS[name]),
            "moments": moments(what),
        }
    pinned(f"synthetic/trials_{name}", found, relative=2e-5, absolute=1e-8)


def shape(value):
    """An array by its shape and sums; what is no number by its kind."""
    if isinstance(value, np.ndarray) and value.dtype.kind in "fiub":
        flat = np.nan_to_num(value.astype(float).ravel(), nan=-9.0, posinf=99.0, neginf=-99.0)
        return {"shape": value.shape, "sum": flat.sum(), "placed": flat @ (np.arange(flat.size) % 97)}
    if isinstance(value, dict):
        return {str(key): shape(one) for key, one in value.items()}
    return (
        value if value is None or isinstance(value, (bool, int, float, str, tuple)) else type(value).__name__
    )


def test_the_population(pinned, world):
    names = sorted(world.outcomes)
    pinned(
        "synthetic/population",
        {
            "outcomes": {
                name: {
                    "kind": world.outcomes[name].kind,
                    "waves": list(world.outcomes[name].waves),
                    "risks": shape(np.asarray(world.outcomes[name].risks, dtype=float))
                    if world.outcomes[name].binary
                    else "none",
                }
                for name in names
            },
            "reference": world.reference,
            "treated": world.treated,
            "domains": world.domains,
        },
        relative=2e-5,
        absolute=1e-8,
    )


def test_parts_of_the_law(pinned):
    ranks = np.array([0.02, 0.2, 0.5, 0.77, 0.99])
    some = np.array([0.3, -1.2, 0.8, 2.0, -0.4, 0.3])
    yes = np.array([True, True, False, True, True, True])
    pinned(
        "synthetic/law",
        {
            "own_level": law.own_level(some, some[::-1], 0.3),
            "loaded": law.loaded(some, 0.6, some[::-1]),
            "crossing": [law.crossing(s, some, 0.8) for s in (0.0, 0.2, 0.7, 1.0)],
            "staff": law.staff(np.array([1, 9, 15, 40]), 6),
            "beta": law.beta_quantile(ranks, 12.0, 3.0, (0, 20), "x"),
            "gamma": law.amount_quantile(ranks, 8.0, 5.0),
            "whole": law.whole_amount(ranks * 20, 0.9, 12.0),
            "duration": law.duration(
                np.array([0.0, 10, 40, 90, 100]), [(0.0, 20.0), (4, 50), (26, 80), (40, 100)]
            ),
            "time": law.time_of_event(ranks, 100.0, 1.4),
            "among": law.uniform_among(some, 0.6, 0.3),
            "highest": [calibration.highest(some, yes, k) for k in (0, 2, 5)],
            "ranks": calibration.middle_ranks(some),
            "lot": [calibration.by_lot(s) for s in (0.1, 0.5)],
            "truncated": calibration.truncated_normal(ranks, 14.0, 26.0, 19.4, 3.0),
            "tuned": calibration.tune(lambda x: ranks * x, 0.9, 0.0, 5.0),
            "narrowed": calibration.narrowed(lambda x: ranks * x, 0.9, 0.0, 5.0, 12),
            "counts": [figures.closest_count(p, n) for p, n in ((12.3, 57), (50.0, 3), (0.0, 9))],
            "printable": [
                figures.printable(p, d, n) for p, d, n in ((12.3, 1, 57), (33.0, 0, 3), (34, 0, 3))
            ],
            "rounds": [
                figures.rounds_to(a, b, d) for a, b, d in ((2.45, 2.5, 1), (2.44, 2.5, 1), (2.5, 2, 0))
            ],
            "line": [
                figures.interpolate({"a": 10.0, "c": 40.0}, {"a": 0, "b": 5, "c": 20, "d": 30}, w)
                for w in "abcd"
            ],
            "icc": [
                (observed_icc(s, r), latent_share(i, r))
                for s, i in ((0.1, 0.02), (0.4, 0.1))
                for r in (0.1, 0.5)
            ],
        },
        absolute=1e-8,
    )
