"""What output control hides, makes coarse and says, cell by cell, is what was stored.

The studies are those of ``test_what_leaves``, with cells of one to nine planted in them, and tables whose
counts lie on either side of each limit.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from flow_of_arms import BASE, flow_of, side_of
from pinning import Pinned
from shown_studies import inside, stored

from voorzorg.estimates.table import to_frame
from voorzorg.present.disclosure import apply_disclosure, listed_levels
from voorzorg.statistics.two_arm.binary import two_by_two

WHERE = ["outcome", "wave", "informant", "population", "analysis", "estimand", "arm", "contrast", "category"]
NUMBERS = [
    "time_weeks",
    "n_reference",
    "n_treated",
    "events_reference",
    "events_treated",
    "estimate",
    "ci_low",
]
NUMBERS += ["ci_high", "std_error", "p_value"]
REAL = {"enrolled": "one_arm", "itt": "trial"}


def told(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """Rows in order, with what is left of them and what is said; ``shown`` sums up what control did."""
    table = after[[*WHERE, *NUMBERS, "warnings"]].copy()
    said = table["warnings"].fillna("")
    gone = said.str.startswith("suppressed")
    coarse = said.str.contains("rounded: counts")
    table.insert(0, "shown", gone.map({True: "hidden", False: "as it is"}).mask(coarse & ~gone, "coarse"))
    return table.dropna(axis="columns", how="all")


@pytest.mark.parametrize("name", ["trial", "one_arm", "everything"])
def test_a_study_with_planted_cells(pinned: Pinned, name: str) -> None:
    study, before = inside(name), stored(f"inside_{name}")
    known = {"listed": listed_levels(study), "contributions": stored(f"contributions_{name}")}
    pinned(f"present/disclosure/{name}", told(before, apply_disclosure(before, 10, **known)))


def test_a_study_in_rounded_numbers(pinned: Pinned) -> None:
    before = stored("inside_trial")
    pinned("present/disclosure/trial_rounded", told(before, apply_disclosure(before, 5, 10)))


def comparison(outcome: str, e1: int, n1: int, e0: int, n0: int, **where) -> list[dict]:
    """Both arms' shares, everyone's, and their difference."""
    made = two_by_two(e1, n1, e0, n0)
    treated = {"n_treated": n1, "events_treated": e1}
    reference = {"n_reference": n0, "events_reference": e0}
    both = {"n_treated": n1 + n0, "events_treated": e1 + e0, "estimate": (e1 + e0) / (n1 + n0)}

    def row(estimand: str, result, **more) -> dict:
        numbers = {
            name: getattr(result, name)
            for name in ("estimate", "ci_low", "ci_high", "std_error", "p_value", "warnings")
        }
        return BASE | {"outcome": outcome, "estimand": estimand} | numbers | where | more

    return [
        row("risk", made.risk_treated, arm="a", **treated),
        row("risk", made.risk_reference, arm="b", **reference),
        BASE | {"outcome": outcome, "estimand": "risk", "arm": "all"} | where | both,
        row("risk_difference", made.risk_difference, contrast="a vs b", **treated, **reference),
        row("odds_ratio", made.odds_ratio, contrast="a vs b", **treated, **reference),
    ]


#: Events and participants of two arms: either side of ten with it, without it, and of them all.
CELLS = [
    (10, 20, 10, 20), (9, 20, 10, 20), (10, 20, 9, 20), (10, 19, 10, 20), (11, 21, 10, 20), (0, 40, 20, 40),
    (40, 40, 20, 40), (1, 9, 20, 40), (10, 10, 20, 40), (30, 40, 31, 40), (31, 40, 30, 40), (14, 29, 15, 31),
    (95, 105, 90, 104), (50, 236, 50, 237),
]  # fmt: skip


def test_two_by_two_tables_at_the_limit(pinned: Pinned) -> None:
    rows = [row for cells in CELLS for row in comparison("/".join(map(str, cells)), *cells)]
    before = to_frame(rows)
    pinned("present/disclosure/two_by_two", told(before, apply_disclosure(before, 10)))


def level(outcome: str, arm: str, counts: dict[str, int], **where) -> list[dict]:
    side = "reference" if arm == "b" else "treated"
    n = sum(v for k, v in counts.items() if not k.startswith(">="))
    made = BASE | {"outcome": outcome, "arm": arm, "estimand": "risk", f"n_{side}": n} | where
    return [made | {"category": k, f"events_{side}": v, "estimate": v / n} for k, v in counts.items()]


#: Categories of a variable at the start in two arms: none small, one, two that make ten, all, an empty one.
LEVELS = {
    "whole": ([10, 20, 30], [11, 12, 13]),
    "one": ([9, 20, 30], [11, 12, 13]),
    "lowest_is_not_next": ([30, 20, 9], [40, 12, 13]),
    "two": ([9, 1, 30, 40], [11, 12, 13, 14]),
    "two_that_make_nine": ([4, 5, 30, 20], [11, 12, 13, 14]),
    "other_arm": ([19, 20, 30], [3, 12, 13]),
    "nobody": ([0, 20, 30], [11, 12, 13]),
    "all": ([4, 5, 6], [3, 2, 1]),
}


@pytest.mark.parametrize("sort", ["category", "number"])
def test_tables_of_categories_at_the_limit(pinned: Pinned, sort: str) -> None:
    rows = []
    for name, arms in LEVELS.items():
        both = [sum(pair) for pair in zip(*arms, strict=True)]
        for arm, counts in zip(("a", "b", "all"), (*arms, both), strict=True):
            if sort == "category":
                cells = {f"level{k}": n for k, n in enumerate(counts)}
            else:
                cells = {f"={k}": n for k, n in enumerate(counts)}
                cells |= {f">={k}": sum(counts[k:]) for k in range(len(counts))}
            rows += level(f"baseline:{name}", arm, cells)
            moments = {
                "outcome": f"baseline:{name}",
                "arm": arm,
                "n_reference" if arm == "b" else "n_treated": sum(counts),
            }
            rows.append(BASE | moments | {"estimand": "mean", "estimate": 1.237, "std_error": 0.08})
            rows.append(BASE | moments | {"estimand": "sd", "estimate": 0.713})
        contrast = {"outcome": f"baseline:{name}", "contrast": "a vs b", "n_treated": 50, "n_reference": 50}
        rows.append(BASE | contrast | {"estimand": "standardised_difference", "estimate": 0.1234})
    before = to_frame(rows)
    listed = {name: {"level0", "level1", "level2"} for name in LEVELS} if sort == "category" else None
    pinned(f"present/disclosure/levels_{sort}", told(before, apply_disclosure(before, 10, listed=listed)))


def test_waves_at_the_limit(pinned: Pinned) -> None:
    """Who was not there follows from who was: the flow, and answers of a few people more or fewer."""
    rows = []
    for arm, n, waves in (("a", 100, [100, 91, 90, 85, 70]), ("b", 104, [104, 104, 95, 94, 60])):
        side = side_of(arm)
        flow = flow_of(arm, n)
        rows.append(flow | {"category": "randomised", "estimate": n})
        for k, seen in enumerate(waves):
            missed = 0 if k == len(waves) - 1 else min(n - seen, 3 + k)
            counts = {"measured": seen, "missed": missed, "lost": n - seen - missed}
            rows += [flow | {"wave": f"w{k}", "category": c, "estimate": v} for c, v in counts.items()]
            answers = BASE | {"outcome": "y", "wave": f"w{k}", "arm": arm, "estimand": "risk"}
            events = seen // 2
            rows.append(answers | {f"n_{side}": seen, f"events_{side}": events, "estimate": events / seen})
            scores = BASE | {"outcome": "z", "wave": f"w{k}", "arm": arm, f"n_{side}": seen}
            rows.append(scores | {"estimand": "mean", "estimate": 20.5 + k / 7, "std_error": 0.4})
            rows.append(scores | {"estimand": "sd", "estimate": 4.321})
            rows.append(scores | {"estimand": "median", "estimate": 20.0})
    before = to_frame(rows)
    pinned("present/disclosure/waves", told(before, apply_disclosure(before, 10)))


def test_answers_of_a_few_less_than_a_known_group(pinned: Pinned) -> None:
    """Whoever did not answer is who was measured less who did: a few of them are as small a cell as any."""
    rows = []
    for arm, n, seen in (("a", 100, 90), ("b", 104, 104)):
        side = side_of(arm)
        flow = flow_of(arm, n)
        rows.append(flow | {"category": "randomised", "estimate": n})
        counts = {"measured": seen, "missed": 0, "lost": n - seen}
        rows += [flow | {"wave": "end", "category": c, "estimate": v} for c, v in counts.items()]
        for less in (0, 1, 9, 10, 11, 40):
            scores = BASE | {"outcome": f"z{less}", "wave": "end", "arm": arm, f"n_{side}": seen - less}
            rows.append(scores | {"estimand": "mean", "estimate": 20.123, "std_error": 0.4})
            answers = BASE | {"outcome": f"y{less}", "wave": "end", "arm": arm, f"n_{side}": seen - less}
            rows.append(answers | {"estimand": "risk", f"events_{side}": 25, "estimate": 25 / (seen - less)})
    before = to_frame(rows)
    pinned("present/disclosure/few_less", told(before, apply_disclosure(before, 10)))


def test_a_mean_and_its_spread_beside_small_categories(pinned: Pinned) -> None:
    """A coarse mean and standard deviation of few values may give hidden cells back."""
    rows = []
    for name, counts in {
        "two": [3, 40, 7],
        "ends": [2, 90, 3],
        "one": [4, 30, 60],
        "flat": [9, 9, 9, 90],
    }.items():
        n = sum(counts)
        values = np.repeat(np.arange(len(counts)), counts)
        own = BASE | {"outcome": f"baseline:{name}", "arm": "a", "n_treated": n}
        for k, cell in enumerate(counts):
            rows.append(
                own | {"estimand": "risk", "category": str(k), "events_treated": cell, "estimate": cell / n}
            )
        rows.append(
            own | {"estimand": "mean", "estimate": values.mean(), "std_error": values.std(ddof=1) / n**0.5}
        )
        rows.append(own | {"estimand": "sd", "estimate": values.std(ddof=1)})
    before = to_frame(rows)
    pinned("present/disclosure/mean_and_spread", told(before, apply_disclosure(before, 10)))


def test_curves_at_the_limit(pinned: Pinned) -> None:
    rows = []
    for name, steps in {"few": [3, 6, 9, 9], "plain": [10, 12, 22, 40], "late": [0, 15, 15, 20]}.items():
        for arm, n in (("a", 80), ("b", 60)):
            side = side_of(arm)
            for k, events in enumerate(steps):
                point = {
                    "outcome": name,
                    "analysis": "survival",
                    "estimand": "cumulative_incidence",
                    "arm": arm,
                }
                left = {f"n_{side}": n - events - 12 * k, f"events_{side}": events}
                rows.append(BASE | point | left | {"time_weeks": 10.0 * k, "estimate": events / n})
            total = {
                "outcome": name,
                "analysis": "survival",
                "arm": arm,
                f"n_{side}": n,
                f"events_{side}": steps[-1],
            }
            rows.append(
                BASE | total | {"estimand": "rmst", "estimate": 33.3, "std_error": 1.2, "time_weeks": 40.0}
            )
    before = to_frame(rows)
    pinned("present/disclosure/curves", told(before, apply_disclosure(before, 10)))
