"""Parametric bootstrap: new responses from the fitted model, refitted from the fitted values."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from voorzorg.statistics.multilevel.answers.estimates import Estimates
from voorzorg.statistics.multilevel.errors import MultilevelError
from voorzorg.statistics.multilevel.fit.estimation import estimate
from voorzorg.statistics.multilevel.likelihood.binomial import logistic
from voorzorg.statistics.multilevel.specify.structure import split


def simulate(results: Estimates, rng: np.random.Generator) -> np.ndarray:
    """Draw random effects and responses (N,) from the fit, in the order of ``model.data``.

    Raises:
        MultilevelError: with fractional or repeated rows (frequency weights), which cannot be simulated one
            by one.
    """
    model = results.model
    d = model.data
    if (d.weights != 1).any():
        raise MultilevelError("the bootstrap needs single rows: expand the frequency weights first")
    eta = d.X @ results.fe_params.to_numpy() + d.offset
    parts = split(results.psi[results.k_fe :], model.terms)
    levels = zip(model.terms, parts, model.groups_of_rows, model.designs_of_rows, strict=True)
    for term, part, group, z in levels:
        b = rng.standard_normal((int(group.max()) + 1, term.q)) @ term.factor(part).T
        eta = eta + (z * b[group]).sum(axis=1)
    p = logistic(eta).p
    if (d.trials == 1).all():
        return (rng.random(p.size) < p).astype(float)
    return rng.binomial(d.trials.astype(int), p).astype(float)


def refits(results: Estimates, replicates: int, seed: int) -> Iterator[Estimates | None]:
    """Refit to simulated responses, each started at the fit; None where no finite maximum was found."""
    rng = np.random.default_rng(seed)
    start = results.psi.copy()
    start[results.k_fe :] = np.where(start[results.k_fe :] == 0, 0.3, start[results.k_fe :])
    for _ in range(replicates):
        model = results.model.with_response(simulate(results, rng))
        if results.penalty is None and model.separation() is not None:
            yield None
            continue
        fit = estimate(model, results.n_points, start, penalty=results.penalty)
        if not fit.maximum.converged:
            yield None
            continue
        yield Estimates(model, fit, penalty=results.penalty, quiet=True)


def bootstrap(results: Estimates, replicates: int, seed: int) -> pd.DataFrame:
    """``params`` of the refits, a row each; missing where a replicate has no finite maximum."""
    rows = [
        np.full(len(results.params), np.nan) if fit is None else fit.params.to_numpy()
        for fit in refits(results, replicates, seed)
    ]
    return pd.DataFrame(rows, columns=results.names)
