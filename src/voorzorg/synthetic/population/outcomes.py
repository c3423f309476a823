"""Outcomes of a population, from the synthetic trial's specification: thresholds in place of counts."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache
from typing import Literal

import numpy as np
from scipy.optimize import brentq
from scipy.special import ndtr, ndtri

from voorzorg.synthetic import law
from voorzorg.synthetic.figures import Figures
from voorzorg.synthetic.trial.births_and_dropout import EVEN, gestation
from voorzorg.synthetic.trial.child import home_quantiles
from voorzorg.synthetic.trial.repeated import AMOUNT
from voorzorg.synthetic.trial.specification import Amounts, ArmValues, Shares, TrialSpecification, WaveValues

#: The wave of an outcome with one value per woman.
ONCE = ""
Kind = Literal["binary", "continuous", "count", "time"]


@dataclass(frozen=True)
class Amount:
    """How much those do who do it at all: by wave mean and standard deviation of the reference and the
    treated arm; nobody more than ``highest``, nor than of ``at_most``.
    """

    by_wave: dict[str, tuple[tuple[float, float], tuple[float, float]]]
    correlation: float
    highest: int
    at_most: Population | None = None


@dataclass(frozen=True)
class Duration:
    """Weeks until something ends: ``anchors`` (week, per cent ended) of the reference and the treated arm. It
    is seen until a woman's last interview of ``waves``.
    """

    anchors: tuple[list[tuple[float, float]], list[tuple[float, float]]]
    waves: dict[str, float]
    spread: float


@dataclass(frozen=True)
class FirstEvent:
    """Weeks until an event of which the outcome's level is the risk, looked for until ``until``."""

    until: float
    shape: float


@dataclass(frozen=True)
class Quantiles:
    """Values at even probabilities of the propensity, and the standard deviation of what comes on top."""

    values: np.ndarray
    spread: np.ndarray | None = None

    @property
    def moments(self) -> tuple[float, float]:
        """Mean and standard deviation."""
        own = 0.0 if self.spread is None else float((self.spread**2).mean())
        return float(self.values.mean()), float(np.sqrt(self.values.var() + own))


@dataclass(frozen=True)
class Population:
    """One outcome in the population.

    ``level`` holds, by wave, what the reference and the treated arm have as published: risks of a binary
    outcome, of doing it at all of a count, or of the event of a time; means of a continuous one, which has
    ``sd`` by wave, and is normal or has ``quantiles``. ``exists`` holds by wave the share of women for whom
    it exists (those with a partner); ``composite`` counts the others as 0. ``within`` is another behaviour,
    without which it is 0. ``common`` names what an outcome's own level shares with others. ``drawn_as``
    names the random numbers: outcomes of one behaviour are of the same women. ``lasting`` outcomes have no
    noise per wave. ``found`` is the share of either arm that a register was searched for, or that answered
    in the last wave, by lot.
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
    quantiles: dict[str, tuple[Quantiles, Quantiles]] = field(default_factory=dict)
    common: tuple[str, float] | None = None
    nonresponse: float = 0.0
    within: Population | None = None
    within_correlation: float = 0.0
    amount: Amount | None = None
    duration: Duration | None = None
    first_event: FirstEvent | None = None
    drawn_as: str = ""
    lasting: bool = False
    found: tuple[float, float] = (1.0, 1.0)

    @property
    def kind(self) -> Kind:
        if self.duration or self.first_event:
            return "time"
        return "count" if self.amount else "continuous" if self.sd else "binary"

    @property
    def binary(self) -> bool:
        return self.kind == "binary"

    @property
    def risks(self) -> bool:
        """Whether levels are risks."""
        return self.kind != "continuous"

    @property
    def name(self) -> str:
        """What its random numbers are called."""
        return self.drawn_as or self.key

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
    start = next(iter(spec.waves))

    def pair(values: ArmValues) -> tuple[float, float]:
        return figures.value(values[reference]), figures.value(values[spec.treated])

    def percent(given: WaveValues, waves: tuple[str, ...]) -> dict[str, tuple[float, float]]:
        def one(wave: str, arm: str) -> float:
            return law.percent_of_wave(given, figures, weeks, wave, arm) / 100

        return {wave: (one(wave, reference), one(wave, spec.treated)) for wave in waves}

    def add(key: str, domain: str, level: dict[str, tuple[float, float]], **more: object) -> None:
        shares = more.pop("shares", None) or usual
        if start in level:
            level = level | {start: (float(np.mean(level[start])),) * 2}
        found[key] = Population(key, domain, shares, level, **more)  # type: ignore[arg-type]

    def add_quantiles(
        key: str, domain: str, by_wave: dict[str, tuple[Quantiles, ...]], **more: object
    ) -> None:
        level = {wave: (low.moments[0], high.moments[0]) for wave, (low, high) in by_wave.items()}
        sd = {wave: low.moments[1] for wave, (low, _) in by_wave.items()}
        add(key, domain, level, sd=sd, quantiles=by_wave, lower_is_up=True, **more)

    def of_all(numbers: dict[str, int]) -> tuple[float, float]:
        sizes = {arm: figures.value(size.size) for arm, size in spec.arms.items()}
        return numbers[reference] / sizes[reference], numbers[spec.treated] / sizes[spec.treated]

    every = tuple(spec.waves)
    reports = {
        "level": {ONCE: _of_hundred(pair(spec.reports.percent))}, "found": of_all(spec.reports.searched)
    }  # fmt: skip
    add("cps_report", spec.reports.domain, **reports)  # type: ignore[arg-type]
    seen = FirstEvent(spec.reports.until_weeks, spec.reports.shape)
    add("cps_report_time", spec.reports.domain, **reports, first_event=seen, drawn_as="cps_report")  # type: ignore[arg-type]
    for key, one in spec.repeated.items():
        if one.percent:
            levels = percent(one.percent, one.waves or every)
            more: dict[str, object] = {}
            for other in one.among:
                given = spec.repeated[other]
                more["within"] = found[other]
                more["within_correlation"] = law.together(
                    spec, (one.domain, one.shares), (given.domain, given.shares)
                )
            add(key, one.domain, levels, shares=one.shares, nonresponse=one.nonresponse, **more)
    for key, amounts in (
        ("cigarettes_per_day", spec.cigarettes_per_day),
        ("cigarettes_near_baby", spec.cigarettes_near_baby),
    ):
        found[key] = _count(key, amounts, spec, found, figures, reference)
    fed = percent(spec.breastfeeding.waves, tuple(spec.breastfeeding.waves))
    feeding = spec.breastfeeding
    add("breastfeeding", feeding.domain, fed, lower_is_up=True, lasting=True)
    ends = [
        [(0.0, 100 - figures.value(feeding.started[arm]))]
        + [(weeks[wave], 100 - figures.value(values[arm])) for wave, values in feeding.waves.items()]
        + [(feeding.longest_weeks, 100.0)]
        for arm in (reference, spec.treated)
    ]
    duration = Duration(
        (ends[0], ends[1]), {wave: weeks[wave] for wave in feeding.waves}, spec.interview_spread
    )
    started = _of_hundred(pair(feeding.started))
    add(
        "breastfeeding_duration", feeding.domain, {ONCE: started}, duration=duration, lower_is_up=True,
        drawn_as="breastfeeding", lasting=True,
    )  # fmt: skip
    born = of_all(spec.birth.recorded)
    add("preterm", spec.birth.domain, {ONCE: _of_hundred(pair(spec.birth.preterm))}, found=born)
    add("sga", spec.birth.domain, {ONCE: _of_hundred(pair(spec.birth.sga))}, found=born)
    arms = (reference, spec.treated)
    ages = {ONCE: tuple(Quantiles(gestation(EVEN, spec, figures, arm)) for arm in arms)}
    add_quantiles("gestational_age", spec.birth.domain, ages, found=born)
    spread = ages[ONCE][0].moments[1]
    weight = {ONCE: pair(spec.birth.birth_weight)}
    sd = {ONCE: float(np.hypot(spec.birth.birth_weight_sd, spec.birth.grams_per_week * spread))}
    add("birth_weight", spec.birth.domain, weight, sd=sd, lower_is_up=True, found=born)
    homes = {
        wave: tuple(Quantiles(*home_quantiles(spec.home, wave, arm)) for arm in arms)
        for wave in spec.home.mean
    }
    add_quantiles("home_total", spec.home.domain, homes, drawn_as="home")
    last = spec.waves[spec.behaviour.wave].measured
    answered = {arm: number / last[arm] for arm, number in spec.behaviour.answered.items()}
    for name, scale in spec.behaviour.scales.items():
        risk = scale.reference_percent / 100
        levels = {spec.behaviour.wave: (risk, risk * figures.value(scale.ratio))}
        share = (answered[reference], answered[spec.treated])
        add(name.removesuffix("_t"), spec.behaviour.domain, levels, found=share)
    having = {wave: law.partners(spec, wave) for wave in spec.repeated[law.PARTNER].counts}
    partner, violence = spec.repeated[law.PARTNER], spec.violence
    correlation = law.together(spec, (partner.domain, partner.shares), (violence.domain, violence.shares))
    for role, scales in spec.violence.percent.items():
        for key, given_percent in scales.items():
            kind = key.rsplit("_", 1)[0]
            add(
                f"ipv_{role}_{key}",
                spec.violence.domain,
                percent(given_percent, every),
                shares=spec.violence.shares,
                common=(f"violence {kind}", spec.violence.scale_share),
                exists=having,
                exists_correlation=correlation,
            )
            one_all = replace(found[f"ipv_{role}_{key}"], composite=True, drawn_as=f"ipv_{role}_{key}")
            found[f"ipv_{role}_{key}_all"] = replace(one_all, key=f"ipv_{role}_{key}_all")
    return found


def _count(
    key: str,
    given: Amounts,
    spec: TrialSpecification,
    known: dict[str, Population],
    figures: Figures,
    reference: str,
) -> Population:
    """An amount that is zero for women without a behaviour, which is drawn as that behaviour is."""
    of, behaviour = known[given.of], spec.repeated[given.of]
    start = next(iter(spec.waves))
    by_wave = {}
    for wave, one in given.waves.items():
        chosen = one.overall or one.among
        assert chosen is not None
        level = of.level[wave]
        ends = [
            law.amount_of_users(chosen, one.overall is not None, arm, share, figures) if share else (1.0, 1.0)
            for arm, share in zip((reference, spec.treated), level, strict=True)
        ]
        if wave == start:
            ends = [(float(np.mean([m for m, _ in ends])), float(np.mean([s for _, s in ends])))] * 2
        by_wave[wave] = (ends[0], ends[1])
    amount = Amount(
        by_wave,
        law.together(spec, (AMOUNT, None), (behaviour.domain, behaviour.shares)),
        given.highest,
        known[given.at_most] if given.at_most else None,
    )
    waves = {wave: of.level[wave] for wave in by_wave}
    return replace(of, key=key, level=waves, amount=amount, drawn_as=of.name)


def _of_hundred(pair: tuple[float, float]) -> tuple[float, float]:
    return pair[0] / 100, pair[1] / 100


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
