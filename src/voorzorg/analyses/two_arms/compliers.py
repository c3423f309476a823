"""Who took part: the effect in compliers by the visit log, at the plan's threshold and at others."""

from __future__ import annotations

from typing import Any

import numpy as np

from voorzorg.analyses.clusters import clusters_of
from voorzorg.analyses.rows import Row, RowMaker, adjusted_for
from voorzorg.analyses.study import ID, Study, design_columns, numbers
from voorzorg.cohorts.manifest.outcomes import Outcome
from voorzorg.estimates.category import TookPart
from voorzorg.messages import message

#: Effects of the offer on the risk of those who did not take part, against the exclusion restriction.
DIRECT = (-0.05, 0.05)


def effect_in_compliers(study: Study, key: str, outcome: Outcome) -> list[Row]:
    """Risk difference in those who take part when offered, per wave after the start and threshold of visits.

    The main threshold has two more rows, for an offer that changes the risk of those who did not take part.
    """
    from voorzorg.statistics.two_arm.taking_part.compliers import complier_effect

    make = RowMaker(study, key, "compliers", outcome)
    plan, method = study.manifest.plan.compliance, [message("complier-effect")]
    if plan is None or study.visits is None or study.visits.empty:
        return [make.failed("risk_difference", method, message("no-visits-or-threshold"))]
    visits = study.participants[ID].map(study.visits.groupby(ID).size()).fillna(0).to_numpy(dtype=float)
    rows: list[Row] = []
    for wave in study.wave_keys(outcome):
        if wave and wave == study.baseline_wave:
            continue
        for contrast, frame in study.contrast_frames(outcome, wave):
            covariates = study.covariates_of(outcome)
            if study.baseline_wave in outcome.waves:
                start = study.at_start(outcome, frame)
                frame, covariates = frame.assign(baseline_outcome=start), (*covariates, "baseline_outcome")
            columns = design_columns(frame, covariates)
            y, treated = numbers(frame["y"]), frame["treated"].to_numpy(dtype=float)
            where: dict[str, Any] = {
                "wave": wave,
                "contrast": contrast,
                "n_treated": int((treated == 1).sum()),
                "n_reference": int((treated == 0).sum()),
            }
            clusters = clusters_of(study, outcome, frame)
            error = clusters.robust if clusters else message("robust-error")
            said = [*method, *adjusted_for(columns), error]
            if clusters and clusters.problem:
                rows.append(make.failed("risk_difference", said, clusters.problem, **where))
                continue
            maker = make.of("compliers", clustered=clusters is not None)
            for least in dict.fromkeys((plan.visits, *plan.sensitivity)):
                took_part = (visits[frame.index] >= least) & (treated == 1)
                found = complier_effect(
                    y,
                    treated,
                    took_part.astype(float),
                    columns.to_numpy(dtype=float),
                    study.config.analysis.ci_level,
                    clusters.of_row if clusters else None,
                )
                told = message("took-part", visits=least, share=round(found.share, 2))
                at = where | {"category": TookPart(least)}
                rows.append(maker.estimated("risk_difference", said, found.effect, warnings=told, **at))
                for direct in DIRECT if least == plan.visits and np.isfinite(found.effect.estimate) else ():
                    notes = [told, message("offer-works-by-itself", value=direct)]
                    at = where | {"category": TookPart(least, direct)}
                    value = found.ignored(direct)
                    rows.append(maker.number("risk_difference", said, value, warnings=notes, **at))
    return rows
