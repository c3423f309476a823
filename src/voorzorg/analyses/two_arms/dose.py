"""How an outcome goes with the number of visits, within the arm that had them: a description, no effect."""

from __future__ import annotations

import numpy as np
import pandas as pd

from voorzorg.analyses.clusters import cluster_labels
from voorzorg.analyses.rows import Row, RowMaker, adjusted_for
from voorzorg.analyses.study import ID, Study, design_columns, numbers
from voorzorg.cohorts.manifest.outcomes import Outcome
from voorzorg.messages import Name, message

#: The risk is told per so many visits.
UNIT = 10


def outcome_by_visits(study: Study, key: str, outcome: Outcome) -> list[Row]:
    """Difference in risk per ten visits in every treated arm, per wave after the start.

    Of a wave with a time only visits before it count. The arm is given, not a contrast: nothing is compared
    that chance made.
    """
    from voorzorg.statistics.two_arm.taking_part.dose import risk_per_dose

    make = RowMaker(study, key, "dose", outcome)
    method = [message("risk-per-visits", visits=UNIT)]
    if study.visits is None or study.visits.empty:
        return [make.failed("risk_difference", method, message("no-visits-or-threshold"))]
    cluster = study.cluster_of(outcome)
    make = make.of("dose", clustered=cluster is not None)
    rows: list[Row] = []
    for wave in study.wave_keys(outcome):
        if wave and wave == study.baseline_wave:
            continue
        made = _visits_before(study, wave)
        frame = study.frame(outcome, wave).dropna(subset=["y"])
        for contrast in study.contrasts:
            here = frame[(frame["arm"] == contrast.treated).fillna(False)]
            if here.empty:
                continue
            columns = design_columns(here, study.covariates_of(outcome))
            y = numbers(here["y"])
            found = risk_per_dose(
                y,
                made[here.index],
                columns.to_numpy(dtype=float),
                UNIT,
                cluster_labels(here, cluster).to_numpy(dtype=object) if cluster else None,
                study.config.analysis.ci_level,
            )
            error = message("cluster-robust", variable=Name("cluster", cluster)) if cluster else None
            said = [*method, *adjusted_for(columns), error or message("robust-error")]
            rows.append(
                make.estimated(
                    "risk_difference",
                    said,
                    found,
                    warnings=message("visits-are-no-effect"),
                    arm=contrast.treated,
                    category=f"per {UNIT} visits",
                    wave=wave,
                    n_treated=len(y),
                    events_treated=int(y.sum()),
                )
            )
    return rows


def _visits_before(study: Study, wave: str) -> np.ndarray:
    """Visits of every participant, before the wave where both have a time."""
    assert study.visits is not None
    log: pd.DataFrame = study.visits
    at = next((one.weeks for one in study.manifest.waves if one.key == wave), None)
    if at is not None and "weeks" in log:
        log = log[(log["weeks"] < at).fillna(False)]
    return study.participants[ID].map(log.groupby(ID).size()).fillna(0).to_numpy(dtype=float)
