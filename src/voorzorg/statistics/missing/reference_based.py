"""Those who left, as if they had become like the reference arm (Carpenter, Roger and Kenward, 2013).

Two steps. What a woman of another arm answered before she left is *translated*: what would she have answered
in the reference arm, keeping her place among her peers? From there the reference arm's own models, wave after
wave, say what followed.

A value on a scale keeps its distance from the mean: the reference arm's mean takes the place of her own
arm's, both given the covariates at the start. For multivariate normal outcomes that is jump to reference
exactly as in its closed form, also with several missed waves and with covariances that differ between the
arms. A yes or no keeps its rank: of a risk of 30 % in her arm and 50 % in the reference arm, given what went
before, every yes stays a yes and some of the noes become one. Those translated answers are distributed as the
reference arm's own, so that who leaves at random gets the reference arm's risks.

The three other strategies differ in the mean alone: *copy* reads her history as it is, as though she had
always been in the reference arm; *copy increments* lets her keep the difference that there was when she left;
*last mean* keeps her arm's mean of the last wave that she was seen at.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from scipy.special import expit

from voorzorg.messages import Name, RefusedError, message
from voorzorg.statistics.missing.chain import Array
from voorzorg.statistics.missing.completed import ImputedData
from voorzorg.statistics.missing.imputation_draws import (
    draw_logistic,
    draw_normal,
    match_predictive_means,
)

Strategy = Literal["jump", "copy", "increments", "last_mean"]
STRATEGIES: tuple[Strategy, ...] = ("jump", "copy", "increments", "last_mean")
_SCALES = ("continuous", "count", "normal")


def reference_based(
    imputed: ImputedData,
    outcomes: Sequence[str],
    reference: object,
    rng: np.random.Generator,
    baseline: Sequence[str] = (),
    strategy: Strategy = "jump",
    rows: ArrayLike | None = None,
    weights: Array | None = None,
) -> ImputedData:
    """Impute what followed a woman's last answer as the reference arm would have it.

    Parameters
    ----------
    outcomes : the outcome's columns in the order of the waves, complete ones too: they are history. Each is
        imputed for the non-reference arms from a model of the reference arm on ``baseline`` and the earlier
        ones, sequentially, parameters drawn anew in each data set. The condition of an outcome that exists
        only where another column is 1 goes before it; that a value does not exist is not a gap, and counts as
        the mean of those who have one.
    baseline : complete columns from before allocation; what is carried over is the distance to her own arm's
        mean.
    strategy : ``"jump"``, ``"copy"``, and, for outcomes on a scale, ``"increments"`` and ``"last_mean"``.
    rows : (n,) booleans, who is imputed this way (those who stopped treatment, say); default everyone outside
        the reference arm. Gaps before a woman's last answer keep their imputation under missing at random.
    weights : (m, n) of bootstrap samples; see :mod:`voorzorg.statistics.missing.frequentist`.

    Notes
    -----
    Pooled by Rubin's rules the standard error is *information-anchored*: not smaller than with the same data
    missing at random (Cro, Carpenter and Kenward, 2019), and so larger than what the estimate would do over
    repeated trials; for that one see :mod:`voorzorg.statistics.missing.frequentist`.
    """
    if imputed.by is None:
        raise ValueError("reference-based imputation needs data imputed by arm")
    if strategy not in STRATEGIES:
        raise ValueError(f"strategy must be one of {', '.join(STRATEGIES)}")
    kinds = {name: _kind(imputed, name) for name in outcomes}
    if strategy in ("increments", "last_mean") and not set(kinds.values()) <= {*_SCALES}:
        raise RefusedError(message("strategy-for-scales"))
    arm = imputed.data[imputed.by].to_numpy()
    in_reference = arm == reference
    if not in_reference.any():
        raise ValueError("no row has the reference arm")
    wanted = np.ones(len(arm), dtype=bool) if rows is None else np.asarray(rows, dtype=bool)
    left = _after_leaving(imputed, outcomes) & (wanted & ~in_reference)[:, None]
    if not left.any():
        return imputed
    result = imputed
    for own in pd.unique(pd.Series(arm[left.any(axis=1)])):
        leavers = np.flatnonzero((arm == own) & left.any(axis=1))
        world = _World(result, tuple(baseline), in_reference, arm == own, leavers, rng, strategy, weights)
        changed: dict[str, Array] = {}
        for k, name in enumerate(outcomes):
            drawn = world.visit(name, kinds[name], left[leavers, k])
            if drawn is not None:
                changed[name] = drawn
        last = np.array([np.flatnonzero(~row).max(initial=-1) for row in left[leavers]])
        for k, name in enumerate(outcomes):
            if name in changed:
                here = left[leavers, k]
                shift = world.shift(name, [outcomes[j] if j >= 0 else None for j in last])[:, here]
                result = _with(result, name, leavers[here], changed[name] + shift, world)
    return result


def _kind(imputed: ImputedData, name: str) -> str:
    """What was imputed as; of a column without gaps what its values look like."""
    if name in imputed.columns:
        return imputed.columns[name].kind
    values = imputed.data[name].dropna().astype(float)
    return "binary" if values.isin([0.0, 1.0]).all() else "normal"


def _after_leaving(imputed: ImputedData, outcomes: Sequence[str]) -> NDArray[np.bool_]:
    """(n, outcomes): True where a woman's cell was imputed and she answered nothing from then on."""
    answered = np.zeros((len(imputed.data), len(outcomes)), dtype=bool)
    filled = np.zeros_like(answered)
    for k, name in enumerate(outcomes):
        answered[:, k] = imputed.data[name].notna()
        if name in imputed.only_where:
            answered[:, k] |= (imputed.data[imputed.only_where[name]] == 0).fillna(False).to_numpy(dtype=bool)
        if name in imputed.columns:
            filled[imputed.columns[name].rows, k] = True
    later = np.flip(np.logical_or.accumulate(np.flip(answered, axis=1), axis=1), axis=1)
    return filled & ~later


@dataclass
class _World:
    """The leavers of one arm, and their history as the reference arm's models read it.

    ``own`` and ``star`` hold completed columns (m, n), standardised as in the reference arm: as they are, and
    (in the leavers' rows) translated. ``mean_own`` and ``mean_reference`` (m, leavers) are what the two arms'
    models expect of the leavers by their covariates.
    """

    imputed: ImputedData
    baseline: tuple[str, ...]
    in_reference: NDArray[np.bool_]
    in_own: NDArray[np.bool_]
    leavers: NDArray[np.int64]
    rng: np.random.Generator
    strategy: Strategy
    weights: Array | None
    own: dict[str, Array] = field(default_factory=dict)
    star: dict[str, Array] = field(default_factory=dict)
    there: dict[str, NDArray[np.bool_]] = field(default_factory=dict)
    centre: dict[str, Array] = field(default_factory=dict)
    spread: dict[str, Array] = field(default_factory=dict)
    mean_own: dict[str, Array] = field(default_factory=dict)
    mean_reference: dict[str, Array] = field(default_factory=dict)
    odds: dict[str, tuple[Array, Array]] = field(default_factory=dict)
    linear: bool = True

    def __post_init__(self) -> None:
        # Of its own, so that strategies with one seed share the numbers that the reference arm's models get.
        self.translation = self.rng.spawn(1)[0]
        for name in self.baseline:
            z = self._standardised(name)
            own = self.there[name] & self.in_own
            moved = z if self.strategy == "copy" else np.where(own, z - _mean(z, own), z)
            self.own[name], self.mean_own[name] = z, z[:, self.leavers]
            self.star[name] = self.mean_reference[name] = moved[:, self.leavers]

    def visit(self, name: str, kind: str, gone: NDArray[np.bool_]) -> Array | None:
        """Translate one column where the leavers were still seen, and draw it (m, cells) where not."""
        gate = self.imputed.only_where.get(name)
        history = [h for h in self.own if h != gate]
        z = self._standardised(name)
        reference = self._fit(name, kind, history, self.in_reference, self.rng)
        star = np.stack([self.star[h] for h in history], axis=2) if history else None
        drawn = None
        if gone.any():
            drawn = reference.draw(self._with_ones(star, gone), self.rng)
            if reference.odds is not None:
                self.odds[name] = reference.odds
        if self.strategy == "copy":
            translated = z[:, self.leavers].copy()
        else:
            translated = self._translated(name, kind, history, z, reference, star)
        if drawn is not None:
            translated[:, gone] = (drawn - self.centre[name]) / self.spread[name]
        if gate in self.star:
            unit = self.spread[gate]
            translated[(self.star[gate] * unit + self.centre[gate]) < 0.5] = 0.0
        self.own[name], self.star[name] = z, translated
        self.linear = self.linear and kind in _SCALES
        return drawn

    def shift(self, name: str, last: Sequence[str | None]) -> Array:
        """What the strategy adds to jump to reference, (m, leavers)."""
        if self.strategy not in ("increments", "last_mean"):
            return np.zeros((self.imputed.m, len(self.leavers)))

        def mean(of: dict[str, Array], wave: str, k: int) -> Array:
            return of[wave][:, k] * self.spread[wave][:, 0] + self.centre[wave][:, 0]

        added = np.zeros((self.imputed.m, len(self.leavers)))
        for k, wave in enumerate(last):
            if wave is not None:
                since = wave if self.strategy == "increments" else name
                added[:, k] = mean(self.mean_own, wave, k) - mean(self.mean_reference, since, k)
        return added

    def _standardised(self, name: str) -> Array:
        values, there = self.imputed.values(name), self.imputed.exists(name)
        if np.isnan(values[there]).any():
            raise ValueError(f"{name} is incomplete and was not imputed")
        values = np.where(there, values, 0.0)
        among = there & self.in_reference
        centre = _mean(values, among)
        spread = np.sqrt(_mean((values - centre) ** 2, among))
        self.there[name], self.centre[name] = there, centre
        self.spread[name] = np.where(spread >= 1e-9, spread, 1.0)
        return np.where(there, (values - centre) / self.spread[name], 0.0)

    def _fit(
        self,
        name: str,
        kind: str,
        history: Sequence[str],
        who: NDArray[np.bool_],
        rng: np.random.Generator,
    ) -> _Model:
        observed = self.imputed.data[name].to_numpy(dtype=float, na_value=np.nan)
        learn = np.flatnonzero(who & ~np.isnan(observed) & self.there[name].all(axis=0))
        if len(learn) < len(history) + 2:
            whose = "reference" if who is self.in_reference else "own"
            outcome = Name("variable", name)
            raise RefusedError(message(f"too-few-answers-{whose}", outcome=outcome, predictors=len(history)))
        X = np.ones((self.imputed.m, len(learn), len(history) + 1))
        for k, h in enumerate(history):
            X[:, :, k + 1] = self.own[h][:, learn]
        weights = None if self.weights is None else self.weights[:, learn]
        return _Model.fit(X, observed[learn], kind, rng, weights)

    def _translated(
        self, name: str, kind: str, history: list[str], z: Array, reference: _Model, star: Array | None
    ) -> Array:
        peers = self._fit(name, kind, history, self.in_own, self.translation)
        mine = np.stack([self.own[h][:, self.leavers] for h in history], axis=2) if history else None
        everyone = np.ones(len(self.leavers), dtype=bool)
        at_star, at_own = self._with_ones(star, everyone), self._with_ones(mine, everyone)
        value, there = z[:, self.leavers], self.there[name][:, self.leavers]
        if kind == "binary":
            risk, own_risk = expit(reference.eta(at_star)), expit(peers.eta(at_own))
            yes = value * self.spread[name] + self.centre[name] > 0.5
            u = self.translation.uniform(size=value.shape)
            place = np.where(yes, u * own_risk, own_risk + u * (1 - own_risk))
            answer = np.where(there, place, self.translation.uniform(size=value.shape)) < risk
            self.mean_own[name], self.mean_reference[name] = (
                (p - self.centre[name]) / self.spread[name] for p in (own_risk, risk)
            )
            return np.asarray((answer - self.centre[name]) / self.spread[name])
        scale, centre = self.spread[name], self.centre[name]
        expected = [
            self._with_ones(np.stack([means[h] for h in history], axis=2) if history else None, everyone)
            for means in (self.mean_own, self.mean_reference)
        ]
        own_mean = (peers.eta(expected[0]) - centre) / scale
        reference_mean = (reference.eta(expected[1]) - centre) / scale
        self.mean_own[name], self.mean_reference[name] = own_mean, reference_mean
        if self.linear:
            return np.asarray(value - own_mean + reference_mean)
        # After a yes or no an expectation is not the linear model's at the expectations: the residual given
        # the history moves instead, which is the same wherever the arms' slopes are.
        return np.asarray(value + (reference.eta(at_star) - peers.eta(at_own)) / scale)

    def _with_ones(self, columns: Array | None, chosen: NDArray[np.bool_]) -> Array:
        ones = np.ones((self.imputed.m, int(chosen.sum()), 1))
        return ones if columns is None else np.concatenate([ones, columns[:, chosen]], axis=2)


@dataclass
class _Model:
    """A drawn model of one column: its linear predictor, and draws from it."""

    beta: Array
    kind: str
    sigma: Array | None = None
    donors: tuple[Array, Array, Array | None] | None = None
    odds: tuple[Array, Array] | None = None

    @classmethod
    def fit(cls, X: Array, y: Array, kind: str, rng: np.random.Generator, weights: Array | None) -> _Model:
        if kind == "binary":
            start = np.zeros((len(X), X.shape[2]))
            return cls(draw_logistic(X, y, start, rng, weights=weights), kind)
        estimate, beta, sigma = draw_normal(X, y, rng, weights=weights)
        if kind != "count":
            return cls(beta, kind, sigma)
        fitted = (X @ estimate[:, :, None])[:, :, 0]
        return cls(beta, kind, sigma, (y, fitted, weights))

    def eta(self, X: Array) -> Array:
        return np.asarray((X @ self.beta[:, :, None])[:, :, 0])

    def draw(self, X: Array, rng: np.random.Generator) -> Array:
        eta = self.eta(X)
        if self.kind == "binary":
            self.odds = (eta, rng.uniform(size=eta.shape))
            return (self.odds[1] < expit(eta)).astype(float)
        if self.donors is not None:
            y, fitted, weights = self.donors
            return match_predictive_means(y, fitted, eta, 5, rng, weights)
        assert self.sigma is not None
        return np.asarray(eta + self.sigma[:, None] * rng.standard_normal(eta.shape))


def _with(
    imputed: ImputedData, name: str, cells: NDArray[np.int64], drawn: Array, world: _World
) -> ImputedData:
    """The data with other values in some cells of a column (and the odds and numbers that gave them)."""
    column = imputed.columns[name]
    at = np.searchsorted(column.rows, cells)
    values, odds, uniform = column.values.copy(), column.log_odds.copy(), column.uniform.copy()
    values[:, at] = drawn
    if name in world.odds:
        odds[:, at], uniform[:, at] = world.odds[name]
    return imputed.with_column(name, replace(column, values=values, log_odds=odds, uniform=uniform))


def _mean(z: Array, among: NDArray[np.bool_]) -> Array:
    """Mean of each data set's values ``z`` (m, n) among some, (m, 1); zero where there are none."""
    total = np.where(among, z, 0.0).sum(axis=1, keepdims=True)
    return np.asarray(total / np.maximum(among.sum(axis=1, keepdims=True), 1))
