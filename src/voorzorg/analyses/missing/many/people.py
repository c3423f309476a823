"""Who is in a contrast, and what rows of all data sets say of her alike."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from voorzorg.analyses.clusters import Clusters, clusters_of
from voorzorg.analyses.rows import Row
from voorzorg.analyses.study import ID, Contrast, Study, design_columns, of_contrast
from voorzorg.cohorts.manifest.outcomes import Outcome
from voorzorg.messages import Message, as_messages

#: What a row says of the outcome or the study, not of the numbers of one data set.
OF_EVERY = ("only-those-with", "clusters-ignored", "arm-clusters-ignored")
#: Why there is no p-value: clusters are the same in every data set.
FEW = ("few-clusters", "few-clusters-df")


def kept_words(row: Row, keys: Sequence[str]) -> tuple[Message, ...]:
    """Those of the first data set's warnings that are every data set's."""
    return tuple(one for one in as_messages(row.warnings) if one.key in keys)


def people_of(
    study: Study, outcome: Outcome, wave: str, contrast: Contrast
) -> tuple[np.ndarray, np.ndarray, Clusters | None, np.ndarray]:
    """Who is in a contrast (n,), her arm, cluster and covariates (n, k)."""
    everyone = study.frame(outcome, wave)
    frame = of_contrast(everyone, contrast)
    where = everyone[ID].isin(frame[ID]).to_numpy()
    columns = design_columns(frame, study.covariates_of(outcome)).to_numpy(dtype=float)
    arm = frame["treated"].to_numpy(dtype=float)
    return where, arm, clusters_of(study, outcome, frame), columns


def counts_of(y: np.ndarray, arm: np.ndarray) -> dict[str, np.ndarray]:
    """Participants and events of each arm in each data set (m,)."""
    found = {}
    for side, value in (("treated", 1), ("reference", 0)):
        own = y[:, arm == value]
        found[f"n_{side}"] = (~np.isnan(own)).sum(axis=1)
        found[f"events_{side}"] = np.nansum(own, axis=1)
    return found


def numbers_of(estimate: float, std_error: float, df: float, counts: dict[str, int]) -> dict[str, Any]:
    return {"estimate": estimate, "std_error": std_error, "df": df if df >= 1 else math.inf, **counts}
