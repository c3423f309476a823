"""The maximum of a specification's likelihood, or of the likelihood with a penalty."""

from __future__ import annotations

import numpy as np

from voorzorg.messages import message
from voorzorg.statistics.multilevel.fit.fitting import Fit, fit_likelihood
from voorzorg.statistics.multilevel.fit.penalty import Cauchy, Firth
from voorzorg.statistics.multilevel.likelihood.engines import kind, ladder, maker, start_values
from voorzorg.statistics.multilevel.specify.specification import Specification


def estimate(
    spec: Specification,
    points: int | str,
    start: np.ndarray | None,
    max_iterations: int = 100,
    penalty: str | None = None,
    pilot: bool = True,
) -> Fit:
    """The fit itself, on the standardised scale; ``pilot`` is for starts far from the maximum."""
    d = spec.data
    extra: Firth | Cauchy | None = None
    if penalty == "firth":
        extra = Firth(spec.work, d.N, d.offset)
    elif penalty == "cauchy":
        extra = Cauchy(d.X, spec.transform)
    elif penalty is not None:
        raise ValueError(f"penalty must be None, 'firth' or 'cauchy', not {penalty!r}")
    if start is None and kind(spec, points) == "three-level":
        # From the maximum without the third level: zero is left where the likelihood rises away from it, and
        # where it does not the dear integrals are spared.
        below = estimate(spec.without_third_level(), points, None, max_iterations, penalty)
        start, pilot = np.r_[below.maximum.x, np.zeros(len(spec.terms) - 1)], False
    elif start is None:
        beta = spec.pooled().x if extra is None else np.zeros(d.X.shape[1])
        start = start_values(spec, beta)
    make, rungs = maker(spec, points), ladder(spec, points)
    fit = fit_likelihood(make, start, rungs, extra, max_iterations, pilot)
    if points not in (1, "auto") and kind(spec, points) == "laplace":
        fit.notes.append(message("no-quadrature-here"))
    return fit


def log_likelihood_without(spec: Specification, index: int, points: int) -> float:
    """Maximal log-likelihood (without binomial coefficients) when a term's last effect is left out."""
    rest = spec.without_last_effect(index)
    if rest is None:
        return spec.pooled().value
    one = points == 1 or kind(rest, points) == "laplace"
    return estimate(rest, 1 if one else points, None).log_likelihood
