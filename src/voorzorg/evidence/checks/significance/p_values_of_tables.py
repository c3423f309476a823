"""Claims about a test against every two-by-two table that two printed percentages allow."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from voorzorg.evidence.arithmetic import adjustment
from voorzorg.evidence.arithmetic.possible_tables import Tables, tables
from voorzorg.evidence.arithmetic.rounding import half_up
from voorzorg.evidence.arithmetic.two_group_formulas import Z_TESTS, two_sided
from voorzorg.evidence.checks.significance.claims import Claim, inside_claim, p_text
from voorzorg.evidence.checks.significance.moved_tests import Untested, verdict_of
from voorzorg.evidence.checks.two_arms.arms import Pair
from voorzorg.evidence.figures.figure import Figures
from voorzorg.evidence.verdicts import Check, Verdict
from voorzorg.evidence.words import told
from voorzorg.messages import Message

#: how a test is written in a sum
SIGNS = {
    "pearson": "χ²",
    "yates": "χ² (Yates)",
    "likelihood_ratio": "G²",
    "wald_log_odds": "Wald ln OR",
    "wald_log_ratio": "Wald ln RR",
    "fisher": "Fisher",
}


def test_words(name: str) -> Message:
    """A test by name."""
    return told(f"test-{name.replace('_', '-')}")


def _all_tests(t: Tables) -> dict[str, np.ndarray]:
    found = {name: two_sided(test(t.e1, t.n1, t.e0, t.n0)) for name, test in Z_TESTS.items()}
    if len(t.e1) <= 60:
        from scipy.stats import fisher_exact

        found["fisher"] = np.array(
            [
                fisher_exact([[int(a), int(n - a)], [int(b), int(m - b)]]).pvalue
                for a, n, b, m in zip(t.e1, t.n1, t.e0, t.n0, strict=True)
            ]
        )
    return found


@dataclass(frozen=True)
class _Asked:
    """A claim with the tables behind its two percentages and the p-values that they give."""

    claim: Claim
    pair: Pair
    t: Tables
    p: dict[str, np.ndarray]

    @property
    def target(self) -> tuple[str, ...]:
        return (self.claim.figure.figure_id,)

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(x for x in (*self.pair.ids, self.t.treated.source_id, self.t.control.source_id) if x)

    @property
    def computed(self) -> tuple[float, float]:
        finite = self.p["pearson"][np.isfinite(self.p["pearson"])]
        return float(finite.min()), float(finite.max())

    def fits(self, name: str) -> np.ndarray:
        return inside_claim(self.p[name], self.claim)


def two_by_two(c: Claim, pair: Pair, figures: Figures) -> Check | None:
    """A p-value against every table behind two percentages; None where no group size is known."""
    t = tables(pair, figures)
    if t is None or not len(t.e1):
        return None
    found = _all_tests(t)
    if not np.isfinite(found["pearson"]).any():
        return None
    asked = _Asked(c, pair, t, found)
    return _known(asked) if t.known else _unknown(asked)


def _known(a: _Asked) -> Check:
    shown = "; ".join(f"{SIGNS[name]}: p = {_interval(p)}" for name, p in a.p.items() if np.isfinite(p).any())
    arithmetic = f"{_table(a.t)}: {shown}"
    good = [name for name in a.p if a.fits(name).any()]
    if not good:
        return _does_not_follow(a, arithmetic, limit=None)
    test = good[0]
    p = float(a.p[test][a.fits(test)][0])
    middle = a.claim.span.low + (a.claim.span.high - a.claim.span.low) / 2
    decimals = a.claim.decimals
    exact = (
        a.t.unique
        and decimals is not None
        and math.isfinite(middle)
        and half_up(p, decimals) == half_up(middle, decimals)
    )
    usual = test in ("pearson", "fisher", "yates")
    return Check(
        "p_value",
        a.target,
        a.ids,
        (Verdict.EXACT if exact else Verdict.ROUNDING) if usual else Verdict.ASSUMPTION,
        told("p-follows", claim=a.claim.words, table=_table(a.t), test=test_words(test), p=p_text(p)),
        arithmetic,
        computed=a.computed,
        assumption=None if usual else told("by-test", test=test_words(test)),
    )


def _does_not_follow(a: _Asked, arithmetic: str, limit: Message | None) -> Check:
    half = [name for name, p in a.p.items() if inside_claim(p / 2, a.claim).any()]
    z = np.concatenate([test(a.t.e1, a.t.n1, a.t.e0, a.t.n0) for test in Z_TESTS.values()])
    return verdict_of(
        Untested(
            "p_value",
            a.claim,
            a.ids,
            arithmetic,
            a.pair.words(),
            a.computed,
            z[np.isfinite(z)],
            one_sided=bool(half) and a.claim.decimals is not None,
            every_size=not a.t.known,
            limit=limit,
            r2=adjustment.R2_YES_NO,
            made=a.pair.made(a.claim.figure),
        )
    )


def _unknown(a: _Asked) -> Check:
    caps = f"n ≤ {a.t.treated.cap} / {a.t.control.cap}"
    arithmetic = f"{a.pair.words()}, {caps}: χ² p {_interval(a.p['pearson'])}; # = {len(a.t.e1)}"
    inside = a.fits("pearson")
    if not inside.any():
        others = [name for name in a.p if a.fits(name).any()]
        if others:
            return _assumed(a, a.fits(others[0]), test_words(others[0]), arithmetic)
        limit = told("with-at-most", treated=str(a.t.treated.cap), control=str(a.t.control.cap))
        return _does_not_follow(a, arithmetic, limit)
    if inside[np.isfinite(a.p["pearson"])].all():
        return Check(
            "p_value",
            a.target,
            a.ids,
            Verdict.ROUNDING,
            told("p-at-every-size", claim=a.claim.words, pair=a.pair.words()),
            arithmetic,
            computed=a.computed,
        )
    return _assumed(a, inside, test_words("pearson"), arithmetic)


def _assumed(a: _Asked, inside: np.ndarray, test: Message, arithmetic: str) -> Check:
    t = a.t
    near = np.abs(t.n1 - t.n0) <= 0.1 * np.maximum(t.n1, t.n0)
    equal = inside & near
    n = (t.n1 + t.n0) / 2
    sizes = n[equal] if equal.any() else n[inside]
    low, high = int(sizes.min()), int(sizes.max())
    between = f"{low}–{high}" if high > low else f"{low}"
    # the whole range of sizes is not the randomised one: how far from everybody?
    full = bool(inside[(t.n1 == t.treated.cap) & (t.n0 == t.control.cap)].any())
    return Check(
        "p_value",
        a.target,
        a.ids,
        Verdict.ASSUMPTION,
        told(
            "p-at-some-sizes" if full else "p-at-fewer",
            claim=a.claim.words,
            pair=a.pair.words(),
            test=test,
            sizes=between,
        ),
        arithmetic + f"; n = {between}",
        computed=a.computed,
        severity=24 if full or not a.claim.figure.crude else 34,
        symmetric=False,
        assumption=told("people-per-group", sizes=between),
    )


def _interval(p: np.ndarray) -> str:
    p = p[np.isfinite(p)]
    if not len(p):
        return "–"
    low, high = float(p.min()), float(p.max())
    return f"{low:.3g}" if low == high else f"{low:.3g} – {high:.3g}"


def _table(t: Tables) -> str:
    def one(events: np.ndarray, n: np.ndarray) -> str:
        counts = sorted({int(e) for e in events})
        return f"{counts[0]}{f'–{counts[-1]}' if len(counts) > 1 else ''}/{int(n.max())}"

    return f"{one(t.e1, t.n1)} / {one(t.e0, t.n0)}"
