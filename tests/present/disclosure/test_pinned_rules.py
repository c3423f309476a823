"""The rules of output control as tables: on what is each side of a limit, and at random near it."""

from __future__ import annotations

from itertools import product
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from flow_of_arms import BASE, flow_of, side_of
from pinning import Pinned

from voorzorg.estimates.table import to_frame
from voorzorg.messages import Name, People, in_words, message
from voorzorg.present.disclosure import apply_disclosure
from voorzorg.present.disclosure.curves import kept_points
from voorzorg.present.disclosure.rules import (
    COUNTS,
    all_alike,
    band,
    coarse,
    events_of,
    side_is_small,
    step_of,
)
from voorzorg.present.disclosure.secondary.categories import hide, hide_everywhere, thresholds
from voorzorg.present.disclosure.secondary.ranges import ContradictionError, Fact, open_enough, ranges
from voorzorg.present.disclosure.wording.files import coarse_dictionary, coarse_findings
from voorzorg.present.disclosure.wording.remarks import coarse_messages

NEAR = (0, 1, 4, 5, 9, 10, 11, 14, 15, 19, 20, 25)


def test_which_number_stands_for_a_count(pinned: Pinned) -> None:
    rows = []
    for count, base, most in product(
        (0, 1, 4, 5, 9, 14, 15, 95, 232, 235, 236), (5, 10), (None, 14, 236, 237, 240, 244)
    ):
        if most is None or count <= most:
            shown, low, high = band(count, base, most)
            rows.append(
                {"count": count, "base": base, "everyone": most, "shown": shown, "low": low, "high": high}
            )
    pinned("present/disclosure/rules/band", rows)


def test_how_coarse_an_estimate_becomes(pinned: Pinned) -> None:
    rows = []
    limits = [(None, None), (0.1, 0.3), (10, 30), (-0.004, 0.004), (0, 0), (95, 105.5), (0, 1)]
    for kind, (low, high), n in product(
        ("risk", "mean", "sd", "odds_ratio", "risk_difference"), limits, (None, 7, 100, 230, 5000)
    ):
        step = step_of(kind, 12.3456, low, high, n)
        rows.append(
            {"name": kind, "low": low, "high": high, "n": n, "step": step, "shown": coarse(12.3456, step)}
        )
    pinned("present/disclosure/rules/steps", rows)


def row(**known: Any) -> SimpleNamespace:
    empty = dict.fromkeys((*COUNTS, "estimate", "std_error"))
    return SimpleNamespace(**(empty | {"estimand": "risk"} | known))


def test_what_is_small_or_alike(pinned: Pinned) -> None:
    rows = []
    for n, events, other, kind in product(
        (None, 9, 10, 20, 21), (None, 0, 9, 10, 11), (None, 30), ("risk", "mean")
    ):
        one = row(estimand=kind, n_treated=n, events_treated=events, n_reference=other, estimate=0.45)
        told = {"n": n, "events": events, "other_arm": other, "name": kind}
        rows.append(told | {"of": events_of(one, "treated"), "small": side_is_small(one, "treated", 10)})
    pinned("present/disclosure/rules/small", rows)
    told = []
    for kind, estimate, error in product(("sd", "mean", "change", "risk"), (0, 1.5, None), (0, 0.1, None)):
        known = {"estimand": kind, "estimate": estimate, "std_error": error}
        told.append({"name": kind, "estimate": estimate, "error": error, "alike": all_alike(row(**known))})
    pinned("present/disclosure/rules/alike", told)


def test_which_cells_go_along(pinned: Pinned) -> None:
    draw = np.random.default_rng(4)
    rows = []
    for _ in range(60):
        arms = [{f"k{i}": int(draw.choice(NEAR)) for i in range(draw.integers(2, 6))} for _ in range(2)]
        arms[1] = {key: int(draw.choice(NEAR)) for key in arms[0]}
        rows.append(
            {
                "first": str(list(arms[0].values())),
                "second": str(list(arms[1].values())),
                "hidden_alone": " ".join(sorted(hide(arms[0], 10))),
                "hidden_both": " ".join(sorted(hide_everywhere(arms, 10))),
                "one_gone": " ".join(sorted(hide_everywhere(arms, 10, ["k0"]))),
            }
        )
    pinned("present/disclosure/rules/categories", rows)


def test_which_shares_of_at_least_may_be_shown(pinned: Pinned) -> None:
    draw = np.random.default_rng(5)
    rows = []
    for _ in range(60):
        many = int(draw.integers(1, 6))
        arms = [{k: int(draw.choice(NEAR)) for k in range(many)} for _ in range(2)]
        hidden = {int(k) for k in hide_everywhere([{str(k): v for k, v in arm.items()} for arm in arms], 10)}
        told = {
            "first": str(list(arms[0].values())),
            "second": str(list(arms[1].values())),
            "hidden": str(sorted(hidden)),
        }
        rows.append(told | {"shown": str(sorted(thresholds(arms, hidden, 10)))})
    pinned("present/disclosure/rules/thresholds", [*rows, {"shown": str(thresholds([], set(), 10))}])


def test_which_points_of_a_curve_may_be_shown(pinned: Pinned) -> None:
    draw = np.random.default_rng(6)
    rows = []
    for _ in range(60):
        steps = np.cumsum(draw.choice([0, 0, 3, 9, 10, 11], 6))
        n = int(steps[-1] + draw.choice([0, 9, 10, 11, 30]))
        risk = [int(n - events - draw.integers(0, 12)) for events in steps]
        total = int(steps[-1] + draw.choice([0, 0, 9, 10]))
        kept = kept_points(list(map(int, steps)), risk, total, n, 10)
        rows.append(
            {
                "events": str(steps.tolist()),
                "at_risk": str(risk),
                "total": total,
                "n": n,
                "shown": str(sorted(kept)),
            }
        )
    pinned("present/disclosure/rules/curves", rows)


def test_between_which_values_a_hidden_number_lies(pinned: Pinned) -> None:
    """Three cells: their total, one sum, one rounded sum, and what of each cell is left open."""
    rows = []
    for total, two, (low, high) in product((30, 31), (12, 21, None), ((5, 14), (8, 12), (9, 9))):
        facts = [Fact.exact(np.ones(3), total), Fact(np.array([0.0, 1.0, 1.0]), low, high)]
        if two is not None:
            facts.append(Fact.exact(np.array([1.0, 1.0, 0.0]), two))
        told = {"total": total, "first_two": two, "last_two": f"{low}-{high}"}
        try:
            told["ranges"] = str((ranges(facts, np.eye(3)).round(6) + 0.0).tolist())
        except ContradictionError:
            told["ranges"] = "none"
        told |= {
            f"open_{minimum}": open_enough(facts, np.eye(3), minimum) for minimum in (2, 5, 10, 19, 20, 21)
        }
        rows.append(told)
    pinned("present/disclosure/rules/ranges", rows)


def test_what_messages_may_say(pinned: Pinned) -> None:
    age = [Name("variable", "age")]
    told = [message("measured-once-left-out", n=People(n)) for n in (0, 9, 10, 14, 15, 297)]
    for dropped, n in ((5, 300), (12, 300), (9, 10)):
        several = {"dropped": People(dropped), "n": People(n), "names": age}
        told.append(message("rows-left-out-because-missing", **several))
    told += [
        message("could-not-estimate", reason=message("measured-once-left-out", n=People(4))),
        message("no-events"),
        message("could-not-estimate", reason=message("no-events")),
        message("took-part", share=0.8734, visits=10),
        message("degrees-of-freedom", df=8.7),
        message("degrees-of-freedom", df=213.4),
        message("missing-information", fmi=0.2345),
    ]
    rows = [{"message": one.key, "said": in_words((one,))} for one in told]
    for (minimum, base), line in product(((10, 10), (5, 1), (10, 1)), zip(told, rows, strict=True)):
        line[1][f"minimum_{minimum}_base_{base}"] = in_words(coarse_messages([line[0]], minimum, base))
    pinned("present/disclosure/rules/messages", rows)


def test_numbers_of_files(pinned: Pinned) -> None:
    counts = pd.DataFrame({"row": range(8), "count": [0, 1, 9, 10, 14, 15, 299, None]})
    measured = coarse_dictionary(counts.rename(columns={"count": "measured"}), 10)
    pinned("present/disclosure/rules/files", measured.assign(found=coarse_findings(counts, 10)["count"]))
    assert coarse_findings(counts[["row"]], 10).empty or "row" not in coarse_findings(counts[["row"]], 10)


def cohort(seed: int) -> list[dict[str, Any]]:
    """Two arms with counts near the limit: waves, subgroups, two informants, changes, models."""
    draw = np.random.default_rng(seed)
    rows: list[dict[str, Any]] = []
    everyone = {"a": int(draw.integers(40, 60)), "b": int(draw.integers(40, 60))}
    for arm, n in everyone.items():
        side = side_of(arm)
        flow = flow_of(arm, n)
        rows.append(flow | {"category": "randomised", "estimate": n})
        seen = n
        for wave in ("w1", "w2"):
            seen -= int(draw.choice([0, 3, 9, 10, 12]))
            rows.append(flow | {"wave": wave, "category": "measured", "estimate": seen})
            rows.append(flow | {"wave": wave, "category": "missed", "estimate": 0})
            rows.append(flow | {"wave": wave, "category": "lost", "estimate": n - seen})
            for who, share in (("mother", 1.0), ("nurse", 0.8)):
                m = int(seen * share)
                events = int(draw.choice([8, 10, m // 2, m - 10, m - 9]))
                at = BASE | {"wave": wave, "informant": who, "arm": arm, f"n_{side}": m}
                rows.append(
                    at
                    | {"outcome": "y", "estimand": "risk", f"events_{side}": events, "estimate": events / m}
                )
                rows.append(at | {"outcome": "z", "estimand": "mean", "estimate": 20.123, "std_error": 0.7})
                rows.append(at | {"outcome": "z", "estimand": "median", "estimate": 20.0})
                rows.append(at | {"outcome": "z", "estimand": "sd", "estimate": float(draw.choice([0, 4.2]))})
                part = m - int(draw.choice([0, 5, 12]))
                less = {"population": "complete", f"n_{side}": part, f"events_{side}": max(events - 4, 0)}
                rows.append(
                    at
                    | less
                    | {"outcome": "y", "estimand": "risk", "estimate": max(events - 4, 0) / max(part, 1)}
                )
            moved = [int(one) for one in draw.multinomial(seen, [0.5, 0.3, 0.2])]
            for category, count in zip(("improved", "unchanged", "worsened"), moved, strict=True):
                change = BASE | {
                    "outcome": "z",
                    "analysis": "change",
                    "wave": wave,
                    "arm": arm,
                    "informant": "mother",
                }
                share = {
                    "category": category,
                    f"n_{side}": seen,
                    f"events_{side}": count,
                    "estimate": count / seen,
                }
                rows.append(change | share | {"estimand": "direction_of_change"})
            reliable = max(moved[0] - int(draw.choice([0, 4, 10])), 0)
            share = {
                "category": "improved",
                f"n_{side}": seen,
                f"events_{side}": reliable,
                "estimate": reliable / seen,
            }
            rows.append(change | share | {"estimand": "reliable_change"})
        both = {"contrast": "a vs b", "n_treated": everyone["a"], "n_reference": everyone["b"]}
        for group in ("no", "yes"):
            few = {f"n_{s}": int(draw.choice([9, 10, 25])) for s in ("treated", "reference")}
            at = (
                BASE
                | both
                | {
                    "outcome": "y",
                    "wave": "w2",
                    "analysis": "moderation",
                    "population": f"subgroup:work={group}",
                }
            )
            rows.append(
                at
                | few
                | {
                    "estimand": "risk_difference",
                    "category": group,
                    "estimate": 0.1,
                    "ci_low": -0.1,
                    "ci_high": 0.3,
                }
            )
    test = (
        BASE
        | both
        | {"outcome": "y", "wave": "w2", "analysis": "moderation", "category": "work", "p_value": 0.4}
    )
    rows.append(test | {"estimand": "interaction", "scale": "risk_difference", "estimate": 0.1})
    model = BASE | both | {"outcome": "y", "analysis": "multilevel"}
    rows.append(model | {"estimand": "joint_test", "p_value": 0.21})
    rows.append(model | {"estimand": "icc", "estimate": 0.31234, "ci_low": 0.2, "ci_high": 0.4})
    return rows


@pytest.mark.parametrize("part", range(2))
def test_cohorts_drawn_near_the_limit(pinned: Pinned, part: int) -> None:
    """One letter a row: hidden, coarse or as it is; then what the shown ones say, once per cohort."""
    found = []
    for seed in range(4 * part, 4 * part + 4):
        before = to_frame(cohort(seed))
        after = apply_disclosure(before, 10)
        said = after["warnings"].fillna("")
        marks = np.where(
            said.str.startswith("suppressed"), "h", np.where(said.str.contains("rounded: c"), "c", ".")
        )
        where = (
            before[["outcome", "wave", "informant", "population", "estimand", "arm", "category"]]
            .astype("string")
            .fillna("")
        )
        for key, group in where.assign(mark=marks).groupby(["outcome", "estimand", "population"], sort=False):
            numbers = after.loc[
                group.index, ["n_treated", "n_reference", "events_treated", "events_reference", "estimate"]
            ]
            total = float(numbers.apply(pd.to_numeric, errors="coerce").sum().sum())
            found.append(
                {
                    "cohort": seed,
                    "name": " ".join(key),
                    "rows": "".join(group["mark"]),
                    "sum_shown": round(total, 6),
                }
            )
    pinned(f"present/disclosure/rules/cohorts_{part}", found)
