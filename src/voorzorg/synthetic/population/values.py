"""What an outcome is at a propensity, of those with a degree of treatment: 0 none of it, 1 all."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from scipy.special import ndtr

from voorzorg.synthetic import law
from voorzorg.synthetic.population.levels import Levels
from voorzorg.synthetic.population.outcomes import ONCE, Population
from voorzorg.synthetic.population.random_numbers import Draws
from voorzorg.synthetic.population.world import World
from voorzorg.synthetic.trial.repeated import AMOUNT
from voorzorg.synthetic.trial.specification import Shares


@dataclass
class Women:
    """A batch of women: domains (R, n), site and nurse (R, n; -1 without) of so many ``sites``.

    Propensities are kept, as an outcome that needs another behaviour asks for that one's as well.
    """

    world: World
    draws: Draws
    of: dict[str, np.ndarray]
    site: np.ndarray
    nurse: np.ndarray
    sites: int
    always: dict[str, np.ndarray] = field(default_factory=dict)
    kept: dict[tuple[str, str], np.ndarray] = field(default_factory=dict)

    @property
    def n(self) -> int:
        return int(self.site.shape[1])

    def lasting(
        self, name: str, domain: str, shares: Shares, common: tuple[str, float] | None = None
    ) -> np.ndarray:
        """The part of a woman's propensity that is the same in every wave (R, n)."""
        if name not in self.always:
            n, draws = self.n, self.draws
            own = draws.normal(n, "own", name)
            if common:
                own = law.own_level(own, draws.normal(n, "common", common[0]), common[1])
            of_site = np.take_along_axis(draws.normal(self.sites, "site effect", name), self.site, axis=1)
            # Who has no nurse has an effect of her own, so that everyone's propensity has the same spread.
            shared = np.take_along_axis(
                draws.normal(n, "nurse effect", name), np.maximum(self.nurse, 0), axis=1
            )
            of_nurse = np.where(self.nurse >= 0, shared, draws.normal(n, "no nurse", name))
            self.always[name] = law.lasting(shares, self.of[domain], own, of_site, of_nurse)
        return self.always[name]

    def at(
        self, name: str, domain: str, shares: Shares, wave: str, common: tuple[str, float] | None = None
    ) -> np.ndarray:
        """A propensity at a wave (R, n)."""
        if (name, wave) not in self.kept:
            noise = np.sqrt(law.noise_share(shares, name)) * self.draws.normal(self.n, "noise", name, wave)
            self.kept[name, wave] = self.lasting(name, domain, shares, common) + noise
        return self.kept[name, wave]

    def propensity(self, levels: Levels, k: int) -> np.ndarray:
        """The propensity to an outcome at a wave (R, n), of which high is up."""
        what = levels.what
        wave = "" if what.lasting else what.waves[k]
        found = self.at(what.name, what.domain, levels.shares, wave, what.common)
        return -found if what.lower_is_up else found


def value(women: Women, levels: Levels, k: int, degree: float) -> np.ndarray:
    """The outcome at wave ``k`` (R, n): an event beyond the threshold of its risk, a number, an amount, or
    the time of an event, which is infinite where it never comes.
    """
    what, v = levels.what, women.propensity(levels, k)
    if what.kind == "continuous":
        return _number(women, levels, k, v, degree)
    if what.duration:
        return _duration(levels, v, degree)
    does = v > levels.threshold(k, degree)
    if levels.within:
        needed = levels.within
        at = levels.within_wave(k)
        does &= women.propensity(needed, at) > needed.threshold(at, degree)
    if what.first_event:
        return np.where(does, _first_event(women, levels, degree), np.inf)
    return _amounts(women, levels, k, degree, does) if what.amount else does.astype(float)


def _number(women: Women, levels: Levels, k: int, v: np.ndarray, degree: float) -> np.ndarray:
    """A number: normal, or by quantiles of the propensity with something on top."""
    what, wave = levels.what, levels.what.waves[k]
    if not what.quantiles:
        return np.asarray(levels.risk(k, degree) + levels.sd[k] * v)
    given = what.quantiles[wave]
    points = np.arange(len(given[0].values))
    place = ndtr(v) * len(points) - 0.5
    shift = 0.0 if levels.published else degree * (levels.treated[k] - levels.reference[k])
    found = np.interp(place, points, given[0].values) + shift
    if levels.published and degree:
        found += degree * (np.interp(place, points, given[1].values) - found)
    if given[0].spread is not None:
        found += np.interp(place, points, given[0].spread) * women.draws.normal(
            women.n, "items", what.name, wave
        )
    return np.asarray(found)


def _amounts(women: Women, levels: Levels, k: int, degree: float, does: np.ndarray) -> np.ndarray:
    """Whole amounts, 0 of those who do not do it."""
    what = levels.what
    given, wave, share = what.amount, what.waves[k], levels.risk(k, degree)
    assert given is not None
    if share <= 0:
        return np.zeros(does.shape)
    mean, sd, factor = levels.amount(k, degree)
    propensity = women.at("amount", AMOUNT, women.world.spec.latent.shares, wave)[does]
    ranks = law.uniform_among(propensity, share, given.correlation)
    found = np.zeros(does.shape)
    found[does] = law.whole_amount(law.amount_quantile(ranks, mean, sd), factor, given.highest)
    if levels.at_most:
        other = levels.at_most
        found = np.minimum(found, value(women, other, other.what.waves.index(wave), degree))
    return found


def _duration(levels: Levels, v: np.ndarray, degree: float) -> np.ndarray:
    """Weeks until it ends; longer with a higher propensity."""
    given = levels.what.duration
    assert given is not None
    ended = ndtr(v)
    if levels.hazard != 1:
        ended = 1 - (1 - ended) ** (1 / (1 + degree * (levels.hazard - 1)))
    low, high = given.anchors
    part = degree if levels.published else 0.0
    anchors = [(week, a + part * (b - a)) for (week, a), (_, b) in zip(low, high, strict=True)]
    return law.duration(100 * ended, anchors)


def _first_event(women: Women, levels: Levels, degree: float) -> np.ndarray:
    """Weeks until the event of those who have it; with a hazard ratio the same at all times."""
    given = levels.what.first_event
    assert given is not None
    chance = women.draws.uniform(women.n, "time", levels.what.name)
    low, risk = levels.risk(0, 0.0), levels.risk(0, degree)
    if levels.proportional and degree:
        ratio = np.log1p(-risk) / np.log1p(-low)
        chance = (1 - (1 - risk * chance) ** (1 / ratio)) / low
    return np.maximum(law.time_of_event(chance, given.until - 1, given.shape), 1.0)


def observed(
    women: Women, levels: Levels, times: np.ndarray, seen: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Observed weeks and whether the event was seen (R, n), of full times; ``seen`` (R, n, moments) says of
    which moments there is an interview, or once whether a register was searched.
    """
    what = levels.what
    if what.first_event:
        there, end = seen[:, :, 0], what.first_event.until
        return np.where(there, np.minimum(times, end), np.nan), np.where(there, times <= end, np.nan)
    given = what.duration
    assert given is not None
    last = np.full(times.shape, -np.inf)
    for k, (wave, weeks) in enumerate(given.waves.items()):
        late = given.spread * women.draws.normal(women.n, "interview", wave)
        at = np.round(np.maximum(weeks + late, 0.5) * 7) / 7
        last = np.where(seen[:, :, k], np.maximum(last, at), last)
    there = np.isfinite(last)
    weaned = np.where(there, times <= last, np.nan)
    return np.where(there, np.round(np.minimum(times, last), 1), np.nan), weaned


def moments(what: Population) -> tuple[str, ...]:
    """Waves in which a woman is met for this outcome."""
    return tuple(what.duration.waves) if what.duration else what.waves or (ONCE,)
