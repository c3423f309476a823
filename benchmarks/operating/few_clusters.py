"""Whole clusters in two arms, few and of unequal size, without effect: every kind of contrast."""

from __future__ import annotations

from collections.abc import Callable, Iterator

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
    trials: int, seed: int, tried: Callable[[np.random.Generator, np.ndarray, np.ndarray], dict[str, float]]
) -> Iterator[tuple[str, P]]:
    for number, spread in SETTINGS:
        found: P = {}
        for rng, of, arm in trials_of(number, spread, trials, seed):
            for name, p_value in tried(rng, of, arm).items():
                found.setdefault(name, []).append(p_value)
        yield f"{number} clusters, {_SIZES[spread]}", found


def risks(trials: int) -> Iterator[tuple[str, P]]:
    """An intercept's standard deviation of 0.5 between clusters and two covariates."""
    from voorzorg.statistics.regression.logistic import fit_logistic
    from voorzorg.statistics.two_arm.standardisation import standardised_risks

    def one(rng: np.random.Generator, of: np.ndarray, arm: np.ndarray) -> dict[str, float]:
        W = np.column_stack([rng.normal(size=len(of)), rng.random(len(of)) < 0.3])
        eta = -0.8 + rng.normal(0, 0.5, of.max() + 1)[of] + W @ [0.3, 0.8]
        y = (rng.random(len(of)) < expit(eta)).astype(float)
        fit = fit_logistic(y, np.column_stack([np.ones(len(y)), arm, W]), ["1", "arm", "a", "b"])
        plain = fit.wald("arm", covariance=fit.robust_covariance(of)).p_value
        adjusted = standardised_risks(y, arm, W, of, shrink=True).risk_difference
        return {"adjusted": adjusted.p_value, "plain sandwich": plain}

    yield from _settings(trials, 1, one)


def means(trials: int) -> Iterator[tuple[str, P]]:
    """Scores with an intraclass correlation of 0.1 given one covariate, skewed."""
    from voorzorg.statistics.regression.linear import ancova

    def one(rng: np.random.Generator, of: np.ndarray, arm: np.ndarray) -> dict[str, float]:
        w = rng.normal(size=len(of))
        y = rng.gamma(4, 0.5, len(of)) + 0.5 * w + rng.normal(0, 1 / 3, of.max() + 1)[of]
        found = ancova(y, arm, w[:, None], "bias-reduced", of)
        return {"adjusted": found.difference.p_value}

    yield from _settings(trials, 2, one)


def counts(trials: int) -> Iterator[tuple[str, P]]:
    """Negative binomial counts of mean 2, dispersion 1.5, log means that differ by 0.4 between clusters."""
    from voorzorg.statistics.regression.arm_effect import rate_ratio

    def one(rng: np.random.Generator, of: np.ndarray, arm: np.ndarray) -> dict[str, float]:
        mean = 2 * np.exp(rng.normal(0, 0.4, of.max() + 1)[of])
        y = rng.poisson(mean * rng.gamma(2 / 3, 1.5, len(of))).astype(float)
        X = np.column_stack([np.ones(len(of)), arm])
        return {"rate ratio": rate_ratio(y, X, ["1", "arm"], "arm", cluster=of)[0].p_value}

    yield from _settings(trials, 3, one)


def times(trials: int) -> Iterator[tuple[str, P]]:
    """Hazards that differ between clusters by a log standard deviation of 0.4, half of the times censored."""
    from voorzorg.statistics.survival.clustered import clustered_logrank, clustered_restricted_means
    from voorzorg.statistics.survival.competing import incidence_difference
    from voorzorg.statistics.survival.cox import fit_cox
    from voorzorg.statistics.survival.kaplan_meier import compare_survival

    def one(rng: np.random.Generator, of: np.ndarray, arm: np.ndarray) -> dict[str, float]:
        until = rng.exponential(np.exp(-rng.normal(0, 0.4, of.max() + 1)[of]))
        end = np.minimum(rng.exponential(1.0, len(of)), 2.0)
        time, event = np.minimum(until, end), (until <= end).astype(float)
        fit = fit_cox(time, event, arm[:, None], ["arm"])
        cause = np.where((event == 1) & (rng.random(len(of)) < 0.3), 2.0, event)
        incidence = incidence_difference(time, cause, arm, 1.0, of)[2]
        robust = fit.robust_covariance(of)
        ignored = compare_survival(time, event, arm, 1.5)
        return {
            "Cox": fit.hazard_ratio("arm", cluster=of).p_value,
            "restricted mean": clustered_restricted_means(time, event, arm, of, 1.5)[2].p_value,
            "log-rank": clustered_logrank(time, event, arm, of).p_value,
            "restricted mean, clusters ignored": ignored.rmst_difference.p_value,
            "log-rank, clusters ignored": ignored.logrank.p_value,
            "incidence with a competing event": incidence.p_value,
            "Cox, plain sandwich": fit.hazard_ratio("arm", 0.95, robust).p_value,
        }

    yield from _settings(trials, 4, one)


def repeated(trials: int) -> Iterator[tuple[str, P]]:
    """Three waves: answers and scores of women who differ, within clusters that differ; the last wave."""
    from voorzorg.statistics.repeated.gee import fit_gee_logistic
    from voorzorg.statistics.repeated.mmrm import clustered, fit_mmrm
    from voorzorg.statistics.results import wald

    def one(rng: np.random.Generator, of: np.ndarray, arm: np.ndarray) -> dict[str, float]:
        n = len(of)
        seen = rng.random((n, 3)) > np.array([0.0, 0.1, 0.2])
        woman, wave = np.nonzero(seen)
        own = rng.normal(0, 1, n) + rng.normal(0, 0.5, of.max() + 1)[of]
        y = (rng.random(len(woman)) < expit(-0.6 + own[woman])).astype(float)
        at = np.eye(3)[wave]
        X = np.column_stack([at, at[:, 1:] * arm[woman][:, None]])
        names = ["w0", "w1", "w2", "t1", "t2"]
        few = {"small_sample": "kauermann-carroll", "reference": "satterthwaite", "independent": of[woman]}
        gee = fit_gee_logistic(y, X, woman, names, **few)  # type: ignore[arg-type]
        score = own[woman] + rng.normal(0, 1.0, len(woman))
        fit = fit_mmrm(score, X, names, woman, wave)
        robust = clustered(fit, score, X, woman, wave, of[woman])
        error, df = float(np.sqrt(robust.covariance[4, 4])), robust.df(np.eye(5)[4])
        mixed = wald(float(fit.coefficients[4]), error, df=df).p_value if df >= 2 else np.nan
        return {"GEE": float(gee.p_value[4]), "mixed model": mixed}

    yield from _settings(trials, 5, one)


def sensitivity(trials: int) -> Iterator[tuple[str, P]]:
    """A quarter drops out by a covariate; sixty per cent of the treated take part."""
    from voorzorg.statistics.two_arm.compliers import complier_effect
    from voorzorg.statistics.two_arm.robust_to_dropout import robust_to_dropout

    def one(rng: np.random.Generator, of: np.ndarray, arm: np.ndarray) -> dict[str, float]:
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

    yield from _settings(trials, 6, one)
