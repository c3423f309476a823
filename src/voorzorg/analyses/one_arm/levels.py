"""What was seen per wave and informant, with exact intervals and without any contrast."""

from __future__ import annotations

import numpy as np

from voorzorg.analyses.groups import Group, groups, informants_of, mean_of, of_informant, proportion
from voorzorg.analyses.rows import Row, RowMaker
from voorzorg.analyses.study import Study, numbers
from voorzorg.cohorts.manifest.outcomes import Outcome
from voorzorg.messages import Message, message
from voorzorg.statistics.results import Estimate


def describe_outcome(study: Study, key: str, outcome: Outcome) -> list[Row]:
    """Rows per informant and wave: a risk, or mean, standard deviation and median; a curve for a time."""
    if outcome.type == "time":
        return _time(study, key, outcome)
    rows: list[Row] = []
    for informant in informants_of(study, key, outcome):
        reported = of_informant(outcome, informant)
        make = RowMaker(study, key, "unadjusted", reported)
        for wave in study.wave_keys(reported):
            for group, people in groups(study, study.frame(reported, wave)):
                y = numbers(people["y"].dropna())
                one = _risk if outcome.type == "binary" else _level
                rows += one(study, make, group, wave, y)
    return rows


def _risk(study: Study, make: RowMaker, group: Group, wave: str, y: np.ndarray) -> list[Row]:
    events = int(y.sum())
    result = proportion(events, len(y), study.config.analysis.ci_level)
    method = [message("observed-proportion"), message("clopper-pearson-interval")]
    return [make.estimated("risk", method, result, wave=wave, **group.counts(len(y), events))]


def _level(study: Study, make: RowMaker, group: Group, wave: str, y: np.ndarray) -> list[Row]:
    """Mean, standard deviation and median of one wave."""
    from voorzorg.statistics.small.change import sign_test_exact

    level = study.config.analysis.ci_level
    where = {"wave": wave, **group.counts(len(y))}
    mean = make.estimated(
        "mean", [message("arithmetic-mean"), message("t-interval")], mean_of(y, level), **where
    )
    if len(y) == 0:
        return [mean]
    spread = (
        make.number("sd", message("standard-deviation"), float(np.std(y, ddof=1)), **where)
        if len(y) > 1
        else make.failed("sd", message("standard-deviation"), message("fewer-than-two-values"), **where)
    )
    # The median of values is the median of their changes from zero, with the same order statistics.
    middle = sign_test_exact(np.zeros(len(y)), y, ci_level=level)
    few = [w for w in middle.warnings if isinstance(w, Message) and w.key == "pairs-too-few-interval-median"]
    notes = tuple(Message("values-too-few-interval-median", w.arguments) for w in few)
    median = Estimate(
        middle.estimate, ci_low=middle.ci_low, ci_high=middle.ci_high, level=level, warnings=notes
    )
    return [
        mean,
        spread,
        make.estimated("median", [message("median"), message("order-statistics-interval")], median, **where),
    ]


def _time(study: Study, key: str, outcome: Outcome) -> list[Row]:
    """The Kaplan-Meier curve of each arm, its median and its restricted mean."""
    from voorzorg.analyses.two_arms.time_to_event import compare_times
    from voorzorg.statistics.survival.kaplan_meier import kaplan_meier, median_time, restricted_mean

    make = RowMaker(study, key, "survival", outcome)
    frame = study.frame(outcome).dropna(subset=["y", "event"])
    if frame.empty:
        return [
            make.failed("cumulative_incidence", message("kaplan-meier"), message("no-times-were-measured"))
        ]
    curves = compare_times(study, key, outcome)
    rows = [row for row in curves if row.estimand == "cumulative_incidence"]
    level = study.config.analysis.ci_level
    for group, people in groups(study, frame):
        if people.empty:
            rows.append(
                make.failed(
                    "median", message("kaplan-meier"), message("no-times-were-measured"), arm=group.arm
                )
            )
            continue
        time, event = numbers(people["y"]).clip(min=0), numbers(people["event"])
        curve = kaplan_meier(time, event, level=level)
        where = {"scale": "weeks", **group.counts(curve.n, curve.events)}
        method = [message("kaplan-meier"), message("log-log-interval")]
        rows.append(make.estimated("median", method, median_time(curve), **where))
        horizon = study.horizon(outcome, time)
        if horizon <= 0:
            continue
        mean_to = [message("kaplan-meier"), message("restricted-mean-to", weeks=horizon)]
        rows.append(
            make.estimated("rmst", mean_to, restricted_mean(curve, horizon), time_weeks=horizon, **where)
        )
    return rows
