"""Times to a first event per arm: curves, restricted means, log-rank test and Cox model."""

from __future__ import annotations

import numpy as np

from voorzorg.analyses.rows import Row, RowMaker
from voorzorg.analyses.study import Study, numbers
from voorzorg.cohorts.outcomes import Outcome


def compare_times(study: Study, key: str, outcome: Outcome) -> list[Row]:
    """Kaplan-Meier per arm and, per contrast, the difference in restricted means and the hazard ratio."""
    return [*_curves(study, key, outcome), *_contrasts(study, key, outcome)]
