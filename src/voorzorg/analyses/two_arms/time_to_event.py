"""Times to a first event per arm: curves, restricted means, log-rank test and Cox model."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from voorzorg.analyses.clusters import clusters_of
from voorzorg.analyses.groups import groups
from voorzorg.analyses.rows import Row, RowMaker, adjusted_for
from voorzorg.analyses.study import Study, design_columns, numbers, of_contrast
from voorzorg.cohorts.manifest.outcomes import Outcome
from voorzorg.estimates.contrast import Contrast
from voorzorg.messages import Message, RefusedError, message
from voorzorg.statistics.results import Estimate

if TYPE_CHECKING:
    from voorzorg.statistics.survival.kaplan_meier import LogRank

#: Points of a written curve: enough for a smooth figure, few enough to read in a table.
CURVE_POINTS = 53


def compare_times(study: Study, key: str, outcome: Outcome) -> list[Row]:
    """Kaplan-Meier per arm and, per contrast, the difference in restricted means and the hazard ratio."""
    frame = study.frame(outcome)
    if outcome.competing:
        frame = with_causes(frame.dropna(subset=["other_event"]))
    frame = frame.dropna(subset=["y", "event"]).reset_index(drop=True)
    make = RowMaker(study, key, "survival", outcome)
    note = None
    compare = _incidences if outcome.competing else _difference
    if (frame["y"] < 0).any():
        note = message("events-before-birth-count-as")
        frame["y"] = frame["y"].clip(lower=0)
    if frame.empty:
        return [_nothing(make, outcome, message("no-times-were-measured"))]
    horizon = study.horizon(outcome, numbers(frame["y"]))
    if horizon <= 0:
        return [_nothing(make, outcome, message("followed-too-briefly"))]
    rows = _curves(study, make, frame, horizon, note)
    for contrast in study.contrasts:
        arms = of_contrast(frame, contrast)
        if arms["treated"].nunique() < 2:
            reason = message("no-times-one-arms")
            rows.append(make.failed("rmst_difference", message("restricted-mean"), reason, contrast=contrast))
            continue
        rows += compare(study, make, outcome, arms, contrast, horizon, note)
        rows += _hazard_ratios(study, make, outcome, arms, contrast, note)
    return rows


def _curves(
    study: Study, make: RowMaker, frame: pd.DataFrame, horizon: float, note: Message | None
) -> list[Row]:
    """Cumulative incidence at equally spaced times; n is the number still at risk, events those so far."""
    from voorzorg.statistics.survival.competing import Incidence, aalen_johansen
    from voorzorg.statistics.survival.kaplan_meier import RiskTable, kaplan_meier

    rows = []
    times = np.linspace(0, horizon, CURVE_POINTS)
    competing = message("aalen-johansen"), message("infinitesimal-jackknife")
    plain = (message("kaplan-meier-incidence"),)
    method = [*(competing if "cause" in frame else plain), message("log-log-interval")]
    for group, here in groups(study, frame):
        if here.empty:
            continue
        level = study.config.analysis.ci_level
        table: RiskTable | Incidence
        if "cause" in here:
            table = aalen_johansen(numbers(here["y"]), here["cause"].to_numpy(), times, level)
        else:
            table = kaplan_meier(numbers(here["y"]), numbers(here["event"]), level).at(times)
        low, high = (
            (table.ci_low, table.ci_high)
            if isinstance(table, Incidence)
            else (table.incidence_low, table.incidence_high)
        )
        for k, time in enumerate(times):
            known = bool(np.isfinite(table.incidence[k]))
            where = {"time_weeks": float(time), **group.counts(int(table.n_risk[k]), int(table.events[k]))}
            if not known:
                beyond = message("beyond-last-observation-this-arm")
                rows.append(make.number("cumulative_incidence", method, math.nan, warnings=beyond, **where))
                continue
            rows.append(
                make.interval(
                    "cumulative_incidence",
                    method,
                    float(table.incidence[k]),
                    (float(low[k]), float(high[k])),
                    level,
                    std_error=float(table.std_error[k]),
                    warnings=note,
                    **where,
                )
            )
    return rows


def _nothing(make: RowMaker, outcome: Outcome, reason: Message) -> Row:
    if outcome.competing:
        return make.failed("risk_difference", message("aalen-johansen"), reason)
    return make.failed("rmst_difference", message("restricted-mean"), reason)


def with_causes(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with ``cause`` 1 (the event), 2 (the competing one came first) or 0, and its time in ``y``.

    Both in the same week count as the event; a competing event after the end of observation does not count.
    """
    own, other = numbers(frame["event"]) == 1, numbers(frame["other_event"]) == 1
    time, when = numbers(frame["y"]), numbers(frame["other"])
    with np.errstate(invalid="ignore"):
        first = other & np.where(own, when < time, when <= time)
    cause = np.where(first, 2, np.where(own, 1, 0))
    known = frame["y"].notna() & frame["event"].notna()
    return frame.assign(
        y=pd.Series(np.where(first, when, time), frame.index).where(known),
        event=pd.Series((cause == 1).astype(float), frame.index).where(known),
        cause=cause,
    )


def _incidences(
    study: Study,
    make: RowMaker,
    outcome: Outcome,
    arms: pd.DataFrame,
    contrast: Contrast,
    horizon: float,
    note: Message | None,
) -> list[Row]:
    """Cumulative incidence of both arms at the horizon, and their difference."""
    from voorzorg.statistics.survival.competing import incidence_difference

    level = study.config.analysis.ci_level
    clusters = clusters_of(study, outcome, arms)
    method = [message("aalen-johansen-at", weeks=horizon), *([clusters.robust] if clusters else [])]
    where = {"time_weeks": horizon, **_counts(arms)}
    if clusters and clusters.problem:
        return [make.failed("risk_difference", method, clusters.problem, contrast=contrast, **where)]
    time, treated = numbers(arms["y"]), arms["treated"].to_numpy()
    of_row = clusters.of_row if clusters else None
    found = incidence_difference(time, arms["cause"].to_numpy(), treated, horizon, of_row, level)
    rows = []
    for arm, side, curve in zip(_arm_names(arms), ("reference", "treated"), found[:2], strict=True):
        estimate = Estimate(
            float(curve.incidence[0]),
            float(curve.std_error[0]),
            float(curve.ci_low[0]),
            float(curve.ci_high[0]),
            level=level,
            warnings=found[2].warnings if not np.isfinite(curve.incidence[0]) else (),
        )
        own = {name: value for name, value in where.items() if name.endswith(side)}
        at = {"arm": arm, "time_weeks": horizon, "warnings": note, **own}
        rows.append(make.estimated("risk", message("aalen-johansen-at", weeks=horizon), estimate, **at))
    make = make.of("survival", clustered=clusters is not None)
    shared = {"contrast": contrast, "warnings": note, **where}
    return [*rows, make.estimated("risk_difference", method, found[2], **shared)]


def _difference(
    study: Study,
    make: RowMaker,
    outcome: Outcome,
    arms: pd.DataFrame,
    contrast: Contrast,
    horizon: float,
    note: Message | None,
) -> list[Row]:
    """Restricted means of both arms, their difference and the log-rank test, over clusters if any."""
    clusters = clusters_of(study, outcome, arms)
    error = [clusters.robust] if clusters else []
    make = make.of("survival", clustered=clusters is not None)
    shared = {"time_weeks": horizon, "warnings": note, **_counts(arms)}
    method = [message("restricted-mean-to", weeks=horizon), *error]
    if clusters and clusters.problem:
        where = {"contrast": contrast, "time_weeks": horizon, **_counts(arms)}
        return [make.failed("rmst_difference", method, clusters.problem, **where)]
    level = study.config.analysis.ci_level
    means, test = _compared(arms, clusters.of_row if clusters else None, horizon, level)
    reference_arm, treated_arm = _arm_names(arms)
    return [
        make.estimated("rmst", method, means[0], arm=reference_arm, **shared),
        make.estimated("rmst", method, means[1], arm=treated_arm, **shared),
        make.estimated("rmst_difference", method, means[2], contrast=contrast, **shared),
        make.test(
            [message("log-rank-test"), *error],
            test.p_value,
            contrast=contrast,
            warnings=(*test.warnings, *filter(None, (note,))),
            **_counts(arms),
        ),
    ]


def _compared(
    arms: pd.DataFrame, cluster: np.ndarray | None, horizon: float, level: float
) -> tuple[tuple[Estimate, Estimate, Estimate], LogRank]:
    """Restricted means of the reference and the treated arm, their difference, and the log-rank test."""
    from voorzorg.statistics.survival.clustered import clustered_logrank, clustered_restricted_means
    from voorzorg.statistics.survival.kaplan_meier import compare_survival

    time, event, treated = numbers(arms["y"]), numbers(arms["event"]), arms["treated"].to_numpy()
    if cluster is not None:
        means = clustered_restricted_means(time, event, treated, cluster, horizon, level)
        return means, clustered_logrank(time, event, treated, cluster)
    found = compare_survival(time, event, treated, tau=horizon, level=level)
    return (found.rmst_reference, found.rmst_treated, found.rmst_difference), found.logrank


def _hazard_ratios(
    study: Study,
    make: RowMaker,
    outcome: Outcome,
    arms: pd.DataFrame,
    contrast: Contrast,
    note: Message | None,
) -> list[Row]:
    """Crude and adjusted hazard ratios, with Lin and Wei's robust error where there are clusters."""
    from voorzorg.statistics.survival.cox import fit_cox

    level = study.config.analysis.ci_level
    time, event = numbers(arms["y"]), numbers(arms["event"])
    clusters = clusters_of(study, outcome, arms)
    shared = {"contrast": contrast, "warnings": note, **_counts(arms)}
    columns = design_columns(arms, study.covariates_of(outcome))
    rows = []
    for names in dict.fromkeys([(), tuple(columns.columns)]):
        model = make.of("adjusted" if names else "survival", clustered=clusters is not None)
        cause = [message("cause-specific")] if outcome.competing else []
        method = [message("cox-model"), *cause, message("efron-ties"), *adjusted_for(columns[list(names)])]
        method += [clusters.robust] if clusters else []
        X = np.column_stack([arms["treated"], *(columns[name] for name in names)])
        try:
            if clusters and clusters.problem:
                raise RefusedError(clusters.problem)
            fit = fit_cox(time, event, X, ["treated", *names])
        except RefusedError as error:
            rows.append(model.failed("hazard_ratio", method, error.message, contrast=contrast))
            continue
        ratio = fit.hazard_ratio("treated", level, cluster=clusters.of_row if clusters else None)
        rows.append(model.estimated("hazard_ratio", method, ratio, **shared))
    return rows


def _counts(arms: pd.DataFrame) -> dict[str, int]:
    treated, event = arms["treated"] == 1, numbers(arms["event"])
    return {
        "n_treated": int(treated.sum()),
        "n_reference": int((~treated).sum()),
        "events_treated": int(event[treated.to_numpy()].sum()),
        "events_reference": int(event[~treated.to_numpy()].sum()),
    }


def _arm_names(arms: pd.DataFrame) -> tuple[str, str]:
    """Reference and treated arm keys of a contrast frame."""
    names = arms.groupby("treated")["arm"].first()
    return str(names[0]), str(names[1])
