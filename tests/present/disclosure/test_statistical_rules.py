"""Rules on numbers that rest on few, on labels, and on what is computed over several rows."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voorzorg.analyses.contributions import concentration
from voorzorg.analyses.multiplicity import adjust_p_values
from voorzorg.estimates.table import to_frame, withheld
from voorzorg.present.disclosure import apply_disclosure
from voorzorg.present.disclosure.dominance import Contributors
from voorzorg.statistics.two_arm.binary import two_by_two

BASE = {"cohort": "c", "data_kind": "real", "population": "itt", "analysis": "unadjusted", "method": "m"}
VS = "t vs c"


def test_rows(events: list[tuple[int, int]], n: int = 100) -> list[dict]:
    """A risk difference per outcome of one family, primary each."""
    rows = []
    for k, (treated, reference) in enumerate(events):
        found = two_by_two(treated, n, reference, n).risk_difference
        rows.append(
            BASE
            | {
                "outcome": f"o{k}",
                "family": "f",
                "estimand": "risk_difference",
                "contrast": VS,
                "main": True,
            }
            | {"estimate": found.estimate, "p_value": found.p_value, "n_treated": n, "n_reference": n}
            | {"events_treated": treated, "events_reference": reference}
        )
    return rows


test_rows.__test__ = False  # type: ignore[attr-defined]


def released(rows: list[dict], **more) -> pd.DataFrame:
    return adjust_p_values(apply_disclosure(to_frame(rows), 10, **more))


@settings(deadline=None, max_examples=40, derandomize=True)
@given(st.lists(st.tuples(st.integers(0, 100), st.integers(0, 100)), min_size=2, max_size=8), st.randoms())
def test_released_rows_are_a_function_of_released_rows(events, random):
    rows = test_rows(events)
    before = released(rows)
    hidden = withheld(before)
    changed = [
        row | {"p_value": random.random() ** 3, "estimate": random.random()} if hide else row
        for row, hide in zip(rows, hidden, strict=True)
    ]
    pd.testing.assert_frame_equal(before, released(changed))


@settings(deadline=None, max_examples=40, derandomize=True)
@given(st.lists(st.tuples(st.integers(0, 100), st.integers(0, 100)), min_size=2, max_size=8))
def test_adjusted_p_values_with_hidden_tests_are_no_smaller_than_with_all_known(events):
    rows = test_rows(events)
    known, shown = adjust_p_values(to_frame(rows)), released(rows)
    for name in ("p_adjusted", "p_adjusted_fdr"):
        pair = pd.DataFrame({"known": known[name], "shown": shown[name]}).dropna()
        assert (pair["shown"] >= pair["known"] - 1e-12).all()


def test_a_false_discovery_rate_does_not_give_a_hidden_test_back():
    table = released(test_rows([(30, 12), (3, 40), (25, 11), (50, 48)]))  # the second is hidden
    shown = table[~withheld(table)]
    p, q, m = shown["p_value"].to_numpy(float), shown["p_adjusted_fdr"].to_numpy(float), 4
    ranks = range(1, m + 1)
    explained = [
        value == 1 or any(abs(m * one / k - value) < 1e-12 for one in p for k in ranks) for value in q
    ]
    assert all(explained)


def test_a_test_over_several_waves_goes_with_one_of_them():
    rows = test_rows([(3, 40)]) + test_rows([(40, 30)])
    rows = [row | {"outcome": "y", "wave": wave} for row, wave in zip(rows, ("w1", "w2"), strict=True)]
    rows.append(BASE | {"outcome": "y", "estimand": "joint_test", "analysis": "multilevel", "p_value": 0.03})
    rows.append(BASE | {"outcome": "z", "estimand": "joint_test", "analysis": "multilevel", "p_value": 0.03})
    table = released(rows)
    tests = table[table["estimand"] == "joint_test"].set_index("outcome")["p_value"]
    assert tests.isna().tolist() == [True, False]


# ---- dominance -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "safe"),
    [
        ([0.0] * 78 + [48_213.65, 120.0], False),  # two women have all the costs
        ([1000.0] * 79 + [49_213.65], False),  # one differs from what all others have
        ([10.0] * 30 + [90_000.0], False),
        ([0.0] * 60 + list(np.linspace(50, 90, 20)), True),
        (list(np.random.default_rng(1).normal(50, 10, 40)), True),
        (list(np.linspace(0, 30, 31)), True),
        ([0.0] * 60 + [5.0] * 9, False),  # nine contributors
        ([0.0] * 60 + [5.0] * 10, True),
    ],
)
def test_means_that_rest_on_few_are_known(values, safe):
    who = {"outcome": "cost", "wave": None, "informant": None, "arm": "c", "of": "level", "parameters": 0}
    table = pd.DataFrame([who | concentration(np.array(values))])
    assert (not Contributors(table, 10).few) == safe


def means(n: int = 80) -> list[dict]:
    rows = []
    for arm, side in (("c", "reference"), ("t", "treated")):
        where = BASE | {"outcome": "cost", "arm": arm, f"n_{side}": n}
        rows += [where | {"estimand": e, "estimate": v} for e, v in (("mean", 600.0), ("sd", 90.0))]
    both = {"n_treated": n, "n_reference": n, "contrast": VS, "estimand": "mean_difference", "estimate": 3.0}
    rows.append(BASE | both | {"outcome": "cost"})
    rows.append(BASE | both | {"outcome": "cost", "analysis": "adjusted"})
    return rows


def concentrated(parameters: int = 0, **contributors: int) -> pd.DataFrame:
    who = {"outcome": "cost", "wave": None, "informant": None, "of": "level", "parameters": parameters}
    return pd.DataFrame(
        [who | {"arm": a, "contributors": n, "largest": 0.1, "second": 0.1} for a, n in contributors.items()]
    )


def test_an_arm_that_rests_on_few_takes_every_contrast_along():
    table = released(means(), contributions=concentrated(c=2, t=60))
    gone = withheld(table)
    assert gone[table["contrast"].notna() | (table["arm"] == "c")].all()
    assert not gone[table["arm"] == "t"].any()


def test_a_phase_of_the_programme_that_rests_on_few_takes_the_measure_along():
    phases = ("pregnancy", "year_one", "all")
    rows = [
        BASE | {"outcome": "fidelity:visits", "arm": "t", "category": phase, "estimand": "mean"}
        | {"estimate": 6.5, "n_treated": 80}
        for phase in phases
    ]  # fmt: skip
    who = {"outcome": "fidelity:visits", "wave": None, "informant": None, "of": "level", "parameters": 0}

    def gone(**contributors: int) -> bool:
        spread = {"largest": 0.05, "second": 0.05}
        made = [
            who | spread | {"arm": "t", "category": phase, "contributors": n}
            for phase, n in contributors.items()
        ]
        return bool(withheld(released(rows, contributions=pd.DataFrame(made))).all())

    assert gone(pregnancy=2, year_one=60, all=70)  # all less the others would give the one
    assert not gone(pregnancy=50, year_one=60, all=70)


def test_a_model_with_nearly_as_many_parameters_as_participants_is_not_shown():
    table = released(means(21), contributions=concentrated(parameters=39, c=21, t=21))
    gone = withheld(table)
    assert gone[table["analysis"] == "adjusted"].all()
    assert not gone[table["analysis"] == "unadjusted"].any()


def test_a_median_of_few_is_somebodys_own_value():
    rows = [
        BASE | {"outcome": o, "arm": "all", "estimand": "median", "estimate": 31.4159, "n_treated": n}
        for o, n in (("x", 19), ("y", 40))
    ]
    table = released(rows).set_index("outcome")
    assert table.loc["x", "estimate"] is pd.NA
    assert abs(table.loc["y", "estimate"] - 31.4159) > 0.01


# ---- participants' own words -----------------------------------------------------------------------------


def origins(counts: dict[str, tuple[int, int]]) -> list[dict]:
    rows = []
    for arm, side, place in (("c", "reference", 0), ("t", "treated", 1)):
        n = sum(pair[place] for pair in counts.values())
        for level, pair in counts.items():
            events = pair[place]
            where = {"outcome": "baseline:origin", "estimand": "risk", "arm": arm, "category": level}
            rows.append(
                BASE
                | where
                | {f"n_{side}": n, f"events_{side}": events, "estimate": events / n, "ci_level": 0.95}
            )
    contrast = {"contrast": VS, "estimand": "standardised_difference", "estimate": 0.1}
    return [*rows, BASE | contrast | {"outcome": "baseline:origin", "n_treated": n, "n_reference": n}]


def test_a_label_that_the_manifest_does_not_list_is_nowhere():
    counts = {
        "Dutch": (40, 45),
        "Eritrea (asylum, twins 2021)": (1, 0),
        "Turkish": (30, 25),
        "Polish": (29, 30),
    }
    table = released(origins(counts), listed={"origin": ["Dutch", "Turkish", "Polish"]})
    assert "Eritrea" not in table.to_csv()
    shares = table[table["category"].notna()]
    assert set(shares["category"]) == {"Dutch", "Polish", "other"} or set(shares["category"]) == {
        "Dutch", "Turkish", "other",
    }  # fmt: skip
    assert shares["estimate"].notna().all()
    assert shares.groupby("arm")["estimate"].sum().round(9).eq(1).all()
    assert table.loc[table["contrast"].notna(), "estimate"].isna().all()


def test_with_no_label_listed_no_label_is_shown():
    counts = {f"dr. {name}": (20, 20) for name in ("Zoutelande", "Domburg", "Veere")}
    table = released(origins(counts), listed={})
    assert set(table["category"].dropna()) == {"other"}
    assert table["estimate"].isna().all()


@settings(deadline=None, max_examples=40, derandomize=True)
@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=2, max_size=6))
def test_merged_levels_are_large_or_hidden_and_add_up(pairs):
    counts = {f"l{k}": pair for k, pair in enumerate(pairs)}
    if min(sum(pair[place] for pair in pairs) for place in (0, 1)) == 0:
        return
    table = released(origins(counts), listed={"origin": list(counts)})
    shares = table[table["category"].notna() & table["estimate"].notna()]
    events = shares["events_reference"].fillna(shares["events_treated"])
    assert (events >= 10).all()


def test_listed_labels_stay_and_so_do_synthetic_rows():
    counts = {"Dutch": (40, 45), "Turkish": (30, 25)}
    table = released(origins(counts), listed={"origin": ["Dutch", "Turkish"]})
    assert set(table["category"].dropna()) == {"Dutch", "Turkish"}
    synthetic = to_frame([row | {"data_kind": "synthetic"} for row in origins(counts)])
    pd.testing.assert_frame_equal(apply_disclosure(synthetic, 10, listed={}), synthetic)
