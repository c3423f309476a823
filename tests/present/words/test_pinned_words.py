"""How numbers, intervals and sides of no difference are told, at and around every limit, as it was stored.

Each stored table reads as a specification: what is given, and what a reader of Dutch and of English gets.
"""

from __future__ import annotations

import math
from dataclasses import replace
from functools import cache
from itertools import product
from typing import Any

import pandas as pd
from pinning import Pinned
from present_rows import VS, make_context

from voorzorg.estimates.table import to_frame
from voorzorg.messages import message
from voorzorg.present.context import Context
from voorzorg.present.estimate_rows import View
from voorzorg.present.robustness import _verdict
from voorzorg.present.words.findings import family_findings, finding_of, side_of, strip_of
from voorzorg.present.words.headline import headline
from voorzorg.present.words.numbers import Numbers, decimals_of, difference_agrees, largest, unbroken

LANGUAGES = ("nl", "en")
context_of = cache(make_context)
#: Either side of every limit in the notation of a number.
SIZES = [
    0, 1e-9, 0.0004, 0.00099, 0.001, 0.0049, 0.005, 0.0099, 0.01, 0.0499, 0.05, 0.0994, 0.0995, 0.0996, 0.5,
    0.989, 0.99, 0.991, 0.999, 1, 9.94, 9.95, 9.96, 9.994, 9.995, 9.996, 99.94, 99.95, 99.96, 998, 999.4,
    999.5, 1234.5, 9999.4, 9999.5, 10_000, 10_001, 12_345.67, 1e6,
]  # fmt: skip
KINDS = (
    "risk",
    "risk_difference",
    "odds_ratio",
    "count",
    "mean_difference",
    "random_effect_sd",
    "reliable_change",
)


def test_numbers(pinned: Pinned) -> None:
    rows = []
    for value in [*SIZES, *(-one for one in SIZES[1:]), None, math.inf, math.nan, "x"]:
        row: dict[str, Any] = {"given": str(value)}
        for language in LANGUAGES:
            n = Numbers(language)
            told = {"fixed": n.fixed(value), "signed": n.fixed(value, 2, sign=True), "count": n.count(value)}
            told |= {"percent": n.percent(value), "points": n.points(value, 0), "ratio": n.ratio(value)}
            told |= {"number": n.number(value), "like_12": n.number(value, like=12), "level": n.level(value)}
            told |= {"p": n.p_value(value)}
            row |= {f"{name}_{language}": text for name, text in told.items()}
        rows.append(row)
    pinned("present/words/numbers", rows)


def test_intervals(pinned: Pinned) -> None:
    limits = [
        (0.071, 0.163), (-0.146, -0.016), (0.0, 0.0), (0.301, 9_999), (0.301, 10_000), (0.301, 10_001),
        (1.0, None), (None, 2.0), (None, None), (-3.21, 119.7), (0.004, 99.96),
    ]  # fmt: skip
    rows = []
    for (low, high), kind in product(limits, KINDS):
        row: dict[str, Any] = {"low": low, "high": high, "name": kind}
        for language in LANGUAGES:
            n = Numbers(language)
            row[f"interval_{language}"] = n.value_interval(kind, low, high)
            row[f"estimate_{language}"] = n.with_interval(kind, 0.52, low, high)
            row[f"like_1000_{language}"] = n.with_interval(kind, 0.52, low, high, like=1000)
        rows.append(row | {"none": Numbers("en").with_interval(kind, None, low, high)})
    pinned("present/words/intervals", rows)


def test_small_rules(pinned: Pinned) -> None:
    found = {
        "decimals": {str(size): decimals_of(size) for size in SIZES},
        "largest": [largest(-3, 2, None), largest(None), largest(), largest(1, math.inf)],
        "subtracts": {
            f"{a} - {b} = {c} ({digits} digits, levels {coarse})": difference_agrees(
                a, b, c, digits=digits, coarse=coarse
            )
            for (a, b, c), digits, coarse in product(
                [(10.04, 5.05, 5.0), (10.06, 5.04, 5.0), (1.25, 1.0, 0.25), (3, 2, 1), (3.4, 2.6, 0.8)],
                (0, 1),
                (None, 0, 2),
            )
        },
        "unbroken": [
            unbroken(one) for one in ("1 (2 to 3)", "a (b c)", "1 (2 to 3) (4 to 5)", "(a 1 b) c d")
        ],
    }
    pinned("present/words/small_rules", found)


def row_of(outcome: str, analysis: str, estimand: str, estimate, low, high, **more: Any) -> dict[str, Any]:
    base = {"cohort": "c", "data_kind": "synthetic", "population": "itt", "method": "m", "ci_level": 0.95}
    where = {"outcome": outcome, "analysis": analysis, "estimand": estimand, "contrast": str(VS)}
    numbers = {"estimate": estimate, "ci_low": low, "ci_high": high, "main": True}
    return base | where | numbers | more


def with_levels(row: dict[str, Any], levels: tuple[float | None, ...], quantity: str) -> list[dict[str, Any]]:
    """A contrast's row and those of both arms."""
    nothing = dict.fromkeys(("contrast", "ci_low", "ci_high", "main", "primary", "p_adjusted", "p_value"))
    known = zip(("intervention", "control"), levels, strict=True)
    arms = [
        row | nothing | {"estimand": quantity, "arm": arm, "estimate": level}
        for arm, level in known
        if level is not None
    ]
    return [row, *arms]


#: Risk difference and its limits in percentage points, beside the risks of both arms in percent.
DIFFERENCES = [
    (-8, -14, -2, 11, 19), (-8, -14, 0, 11, 19), (-8, -14, 0.3, 11, 19), (8, 2, 14, 19, 11),
    (0, -5, 5, 20, 20), (-0.3, -0.9, 0.3, 0.4, 0.7), (-0.3, -0.9, -0.1, 0.4, 5.0),
    (-0.3, -0.9, -0.1, 0.99, 4.99), (-0.3, -0.9, -0.1, 1.0, 1.3), (-7.6, -14.6, -0.4, 11.4, 19.0),
    (-8.04, -14, -0.04, 11.44, 19.5), (-0.004, -3, 3, 20.001, 20.005), (-5, None, None, 10, 15),
    (-5, -9, -1, None, 15), (0.6, 0.2, 1.0, 10.9, 10.3), (-100, -100, -90, 0, 100),
    (7.5, 0.0, 15.0, 20.0, 12.5),
]  # fmt: skip


def test_headlines_in_natural_frequencies(pinned: Pinned) -> None:
    rows = []
    for number, (d, low, high, first, second) in enumerate(DIFFERENCES):
        given = {"estimate": d, "ci_low": low, "ci_high": high}
        shares = {name: None if value is None else value / 100 for name, value in given.items()}
        row = row_of("smoking", "adjusted", "risk_difference", *shares.values(), wave="m2", primary=True)
        row |= {"p_adjusted": (0.049, 0.05, 0.051)[number % 3]} if number % 4 else {}
        levels = tuple(None if value is None else value / 100 for value in (first, second))
        told = {"with": first, "without": second} | given
        for language in LANGUAGES:
            view = View(to_frame(with_levels(row, levels, "risk")), context_of(language))
            found = headline(view, VS)
            finding = finding_of(view, next(r for r in view.rows if r.main), VS)
            told[language] = None if found is None else f"{found.text} // {found.verdict} ({found.side})"
            told[f"finding_{language}"] = (
                f"{finding.text} // {finding.verdict} ({finding.side}) {finding.strip}"
            )
        rows.append(told)
    pinned("present/words/headlines", rows)


def test_findings_of_every_kind_of_estimand(pinned: Pinned) -> None:
    """Who gains from more, of which scale, with which limits on either side of no difference."""
    kinds = [
        ("cigarettes_per_day", "counts", "rate_ratio", "mean", (6.3, 7.9)),
        ("home_total", "adjusted", "mean_difference", "mean", (31.25, 30.0)),
        ("gestational_age", "adjusted", "mean_difference", "mean", (39.449, 39.4)),
        ("birth_weight", "adjusted", "mean_difference", "mean", (3230.4, 3100.0)),
        ("cps_report_time", "survival", "rmst_difference", "rmst", (140.0, 130.5)),
        ("breastfeeding_duration", "survival", "rmst_difference", "rmst", (14.0, 10.0)),
        ("cps_report_time", "adjusted", "hazard_ratio", "", (None, None)),
        ("smoking", "adjusted", "risk_difference", "risk", (0.41, 0.55)),
    ]  # fmt: skip
    sides = {
        "below": (-2, -0.5),
        "touches": (-2, 0),
        "across": (-1, 1),
        "above": (0.5, 2),
        "from": (0, 2),
        "open": (None, None),
    }
    rows = []
    for (outcome, analysis, estimand, quantity, levels), (side, (low, high)) in product(kinds, sides.items()):
        ratio = estimand.endswith("ratio")
        scale = 0.1 if estimand == "risk_difference" else 1
        made = [None if v is None else math.exp(v) if ratio else scale * v for v in (low, high)]
        middle = None if low is None else (low + high) / 2
        estimate = 0.9 if middle is None else math.exp(middle) if ratio else scale * middle
        row = row_of(outcome, analysis, estimand, estimate, *made, p_value=0.2)
        told = {"outcome": outcome, "estimand": estimand, "name": side}
        table = to_frame(with_levels(row, levels, quantity) if quantity else [row])
        for language in LANGUAGES:
            view = View(table, context_of(language))
            main = next(r for r in view.rows if r.main)
            finding = finding_of(view, main, VS)
            told[language] = f"{finding.label}: {finding.text} // {finding.verdict}"
            told["side"] = f"{side_of(view, main)} {finding.side}"
            told["strip"] = str(strip_of(main))
        rows.append(told)
    pinned("present/words/findings", rows)


@cache
def undirected(language: str) -> Context:
    """Nobody said which side is better."""
    context = context_of(language)
    known = {key: one.model_copy(update={"better": None}) for key, one in context.outcomes.items()}
    return replace(context, outcomes=known)


def test_a_family_of_many_outcomes_is_counted(pinned: Pinned) -> None:
    """Five are told one by one, six are summed up; of those on one side the three surest are told."""
    keys = [key for key in context_of("en").outcomes if key.startswith("ipv_")][:9]
    rows = []
    for many, hidden, strong, directed in product((5, 6, 9), (0, 2), (0, 4), (True, False)):
        made = []
        for number, key in enumerate(keys[:many]):
            sure = number < strong
            low, high = ((-0.2, -0.05) if number % 2 else (0.05, 0.2)) if sure else (-0.1, 0.1)
            row = row_of(
                key,
                "adjusted",
                "risk_difference",
                (low + high) / 2,
                low,
                high,
                wave="m24",
                p_value=0.01 * (9 - number),
            )
            row["p_adjusted"] = (0.04, 0.05, 0.06)[number % 3]
            if number >= many - hidden:
                gone = ("estimate", "ci_low", "ci_high", "p_value", "p_adjusted")
                row |= dict.fromkeys(gone) | {"warnings": (message("withheld-few", minimum=10),)}
            made.append(row | {"family": "partner_violence"})
        told: dict[str, Any] = {"outcomes": many, "hidden": hidden, "strong": strong, "directed": directed}
        for language in LANGUAGES:
            context = context_of(language)
            if not directed:
                known = {
                    key: one.model_copy(update={"better": None}) for key, one in context.outcomes.items()
                }
                object.__setattr__(context, "outcomes", known)
            (family,) = family_findings(View(to_frame(made), context), VS)
            told[language] = f"{family.title}: {family.summary} // {[f.label for f in family.findings]}"
        rows.append(told)
    pinned("present/words/families", rows)


def test_whether_a_conclusion_holds(pinned: Pinned) -> None:
    """The main interval beside another: both sides of zero, touching it, and the estimates' signs."""
    intervals = [(-3, -1), (-2, 0), (-1, 1), (-0.5, 2), (0, 2), (1, 3), (None, None), (-1, None)]
    frame = to_frame(
        [
            row_of("smoking", "adjusted", "risk_difference", 0.0 if None in pair else sum(pair) / 2, *pair)
            for pair in intervals
        ]
    )
    rows = View(frame, context_of("en")).rows
    found = pd.DataFrame(
        [[_verdict(main, row) for row in rows] for main in rows],
        columns=[f"beside {pair}" for pair in intervals],
    )
    found.insert(0, "main", [str(pair) for pair in intervals])
    pinned("present/words/verdicts", found)
