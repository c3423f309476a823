"""Predicted risks and the clusters' conditional modes."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from scipy.special import expit, logit

from voorzorg.statistics.multilevel.answers.estimates import Estimates
from voorzorg.statistics.multilevel.errors import MultilevelError
from voorzorg.statistics.multilevel.likelihood.adaptive.marginal_likelihood import TwoLevel
from voorzorg.statistics.multilevel.likelihood.adaptive.vector import VectorTwoLevel
from voorzorg.statistics.multilevel.likelihood.engines import laplace
from voorzorg.statistics.multilevel.likelihood.logistic_normal import marginal_risk
from voorzorg.statistics.multilevel.specify.formula import Rows
from voorzorg.statistics.multilevel.specify.structure import Term, split
from voorzorg.statistics.prediction import Prediction


def latent_sd(results: Estimates, rows: Rows) -> tuple[np.ndarray, np.ndarray]:
    """s_row = (sum over terms of z' Sigma z)^1/2, and its derivative in theta (rows, n_theta)."""
    terms = results.model.terms
    parts = split(results.psi[results.k_fe :], terms)
    variance, derivatives = np.zeros(len(rows.X)), []
    for term, part, z in zip(terms, parts, results.model.designs(rows.Z, rows.outer), strict=True):
        zL = z @ term.factor(part)
        variance = variance + (zL * zL).sum(axis=1)
        j, i = np.triu_indices(term.q)
        derivatives.append(z[:, i] * zL[:, j])  # half the derivative of z' L L' z in L_ij
    s = np.sqrt(variance)
    return s, np.column_stack(derivatives) / np.where(s > 0, s, 1)[:, None]


def design_rows(results: Estimates, data: Any) -> Rows:
    """Designs of the rows fitted (``data`` None) or of new data."""
    model = results.model
    if data is None:
        return Rows(model.data.X, model.data.Z, model.data.outer_design, model.data.offset)
    if model.design is not None and not isinstance(data, np.ndarray):
        return model.design.build(data)
    X = np.atleast_2d(np.asarray(data, dtype=float))
    if X.shape[1] != model.data.X.shape[1]:
        raise MultilevelError(f"the design has {X.shape[1]} columns, the model {model.data.X.shape[1]}")
    if any(term.columns != ("Intercept",) for term in model.terms):
        raise MultilevelError("new data for a model with random slopes need the formula interface")
    return Rows(X, np.ones((len(X), 1)), np.ones((len(X), 1)), np.zeros(len(X)))


def predict(results: Estimates, data: Any, which: str) -> pd.Series:
    """Predicted risks, by the index of the rows.

    Args:
        results: the fit.
        data: None for the rows fitted, in the order in which they were passed; else a data frame (formula
            interface) or a design matrix.
        which: 'marginal' averages over the distribution of the random effects; 'conditional' adds the modes
            of the row's own clusters (rows fitted only); 'fixed' sets the random effects to zero (the median
            cluster); 'linear' is the fixed part on the logit scale.
    """
    if which == "conditional":
        if data is not None:
            raise MultilevelError(
                "conditional predictions are for the rows fitted; new clusters have no mode"
            )
        rows = design_rows(results, None)
        eta = rows.X @ results.fe_params.to_numpy() + rows.offset + effects_of_rows(results)
        return _by_index(results, None, expit(eta))
    if which == "linear":
        rows = design_rows(results, data)
        return _by_index(results, data, rows.X @ results.fe_params.to_numpy() + rows.offset)
    return get_prediction(results, data, which).predicted_mean.rename("predicted")


def get_prediction(results: Estimates, data: Any, which: str) -> Prediction:
    """'marginal' or 'fixed' risks with their standard errors: the delta method with the covariance of fixed
    effects and variance parameters. A conditional risk has no error here: its mode is itself uncertain.
    """
    if which not in ("marginal", "fixed"):
        raise ValueError(
            "which must be 'marginal' or 'fixed' (of predict() also 'conditional' or 'linear'), "
            f"not {which!r}"
        )
    rows = design_rows(results, data)
    eta = rows.X @ results.fe_params.to_numpy() + rows.offset
    gradient = np.zeros((len(eta), len(results.psi)))
    if which == "fixed":
        linear = eta
        gradient[:, : results.k_fe] = rows.X
    else:
        s, s_theta = latent_sd(results, rows)
        risk, d_eta, d_s = marginal_risk(eta, s)
        linear = logit(risk)
        parts = np.column_stack([d_eta[:, None] * rows.X, d_s[:, None] * s_theta])
        gradient = parts / (risk * (1 - risk))[:, None]
    error = np.sqrt(np.einsum("ij,jk,ik->i", gradient, results.cov_working(), gradient))
    df = np.full(len(eta), np.inf)
    if results.cov_type == "bias-reduced":
        df = np.array([results.df_of(one[: results.k_fe]) for one in gradient])
    by_index = [_by_index(results, data, part) for part in (linear, error, df)]
    ordered = [part.to_numpy() for part in by_index]
    return Prediction(ordered[0], ordered[1], "logit", ordered[2], by_index[0].index)


def _by_index(results: Estimates, data: Any, values: np.ndarray) -> pd.Series:
    """Values of the rows of ``data`` by its index, or of those fitted in the order in which they came."""
    if data is not None:
        index = data.index if isinstance(data, pd.DataFrame) else pd.RangeIndex(len(values))
        return pd.Series(values, index, name="predicted")
    model = results.model
    order = np.argsort(model.data.rows)
    index = pd.Index(model.data.rows) if model.frame is None else model.frame.index
    return pd.Series(values[order], index[order], name="predicted")


def random_effects(results: Estimates) -> pd.DataFrame:
    """One row per cluster and effect: group, label, effect, mode, std_error (logit scale)."""
    out = []
    for term, labels, (mode, se) in conditional_effects(results):
        for j, column in enumerate(term.columns):
            out.append(
                pd.DataFrame(
                    {
                        "group": term.group,
                        "label": labels,
                        "effect": column,
                        "mode": mode[:, j] / term.scale[j],
                        "std_error": se[:, j] / term.scale[j],
                    }
                )
            )
    return pd.concat(out, ignore_index=True)


def effects_of_rows(results: Estimates) -> np.ndarray:
    """Sum of the conditional modes on the logit scale, per row of ``data``."""
    model = results.model
    out = np.zeros(len(model.data.y))
    for group, z, (_, _, (mode, _)) in zip(
        model.groups_of_rows, model.designs_of_rows, conditional_effects(results), strict=True
    ):
        out += (z * mode[group]).sum(axis=1)
    return out


def conditional_effects(
    results: Estimates,
) -> list[tuple[Term, list[Any], tuple[np.ndarray, np.ndarray]]]:
    """Term, labels, and (modes, standard errors) of shape (groups, q) for effects of scaled columns."""
    model = results.model
    labels = model.group_labels
    if len(model.terms) > 1 or model.n_random > 3:
        joint = laplace(model).conditional(results.psi)
        return [(term, names, (m, se)) for names, (term, m, se) in zip(labels, joint, strict=True)]
    engine = TwoLevel(model.clusters, 1) if model.n_random == 1 else VectorTwoLevel(model.clusters, 1)
    mode, se = engine.conditional(results.psi)
    which = model.clusters.pattern_of_cluster
    return [(model.terms[0], labels[0], (mode[which], se[which]))]
