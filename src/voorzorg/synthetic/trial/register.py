"""Dated reports in the child-protection register and the log of home visits."""

from __future__ import annotations

import numpy as np
import pandas as pd

from voorzorg.synthetic import law
from voorzorg.synthetic.calibration import Floats, by_lot
from voorzorg.synthetic.figures import Figures
from voorzorg.synthetic.trial.births_and_dropout import Course
from voorzorg.synthetic.trial.specification import Reports, TrialSpecification
from voorzorg.synthetic.trial.women import Women


def dates_from_birth(birth_date: np.ndarray, weeks: Floats) -> np.ndarray:
    """Calendar dates ``weeks`` after birth, in whole days."""
    return birth_date + np.round(weeks * 7).astype("timedelta64[D]")


def looked_up(what: Reports, women: Women) -> np.ndarray:
    """For whom the register was searched (women,)."""
    chance, found = women.streams("register searched").random(women.n), np.zeros(women.n, dtype=bool)
    for arm in women.arms:
        found |= women.some(chance, what.searched[arm], arm, edge=by_lot)
    return found


def make_reports(
    what: Reports,
    kinds: list[str],
    reporters: list[str],
    women: Women,
    course: Course,
    figures: Figures,
    searched: np.ndarray,
) -> pd.DataFrame:
    """Register extract of those ``searched``: a row per report, in order of woman and date."""
    propensity = women.propensities.draw(what.domain, "cps_report")
    rng = women.streams("reports")
    reported = np.zeros(women.n, dtype=bool)
    later = np.zeros(women.n, dtype=bool)
    for arm, members in women.arms.items():
        seen = members & searched
        percent = figures.value(what.percent[arm])
        reported |= women.calibration.having(propensity, seen, percent, seen)
        later |= women.calibration.next_highest(
            propensity, seen & ~reported, what.later_percent, 100 - percent, seen
        )
    last = what.until_weeks - 1
    who = np.flatnonzero(reported)
    first = law.time_of_event(rng.random(len(who)), last, what.shape)
    more = rng.poisson(what.more_reports, size=len(who))
    again = np.repeat(np.arange(len(who)), more)
    next_ones = first[again] + rng.random(len(again)) * (what.extract_until_weeks - first[again])
    after = np.flatnonzero(later)
    span = what.extract_until_weeks - what.until_weeks - 2
    person = np.concatenate([who, who[again], after])
    weeks = np.concatenate(
        [
            np.maximum(first, 1.0),
            np.maximum(next_ones, 1.0),
            what.until_weeks + 1 + rng.random(len(after)) * span,
        ]
    )
    frame = pd.DataFrame(
        {
            "id": women.frame["id"].to_numpy()[person],
            "date": dates_from_birth(course.birth_date[person], weeks),
            "report_kind": rng.choice(kinds, size=len(person)),
            "reporter": rng.choice(reporters, size=len(person)),
            "severity": np.round(np.clip(rng.normal(5.2, 1.8, size=len(person)), 1, 10), 1),
        }
    )
    return frame.sort_values(["id", "date"], kind="stable").reset_index(drop=True)


def make_visits(spec: TrialSpecification, women: Women, course: Course) -> pd.DataFrame:
    """Visit log of the treated arm: a row per visit, in order of woman and date."""
    waves = list(spec.waves)
    treated = np.flatnonzero(women.treated)
    entry = women.frame["entry_weeks"].to_numpy().astype("datetime64[D]")
    to_entry = (entry - course.birth_date).astype(float) / 7
    # The phase in which a woman stopped: after her last interview, if she gave none of the later ones.
    last_wave = np.max([np.where(course.measured[w], i, -1) for i, w in enumerate(waves)], axis=0)
    stop = np.select([last_wave <= 1, last_wave <= 3], [0, 1], default=3)
    bounds = [(to_entry, np.zeros(women.n)), (np.zeros(women.n), np.full(women.n, 52.0))]
    bounds.append((np.full(women.n, 52.0), np.full(women.n, 104.0)))
    parts = []
    for number, ((key, phase), (start, end)) in enumerate(
        zip(spec.visits.phases.items(), bounds, strict=True)
    ):
        rng = women.streams("visits", key)
        share = np.clip(rng.normal(phase.done, phase.spread, size=len(treated)), 0.1, 1.0)
        share = np.where(stop[treated] < number, 0.0, share)
        share = np.where(stop[treated] == number, share * spec.visits.stopped_at, share)
        done = np.round(share * phase.planned).astype(int)
        person = np.repeat(treated, done)
        order = np.concatenate([np.arange(k) for k in done]) if len(person) else np.array([])
        place = (order + 0.15 + 0.7 * rng.random(len(person))) / np.repeat(np.maximum(done, 1), done)
        stay = np.where(stop[person] == number, spec.visits.stopped_at, 1.0)
        weeks = start[person] + place * stay * (end[person] - start[person])
        minutes = spec.visits.minutes
        length = rng.normal(minutes.mean, minutes.sd, size=len(person))
        columns = {
            "id": women.frame["id"].to_numpy()[person],
            "date": dates_from_birth(course.birth_date[person], weeks),
            "phase": np.full(len(person), key),
            "minutes": np.clip(np.round(length / 5) * 5, minutes.lowest, minutes.highest),
        }
        for field, chances in spec.visits.fields.items():
            columns[f"field_{field}"] = (rng.random(len(person)) < chances[number]).astype(float)
        parts.append(pd.DataFrame(columns))
    frame = pd.concat(parts, ignore_index=True)
    return frame.sort_values(["id", "date"], kind="stable").reset_index(drop=True)
