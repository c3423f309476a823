"""Levels of an outcome in a scenario: risks or means by wave of both arms, and shares of sites and nurses."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from voorzorg.errors import UserError
from voorzorg.synthetic.population.outcomes import Population, latent_share, threshold
from voorzorg.synthetic.population.setting import Effect, Setting
from voorzorg.synthetic.population.world import World

#: A risk further out than this cannot be seen in any study.
_EDGE = 1e-4


@dataclass(frozen=True)
class Levels:
    """``reference``, ``treated`` and ``sd`` by wave; ``site`` and ``nurse`` are shares of the propensity.

    Risks are those among whom the outcome exists.
    """

    what: Population
    reference: np.ndarray
    treated: np.ndarray
    sd: np.ndarray
    site: float
    nurse: float

    def threshold(self, wave: int, risk: float) -> float:
        """Where the propensity begins to be an event at this risk; kept, as every batch asks again."""
        at = (wave, risk)
        if at not in self._known:
            exists = self.what.exists.get(self.what.waves[wave], 1.0)
            sign = -1.0 if self.what.lower_is_up else 1.0
            self._known[at] = threshold(risk, exists, sign * self.what.exists_correlation)
        return self._known[at]

    @cached_property
    def _known(self) -> dict[tuple[int, float], float]:
        return {}


def levels_of(world: World, what: Population, setting: Setting) -> Levels:
    """Levels by wave; raises UserError where the effect makes a risk impossible."""
    start = next(iter(world.spec.waves))
    published = np.array([what.level[wave] for wave in what.waves], float)
    reference, treated = published[:, 0].copy(), published[:, 1].copy()
    if setting.reference_risk is not None:
        if not what.binary:
            raise UserError(f"reference_risk: '{what.key}' is a number and has no risk")
        reference[:] = setting.reference_risk
        if setting.effect == "published":
            raise UserError(
                "reference_risk needs an 'effect' of its own: the published one has its own risks"
            )
    if setting.effect != "published":
        treated = reference.copy()
    if isinstance(setting.effect, Effect):
        treated = _with_effect(what, setting.effect, reference, start)
    for wave, low, high in zip(what.waves, reference, treated, strict=True):
        if what.binary and not (_EDGE <= low <= 1 - _EDGE and _EDGE <= high <= 1 - _EDGE):
            place = f" at '{wave}'" if wave else ""
            raise UserError(
                f"effect: '{what.key}'{place}: a risk of {low:.4g} would become {high:.4g}, which is "
                "impossible; choose a smaller effect or another reference_risk"
            )
    base = float(reference[-1])
    site, nurse = (
        given if icc is None else latent_share(icc, base) if what.binary else icc
        for icc, given in ((setting.icc, what.shares.site), (setting.nurse_icc, what.shares.nurse))
    )
    if what.shares.person + what.shares.outcome + site + nurse > 1 + 1e-9:
        raise UserError(
            f"icc: '{what.key}': sites and nurses with these correlations leave nothing for the woman "
            "and the wave; choose a smaller icc"
        )
    sd = np.array([what.sd.get(wave, 1.0) for wave in what.waves])
    return Levels(what, reference, treated, sd, site, nurse)


def _with_effect(what: Population, effect: Effect, reference: np.ndarray, start: str) -> np.ndarray:
    if unknown := set(effect.waves) - set(what.waves):
        raise UserError(f"effect: waves: '{what.key}' has no wave {', '.join(map(repr, sorted(unknown)))}")
    scale = effect.scales[0]
    if what.binary == (scale == "standardised_difference"):
        kind = "yes or no" if what.binary else "a number"
        raise UserError(f"effect: {scale} does not fit '{what.key}', which is {kind}")
    treated = reference.copy()
    for k, wave in enumerate(what.waves):
        if wave == start or (effect.waves and wave not in effect.waves):
            continue
        if what.binary:
            treated[k] = effect.treated(float(reference[k]))
        else:
            treated[k] = reference[k] + (effect.standardised_difference or 0.0) * what.sd[wave]
    return treated
