"""Drawing trials, all replicates of a batch at once: arrays (replicates, women), or (…, waves)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from voorzorg.statistics.planning.stepped_wedge import schedule
from voorzorg.statistics.small.case_phases import Improvement
from voorzorg.synthetic.population.levels import Levels, levels_of
from voorzorg.synthetic.population.outcomes import ONCE, Population
from voorzorg.synthetic.population.random_numbers import Draws
from voorzorg.synthetic.population.setting import Setting
from voorzorg.synthetic.population.world import World

#: How strongly leaving goes with risk factors (mar), or with the outcome itself (mnar).
SELECTION = 0.45


@dataclass(frozen=True)
class Trials:
    """A batch of drawn trials.

    ``arm`` (R, n) is 0 in the reference arm; ``treated`` says who is treated at all, which in a stepped
    wedge depends on the ``period``; ``nurse`` is -1 for those without one. ``y`` (R, n, waves) is missing
    where not seen; ``exists`` says where the outcome exists, seen or not. ``potential`` holds what everyone
    would have had untreated and treated (2, R, n, waves), where it was asked for. ``better`` is the outcome's
    good direction.
    """

    arm: np.ndarray
    treated: np.ndarray
    site: np.ndarray
    nurse: np.ndarray
    period: np.ndarray
    covariates: dict[str, np.ndarray]
    waves: tuple[str, ...]
    y: np.ndarray
    exists: np.ndarray
    seen: np.ndarray
    potential: np.ndarray | None = None
    better: Improvement = "decrease"


def draw(world: World, outcome: str, setting: Setting, draws: Draws, *, potential: bool = False) -> Trials:
    """Trials of one outcome, a row per replicate of ``draws``."""
    what = world.outcomes[outcome]
    levels = levels_of(world, what, setting)
    n = setting.families
    domains = np.stack([draws.normal(n, "domain", d) for d in world.domains], axis=2) @ world.root.T
    of = {name: domains[:, :, k] for k, name in enumerate(world.domains)}
    site = _sites(world, setting, draws)
    arm, treated, period = _allocation(setting, site, draws)
    nurse = _nurses(setting, site, treated, draws)
    always = _lasting(what, levels, of, site, nurse, setting, draws)
    noise = 1 - what.shares.person - what.shares.outcome - levels.site - levels.nurse
    stopped = _stopping(setting, of, draws, len(what.waves))
    exists = _existing(world, what, of, draws)
    values, options = [], []
    propensities = []
    for k, wave in enumerate(what.waves):
        v = always + np.sqrt(max(noise, 0.0)) * draws.normal(n, "noise", outcome, wave)
        propensities.append(v)
        kept = np.where(stopped <= k, setting.stopping.effect_left if setting.stopping else 1.0, 1.0)
        low, high = levels.reference[k], levels.treated[k]
        without = _value(what, levels, k, v, np.full(v.shape, low))
        with_it = _value(what, levels, k, v, low + kept * (high - low))
        here = exists[:, :, k]
        if what.composite:
            without, with_it = np.where(here, without, 0.0), np.where(here, with_it, 0.0)
        values.append(np.where(treated, with_it, without))
        options.append((without, with_it))
    y = np.stack(values, axis=2)
    seen = _seen(world, what, setting, of, np.stack(propensities, axis=2), arm, draws)
    kept_where = seen if what.composite else seen & exists
    both = np.stack([np.stack([o[k] for o in options], axis=2) for k in (0, 1)]) if potential else None
    covariates = {
        name: one.at(one.loading * of[one.domain] + np.sqrt(1 - one.loading**2) * draws.normal(n, name))
        for name, one in world.covariates.items()
    }
    y = np.where(kept_where, y, np.nan)
    better: Improvement = "increase" if what.lower_is_up else "decrease"
    return Trials(arm, treated, site, nurse, period, covariates, what.waves, y, exists, seen, both, better)


def _sites(world: World, setting: Setting, draws: Draws) -> np.ndarray:
    """Site of every woman: of unequal size as in the specification, but of equal size in a stepped wedge."""
    n, number = setting.families, setting.sites
    if setting.design == "stepped_wedge":
        return np.broadcast_to(np.arange(n) % number, (len(draws.replicates), n)).copy()
    weight = np.exp(world.spec.sites.size_spread * draws.normal(number, "sites"))
    edges = np.cumsum(weight, axis=1) / weight.sum(axis=1, keepdims=True)
    at = draws.uniform(n, "site")
    return np.stack([np.searchsorted(e, u) for e, u in zip(edges, at, strict=True)]).clip(max=number - 1)


def _allocation(
    setting: Setting, site: np.ndarray, draws: Draws
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Arm, whether treated, and period: of individuals or of sites, as equal as can be, by a random order."""
    R, n = site.shape
    period = np.zeros((R, n), dtype=np.int64)
    if setting.design in ("one_arm", "single_case"):
        return np.ones((R, n), dtype=np.int64), np.ones((R, n), dtype=bool), period
    if setting.design in ("cluster", "stepped_wedge"):
        rank = np.argsort(np.argsort(draws.uniform(setting.sites, "allocation"), axis=1), axis=1)
        place = np.take_along_axis(rank, site, axis=1)
        if setting.design == "cluster":
            arm = place % 2
            return arm, arm == 1, period
        plan = schedule(setting.sites, setting.steps)
        period = np.broadcast_to(np.arange(n) // setting.sites % plan.shape[1], (R, n)).copy()
        arm = plan[place, period]
        return arm, arm == 1, period
    order = np.argsort(np.argsort(draws.uniform(n, "allocation"), axis=1), axis=1)
    arm = order % (setting.arms if setting.design == "several_arms" else 2)
    return arm, arm > 0, period


def _nurses(setting: Setting, site: np.ndarray, treated: np.ndarray, draws: Draws) -> np.ndarray:
    """A nurse per treated woman, within her site; -1 for the others."""
    R, n = site.shape
    u = draws.uniform(n, "nurse")
    nurse = np.full((R, n), -1, dtype=np.int64)
    for r in range(R):
        here = np.bincount(site[r][treated[r]], minlength=setting.sites)
        staff = np.maximum(1, np.round(here / setting.families_per_nurse)).astype(np.int64)
        first = np.r_[0, np.cumsum(staff)[:-1]]
        own = site[r][treated[r]]
        nurse[r, treated[r]] = first[own] + np.floor(u[r, treated[r]] * staff[own]).astype(np.int64)
    return nurse


def _lasting(
    what: Population,
    levels: Levels,
    of: dict[str, np.ndarray],
    site: np.ndarray,
    nurse: np.ndarray,
    setting: Setting,
    draws: Draws,
) -> np.ndarray:
    """The part of a woman's propensity that is the same in every wave (R, n)."""
    n = setting.families
    own = draws.normal(n, "own", what.key)
    if what.common:
        name, part = what.common
        own = np.sqrt(part) * draws.normal(n, "common", name) + np.sqrt(1 - part) * own
    of_site = np.take_along_axis(draws.normal(setting.sites, "site effect", what.key), site, axis=1)
    # Who has no nurse has an effect of her own, so that everyone's propensity has the same spread.
    shared = np.take_along_axis(draws.normal(n, "nurse effect", what.key), np.maximum(nurse, 0), axis=1)
    of_nurse = np.where(nurse >= 0, shared, draws.normal(n, "no nurse", what.key))
    return (
        np.sqrt(what.shares.person) * of[what.domain]
        + np.sqrt(what.shares.outcome) * own
        + np.sqrt(levels.site) * of_site
        + np.sqrt(levels.nurse) * of_nurse
    )


def _value(what: Population, levels: Levels, k: int, v: np.ndarray, level: np.ndarray) -> np.ndarray:
    """The outcome at propensities ``v``: an event beyond the threshold of its risk, or a number.

    ``level`` is the population's risk or mean in either case, varying over women who stopped.
    """
    if not what.binary:
        return level + levels.sd[k] * (-v if what.lower_is_up else v)
    distinct, index = np.unique(level, return_inverse=True)
    edge = np.array([levels.threshold(k, float(p)) for p in distinct])[index].reshape(level.shape)
    return ((-v if what.lower_is_up else v) > edge).astype(float)


def _stopping(setting: Setting, of: dict[str, np.ndarray], draws: Draws, waves: int) -> np.ndarray:
    """From which wave on a woman of the treated arm has stopped (R, n); beyond the last for who does not."""
    n = setting.families
    if setting.stopping is None:
        return np.full((len(draws.replicates), n), waves)
    one = setting.stopping
    inclined = one.risk * of["risk"] + np.sqrt(1 - one.risk**2) * draws.normal(n, "stopping")
    when = np.floor(draws.uniform(n, "stopped at") * waves).astype(np.int64)
    return np.where(inclined > -ndtri(one.share), when, waves)


def _existing(world: World, what: Population, of: dict[str, np.ndarray], draws: Draws) -> np.ndarray:
    """Where the outcome exists (R, n, waves): women with a partner."""
    some = next(iter(of.values()))
    shape = (*some.shape, len(what.waves))
    if not what.exists:
        return np.ones(shape, dtype=bool)
    partner = world.spec.repeated["partner"]
    shares = partner.shares or world.spec.latent.shares
    n = some.shape[1]
    own = np.sqrt(shares.person) * of[partner.domain] + np.sqrt(shares.outcome) * draws.normal(n, "partner")
    rest = np.sqrt(1 - shares.person - shares.outcome)
    found = np.empty(shape, dtype=bool)
    for k, wave in enumerate(what.waves):
        found[:, :, k] = own + rest * draws.normal(n, "partner", wave) > -ndtri(what.exists[wave])
    return found


def _seen(
    world: World,
    what: Population,
    setting: Setting,
    of: dict[str, np.ndarray],
    propensity: np.ndarray,
    arm: np.ndarray,
    draws: Draws,
) -> np.ndarray:
    """Who was interviewed (R, n, waves): the least inclined to leave, and answered."""
    R, n, waves = propensity.shape
    seen = np.ones((R, n, waves), dtype=bool)
    lost = lost_of(world, what, setting)
    drop = world.spec.dropout
    own = draws.normal(n, "dropout")
    risk = of["risk"]
    for k, wave in enumerate(what.waves):
        if not lost[k].any():
            continue
        leaves = np.sqrt(drop.person) * own + np.sqrt(1 - drop.person) * draws.normal(n, "dropout", wave)
        if setting.missing == "specified":
            own_share = drop.risk_factors**2 + drop.violence**2
            together = drop.risk_factors * risk + drop.violence * of["violence"]
            leaves = together + np.sqrt(1 - own_share) * leaves
            between = float(
                world.root[world.domains.index("risk")] @ world.root[world.domains.index("violence")]
            )
            leaves /= np.sqrt(1 + 2 * drop.risk_factors * drop.violence * between)
        elif setting.missing != "mcar":
            cause = risk if setting.missing == "mar" else propensity[:, :, k]
            leaves = SELECTION * cause + np.sqrt(1 - SELECTION**2) * leaves
        share = np.where(arm > 0, lost[k, 1], lost[k, 0])
        seen[:, :, k] = leaves <= ndtri(1 - share)
        if what.nonresponse and wave != ONCE:
            seen[:, :, k] &= draws.uniform(n, "nonresponse", what.key, wave) >= what.nonresponse
    return seen


def lost_of(world: World, what: Population, setting: Setting) -> np.ndarray:
    """Share not seen (waves, 2) in the reference and the treated arm.

    Outcomes with one value per woman come from registers, which lose nobody unless a share is given.
    """
    if setting.dropout == "none":
        return np.zeros((len(what.waves), 2))
    if setting.dropout == "published":
        return np.array([world.lost.get(wave, (0.0, 0.0)) for wave in what.waves])
    last = float(np.mean(list(world.lost.values())[-1]))
    shape = [float(np.mean(world.lost[wave])) / last if wave in world.lost else 1.0 for wave in what.waves]
    return np.repeat(np.array(shape)[:, None] * float(setting.dropout), 2, axis=1)
