"""Could anybody notice a planted error? The theoretical maximum of every audit, by brute force.

Shares no code with the checks: counts, samples and tables are listed one by one. Many wrong numbers are
numbers that could have been.
"""

from __future__ import annotations

import itertools
import math
from fractions import Fraction
from functools import lru_cache

from benchmarks.evidence.planted import SCALE_MAX, Report, Row, half_up, katz, p_of, z_of


def _counts(text: str, n: int) -> list[int]:
    decimals = len(text.partition(".")[2])
    return [k for k in range(n + 1) if half_up(Fraction(100 * k, n), decimals) == text]


@lru_cache(maxsize=64)
def _reachable(n: int) -> frozenset[tuple[int, int]]:
    """All (sum, sum of squares) of n scores 0..SCALE_MAX, by growing the set one person at a time."""
    found = {(0, 0)}
    for _ in range(n):
        found = {(s + x, q + x * x) for s, q in found for x in range(SCALE_MAX + 1)}
    return frozenset(found)


def detectable(report: Report) -> bool:
    """Whether the planted number contradicts every data set that the rest of its
    outcome allows (brute force)."""
    rows, (n1, n0), row = report.rows, report.n, report.rows[report.target]
    kind, value = report.planted, report.rows[report.target]["value"]
    if kind == "percentage":
        return not _counts(value, row["n"])
    if kind == "events":
        return row["events"] not in _counts(value, row["n"])
    if kind in ("odds_ratio_as_risk_ratio", "inverse_ratio", "ratio_of_complements"):
        pairs = itertools.product(
            _counts(rows["odds_treated"]["value"], n1), _counts(rows["odds_control"]["value"], n0)
        )
        return all(half_up(Fraction(a * n0, n1 * b), 2) != value for a, b in pairs if b)
    if kind == "sign":
        d = len(value.partition(".")[2])
        pairs = itertools.product(
            _counts(rows["ratio_treated"]["value"], n1), _counts(rows["ratio_control"]["value"], n0)
        )
        return all(half_up(Fraction(100 * a, n1) - Fraction(100 * b, n0), d) != value for a, b in pairs)
    if kind == "p_value":
        pairs = itertools.product(
            _counts(rows["test_treated"]["value"], n1), _counts(rows["test_control"]["value"], n0)
        )
        return all(half_up(p_of(z_of(a, n1, b, n0)), 3) != value for a, b in pairs)
    if kind == "interval":
        pairs = itertools.product(
            _counts(rows["ratio_treated"]["value"], n1), _counts(rows["ratio_control"]["value"], n0)
        )
        printed = (row["ci_low"], row["ci_high"])
        return all(tuple(float(half_up(x, 2)) for x in katz(a, n1, b, n0)) != printed for a, b in pairs)
    if kind in ("mean", "sd"):
        return not _sample_exists(rows, report.target.rsplit("_", 1)[0])
    if kind == "total":
        return int(value) != n1 + n0
    if kind == "flow":
        return int(value) != int(rows["flow_start"]["value"]) - int(rows["flow_lost"]["value"])
    if kind in ("swapped_arms", "copying"):
        return any(
            rows[f"solo_{a}"]["value"] != rows[f"solo_{a}_summary"]["value"] for a in ("treated", "control")
        )
    if kind == "everybody":
        d = len(value.partition(".")[2])
        pairs = itertools.product(
            _counts(rows["both_treated"]["value"], n1), _counts(rows["both_control"]["value"], n0)
        )
        return all(half_up(Fraction(100 * (a + b), n1 + n0), d) != value for a, b in pairs)
    if kind == "test_statistic":
        from scipy.special import stdtr

        ends = [2 * stdtr(report.notes["df"], -(float(value) + s * 0.005)) for s in (1, -1)]
        return not ends[0] - 0.0005 <= row["p_value"] <= ends[1] + 0.0005
    raise KeyError(kind)


def _sample_exists(rows: dict[str, Row], stem: str) -> bool:
    mean, sd, n = rows[f"{stem}_mean"]["value"], rows[f"{stem}_sd"]["value"], rows[f"{stem}_mean"]["n"]
    for s, q in _reachable(n):
        if half_up(Fraction(s, n), 2) == mean:
            variance = (q - s * s / n) / (n - 1)
            if half_up(math.sqrt(max(variance, 0.0)), 2) == sd:
                return True
    return False
