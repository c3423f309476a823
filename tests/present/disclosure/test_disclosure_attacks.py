"""Output control against an attacker, who solves for what is hidden from everything that is shown.

Each attack reads the released table only, writes down what every shown number says of the hidden counts, and
asks between which whole numbers a hidden count below the minimum lies. At least half as many values as the
minimum must remain.
"""

import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from present_rows import VS, make_context, trial_estimates

from voorzorg.estimates.table import to_frame
from voorzorg.present.disclosure import apply_disclosure
from voorzorg.present.disclosure.rules import band, rounded, step_of
from voorzorg.present.disclosure.secondary.ranges import Fact, ranges
from voorzorg.present.estimate_rows import View
from voorzorg.present.words.findings import family_findings
from voorzorg.statistics.two_arm.proportions import wilson_interval

MINIMUM = 10
ENOUGH = MINIMUM / 2
attacks = settings(deadline=None, max_examples=60, derandomize=True)
BASE = {"cohort": "c", "data_kind": "real", "analysis": "unadjusted", "method": "m"}
TRIAL, ONE_ARM = BASE | {"population": "itt"}, BASE | {"population": "enrolled", "arm": "all"}
FLOW = {"outcome": "flow", "estimand": "count", "analysis": "count"}


def release(rows: list[dict]) -> pd.DataFrame:
    return apply_disclosure(to_frame(rows), MINIMUM)


def is_rounded(row) -> bool:
    return "rounded: counts" in ("" if row.warnings is pd.NA else row.warnings)


def values_left(facts: list[Fact], cell: np.ndarray) -> float:
    low, high = ranges(facts, cell)[0]
    return math.floor(high + 1e-6) - math.ceil(low - 1e-6) + 1


def counts_behind(shown: float, is_coarse: bool, everyone: int) -> list[int]:
    """Which numbers of participants a shown one can stand for."""
    if not is_coarse:
        return [int(shown)]
    return [count for count in range(everyone + 1) if rounded(count, MINIMUM, everyone) == shown]


def count_fact(weights: np.ndarray, row, everyone: int) -> Fact:
    behind = counts_behind(row.estimate, is_rounded(row), everyone)
    return Fact(weights, behind[0], behind[-1])


# ---- a table of categories, and the mean and standard deviation of the same values ----------------------


def categories(counts: list[int], arm: str, side: str) -> list[dict]:
    n, k = sum(counts), np.arange(len(counts))
    where = TRIAL | {"arm": arm, f"n_{side}": n}
    mean = float(k @ counts) / n
    sd = math.sqrt(float((k - mean) ** 2 @ counts) / (n - 1))
    rows = [
        where | {"outcome": "risk_factors", "estimand": "risk", "category": f"={key}"}
        | {"estimate": count / n, f"events_{side}": count}
        for key, count in enumerate(counts)
    ]  # fmt: skip
    moments = where | {"outcome": "baseline:risk_factors"}
    return [
        *rows,
        moments | {"estimand": "mean", "estimate": mean},
        moments | {"estimand": "sd", "estimate": sd},
    ]


@attacks
@given(st.lists(st.integers(0, 40), min_size=4, max_size=9), st.data())
def test_mean_and_sd_do_not_give_hidden_categories_back(counts, data):
    assume(sum(counts) >= 30)
    other = data.draw(st.permutations(counts))
    rows = categories(counts, "a", "treated") + categories(other, "b", "reference")
    difference = {"outcome": "baseline:risk_factors", "estimand": "standardised_difference", "estimate": 0.2}
    n = sum(counts)
    rows.append(TRIAL | difference | {"contrast": "a vs b", "n_treated": n, "n_reference": n})
    table = release(rows)
    for arm, true, side in (("a", counts, "treated"), ("b", other, "reference")):
        shown = table[(table["arm"] == arm) & table["estimate"].notna()]
        n, k = sum(true), np.arange(len(true))
        facts = [Fact(np.ones(len(true)), n, n)]
        for row in shown[shown["outcome"] == "risk_factors"].itertuples():
            events = getattr(row, f"events_{side}")
            facts.append(Fact((k == int(row.category[1:])) * 1.0, events, events))
        moments = shown[shown["outcome"] != "risk_factors"].set_index("estimand")
        limits = {}
        for row in moments.itertuples():
            least = band(n, MINIMUM)[1]
            step = step_of(row.Index, row.estimate, None, None, least) if is_rounded(row) else 1e-9
            limits[row.Index] = (row.estimate - step / 2, row.estimate + step / 2)
        if "mean" in limits:
            facts.append(Fact(k * 1.0, *(n * value for value in limits["mean"])))
        if set(limits) == {"mean", "sd"}:
            middle = sum(limits["mean"]) / 2
            off = n * (limits["mean"][1] - middle) ** 2
            low, high = ((n - 1) * max(value, 0) ** 2 for value in limits["sd"])
            facts.append(Fact((k - middle) ** 2, low, high + off))
        hidden = set(k) - {int(c[1:]) for c in shown["category"].dropna()}
        for key in hidden:
            if true[key] < MINIMUM:
                assert values_left(facts, (k == key) * 1.0) >= ENOUGH
    if table.loc[table["outcome"] == "risk_factors", "estimate"].isna().any():
        assert table.loc[table["contrast"].notna(), "estimate"].isna().all()


# ---- flow and patterns of missed waves ------------------------------------------------------------------


def participation(patterns: dict[str, int], place: dict) -> list[dict]:
    """Rows of flow and missingness of one arm, from how many have each pattern."""
    waves, n = len(next(iter(patterns))), sum(patterns.values())
    rows = [place | FLOW | {"category": "enrolled", "estimate": n, "n_treated": n}]
    for wave in range(waves):
        states = {"measured": 0, "missed": 0, "lost": 0}
        for pattern, count in patterns.items():
            states[state(pattern, wave)] += count
        rows += [
            place | FLOW | {"category": name, "wave": f"w{wave}", "estimate": count, "n_treated": n}
            for name, count in states.items()
        ]
    rows += [
        place | FLOW | {"outcome": "missingness", "category": key, "estimate": count, "n_treated": n}
        for key, count in patterns.items()
    ]
    return rows


def state(pattern: str, wave: int) -> str:
    if pattern[wave] == "1":
        return "measured"
    return "missed" if "1" in pattern[wave:] else "lost"


PATTERNS = st.dictionaries(
    st.sampled_from([f"1{bits:03b}" for bits in range(8)]), st.integers(1, 60), min_size=2, max_size=8
)


@attacks
@given(PATTERNS)
def test_flow_and_patterns_together_tell_no_few_who_left(patterns):
    everyone = sum(patterns.values())
    assume(everyone >= 2 * MINIMUM)
    table = release(participation(patterns, ONE_ARM))
    keys = list(patterns)

    def who(condition) -> np.ndarray:
        return np.array([float(condition(key)) for key in keys])

    facts = []
    for row in table[table["estimate"].notna()].itertuples():
        if row.outcome == "missingness":
            weights = who(lambda key, row=row: key == row.category)
        elif row.category == "enrolled":
            weights = np.ones(len(keys))
        else:
            weights = who(lambda key, row=row: state(key, int(row.wave[1:])) == row.category)
        facts.append(count_fact(weights, row, everyone))
    wanted = [who(lambda key, one=one: key == one) for one in keys]
    for wave in range(4):
        wanted += [
            who(lambda key, wave=wave, name=name: state(key, wave) == name) for name in ("missed", "lost")
        ]
        wanted.append(who(lambda key, wave=wave: state(key, wave) != "measured"))
        if wave:  # those who left since the wave before
            wanted.append(
                who(lambda key, wave=wave: state(key, wave) == "lost" and state(key, wave - 1) != "lost")
            )
    true = np.array([patterns[key] for key in keys])
    for cells in wanted:
        if 0 < cells @ true < MINIMUM:
            assert values_left(facts, cells) >= ENOUGH, dict(zip(keys, cells, strict=True))


def test_losses_between_two_waves_are_not_the_difference_of_two_totals():
    patterns = {"111": 42, "110": 7, "100": 11}
    table = release(participation(patterns, ONE_ARM))
    lost = table[(table["category"] == "lost")].set_index("wave")["estimate"]
    assert lost["w1"] == 11 and lost["w2"] is pd.NA


# ---- who answered a question, of those measured ---------------------------------------------------------


@attacks
@given(st.integers(60, 240), st.integers(0, 60), st.integers(0, 25))
def test_the_few_who_skipped_a_question_are_not_told(measured, away, silent):
    everyone, n = measured + away, measured - silent
    flow = participation({"11": measured, "10": away} if away else {"11": measured}, ONE_ARM)
    rows = [
        *flow,
        ONE_ARM | {"outcome": "y", "wave": "w1", "estimand": "mean", "estimate": 4.0, "n_treated": n},
    ]
    table = release(rows)
    answer = table[table["outcome"] == "y"].iloc[0]
    seen = table[(table["category"] == "measured") & (table["wave"] == "w1")].iloc[0]
    if pd.isna(seen["estimate"]) or not 0 < silent < MINIMUM:
        return
    at_wave = counts_behind(seen["estimate"], is_rounded(seen), everyone)
    top = measured if not is_rounded(seen) else everyone
    asked = counts_behind(answer["n_treated"], is_rounded(answer), top)
    assert len({m - k for m in at_wave for k in asked if m >= k}) >= ENOUGH


@attacks
@given(st.integers(30, 130), st.integers(1, 9), st.data())
def test_a_share_beside_a_coarse_number_does_not_tell_that_number(measured, silent, data):
    """Everyone who could be behind a share, its interval and its number of participants is tried."""
    n = measured - silent
    events = data.draw(st.integers(MINIMUM, n - MINIMUM)) if n >= 2 * MINIMUM else 0
    assume(events)
    low, high = (float(limit) for limit in wilson_interval(events, n))
    answer = ONE_ARM | {"outcome": "y", "wave": "w1", "estimand": "risk", "estimate": events / n}
    answer |= {"ci_low": low, "ci_high": high, "n_treated": n, "events_treated": events}
    shown = release([*participation({"11": measured}, ONE_ARM), answer]).iloc[-1]
    step = step_of("risk", None, None, None, band(n, MINIMUM, measured)[1])
    assert shown["events_treated"] is pd.NA  # "20 of 40 (48%)" contradicts itself, and tells 20 of 42
    assert abs(shown["estimate"] - events / n) <= step / 2 + 1e-9
    behind = counts_behind(shown["n_treated"], True, measured)
    possible = [m for m in behind if np.isclose(np.arange(m + 1) / m, shown["estimate"], atol=step / 2).any()]
    assert possible == behind and n in possible and len(possible) >= ENOUGH
    expected = wilson_interval(round(shown["estimate"] * shown["n_treated"]), shown["n_treated"])
    assert (shown["ci_low"], shown["ci_high"]) == pytest.approx(np.round([*expected], 2))


# ---- stayers, leavers, and everyone at the start --------------------------------------------------------


def attrition(stayed: list[int], left: list[int]) -> list[dict]:
    rows = []
    for level, (one, other) in enumerate(zip(stayed, left, strict=True)):
        sides = (("stayers", "treated", one, sum(stayed)), ("leavers", "reference", other, sum(left)))
        total, n = one + other, sum(stayed) + sum(left)
        where = {"estimand": "risk", "category": f"level {level}"}
        rows.append(
            ONE_ARM | where | {"outcome": "baseline:x", "estimate": total / n}
            | {"n_treated": n, "events_treated": total}
        )  # fmt: skip
        for arm, side, events, size in sides:
            rows.append(
                ONE_ARM | where | {"outcome": "attrition:x", "arm": arm, "wave": "w1"}
                | {"estimate": events / size, f"n_{side}": size, f"events_{side}": events}
            )  # fmt: skip
    return rows


@attacks
@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 30)), min_size=2, max_size=5))
def test_everyone_minus_stayers_does_not_give_leavers(pairs):
    stayed, left = [list(side) for side in zip(*pairs, strict=True)]
    assume(min(sum(stayed), sum(left)) >= MINIMUM)
    table = release(attrition(stayed, left))
    cells = [(arm, level) for arm in ("stayers", "leavers") for level in range(len(pairs))]

    def which(condition) -> np.ndarray:
        return np.array([float(condition(*cell)) for cell in cells])

    totals = {"stayers": sum(stayed), "leavers": sum(left)}
    facts = [Fact(which(lambda a, _, arm=arm: a == arm), n, n) for arm, n in totals.items()]
    for row in table[table["estimate"].notna()].itertuples():
        level = int(row.category.split()[1])
        weights = which(lambda a, k, row=row, level=level: k == level and row.arm in (a, "all"))
        events = row.events_reference if row.arm == "leavers" else row.events_treated
        facts.append(Fact(weights, events, events))
    for place, (arm, level) in enumerate(cells):
        if (stayed if arm == "stayers" else left)[level] < MINIMUM:
            assert values_left(facts, np.eye(len(cells))[place]) >= ENOUGH, (arm, level)


def test_a_trait_that_few_leavers_have_is_hidden_of_stayers_too():
    where = {"estimand": "risk", "wave": "w1", "outcome": "attrition:smoking"}
    rows = [
        ONE_ARM | {"estimand": "risk", "outcome": "smoking", "wave": "w0", "estimate": 29 / 60}
        | {"n_treated": 60, "events_treated": 29},
        ONE_ARM | where | {"arm": "stayers", "estimate": 24 / 49, "n_treated": 49, "events_treated": 24},
        ONE_ARM | where | {"arm": "leavers", "estimate": 5 / 11, "n_reference": 11, "events_reference": 5},
    ]  # fmt: skip
    assert list(release(rows)["estimate"].isna()) == [False, True, True]


# ---- everyone alike -------------------------------------------------------------------------------------


@pytest.mark.parametrize("column", ["sd", "std_error"])
def test_that_everyone_gave_the_same_answer_is_not_told(column):
    rows = []
    for arm, side, spread in (("a", "treated", 0.0), ("b", "reference", 3.1)):
        where = TRIAL | {"outcome": "y", "wave": "w1", "arm": arm, f"n_{side}": 60}
        rows.append(
            where | {"estimand": "mean", "estimate": 7.0} | ({column: spread} if column != "sd" else {})
        )
        if column == "sd":
            rows.append(where | {"estimand": "sd", "estimate": spread})
    difference = {"outcome": "y", "wave": "w1", "estimand": "mean_difference", "estimate": 1.0}
    rows.append(TRIAL | difference | {"contrast": "a vs b", "n_treated": 60, "n_reference": 60})
    gone = release(rows)["estimate"].isna()
    table = to_frame(rows)
    assert gone[(table["arm"] == "a") | table["contrast"].notna()].all()
    assert not gone[table["arm"] == "b"].any()


# ---- what control must leave ----------------------------------------------------------------------------


def test_few_who_got_worse_do_not_take_the_scores_of_the_wave_along():
    rows = participation({"11": 49, "10": 11}, ONE_ARM)
    score = ONE_ARM | {"outcome": "epds", "wave": "w1", "informant": "mother"}
    rows += [
        score | {"estimand": name, "estimate": value, "ci_low": low, "ci_high": high, "n_treated": n}
        for name, value, low, high, n in (
            ("mean", 8.122, 6.81, 9.43, 49), ("sd", 4.567, None, None, 49), ("median", 8.0, 7.0, 10.0, 49),
            ("change", -3.617, -4.84, -2.39, 47),
        )
    ]  # fmt: skip
    rows += [
        score | {"estimand": "direction_of_change", "category": name, "estimate": count / 47}
        | {"n_treated": 47, "events_treated": count}
        for name, count in (("improved", 38), ("worsened", 8), ("unchanged", 1))
    ]  # fmt: skip
    table = release(rows)
    shown = table[table["outcome"] == "epds"].set_index("estimand")["estimate"]
    assert shown["mean"] == 8.122 and shown["sd"] == 4.567 and shown["median"] == 8.0
    assert shown["change"] == pytest.approx(-3.6)  # of 47, so coarse: two of those measured lack one wave
    assert shown["direction_of_change"].isna().all()


def test_a_number_close_to_everyone_is_not_rounded_to_more_than_everyone():
    assert rounded(236, 10, 237) == 230  # 240 would tell that at most two are missing
    assert rounded(233, 10, 237) == rounded(226, 10, 237) == 230
    assert rounded(220, 10, 223) == 220


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_findings_say_of_a_hidden_outcome_that_it_is_not_shown(language):
    table = trial_estimates().assign(data_kind="real")
    view = View(apply_disclosure(table, 40), make_context(language, "real"))
    assert any(_primary_is_hidden(view, outcome) for outcome in view.present)
    for family in family_findings(view, VS):
        told = f"{family.summary} " + " ".join(finding.text for finding in family.findings)
        hidden = [o for o in view.of_family(family.family) if _primary_is_hidden(view, o)]
        assert bool(hidden) == ({"nl": "Niet getoond", "en": "Not shown"}[language] in told)


def _primary_is_hidden(view: View, outcome: str) -> bool:
    from voorzorg.present.estimate_rows import suppressed
    from voorzorg.present.words.findings import main_test

    return suppressed(main_test(view, outcome, VS))


def test_every_table_before_control_lies_in_the_folder_that_stays_inside():
    rules = (Path(__file__).parents[3] / "workflow/rules/analysis.smk").read_text()
    written = [line.strip() for line in rules.splitlines() if ".parquet" in line and "estimates" not in line]
    assert written and all('"results/{cohort}/tidy/' in line for line in written)
