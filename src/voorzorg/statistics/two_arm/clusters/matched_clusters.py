"""Clusters that were matched in pairs, one of each pair to either arm: the t test over pairs.

Hayes RJ, Moulton LH (2017), Cluster Randomised Trials, 2nd edition, chapters 5, 10 and 12: with few pairs the
paired t test over cluster means keeps its level; covariates come in by two stages, as what each participant
has beyond what they predict.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

from voorzorg.messages import message
from voorzorg.statistics.results import Estimate, check_level, not_estimable


@dataclass(frozen=True)
class MatchedClusters:
    """The mean over pairs in either arm (of cluster means, unadjusted), and their difference.

    ``pairs`` is how many had both clusters measured, ``left_out`` how many had not.
    """

    reference: float
    treated: float
    difference: Estimate
    pairs: int
    left_out: int


def matched_clusters(
    y: ArrayLike,
    treated: ArrayLike,
    pair: ArrayLike,
    covariates: ArrayLike | None = None,
    level: float = 0.95,
) -> MatchedClusters:
    """Difference between the clusters of a pair, over pairs.

    Parameters
    ----------
    y, treated, pair
        One value per participant (n,): the outcome, 0 or 1, and the pair that her cluster belongs to.
    covariates
        (n, p), or None; a missing one counts as the mean of the others. The first stage regresses the outcome
        on them and on the pairs, without the arm.
    level
        Of the confidence interval, from t with one degree of freedom less than pairs.

    Returns
    -------
    MatchedClusters
        Not estimable with fewer than two whole pairs.
    """
    level = check_level(level)
    outcome, arm = np.asarray(y, dtype=float), np.asarray(treated, dtype=int)
    names, of_row = np.unique(np.asarray(pair, dtype=str), return_inverse=True)
    both = [k for k in range(len(names)) if len(set(arm[of_row == k].tolist())) == 2]
    beyond = outcome
    x = np.empty((len(outcome), 0)) if covariates is None else np.asarray(covariates, dtype=float)
    if x.shape[1]:
        x = np.where(np.isnan(x), np.nanmean(x, axis=0), x)
        fixed = (of_row[:, None] == np.arange(len(names))).astype(float)
        design = np.column_stack([x, fixed])
        fitted, *_ = np.linalg.lstsq(design, outcome, rcond=None)
        beyond = outcome - x @ fitted[: x.shape[1]]
    low, high = (
        np.array([outcome[(of_row == k) & (arm == a)].mean() for k in both]) if both else np.empty(0)
        for a in (0, 1)
    )
    first, second = (float(side.mean()) if len(both) else np.nan for side in (low, high))
    apart = np.array(
        [beyond[(of_row == k) & (arm == 1)].mean() - beyond[(of_row == k) & (arm == 0)].mean() for k in both]
    )
    return MatchedClusters(first, second, _over_pairs(apart, level), len(both), len(names) - len(both))


def _over_pairs(apart: np.ndarray, level: float) -> Estimate:
    if len(apart) < 2:
        return not_estimable(message("fewer-than-two-pairs"), level=level)
    estimate, error = float(apart.mean()), float(apart.std(ddof=1) / np.sqrt(len(apart)))
    df = len(apart) - 1
    reach = float(stats.t.ppf(0.5 + level / 2, df)) * error
    p = float(2 * stats.t.sf(abs(estimate) / error, df)) if error > 0 else np.nan
    return Estimate(estimate, error, estimate - reach, estimate + reach, p, level=level, df=df)
