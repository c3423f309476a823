"""What no routine can use is refused in words, each condition by itself; what is just right is taken."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from voorzorg.statistics import cluster_robust, multiplicity
from voorzorg.statistics.missing import joint_tests, rubin
from voorzorg.statistics.missing.imputation import impute_chained
from voorzorg.statistics.models.two_arms import compare_arms
from voorzorg.statistics.planning import search, two_groups
from voorzorg.statistics.regression import counts, linear, logistic
from voorzorg.statistics.repeated import gee, mixed
from voorzorg.statistics.repeated.mmrm.fit import clustered, fit_mmrm
from voorzorg.statistics.small import agreement, exact, group_comparison, reliable_change
from voorzorg.statistics.survival import competing, cox, kaplan_meier
from voorzorg.statistics.synthesis import effect_conversions as convert
from voorzorg.statistics.synthesis import meta_analysis
from voorzorg.statistics.two_arm import baseline, equivalence
from voorzorg.statistics.two_arm.adjusted import moderation, standardisation
from voorzorg.statistics.two_arm.binary import two_by_two

N = 24
RNG = np.random.default_rng(4)
ARM = np.tile([0.0, 1.0], N // 2)
YES = np.array([0.0, 0, 1, 1] * (N // 4))
SCORE = RNG.normal(size=N)
X = np.column_stack([np.ones(N), ARM])
NAMES = ["intercept", "arm"]
PERSON, WAVE = np.repeat(np.arange(N // 2), 2), np.tile([0, 1], N // 2)
TIMES = RNG.uniform(1, 9, N)
ICC = RNG.normal(size=(6, 3))
EFFECT = convert.from_counts(5, 20, 9, 20)
RATIO = convert.from_counts(5, 20, 9, 20, "log risk ratio")
SHORT = np.ones(N - 1)
FOUR = "the two models need the same data sets"
ROWS = "y must have one entry per row of X"
FULL = "missing values: select complete rows"


def gap(values: np.ndarray) -> np.ndarray:
    out = np.array(values, float)
    out.flat[0] = np.nan
    return out


GAPPED = pd.DataFrame({"y": gap(SCORE), "x": SCORE})
CASES = {
    # linear and logistic regression, counts
    "linear rows": (lambda: linear.fit_linear(SHORT, X, NAMES), ROWS),
    "linear columns": (lambda: linear.fit_linear(SCORE, X[:, 0], NAMES), ROWS),
    "linear names": (lambda: linear.fit_linear(SCORE, X, ["a"]), "names must have one entry per column"),
    "linear gap in y": (lambda: linear.fit_linear(gap(SCORE), X, NAMES), FULL),
    "linear gap in X": (lambda: linear.fit_linear(SCORE, gap(X), NAMES), FULL),
    "linear no cluster": (lambda: linear.fit_linear(SCORE, X, NAMES, "cluster"), "cluster labels are needed"),
    "linear no cluster, corrected": (
        lambda: linear.fit_linear(SCORE, X, NAMES, "bias-reduced"),
        "cluster labels are needed",
    ),
    "linear labels": (
        lambda: linear.fit_linear(SCORE, X, NAMES, "cluster", PERSON[1:]),
        "one label per row and at least two",
    ),
    "linear one cluster": (
        lambda: linear.fit_linear(SCORE, X, NAMES, "cluster", np.zeros(N)),
        "one label per row and at least two",
    ),
    "ancova shapes": (lambda: linear.ancova(SHORT, ARM), "equally long"),
    "ancova table": (lambda: linear.ancova(X, X), "equally long"),
    "ancova arm": (lambda: linear.ancova(SCORE, ARM + 1), "arm 0 .reference. or 1"),
    "ancova gap": (lambda: linear.ancova(gap(SCORE), ARM), FULL),
    "ancova gap in a covariate": (lambda: linear.ancova(SCORE, ARM, gap(SCORE)), FULL),
    "logistic rows": (lambda: logistic.fit_logistic(SHORT, X, NAMES), "one entry per row"),
    "logistic weights": (lambda: logistic.fit_logistic(YES, X, NAMES, SHORT), "one entry per row"),
    "logistic names": (lambda: logistic.fit_logistic(YES, X, ["a"]), "names must have one entry"),
    "logistic weights below nought": (
        lambda: logistic.fit_logistic(YES, X, NAMES, np.where(ARM == 1, -1.0, 1.0)),
        "non-negative",
    ),
    "logistic no weight": (lambda: logistic.fit_logistic(YES, X, NAMES, np.zeros(N)), "not all zero"),
    "counts rows": (lambda: counts.fit_negative_binomial(SHORT, X, NAMES), "one entry per row"),
    "counts exposure": (lambda: counts.fit_negative_binomial(YES, X, NAMES, SHORT), "one entry per row"),
    "counts names": (lambda: counts.fit_negative_binomial(YES, X, ["a"]), "one entry per column"),
    # clusters and repeated measurements
    "cluster codes": (lambda: cluster_robust.cluster_codes(PERSON[1:], N), "one label per row"),
    "gee correction": (
        lambda: gee.fit_gee_logistic(YES, X, PERSON, NAMES, small_sample="x"),  # type: ignore[arg-type]
        "small_sample",
    ),
    "gee correlation": (
        lambda: gee.fit_gee_logistic(YES, X, PERSON, NAMES, "x"),  # type: ignore[arg-type]
        "corr must be",
    ),
    "gee names": (lambda: gee.fit_gee_logistic(YES, X, PERSON, ["a"]), "2 columns but 1 names"),
    "gee larger clusters": (
        lambda: gee.fit_gee_logistic(YES, X, PERSON, NAMES, independent=PERSON[1:]),
        "one label per row",
    ),
    "mixed person": (lambda: mixed.fit_linear_mixed(SCORE, X, NAMES, PERSON[1:]), "person must have one"),
    "mixed group": (
        lambda: mixed.fit_linear_mixed(SCORE, X, NAMES, PERSON, PERSON[1:]),
        "group must have one label",
    ),
    "mmrm person": (lambda: fit_mmrm(SCORE, X, NAMES, PERSON[1:], WAVE), "one label per row"),
    "mmrm wave": (lambda: fit_mmrm(SCORE, X, NAMES, PERSON, WAVE[1:]), "one label per row"),
    "mmrm one wave": (lambda: fit_mmrm(SCORE, X, NAMES, np.arange(N), np.zeros(N)), "two waves or more"),
    "mmrm twice": (lambda: fit_mmrm(SCORE, X, NAMES, PERSON // 2, WAVE), "more than one row in a wave"),
    "mmrm few": (
        lambda: fit_mmrm(SCORE[:3], np.eye(3)[:, :2], NAMES, [0, 0, 1], [0, 1, 0]),
        "too few rows for a mixed model",
    ),
    "mmrm groups": (
        lambda: fit_mmrm(SCORE, X, NAMES, PERSON, WAVE, group=np.arange(N) % 3),
        "belongs to more than one group",
    ),
    # agreement and small studies
    "kappa shape": (lambda: agreement.kappa_from_table([[1, 2, 3], [4, 5, 6]]), "square and not negative"),
    "kappa vector": (lambda: agreement.kappa_from_table([1, 2, 3]), "square and not negative"),
    "kappa below nought": (lambda: agreement.kappa_from_table([[1, -1], [2, 2]]), "square and not negative"),
    "kappa weights": (
        lambda: agreement.kappa_from_table([[1, 1], [2, 2]], "cubic"),  # type: ignore[arg-type]
        "weights must be",
    ),
    "icc one rater": (lambda: agreement.intraclass_correlation(ICC[:, :1]), "two raters or more"),
    "icc vector": (lambda: agreement.intraclass_correlation(ICC[:, 0]), "two raters or more"),
    "icc kind": (
        lambda: agreement.intraclass_correlation(ICC, "x"),  # type: ignore[arg-type]
        "kind must be",
    ),
    "pairs": (lambda: agreement.pairs_of([1, 2], [1, 2, 3]), "vectors of equal length"),
    "exact factor": (lambda: exact.signed_sum_distribution([1.0, 2.0]).scaled(0), "factor must be positive"),
    "exact k": (lambda: exact.group_sum_distribution([1.0, 2.0], 3), "0 <= k <= n"),
    "exact k below": (lambda: exact.group_sum_distribution([1.0, 2.0], -1), "0 <= k <= n"),
    "exact gap": (lambda: exact.group_sum_distribution([1.0, np.nan], 1), "finite"),
    "proportions": (lambda: group_comparison.compare_proportions_exact([0, 1], [2, 0]), "0 or 1"),
    "reliable sd": (lambda: reliable_change.reliable_change([1.0], [2.0], 0.0, 0.8), "sd must be positive"),
    "reliable reliability": (
        lambda: reliable_change.reliable_change([1.0], [2.0], 1.0, 1.1),
        "between 0 and 1",
    ),
    "reliable direction": (
        lambda: reliable_change.reliable_change([1.0], [2.0], 1.0, 0.8, "up"),  # type: ignore[arg-type]
        "direction must be",
    ),
    "reliable shapes": (
        lambda: reliable_change.reliable_change([1.0], [2.0, 3.0], 1.0, 0.8),
        "vectors of equal length",
    ),
    "cut-off": (
        lambda: reliable_change.clinical_cutoff(10.0, 2.0, criterion="a"),
        "criterion a needs the general mean",
    ),
    # times
    "competing lengths": (lambda: competing.aalen_johansen(TIMES, SHORT, [1.0]), "equally long"),
    "competing empty": (lambda: competing.aalen_johansen([], [], [1.0]), "not empty"),
    "cox names": (lambda: cox.fit_cox(TIMES, YES, X[:, 1:], NAMES), "names must have one entry"),
    "restricted mean": (
        lambda: kaplan_meier.restricted_mean(kaplan_meier.kaplan_meier(TIMES, YES), 0.0),
        "tau must be positive",
    ),
    "arm of times": (lambda: kaplan_meier.check_arm(ARM[1:], N), "one per row"),
    "arm of times is 0 or 1": (lambda: kaplan_meier.check_arm(ARM + 1, N), "0 .reference. or 1"),
    # published effects
    "counts of means": (
        lambda: convert.from_counts(5, 20, 9, 20, "standardised mean difference"),  # type: ignore[arg-type]
        "cannot be computed from counts",
    ),
    "ratio below nought": (lambda: convert.from_interval("log odds ratio", 0.5, -0.1, 1.2), "positive"),
    "outside": (lambda: convert.from_interval("log odds ratio", 0.5, 0.6, 1.2), "within its interval"),
    "turned": (lambda: convert.from_interval("log odds ratio", 0.5, 0.6, 0.4), "within its interval"),
    "p of nought": (lambda: convert.from_p_value("log odds ratio", 0.5, 0.0), "between 0 and 1"),
    "p of one": (lambda: convert.from_p_value("log odds ratio", 0.5, 1.0), "between 0 and 1"),
    "no effect": (lambda: convert.from_p_value("log odds ratio", 1.0, 0.5), "no effect at all"),
    "g of three": (lambda: convert.hedges_g(1, 1, 2, 0, 1, 1), "two groups with some spread"),
    "g of no spread": (lambda: convert.hedges_g(1, 0, 9, 0, 0, 9), "two groups with some spread"),
    "g of a spread of one": (lambda: convert.hedges_g(1, 1, 1, 0, 0, 3), "two groups with some spread"),
    "g of a spread below nought": (lambda: convert.hedges_g(1, -1, 9, 0, 2, 9), "some spread"),
    "d of p": (lambda: convert.d_from_p(1.0, 9, 9, 1), "between 0 and 1"),
    "phi": (lambda: convert.phi_from_chi2(21, 20, 1), "between 0 and n"),
    "phi below": (lambda: convert.phi_from_chi2(-1, 20, 1), "between 0 and n"),
    "to odds": (lambda: convert.risk_ratio_to_odds_ratio(RATIO, 0.0), "between 0 and 1"),
    "to risks": (lambda: convert.odds_ratio_to_risk_ratio(EFFECT, 1.0), "between 0 and 1"),
    "constant": (
        lambda: convert.log_odds_ratio_to_d(EFFECT, "x"),  # type: ignore[arg-type]
        "constant must be",
    ),
    "pool test": (
        lambda: meta_analysis.pool_effects([0.1, 0.2, 0.3], [0.1] * 3, test="x"),  # type: ignore[arg-type]
        "test must be",
    ),
    # two arms
    "difference of kinds": (
        lambda: baseline.standardised_difference(SCORE, SCORE, "x"),  # type: ignore[arg-type]
        "kind must be",
    ),
    "distance": (lambda: baseline.standardised_distance([1, 2], [1, 2, 3]), "same categories"),
    "equivalence level": (
        lambda: equivalence.tost(two_by_two(5, 20, 9, 20).risk_difference, 0.1, 0.5),
        "level must exceed one half",
    ),
    "moderation": (lambda: moderation.effects_by_group(gap(YES), ARM, WAVE), FULL),
    "standardised rows": (lambda: standardisation.standardised_risks(YES, ARM[1:]), "equally long"),
    "standardised table": (lambda: standardisation.standardised_risks(X, X), "one-dimensional"),
    "standardised arm": (lambda: standardisation.standardised_risks(YES, ARM + 1), "0 .reference. or 1"),
    "standardised names": (
        lambda: standardisation.standardised_risks(YES, ARM, SCORE, names=["a", "b"]),
        "one entry per covariate",
    ),
    "no table": (lambda: compare_arms(pd.DataFrame({"a": [1, 2]}), treated=0), "a row per arm, two columns"),
    "which arm": (
        lambda: compare_arms(pd.Series(YES), pd.Series(np.arange(N) % 3), treated=1),
        "name the reference arm: there are 2",
    ),
    "no such arm": (
        lambda: compare_arms(pd.Series(YES), pd.Series(ARM), treated=1.0, reference=7),
        "no arm 7",
    ),
    # several tests, missing data, planning
    "families": (lambda: multiplicity.adjust_within([0.1, 0.2], ["a"]), "one label per p-value"),
    "ratios": (lambda: joint_tests.d3([1.0, 2.0], [1.0], 1), "two vectors of equal length"),
    "models": (lambda: joint_tests.d3_of_fits([], [(np.ones(1), lambda _: 0.0)]), FOUR),
    "df": (lambda: rubin.pool_scalar([1.0, 2.0], [1.0, 1.0], 0.0), "df_complete must be positive"),
    "one data set": (
        lambda: impute_chained(
            GAPPED, {"y": "normal"}, np.random.default_rng(1), m=1
        ),
        "at least two data sets and one iteration",
    ),
    "no iteration": (
        lambda: impute_chained(
            GAPPED, {"y": "normal"}, np.random.default_rng(1), iterations=0
        ),
        "at least two data sets and one iteration",
    ),
    "precision": (lambda: search.replications(0.0), "above 0"),
    "risks": (lambda: two_groups.two_proportions(0.0, 0.5, 50, 50), "between 0 and 1"),
    "risks above": (lambda: two_groups.two_proportions(0.5, 1.5, 50, 50), "between 0 and 1"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_it_is_refused_in_words(name: str) -> None:
    call, said = CASES[name]
    with pytest.raises(ValueError, match=said):
        call()


def test_what_is_just_right_is_taken() -> None:
    assert equivalence.tost(two_by_two(5, 20, 9, 20).risk_difference, 0.1, 0.51).level == pytest.approx(0.02)
    assert convert.hedges_g(1, 0, 2, 0, 1, 2).std_error > 0
    assert convert.phi_from_chi2(20, 20, -1).estimate == -1 and convert.phi_from_chi2(0, 20, 1).estimate == 0
    assert exact.group_sum_distribution([1.0, 2.0], 2).support.tolist() == [3.0]
    assert exact.group_sum_distribution([1.0, 2.0], 0).support.tolist() == [0.0]
    assert reliable_change.reliable_change([1.0], [2.0], 1.0, 0.0).index.shape == (1,)
    assert agreement.intraclass_correlation(ICC[:, :2]).estimate < 1
    assert fit_mmrm(SCORE, X, NAMES, PERSON, WAVE).persons == N // 2
    assert linear.fit_linear(SCORE, X, NAMES, "cluster", ARM // 1).n == N


def test_clusters_and_a_covariance_per_group_do_not_go_together() -> None:
    group = PERSON % 2
    rng = np.random.default_rng(8)
    y = rng.normal(size=N) + np.repeat(rng.normal(size=N // 2), 2)
    fit = fit_mmrm(y, X[:, :1], ["intercept"], PERSON, WAVE, group=group)
    with pytest.raises(ValueError, match="do not go together"):
        clustered(fit, y, X[:, :1], PERSON, WAVE, PERSON // 3)
