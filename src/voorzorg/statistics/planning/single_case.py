"""Power of a permutation test over single cases: n families, each with a baseline and a later phase."""

from __future__ import annotations

from functools import reduce
from typing import NamedTuple

import numpy as np

from voorzorg.statistics.small.exact import Alternative, Distribution
from voorzorg.statistics.small.single_case import nap


class CasePower(NamedTuple):
    """``power`` with its Monte-Carlo ``error``; ``smallest_p`` is what the design can reach at all."""

    power: float
    error: float
    smallest_p: float


def permutation_power(
    families: int,
    baseline: int,
    follow_up: int,
    effect: float,
    *,
    autocorrelation: float = 0.0,
    alpha: float = 0.05,
    alternative: Alternative = "two-sided",
    replications: int = 10_000,
    seed: int = 0,
) -> CasePower:
    """How often the exact test of the summed pair scores (``combine_exact`` of NAP) rejects.

    Every family has ``baseline`` and ``follow_up`` measurements, normal within her, of which the later ones
    are ``effect`` within-family standard deviations better; neighbours correlate by ``autocorrelation``,
    which the test takes to be nil. With an effect of nil this is its type-I error.
    """
    one = nap(np.arange(baseline), baseline + np.arange(follow_up), alpha=alpha).null
    assert one is not None
    null: Distribution = reduce(lambda a, b: a.convolve(b), [one] * families)
    rng = np.random.Generator(np.random.Philox(key=seed))
    scores = np.zeros(replications)
    for _ in range(families):
        noise = rng.standard_normal((replications, baseline + follow_up))
        for t in range(1, noise.shape[1]):
            rest = np.sqrt(1 - autocorrelation**2)
            noise[:, t] = autocorrelation * noise[:, t - 1] + rest * noise[:, t]
        before, after = noise[:, :baseline], noise[:, baseline:] + effect
        scores += np.sign(after[:, None, :] - before[:, :, None]).sum((1, 2))
    distinct, index = np.unique(scores, return_inverse=True)
    tests = [null.test(float(score), alternative, alpha) for score in distinct]
    p_values = np.nan_to_num([test.p_value for test in tests], nan=1.0)
    rate = float((p_values[index] <= alpha).mean())
    return CasePower(rate, float(np.sqrt(rate * (1 - rate) / replications)), tests[0].smallest_p)
