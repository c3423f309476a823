"""Levels of an outcome in a scenario: risks, means or amounts by wave and arm, and shares of clusters."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from voorzorg.errors import UserError
from voorzorg.messages import message
from voorzorg.synthetic import law
from voorzorg.synthetic.calibration import narrowed
from voorzorg.synthetic.population.outcomes import Population, latent_share
from voorzorg.synthetic.population.setting import Effect, Setting
from voorzorg.synthetic.population.world import World
from voorzorg.synthetic.trial.specification import Shares

#: A risk further out than this cannot be seen in any study.
_EDGE = 1e-4
#: What kinds of outcomes effects are on.
SCALES = {
    "binary": ("odds_ratio", "risk_ratio", "risk_difference"),
    "count": ("rate_ratio", "odds_ratio", "risk_ratio", "risk_difference"),
    "continuous": ("standardised_difference",),
    "time": ("hazard_ratio",),
}


@dataclass(frozen=True)
class Levels:
    """``reference``, ``treated`` and ``sd`` by wave; ``shares`` of the propensity with those of sites and
    nurses in this scenario.

    Risks are those among whom the outcome exists. ``rate`` is, by wave, how much more the treated have of an
    amount, and ``hazard`` the hazard ratio of a duration, both besides what was published; ``proportional``
    says that hazards of a first event are so at all times. ``within`` are the levels of the
    behaviour that an outcome needs, ``at_most`` those of the amount that it cannot pass.
    """

    what: Population
    reference: np.ndarray
    treated: np.ndarray
    sd: np.ndarray
    shares: Shares
    published: bool
    rate: np.ndarray
    hazard: float = 1.0
    proportional: bool = False
    within: Levels | None = None
    at_most: Levels | None = None

    @property
    def site(self) -> float:
        return self.shares.site

    @property
    def nurse(self) -> float:
        return self.shares.nurse

    def risk(self, k: int, degree: float) -> float:
        """The level at a wave of those with this degree of treatment: 0 none, 1 all of it."""
        low, high = float(self.reference[k]), float(self.treated[k])
        return low if degree == 0 else high if degree == 1 else low + degree * (high - low)

    def threshold(self, k: int, degree: float) -> float:
        """Where the propensity begins to be an event; kept, as every batch asks again."""
        if (k, degree) not in self._known:
            what, risk = self.what, self.risk(k, degree)
            share, correlation = what.exists.get(what.waves[k], 1.0), what.exists_correlation
            if self.within:
                share = self.within.risk(self.within_wave(k), degree)
                risk, correlation = (risk / share if share else 0.0), what.within_correlation
            sign = -1.0 if what.lower_is_up else 1.0
            self._known[k, degree] = law.threshold(risk, share, sign * correlation)
        return self._known[k, degree]

    def within_wave(self, k: int) -> int:
        """The place of a wave among those of the behaviour that is needed."""
        assert self.within is not None
        return self.within.what.waves.index(self.what.waves[k])

    def amount(self, k: int, degree: float) -> tuple[float, float, float]:
        """Mean and standard deviation of the amount of those who do it, and the factor by which whole numbers
        have this mean.
        """
        if (k, degree) not in self._amounts:
            given = self.what.amount
            assert given is not None
            low, high = (np.array(one) for one in given.by_wave[self.what.waves[k]])
            mean, sd = low + degree * (high - low) if self.published else low * (
                1 + degree * (float(self.rate[k]) - 1)
            )  # fmt: skip
            even = (np.arange(law.POINTS) + 0.5) / law.POINTS
            gamma = law.amount_quantile(even, mean, sd)
            factor = narrowed(lambda f: law.whole_amount(gamma, f, given.highest), mean, 0.1, 10.0)[0]
            self._amounts[k, degree] = (float(mean), float(sd), factor)
        return self._amounts[k, degree]

    @cached_property
    def _known(self) -> dict[tuple[int, float], float]:
        return {}

    @cached_property
    def _amounts(self) -> dict[tuple[int, float], tuple[float, float, float]]:
        return {}


def levels_of(world: World, what: Population, setting: Setting) -> Levels:
    """Levels by wave; raises UserError where the effect makes a risk impossible."""
    start = next(iter(world.spec.waves))
    by_arm = np.array([what.level[wave] for wave in what.waves], float)
    reference, treated = by_arm[:, 0].copy(), by_arm[:, 1].copy()
    rate, hazard = np.ones(len(what.waves)), 1.0
    proportional = isinstance(setting.effect, Effect) and setting.effect.hazard_ratio is not None
    published = setting.effect == "published"
    if setting.reference_risk is not None:
        if not what.risks or what.duration:
            raise UserError(message("study-no-risk", outcome=what.key, kind=what.kind))
        reference[:] = setting.reference_risk
        if published:
            raise UserError(message("study-risk-needs-effect"))
    if not published:
        treated = reference.copy()
    if isinstance(setting.effect, Effect):
        at = _affected(what, setting.effect, start)
        if setting.effect.rate_ratio is not None:
            rate[at] = setting.effect.rate_ratio
        elif setting.effect.hazard_ratio is not None and what.duration:
            hazard = setting.effect.hazard_ratio
        else:
            treated[at] = _with_effect(what, setting.effect, reference)[at]
    within = levels_of(world, what.within, _of_behaviour(setting)) if what.within else None
    for k, (wave, low, high) in enumerate(zip(what.waves, reference, treated, strict=True)):
        most = [1.0, 1.0]
        if within:
            at_wave = within.what.waves.index(wave)
            most = [float(within.reference[at_wave]), float(within.treated[at_wave])]
        good = (_EDGE <= low <= most[0] - _EDGE and _EDGE <= high <= most[1] - _EDGE) or (
            published and min(by_arm[k]) == 0
        )
        if what.risks and not what.duration and not good:
            where = message("study-at-wave", outcome=what.key, wave=wave) if wave else f"'{what.key}'"
            risks = {"before": f"{low:.4g}", "after": f"{high:.4g}"}
            raise UserError(message("study-impossible-risk", where=where, **risks))
    base = float(reference[-1])
    site, nurse = (
        given if icc is None else latent_share(icc, base) if what.risks else icc
        for icc, given in ((setting.icc, what.shares.site), (setting.nurse_icc, what.shares.nurse))
    )
    if what.shares.person + what.shares.outcome + site + nurse > 1 + 1e-9:
        raise UserError(message("study-icc-too-large", outcome=what.key))
    sd = np.array([what.sd.get(wave, 1.0) for wave in what.waves])
    shares = what.shares.model_copy(update={"site": site, "nurse": nurse})
    more = what.amount.at_most if what.amount else None
    at_most = levels_of(world, more, _of_behaviour(setting)) if more else None
    return Levels(
        what, reference, treated, sd, shares, published, rate, hazard, proportional, within, at_most
    )


def _of_behaviour(setting: Setting) -> Setting:
    """The behaviour that an outcome needs is as published, or the same in both arms."""
    effect = "published" if setting.effect == "published" else "none"
    return setting.model_copy(update={"effect": effect, "reference_risk": None})


def _affected(what: Population, effect: Effect, start: str) -> np.ndarray:
    """At which waves (waves,) an effect is; raises UserError where it does not fit the outcome."""
    if unknown := set(effect.waves) - set(what.waves):
        raise UserError(message("study-effect-no-wave", outcome=what.key, names=sorted(unknown)))
    if start in effect.waves:
        raise UserError(message("study-effect-before", wave=start))
    scale = effect.scales[0]
    fitting = (*SCALES[what.kind], *(SCALES["binary"] if what.first_event else ()))
    if scale not in fitting:
        said = {"scale": scale, "outcome": what.key, "kind": what.kind}
        raise UserError(message("study-effect-scale", known=fitting, **said))
    return np.array([wave != start and (not effect.waves or wave in effect.waves) for wave in what.waves])


def _with_effect(what: Population, effect: Effect, reference: np.ndarray) -> np.ndarray:
    """The treated arm's levels with an effect at every wave."""
    if what.risks:
        return np.array([effect.treated(float(low)) for low in reference])
    sd = np.array([what.sd[wave] for wave in what.waves])
    return np.asarray(reference + (effect.standardised_difference or 0.0) * sd)
