"""Whole audits: of the shipped evidence and the example trials, and of made-up figures on either side of every
threshold.
"""
# ruff: noqa: E501 - tables are as wide as their rows

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from as_text import titled
from figure_rows import frame

from voorzorg.evidence.audit import Audit, audit_path, run_audit
from voorzorg.evidence.baseline_table import baseline_tables
from voorzorg.evidence.figures.figure import Figures
from voorzorg.evidence.figures.loader import read_figures
from voorzorg.evidence.figures.schema import STATISTICS
from voorzorg.evidence.inventory import read_interventions
from voorzorg.evidence.relations.checks import check_one
from voorzorg.evidence.relations.model import Relation
from voorzorg.evidence.synthesis.effects import synthesise
from voorzorg.evidence.words import say

Pinned = Callable[..., None]
Rows = list[dict[str, Any]]

ROOT = Path(__file__).resolve().parents[2]
PUBLISHED = ROOT / "data" / "published"


@pytest.fixture(scope="module")
def shipped() -> Audit:
    return audit_path(PUBLISHED)


def test_checks_of_the_shipped_evidence(shipped: Audit, pinned: Pinned) -> None:
    pinned("evidence/shipped/checks", shipped.table())


def test_verdicts_on_the_shipped_evidence(shipped: Audit, pinned: Pinned) -> None:
    kept = ["figure_id", "printed", "verdict", "severity", "decided_by", "other_checks", "compared_with"]
    pinned("evidence/shipped/verdicts", shipped.verdicts()[[*kept, "printed_elsewhere", "reason_en"]])


def test_findings_in_the_shipped_evidence(shipped: Audit, pinned: Pinned) -> None:
    for least in (0, 30):
        rows = [
            {
                "topic": f.topic,
                "severity": f.severity,
                "verdict": str(f.verdict),
                "figures": "; ".join(f.figure_ids),
            }
            for f in shipped.findings(least)
        ]
        pinned(f"evidence/shipped/findings_from_{least}", rows)


def test_the_synthesis_of_the_shipped_evidence(pinned: Pinned) -> None:
    pinned("evidence/shipped/synthesis", synthesise(read_figures(PUBLISHED), PUBLISHED))


def test_the_shipped_interventions(pinned: Pinned) -> None:
    table = read_interventions(PUBLISHED / "interventions.csv")
    pinned(
        "evidence/shipped/interventions",
        {str(c): f"{table[c].dtype.kind} {table[c].tolist()}" for c in table},
    )


def test_the_shipped_figures_as_they_are_read(pinned: Pinned) -> None:
    table = read_figures(PUBLISHED)
    rows = []
    for name in table:
        known = table[name].dropna()
        rows.append(
            {
                "column": name,
                "known": len(known),
                "different": known.nunique(),
                "most": str(known.mode().iloc[0]) if len(known) else "",
            }
        )
    pinned("evidence/shipped/columns", rows)


@pytest.mark.parametrize(
    "path", sorted((ROOT / "data/examples").glob("**/*.csv")), ids=lambda path: path.stem
)
def test_the_example_trials(path: Path, pinned: Pinned) -> None:
    if path.parent.name in ("before_after", "respiratory") or "raw" in path.parts:
        pytest.skip("data of people, no figures")
    audit = audit_path(path)
    parts = [titled("checks", told(audit))]
    for one in baseline_tables(audit.figures, draws=2_000):
        lines = [f"{v.outcome} {v.printed} {v.likeness:.4f}" for v in one.variables]
        parts.append(titled(f"baseline of {one.study}: {one.combined}", *lines))
    pinned(f"evidence/examples/{path.stem}", "".join(parts))


def told(audit: Audit) -> str:
    """Every check in three lines."""
    lines = []
    for c in audit.checks:
        ends = ", ".join(f"{x:.5g}" for x in c.computed)
        lines.append(
            f"{c.key} | {c.verdict} | {c.severity} | computed {ends} | instead {', '.join(c.instead)}"
        )
        lines.append(
            f"    {' '.join(c.targets)} <- {' '.join(c.inputs)} | {'both ways' if c.symmetric else 'one way'}"
        )
        lines += [
            f"    {line}" for line in (c.arithmetic, say(c.reason, "en"), say(c.assumption, "en")) if line
        ]
    return "\n".join(lines)


def scenario(name: str, *rows: dict[str, Any]) -> str:
    """What is said of a few figures by themselves."""
    audit = run_audit(frame(*({"arm": "all", "statistic": "percentage"} | row for row in rows)))
    return titled(name, told(audit))


def each(cases: list[tuple[dict[str, Any], dict[str, Any]]], shared: Rows, *, sums: bool = True) -> Rows:
    """What is said of every figure among ``shared`` ones: rows of what it is called, and of its checks."""
    figures = [{"figure_id": f"case{k}"} | row for k, (_, row) in enumerate(cases)]
    audit = run_audit(frame(*shared, *figures))
    rows = []
    for k, (called, _) in enumerate(cases):
        about = [c for c in audit.checks if f"case{k}" in c.targets]
        row = called | {
            "says": "; ".join(
                f"{c.kind} {c.verdict} {c.severity} {','.join(c.instead)}".strip() for c in about
            )
        }
        if sums:
            row["sums"] = "; ".join(c.arithmetic for c in about)
            row["computed"] = "; ".join(f"{c.computed[0]:.4g} {c.computed[1]:.4g}" for c in about)
        rows.append(row)
    return rows


# --- one row


def test_what_values_exist(pinned: Pinned) -> None:
    values = (
        "-100.1",
        "-100",
        "-1.1",
        "-1",
        "-0.1",
        "0",
        "0.5",
        "1",
        "1.1",
        "10",
        "10.1",
        "100",
        "100.1",
        "2020",
    )
    cases = list(product(STATISTICS, values))
    rows = [
        {"figure_id": f"{s}_{v}", "study": f"s{k}", "arm": "treated", "statistic": s, "value": v}
        for k, (s, v) in enumerate(cases)
    ]
    kinds = {t: c.kind for c in run_audit(frame(*rows)).checks for t in c.targets}
    pinned(
        "evidence/sweeps/domain",
        [{"statistic": s} | {v: kinds.get(f"{s}_{v}", "") for v in values} for s in STATISTICS],
    )


def _one(**row: Any) -> str:
    name = ", ".join(f"{k} {v}" for k, v in row.items())
    return scenario(name, {"arm": "treated"} | row)


def test_one_row(pinned: Pinned) -> None:
    parts = [
        _one(value="50", value_high=40), _one(value="2", value_high=1, statistic="range"), _one(value="50", value_high=50),
        _one(value="50", events=11, n=10), _one(value="50", events=10, n=10), _one(statistic="count", value="5", events=11, n=10),
        _one(value="50", p_value=1.2), _one(value="50", p_value=1.0), _one(value="50", p_value=-0.1),
        _one(statistic="mean", value="5", scale_min=5, scale_max=6), _one(statistic="mean", value="4.9", scale_min=5, scale_max=6),
        _one(statistic="sd", value="9", scale_min=0, scale_max=6), _one(statistic="median", value="7", scale_min=0, scale_max=6),
    ]  # fmt: skip
    for statistic, value, low, high in (
        ("risk_ratio", "0.5", 0.2, 0.4), ("risk_ratio", "0.5", 0.5, 0.9), ("risk_ratio", "0.5", 0.9, 0.2), ("risk_ratio", "0.5", -0.1, 1.3),
        ("percentage", "50", -1, 60), ("percentage", "50", 0, 60), ("relative_change_percent", "-50", -101, 3), ("mean_difference", "3", 3.1, 4),
    ):  # fmt: skip
        for method in ("", "crude", "adjusted"):
            parts.append(_one(statistic=statistic, value=value, ci_low=low, ci_high=high, method=method))
    pinned("evidence/sweeps/one_row", "".join(parts))


def test_percentages_of_whole_people(pinned: Pinned) -> None:
    shares = ("0", "2.7", "3", "8", "8.3", "8.33", "10.8", "11", "14", "57", "57.1", "33.33")
    cases = []
    for n, events, value, method in product((7, 12, 37, 150), (None, 0, 1, 4), shares, ("", "adjusted")):
        called = {"n": n, "events": events, "value": value, "method": method}
        row = called | {"arm": "treated", "statistic": "percentage", "outcome": f"o{len(cases)}"}
        cases.append((called, row))
    pinned("evidence/sweeps/percentages", each(cases, [], sums=False))


def test_percentages_of_an_unknown_group(pinned: Pinned) -> None:
    parts = []
    for value, events in (
        ("33", 2),
        ("33", None),
        ("50", None),
        ("0.5", 1),
        ("33.3", None),
        ("17", 3),
        ("99.9", 2),
        ("45.5", None),
        ("0", 0),
        ("100", None),
    ):
        for cap in (None, 6, 11, 30):
            size = (
                []
                if cap is None
                else [
                    {
                        "arm": "treated",
                        "statistic": "n",
                        "value": str(cap),
                        "outcome": "participants",
                        "figure_id": "size",
                    }
                ]
            )
            name = f"{value} %, {events} events, group of {cap}"
            parts.append(
                scenario(
                    name, *size, {"arm": "treated", "value": value, "events": events, "figure_id": "share"}
                )
            )
    parts.append(scenario("randomised", {"arm": "treated", "value": "33", "n": 11, "n_basis": "randomised"}))
    pinned("evidence/sweeps/unknown_groups", "".join(parts))


def test_means_and_spreads_of_whole_numbers(pinned: Pinned) -> None:
    parts = []
    places = {"arm": "treated", "instrument": "x", "scale_min": 1, "scale_max": 5}
    for n, mean, sd in (
        (10, "2.5", "1.0"), (10, "2.55", "1.00"), (10, "2.51", "1.00"), (10, "2.51", "0.05"), (10, "1.0", "0.3"), (10, "5.0", "0.0"), (12, "3.42", "2.11"),
        (12, "3.42", "1.08"), (12, "3.42", "1.09"), (2, "1.5", "0.7"), (2, "1.5", "0.71"), (3, "2.33", "1.53"), (25, "3.16", "1.49"), (25, "3.16", "1.46"),
    ):  # fmt: skip
        for more in (
            {},
            {"items": 2},
            {"scale_max": None, "scale_min": None},
            {"scale_min": 0, "scale_max": 1},
        ):
            own = places | more
            parts.append(
                scenario(
                    f"mean {mean}, SD {sd}, n {n}, {more}",
                    own | {"statistic": "mean", "value": mean, "n": n, "figure_id": "mean"},
                    own | {"statistic": "sd", "value": sd, "figure_id": "sd"},
                )
            )
    parts.append(
        scenario(
            "n beside the SD",
            places | {"statistic": "mean", "value": "2.51"},
            places | {"statistic": "sd", "value": "1.00", "n": 10},
        )
    )
    parts.append(
        scenario(
            "two sizes",
            places | {"statistic": "mean", "value": "2.5", "n": 11},
            places | {"statistic": "sd", "value": "1.00", "n": 10},
        )
    )
    pinned("evidence/sweeps/whole_numbers", "".join(parts))


# --- two arms


def _arms(treated: str, control: str, n: tuple[int, int] | None = None, **more: Any) -> Rows:
    sizes = [{"n": one} for one in n] if n else [{}, {}]
    return [
        {"arm": arm, "statistic": "percentage", "value": value, "figure_id": arm} | size | more
        for arm, value, size in zip(("treated", "control"), (treated, control), sizes, strict=True)
    ]


def _sweep(what: str, arms: Rows, statistic: str, values: tuple[str, ...], **more: Any) -> Rows:
    cases = []
    for value, method in product(values, ("", "crude", "adjusted")):
        called = {"arms": what, "statistic": statistic, "value": value, "method": method}
        cases.append(
            (called, {"arm": "contrast", "statistic": statistic, "value": value, "method": method} | more)
        )
    return each(cases, arms)


def test_contrasts_of_two_arms(pinned: Pinned) -> None:
    rows: Rows = []
    ratios = (
        "0.2",
        "0.4",
        "0.5",
        "0.53",
        "0.56",
        "0.58",
        "0.60",
        "0.62",
        "0.66",
        "0.71",
        "0.8",
        "0.91",
        "0.99",
        "1.2",
        "1.73",
        "1.9",
        "4",
    )
    points = (
        "-50",
        "-42",
        "-40",
        "-20",
        "-12",
        "-10",
        "-9",
        "-8",
        "-7",
        "-5",
        "0",
        "8",
        "42",
        "-0.08",
        "-0.8",
    )
    for what, arms in {
        "11 and 19": _arms("11", "19"),
        "of 150": _arms("11", "19", (150, 155)),
        "of 30": _arms("11", "19", (30, 30)),
        "of none": _arms("0", "19", (30, 30)),
    }.items():
        for statistic in ("risk_ratio", "odds_ratio", "hazard_ratio"):
            rows += _sweep(what, arms, statistic, ratios)
        for statistic in ("percentage_point_difference", "relative_change_percent"):
            rows += _sweep(what, arms, statistic, points)
    pinned("evidence/sweeps/contrasts", rows)


def _means(n: int | None = None, **more: Any) -> Rows:
    given = (
        ("treated", "mean", "4.0"),
        ("treated", "sd", "2.1"),
        ("control", "mean", "5.0"),
        ("control", "sd", "2.5"),
    )
    size = {"n": n} if n else {}
    return [
        {"arm": a, "statistic": s, "value": v, "figure_id": f"{a}_{s}"} | size | more for a, s, v in given
    ]


def test_contrasts_of_means(pinned: Pinned) -> None:
    rows: Rows = []
    for n in (None, 20, 80):
        rows += _sweep(
            f"n {n}",
            _means(n),
            "mean_difference",
            ("-3", "-1.5", "-1.2", "-1.1", "-1.0", "-0.9", "0", "0.5", "1.0"),
        )
        rows += _sweep(
            f"n {n}",
            _means(n),
            "effect_size_d",
            ("-1.2", "-0.6", "-0.48", "-0.46", "-0.43", "-0.40", "-0.2", "0", "0.43"),
        )
    pinned("evidence/sweeps/means", rows)


def test_intervals(pinned: Pinned) -> None:
    rows: Rows = []
    for n in (None, (150, 155), (40, 40)):
        for low, high in (
            (0.33, 0.98),
            (0.33, 1.02),
            (0.40, 0.85),
            (0.2, 1.7),
            (0.52, 0.65),
            (0.05, 6.0),
            (0.30, 0.70),
            (0.55, 1.02),
        ):
            rows += _sweep(
                f"n {n}, {low} to {high}",
                _arms("11", "19", n),
                "risk_ratio",
                ("0.58",),
                ci_low=low,
                ci_high=high,
            )
    for p in (0.0001, 0.01, 0.03, 0.04, 0.049, 0.05, 0.051, 0.06, 0.2, 0.6):
        rows += _sweep(f"p {p}", [], "odds_ratio", ("0.58", "0.9"), ci_low=0.33, ci_high=1.02, p_value=p)
        rows += _sweep(f"p {p}", [], "mean_difference", ("-2.0",), ci_low=-3.9, ci_high=-0.1, p_value=p)
    for level in (0.9, 0.95, 0.99):
        rows += _sweep(
            f"level {level}",
            [],
            "risk_ratio",
            ("0.58",),
            ci_low=0.33,
            ci_high=1.02,
            ci_level=level,
            p_value=0.06,
        )
    for value in ("-3.5", "-2.5", "-2.0", "-1.5", "-0.4"):
        rows += _sweep("middle", [], "mean_difference", (value,), ci_low=-3.9, ci_high=-0.1)
    for value in ("0.4", "0.5", "0.58", "0.65", "0.8"):
        rows += _sweep("middle", [], "hazard_ratio", (value,), ci_low=0.33, ci_high=1.02)
    for p in (0.001, 0.02, 0.04, 0.06, 0.3):
        rows += _sweep(f"d of 40, p {p}", _means(20), "effect_size_d", ("-0.43",), p_value=p)
    pinned("evidence/sweeps/intervals", rows)


# --- tests


def test_test_statistics(pinned: Pinned) -> None:
    cases = []
    for statistic, value, df1, df2 in (
        ("t_statistic", "2.20", 28, None), ("t_statistic", "-2.20", 28, None), ("t_statistic", "0.5", 3, None), ("f_statistic", "4.1", 1, 28),
        ("f_statistic", "2.2", 3, 28), ("chi2_statistic", "3.84", 1, None), ("chi2_statistic", "9.1", 3, None), ("z_statistic", "1.96", None, None),
        ("correlation", "0.36", 28, None), ("t_statistic", "2.20", None, None), ("correlation", "1.00", 28, None),
    ):  # fmt: skip
        for p, sign in product(
            (0.001, 0.018, 0.02, 0.03, 0.036, 0.04, 0.05, 0.06, 0.1, 0.5), ("=", "<", ">")
        ):
            called = {"test": f"{statistic} {value} {df1} {df2}", "p": f"{sign} {p}"}
            row = {
                "arm": "contrast",
                "statistic": statistic,
                "value": value,
                "df1": df1,
                "df2": df2,
                "p_value": p,
                "p_comparison": sign,
            }
            cases.append((called, row | {"outcome": f"o{len(cases)}"}))
    pinned("evidence/sweeps/statistics", each(cases, []))


_CLAIMS: tuple[dict[str, Any], ...] = (
    *({"statistic": "p_value", "value": p} for p in ("0.0001", "0.01", "0.02", "0.03", "0.04", "0.049", "0.05", "0.06", "0.10", "0.2", "0.5", "0.9")),
    *({"statistic": "p_value", "value": p, "comparison": sign} for p in ("0.01", "0.05", "0.2") for sign in ("<", ">")),
    *({"statistic": kind} for kind in ("stated_significant", "stated_not_significant", "stated_effect")),
    *({"statistic": kind, "comparison": sign} for kind in ("stated_difference", "stated_effect") for sign in ("<", ">")),
)  # fmt: skip


def test_claims_about_two_arms(pinned: Pinned) -> None:
    rows: Rows = []
    pairs = {
        "11 and 19 of 150": _arms("11", "19", (150, 155)),
        "11 and 19 of 30": _arms("11", "19", (30, 30)),
        "10 and 30 of 30": _arms("10", "30", (30, 30)),
        "2 and 60 of 50": _arms("2", "60", (50, 50)),
        "18 and 19 of 100": _arms("18", "19", (100, 100)),
        "11 and 19 of at most 40": [
            *(
                {"arm": a, "statistic": "n", "value": "40", "outcome": "participants", "figure_id": f"n_{a}"}
                for a in ("treated", "control")
            ),
            *_arms("11", "19"),
        ],
        "means of 20": _means(20),
        "means of 80": _means(80),
        "means of at most 40": [
            *(
                {"arm": a, "statistic": "n", "value": "40", "outcome": "participants", "figure_id": f"n_{a}"}
                for a in ("treated", "control")
            ),
            *_means(),
        ],
        "counts": [
            {"arm": a, "statistic": "count", "value": v, "n": 30, "figure_id": a}
            for a, v in (("treated", "3"), ("control", "10"))
        ],
    }
    for what, arms in pairs.items():
        cases = []
        for made, method in product(_CLAIMS, ("", "crude", "adjusted")):
            called = {"arms": what, "claim": " ".join(map(str, made.values())), "method": method}
            cases.append((called, {"arm": "contrast", "method": method} | made))
        rows += each(cases, arms)
    pinned("evidence/sweeps/claims", rows)


# --- several places


def test_one_quantity_in_two_places(pinned: Pinned) -> None:
    parts = []
    here = {"quantity": "q", "arm": "treated", "source": "paper", "location": "table 1", "figure_id": "a"}
    there = {"quantity": "q", "arm": "treated", "source": "report", "location": "page 2", "figure_id": "b"}
    for one, other in (
        ("19", "19"),
        ("19", "18"),
        ("19", "18.5"),
        ("19", "18.4"),
        ("19.5", "19"),
        ("19.9", "19"),
        ("50", "60"),
        ("1000", "1001"),
        ("40000", "39500"),
    ):
        for more in (
            {},
            {"comparison": "~"},
            {"n": 40},
            {"population": "all"},
            {"price_year": 2010},
            {"wave": "m6"},
            {"method": "adjusted"},
            {"unit": "women"},
        ):
            parts.append(
                scenario(f"{one} and {other}, {more}", here | {"value": one}, there | {"value": other} | more)
            )
        parts.append(
            scenario(
                f"{one} and {other} of two years",
                here | {"value": one, "price_year": 2010},
                there | {"value": other, "price_year": 2012},
            )
        )
        parts.append(
            scenario(
                f"{one} and {other} of nobody says so",
                *(
                    {k: v for k, v in row.items() if k != "quantity"} | {"value": v}
                    for row, v in ((here, one), (there, other))
                ),
            )
        )
    pinned("evidence/sweeps/same_quantity", "".join(parts))


def test_arms_that_change_places(pinned: Pinned) -> None:
    parts = []
    for a, b, c, d in (
        ("11", "19", "19", "11"),
        ("11", "19", "19", "12"),
        ("11", "19", "12", "11"),
        ("11", "11", "11", "11"),
        ("11", "19", "11", "20"),
    ):
        rows = [
            {"arm": arm, "value": value, "source": source, "figure_id": f"{source}_{arm}"}
            for source, pair in (("paper", (a, b)), ("report", (c, d)))
            for arm, value in zip(("treated", "control"), pair, strict=True)
        ]
        parts.append(scenario(f"{a}/{b} and {c}/{d}", *rows))
    pinned("evidence/sweeps/swapped_arms", "".join(parts))


def test_the_same_in_other_words(pinned: Pinned) -> None:
    euro = {"statistic": "euro", "study": "s", "source": "paper"}
    parts = [
        scenario(
            "two bases",
            {"value": "4", "population": "births", "figure_id": "a"},
            {"value": "4", "population": "first births", "figure_id": "b"},
        ),
        scenario(
            "two bases, other numbers",
            {"value": "4", "population": "births"},
            {"value": "5", "population": "first births"},
        ),
        scenario(
            "women and families",
            {"value": "4", "population": "women"},
            {"value": "4", "population": "families"},
        ),
    ]
    for start, end in ((2006, 2009), (2005, 2009), (2007, 2010), (2007, 2008)):
        parts.append(
            scenario(
                f"recruited {start} to {end}",
                {
                    "statistic": "range",
                    "outcome": "recruitment",
                    "unit": "year",
                    "value": str(start),
                    "value_high": end,
                    "figure_id": "a",
                },
                {
                    "statistic": "range",
                    "outcome": "study_period",
                    "unit": "year",
                    "value": "2006",
                    "value_high": 2009,
                    "figure_id": "b",
                },
            )
        )
    for one, other in (("3", "3"), ("3", "4")):
        parts.append(
            scenario(
                f"lasts {one} and {other}",
                {
                    "statistic": "duration",
                    "outcome": "programme",
                    "unit": "months",
                    "value": one,
                    "figure_id": "a",
                },
                {
                    "statistic": "duration",
                    "outcome": "programme_length",
                    "unit": "months",
                    "value": other,
                    "figure_id": "b",
                },
            )
        )
    for ratio in ("31308", "31300", "31400", "40000"):
        parts.append(
            scenario(
                f"15654 and {ratio}",
                euro | {"value": "12522", "unit": "euro", "outcome": "cost_year", "figure_id": "a"},
                euro | {"value": ratio, "unit": "euro", "outcome": "cost_all", "figure_id": "b"},
                {
                    "statistic": "duration",
                    "value": "2.5",
                    "unit": "year",
                    "outcome": "length",
                    "figure_id": "c",
                },
                {"statistic": "count", "value": "4", "outcome": "teams", "figure_id": "d"},
            )
        )
    for unit, other in (
        ("euro per year", "euro per trajectory"),
        ("euro per year", "euro per month"),
        ("euro", "euro per year"),
    ):
        parts.append(
            scenario(
                f"{unit} and {other}",
                euro | {"value": "1000", "unit": unit, "figure_id": "a"},
                euro | {"value": "2500", "unit": other, "figure_id": "b"},
            )
        )
    pinned("evidence/sweeps/other_words", "".join(parts))


# --- relations


def test_relations(pinned: Pinned) -> None:
    rows = []
    given = {
        "sum": ("5", ("1.9", "2.4", "1.2")), "difference": ("6261", ("37569", "31308")), "product": ("37569", ("31308", "1.2")), "ratio": ("0.56", ("10", "18")),
        "percent": ("18", ("2300", "12500")), "relative_change": ("-42", ("11", "19")), "complement": ("11", ("52", "37")), "equal": ("5", ("5.0",)),
        "at_most": ("5", ("6",)), "at_least": ("5", ("4",)), "common_denominator": ("33", ("50",)), "same_count": ("10", ("20",)),
    }  # fmt: skip
    for kind, (target, inputs) in given.items():
        at = float(target)
        near = (at, at * 1.002, at * 1.01, at * 1.05, at * 1.3, at * 0.98, at + 1, at - 1, at + 0.5, -at)
        for value, assume in product(
            dict.fromkeys(f"{x:.{len(target.partition('.')[2])}f}" for x in near), (None, "as said")
        ):
            statistic = "percentage" if kind in ("common_denominator", "same_count") else "euro"
            figures = Figures.of(
                frame(
                    {
                        "arm": "all",
                        "statistic": statistic,
                        "value": value,
                        "figure_id": "target",
                        "n": 30,
                        "events": 5,
                    },
                    *(
                        {"arm": "all", "statistic": statistic, "value": v, "figure_id": f"i{k}", "n": 15}
                        for k, v in enumerate(inputs)
                    ),
                )
            )
            r = Relation.model_validate(
                {
                    "key": "r",
                    "kind": kind,
                    "label": "Test",
                    "target": "target",
                    "inputs": [f"i{k}" for k in range(len(inputs))],
                    "assume": assume,
                }
            )
            c = check_one(r, figures)
            rows.append(
                {
                    "kind": kind,
                    "target": value,
                    "assume": assume,
                    "verdict": str(c.verdict),
                    "severity": c.severity,
                    "sum": c.arithmetic,
                    "reason": say(c.reason, "en"),
                }
            )
    pinned("evidence/sweeps/relations", rows)


def test_sums_that_the_columns_give(pinned: Pinned) -> None:
    parts = []
    for total in ("100", "101", "120", "125", "130", "160", "90"):
        for population in ("", "all"):
            n = [
                {"statistic": "n", "arm": a, "value": v, "population": population, "figure_id": a}
                for a, v in (("all", total), ("treated", "50"), ("control", "50"))
            ]
            parts.append(scenario(f"{total}, {population or 'nobody says who'}", *n))
        apart = [
            {
                "statistic": "n",
                "arm": a,
                "value": v,
                "figure_id": a,
                "location": "table 1" if a == "all" else "table 2",
            }
            for a, v in (("all", total), ("treated", "50"), ("control", "50"))
        ]
        parts.append(scenario(f"{total} elsewhere", *apart))
    for value, n in product(("10", "11", "14.9", "15", "15.1", "19", "20"), (None, 50)):
        size = {"n": n} if n else {}
        whole = {"n": 2 * n} if n else {}
        arms = [
            {"arm": a, "value": v, "figure_id": a} | size for a, v in (("treated", "11"), ("control", "19"))
        ]
        parts.append(
            scenario(
                f"{value} of both, n {n}", {"arm": "all", "value": value, "figure_id": "all"} | whole, *arms
            )
        )
        means = [row | {"statistic": "mean", "value": f"{row['value']}.0"} for row in arms]
        parts.append(
            scenario(
                f"mean {value} of both, n {n}",
                {"arm": "all", "statistic": "mean", "value": value, "figure_id": "all"} | whole,
                *means,
            )
        )
    pinned("evidence/sweeps/sums", "".join(parts))


def test_an_audit_of_nothing(pinned: Pinned) -> None:
    empty = run_audit(frame())
    assert isinstance(empty.verdicts(), pd.DataFrame)
    pinned("evidence/sweeps/nothing", {str(v): n for v, n in empty.counts().items()})
