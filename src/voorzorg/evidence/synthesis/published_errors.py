"""The standard error that a publication gives, or implies, for one of its figures."""

from __future__ import annotations

import math
from dataclasses import dataclass

from voorzorg.evidence.checks.two_arms.intervals import LOG_SCALE, standard_error
from voorzorg.evidence.figures.figure import Figure, Figures
from voorzorg.evidence.synthesis.inferred_sizes import InferredSizes
from voorzorg.evidence.words import told
from voorzorg.messages import Message


@dataclass(frozen=True)
class Uncertainty:
    """Standard error behind a published figure (of the logarithm for a ratio) and where it comes from."""

    error: float
    basis: Message


def published_error(f: Figure, figures: Figures, sizes: InferredSizes | None = None) -> Uncertainty | None:
    """The standard error that a publication gives or implies; None where nothing can be said.

    A percentage without n gets the size that ``sizes`` infers for its moment, and without that the smallest
    error it can have, that of the whole group: the comparison is then stricter than it should be, which the
    basis says.
    """
    from_interval = standard_error(f)
    if from_interval is not None:
        return Uncertainty((from_interval.low + from_interval.high) / 2, told("basis-interval"))
    if 0 < f.p_value < 1 and f.statistic in (*LOG_SCALE, "percentage_point_difference", "mean_difference"):
        from scipy.special import ndtri

        effect = math.log(f.value) if f.statistic in LOG_SCALE and f.value > 0 else f.value
        z = -float(ndtri(f.p_value / 2))
        if z > 0 and effect:
            return Uncertainty(abs(effect) / z, told("basis-p"))
    n, basis = f.n, told("basis-n")
    if n is None or f.n_basis == "randomised":
        found = figures.largest_group(f)
        inferred = sizes.of(f) if sizes is not None else None
        n = inferred.middle if inferred else n or (found[0] if found else None)
        basis = (
            told("basis-inferred", sizes=inferred.words, figure=inferred.figure_id)
            if inferred
            else told("basis-everybody")
        )
    if n is None:
        return None
    if f.statistic == "percentage" and 0 < f.value < 100:
        return Uncertainty(math.sqrt(f.value * (100 - f.value) / n), basis)
    if f.statistic == "mean":
        sd = next(
            (
                g
                for g in figures
                if g.statistic == "sd"
                and (g.source, g.study, g.outcome, g.wave, g.arm)
                == (f.source, f.study, f.outcome, f.wave, f.arm)
            ),
            None,
        )
        if sd is not None:
            return Uncertainty(sd.value / math.sqrt(n), told("basis-sd", basis=basis))
    return None
