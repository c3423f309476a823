"""Means and standard deviations of whole-number scales: GRIM, GRIMMER, DEBIT, the limits of a scale."""

from __future__ import annotations

import math
from collections.abc import Iterator

from voorzorg.evidence.arithmetic.grim import debit, grimmer, sd_limits, sums_for
from voorzorg.evidence.arithmetic.rounding import unit
from voorzorg.evidence.arithmetic.samples import sample_with
from voorzorg.evidence.figures.figure import Figure, Figures, show
from voorzorg.evidence.verdicts import Check, Verdict
from voorzorg.text import Text


def _mean_of(sd: Figure, figures: Figures) -> Figure | None:
    """The mean that is printed with an SD: same source, group and outcome."""
    found = [
        f
        for f in figures
        if f.statistic == "mean"
        and (f.source, f.study, f.outcome, f.wave, f.arm, f.informant, f.population)
        == (sd.source, sd.study, sd.outcome, sd.wave, sd.arm, sd.informant, sd.population)
        and f.section == sd.section
    ]
    return found[0] if len(found) == 1 else None


def _grim(f: Figure) -> Iterator[Check]:
    if not (f.items and f.n and f.n_basis != "randomised" and f.comparison == "=" and f.has_value):
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
                Text(
                    nl=f"Een totaal van {sums[0]} over {people} antwoorden geeft {show(f.value, 'nl')} "
                    "(GRIM).",
                    en=f"A total of {sums[0]} over {people} answers gives {f.text} (GRIM).",
                ),
                f"{sums[0]}/{people} = {sums[0] / people:.5g}",
            )
        return
    k = math.floor(f.value * people)
    near = f"{k}/{people} = {k / people:.5g}; {k + 1}/{people} = {(k + 1) / people:.5g}"
    if len(sums_for(f.text, f.decimals, f.n, f.items, "truncation")):
        yield Check(
            "grim_mean",
            (f.figure_id,),
            (),
            Verdict.ASSUMPTION,
            Text(
                nl="Dit gemiddelde kan alleen als er is afgekapt in plaats van afgerond (GRIM).",
                en="This mean is possible only if it was truncated, not rounded (GRIM).",
            ),
            near,
            severity=35,
            assumption=Text(nl="afgekapt", en="truncated"),
        )
    else:
        yield Check(
            "grim_mean",
            (f.figure_id,),
            (),
            Verdict.IMPOSSIBLE,
            Text(
                nl=f"Geen enkel totaal over {people} hele antwoorden geeft {show(f.value, 'nl')} (GRIM).",
                en=f"No total over {people} whole answers gives {f.text} (GRIM).",
            ),
            near,
        )


def _sd(f: Figure, mean: Figure) -> Iterator[Check]:
    n = f.n or mean.n
    basis = f.n_basis or mean.n_basis
    if not n or n < 2 or basis == "randomised" or f.comparison != "=" or mean.comparison != "=":
        return
    low, high = mean.scale_min, mean.scale_max
    pair = f"mean {mean.text}, SD {f.text}, n = {n}"

    def impossible(kind: str, nl: str, en: str) -> Check:
        return Check(kind, (f.figure_id,), (mean.figure_id,), Verdict.IMPOSSIBLE, Text(nl=nl, en=en), pair)

    if math.isfinite(low) and math.isfinite(high):
        half = float(unit(f.decimals)) / 2
        margin = float(unit(mean.decimals)) / 2
        spans = [sd_limits(m, n, low, high) for m in (mean.value - margin, mean.value, mean.value + margin)]
        most = max((s[1] for s in spans if math.isfinite(s[1])), default=math.inf)
        if low <= mean.value <= high and (low + high) / 2 - margin <= mean.value <= (low + high) / 2 + margin:
            most = max(most, sd_limits((low + high) / 2, n, low, high)[1])
        if f.value - half > most + 1e-9:
            yield impossible(
                "sd_range",
                f"Op een schaal van {show(low, 'nl')} tot {show(high, 'nl')} is de grootst mogelijke SD "
                "bij dit gemiddelde "
                f"{show(most, 'nl')}.",
                f"On a scale from {show(low)} to {show(high)} the largest SD with this mean is {show(most)}.",
            )
            return
    if not mean.items:
        return
    if (low, high) == (0, 1) and mean.items == 1:
        if not debit(mean.text, mean.decimals, f.text, f.decimals, n):
            yield impossible(
                "debit",
                "Een ja/nee-variabele met dit gemiddelde heeft een andere SD (DEBIT).",
                "A yes/no variable with this mean has another SD (DEBIT).",
            )
        return
    fits = grimmer(mean.text, mean.decimals, f.text, f.decimals, n, mean.items)
    if not fits:
        if len(sums_for(mean.text, mean.decimals, n, mean.items)):
            yield impossible(
                "grimmer",
                "Geen hele antwoorden geven samen dit gemiddelde en deze SD (GRIMMER).",
                "No whole answers have this mean and this SD together (GRIMMER).",
            )
        return
    sample = None
    if math.isfinite(low) and math.isfinite(high) and mean.items == 1:
        try:
            sample = sample_with(mean.text, mean.decimals, f.text, f.decimals, n, int(low), int(high))
        except ValueError:
            return
        if sample is None:
            yield impossible(
                "no_sample",
                "Er bestaat geen reeks hele scores op deze schaal met dit gemiddelde en deze SD (volledig "
                "doorzocht).",
                "No set of whole scores on this scale has this mean and this SD (searched completely).",
            )
            return
    if len(fits) <= max(2, n // 20):
        example = "" if sample is None or n > 40 else f"; {', '.join(map(str, sample))}"
        yield Check(
            "grimmer",
            (f.figure_id,),
            (mean.figure_id,),
            Verdict.ROUNDING,
            Text(
                nl="Er zijn hele antwoorden met dit gemiddelde en deze SD (GRIMMER).",
                en="There are whole answers with this mean and this SD (GRIMMER).",
            ),
            f"{pair}: Σx = {fits[0].total}, Σx² = {fits[0].squares}{example}",
        )


def check(figures: Figures) -> Iterator[Check]:
    """GRIM for every mean of a whole-number scale (``items`` is filled), and what its SD allows."""
    for f in figures:
        if f.statistic == "mean":
            yield from _grim(f)
        elif f.statistic == "sd" and f.has_value:
            mean = _mean_of(f, figures)
            if mean is not None:
                yield from _sd(f, mean)
