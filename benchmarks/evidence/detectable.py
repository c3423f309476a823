"""Could anybody notice a planted error? The theoretical maximum of every audit, by brute force.

Shares no code with the checks: counts, samples and tables are listed one by one. Many wrong numbers are
numbers that could have been.
"""

from __future__ import annotations

import itertools
import math
from fractions import Fraction
from functools import lru_cache

from benchmarks.evidence.planted import MOVABLE, SCALE_MAX, Report, Row, half_up, katz, p_of, z_of


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
    if report.notes.get("unsaid") and kind in MOVABLE:
        return _beyond_adjustment(report)
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
        return all(half_up(p, 3) != value for a, b in pairs for p in _usual_tests(a, n1, b, n0))
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


def _usual_tests(a: int, n1: int, b: int, n0: int) -> list[float]:
    """p-values of a table by the tests that papers use without naming them, by their textbook formulas."""
    from scipy.stats import chi2_contingency, fisher_exact

    table = [[a, n1 - a], [b, n0 - b]]
    if min(a, b, n1 - a, n0 - b) == 0:
        return [p_of(z_of(a, n1, b, n0)), float(fisher_exact(table).pvalue)]
    ways = ((False, "pearson"), (True, "pearson"), (False, "log-likelihood"))
    found = [float(chi2_contingency(table, correction=c, lambda_=how).pvalue) for c, how in ways]
    log_odds = math.log(a * (n0 - b) / (b * (n1 - a)))
    log_ratio = math.log(a * n0 / (b * n1))
    found.append(p_of(log_odds / math.sqrt(sum(1 / x for row in table for x in row))))
    found.append(p_of(log_ratio / math.sqrt(1 / a - 1 / n1 + 1 / b - 1 / n0)))
    return [*found, float(fisher_exact(table).pvalue)]


def _beyond_adjustment(report: Report) -> bool:
    """Whether no analysis that a trial could plausibly have done gives the planted number.

    Covariates that explain half of the outcome move an estimate, in 99 of 100 trials, by less than 2.58 √0.5
    standard errors, and narrow its interval to no less than √0.5 of the crude one (a tenth is granted).
    """
    rows, (n1, n0), row, kind = report.rows, report.n, report.rows[report.target], report.planted
    stem = {"sign": "ratio", "interval": "ratio", "p_value": "test"}.get(kind, "odds")
    reach = 2.5758 * math.sqrt(0.5)
    tables = itertools.product(
        _counts(rows[f"{stem}_treated"]["value"], n1), _counts(rows[f"{stem}_control"]["value"], n0)
    )
    for a, b in tables:
        p1, p0 = a / n1, b / n0
        log_error = math.sqrt(1 / a - 1 / n1 + 1 / b - 1 / n0) if a and b else math.inf
        if kind == "sign":
            error = 100 * math.sqrt(p1 * (1 - p1) / n1 + p0 * (1 - p0) / n0)
            possible = abs(float(row["value"]) - 100 * (p1 - p0)) <= reach * error + 0.5
        elif kind == "p_value":
            most = (abs(z_of(a, n1, b, n0)) + reach) / math.sqrt(0.5)
            possible = float(row["value"]) >= p_of(most)
        elif kind == "interval":
            printed = math.log(row["ci_high"] / row["ci_low"]) / 3.92
            possible = printed >= 0.9 * math.sqrt(0.5) * log_error
        else:
            crude = math.log(p1 / p0) if a and b else math.inf
            possible = abs(math.log(float(row["value"])) - crude) <= reach * log_error + 0.01
        if possible:
            return False
    return True


def _sample_exists(rows: dict[str, Row], stem: str) -> bool:
    mean, sd, n = rows[f"{stem}_mean"]["value"], rows[f"{stem}_sd"]["value"], rows[f"{stem}_mean"]["n"]
    for s, q in _reachable(n):
        if half_up(Fraction(s, n), 2) == mean:
            variance = (q - s * s / n) / (n - 1)
            if half_up(math.sqrt(max(variance, 0.0)), 2) == sd:
                return True
    return False
