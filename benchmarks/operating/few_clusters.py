"""Whole clusters in two arms, few and of unequal size, without effect: every kind of contrast.

Every function is told how many trials its plain (uncorrected) test gets; corrected tests get four times as
many, those of times, of mixed models and of sensitivity analyses twice. Risks and GEE are computed for many
trials at once, by the functions that equal the one-by-one ones.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice

import numpy as np
from scipy.special import expit

#: Clusters, and the standard deviation of the logarithm of their size (1: the largest of eight is often ten
#: times the smallest).
SETTINGS = (
    (6, 0.0),
    (6, 0.6),
    (6, 1.0),
    (8, 0.6),
    (8, 1.0),
    (12, 0.0),
    (12, 0.6),
    (20, 0.6),
    (20, 1.0),
)
_SIZES = {0.0: "equal", 0.6: "unequal", 1.0: "very unequal"}
#: Those of them in which counts of clusters that differ more are tried.
FEWER = (SETTINGS[0], SETTINGS[4], SETTINGS[5], SETTINGS[8])
_AT_ONCE = 200
P = dict[str, list[float]]


def trials_of(
    number: int, spread: float, trials: int, seed: int
) -> Iterator[tuple[np.random.Generator, np.ndarray, np.ndarray]]:
    """Clusters (n,) and arms (n,) of each trial, of about 20 participants per cluster."""
    rng = np.random.default_rng([number, int(10 * spread), seed])
    for _ in range(trials):
        size = np.maximum(3, rng.poisson(20 * np.exp(rng.normal(0, spread, number))))
        of = np.repeat(np.arange(number), size)
        yield rng, of, rng.permutation(np.arange(number) % 2).astype(float)[of]


def _settings(
    trials: int,
    seed: int,
    tried: Callable[[np.random.Generator, np.ndarray, np.ndarray, bool], dict[str, float]],
    times: int = 4,
    settings: tuple[tuple[int, float], ...] = SETTINGS,
) -> Iterator[tuple[str, P]]:
    """``tried`` is asked for plain tests in the first of each ``times`` times ``trials`` trials."""
    for number, spread in settings:
        found: P = {}
        for k, (rng, of, arm) in enumerate(trials_of(number, spread, times * trials, seed)):
            for name, p_value in tried(rng, of, arm, k < trials).items():
                found.setdefault(name, []).append(p_value)
        yield _name(number, spread), found


def _name(number: int, spread: float) -> str:
    return f"{number} clusters, {_SIZES[spread]}"


def _side_by_side(*columns: tuple[np.ndarray, ...]) -> list[np.ndarray]:
    """Each column's arrays (n, ...) of unequal length as one (R, longest, ...): NaN, or 0, beyond the end."""
    out = []
    for arrays in columns:
        longest = max(len(one) for one in arrays)
        nothing = np.nan if arrays[0].dtype.kind == "f" else 0
        whole = np.full((len(arrays), longest, *arrays[0].shape[1:]), nothing, arrays[0].dtype)
        for row, one in zip(whole, arrays, strict=True):
            row[: len(one)] = one
        out.append(whole)
    return out


def risks(trials: int) -> Iterator[tuple[str, P]]:
    """An intercept's standard deviation of 0.5 between clusters and two covariates."""
    from voorzorg.statistics.regression.logistic import fit_logistic
    from voorzorg.statistics.replicates.adjusted import standardised_many

    def one(rng: np.random.Generator, of: np.ndarray, arm: np.ndarray) -> tuple[np.ndarray, ...]:
        W = np.column_stack([rng.normal(size=len(of)), rng.random(len(of)) < 0.3])
        eta = -0.8 + rng.normal(0, 0.5, of.max() + 1)[of] + W @ [0.3, 0.8]
        return (rng.random(len(of)) < expit(eta)).astype(float), arm, W, of

    for number, spread in SETTINGS:
        drawn = (one(*trial) for trial in trials_of(number, spread, 4 * trials, 1))
        found: P = {"adjusted": [], "plain sandwich": []}
        while batch := list(islice(drawn, _AT_ONCE)):
            for y, arm, W, of in batch[: max(0, trials - len(found["adjusted"]))]:
                fit = fit_logistic(y, np.column_stack([np.ones(len(y)), arm, W]), ["1", "arm", "a", "b"])
                plain = fit.wald("arm", covariance=fit.robust_covariance(of)).p_value
                found["plain sandwich"].append(plain)
            y, arm, W, of = _side_by_side(*zip(*batch, strict=True))
            many = standardised_many(y, np.nan_to_num(arm), np.nan_to_num(W), cluster=of)
            found["adjusted"] += many["risk_difference"].p_value.tolist()
        yield _name(number, spread), found


def means(trials: int) -> Iterator[tuple[str, P]]:
    """Scores with an intraclass correlation of 0.1 given one covariate, skewed."""
    from voorzorg.statistics.regression.linear import ancova

    def one(rng: np.random.Generator, of: np.ndarray, arm: np.ndarray, _: bool) -> dict[str, float]:
        w = rng.normal(size=len(of))
        y = rng.gamma(4, 0.5, len(of)) + 0.5 * w + rng.normal(0, 1 / 3, of.max() + 1)[of]
        found = ancova(y, arm, w[:, None], "bias-reduced", of)
        return {"adjusted": found.difference.p_value}

    yield from _settings(trials, 2, one)


def counts(trials: int, differ: float = 0.4) -> Iterator[tuple[str, P]]:
    """Negative binomial counts of mean 2, dispersion 1.5; log means that ``differ`` by so much between
    clusters.
    """
    from scipy.special import stdtr

    from voorzorg.statistics.regression.arm_effect import rate_ratio

    def one(rng: np.random.Generator, of: np.ndarray, arm: np.ndarray, _: bool) -> dict[str, float]:
        mean = 2 * np.exp(rng.normal(0, differ, of.max() + 1)[of])
        y = rng.poisson(mean * rng.gamma(2 / 3, 1.5, len(of))).astype(float)
        X = np.column_stack([np.ones(len(of)), arm])
        found = rate_ratio(y, X, ["1", "arm"], "arm", cluster=of)[0]
        of_log = 2 * float(stdtr(found.df, -abs(np.log(found.estimate) / found.std_error)))
        return {
            "rate ratio": found.p_value,
            "rate ratio, log scale": of_log if np.isfinite(found.p_value) else np.nan,
        }

    yield from _settings(trials, 3, one) if differ < 0.5 else _settings(trials, 3, one, 2, FEWER)


def counts_apart(trials: int) -> Iterator[tuple[str, P]]:
    """The same with clusters whose log means differ twice as much."""
    yield from counts(trials, 0.8)


def hurdle(trials: int) -> Iterator[tuple[str, P]]:
    """Amounts of those who do it at all (three fifths), of mean 3.5: whether, how many; clusters differ in
    both by 0.4 on the scale of log odds and of logarithms.
    """
    from voorzorg.statistics.regression.arm_effect import odds_ratio, truncated_rate_ratio
    from voorzorg.statistics.regression.counts import fit_hurdle

    def one(rng: np.random.Generator, of: np.ndarray, arm: np.ndarray, _: bool) -> dict[str, float]:
        own = rng.normal(0, 0.4, of.max() + 1)[of]
        mean = 2.5 * np.exp(own) * rng.gamma(2.0, 0.5, len(of))
        y = (rng.random(len(of)) < expit(0.4 + own)) * (1.0 + rng.poisson(mean))
        X, some = np.column_stack([np.ones(len(of)), arm]), y > 0
        fit = fit_hurdle(y, X, ["1", "arm"])
        return {
            "hurdle, any": odds_ratio(fit.any, "arm", cluster=of).p_value,
            "hurdle, how many": truncated_rate_ratio(
                fit.positive, y[some], X[some], "arm", cluster=of[some]
            ).p_value,
        }

    yield from _settings(trials, 7, one, 1, FEWER)


def times(trials: int) -> Iterator[tuple[str, P]]:
    """Hazards that differ between clusters by a log standard deviation of 0.4, half of the times censored."""
    from voorzorg.statistics.survival.clustered import clustered_logrank, clustered_restricted_means
    from voorzorg.statistics.survival.competing import incidence_difference
    from voorzorg.statistics.survival.cox import fit_cox
    from voorzorg.statistics.survival.kaplan_meier import compare_survival

    def one(rng: np.random.Generator, of: np.ndarray, arm: np.ndarray, plain: bool) -> dict[str, float]:
        until = rng.exponential(np.exp(-rng.normal(0, 0.4, of.max() + 1)[of]))
        end = np.minimum(rng.exponential(1.0, len(of)), 2.0)
        time, event = np.minimum(until, end), (until <= end).astype(float)
        fit = fit_cox(time, event, arm[:, None], ["arm"])
        cause = np.where((event == 1) & (rng.random(len(of)) < 0.3), 2.0, event)
        incidence = incidence_difference(time, cause, arm, 1.0, of)[2]
        found = {
            "Cox": fit.hazard_ratio("arm", cluster=of).p_value,
            "restricted mean": clustered_restricted_means(time, event, arm, of, 1.5)[2].p_value,
            "log-rank": clustered_logrank(time, event, arm, of).p_value,
            "incidence with a competing event": incidence.p_value,
        }
        if plain:
            robust, ignored = fit.robust_covariance(of), compare_survival(time, event, arm, 1.5)
            found |= {
                "restricted mean, clusters ignored": ignored.rmst_difference.p_value,
                "log-rank, clusters ignored": ignored.logrank.p_value,
                "Cox, plain sandwich": fit.hazard_ratio("arm", 0.95, robust).p_value,
            }
        return found

    yield from _settings(trials, 4, one, 2)


def repeated(trials: int) -> Iterator[tuple[str, P]]:
    """Three waves: answers and scores of women who differ, within clusters that differ; the last wave."""
    from voorzorg.statistics.repeated.mmrm import clustered, fit_mmrm
    from voorzorg.statistics.replicates.gee import gee_many
    from voorzorg.statistics.results import wald

    def one(rng: np.random.Generator, of: np.ndarray, arm: np.ndarray) -> tuple[np.ndarray, ...]:
        n = len(of)
        seen = rng.random((n, 3)) > np.array([0.0, 0.1, 0.2])
        own = rng.normal(0, 1, n) + rng.normal(0, 0.5, of.max() + 1)[of]
        answer = (rng.random((n, 3)) < expit(-0.6 + own[:, None])).astype(float)
        score = own[:, None] + rng.normal(0, 1.0, (n, 3))
        return np.where(seen, answer, np.nan), arm, of, np.where(seen, score, np.nan)

    def mixed(arm: np.ndarray, of: np.ndarray, scores: np.ndarray) -> float:
        woman, wave = np.nonzero(np.isfinite(scores))
        at, score = np.eye(3)[wave], scores[woman, wave]
        X = np.column_stack([at, at[:, 1:] * arm[woman][:, None]])
        fit = fit_mmrm(score, X, ["w0", "w1", "w2", "t1", "t2"], woman, wave)
        robust = clustered(fit, score, X, woman, wave, of[woman])
        error, df = float(np.sqrt(robust.covariance[4, 4])), robust.df(np.eye(5)[4])
        return wald(float(fit.coefficients[4]), error, df=df).p_value if df >= 2 else np.nan

    for number, spread in SETTINGS:
        drawn = (one(*trial) for trial in trials_of(number, spread, 4 * trials, 5))
        found: P = {"GEE": [], "mixed model": []}
        while batch := list(islice(drawn, _AT_ONCE)):
            for _, arm, of, scores in batch[: max(0, 2 * trials - len(found["GEE"]))]:
                found["mixed model"].append(mixed(arm, of, scores))
            y, arms, clusters = _side_by_side(*list(zip(*batch, strict=True))[:3])
            found["GEE"] += gee_many(y, np.nan_to_num(arms), True, 2, cluster=clusters).p_value.tolist()
        yield _name(number, spread), found


def sensitivity(trials: int) -> Iterator[tuple[str, P]]:
    """A quarter drops out by a covariate; sixty per cent of the treated take part."""
    from voorzorg.statistics.two_arm.adjusted.robust_to_dropout import robust_to_dropout
    from voorzorg.statistics.two_arm.taking_part.compliers import complier_effect

    def one(rng: np.random.Generator, of: np.ndarray, arm: np.ndarray, _: bool) -> dict[str, float]:
        n = len(of)
        W = rng.normal(size=(n, 1))
        eta = -0.4 + rng.normal(0, 0.5, of.max() + 1)[of] + 0.5 * W[:, 0]
        y = (rng.random(n) < expit(eta)).astype(float)
        took = ((arm == 1) & (rng.random(n) < 0.6)).astype(float)
        measured = rng.random(n) < expit(1.2 - 0.5 * W[:, 0])
        found = robust_to_dropout(np.where(measured, y, np.nan), arm, W, binary=True, cluster=of)
        effect = complier_effect(y, arm, took, W, cluster=of).effect
        # The test is the offer's; what can be wrong is the interval's error.
        outside = float(effect.ci_low <= 0 <= effect.ci_high) if np.isfinite(effect.p_value) else np.nan
        return {
            "drop-out weighted": found.weighted.p_value,
            "doubly robust": found.doubly_robust.p_value,
            "compliers": effect.p_value,
            "compliers, interval misses": outside,
        }

    yield from _settings(trials, 6, one, 2)
