"""Did this one person change more than measurement error allows? (Jacobson and Truax, 1991)

The reliable change index divides a person's change by the standard error of a difference between two
measurements of someone who did not change. Beside a cut-off between the clinical and the general population
it sorts people into recovered, improved, unchanged and deteriorated.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from scipy import stats

from voorzorg.messages import Message, message

Direction = Literal["lower is better", "higher is better"]
CATEGORIES = ("recovered", "improved", "unchanged", "deteriorated")


@dataclass(frozen=True)
class ReliableChange:
    """``index`` (n,) is NaN where a measurement is missing, ``category`` (n,) then "not assessable".

    ``threshold`` is the change in the instrument's own points beyond which it is reliable.
    """

    index: NDArray[np.float64]
    category: NDArray[np.str_]
    standard_error_difference: float
    threshold: float
    cutoff: float
    warnings: tuple[Message | str, ...]

    def counts(self) -> pd.Series:
        """People per category, those that cannot be assessed last."""
        order = [*CATEGORIES, "not assessable"]
        return pd.Series(self.category).value_counts().reindex(order, fill_value=0).rename("n")


def reliable_change(
    before: ArrayLike,
    after: ArrayLike,
    sd: float,
    reliability: float,
    direction: Direction = "lower is better",
    cutoff: float | None = None,
    level: float = 0.95,
) -> ReliableChange:
    """Classify each person's change.

    Parameters
    ----------
    sd, reliability : of the instrument, from its manual or a norm group; the standard error of measurement is
        ``sd sqrt(1 - reliability)`` and that of a difference sqrt(2) times as large.
    cutoff : clinical cut-off, first value counted as clinical (a depression score of 13 or more, say). With
        it, a reliable improvement that crosses from the clinical to the other side is "recovered"; without
        it nobody is.
    """
    if not (sd > 0 and 0 <= reliability <= 1):
        raise ValueError("sd must be positive and reliability between 0 and 1")
    if direction not in ("lower is better", "higher is better"):
        raise ValueError("direction must be 'lower is better' or 'higher is better'")
    b, a = np.asarray(before, dtype=float), np.asarray(after, dtype=float)
    if b.shape != a.shape or b.ndim != 1:
        raise ValueError("before and after must be vectors of equal length")
    se_difference = sd * np.sqrt(2 * (1 - reliability))
    z = float(stats.norm.isf((1 - level) / 2))
    with np.errstate(divide="ignore", invalid="ignore"):
        index = np.where(a == b, 0.0, (a - b) / se_difference)
    index[np.isnan(a) | np.isnan(b)] = np.nan
    better = -index if direction == "lower is better" else index
    category = np.full(len(b), "unchanged", dtype="<U16")
    category[better > z] = "improved"
    category[better < -z] = "deteriorated"
    if cutoff is not None:
        clinical = (
            (b >= cutoff, a >= cutoff) if direction == "lower is better" else (b <= cutoff, a <= cutoff)
        )
        category[(better > z) & clinical[0] & ~clinical[1]] = "recovered"
    category[np.isnan(index)] = "not assessable"
    warnings = []
    if reliability < 0.7:
        warnings.append(message("reliability-only-very-large-changes", value=reliability))
    return ReliableChange(
        index,
        category,
        float(se_difference),
        float(z * se_difference),
        float("nan") if cutoff is None else float(cutoff),
        tuple(warnings),
    )


def clinical_cutoff(
    mean_clinical: float,
    sd_clinical: float,
    mean_general: float | None = None,
    sd_general: float | None = None,
    criterion: Literal["a", "b", "c"] = "c",
) -> float:
    """Cut-off between populations by criterion a, b or c of Jacobson and Truax.

    a: two standard deviations from the clinical mean, towards the general population; b: within two standard
    deviations of the general mean; c: where someone is as likely from one as from the other (weighted
    midpoint).
    """
    if criterion == "a":
        if mean_general is None:
            raise ValueError("criterion a needs the general mean for its direction")
        return mean_clinical + 2 * sd_clinical * float(np.sign(mean_general - mean_clinical))
    if mean_general is None or sd_general is None:
        raise ValueError(f"criterion {criterion} needs the general population's mean and sd")
    if criterion == "b":
        return mean_general + 2 * sd_general * float(np.sign(mean_clinical - mean_general))
    return (sd_general * mean_clinical + sd_clinical * mean_general) / (sd_general + sd_clinical)
