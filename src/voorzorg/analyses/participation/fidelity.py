"""Was the programme carried out as planned? Visits against plan, their length and depth, per phase.

Participants are the units: what a log says of many visits is first averaged within each family.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from voorzorg.analyses.groups import ALL, Group, groups, mean_of, proportion
from voorzorg.analyses.rows import Row, RowMaker
from voorzorg.analyses.study import ID, Study, numbers
from voorzorg.cohorts.manifest.data import Variable
from voorzorg.cohorts.manifest.design import VisitPhase, VisitPlan
from voorzorg.messages import RefusedError, message
from voorzorg.statistics.results import Estimate


@dataclass(frozen=True)
class Dose:
    """Visits made and planned per participant (indexed by pseudonym) in one phase, or in ``all`` together."""

    key: str
    done: pd.Series
    planned: pd.Series
    goal: float | None

    @property
    def ratio(self) -> np.ndarray:
        """Visits made per visit planned; above 1 where more visits were made than planned."""
        return self.done.to_numpy(dtype=float) / self.planned.to_numpy(dtype=float)


def describe_fidelity(study: Study) -> list[Row]:
    """Rows ``fidelity:<measure>`` with the phase in ``category``, for every arm that was visited.

    Measures: ``visits`` and ``dose`` (visits over planned visits), ``completed`` (phases carried out as
    intended), and every numeric variable of the log. Without a plan in the manifest only those of the log.
    """
    rows: list[Row] = []
    for group, theirs, phases, doses in _by_group(study):
        for dose in doses:
            rows += _dose_rows(study, group, dose)
        rows += _variables(study, group, theirs, phases)
    return rows


def own_values(study: Study) -> Iterator[tuple[str, str, str | None, np.ndarray]]:
    """Measure, phase, arm, and the participants' own numbers that :func:`describe_fidelity` averages."""
    for group, theirs, phases, doses in _by_group(study):
        for dose in doses:
            yield "visits", dose.key, group.arm, dose.done.to_numpy(dtype=float)
            yield "dose", dose.key, group.arm, dose.ratio
        for name, variable, key, own in _own_means(study, theirs, phases):
            if variable.type != "binary":
                yield name, key, group.arm, own


def _by_group(study: Study) -> Iterator[tuple[Group, pd.DataFrame, pd.Series, list[Dose]]]:
    """Of every group with visits: its visits, their phases, and its doses where visits were planned."""
    visits = study.visits
    if visits is None or visits.empty:
        return
    visits = visits[visits[ID].isin(study.participants[ID])]
    for group, people in groups(study, _took_part(study, visits)):
        theirs = visits[visits[ID].isin(people[ID])]
        if theirs.empty:
            continue
        phases, plan = _phases(study, theirs), study.manifest.visits
        yield group, theirs, phases, list(_doses(study, plan, people, theirs, phases)) if plan else []


def _maker(study: Study, measure: str) -> RowMaker:
    return RowMaker(study, f"fidelity:{measure}", "unadjusted")


def _took_part(study: Study, visits: pd.DataFrame) -> pd.DataFrame:
    """Participants who were ever measured or visited: who registered and never started has no dose to get."""
    attended = study.attendance
    started = set(attended.index[attended.any(axis=1)]) | set(visits[ID])
    return study.participants[study.participants[ID].isin(started)]


def _phases(study: Study, visits: pd.DataFrame) -> pd.Series:
    """The phase of every visit: as the log says, else by its week; missing outside all phases."""
    plan = study.manifest.visits
    if plan is None:
        return pd.Series(pd.NA, index=visits.index, dtype="string")
    if plan.variable is not None:
        if plan.variable not in visits:
            raise RefusedError(message("not-in-tidy-data", variable=plan.variable))
        return visits[plan.variable].astype("string")
    phase = pd.Series(pd.NA, index=visits.index, dtype="string")
    weeks = numbers(visits["weeks"])
    for one in plan.phases:
        phase[(weeks >= one.from_weeks) & (weeks < one.until_weeks)] = one.key
    return phase


def _doses(
    study: Study, plan: VisitPlan, people: pd.DataFrame, visits: pd.DataFrame, phases: pd.Series
) -> Iterator[Dose]:
    """Each phase, then all of them together."""
    ids = people[ID].to_numpy()
    done_all, planned_all = pd.Series(0.0, index=ids), pd.Series(0.0, index=ids)
    for phase in plan.phases:
        done = visits.loc[(phases == phase.key).fillna(False), ID].value_counts().reindex(ids, fill_value=0)
        planned = pd.Series(_planned(study, people, phase), index=ids)
        done_all, planned_all = done_all + done, planned_all + planned
        expected = planned > 0
        yield Dose(phase.key, done[expected], planned[expected], phase.goal)
    expected = planned_all > 0
    yield Dose(ALL, done_all[expected], planned_all[expected], None)


def _planned(study: Study, people: pd.DataFrame, phase: VisitPhase) -> np.ndarray:
    """Planned visits per participant; who entered during the phase was due the remaining share of it."""
    if not _prorated(study):
        return np.full(len(people), phase.planned)
    since = np.nan_to_num(numbers(people[study.manifest.entry]), nan=phase.from_weeks)
    length = phase.until_weeks - phase.from_weeks
    return phase.planned * np.clip((phase.until_weeks - since) / length, 0.0, 1.0)


def _prorated(study: Study) -> bool:
    return study.manifest.entry is not None and study.manifest.entry in study.participants


def _dose_rows(study: Study, group: Group, dose: Dose) -> list[Row]:
    level = study.config.analysis.ci_level
    n = len(dose.done)
    where = {"category": dose.key, **group.counts(n)}
    visits, ratio = _maker(study, "visits"), _maker(study, "dose")
    if n == 0:
        return [
            ratio.failed(
                "mean", message("visits-over-planned"), message("nobody-was-due-this-phase"), **where
            )
        ]
    done = dose.done.to_numpy(dtype=float)
    plan = _maker(study, "planned")
    due = message("planned-from-entry" if _prorated(study) else "visits-planned")
    rows = [
        plan.number(
            "mean",
            [due, message("mean-over-participants")],
            float(dose.planned.mean()),
            scale="visits",
            **where,
        ),
        visits.estimated(
            "mean",
            [message("visits-per-participant"), message("t-interval")],
            mean_of(done, level),
            scale="visits",
            **where,
        ),
        visits.number(
            "median",
            [message("visits-per-participant"), message("median")],
            float(np.median(done)),
            scale="visits",
            **where,
        ),
        ratio.estimated(
            "mean",
            [message("visits-over", due=due), message("mean-over-participants"), message("t-interval")],
            mean_of(dose.ratio, level),
            scale="share of plan",
            **where,
        ),
    ]
    if dose.goal is None:
        return rows
    events = int((dose.ratio >= dose.goal - 1e-9).sum())
    made = _maker(study, "completed")
    method = [message("share-of-planned-visits", share=dose.goal), message("clopper-pearson-interval")]
    where = {"category": dose.key, **group.counts(n, events)}
    return [*rows, made.estimated("risk", method, proportion(events, n, level), **where)]


def _variables(study: Study, group: Group, visits: pd.DataFrame, phases: pd.Series) -> list[Row]:
    """Length, depth and content: the mean over participants of each one's own mean, per phase and in all."""
    rows: list[Row] = []
    for name, variable, key, own in _own_means(study, visits, phases):
        share = variable.type == "binary"
        scale = "share of visits" if share else (variable.unit.en if variable.unit else None)
        where = {"category": key, "scale": scale, **group.counts(len(own))}
        method = [message("mean-of-own-means"), message("t-interval")]
        made = _maker(study, name).estimated("mean", method, _bounded(study, own, share), **where)
        rows.append(made)
    return rows


def _own_means(
    study: Study, visits: pd.DataFrame, phases: pd.Series
) -> Iterator[tuple[str, Variable, str, np.ndarray]]:
    """Every numeric variable of the log, per phase and in all: each participant's mean over her visits."""
    plan = study.manifest.visits
    keys = [phase.key for phase in plan.phases] if plan else []
    for name, variable in study.manifest.variables.items():
        if (
            name not in visits
            or variable.type not in ("binary", "integer", "number")
            or visits[name].isna().all()
        ):
            continue
        for key in (*keys, ALL):
            here = visits if key == ALL else visits[(phases == key).fillna(False)]
            yield name, variable, key, numbers(here.dropna(subset=[name]).groupby(ID)[name].mean())


def _bounded(study: Study, values: np.ndarray, share: bool) -> Estimate:
    """A mean whose interval, of a share, ends at 0 and 1."""
    result = mean_of(values, study.config.analysis.ci_level)
    if not share:
        return result
    low, high = np.clip([result.ci_low, result.ci_high], 0.0, 1.0)
    return Estimate(
        result.estimate,
        result.std_error,
        float(low),
        float(high),
        level=result.level,
        converged=result.converged,
        warnings=result.warnings,
    )
