"""The families of a follow-up study: who started, who left when, and what they were like."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from voorzorg.synthetic.calibration import Bools, Floats, highest, middle_ranks, tune
from voorzorg.synthetic.figures import Figures, closest_count
from voorzorg.synthetic.follow_up.specification import FamilyVariable, FollowUpSpecification
from voorzorg.synthetic.latent import Streams
from voorzorg.synthetic.trial.specification import SpecificationError


@dataclass(frozen=True)
class Families:
    """Arrays have one element per registered family; ``leaves`` are starters gone by the yardstick wave."""

    n: int
    streams: Streams
    frame: pd.DataFrame
    started: Bools
    leaves: Bools
    measured: dict[str, Bools]
    partner: dict[str, Bools]
    entry: Floats
    moments: dict[str, Floats]
    birth_date: np.ndarray


def make_families(
    spec: FollowUpSpecification, figures: Figures, seed: int, weeks: dict[str, float]
) -> Families:
    """Enrol the registered families and let as many leave as the figures say."""
    streams, n = Streams(seed), int(figures.value(spec.registered))
    stays = streams("stays").standard_normal(n)
    counts = {wave: int(figures.value(what.measured)) for wave, what in spec.waves.items()}
    first = next(iter(spec.waves))
    started = highest(stays, np.ones(n, dtype=bool), counts[first])
    # Entry: evenly spread over those who started.
    order = middle_ranks(streams("entry").random(int(started.sum())))
    entry = np.full(n, np.nan)
    entry[started] = (
        np.round((spec.entry.earliest + order * (spec.entry.latest - spec.entry.earliest)) * 7) / 7
    )
    measured: dict[str, Bools] = {}
    partner: dict[str, Bools] = {}
    moments: dict[str, Floats] = {}
    with_partner = streams("partner").standard_normal(n)
    for wave, what in spec.waves.items():
        # A wave before a woman's entry was never asked of her.
        possible = started if wave == first else started & (entry < weeks[wave])
        measured[wave] = highest(stays, possible, counts[wave])
        partner[wave] = highest(with_partner, measured[wave], what.partners)
        late = streams("moment", wave).random(n)
        planned = entry + 0.3 + late if wave == first else weeks[wave] + 1.5 * late
        if wave != first and weeks[wave] < 0:
            planned = np.maximum(np.minimum(planned, -0.4), entry + 1.5)
        moments[wave] = np.round(np.where(started, planned, np.nan) * 7) / 7
    leaves = started & ~measured[spec.yardstick]
    span = (spec.calendar.last_entry - spec.calendar.first_entry).days
    days = streams("entry date").integers(0, span + 1, size=n).astype("timedelta64[D]")
    entered = np.datetime64(spec.calendar.first_entry, "D") + days
    to_birth = np.round(-np.nan_to_num(entry) * 7).astype("timedelta64[D]")
    birth = np.where(started, entered + to_birth, np.datetime64("NaT", "D"))
    numbers = streams("identifiers").permutation(n) + 1
    frame = pd.DataFrame(
        {
            "id": [f"{spec.prefix}{i:02d}" for i in numbers],
            "started": started.astype(float),
            "entry_weeks": np.where(started, entered, np.datetime64("NaT", "D")),
            "birth_date": birth,
            "age": _age(spec, figures, streams, started, leaves),
        }
    )
    for name, characteristic in spec.family.items():
        frame[name] = _family_variable(name, characteristic, streams, leaves)
    return Families(
        n, streams, frame, started, leaves, measured, partner, entry, moments, birth.astype("datetime64[D]")
    )


def _age(
    spec: FollowUpSpecification, figures: Figures, streams: Streams, started: Bools, leaves: Bools
) -> Floats:
    """Whole years; the mean of the starters, and of the leavers among them where it is published."""
    what, rank = spec.age, streams("age").standard_normal(len(started))
    result = np.clip(np.round(figures.value(what.mean) + what.sd * rank), *what.bounds)
    groups = {"all": (started, figures.value(what.mean))}
    if what.leavers_mean is not None:
        young = figures.value(what.leavers_mean)
        stay = started & ~leaves
        rest = (groups["all"][1] * started.sum() - young * leaves.sum()) / stay.sum()
        groups = {"leavers": (leaves, young), "stayers": (stay, rest)}
    for members, mean in groups.values():
        if not members.any():
            raise SpecificationError("age: no women in one of the groups")

        def at(centre: float, members: Bools = members) -> Floats:
            return np.clip(np.round(centre + what.sd * rank[members]), *what.bounds)

        result[members] = tune(at, mean, what.bounds[0] - 20, what.bounds[1] + 20)
    return result


def _family_variable(name: str, what: FamilyVariable, streams: Streams, leaves: Bools) -> Floats:
    propensity = streams("family", name).standard_normal(len(leaves)) + what.leavers * leaves
    if what.kind == "binary":
        count = closest_count(what.percent, len(leaves))
        return highest(propensity, np.ones(len(leaves), dtype=bool), count).astype(float)
    width = what.highest - what.lowest + 1
    result = np.empty(len(leaves))
    # What leavers do not differ in is spread alike over leavers and the others.
    groups = [leaves, ~leaves] if what.leavers == 0 else [np.ones(len(leaves), dtype=bool)]
    for members in groups:
        result[members] = what.lowest + np.floor(middle_ranks(propensity[members]) * width)
    return result
