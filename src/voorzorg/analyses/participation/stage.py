"""Who took part in a cohort, as estimates rows: a stage of its own, which no outcome's change repeats."""

from __future__ import annotations

import pandas as pd

from voorzorg.analyses.participation.clusters import describe_clusters
from voorzorg.analyses.participation.describe import describe
from voorzorg.analyses.participation.fidelity import describe_fidelity
from voorzorg.analyses.participation.stayers import compare_stayers
from voorzorg.analyses.study import Study
from voorzorg.estimates.table import to_frame


def describe_cohort(study: Study) -> pd.DataFrame:
    """Flow, clusters, missing waves, baseline, risk factors, stayers against leavers, visits against plan."""
    return to_frame(
        [*describe(study), *describe_clusters(study), *compare_stayers(study), *describe_fidelity(study)]
    )
