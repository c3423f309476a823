"""The pipeline's analyses of a batch of trials on arrays: the same engines without tables and formulas.

For two arms of individuals and a binary outcome. What an engine does not give (separation, no convergence)
is NaN here and left to the pipeline, which knows what to do.
"""

from __future__ import annotations

import numpy as np

from voorzorg.lab.methods import METHODS
from voorzorg.messages import RefusedError
from voorzorg.statistics.multilevel import MultilevelLogit
from voorzorg.statistics.multilevel.errors import MultilevelError
from voorzorg.statistics.multilevel.likelihood.logistic_normal import marginal_risk
from voorzorg.statistics.replicates.adjusted import standardised_many
from voorzorg.statistics.replicates.gee import gee_many
from voorzorg.statistics.replicates.results import Many, around
from voorzorg.statistics.results import normal_quantile
from voorzorg.synthetic.population.draw import Trials

Found = dict[str, dict[str, Many]]


def engines(
    trials: Trials,
    methods: tuple[str, ...],
    covariates: tuple[str, ...],
    baseline: bool,
    at: int,
    level: float,
) -> Found:
    """By method and estimand, at the wave in place ``at``; ratios on the log scale."""
    found: Found = {}
    repeated = trials.y.shape[2] > 1
    W = np.stack([trials.covariates[name] for name in covariates], axis=2) if covariates else None
    if W is None:
        W = np.empty((*trials.arm.shape, 0))
    if "adjusted" in methods:
        there = np.concatenate([W, _start(trials.y, at)], axis=2) if baseline else W
        found["adjusted"] = standardised_many(trials.y[:, :, at], trials.arm, there, level)
    if "gee" in methods and repeated:
        found["gee"] = {"odds_ratio": gee_many(trials.y, trials.arm, baseline, at, level)}
    if {"marginal", "multilevel"} & set(methods) and repeated:
        both = _multilevel(trials, W, baseline, at, level)
        found |= {name: values for name, values in both.items() if name in methods}
    return found


def _start(y: np.ndarray, at: int) -> np.ndarray:
    """The outcome before allocation as a covariate: the mean of those measured where it is missing."""
    first, here = y[:, :, 0], np.isfinite(y[:, :, at])
    known = np.isfinite(first) & here
    mean = np.where(known, first, 0.0).sum(1) / np.maximum(known.sum(1), 1)
    return np.where(np.isfinite(first), first, mean[:, None])[:, :, None]


def _multilevel(trials: Trials, W: np.ndarray, baseline: bool, at: int, level: float) -> Found:
    """Waves within women, one replicate after another: conditional odds ratio, averaged risks."""
    R = len(trials.y)
    shape = {"multilevel": METHODS["multilevel"].estimands, "marginal": METHODS["marginal"].estimands[:3]}
    raw = {(m, e): np.full((R, 5), np.nan) for m, estimands in shape.items() for e in estimands}
    for r in range(R):
        try:
            one = _fit(trials.y[r], trials.arm[r].astype(float), W[r], baseline, at, level)
        except (MultilevelError, RefusedError, ValueError, ArithmeticError, np.linalg.LinAlgError):
            continue
        for key, values in one.items():
            raw[key][r] = values
    return {m: {e: Many(*raw[m, e].T) for e in estimands} for m, estimands in shape.items()}


def _fit(
    y: np.ndarray, arm: np.ndarray, W: np.ndarray, baseline: bool, at: int, level: float
) -> dict[tuple[str, str], np.ndarray]:
    woman, wave = np.nonzero(np.isfinite(y))
    waves = y.shape[1]
    effects = np.arange(1 if baseline else 0, waves)
    means = W[woman].mean(0)
    X = np.column_stack(
        [
            (wave[:, None] == np.arange(waves)).astype(float),
            (wave[:, None] == effects) * arm[woman, None],
            W[woman] - means,
        ]
    )
    result = MultilevelLogit(y[woman, wave], X, woman).fit()
    if not result.converged:
        return {}
    place = waves + int(np.flatnonzero(effects == at)[0])
    b, se = float(result.params.iloc[place]), float(result.bse.iloc[place])
    own = around(np.array(b), np.array(se), np.inf, np.array(0.0), level)
    p_value = float(2 * _tail(abs(b / se)))
    found = {("multilevel", "odds_ratio"): np.array([*own[:4], p_value])}
    people = np.unique(woman)
    design = np.zeros((len(people), X.shape[1]))
    design[:, at], design[:, waves + len(effects) :] = 1.0, W[people] - means
    covariance, z = result.cov_working(), normal_quantile(level)
    fixed, sd = result.fe_params.to_numpy(), float(result.psi[result.k_fe])
    risks, gradients = [], []
    for treated in (0.0, 1.0):
        design[:, place] = treated
        risk, d_eta, d_s = marginal_risk(design @ fixed, np.full(len(people), sd))
        risks.append(float(risk.mean()))
        gradients.append(np.r_[d_eta @ design / len(people), d_s.mean()])
    p0, p1 = risks
    g0, g1 = gradients
    for name, value, gradient in (
        ("risk_difference", p1 - p0, g1 - g0),
        ("risk_ratio", np.log(p1 / p0), g1 / p1 - g0 / p0),
        (
            "odds_ratio",
            np.log(p1 / (1 - p1) / (p0 / (1 - p0))),
            g1 / (p1 * (1 - p1)) - g0 / (p0 * (1 - p0)),
        ),
    ):
        spread = float(np.sqrt(gradient @ covariance @ gradient))
        numbers = [value, spread, value - z * spread, value + z * spread, p_value]
        found["marginal", name] = np.array(numbers)
    return found


def _tail(z: float) -> float:
    from scipy.special import ndtr

    return float(ndtr(-z))
