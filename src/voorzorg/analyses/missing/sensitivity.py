"""A wave when those missing differ from what was expected: shifts, and extremes."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from voorzorg.analyses.missing.outcome import Compared, described
from voorzorg.analyses.rows import Row
from voorzorg.analyses.study import numbers
from voorzorg.estimates.category import Shift, Shifts
from voorzorg.messages import message

_TIPPING_WITHIN = 0.01  # log odds, or standard deviations
#: On a scale a shift of one is so many standard deviations: as large a step as one of the log odds looks.
PER_DELTA = 0.5


def sensitivity_rows(compared: Compared, wave: str) -> list[Row]:
    """What follows at one wave under other assumptions than missing at random."""
    return [*tipping_rows(compared, wave), *contour_rows(compared, wave), *bounds_rows(compared, wave)]


def unit_of(compared: Compared, wave: str) -> float:
    """What a shift of one adds: one to the log odds, or half a standard deviation of what was observed."""
    if compared.outcome.type == "binary":
        return 1.0
    observed = numbers(compared.study.frame(compared.outcome, wave)["y"])
    return PER_DELTA * float(np.nanstd(observed))


def tipping_rows(compared: Compared, wave: str) -> list[Row]:
    """The path over shifts of those missing in the treated arm, and where the conclusion tips."""
    from voorzorg.statistics.missing.sensitivity import tipping_point

    name, imputed = compared.name(wave), compared.imputed
    make, unit = compared.make.of("tipping"), unit_of(compared, wave)
    if name not in imputed.columns or not unit > 0:
        return []  # computed from other columns: a shift of those would be another assumption
    shared = compared.columns(wave, message("delta-adjusted"))
    deltas = compared.study.config.analysis.tipping_deltas
    widest = float(np.diff(np.unique([*deltas, 0.0])).max(initial=_TIPPING_WITHIN))
    tipping = tipping_point(
        imputed,
        name,
        np.array(deltas) * unit,
        column_analysis=lambda values: compared.difference(values),
        rows=compared.arm(compared.contrast.treated),
        alpha=1 - compared.level,
        df_complete=compared.df(wave),
        refine=math.ceil(math.log2(widest / _TIPPING_WITHIN)),
    )
    at_zero = imputed.analyse_column(name, compared.difference, compared.df(wave), compared.level)
    settled = at_zero.converged and imputed.converged
    rows = []
    for point in tipping.path.to_dict("records"):
        delta = point["delta"] / unit
        if any(math.isclose(delta, d, abs_tol=1e-9) for d in (*deltas, 0.0)):
            rows.append(
                make.interval(
                    compared.estimand,
                    described(),
                    point["estimate"],
                    (point["ci_low"], point["ci_high"]),
                    compared.level,
                    std_error=point["std_error"],
                    p_value=point["p_value"],
                    category=Shift(delta),
                    converged=settled,
                    warnings=imputed.warnings,
                    **shared,
                )
            )
    from voorzorg.analyses.missing.pool import luck

    notes: list[Any] = [*tipping.warnings, *imputed.warnings]
    if not math.isnan(tipping.delta):
        notes = [message("conclusion-delta-0", conclusion=tipping.conclusion), *notes, *luck(at_zero)]
    scale = "log odds" if compared.outcome.type == "binary" else "half standard deviations"
    return [
        *rows,
        make.number(
            "tipping_point",
            described(),
            tipping.delta / unit,
            scale=scale,
            converged=settled,
            warnings=notes,
            **shared,
        ),
    ]


def contour_rows(compared: Compared, wave: str) -> list[Row]:
    """The difference over separate shifts in the two arms; zero and zero is missing at random."""
    from voorzorg.statistics.missing.rubin import pool_scalar
    from voorzorg.statistics.missing.sensitivity import delta_adjust

    name, imputed, unit = compared.name(wave), compared.imputed, unit_of(compared, wave)
    # Of a composite for everyone the answers of those who have the outcome are shifted.
    shifted = imputed.passive[name][0][0] if compared.outcome.where_not is not None else name
    if shifted not in imputed.columns or not unit > 0 or not compared.study.config.analysis.contour_deltas:
        return []
    make, shared = compared.make.of("contour"), compared.columns(wave, message("missing-shifted-both"))
    deltas = sorted({*compared.study.config.analysis.contour_deltas, 0.0})
    # An arm's mean depends on its own shift alone.
    means = {d: compared.means(delta_adjust(imputed, shifted, d * unit).values(name)) for d in deltas}
    df, rows = compared.df(wave), []
    for treated in deltas:
        for reference in deltas:
            m1, v1, _, _ = means[treated]
            _, _, m0, v0 = means[reference]
            pooled = pool_scalar(m1 - m0, v1 + v0, df, compared.level)
            nothing = not math.isfinite(pooled.estimate)
            rows.append(
                make.interval(
                    compared.estimand,
                    described(),
                    pooled.estimate,
                    (pooled.ci_low, pooled.ci_high),
                    compared.level,
                    std_error=pooled.std_error,
                    p_value=pooled.p_value,
                    category=Shifts(treated, reference),
                    converged=pooled.converged and imputed.converged,
                    warnings=[*pooled.warnings, *imputed.warnings] if nothing else [],
                    **shared,
                )
            )
    return rows


def bounds_rows(compared: Compared, wave: str) -> list[Row]:
    """Worst and best case: everyone missing in one arm has the event, and nobody missing in the other."""
    from voorzorg.statistics.two_arm.binary import two_by_two

    study, outcome = compared.study, compared.outcome
    if outcome.type != "binary":
        return []
    make = compared.make.of("extremes")
    if outcome.better is None:
        return [
            make.failed(
                "risk_difference",
                message("bounds-method"),
                message("better-not-said"),
                wave=wave,
                contrast=compared.contrast,
            )
        ]
    y = numbers(study.frame(outcome, wave)["y"])
    exists = study.exists(outcome, wave) if outcome.selected_by and wave else np.ones(len(y))
    rows = []
    for case in ("worst", "best"):
        against = (case == "worst") == (outcome.better == "lower")
        counts: list[int] = []
        for arm, event in ((compared.contrast.treated, against), (compared.contrast.reference, not against)):
            own = y[compared.arm(arm) & (exists != 0)]
            counts += [int(np.nansum(own) + (np.isnan(own).sum() if event else 0)), len(own)]
        table = two_by_two(counts[0], counts[1], counts[2], counts[3], level=compared.level)
        rows.append(
            make.estimated(
                "risk_difference",
                message("bounds-method"),
                table.risk_difference,
                wave=wave,
                contrast=compared.contrast,
                category=case,
                n_treated=counts[1],
                n_reference=counts[3],
                events_treated=counts[0],
                events_reference=counts[2],
                missing_handling=message("missing-worst" if case == "worst" else "missing-best"),
            )
        )
    return rows
