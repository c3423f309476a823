"""The women of a synthetic trial: arm, municipality, nurse, propensities and baseline characteristics."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import special

from voorzorg.synthetic.figures import Figures, closest_count
from voorzorg.synthetic.latent import (
    Bools,
    Clusters,
    Floats,
    Propensities,
    Streams,
    highest,
    middle_ranks,
    random_intercepts,
)
from voorzorg.synthetic.trial.specification import (
    Characteristic,
    SpecificationError,
    TrialSpecification,
)


@dataclass(frozen=True)
class Women:
    """Everything that is fixed before the first interview; arrays have one element per woman."""

    n: int
    scale: float
    arms: dict[str, Bools]
    treated: Bools
    propensities: Propensities
    streams: Streams
    frame: pd.DataFrame

    def count(self, wanted: int, arm: str) -> int:
        """A number of women that the specification gives for the published size, at this size."""
        return min(round(wanted * self.scale), int(self.arms[arm].sum()))


def make_women(spec: TrialSpecification, figures: Figures, seed: int, n: int | None) -> Women:
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
        Clusters(nurse, int(nurse.max()) + 1),
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
    women = Women(n, n / total, arms, treated, propensities, streams, frame)
    for name, characteristic in spec.participants.items():
        frame[name] = _characteristic(name, characteristic, women, figures)
    frame["entry_weeks"] = _entry_dates(spec, streams, n)
    return women


def _nurses(site: np.ndarray, treated: Bools, per_nurse: float, streams: Streams) -> np.ndarray:
    """A nurse per treated woman, within her municipality; -1 for the others."""
    rng, nurse, first = streams("nurses"), np.full(len(site), -1), 0
    for place in np.unique(site):
        here = np.flatnonzero((site == place) & treated)
        staff = max(1, round(len(here) / per_nurse))
        nurse[here] = first + rng.integers(0, staff, size=len(here))
        first += staff
    return nurse


def _entry_dates(spec: TrialSpecification, streams: Streams, n: int) -> np.ndarray:
    first = np.datetime64(spec.calendar.first_entry, "D")
    days = (spec.calendar.last_entry - spec.calendar.first_entry).days
    return first + streams("entry").integers(0, days + 1, size=n).astype("timedelta64[D]")


def _characteristic(
    name: str, what: Characteristic, women: Women, figures: Figures
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
        count = closest_count(figures.value(what.percent[arm]), int((members & everyone).sum()))
        value[highest(propensity, eligible & members, count)] = 1.0
    return value


def _number(name: str, what: Characteristic, women: Women, figures: Figures, propensity: Floats) -> Floats:
    """A bounded number (beta distribution) with the wanted mean and standard deviation in each arm."""
    if what.bounds is None or what.mean is None or what.sd is None:
        raise SpecificationError(f"participants: {name}: a number needs bounds, mean and sd")
    value = np.full(women.n, np.nan)
    low, high = what.bounds
    for arm, members in women.arms.items():
        mean, sd = figures.value(what.mean[arm]), figures.value(what.sd[arm])
        share, spread = (mean - low) / (high - low), sd / (high - low)
        size = share * (1 - share) / spread**2 - 1
        if size <= 0:
            raise SpecificationError(
                f"participants: {name}: no distribution within the bounds has this mean and sd"
            )
        ranks = middle_ranks(propensity[members])
        drawn = low + (high - low) * special.betaincinv(share * size, (1 - share) * size, ranks)
        # Ranks lose a little of the tails; put mean and spread back, inside the bounds.
        for _ in range(20):
            drawn = np.clip(mean + (drawn - drawn.mean()) * sd / drawn.std(ddof=1), low, high)
        value[members] = np.round(drawn, what.decimals)
    return value


def _count(what: Characteristic, women: Women, figures: Figures, propensity: Floats) -> Floats:
    """A count with the wanted share of women at or above each threshold; in between, evenly spread."""
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
        free = members.copy()
        size = int(members.sum())
        for key, percent in what.categories[arm].items():
            if percent == "rest":
                value[free] = key
                break
            chosen = highest(propensity, free, closest_count(figures.value(percent), size))
            value[chosen] = key
            free &= ~chosen
    return [str(v) or None for v in value]
