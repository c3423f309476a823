"""The women of a synthetic trial: arm, municipality, nurse, propensities and baseline characteristics."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from voorzorg.synthetic import law
from voorzorg.synthetic.calibration import Among, Bools, Calibration, Edge, Floats
from voorzorg.synthetic.figures import Figures, closest_count
from voorzorg.synthetic.latent import Clusters, Propensities, Streams, random_intercepts
from voorzorg.synthetic.trial.specification import (
    Characteristic,
    SpecificationError,
    TrialSpecification,
)


@dataclass(frozen=True)
class Women:
    """Everything that is fixed before the first interview; arrays have one element per woman.

    ``calibration`` turns propensities into data.
    """

    calibration: Calibration
    first_wave: str
    n: int
    scale: float
    arms: dict[str, Bools]
    treated: Bools
    propensities: Propensities
    streams: Streams
    frame: pd.DataFrame

    def some(
        self,
        propensity: Floats,
        wanted: int,
        arm: str,
        members: Bools | None = None,
        edge: Edge | None = None,
    ) -> Bools:
        """Those of the arm (or ``members`` of it) with the highest propensity, as many as specified."""
        there = self.arms[arm] if members is None else members
        return self.calibration.number(propensity, there, self.count(wanted, arm), int(there.sum()), edge)

    def count(self, wanted: int, arm: str) -> int:
        """A number of women that the specification gives for the published size, at this size."""
        return min(round(wanted * self.scale), int(self.arms[arm].sum()))


def make_women(
    spec: TrialSpecification, figures: Figures, seed: int, n: int | None, calibration: Calibration
) -> Women:
    """Randomise ``n`` women (the published number where left out) and give them their characteristics."""
    published = {arm: int(figures.value(size.size)) for arm, size in spec.arms.items()}
    total = sum(published.values())
    sizes = dict(published)
    if n is not None:
        sizes[spec.treated] = round(n * published[spec.treated] / total)
        others = [arm for arm in published if arm != spec.treated]
        for arm in others:
            sizes[arm] = round((n - sizes[spec.treated]) * published[arm] / (total - published[spec.treated]))
    n = sum(sizes.values())
    streams = Streams(seed)
    keys = np.repeat(list(sizes), list(sizes.values()))
    streams("allocation").shuffle(keys)
    arms = {arm: keys == arm for arm in sizes}
    treated = arms[spec.treated]

    number = int(figures.value(spec.sites.number))
    rng = streams("sites")
    weight = np.exp(spec.sites.size_spread * rng.standard_normal(number))
    site = rng.choice(number, size=n, p=weight / weight.sum())
    nurse = _nurses(site, treated, spec.nurses.women_per_nurse, streams)
    propensities = Propensities(
        streams,
        n,
        random_intercepts(spec.latent, n, streams("domains")),
        spec.latent.shares,
        Clusters(site, number),
        Clusters(nurse, int(nurse.max()) + 1, alone=not calibration.exact),
    )
    width = max(4, len(str(n)))
    numbers = streams("identifiers").permutation(n) + 1
    frame = pd.DataFrame(
        {
            "id": [f"VZ{i:0{width}d}" for i in numbers],
            "arm": keys.astype(str),
            "site": [f"G{i + 1:02d}" for i in site],
            "nurse": [f"V{i + 1:03d}" if i >= 0 else None for i in nurse],
        }
    )
    women = Women(
        calibration, next(iter(spec.waves)), n, n / total, arms, treated, propensities, streams, frame
    )
    for name, characteristic in spec.participants.items():
        frame[name] = _characteristic(name, characteristic, spec, women, figures)
    frame["entry_weeks"] = _entry_dates(spec, streams, n)
    return women


def _nurses(site: np.ndarray, treated: Bools, per_nurse: float, streams: Streams) -> np.ndarray:
    """A nurse per treated woman, within her municipality; -1 for the others."""
    rng, nurse, first = streams("nurses"), np.full(len(site), -1), 0
    for place in np.unique(site):
        here = np.flatnonzero((site == place) & treated)
        staff = int(law.staff(np.array(len(here)), per_nurse))
        nurse[here] = first + rng.integers(0, staff, size=len(here))
        first += staff
    return nurse


def _entry_dates(spec: TrialSpecification, streams: Streams, n: int) -> np.ndarray:
    first = np.datetime64(spec.calendar.first_entry, "D")
    days = (spec.calendar.last_entry - spec.calendar.first_entry).days
    return first + streams("entry").integers(0, days + 1, size=n).astype("timedelta64[D]")


def _characteristic(
    name: str, what: Characteristic, spec: TrialSpecification, women: Women, figures: Figures
) -> np.ndarray | list[str | None]:
    propensity = women.propensities.loaded(what.domain, what.loading, name)
    if what.kind == "number":
        return _number(name, what, women, figures, propensity)
    if what.kind == "count":
        return _count(what, women, figures, propensity)
    if what.kind == "category":
        return _category(what, women, figures, propensity)
    eligible = np.ones(women.n, dtype=bool)
    for other, wanted in what.among.items():
        eligible &= women.frame[other].to_numpy() == wanted
    everyone = np.ones(women.n, dtype=bool) if what.percent_of == "all" else eligible
    value = np.where(everyone, 0.0, np.nan)
    for arm, members in women.arms.items():
        among = _among(what, spec, arm, figures)
        can, base = eligible & members, members & everyone
        same = everyone is eligible
        percent = figures.value(what.percent[arm])
        value[women.calibration.having(propensity, can, percent, can if same else base, among)] = 1.0
    return value


def _among(what: Characteristic, spec: TrialSpecification, arm: str, figures: Figures) -> Among:
    """Who can have a characteristic: those with another one, or without it."""
    share, correlation = 1.0, 0.0
    for other, wanted in what.among.items():
        given = spec.participants[other]
        risk = figures.value(given.percent[arm]) / 100
        sign = 1 if wanted else -1
        share = risk if wanted else 1 - risk
        together = law.between(spec.latent, what.domain, given.domain)
        correlation = sign * what.loading * given.loading * together
    return Among(share, correlation)


def _number(name: str, what: Characteristic, women: Women, figures: Figures, propensity: Floats) -> Floats:
    """A bounded number (beta distribution) with the wanted mean and standard deviation in each arm."""
    if what.bounds is None or what.mean is None or what.sd is None:
        raise SpecificationError(f"participants: {name}: a number needs bounds, mean and sd")
    value = np.full(women.n, np.nan)
    low, high = what.bounds
    for arm, members in women.arms.items():
        mean, sd = figures.value(what.mean[arm]), figures.value(what.sd[arm])
        ranks = women.calibration.ranks(propensity[members])
        drawn = law.beta_quantile(ranks, mean, sd, what.bounds, name)
        # Ranks lose a little of the tails; put mean and spread back, inside the bounds.
        for _ in range(20 if women.calibration.exact else 0):
            drawn = np.clip(mean + (drawn - drawn.mean()) * sd / drawn.std(ddof=1), low, high)
        value[members] = np.round(drawn, what.decimals)
    return value


def _count(what: Characteristic, women: Women, figures: Figures, propensity: Floats) -> Floats:
    """A count with the wanted share of women at or above each threshold; in between, evenly spread."""
    if not women.calibration.exact:
        return law.count_quantile(women.calibration.ranks(propensity), what, figures)
    thresholds = sorted(what.at_least)
    above = [closest_count(figures.value(what.at_least[t]), women.n) for t in thresholds]
    edges = [women.n, *above, 0]
    values = [what.lowest, *thresholds, what.highest + 1]
    order = np.argsort(-propensity, kind="stable")
    result = np.empty(women.n)
    for i in range(len(values) - 1):
        group = order[edges[i + 1] : edges[i]]
        width = values[i + 1] - values[i]
        steps = (np.arange(len(group)) * width) // max(len(group), 1)
        result[group] = values[i + 1] - 1 - steps
    return result


def _category(what: Characteristic, women: Women, figures: Figures, propensity: Floats) -> list[str | None]:
    """A category per woman; those listed first go to the highest propensities, ``rest`` gets who is left."""
    value = np.full(women.n, "", dtype=object)
    for arm, members in women.arms.items():
        free, left = members.copy(), 100.0
        for key, percent in what.categories[arm].items():
            if percent == "rest":
                value[free] = key
                break
            share = figures.value(percent)
            chosen = women.calibration.next_highest(propensity, free, share, left, members)
            value[chosen] = key
            free &= ~chosen
            left -= share
    return [str(v) or None for v in value]
