"""Outcomes of a population, from the synthetic trial's specification: thresholds in place of counts."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache

import numpy as np
from scipy.optimize import brentq
from scipy.special import ndtr, ndtri

from voorzorg.synthetic.figures import Figures, interpolate
from voorzorg.synthetic.trial.specification import ArmValues, Shares, TrialSpecification, WaveValues

#: The wave of an outcome with one value per woman.
ONCE = ""
#: Share of women with a partner comes from the specification's counts.
PARTNER = "partner"


@dataclass(frozen=True)
class Population:
    """One outcome in the population.

    ``level`` holds, by wave, what the reference and the treated arm have as published: risks of a binary
    outcome, means of a continuous one, which has ``sd`` by wave. ``exists`` holds by wave the share of
    women for whom it exists (those with a partner); ``composite`` counts the others as 0. ``common`` names
    what an outcome's own level shares with others.
    """

    key: str
    domain: str
    shares: Shares
    level: dict[str, tuple[float, float]]
    sd: dict[str, float] = field(default_factory=dict)
    exists: dict[str, float] = field(default_factory=dict)
    exists_correlation: float = 0.0
    composite: bool = False
    lower_is_up: bool = False
    common: tuple[str, float] | None = None
    nonresponse: float = 0.0

    @property
    def binary(self) -> bool:
        return not self.sd

    @property
    def waves(self) -> tuple[str, ...]:
        return tuple(self.level)


def outcomes_of(spec: TrialSpecification, figures: Figures, weeks: dict[str, float]) -> dict[str, Population]:
    """Every outcome that a population can have, by its key in ``config.yaml``.

    Risks in waves without a figure lie on the line between those with one; before allocation both arms have
    the mean of what was published, as they are one population.
    """
    reference = next(arm for arm in spec.arms if arm != spec.treated)
    usual, found = spec.latent.shares, dict[str, Population]()

    def pair(values: ArmValues) -> tuple[float, float]:
        return figures.value(values[reference]), figures.value(values[spec.treated])

    def percent(given: WaveValues, waves: tuple[str, ...]) -> dict[str, tuple[float, float]]:
        known = {wave: pair(arms) for wave, arms in given.items()}
        ends = [{wave: one[k] / 100 for wave, one in known.items()} for k in (0, 1)]
        return {
            wave: (interpolate(ends[0], weeks, wave), interpolate(ends[1], weeks, wave)) for wave in waves
        }

    def add(key: str, domain: str, level: dict[str, tuple[float, float]], **more: object) -> None:
        shares = more.pop("shares", None) or usual
        start = next(iter(spec.waves))
        if start in level:
            level = level | {start: (float(np.mean(level[start])),) * 2}
        found[key] = Population(key, domain, shares, level, **more)  # type: ignore[arg-type]

    every = tuple(spec.waves)
    add("cps_report", spec.reports.domain, {ONCE: _of_hundred(pair(spec.reports.percent))})
    for key, one in spec.repeated.items():
        if one.percent and not one.among:
            levels = percent(one.percent, one.waves or every)
            add(key, one.domain, levels, shares=one.shares, nonresponse=one.nonresponse)
    fed = percent(spec.breastfeeding.waves, tuple(spec.breastfeeding.waves))
    add("breastfeeding", spec.breastfeeding.domain, fed, lower_is_up=True)
    add("preterm", spec.birth.domain, {ONCE: _of_hundred(pair(spec.birth.preterm))})
    add("sga", spec.birth.domain, {ONCE: _of_hundred(pair(spec.birth.sga))})
    weight = {ONCE: pair(spec.birth.birth_weight)}
    add("birth_weight", spec.birth.domain, weight, sd={ONCE: spec.birth.birth_weight_sd}, lower_is_up=True)
    for name, scale in spec.behaviour.scales.items():
        risk = scale.reference_percent / 100
        levels = {spec.behaviour.wave: (risk, risk * figures.value(scale.ratio))}
        add(name.removesuffix("_t"), spec.behaviour.domain, levels)
    having, correlation = _partners(spec)
    for role, scales in spec.violence.percent.items():
        for key, given in scales.items():
            kind = key.rsplit("_", 1)[0]
            add(
                f"ipv_{role}_{key}",
                spec.violence.domain,
                percent(given, every),
                shares=spec.violence.shares,
                common=(f"violence {kind}", spec.violence.scale_share),
                exists=having,
                exists_correlation=correlation,
            )
            found[f"ipv_{role}_{key}_all"] = replace(found[f"ipv_{role}_{key}"], composite=True)
    return found


def _of_hundred(pair: tuple[float, float]) -> tuple[float, float]:
    return pair[0] / 100, pair[1] / 100


def _partners(spec: TrialSpecification) -> tuple[dict[str, float], float]:
    """Share of women with a partner by wave, and how propensities of partner and violence correlate."""
    partner, violence = spec.repeated[PARTNER], spec.violence
    shares = partner.shares or spec.latent.shares
    share = {
        wave: sum(counts.values()) / sum(spec.waves[wave].measured.values())
        for wave, counts in partner.counts.items()
    }
    between = domain_correlations(spec)[partner.domain, violence.domain]
    return share, float(between * np.sqrt(shares.person * violence.shares.person))


def domain_correlations(spec: TrialSpecification) -> dict[tuple[str, str], float]:
    """Correlation of every pair of domains."""
    found = {(a, b): float(a == b) for a in spec.latent.domains for b in spec.latent.domains}
    for a, b, correlation in spec.latent.correlations:
        found[a, b] = found[b, a] = correlation
    return found


def threshold(risk: float, exists: float = 1.0, correlation: float = 0.0) -> float:
    """Where a standard normal propensity begins to be an event, such that ``risk`` of those in whom the
    outcome exists have it.

    It exists in the share ``exists`` with the highest values of another propensity, of this
    ``correlation``.
    """
    if exists >= 1 or correlation == 0:
        return float(-ndtri(risk))
    return float(brentq(lambda t: _among(t, exists, correlation) - risk, -9, 9, xtol=1e-12))


def _among(t: float, exists: float, correlation: float) -> float:
    """P(V > t | Q > q) of standard normal V and Q, by the midpoint rule over quantiles of Q."""
    q = -ndtri((np.arange(2000) + 0.5) / 2000 * exists)
    return float(ndtr((correlation * q - t) / np.sqrt(1 - correlation**2)).mean())


def observed_icc(share: float, risk: float) -> float:
    """Intracluster correlation of a binary outcome: clusters have this ``share`` of the propensity."""
    nodes, weights = _quadrature()
    own = ndtr((np.sqrt(share) * nodes + ndtri(risk)) / np.sqrt(1 - share))
    return float((weights @ own**2 - risk**2) / (risk * (1 - risk)))


@cache
def _quadrature() -> tuple[np.ndarray, np.ndarray]:
    """Nodes and weights of a standard normal variable; made once, as assurance asks tens of thousands of
    times.
    """
    nodes, weights = np.polynomial.hermite_e.hermegauss(80)
    return nodes, weights / weights.sum()


def latent_share(icc: float, risk: float) -> float:
    """The share of the propensity that gives clusters this intracluster correlation of the outcome itself."""
    if icc <= 0:
        return 0.0
    highest = 0.98
    if observed_icc(highest, risk) <= icc:
        return highest
    return float(brentq(lambda share: observed_icc(share, risk) - icc, 0.0, highest, xtol=1e-10))
