"""Means and standard deviations of whole-number scales: GRIM, GRIMMER, DEBIT, the limits of a scale."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from voorzorg.evidence.arithmetic.grim import debit, grimmer, sd_limits, sums_for
from voorzorg.evidence.arithmetic.rounding import unit
from voorzorg.evidence.arithmetic.samples import sample_with
from voorzorg.evidence.figures.figure import Figure, Figures, show
from voorzorg.evidence.verdicts import Check, Verdict
from voorzorg.evidence.words import told

if TYPE_CHECKING:
    from voorzorg.evidence.checks.given import Given

Place = tuple[str, ...]
#: an SD that was worked out with n where n - 1 is usual; no finding
WITH_N = 24


def _place(f: Figure) -> Place:
    return (f.source, f.section, f.study, f.outcome, f.wave, f.arm, f.informant, f.population)


def means_by_place(figures: Figures) -> Mapping[Place, list[Figure]]:
    """The means that are printed in each place, to find the one that an SD belongs to."""
    found: dict[Place, list[Figure]] = defaultdict(list)
    for f in figures:
        if f.statistic == "mean":
            found[_place(f)].append(f)
    return found


def mean_and_sd(f: Figure, figures: Figures) -> tuple[Figure, Figure, int] | None:
    """A mean of single whole scores on a bounded scale, its SD and its n, where a figure is one of the
    two.
    """
    if f.statistic not in ("mean", "sd"):
        return None
    beside = [g for g in figures if _place(g) == _place(f) and g.statistic in ("mean", "sd") and g.has_value]
    means, sds = ([g for g in beside if g.statistic == kind] for kind in ("mean", "sd"))
    if len(means) != 1 or len(sds) != 1:
        return None
    mean, sd = means[0], sds[0]
    n = mean.n or sd.n
    bounded = math.isfinite(mean.scale_min) and math.isfinite(mean.scale_max) and mean.items == 1
    return (mean, sd, n) if n and n > 1 and bounded and mean.scale_max > mean.scale_min else None


def _grim(f: Figure) -> Iterator[Check]:
    if not (f.items and f.n and f.n_basis != "randomised" and f.comparison == "=" and f.has_value):
        return
    if _moved(f):
        return
    people = f.n * f.items
    sums = sums_for(f.text, f.decimals, f.n, f.items)
    if len(sums):
        if people < 1 / unit(f.decimals):
            yield Check(
                "grim_mean",
                (f.figure_id,),
                (),
                Verdict.ROUNDING,
                told("grim-mean-fits", total=str(sums[0]), answers=str(people), mean=f.text),
                f"{sums[0]}/{people} = {sums[0] / people:.5g}",
            )
        return
    k = math.floor(f.value * people)
    near = f"{k}/{people} = {k / people:.5g}; {k + 1}/{people} = {(k + 1) / people:.5g}"
    for convention in ("truncation", "steps"):
        if len(sums_for(f.text, f.decimals, f.n, f.items, convention)):
            yield Check(
                "grim_mean",
                (f.figure_id,),
                (),
                Verdict.ASSUMPTION,
                told(f"grim-mean-{convention}"),
                near,
                severity=35 if convention == "truncation" else 28,
                assumption=told("truncated" if convention == "truncation" else "rounded-in-steps"),
            )
            return
    reason = told("grim-mean-impossible", answers=str(people), mean=f.text)
    yield Check("grim_mean", (f.figure_id,), (), Verdict.IMPOSSIBLE, reason, near)


def _moved(f: Figure) -> bool:
    """Whether a mean is no sum of whole answers over people: adjusted, imputed, weighted."""
    return bool(f.made - {"crude"})


def _sd(f: Figure, mean: Figure) -> Iterator[Check]:
    n = f.n or mean.n
    basis = f.n_basis or mean.n_basis
    if not n or n < 2 or basis == "randomised" or f.comparison != "=" or mean.comparison != "=":
        return
    if _moved(f) or _moved(mean):
        return
    low, high = mean.scale_min, mean.scale_max
    sums = f"x̄ = {mean.text}, SD = {f.text}, n = {n}"

    def one(kind: str, verdict: Verdict, key: str, **words: str) -> Check:
        return Check(kind, (f.figure_id,), (mean.figure_id,), verdict, told(key, **words), sums)

    if math.isfinite(low) and math.isfinite(high):
        most = _largest_sd(mean, n, low, high)
        if f.value - float(unit(f.decimals)) / 2 > most + 1e-9:
            yield one(
                "sd_range",
                Verdict.IMPOSSIBLE,
                "sd-beyond-scale",
                low=show(low),
                high=show(high),
                most=show(most),
            )
            return
    if not mean.items:
        return
    if (low, high) == (0, 1) and mean.items == 1:
        if debit(mean.text, mean.decimals, f.text, f.decimals, n):
            yield one("debit", Verdict.ROUNDING, "debit-fits", mean=mean.text, sd=f.text)
        elif debit(mean.text, mean.decimals, f.text, f.decimals, n, lost=0):
            check = one("debit", Verdict.ASSUMPTION, "debit-with-n", mean=mean.text, sd=f.text)
            yield replace(check, severity=WITH_N, assumption=told("sd-with-n"))
        else:
            yield one("debit", Verdict.IMPOSSIBLE, "debit-impossible")
        return
    yield from _whole_answers(f, mean, n, low, high, sums)


def _largest_sd(mean: Figure, n: int, low: float, high: float) -> float:
    margin, middle = float(unit(mean.decimals)) / 2, (low + high) / 2
    means = [mean.value - margin, mean.value, mean.value + margin, middle]
    # where nobody stands between the ends, the SD has a peak that the ends of the margin do not show
    step = (high - low) / n if high > low else 1.0
    first = math.ceil((mean.value - margin - low) / step)
    means += [low + k * step for k in range(first, first + math.floor(2 * margin / step) + 1)]
    inside = [m for m in means if mean.value - margin - 1e-12 <= m <= mean.value + margin + 1e-12]
    spans = [sd_limits(min(max(m, low), high), n, low, high) for m in inside]
    return max((s[1] for s in spans if math.isfinite(s[1])), default=math.inf)


def _whole_answers(f: Figure, mean: Figure, n: int, low: float, high: float, sums: str) -> Iterator[Check]:
    """GRIMMER, and the complete search where the scale has ends."""
    targets, inputs = (f.figure_id,), (mean.figure_id,)
    fits = grimmer(mean.text, mean.decimals, f.text, f.decimals, n, mean.items or 1)
    if not fits:
        if len(sums_for(mean.text, mean.decimals, n, mean.items or 1)):
            yield Check("grimmer", targets, inputs, Verdict.IMPOSSIBLE, told("grimmer-impossible"), sums)
        return
    sample = None
    if math.isfinite(low) and math.isfinite(high) and mean.items == 1:
        try:
            sample = sample_with(mean.text, mean.decimals, f.text, f.decimals, n, int(low), int(high))
        except ValueError:
            return
        if sample is None:
            yield Check("no_sample", targets, inputs, Verdict.IMPOSSIBLE, told("no-sample"), sums)
            return
    if len(fits) <= max(2, n // 20):
        example = "" if sample is None or n > 40 else f"; {', '.join(map(str, sample))}"
        sums += f": Σx = {fits[0].total}, Σx² = {fits[0].squares}{example}"
        yield Check("grimmer", targets, inputs, Verdict.ROUNDING, told("grimmer-fits"), sums)


def check(given: Given) -> Iterator[Check]:
    """GRIM for every mean of a whole-number scale (``items`` is filled), and what its SD allows."""
    figures = given.figures
    means = means_by_place(figures)
    for f in figures:
        if f.statistic == "mean":
            yield from _grim(f)
        elif f.statistic == "sd" and f.has_value:
            beside = means.get(_place(f), [])
            if len(beside) == 1:
                yield from _sd(f, beside[0])
