"""Clusters that standard errors must respect: whose they are, and whether there are enough of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from voorzorg.analyses.study import Study, labels
from voorzorg.cohorts.manifest.outcomes import Outcome
from voorzorg.messages import Message, Name, message

#: How clusters vary takes at least two of them to see; in each arm, as whole ones may have been allocated.
FEWEST_PER_ARM = 2


@dataclass(frozen=True)
class Clusters:
    """Cluster of every row of a contrast's frame.

    ``problem`` is why nothing that respects them can be estimated.
    """

    variable: str
    of_row: np.ndarray
    problem: Message | None

    @property
    def number(self) -> int:
        """How many clusters there are."""
        return len(set(self.of_row.tolist()))

    @property
    def robust(self) -> Message:
        """The standard error, as a method names it."""
        return message("cluster-robust", variable=Name("cluster", self.variable))


def clusters_of(study: Study, outcome: Outcome, frame: pd.DataFrame) -> Clusters | None:
    """Clusters of the rows of a frame with ``treated`` (see ``of_contrast``); None where there are none."""
    variable = study.cluster_of(outcome)
    if variable is None:
        return None
    of_row = labels(frame[variable])
    per_arm = of_row.groupby(frame["treated"].to_numpy()).nunique()
    alone = len(per_arm) == 2 and per_arm.min() < FEWEST_PER_ARM
    return Clusters(
        variable,
        of_row.to_numpy(dtype=object),
        message("arm-only-one-cluster-how", cluster=Name("cluster", variable)) if alone else None,
    )
