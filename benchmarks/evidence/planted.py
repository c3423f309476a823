"""Made-up trial reports for measuring the audit itself: consistent ones, and ones with one planted error.

A report is computed from made-up participants and printed half-up, so everything in it is true of some
data. An error of one kind is then planted. Whether anybody could notice is decided in ``detectable``.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np

from voorzorg.evidence.figures.schema import COLUMN_NAMES
from voorzorg.evidence.relations.model import Input, Relation
from voorzorg.text import Text

if TYPE_CHECKING:
    import pandas as pd

SCALE_MAX = 8
Row = dict[str, Any]


def half_up(value: Fraction | float, decimals: int) -> str:
    """``value`` as a report prints it; an independent little rounding."""
    scaled = (
        Fraction(value) * 10**decimals
        if isinstance(value, Fraction)
        else Fraction(repr(float(value))) * 10**decimals
    )
    sign = -1 if scaled < 0 else 1
    whole = sign * math.floor(abs(scaled) + Fraction(1, 2))
    if decimals == 0:
        return str(whole)
    digits = f"{abs(whole):0{decimals + 1}d}"
    return f"{'-' if whole < 0 else ''}{digits[:-decimals]}.{digits[-decimals:]}"


@dataclass
class Report:
    """A made-up report: its rows by key, the facts behind them, and its relations."""

    rows: dict[str, Row]
    n: tuple[int, int]
    events: dict[str, tuple[int, int]]
    relations: list[Relation]
    planted: str = ""
    target: str = ""
    notes: dict[str, Any] = field(default_factory=dict)

    def frame(self) -> pd.DataFrame:
        """The rows as :func:`voorzorg.evidence.figures.loader.read_figures` would give them."""
        import pandas as pd

        texts = {"value_text": "str", "file": "str"}
        table: dict[str, list[Any]] = {name: [] for name in (*COLUMN_NAMES, *texts, "row")}
        for i, (key, row) in enumerate(self.rows.items(), start=2):
            full = {
                "figure_id": key,
                "comparison": "=",
                "value_text": row["value"],
                "file": "made-up",
                "row": i,
            } | row
            full.setdefault("quantity", key)
            full["decimals"] = len(str(row["value"]).partition(".")[2])
            full["value"] = float(row["value"]) if row["value"] else None
            for name, cells in table.items():
                cells.append(full.get(name))
        return pd.DataFrame(table)


def z_of(e1: int, n1: int, e0: int, n0: int) -> float:
    """Pearson's chi-squared as a z, by its textbook formula on the four cells."""
    a, b, c, d = e1, n1 - e1, e0, n0 - e0
    n = n1 + n0
    margins = (a + b) * (c + d) * (a + c) * (b + d)
    return 0.0 if margins == 0 else (a * d - b * c) * math.sqrt(n / margins)


def p_of(z: float) -> float:
    """Two-sided normal p-value."""
    return math.erfc(abs(z) / math.sqrt(2))


def katz(e1: int, n1: int, e0: int, n0: int) -> tuple[float, float]:
    """95 % limits of the risk ratio on the log scale."""
    centre = math.log((e1 / n1) / (e0 / n0))
    half = 1.959963984540054 * math.sqrt(1 / e1 - 1 / n1 + 1 / e0 - 1 / n0)
    return math.exp(centre - half), math.exp(centre + half)


def consistent(rng: np.random.Generator) -> Report:
    """A report in which every printed number is the rounding of what its data give."""
    n1, n0 = (int(x) for x in rng.integers(18, 90, 2))
    d = int(rng.integers(0, 2))
    events: dict[str, tuple[int, int]] = {}
    for name in ("solo", "ratio", "odds", "test", "counted", "both"):
        p = rng.uniform(0.15, 0.85, 2)
        events[name] = tuple(  # type: ignore[assignment]
            int(np.clip(rng.binomial(n, q), 2, n - 2)) for n, q in zip((n1, n0), p, strict=True)
        )
    rows: dict[str, Row] = {}
    arms = (("treated", n1), ("control", n0))

    def put(key: str, source: str, outcome: str, arm: str, statistic: str, value: str, **more: Any) -> None:
        if arm == "contrast":
            more = {"method": "crude"} | more
        rows[key] = {
            "source": source,
            "location": source,
            "study": "trial",
            "outcome": outcome,
            "arm": arm,
            "statistic": statistic,
            "value": value,
            **more,
        }

    put("n_all", "paper", "randomised", "all", "n", str(n1 + n0))
    for arm, n in arms:
        put(f"n_{arm}", "paper", "randomised", arm, "n", str(n))
    for name, (e1, e0) in events.items():
        for (arm, n), e in zip(arms, (e1, e0), strict=True):
            more = {"n": n, "n_basis": "stated"} | (
                {"events": e, "events_basis": "stated"} if name == "counted" else {}
            )
            put(f"{name}_{arm}", "paper", name, arm, "percentage", half_up(Fraction(100 * e, n), d), **more)
            put(
                f"{name}_{arm}_summary",
                "summary",
                name,
                arm,
                "percentage",
                rows[f"{name}_{arm}"]["value"],
                n=n,
                n_basis="stated",
                quantity=f"{name}_{arm}",
            )
    e1, e0 = events["both"]
    put(
        "both_all",
        "paper",
        "both",
        "all",
        "percentage",
        half_up(Fraction(100 * (e1 + e0), n1 + n0), d),
        n=n1 + n0,
        n_basis="stated",
    )
    e1, e0 = events["ratio"]
    low, high = katz(e1, n1, e0, n0)
    put(
        "ratio_contrast",
        "paper",
        "ratio",
        "contrast",
        "risk_ratio",
        half_up(Fraction(e1 * n0, n1 * e0), 2),
        ci_low=float(half_up(low, 2)),
        ci_high=float(half_up(high, 2)),
        ci_level=0.95,
    )
    put(
        "ratio_points",
        "paper",
        "ratio",
        "contrast",
        "percentage_point_difference",
        half_up(Fraction(100 * e1, n1) - Fraction(100 * e0, n0), d),
    )
    e1, e0 = events["odds"]
    put(
        "odds_contrast",
        "paper",
        "odds",
        "contrast",
        "odds_ratio",
        half_up(Fraction(e1 * (n0 - e0), (n1 - e1) * e0), 2),
    )
    e1, e0 = events["test"]
    put("test_p", "paper", "test", "contrast", "p_value", half_up(p_of(z_of(e1, n1, e0, n0)), 3))
    scores = [rng.binomial(SCALE_MAX, rng.uniform(0.25, 0.75), n) for n in (24, 22)]
    for (arm, _), x in zip(arms, scores, strict=True):
        n = len(x)
        mean = Fraction(int(x.sum()), n)
        variance = (Fraction(int((x * x).sum())) - n * mean**2) / (n - 1)
        shared = {"n": n, "n_basis": "stated", "items": 1, "scale_min": 0.0, "scale_max": float(SCALE_MAX)}
        put(f"score_{arm}_mean", "paper", "score", arm, "mean", half_up(mean, 2), **shared)
        put(f"score_{arm}_sd", "paper", "score", arm, "sd", half_up(math.sqrt(variance), 2), **shared)
    df = int(rng.integers(15, 90))
    t = float(half_up(abs(rng.normal(1.6, 1.0)) + 0.05, 2))
    from scipy.special import stdtr

    put(
        "t_test",
        "paper",
        "other",
        "contrast",
        "t_statistic",
        f"{t:.2f}",
        df1=float(df),
        p_value=float(half_up(float(2 * stdtr(df, -t)), 3)),
    )
    start, lost = n1 + n0, int(rng.integers(3, 12))
    put("flow_start", "paper", "flow_start", "all", "count", str(start))
    put("flow_lost", "paper", "flow_lost", "all", "count", str(lost))
    put("flow_end", "paper", "flow_end", "all", "count", str(start - lost))
    flow = Relation(
        key="flow",
        kind="difference",
        label=Text(nl="Stroom", en="Flow"),
        target="flow_end",
        inputs=(Input(figure="flow_start"), Input(figure="flow_lost")),
    )
    return Report(rows, (n1, n0), events, [flow], notes={"df": df})


def _nudge(rng: np.random.Generator, text: str, low: float, high: float) -> str:
    """Another number with the same decimals: a small slip or two digits that changed places."""
    decimals = len(text.partition(".")[2])
    digits = [i for i, ch in enumerate(text) if ch.isdigit()]
    swaps = [
        text[:i] + text[j] + text[i + 1 : j] + text[i] + text[j + 1 :]
        for i, j in itertools.pairwise(digits)
        if text[i] != text[j]
    ]
    slips = [f"{float(text) + s * k * 10.0**-decimals:.{decimals}f}" for s in (-1, 1) for k in (1, 2, 3, 5)]
    options = [x for x in (*swaps, *slips) if low <= float(x) <= high and float(x) != float(text)]
    return str(rng.choice(options)) if options else text


def _edit(report: Report, key: str, kind: str, **change: Any) -> Report:
    rows = {k: dict(v) for k, v in report.rows.items()}
    rows[key].update(change)
    return Report(rows, report.n, report.events, report.relations, kind, key, dict(report.notes))


def _arm(rng: np.random.Generator) -> str:
    return str(rng.choice(["treated", "control"]))


def _percentage(report: Report, rng: np.random.Generator) -> Report:
    key = f"solo_{_arm(rng)}"
    value = _nudge(rng, report.rows[key]["value"], 0, 100)
    changed = _edit(report, key, "percentage", value=value)
    changed.rows[f"{key}_summary"]["value"] = value
    return changed


def _events(report: Report, rng: np.random.Generator) -> Report:
    key = f"counted_{_arm(rng)}"
    row = report.rows[key]
    events = int(row["events"]) + int(rng.choice([-3, -2, -1, 1, 2, 3]))
    return _edit(report, key, "events", events=int(np.clip(events, 0, row["n"])))


def _label(formula: Callable[[Fraction, Fraction], Fraction], name: str) -> Callable[..., Report]:
    def plant(report: Report, rng: np.random.Generator) -> Report:
        del rng
        (e1, e0), (n1, n0) = report.events["odds"], report.n
        changed = _edit(
            report, "odds_contrast", name, value=half_up(formula(Fraction(e1, n1), Fraction(e0, n0)), 2)
        )
        changed.rows["odds_contrast"]["statistic"] = "risk_ratio"
        return changed

    return plant


def _sign(report: Report, rng: np.random.Generator) -> Report:
    del rng
    value = report.rows["ratio_points"]["value"]
    return _edit(report, "ratio_points", "sign", value=value[1:] if value.startswith("-") else f"-{value}")


def _p_value(report: Report, rng: np.random.Generator) -> Report:
    old = float(report.rows["test_p"]["value"])
    new = old * float(rng.choice([0.1, 0.3, 0.6, 1.6, 3.0]))
    return _edit(report, "test_p", "p_value", value=half_up(min(max(new, 0.001), 0.999), 3))


def _interval(report: Report, rng: np.random.Generator) -> Report:
    row = report.rows["ratio_contrast"]
    factor = float(rng.choice([0.6, 0.75, 1.35, 1.7]))
    centre = float(row["value"])
    low, high = (
        math.exp(math.log(centre) + factor * math.log(x / centre)) for x in (row["ci_low"], row["ci_high"])
    )
    return _edit(
        report, "ratio_contrast", "interval", ci_low=float(half_up(low, 2)), ci_high=float(half_up(high, 2))
    )


def _mean(report: Report, rng: np.random.Generator) -> Report:
    key = f"score_{_arm(rng)}_mean"
    return _edit(report, key, "mean", value=_nudge(rng, report.rows[key]["value"], 0, SCALE_MAX))


def _sd(report: Report, rng: np.random.Generator) -> Report:
    key = f"score_{_arm(rng)}_sd"
    return _edit(report, key, "sd", value=_nudge(rng, report.rows[key]["value"], 0, SCALE_MAX))


def _total(report: Report, rng: np.random.Generator) -> Report:
    return _edit(
        report, "n_all", "total", value=str(sum(report.n) + int(rng.choice([-10, -2, -1, 1, 2, 10])))
    )


def _flow(report: Report, rng: np.random.Generator) -> Report:
    value = int(report.rows["flow_end"]["value"]) + int(rng.choice([-4, -1, 1, 4]))
    return _edit(report, "flow_end", "flow", value=str(value))


def _swap(report: Report, rng: np.random.Generator) -> Report:
    del rng
    a, b = report.rows["solo_treated_summary"]["value"], report.rows["solo_control_summary"]["value"]
    changed = _edit(report, "solo_treated_summary", "swapped_arms", value=b)
    changed.rows["solo_control_summary"]["value"] = a
    # a summary does not repeat the group sizes
    for arm in ("treated", "control"):
        changed.rows[f"solo_{arm}_summary"].update(n=None, n_basis="")
    return changed


def _copy(report: Report, rng: np.random.Generator) -> Report:
    key = f"solo_{_arm(rng)}_summary"
    changed = _edit(
        report, key, "copying", value=_nudge(rng, report.rows[key]["value"], 0, 100), n=None, n_basis=""
    )
    return changed


def _everybody(report: Report, rng: np.random.Generator) -> Report:
    return _edit(report, "both_all", "everybody", value=_nudge(rng, report.rows["both_all"]["value"], 0, 100))


def _statistic(report: Report, rng: np.random.Generator) -> Report:
    old = float(report.rows["t_test"]["p_value"])
    new = float(half_up(min(max(old * float(rng.choice([0.2, 0.5, 0.8, 1.3, 2.0])), 0.001), 0.999), 3))
    return _edit(report, "t_test", "test_statistic", p_value=new)


#: kind of error -> how it is planted
PLANT: dict[str, Callable[[Report, np.random.Generator], Report]] = {
    "percentage": _percentage,
    "events": _events,
    "odds_ratio_as_risk_ratio": _label(lambda t, c: t / (1 - t) / (c / (1 - c)), "odds_ratio_as_risk_ratio"),
    "inverse_ratio": _label(lambda t, c: c / t, "inverse_ratio"),
    "ratio_of_complements": _label(lambda t, c: (1 - t) / (1 - c), "ratio_of_complements"),
    "sign": _sign,
    "p_value": _p_value,
    "interval": _interval,
    "mean": _mean,
    "sd": _sd,
    "total": _total,
    "flow": _flow,
    "swapped_arms": _swap,
    "copying": _copy,
    "everybody": _everybody,
    "test_statistic": _statistic,
}


#: errors that another analysis could explain where nobody says that the estimate is crude
MOVABLE = ("odds_ratio_as_risk_ratio", "inverse_ratio", "ratio_of_complements", "sign", "p_value", "interval")


def unsaid(report: Report) -> Report:
    """The same report, without a word on how its estimates were made."""
    rows = {k: {name: v for name, v in row.items() if name != "method"} for k, row in report.rows.items()}
    notes = report.notes | {"unsaid": True}
    return Report(rows, report.n, report.events, report.relations, report.planted, report.target, notes)


def plant(kind: str, rng: np.random.Generator) -> Report:
    """A report with one error of this kind (a fresh one where the slip happens to change nothing)."""
    while True:
        report = consistent(rng)
        changed = PLANT[kind](report, rng)
        if changed.rows[changed.target] != report.rows[changed.target]:
            return changed
