"""The maximum of a specification's likelihood, or of the likelihood with a penalty."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from voorzorg.messages import message
from voorzorg.statistics.multilevel.fit.fitting import Fit, Search, fit_likelihood
from voorzorg.statistics.multilevel.fit.penalty import Cauchy, Firth
from voorzorg.statistics.multilevel.likelihood.adaptive.three_level import ThreeLevel
from voorzorg.statistics.multilevel.likelihood.engines import kind, ladder, maker, start_values
from voorzorg.statistics.multilevel.specify.specification import Specification
from voorzorg.statistics.multilevel.specify.structure import lower_indices, split


def estimate(
    spec: Specification,
    points: int | str,
    start: np.ndarray | None,
    max_iterations: int = 100,
    penalty: str | None = None,
    search: Search | None = None,
) -> Fit:
    """The fit itself, on the standardised scale."""
    d, search = spec.data, search or Search()
    extra: Firth | Cauchy | None = None
    if penalty == "firth":
        extra = Firth(spec.work, d.N, d.offset)
    elif penalty == "cauchy":
        extra = Cauchy(d.X, spec.transform)
    elif penalty is not None:
        raise ValueError(f"penalty must be None, 'firth' or 'cauchy', not {penalty!r}")
    make, rungs = maker(spec, points), ladder(spec, points)
    if search.only and search.first in rungs:
        rungs = (search.first,)
    if start is None and kind(spec, points) == "three-level":
        # From the maximum without the third level: zero is left where the likelihood rises away from it, and
        # where it does not the dear integrals are spared.
        enough = max(search.enough, ThreeLevel.enough)
        rough = replace(search, enough=enough)
        below = estimate(spec.without_third_level(), points, None, max_iterations, penalty, rough)
        start = np.r_[below.maximum.x, np.zeros(len(spec.terms) - 1)]
        first = next((k for k, error in below.errors.items() if error < enough), 0)
        search = replace(search, first=first, at_zero=below.errors)
    elif start is None:
        beta = spec.pooled().x if extra is None else np.zeros(d.X.shape[1])
        start = start_values(spec, beta)
    fit = fit_likelihood(make, start, rungs, extra, max_iterations, search)
    if points not in (1, "auto") and kind(spec, points) == "laplace":
        fit.notes.append(message("no-quadrature-here"))
    return fit


def log_likelihood_without(spec: Specification, index: int, points: int, psi: np.ndarray) -> float:
    """Maximal log-likelihood (without binomial coefficients) when a term's last effect is left out.

    The search starts at ``psi``, the maximum with that effect.
    """
    rest = spec.without_last_effect(index)
    if rest is None:
        return spec.pooled().value
    one = points == 1 or kind(rest, points) == "laplace"
    start = carried_over(psi, spec, rest)
    search = Search(pilot=start is None, check=False)
    return estimate(rest, 1 if one else points, start, search=search).log_likelihood


def carried_over(psi: np.ndarray, of: Specification, to: Specification) -> np.ndarray | None:
    """Parameters of one model as starting values of another with some of its columns and random effects.

    Columns that are new start at zero.  Where random effects go, the coefficients shrink as those of a
    marginal model do.  None where a group's random effects are others.
    """
    P = of.data.X.shape[1]
    held = {
        (t.group, t.columns): (t, part) for t, part in zip(of.terms, split(psi[P:], of.terms), strict=True)
    }
    theta = []
    for term in to.terms:
        if (term.group, term.columns) not in held:
            return None
        known, part = held.pop((term.group, term.columns))
        factor = (np.array(term.scale) / np.array(known.scale))[:, None] * known.factor(part)
        theta.append(factor[lower_indices(term.q)])
    lost = sum(float((part**2).sum()) for _, part in held.values())
    kept = sum(float((part**2).sum()) for part in theta)
    shrink = np.sqrt((1 + 0.35 * kept) / (1 + 0.35 * (kept + lost)))
    beta = dict(zip(of.data.names, of.transform @ psi[:P] * shrink, strict=True))
    wanted = np.array([beta.get(name, 0.0) for name in to.data.names])
    return np.r_[np.linalg.solve(to.transform, wanted), *theta]
