"""What an analysis calls costs about four times as much for four times as many participants.

Processor time is compared, at its best of several runs: noise only ever adds to a run, so that the minima
settle, and a comparison that fails is repeated before it counts. Peak memory is exact. The joint Laplace
approximation of crossed random effects is left out: it is quadratic (docs/multilevel.md). So are PEM and PND,
which count up to 200,000 divisions of one family's measurements and no more.
"""

import time
import tracemalloc
import warnings
from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from voorzorg.statistics import multiplicity
from voorzorg.statistics.missing import imputation, sensitivity
from voorzorg.statistics.multilevel import MultilevelLogit
from voorzorg.statistics.regression import counts, linear
from voorzorg.statistics.repeated import gee, mixed
from voorzorg.statistics.small import (
    agreement,
    case_combination,
    case_phases,
    change,
    exact,
    group_comparison,
    limits_of_agreement,
    reliable_change,
    single_case,
    standardised_change,
)
from voorzorg.statistics.survival import cox, kaplan_meier
from voorzorg.statistics.two_arm import baseline, means
from voorzorg.statistics.two_arm import binary as two_arm
from voorzorg.statistics.two_arm.adjusted import standardisation

#: Four times, and half as much again for logarithms and for what no longer fits the cache.
AT_MOST = 6.0
#: Time is noisier than memory, by caches and by whatever else runs; sixteen would be quadratic.
AT_MOST_IN_TIME = 10.0
#: Below this many seconds, and bytes, a call is overhead.
OVERHEAD = 2e-3
SMALL = 200_000


class People:
    """n simulated participants in two arms, and four waves of each."""

    def __init__(self, n: int) -> None:
        rng = np.random.default_rng(1)
        self.n, self.rng = n, rng
        self.arm = np.arange(n) % 2
        self.site = np.arange(n) % max(10, n // 50)
        self.X = np.column_stack([np.ones(n), self.arm, rng.standard_normal(n)])
        u = rng.standard_normal(n)
        self.yes = (rng.random(n) < 1 / (1 + np.exp(1 - u))).astype(float)
        self.later = (rng.random(n) < 1 / (1 + np.exp(0.5 - u))).astype(float)
        self.score = np.round(20 + 5 * u + 3 * rng.standard_normal(n))
        self.score_later = np.round(22 + 5 * u + 3 * rng.standard_normal(n))
        self.real = u + rng.standard_normal(n)
        self.count = rng.poisson(np.exp(0.5 * u)) * (rng.random(n) < 0.6)
        self.time, self.event = rng.exponential(50, n), (rng.random(n) < 0.6).astype(int)
        self.id, wave = np.repeat(np.arange(n), 4), np.tile(np.arange(4), n)
        self.X_long = np.column_stack([wave[:, None] == np.arange(4), self.arm[self.id]]).astype(float)
        self.yes_long = (rng.random(4 * n) < 1 / (1 + np.exp(1 - u[self.id]))).astype(float)
        self.real_long = u[self.id] + rng.standard_normal(4 * n)
        missing = pd.Series(self.later).mask(rng.random(n) < 0.2)
        self.wide = pd.DataFrame({"one": self.yes, "two": missing, "age": self.real})

    def generator(self) -> np.random.Generator:
        return np.random.default_rng(2)


def _imputed(p: People) -> imputation.ImputedData:
    frame = p.wide.assign(arm=p.arm.astype(float))
    return imputation.impute_chained(frame, {"two": "binary"}, p.generator(), by="arm", m=3)


def _tipped(p: People) -> object:
    def difference(y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        risks = [y[:, p.arm == k].mean(axis=1) for k in (0, 1)]
        return risks[1] - risks[0], sum(r * (1 - r) for r in risks) / (p.n / 2)

    return sensitivity.tipping_point(
        _imputed(p), "two", np.linspace(-2, 2, 9), rows=p.arm == 1, column_analysis=difference
    )


NAMES = ["intercept", "arm", "age"]
LONG = ["w0", "w1", "w2", "w3", "arm"]

#: What is called, and with how many participants (or measurements, cases, p-values) it is compared with 4n.
CALLS: dict[str, tuple[int, Callable[[People], object]]] = {
    "two_by_two": (40_000, lambda p: two_arm.two_by_two(p.n // 5, p.n // 2, p.n // 4, p.n // 2)),
    "two_by_two, few events": (40_000, lambda p: two_arm.two_by_two(2, p.n // 2, p.n // 4, p.n // 2)),
    "two_means": (40_000, lambda p: means.two_means(p.real[p.arm == 1], p.real[p.arm == 0])),
    "standardised_difference": (
        20_000,
        lambda p: baseline.standardised_difference(p.real[p.arm == 1], p.real[p.arm == 0], "continuous"),
    ),
    "standardised_risks": (
        4_000,
        lambda p: standardisation.standardised_risks(p.yes, p.arm, p.X[:, 2], cluster=p.site),
    ),
    "ancova": (4_000, lambda p: linear.ancova(p.real, p.arm, p.X[:, 2])),
    "fit_negative_binomial": (2_000, lambda p: counts.fit_negative_binomial(p.count, p.X, NAMES)),
    "fit_hurdle": (2_000, lambda p: counts.fit_hurdle(p.count, p.X, NAMES)),
    "kaplan_meier": (5_000, lambda p: kaplan_meier.kaplan_meier(p.time, p.event)),
    "compare_survival": (5_000, lambda p: kaplan_meier.compare_survival(p.time, p.event, p.arm)),
    "fit_cox": (10_000, lambda p: cox.fit_cox(p.time, p.event, p.X[:, 1:], NAMES[1:]).hazard_ratio("arm")),
    "fit_gee_logistic": (
        1_000,
        lambda p: gee.fit_gee_logistic(p.yes_long, p.X_long, p.id, LONG, small_sample="mancl-derouen"),
    ),
    "fit_linear_mixed": (1_000, lambda p: mixed.fit_linear_mixed(p.real_long, p.X_long, LONG, p.id)),
    "multilevel, two levels": (1_000, lambda p: MultilevelLogit(p.yes_long, p.X_long, p.id).fit()),
    "multilevel, three levels": (
        300,
        lambda p: MultilevelLogit(p.yes_long, p.X_long, p.id, outer_groups=p.site[p.id], n_points=5).fit(),
    ),
    "impute_chained": (
        2_000,
        lambda p: imputation.impute_chained(p.wide, {"two": "binary"}, p.generator(), m=3),
    ),
    "tipping_point": (4_000, lambda p: _tipped(p)),
    "reference_based": (
        2_000,
        lambda p: sensitivity.reference_based(_imputed(p), ["two"], 0.0, p.generator()),
    ),
    "mcnemar_exact": (20_000, lambda p: change.mcnemar_exact(p.yes, p.later)),
    "sign_test_exact": (20_000, lambda p: change.sign_test_exact(p.score, p.score_later)),
    "wilcoxon_signed_rank": (5_000, lambda p: change.wilcoxon_signed_rank(p.score, p.score_later)),
    "standardised_change": (
        20_000,
        lambda p: standardised_change.standardised_change(p.score, p.score_later),
    ),
    "reliable_change": (20_000, lambda p: reliable_change.reliable_change(p.score, p.score_later, 5.0, 0.8)),
    "compare_proportions_exact": (
        20_000,
        lambda p: group_comparison.compare_proportions_exact(p.yes[p.arm == 1], p.yes[p.arm == 0]),
    ),
    "compare_means_exact, whole numbers": (
        2_000,
        lambda p: group_comparison.compare_means_exact(p.score[p.arm == 1], p.score[p.arm == 0]),
    ),
    "compare_means_exact, any": (
        2_000,
        lambda p: group_comparison.compare_means_exact(p.real[p.arm == 1], p.real[p.arm == 0]),
    ),
    "compare_means_exact, ten left": (
        500,
        lambda p: group_comparison.compare_means_exact(p.real[10:], p.real[:10], rng=p.generator()),
    ),
    "cohens_kappa": (10_000, lambda p: agreement.cohens_kappa(p.yes, p.later)),
    "percent_agreement": (40_000, lambda p: agreement.percent_agreement(p.yes, p.later)),
    "intraclass_correlation": (
        40_000,
        lambda p: agreement.intraclass_correlation(np.column_stack([p.score, p.score_later])),
    ),
    "bland_altman": (40_000, lambda p: limits_of_agreement.bland_altman(p.score, p.score_later)),
    "holm": (20_000, lambda p: multiplicity.holm(p.rng.random(p.n))),
    "benjamini_hochberg": (20_000, lambda p: multiplicity.benjamini_hochberg(p.rng.random(p.n))),
    "nap": (300, lambda p: single_case.nap(p.score[: p.n // 3], p.score[p.n // 3 :])),
    "tau_u": (25, lambda p: single_case.tau_u(p.score[:5], p.score[5:], rng=p.generator())),
    "combine_exact": (
        25,
        lambda p: case_combination.combine_exact(
            [single_case.nap(p.score[k : k + 1], p.real[k : k + 3]) for k in range(p.n - 3)]
        ),
    ),
}


@pytest.fixture(autouse=True)
def fewer_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    """Random samples are bounded by constants; smaller ones show the same growth sooner."""
    monkeypatch.setattr(exact, "MAX_DRAWN", 2_000_000)
    monkeypatch.setattr(case_phases, "TAU_U_STEPS", 5_000_000)


@pytest.mark.parametrize("name", CALLS)
@pytest.mark.filterwarnings("ignore")
def test_four_times_as_many_cost_about_four_times_as_much(name: str) -> None:
    n, call = CALLS[name]
    few, many = People(n), People(4 * n)
    call(few)  # imports

    best = {id(few): np.inf, id(many): np.inf}
    for attempt in range(12):
        for people in (few, many):
            start = time.process_time()
            call(people)
            best[id(people)] = min(best[id(people)], time.process_time() - start)
        ratio = best[id(many)] / max(best[id(few)], OVERHEAD)
        if ratio <= AT_MOST_IN_TIME and attempt:
            break
    assert ratio <= AT_MOST_IN_TIME, f"{best[id(few)]:.3g} s for {n}, {best[id(many)]:.3g} s for {4 * n}"


@pytest.mark.parametrize("name", CALLS)
def test_four_times_as_many_take_about_four_times_the_memory(name: str) -> None:
    n, call = CALLS[name]
    peaks = []
    for people in (People(n), People(4 * n)):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            call(people)
            tracemalloc.start()
            call(people)
            peaks.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
    assert peaks[1] <= AT_MOST * max(peaks[0], SMALL), [f"{peak:.3g} bytes" for peak in peaks]
