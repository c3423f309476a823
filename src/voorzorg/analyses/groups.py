"""Arms and informants of a description without a contrast, and the two estimates that it is made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from voorzorg.analyses.study import Study
from voorzorg.cohorts.manifest.outcomes import Outcome
from voorzorg.messages import Message, message
from voorzorg.statistics.results import Estimate, not_estimable

ALL = "all"


@dataclass(frozen=True)
class Group:
    """An arm, or everyone where there are none, and the side of the table that its counts stand on."""

    arm: str
    side: str

    def counts(self, n: int, events: int | None = None) -> dict[str, Any]:
        """The columns that say who and how many: ``arm``, ``n_<side>`` and ``events_<side>``."""
        where: dict[str, Any] = {"arm": self.arm, f"n_{self.side}": n}
        return where if events is None else where | {f"events_{self.side}": events}


def group_of(study: Study, arm: str) -> Group:
    """The group of one arm: the first is the reference, and ``all`` stands on the side of the treated."""
    return Group(arm, "reference" if study.arms[:1] == (arm,) else "treated")


def groups(study: Study, people: pd.DataFrame) -> Iterator[tuple[Group, pd.DataFrame]]:
    """Each arm with its rows of ``people``; one group called ``all`` in a study without arms."""
    if not study.arms:
        yield group_of(study, ALL), people
        return
    for arm in study.arms:
        yield group_of(study, arm), people[(people["arm"] == arm).fillna(False)]


def informants_of(study: Study, key: str, outcome: Outcome) -> tuple[str, ...]:
    """Who answered the outcome's variable: its own informant first, then the others by name.

    Nobody is shown twice: an informant for whom the variable is an outcome of its own (grip according to the
    nurse) is left to that outcome, and the others belong to the first outcome of the variable.
    """
    if not outcome.waves or outcome.variable not in study.waves:
        return (outcome.informant,)
    same = {
        k: o for k, o in study.outcomes.items() if (o.variable, o.type) == (outcome.variable, outcome.type)
    }
    if next(iter(same), key) != key:
        return (outcome.informant,)
    elsewhere = {other.informant for other in same.values()}
    answered = study.waves["wave"].isin(outcome.waves) & study.waves[outcome.variable].notna()
    seen = sorted(study.waves.loc[answered, "informant"].dropna().unique())
    return (outcome.informant, *(i for i in seen if i != outcome.informant and i not in elsewhere))


def of_informant(outcome: Outcome, informant: str) -> Outcome:
    """The same outcome as another informant reported it."""
    return outcome.model_copy(update={"informant": informant})


def proportion(events: int, n: int, level: float) -> Estimate:
    """A share with its Clopper-Pearson interval."""
    from voorzorg.statistics.two_arm.proportions import clopper_pearson

    if n == 0:
        return not_estimable(message("nobody-count"), "Clopper-Pearson", level=level)
    low, high = clopper_pearson(events, n, level)
    p = events / n
    return Estimate(p, float(np.sqrt(p * (1 - p) / n)), float(low), float(high), level=level)


def mean_of(values: np.ndarray, level: float) -> Estimate:
    """A mean with Student's interval; of one value without an interval, of none not at all."""
    from voorzorg.statistics.two_arm.means import two_means

    return two_means(values, [], level=level).mean_treated


def permutation_test(method: str) -> Message:
    """The name of a permutation test whose null distribution was found by ``method``."""
    names = {"exact": "exact-permutation", "monte carlo": "sampled-permutation"}
    return message(names.get(method, "approximate-permutation"))
