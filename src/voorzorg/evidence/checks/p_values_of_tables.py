"""Claims about a test against every two-by-two table that two printed percentages allow."""

from __future__ import annotations

import numpy as np

from voorzorg.evidence.arithmetic.possible_tables import Tables, tables
from voorzorg.evidence.arithmetic.rounding import half_up
from voorzorg.evidence.arithmetic.two_group_formulas import Z_TESTS, two_sided
from voorzorg.evidence.checks.arms import Pair
from voorzorg.evidence.checks.claims import ALPHA, Claim, inside_claim, p_text
from voorzorg.evidence.figures.figure import Figures
from voorzorg.evidence.verdicts import Check, Verdict
from voorzorg.text import Text

TESTS = {
    "pearson": Text(nl="Pearson chi-kwadraat", en="Pearson's chi-squared"),
    "yates": Text(nl="chi-kwadraat met Yates-correctie", en="chi-squared with Yates' correction"),
    "likelihood_ratio": Text(nl="aannemelijkheidsverhouding", en="likelihood ratio"),
    "wald_log_odds": Text(nl="Wald, log odds", en="Wald, log odds"),
    "wald_log_ratio": Text(nl="Wald, log risicoverhouding", en="Wald, log risk ratio"),
    "fisher": Text(nl="Fisher exact", en="Fisher's exact"),
    "student": Text(nl="t-toets", en="t-test"),
    "welch": Text(nl="t-toets van Welch", en="Welch's t-test"),
}


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


def _ids(t: Tables, pair: Pair) -> tuple[str, ...]:
    return tuple(x for x in (*pair.ids, t.treated.source_id, t.control.source_id) if x)


def two_by_two(c: Claim, pair: Pair, figures: Figures) -> Check | None:
    """A p-value against every table behind two percentages; None where no group size is known."""
    t = tables(pair, figures)
    if t is None or not len(t.e1):
        return None
    found = _all_tests(t)
    fits = {name: inside_claim(p, c) for name, p in found.items()}
    pearson = found["pearson"]
    finite = pearson[np.isfinite(pearson)]
    if not len(finite):
        return None
    computed = (float(finite.min()), float(finite.max()))
    ids = _ids(t, pair)
    if t.known:
        return _known(c, pair, t, found, fits, computed, ids)
    return _unknown(c, pair, t, found, fits, computed, ids)


def _known(
    c: Claim,
    pair: Pair,
    t: Tables,
    found: dict[str, np.ndarray],
    fits: dict[str, np.ndarray],
    computed: tuple[float, float],
    ids: tuple[str, ...],
) -> Check:
    shown = "; ".join(
        f"{TESTS[name].en} p = {_interval(p)}" for name, p in found.items() if np.isfinite(p).any()
    )
    arithmetic = f"{_table(t)}: {shown}"
    good = [name for name, inside in fits.items() if inside.any()]
    targets = (c.figure.figure_id,)
    if good:
        test = good[0]
        p = found[test][fits[test]][0]
        exact = (
            t.unique
            and c.decimals is not None
            and half_up(float(p), c.decimals)
            == half_up(c.span.low + (c.span.high - c.span.low) / 2, c.decimals)
        )
        if test not in ("pearson", "fisher", "yates"):
            return Check(
                "p_value",
                targets,
                ids,
                Verdict.ASSUMPTION,
                Text(
                    nl=f"{c.words} volgt uit {_table(t)} met {TESTS[test].nl} (p = {p_text(p, 'nl')}).",
                    en=f"{c.words} follows from {_table(t)} by {TESTS[test].en} (p = {p_text(p)}).",
                ),
                arithmetic,
                computed=computed,
                assumption=Text(nl=f"toets: {TESTS[test].nl}", en=f"test: {TESTS[test].en}"),
            )
        return Check(
            "p_value",
            targets,
            ids,
            Verdict.EXACT if exact else Verdict.ROUNDING,
            Text(
                nl=f"{c.words} volgt uit {_table(t)} met {TESTS[test].nl} (p = {p_text(p, 'nl')}).",
                en=f"{c.words} follows from {_table(t)} by {TESTS[test].en} (p = {p_text(p)}).",
            ),
            arithmetic,
            computed=computed,
        )
    return _contradicted(c, pair, found, computed, ids, arithmetic)


def _contradicted(
    c: Claim,
    pair: Pair,
    found: dict[str, np.ndarray],
    computed: tuple[float, float],
    ids: tuple[str, ...],
    arithmetic: str,
    limit: str = "",
    limit_en: str = "",
) -> Check:
    one_sided = {name: p / 2 for name, p in found.items()}
    half = [name for name, p in one_sided.items() if inside_claim(p, c).any()]
    targets = (c.figure.figure_id,)
    if half and c.decimals is not None:
        return Check(
            "p_value",
            targets,
            ids,
            Verdict.ASSUMPTION,
            Text(
                nl=f"{c.words} bij {pair.words()} kan alleen met een eenzijdige toets{limit}; tweezijdig "
                "is p minstens "
                f"{p_text(computed[0], 'nl')}.",
                en=f"{c.words} with {pair.words()} needs a one-sided test{limit_en}; two-sided, p is at "
                "least "
                f"{p_text(computed[0])}.",
            ),
            arithmetic,
            severity=48,
            computed=computed,
            symmetric=False,
            assumption=Text(
                nl="eenzijdige toets (of een model met covariaten)",
                en="a one-sided test (or a model with covariates)",
            ),
            instead=("one_sided",),
        )
    crosses = (c.span.high <= ALPHA < computed[0]) or (c.span.low >= ALPHA > computed[1])
    return Check(
        "p_value",
        targets,
        ids,
        Verdict.CONTRADICTED,
        Text(
            nl=f"{c.words} volgt niet uit {pair.words()}{limit}: p ligt tussen "
            f"{p_text(computed[0], 'nl')} en "
            f"{p_text(computed[1], 'nl')} (Pearson).",
            en=f"{c.words} does not follow from {pair.words()}{limit_en}: p lies between "
            f"{p_text(computed[0])} and "
            f"{p_text(computed[1])} (Pearson).",
        ),
        arithmetic,
        severity=72 if crosses else 55,
        computed=computed,
    )


def _unknown(
    c: Claim,
    pair: Pair,
    t: Tables,
    found: dict[str, np.ndarray],
    fits: dict[str, np.ndarray],
    computed: tuple[float, float],
    ids: tuple[str, ...],
) -> Check:
    caps = f"n ≤ {t.treated.cap} / {t.control.cap}"
    arithmetic = f"{pair.words()}, {caps}: Pearson p {_interval(found['pearson'])}; {len(t.e1)} tables"
    limit, limit_en = (
        f" met hoogstens {t.treated.cap} en {t.control.cap} vrouwen",
        f" with at most {t.treated.cap} and {t.control.cap} women",
    )
    limit, limit_en = limit.replace("vrouwen", "personen"), limit_en.replace("women", "people")
    inside = fits["pearson"]
    if not inside.any():
        others = [name for name in fits if fits[name].any()]
        if others:
            return _assumed(c, pair, t, fits[others[0]], TESTS[others[0]], arithmetic, computed, ids)
        return _contradicted(c, pair, found, computed, ids, arithmetic, limit, limit_en)
    if inside[np.isfinite(found["pearson"])].all():
        return Check(
            "p_value",
            (c.figure.figure_id,),
            ids,
            Verdict.ROUNDING,
            Text(
                nl=f"{c.words} geldt bij elke groepsgrootte die {pair.words()} kan geven.",
                en=f"{c.words} holds for every group size that can give {pair.words()}.",
            ),
            arithmetic,
            computed=computed,
        )
    return _assumed(c, pair, t, inside, TESTS["pearson"], arithmetic, computed, ids)


def _assumed(
    c: Claim,
    pair: Pair,
    t: Tables,
    inside: np.ndarray,
    test: Text,
    arithmetic: str,
    computed: tuple[float, float],
    ids: tuple[str, ...],
) -> Check:
    near = np.abs(t.n1 - t.n0) <= 0.1 * np.maximum(t.n1, t.n0)
    equal = inside & near
    n = (t.n1 + t.n0) / 2
    sizes = n[equal] if equal.any() else n[inside]
    low, high = int(sizes.min()), int(sizes.max())
    between = f"{low}–{high}" if high > low else f"{low}"
    # the whole range of sizes is not the randomised one: how far from everybody?
    full = bool(inside[(t.n1 == t.treated.cap) & (t.n0 == t.control.cap)].any())
    tail = "" if full else "; met alle gerandomiseerden klopt het niet"
    tail_en = "" if full else "; with everybody who was randomised it does not hold"
    return Check(
        "p_value",
        (c.figure.figure_id,),
        ids,
        Verdict.ASSUMPTION,
        Text(
            nl=f"{c.words} past bij {pair.words()} ({test.nl}) als er per groep ongeveer {between} "
            f"personen meetelden{tail}.",
            en=f"{c.words} fits {pair.words()} ({test.en}) if about {between} people per group "
            f"counted{tail_en}.",
        ),
        arithmetic + f"; n per group {between}",
        computed=computed,
        severity=24 if full else 34,
        symmetric=False,
        assumption=Text(nl=f"ongeveer {between} personen per groep", en=f"about {between} people per group"),
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

    return f"{one(t.e1, t.n1)} v {one(t.e0, t.n0)}"
