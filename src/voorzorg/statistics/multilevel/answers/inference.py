"""Tests, and the intraclass correlation."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy.special import chdtrc, fdtrc, ndtri

from voorzorg.messages import message
from voorzorg.statistics.multilevel.answers.estimates import Estimates
from voorzorg.statistics.multilevel.answers.profile import profile_intervals
from voorzorg.statistics.multilevel.errors import MultilevelError, UnfitDataError
from voorzorg.statistics.multilevel.fit.estimation import estimate, log_likelihood_without
from voorzorg.statistics.results import LOGISTIC_VARIANCE


@dataclass(frozen=True)
class TestResult:
    """A test: statistic, degrees of freedom (two for a mixture), p-value, and its name in words."""

    __test__ = False  # not a test class for pytest

    name: str
    statistic: float
    df: tuple[int, ...]
    pvalue: float

    def __str__(self) -> str:
        df = " and ".join(map(str, self.df))
        return f"{self.name}: chi-square = {self.statistic:.3f}, df = {df}, p = {self.pvalue:.4g}"


#: A statistic at most this is zero but for rounding: the estimate is at the boundary.
BOUNDARY = 1e-8


def chi_bar_square(statistic: float, lower: int) -> float:
    """Tail of the half-and-half mixture of chi-squares with ``lower`` and ``lower`` + 1 degrees of
    freedom."""
    if statistic <= BOUNDARY:
        return 1.0
    first = 0.0 if lower == 0 else chdtrc(lower, statistic)
    return float(0.5 * first + 0.5 * chdtrc(lower + 1, statistic))


def constraint_matrix(names: list[str], constraints: Any) -> tuple[np.ndarray, np.ndarray]:
    """Rows L and values r of L params = r."""
    if isinstance(constraints, str) and constraints in names:
        constraints = [constraints]
    if (
        isinstance(constraints, (list, tuple))
        and constraints
        and all(isinstance(c, str) for c in constraints)
    ):
        unknown = [c for c in constraints if c not in names]
        if not unknown:
            return np.eye(len(names))[[names.index(c) for c in constraints]], np.zeros(len(constraints))
        if len(constraints) > 1 or "=" not in constraints[0]:
            raise MultilevelError(f"no parameter named {', '.join(unknown)}")
    if isinstance(constraints, (str, list, tuple)) and not isinstance(constraints, np.ndarray):
        first = constraints if isinstance(constraints, str) else constraints[0]
        if isinstance(first, str):
            return _parse(names, first)
    L = np.atleast_2d(np.asarray(constraints, dtype=float))
    if L.shape[1] != len(names):
        raise MultilevelError(f"constraints have {L.shape[1]} columns, the model has {len(names)} parameters")
    return L, np.zeros(len(L))


def _parse(names: list[str], text: str) -> tuple[np.ndarray, np.ndarray]:
    from formulaic.utils.constraints import LinearConstraints

    # parameter names contain the grammar's own signs (':', '[', ...), so each gets a plain alias first
    longest = sorted(names, key=len, reverse=True)
    named = r"(?<!\w)(" + "|".join(map(re.escape, longest)) + r")(?!\w)"
    text = re.sub(named, lambda found: f"parameter{names.index(found[1])}_", text)
    aliases = [f"parameter{j}_" for j in range(len(names))]
    try:
        constraints = LinearConstraints.from_spec(text, variable_names=aliases)
    except KeyError as error:
        raise MultilevelError(f"no parameter named {error.args[0]}") from None
    return np.asarray(constraints.constraint_matrix, float), np.asarray(constraints.constraint_values, float)


def wald_test(results: Estimates, constraints: Any) -> TestResult:
    L, r = constraint_matrix(results.names, constraints)
    used = np.abs(L).sum(axis=0) > 0
    covariance = results.cov_params().to_numpy()[np.ix_(used, used)]
    everything, L = L, L[:, used]
    difference = L @ results.params.to_numpy()[used] - r
    inner = L @ covariance @ L.T
    if not np.isfinite(inner).all():
        raise UnfitDataError(message("no-standard-error-in-test"))
    rank = int(np.linalg.matrix_rank(inner))
    if rank < len(L):
        raise MultilevelError("the constraints are redundant")
    statistic = float(difference @ np.linalg.solve(inner, difference))
    if results.cov_type != "bias-reduced":
        return TestResult("Wald test", statistic, (rank,), float(chdtrc(rank, statistic)))
    # Hotelling's T-squared, with the fewest degrees of freedom that one of the constraints has
    left = min(results.df_of(row) for row in everything[:, : results.k_fe]) - rank + 1
    p = float(fdtrc(rank, left, statistic * left / (rank * (left + rank - 1)))) if left > 0 else float("nan")
    return TestResult("Wald test for few clusters", statistic, (rank,), p)


def lr_test(full: Estimates, restricted: Estimates) -> TestResult:
    """Likelihood-ratio test of two nested fits to the same rows.

    Dropping one standard deviation (and nothing else) is tested by the mixture of chi-squares.  Fits with
    different numbers of quadrature points are compared at the larger of the two.

    Raises:
        MultilevelError: when the fits do not belong together, or the restricted one is not nested.
    """
    if full.nobs != restricted.nobs or not np.array_equal(
        np.sort(full.model.data.rows), np.sort(restricted.model.data.rows)
    ):
        raise MultilevelError("the two models were fitted to different rows")
    if full.penalty != restricted.penalty or (full.penalty is not None):
        raise MultilevelError("likelihood-ratio tests need unpenalised fits; use profile intervals")
    if (full.n_points == 1) != (restricted.n_points == 1):
        raise MultilevelError("a Laplace likelihood cannot be compared with one by quadrature")
    more = full.k_fe - restricted.k_fe
    variances = full.df_model - full.k_fe - (restricted.df_model - restricted.k_fe)
    if more < 0 or variances < 0 or more + variances == 0 or not _nested(full, restricted):
        if more <= 0 and variances <= 0 and more + variances < 0 and _nested(restricted, full):
            raise MultilevelError("this model is nested in the other one: ask the larger of the two")
        raise MultilevelError("the other model is not nested in this one")
    points = max(full.n_points, restricted.n_points)
    statistic = max(0.0, 2 * (_log_likelihood(full, points) - _log_likelihood(restricted, points)))
    if variances == 0:
        return TestResult("likelihood-ratio test", statistic, (more,), float(chdtrc(more, statistic)))
    if len(full.sd) - len(restricted.sd) > 1:
        raise MultilevelError(
            "drop one variance at a time: the mixture for several is not known in closed form"
        )
    lower = more + variances - 1
    return TestResult(
        "likelihood-ratio test (chi-bar-square)",
        statistic,
        (lower, lower + 1),
        chi_bar_square(statistic, lower),
    )


def _nested(full: Estimates, restricted: Estimates) -> bool:
    """Whether the restricted model's columns (combined) and random effects are among the full one's."""
    large, small = full.model, restricted.model
    here, there = np.argsort(large.data.rows), np.argsort(small.data.rows)
    for name in ("y", "trials", "weights", "offset"):
        if not np.allclose(getattr(large.data, name)[here], getattr(small.data, name)[there]):
            return False
    X, inside = large.work[here], small.work[there]
    outside = inside - X @ (X.T @ inside) / len(X)
    effects = {(term.group, column) for term in large.terms for column in term.columns}
    kept = {(term.group, column) for term in small.terms for column in term.columns}
    return bool(np.abs(outside).max() < 1e-6) and kept <= effects


def _log_likelihood(results: Estimates, points: int) -> float:
    """Maximal log-likelihood with this number of points."""
    if results.n_points == points:
        return results.llf
    start = np.where(results.psi == 0, 0.0, results.psi)
    return estimate(results.model, points, start).log_likelihood + results.log_coefficient


def variance_test(results: Estimates, term: str | None = None) -> TestResult:
    """Test the variance of a random intercept, or of the last slope of a term, against zero.

    Under the null the statistic is a half-and-half mixture of chi-squares with q - 1 and q degrees of
    freedom, q the number of (co)variance parameters that go.
    """
    model = results.model
    labels = [t.label for t in model.terms]
    index = len(labels) - 1 if term is None else labels.index(term) if term in labels else -1
    if index < 0:
        raise MultilevelError(f"no random-effect term {term}; there are {', '.join(labels)}")
    if results.penalty is not None:
        raise MultilevelError("the variance test needs an unpenalised fit")
    q = model.terms[index].q
    restricted = log_likelihood_without(model, index, results.n_points, results.psi)
    restricted += results.log_coefficient
    statistic = max(0.0, 2 * (results.llf - restricted))
    what = labels[index] if q == 1 else f"{labels[index]}: {model.terms[index].columns[-1]}"
    return TestResult(
        f"variance of {what} is zero (chi-bar-square)",
        statistic,
        (q - 1, q),
        chi_bar_square(statistic, q - 1),
    )


def icc(results: Estimates, alpha: float, method: str, term: str | None) -> pd.Series:
    """Share of the latent variance that members of a cluster have in common.

    For nested levels, members of an inner cluster share the outer cluster too.  Returns icc, ci_low, ci_high.

    Raises:
        MultilevelError: with random slopes, where the correlation depends on the covariates.
    """
    terms = results.model.terms
    if any(t.q > 1 or t.columns[0] != "Intercept" for t in terms):
        raise MultilevelError("with random slopes the intraclass correlation depends on the covariates")
    groups = [t.group for t in terms]
    term = term or groups[0]
    if term not in groups:
        raise MultilevelError(f"no random-effect term {term}; there are {', '.join(groups)}")
    nested = results.model.data.outer_name is not None and term == groups[0]
    shared = np.ones(len(terms), dtype=bool) if nested else np.array([g == term for g in groups])
    variance = results.sd.to_numpy() ** 2
    total = variance.sum() + LOGISTIC_VARIANCE
    value = variance[shared].sum() / total
    if method == "profile" and len(terms) == 1:
        limits = profile_intervals(results, [str(results.sd.index[0])], alpha).to_numpy()[0] ** 2
        with np.errstate(invalid="ignore"):
            low, high = np.where(np.isinf(limits), 1.0, limits / (limits + LOGISTIC_VARIANCE))
        return pd.Series({"icc": value, "ci_low": low, "ci_high": high})
    # delta method on the logit scale
    d_variance = (shared * total - variance[shared].sum()) / total**2
    gradient = d_variance * 2 * results.sd.to_numpy()
    covariance = results.cov_params().loc[results.sd.index, results.sd.index].to_numpy()
    se = np.sqrt(gradient @ covariance @ gradient) / (value * (1 - value)) if value > 0 else np.nan
    with np.errstate(divide="ignore"):
        centre = np.log(value / (1 - value))
    low, high = 1 / (1 + np.exp(-(centre + np.array([-1, 1]) * ndtri(1 - alpha / 2) * se)))
    return pd.Series({"icc": value, "ci_low": low, "ci_high": high})
