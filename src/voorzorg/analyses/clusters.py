"""Clusters that standard errors must respect: whose they are, in which arms, and whether they are enough."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from typing import Literal, cast

import numpy as np
import pandas as pd

from voorzorg.analyses.study import ID, Study
from voorzorg.cohorts.manifest.outcomes import Outcome
from voorzorg.messages import Message, Name, message

#: How clusters vary takes at least two of them to see; in each arm, as whole ones may have been allocated.
FEWEST_PER_ARM = 2
#: An arm in which fewer than this share of participants has a cluster is one without clusters.
SHARE_WITH = 0.5


@dataclass(frozen=True)
class Clusters:
    """Cluster of every row of a contrast's frame.

    ``problem`` is why nothing that respects them can be estimated.
    ``only_in`` is the arm that has them where the other has none (nurses who visit one arm): participants of
    the other arm are clusters of their own, as are those of whom it is not known.
    """

    variable: str
    of_row: np.ndarray
    problem: Message | None
    only_in: Literal["treated", "reference"] | None = None

    @property
    def bias_reduced(self) -> Message:
        """Standard errors for few clusters, as a method names them."""
        return message("bias-reduced-over", variable=Name("cluster", self.variable))

    @property
    def number(self) -> int:
        """How many clusters there are."""
        return len(set(self.of_row.tolist()))

    @property
    def robust(self) -> Message:
        """The standard error, as a method names it."""
        return message("cluster-robust", variable=Name("cluster", self.variable))


def cluster_labels(frame: pd.DataFrame, variable: str) -> pd.Series:
    """Cluster of every row as text; who is in none, or of whom it is not known, is alone in one."""
    alone = "(alone) " + frame[ID].astype("string")
    return frame[variable].astype("string").fillna(alone)


def clusters_of(study: Study, outcome: Outcome, frame: pd.DataFrame) -> Clusters | None:
    """Clusters of the rows of a frame with ``treated`` (see ``of_contrast``); None where there are none."""
    variable = study.cluster_of(outcome)
    if variable is None:
        return None
    if study.alike is None:
        return _clusters_of(variable, frame)
    people = blake2b("\0".join(frame[ID].to_numpy(dtype=object)).encode())
    people.update(frame["treated"].to_numpy().tobytes())
    key = ("clusters", variable, people.digest())
    if key not in study.alike.starts:  # the same people have the same clusters
        study.alike.starts[key] = _clusters_of(variable, frame)
    return cast("Clusters", study.alike.starts[key])


def _clusters_of(variable: str, frame: pd.DataFrame) -> Clusters:
    only_in = _only_in(frame, variable)
    of_row = cluster_labels(frame, variable)
    if only_in:  # a few members of a cluster in the arm without them are there by mistake, or by moving
        elsewhere = frame["treated"] != (only_in == "treated")
        of_row = of_row.mask(elsewhere, "(alone) " + frame[ID].astype("string"))
    per_arm = of_row.groupby(frame["treated"].to_numpy()).nunique()
    alone = len(per_arm) == 2 and per_arm.min() < FEWEST_PER_ARM
    return Clusters(
        variable,
        of_row.to_numpy(dtype=object),
        message("arm-only-one-cluster-how", cluster=Name("cluster", variable)) if alone else None,
        only_in,
    )


def _only_in(frame: pd.DataFrame, variable: str) -> Literal["treated", "reference"] | None:
    """The arm that has clusters where the other has none."""
    people = frame.drop_duplicates(ID)
    share = people[variable].notna().groupby(people["treated"].to_numpy()).mean()
    if len(share) < 2 or (share < SHARE_WITH).all() or (share >= SHARE_WITH).all():
        return None
    return "treated" if share[1] >= SHARE_WITH else "reference"
