"""The law of the synthetic trial, stated once: propensities, leaving, amounts and times.

The shipped cohort (``voorzorg.synthetic.trial``) and simulated trials (``voorzorg.synthetic.population``)
are drawn by these functions from one specification. They differ in what comes after: whether margins are met
by count or on average (``voorzorg.synthetic.calibration``). Women are on the last axis of arrays; axes
before it are replicates.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import special
from scipy.optimize import brentq

from voorzorg.synthetic.figures import Figures, interpolate
from voorzorg.synthetic.trial.specification import (
    Amount,
    Characteristic,
    Dropout,
    Latent,
    Shares,
    SpecificationError,
    TrialSpecification,
    WaveValues,
)

Floats = NDArray[np.floating[Any]]

#: Who has a partner comes from the specification's counts.
PARTNER = "partner"
#: Points of a distribution function between which values are interpolated.
POINTS = 2000


def correlations(latent: Latent) -> Floats:
    """Correlation of the domains, in their order."""
    place = {name: i for i, name in enumerate(latent.domains)}
    matrix = np.eye(len(place))
    for first, second, correlation in latent.correlations:
        if first not in place or second not in place:
            raise SpecificationError(f"latent correlation of unknown domain: {first}, {second}")
        matrix[place[first], place[second]] = matrix[place[second], place[first]] = correlation
    return matrix


def between(latent: Latent, first: str, second: str) -> float:
    """Correlation of two domains."""
    return float(correlations(latent)[latent.domains.index(first), latent.domains.index(second)])


def root_of(latent: Latent) -> Floats:
    """By whose transpose independent normal numbers (…, domains) are multiplied to correlate as specified.

    Raises
    ------
    SpecificationError
        Where the correlations cannot hold together.
    """
    try:
        return np.asarray(np.linalg.cholesky(correlations(latent)))
    except np.linalg.LinAlgError:
        raise SpecificationError(
            "latent correlations cannot hold together (no positive definite matrix)"
        ) from None


def own_level(own: Floats, together: Floats, part: float) -> Floats:
    """A woman's own level of an outcome, of which a ``part`` is ``together`` with outcomes alike."""
    return np.asarray(np.sqrt(part) * together + np.sqrt(1 - part) * own)


def lasting(share: Shares, domain: Floats, own: Floats, site: Floats, nurse: Floats) -> Floats:
    """The part of a woman's propensity that is the same in every wave."""
    return np.asarray(
        np.sqrt(share.person) * domain
        + np.sqrt(share.outcome) * own
        + np.sqrt(share.site) * site
        + np.sqrt(share.nurse) * nurse
    )


def noise_share(share: Shares, outcome: str) -> float:
    """The share of the propensity's variance that is of one wave."""
    noise = 1 - share.person - share.outcome - share.site - share.nurse
    if noise < -1e-9:
        raise SpecificationError(f"latent shares of '{outcome}' add up to more than 1")
    return max(noise, 0.0)


def loaded(domain: Floats, loading: float, noise: Floats) -> Floats:
    """Propensity of a characteristic that has correlation ``loading`` with its domain."""
    return np.asarray(loading * domain + np.sqrt(1 - loading**2) * noise)


def leaving(drop: Dropout, risk: Floats, violence: Floats, own: Floats, noise: Floats) -> Floats:
    """How much a woman is inclined to miss a wave: standardised risk factors, violence, herself, the wave."""
    explained = drop.risk_factors * risk + drop.violence * violence
    rest = np.sqrt(max(0.0, 1 - drop.risk_factors**2 - drop.violence**2))
    return np.asarray(explained + rest * (np.sqrt(drop.person) * own + np.sqrt(1 - drop.person) * noise))


def leaving_edge(drop: Dropout, risk: Floats, correlation: float, share: float) -> float:
    """Beyond which inclination a ``share`` of women leaves.

    ``risk`` (points,) are standardised risk factors at even probabilities of their propensity, which has this
    ``correlation`` with violence.
    """
    q = special.ndtri((np.arange(len(risk)) + 0.5) / len(risk))
    centre = drop.risk_factors * risk + drop.violence * correlation * q
    rest = max(0.0, 1 - drop.risk_factors**2 - drop.violence**2)
    return crossing(share, centre, float(np.sqrt(drop.violence**2 * (1 - correlation**2) + rest)))


def risk_points(spec: TrialSpecification, figures: Figures) -> tuple[Floats, float, float, float]:
    """Standardised numbers of risk factors at even probabilities of their propensity, their mean and standard
    deviation, and the correlation of that propensity with violence.
    """
    what = spec.participants["risk_factors"]
    numbers = count_quantile((np.arange(POINTS) + 0.5) / POINTS, what, figures)
    mean, sd = float(numbers.mean()), float(numbers.std())
    correlation = what.loading * between(spec.latent, what.domain, "violence")
    return (numbers - mean) / sd, mean, sd, correlation


def crossing(share: float, centre: Floats, spread: float) -> float:
    """Beyond which value lies a ``share`` of an even mixture of normal variables around ``centre``."""
    if share <= 0 or share >= 1:
        return np.inf if share <= 0 else -np.inf
    return float(brentq(lambda t: special.ndtr((centre - t) / spread).mean() - share, -12, 12, xtol=1e-10))


def staff(families: np.ndarray, per_nurse: float) -> NDArray[np.int64]:
    """Nurses of sites with so many families to visit: at least one."""
    return np.maximum(1, np.round(families / per_nurse)).astype(np.int64)


def percent_of_wave(
    given: WaveValues, figures: Figures, weeks: dict[str, float], wave: str, arm: str
) -> float:
    """The percentage in a wave and arm: as given, or on the line between the given waves."""
    points = {key: figures.value(arms[arm]) for key, arms in given.items()}
    return points[wave] if wave in points else interpolate(points, weeks, wave)


def partners(spec: TrialSpecification, wave: str) -> float:
    """Share of women with a partner in a wave; in the population the same in all arms."""
    counts = spec.repeated[PARTNER].counts[wave]
    return sum(counts.values()) / sum(spec.waves[wave].measured.values())


def together(
    spec: TrialSpecification, first: tuple[str, Shares | None], second: tuple[str, Shares | None]
) -> float:
    """Correlation of the propensities of two outcomes, each a domain with its shares (None: the usual)."""
    parts = [(shares or spec.latent.shares).person for _, shares in (first, second)]
    return float(between(spec.latent, first[0], second[0]) * np.sqrt(parts[0] * parts[1]))


def beta_quantile(ranks: Floats, mean: float, sd: float, bounds: tuple[float, float], name: str) -> Floats:
    """Quantiles of a number between bounds (beta distribution) with this mean and standard deviation."""
    low, high = bounds
    share, spread = (mean - low) / (high - low), sd / (high - low)
    size = share * (1 - share) / spread**2 - 1
    if size <= 0:
        raise SpecificationError(
            f"participants: {name}: no distribution within the bounds has this mean and sd"
        )
    return np.asarray(low + (high - low) * special.betaincinv(share * size, (1 - share) * size, ranks))


def count_quantile(ranks: Floats, what: Characteristic, figures: Figures) -> Floats:
    """Quantiles of a count with the wanted share at or above each threshold; in between, evenly spread."""
    thresholds = sorted(what.at_least)
    above = [1.0, *(figures.value(what.at_least[t]) / 100 for t in thresholds), 0.0]
    edges = [what.lowest, *thresholds, what.highest + 1]
    return np.floor(np.interp(ranks, 1 - np.array(above), edges) + 1e-9)


def amount_of_users(
    amount: Amount, overall: bool, arm: str, share: float, figures: Figures
) -> tuple[float, float]:
    """Mean and standard deviation among those who do it at all, who are a ``share`` of everyone; without a
    standard deviation it is the mean.
    """
    mean = figures.value(amount.mean[arm])
    sd = figures.value(amount.sd[arm]) if amount.sd else mean
    if overall:
        square = sd**2 + mean**2
        mean = mean / share
        sd = float(np.sqrt(max(square / share - mean**2, 0.25))) if amount.sd else mean
    return mean, sd


def amount_quantile(ranks: Floats, mean: float, sd: float) -> Floats:
    """Quantiles of the gamma distribution of amounts, before they become whole numbers."""
    return np.asarray(special.gammaincinv((mean / sd) ** 2, ranks) * sd**2 / mean)


def whole_amount(gamma: Floats, factor: float, limit: Floats | float) -> Floats:
    """Whole amounts of at least one and at most the limit."""
    return np.clip(np.round(factor * gamma), 1, limit)


def duration(percent: Floats, anchors: list[tuple[float, float]]) -> Floats:
    """Weeks at which this percentage has stopped, by ``anchors`` (week, percentage); 0: never started."""
    found = np.interp(percent, [p for _, p in anchors], [w for w, _ in anchors])
    return np.where(percent < anchors[0][1], 0.0, np.maximum(found, 0.3))


def time_of_event(chance: Floats, last: float, shape: float) -> Floats:
    """Time of a first event that comes before ``last``, of ``chance`` (Weibull, conditional on coming)."""
    end = 1 - np.exp(-1.0)
    return np.asarray(last * (-np.log(1 - chance * end)) ** (1 / shape))


@lru_cache(maxsize=10_000)
def threshold(risk: float, exists: float = 1.0, correlation: float = 0.0) -> float:
    """Where a standard normal propensity begins to be an event, such that ``risk`` of those in whom the
    outcome exists have it.

    It exists in the share ``exists`` with the highest values of another propensity, of this ``correlation``.
    """
    if risk <= 0 or risk >= 1:
        return np.inf if risk <= 0 else -np.inf
    if exists >= 1 or correlation == 0:
        return float(-special.ndtri(risk))
    return float(brentq(lambda t: _beyond(t, exists, correlation) - risk, -9, 9, xtol=1e-12))


def _beyond(t: float | Floats, exists: float, correlation: float) -> Any:
    """P(V > t | Q > q) of standard normal V and Q, by the midpoint rule over quantiles of Q."""
    q = -special.ndtri((np.arange(POINTS) + 0.5) / POINTS * exists)
    return special.ndtr((correlation * q - np.asarray(t)[..., None]) / np.sqrt(1 - correlation**2)).mean(-1)


def uniform_among(propensity: Floats, exists: float, correlation: float) -> Floats:
    """The distribution function of a propensity, at its values, among those in whom it exists, as
    :func:`threshold` has them.
    """
    if exists >= 1 or correlation == 0:
        return np.asarray(special.ndtr(propensity))
    if abs(correlation) == 1:  # among those with the highest, or the lowest, of it
        start = 1 - exists if correlation > 0 else 0.0
        return np.asarray(((special.ndtr(propensity) - start) / exists).clip(1e-9, 1 - 1e-9))
    grid, values = _distribution(round(exists, 6), round(correlation, 6))
    return np.interp(propensity, grid, values).clip(1e-9, 1 - 1e-9)


@lru_cache(maxsize=500)
def _distribution(exists: float, correlation: float) -> tuple[Floats, Floats]:
    grid = np.linspace(-6, 6, 601)
    return grid, 1 - _beyond(grid, exists, correlation)
