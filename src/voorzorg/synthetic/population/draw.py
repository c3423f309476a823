"""Drawing trials, all replicates of a batch at once: arrays (replicates, women), or (…, waves)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from voorzorg.statistics.planning.stepped_wedge import schedule
from voorzorg.statistics.small.case_phases import Improvement
from voorzorg.synthetic import law
from voorzorg.synthetic.population.levels import levels_of
from voorzorg.synthetic.population.outcomes import ONCE, Population
from voorzorg.synthetic.population.random_numbers import Draws
from voorzorg.synthetic.population.setting import Setting
from voorzorg.synthetic.population.values import Women, moments, observed, value
from voorzorg.synthetic.population.world import World

#: How strongly leaving goes with risk factors (mar), or with the outcome itself (mnar): a correlation.
SELECTION = 0.45


@dataclass(frozen=True)
class Trials:
    """A batch of drawn trials.

    ``arm`` (R, n) is 0 in the reference arm; ``treated`` says who is treated at all, which in a stepped
    wedge depends on the ``period``; ``nurse`` is -1 for those without one. ``y`` (R, n, waves) is missing
    where not seen; ``exists`` says where the outcome exists, seen or not. Of a time, ``y`` are observed weeks
    and ``event`` (R, n) is 1 where it was seen to come. ``potential`` holds what everyone
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
    event: np.ndarray | None = None


def draw(world: World, outcome: str, setting: Setting, draws: Draws, *, potential: bool = False) -> Trials:
    """Trials of one outcome, a row per replicate of ``draws``."""
    people = people_of(world, setting, draws)
    return of_people(world, outcome, setting, people, potential=potential)


@dataclass(frozen=True)
class People:
    """The women of a batch, whatever is measured; arrays as in :class:`Trials`."""

    women: Women
    covariates: dict[str, np.ndarray]
    arm: np.ndarray
    treated: np.ndarray
    period: np.ndarray


def people_of(world: World, setting: Setting, draws: Draws) -> People:
    """Women, where they live, who visits them, and to which arm they were allocated."""
    n = setting.families
    domains = np.stack([draws.normal(n, "domain", d) for d in world.domains], axis=2) @ world.root.T
    of = {name: domains[:, :, k] for k, name in enumerate(world.domains)}
    covariates = {
        name: one.at(law.loaded(of[one.domain], one.loading, draws.normal(n, name)))
        for name, one in world.covariates.items()
    }
    site = _sites(world, setting, draws)
    arm, treated, period = _allocation(setting, site, draws)
    women = Women(world, draws, of, site, _nurses(setting, site, treated, draws), setting.sites)
    return People(women, covariates, arm, treated, period)


def of_people(
    world: World, outcome: str, setting: Setting, people: People, *, potential: bool = False
) -> Trials:
    """Trials of one outcome in these women."""
    what, women = world.outcomes[outcome], people.women
    levels = levels_of(world, what, setting)
    of, draws, arm, covariates = women.of, women.draws, people.arm, people.covariates
    stopped = _stopping(setting, of, draws, len(what.waves))
    exists = _existing(world, what, of, draws)
    options = []
    for k in range(len(what.waves)):
        without, with_it = value(women, levels, k, 0.0), value(women, levels, k, 1.0)
        if setting.stopping:
            left = value(women, levels, k, setting.stopping.effect_left)
            with_it = np.where(stopped <= k, left, with_it)
        if what.composite:
            without, with_it = (np.where(exists[:, :, k], one, 0.0) for one in (without, with_it))
        options.append((without, with_it))
    y = np.stack([np.where(people.treated, pair[1], pair[0]) for pair in options], axis=2)
    met = moments(what)
    last = len(what.waves) - 1
    propensity = np.stack([women.propensity(levels, min(k, last)) for k in range(len(met))], axis=2)
    if what.lower_is_up:
        propensity = -propensity
    seen = _seen(world, what, setting, of, covariates, propensity, arm, draws)
    both = np.stack([np.stack([o[k] for o in options], axis=2) for k in (0, 1)]) if potential else None
    event = None
    if what.kind == "time":
        times, event = observed(women, levels, y[:, :, 0], seen)
        y, seen = times[:, :, None], np.isfinite(times)[:, :, None]
    y = np.where(seen if what.composite else seen & exists, y, np.nan)
    better: Improvement = "increase" if what.lower_is_up else "decrease"
    return Trials(
        arm,
        people.treated,
        women.site,
        women.nurse,
        people.period,
        covariates,
        what.waves,
        y,
        exists,
        seen,
        both,
        better,
        event,
    )


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
        staff = law.staff(here, setting.families_per_nurse)
        first = np.r_[0, np.cumsum(staff)[:-1]]
        own = site[r][treated[r]]
        found = first[own] + np.floor(u[r, treated[r]] * staff[own]).astype(np.int64)
        if found.max(initial=0) >= n:  # of few families: sites without any have nurses too, and are skipped
            found = np.unique(found, return_inverse=True)[1]
        nurse[r, treated[r]] = found
    return nurse


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
    partner = world.spec.repeated[law.PARTNER]
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
    covariates: dict[str, np.ndarray],
    propensity: np.ndarray,
    arm: np.ndarray,
    draws: Draws,
) -> np.ndarray:
    """Who was met (R, n, moments): the least inclined to leave, and answered, or was found in a register."""
    n = propensity.shape[1]
    waves = moments(what)
    seen = np.ones(propensity.shape, dtype=bool)
    lost = lost_of(world, what, setting)
    own = draws.normal(n, "dropout")
    risk = (covariates["risk_factors"] - world.risk.mean) / world.risk.sd
    for k, wave in enumerate(waves):
        if lost[k].any():
            noise = draws.normal(n, "dropout", wave)
            cause = propensity[:, :, k] if setting.missing == "mnar" else risk
            leaves = _leaves(world, setting, of, cause, own, noise)
            edges = [_edge(world, setting, float(share)) for share in lost[k]]
            seen[:, :, k] = leaves <= np.where(arm > 0, edges[1], edges[0])
        if what.nonresponse and wave != ONCE:
            seen[:, :, k] &= draws.uniform(n, "nonresponse", what.name, wave) >= what.nonresponse
    found = found_of(what, setting)
    if min(found) < 1:
        seen &= (draws.uniform(n, "found", what.domain) < np.where(arm > 0, found[1], found[0]))[:, :, None]
    return seen


def _leaves(
    world: World,
    setting: Setting,
    of: dict[str, np.ndarray],
    cause: np.ndarray,
    own: np.ndarray,
    noise: np.ndarray,
) -> np.ndarray:
    """Inclination to miss a wave (R, n)."""
    drop = world.spec.dropout
    if setting.missing == "specified":
        return law.leaving(drop, cause, of["violence"], own, noise)
    alone = np.sqrt(drop.person) * own + np.sqrt(1 - drop.person) * noise
    return alone if setting.missing == "mcar" else law.loaded(cause, SELECTION, alone)


def _edge(world: World, setting: Setting, share: float) -> float:
    """Beyond which inclination this share of women leaves; kept, as every batch asks again."""
    at = (setting.missing, share)
    if at not in world.edges:
        drop, risk = world.spec.dropout, world.risk
        if setting.missing == "specified":
            world.edges[at] = law.leaving_edge(drop, risk.points, risk.correlation, share)
        elif setting.missing == "mar":
            world.edges[at] = law.crossing(share, SELECTION * risk.points, (1 - SELECTION**2) ** 0.5)
        else:
            world.edges[at] = float(ndtri(1 - share))
    return world.edges[at]


def lost_of(world: World, what: Population, setting: Setting) -> np.ndarray:
    """Share that left (moments, 2) of the reference and the treated arm.

    Outcomes with one value per woman come from registers, which lose nobody unless a share is given.
    """
    waves = moments(what)
    if setting.dropout == "none":
        return np.zeros((len(waves), 2))
    if setting.dropout == "published":
        return np.array([world.lost.get(wave, (0.0, 0.0)) for wave in waves])
    last = float(np.mean(list(world.lost.values())[-1]))
    shape = [float(np.mean(world.lost[wave])) / last if wave in world.lost else 1.0 for wave in waves]
    return np.repeat(np.array(shape)[:, None] * float(setting.dropout), 2, axis=1)


def found_of(what: Population, setting: Setting) -> tuple[float, float]:
    """Share of either arm that a register was searched for, or that answered, with published drop-out."""
    return what.found if setting.dropout == "published" else (1.0, 1.0)


def seen_share(world: World, what: Population, setting: Setting) -> np.ndarray:
    """Share of whom the outcome is known (waves, 2), where it exists."""
    return (1 - lost_of(world, what, setting)) * np.array(found_of(what, setting)) * (1 - what.nonresponse)
