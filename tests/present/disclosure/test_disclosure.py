"""Output control: no cell below the minimum can be read off or worked out from what is shown."""

import math
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from present_rows import trial_rows

from voorzorg.estimates.table import to_frame
from voorzorg.present.disclosure import apply_disclosure
from voorzorg.present.disclosure.curves import kept_points
from voorzorg.present.disclosure.rules import EMPTIED
from voorzorg.present.disclosure.secondary.categories import hide, thresholds
from voorzorg.statistics.two_arm.binary import two_by_two

BASE = {"cohort": "c", "data_kind": "real", "population": "itt", "analysis": "unadjusted"}
quick = settings(deadline=None, max_examples=300, derandomize=True)  # numbers only
slow = settings(deadline=None, max_examples=40, derandomize=True)  # whole tables
cells = st.integers(0, 60)


def is_suppressed(table: pd.DataFrame) -> pd.Series:
    return table["warnings"].fillna("").str.startswith("suppressed: fewer than")


def comparison(e1: int, n1: int, e0: int, n0: int, **where) -> list[dict]:
    """Rows of one 2x2 table, with the total over both arms."""
    made = two_by_two(e1, n1, e0, n0)
    rows = []
    both = {"n_treated": n1, "n_reference": n0, "events_treated": e1, "events_reference": e0}
    for estimand in ("risk_treated", "risk_reference", "risk_difference", "risk_ratio", "odds_ratio"):
        result = getattr(made, estimand)
        side = estimand.removeprefix("risk_")
        if side in ("treated", "reference"):
            counts = {"arm": {"treated": "a", "reference": "b"}[side]}
            counts |= {name: value for name, value in both.items() if name.endswith(side)}
            kind = "risk"
        else:
            counts, kind = both | {"contrast": "a vs b"}, estimand
        rows.append(
            BASE | where | counts
            | {"outcome": "y", "estimand": kind, "method": "m", "estimate": result.estimate}
            | {"ci_low": result.ci_low, "ci_high": result.ci_high, "std_error": result.std_error}
            | {"p_value": result.p_value, "warnings": result.warnings}
        )  # fmt: skip
    total = {"arm": "all", "n_treated": n1 + n0, "events_treated": e1 + e0, "estimate": (e1 + e0) / (n1 + n0)}
    rows.append(BASE | where | total | {"outcome": "y", "estimand": "risk", "method": "m"})
    return rows


@slow
@given(cells, cells, cells, cells)
def test_a_small_cell_takes_along_whatever_would_reveal_it(e1, rest1, e0, rest0):
    n1, n0 = max(e1 + rest1, 1), max(e0 + rest0, 1)
    table = apply_disclosure(to_frame(comparison(e1, n1, e0, n0)), 10)
    gone = is_suppressed(table)
    small = {"a": min(n1, e1, n1 - e1) < 10, "b": min(n0, e0, n0 - e0) < 10}
    for arm, is_small in small.items():
        assert gone[table["arm"] == arm].all() == is_small
    if any(small.values()):
        assert gone[table["contrast"].notna() | (table["arm"] == "all")].all()
    assert table.loc[gone, list(EMPTIED)].isna().all(axis=None)
    assert table.loc[gone, "warnings"].str.contains("fewer than 10").all()


@slow
@given(cells, cells, cells, cells)
def test_what_is_shown_never_implies_a_count_below_the_minimum(e1, rest1, e0, rest0):
    n1, n0 = max(e1 + rest1, 1), max(e0 + rest0, 1)
    shown = apply_disclosure(to_frame(comparison(e1, n1, e0, n0)), 10)
    shown = shown[shown["estimate"].notna()]
    for side in ("treated", "reference"):
        for n, e in zip(shown[f"n_{side}"], shown[f"events_{side}"], strict=True):
            if n is not pd.NA:
                assert min(n, e, n - e) >= 10


@quick
@given(st.dictionaries(st.text("abcdefgh", min_size=1, max_size=2), cells, min_size=2, max_size=7))
def test_hidden_categories_cannot_be_found_from_the_total(counts):
    hidden = hide(counts, 10)
    small = {key for key, count in counts.items() if count < 10}
    assert small <= hidden
    if small and hidden != set(counts):
        assert len(hidden) >= 2 and sum(counts[key] for key in hidden) >= 10


@quick
@given(st.lists(cells, min_size=3, max_size=9), st.lists(cells, min_size=3, max_size=9))
def test_shares_of_at_least_k_do_not_give_an_exact_count_away(first, second):
    width = min(len(first), len(second))
    arms = [dict(enumerate(first[:width])), dict(enumerate(second[:width]))]
    hidden = set().union(*(hide({str(k): v for k, v in arm.items()}, 10) for arm in arms))
    hidden = {int(k) for k in hidden}
    shown = sorted(thresholds(arms, hidden, 10)) + [width]
    for arm in arms:
        for low, high in pairwise(shown):
            inside = [k for k in range(low, high) if k in hidden]
            small = [k for k in inside if arm[k] < 10]
            if small and shown != [0, width]:
                assert len(inside) >= 2 and sum(arm[k] for k in inside) >= 10


def categorical(counts: dict[str, dict[str, int]], cumulative: bool = False) -> list[dict]:
    """Exact (and at-least) shares per arm with the total over arms, and a contrast computed from them."""
    rows = []
    arms = counts | {"all": {k: sum(arm[k] for arm in counts.values()) for k in next(iter(counts.values()))}}
    for arm, levels in arms.items():
        side, n = ("reference" if arm == "b" else "treated"), sum(levels.values())
        entries = {f"={k}": e for k, e in levels.items()}
        if cumulative:
            entries |= {f">={k}": sum(e for j, e in levels.items() if int(j) >= int(k)) for k in levels}
        for category, events in entries.items():
            rows.append(
                BASE | {"outcome": "risk_factors", "estimand": "risk", "method": "observed proportion"}
                | {"arm": arm, "category": category, "estimate": events / max(n, 1)}
                | {f"n_{side}": n, f"events_{side}": events}
            )  # fmt: skip
    rows.append(
        BASE | {"outcome": "risk_factors", "estimand": "standardised_difference", "method": "m"}
        | {"contrast": "a vs b", "estimate": 0.1, "n_treated": 50, "n_reference": 50}
    )  # fmt: skip
    return rows


levels = st.lists(st.integers(0, 40), min_size=3, max_size=6)


@slow
@given(levels, levels, st.booleans())
def test_no_small_cell_of_a_table_follows_from_margins_and_totals(first, second, cumulative):
    """Solve the shown numbers as linear equations in the cells: no small cell may be determined."""
    width = min(len(first), len(second))
    counts = {
        "a": {str(k): first[k] for k in range(width)},
        "b": {str(k): second[k] for k in range(width)},
    }
    table = apply_disclosure(to_frame(categorical(counts, cumulative)), 10)
    unknown = [(arm, k) for arm in counts for k in counts[arm]]
    place = {cell: i for i, cell in enumerate(unknown)}
    equations = []
    for row in table[table["category"].notna() & table["estimate"].notna()].itertuples():
        exact = not row.category.startswith(">=")
        bound = int(row.category.lstrip(">="))
        line = np.zeros(len(unknown))
        for arm, k in unknown:
            if row.arm in (arm, "all") and (int(k) == bound if exact else int(k) >= bound):
                line[place[arm, k]] = 1
        equations.append(line)
        line = np.zeros(len(unknown))
        for arm, k in unknown:
            line[place[arm, k]] = row.arm in (arm, "all")
        equations.append(line)
    system = np.array(equations) if equations else np.zeros((0, len(unknown)))
    rank = np.linalg.matrix_rank(system) if len(system) else 0
    for arm, k in unknown:
        if counts[arm][k] < 10:
            unit = np.zeros(len(unknown))
            unit[place[arm, k]] = 1
            assert np.linalg.matrix_rank(np.vstack([system, unit])) > rank, (arm, k)
    if is_suppressed(table[table["category"].notna()]).any():
        assert is_suppressed(table[table["contrast"].notna()]).all()


@quick
@given(st.lists(st.integers(0, 6), min_size=2, max_size=40), st.integers(0, 60))
def test_curves_step_by_nothing_or_by_at_least_the_minimum(steps, survivors):
    events = list(np.cumsum(steps))
    n = events[-1] + survivors
    at_risk = [n - (events[i - 1] if i else 0) for i in range(len(events))]
    kept = kept_points(events, at_risk, events[-1], n, 10)
    seen = [0, *(events[i] for i in sorted(kept))]
    if kept:
        assert all(b - a == 0 or b - a >= 10 for a, b in pairwise(seen))
        assert events[-1] - seen[-1] == 0 or events[-1] - seen[-1] >= 10
    else:
        assert True if n - events[-1] < 10 or events[-1] < 10 else events[0] > 0


@pytest.fixture(scope="module")
def trial() -> pd.DataFrame:
    table = to_frame(trial_rows())
    table["data_kind"] = "real"
    return table


def test_only_real_data_are_touched(estimates):
    pd.testing.assert_frame_equal(apply_disclosure(estimates), estimates)
    published = estimates.assign(data_kind="published")
    pd.testing.assert_frame_equal(apply_disclosure(published), published.astype(estimates.dtypes))


def test_no_count_below_the_minimum_is_left_in_a_whole_trial(trial):
    table = apply_disclosure(trial, 10)
    shown = table[table["estimate"].notna()]
    for name in ("n_reference", "n_treated", "events_reference", "events_treated"):
        assert (
            shown.loc[~shown["outcome"].eq("cps_report_time"), name].dropna() >= 10
        ).all() or name.startswith("ev")
    counts = shown[(shown["estimand"] == "count") & ~shown["category"].isin(["missed", "lost"])]
    assert (counts["estimate"] >= 10).all()
    assert len(table) == len(trial)


def test_losses_of_a_few_do_not_follow_from_numbers_measured(trial):
    table = apply_disclosure(trial, 10)
    flow = table[table["outcome"] == "flow"].set_index(["arm", "wave", "category"])["estimate"]
    exact = trial[trial["outcome"] == "flow"].set_index(["arm", "wave", "category"])["estimate"]
    for (arm, wave, category), value in exact.items():
        if wave is pd.NA or category == "measured" or not 0 < value < 10:
            continue
        assert flow[arm, wave, category] is pd.NA
        other = [c for c in ("missed", "lost") if c != category]
        hidden = [c for c in other if flow[arm, wave, c] is pd.NA]
        measured = table[(table["outcome"] == "flow") & (table["category"] == "measured")]
        remark = measured.set_index(["arm", "wave"])["warnings"].fillna("")[arm, wave]
        assert hidden or "rounded" in remark


def test_a_number_a_few_short_of_everyone_is_made_coarse(trial):
    table = apply_disclosure(trial, 10)
    row = table[
        (table["outcome"] == "smoking") & (table["wave"] == "baseline") & (table["arm"] == "control")
    ].iloc[0]
    assert row["n_reference"] == 220 and row["n_reference"] % 10 == 0
    assert "rounded: counts to a multiple of 10" in row["warnings"]
    assert row["std_error"] is pd.NA and math.isclose(row["estimate"] * 100 % 1, 0, abs_tol=1e-9)


def test_a_model_of_both_arms_gives_neither_of_their_numbers_away():
    flow = BASE | {"outcome": "flow", "estimand": "count", "category": "randomised", "method": "count"}
    rows = [flow | {"arm": arm, "estimate": n} for arm, n in (("a", 131), ("b", 127))]
    rows += comparison(41, 113, 40, 121, wave="w2")
    both = {"n_treated": 113, "n_reference": 121, "events_treated": 41, "events_reference": 40}
    rows += [
        BASE | both
        | {"outcome": "y", "wave": "w2", "estimand": "risk", "method": "model", "arm": arm, "estimate": 0.36}
        for arm in ("a", "b")
    ]  # fmt: skip
    model = apply_disclosure(to_frame(rows), 10).tail(2)
    assert list(model["n_reference"]) == [120, 120]  # 121 of 127 would tell that six were lost


def test_rounding_applies_to_every_count(trial):
    table = apply_disclosure(trial, 10, round_to=5)
    for name in ("n_reference", "n_treated", "events_reference", "events_treated"):
        assert (table[name].dropna() % 5 == 0).all()


def test_a_subgroup_may_not_reveal_who_is_not_in_it():
    rows = comparison(40, 100, 40, 100)
    rows += [row | {"population": "subgroup:age<25"} for row in comparison(38, 95, 30, 80)]
    table = apply_disclosure(to_frame(rows), 10)
    gone = is_suppressed(table)
    assert gone[table["population"] != "itt"].all()
    assert not gone[table["population"] == "itt"].any()


def test_a_single_participant_is_never_shown():
    row = BASE | {"outcome": "y", "estimand": "effect_size", "method": "NAP", "estimate": 0.8}
    assert is_suppressed(apply_disclosure(to_frame([row]), 1)).all()


def test_a_row_that_does_not_say_how_many_it_rests_on_is_hidden():
    row = BASE | {"outcome": "y", "estimand": "mean", "method": "m", "arm": "a", "estimate": 3.0}
    assert is_suppressed(apply_disclosure(to_frame([row]), 10)).all()


def test_totals_over_waves_go_when_a_wave_is_hidden():
    rows = comparison(3, 100, 40, 100, wave="w1") + comparison(40, 100, 40, 100, wave="w2")
    rows += comparison(43, 200, 80, 200)
    table = apply_disclosure(to_frame(rows), 10)
    assert is_suppressed(table[table["wave"].isna()]).all()
    assert not is_suppressed(table[table["wave"] == "w2"]).any()


def test_those_measured_twice_do_not_tell_how_few_were_measured_once():
    where = {"arm": "all", "estimand": "mean", "method": "m", "outcome": "y", "estimate": 31.4159}
    rows = [BASE | where | {"wave": "w1", "n_treated": 100}, BASE | where | {"wave": "w2", "n_treated": 120}]
    rows += [BASE | where | {"estimand": "change", "wave": "w2", "n_treated": 97, "std_error": 1.234}]
    flow = BASE | {"outcome": "flow", "estimand": "count", "category": "enrolled", "method": "count"}
    rows += [flow | {"arm": "all", "estimate": 200}]
    change = apply_disclosure(to_frame(rows), 10).set_index("estimand").loc["change"]
    assert change["n_treated"] == 100 and change["std_error"] is pd.NA and change["estimate"] == 31


def test_those_with_every_covariate_do_not_tell_how_few_lack_one():
    rows = comparison(40, 150, 50, 150)
    adjusted = rows[2] | {"method": "adjusted", "n_treated": 147, "events_treated": 39}
    table = apply_disclosure(to_frame([*rows, adjusted]), 10)
    last = table.iloc[-1]
    assert last["n_treated"] == 150 and last["events_treated"] is pd.NA
    assert list(table["n_treated"].iloc[:3].dropna()) == [150, 150]


def test_single_participants_cannot_be_counted_from_their_empty_rows():
    case = BASE | {"outcome": "y", "estimand": "effect_size", "estimate": 0.8, "n_treated": 1}
    rows = [
        case | {"category": f"family {k}", "method": f"NAP, exact permutation test; {k} baseline and 3 later"}
        for k in range(1, 7)
    ]
    table = apply_disclosure(to_frame(rows), 10)
    assert len(table) == 1
    assert table["method"].item() == "NAP, exact permutation test" and table["category"].item() is pd.NA


def test_nonsense_settings_are_refused(trial):
    with pytest.raises(ValueError, match="at least 1"):
        apply_disclosure(trial, 0)
