"""Agreement between informants: published worked examples, other software, and empty margins."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from voorzorg.statistics.small.agreement import (
    cohens_kappa,
    intraclass_correlation,
    kappa_from_table,
    percent_agreement,
)
from voorzorg.statistics.small.limits_of_agreement import bland_altman

# Six targets, four judges: Shrout and Fleiss (1979), table 2.
SHROUT_FLEISS = np.array(
    [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]], dtype=float
)
# Diagnoses by two clinicians (Fleiss, Cohen and Everitt, 1969): proportions of 200.
FLEISS = np.array([[0.53, 0.05, 0.02], [0.11, 0.14, 0.05], [0.01, 0.06, 0.03]]) * 200


def test_kappa_of_a_published_table() -> None:
    """Cohen (1968) and Fleiss, Cohen and Everitt (1969): kappa 0.429 with standard error 0.054."""
    result = kappa_from_table(FLEISS)
    assert result.estimate == pytest.approx(0.429, abs=5e-4)
    assert result.std_error == pytest.approx(0.054, abs=1e-3)


@pytest.mark.parametrize("weights", ["none", "linear", "quadratic"])
def test_kappa_and_both_variances_agree_with_statsmodels(weights) -> None:
    from statsmodels.stats.inter_rater import cohens_kappa as theirs

    reference = theirs(FLEISS, wt=None if weights == "none" else weights)
    result = kappa_from_table(FLEISS, weights)
    assert result.estimate == pytest.approx(reference.kappa, rel=1e-12)
    assert result.std_error == pytest.approx(reference.std_kappa, rel=1e-10)
    z = reference.kappa / np.sqrt(reference.var_kappa0)
    assert result.p_value == pytest.approx(2 * stats.norm.sf(z), rel=1e-8)


def test_quadratic_kappa_is_an_intraclass_correlation_in_the_limit() -> None:
    """Fleiss and Cohen (1973): equal to the two-way agreement ICC but for terms of order 1/n."""
    rng = np.random.default_rng(0)
    x = rng.integers(0, 5, 4000)
    y = np.clip(x + rng.integers(-1, 2, 4000), 0, 4)
    kappa = cohens_kappa(x, y, categories=range(5), weights="quadratic").estimate
    assert kappa == pytest.approx(intraclass_correlation(np.column_stack([x, y])).estimate, abs=1e-3)


def test_unused_categories_matter_for_weights_only() -> None:
    x, y = [0, 0, 2, 2, 2], [0, 2, 2, 2, 0]
    assert cohens_kappa(x, y).estimate == cohens_kappa(x, y, categories=[0, 1, 2]).estimate
    assert cohens_kappa(x, y, weights="linear").estimate == pytest.approx(
        cohens_kappa(x, y, categories=[0, 1, 2], weights="linear").estimate
    )
    a, b = [0, 0, 2, 3, 3], [0, 2, 2, 3, 0]
    assert cohens_kappa(a, b, weights="linear").estimate != pytest.approx(
        cohens_kappa(a, b, categories=[0, 1, 2, 3], weights="linear").estimate
    )
    with pytest.raises(ValueError, match="not among"):
        cohens_kappa(x, y, categories=[0, 1])


def test_words_can_be_compared_and_missing_answers_are_counted() -> None:
    result = cohens_kappa(["ja", "nee", None, "ja", "nee"], ["ja", "ja", "ja", "ja", None])
    assert (result.n, result.n_incomplete) == (3, 2)


def test_one_answer_throughout_leaves_kappa_undefined_but_not_the_agreement() -> None:
    yes = np.ones(12)
    result = cohens_kappa(yes, yes)
    assert np.isnan(result.estimate)
    assert "one and the same answer" in str(result.warnings[0])
    same = percent_agreement(yes, yes)
    assert same.estimate == 1
    assert same.ci_low == pytest.approx(stats.binomtest(12, 12).proportion_ci(method="wilson").low)


@settings(max_examples=50, deadline=None, derandomize=True)
@given(
    cells=st.lists(st.integers(0, 20), min_size=9, max_size=9),
    weights=st.sampled_from(["none", "linear", "quadratic"]),
)
def test_kappa_is_symmetric_in_the_informants_and_bounded(cells, weights) -> None:
    table = np.array(cells).reshape(3, 3)
    if table.sum() == 0:
        return
    one, two = kappa_from_table(table, weights), kappa_from_table(table.T, weights)
    assert np.isnan(one.estimate) == np.isnan(two.estimate)
    if not np.isnan(one.estimate):
        assert one.estimate == pytest.approx(two.estimate)
        assert one.std_error == pytest.approx(two.std_error)
        assert -1 - 1e-9 <= one.ci_low <= one.estimate + 1e-9
        assert one.estimate - 1e-9 <= one.ci_high <= 1


def test_intraclass_correlations_of_shrout_and_fleiss() -> None:
    """ICC(1,1) 0.17, ICC(2,1) 0.29, ICC(3,1) 0.71 in their paper; intervals as R's psych prints them."""
    expected = {
        "one-way": (0.166, -0.133, 0.723),
        "agreement": (0.290, 0.019, 0.761),
        "consistency": (0.715, 0.342, 0.946),
    }
    for kind, values in expected.items():
        result = intraclass_correlation(SHROUT_FLEISS, kind)
        assert (result.estimate, result.ci_low, result.ci_high) == pytest.approx(values, abs=6e-4)


@pytest.mark.filterwarnings("ignore::pandas.errors.Pandas4Warning")
@pytest.mark.parametrize(("seed", "n", "k"), [(1, 7, 2), (2, 11, 3)])
def test_intraclass_correlations_agree_with_pingouin(seed, n, k) -> None:
    import pingouin

    rng = np.random.default_rng(seed)
    x = rng.standard_normal(n)[:, None] + 0.5 * rng.standard_normal((n, k)) + 0.3 * np.arange(k)
    long = pd.DataFrame(x).reset_index(names="subject").melt("subject", var_name="rater", value_name="score")
    table = pingouin.intraclass_corr(long, "subject", "rater", "score").set_index("Type")
    for kind, name in [("one-way", "ICC(1,1)"), ("agreement", "ICC(A,1)"), ("consistency", "ICC(C,1)")]:
        result = intraclass_correlation(x, kind)
        assert result.estimate == pytest.approx(table.loc[name, "ICC"], rel=1e-9)
        assert result.p_value == pytest.approx(table.loc[name, "pval"], rel=1e-6)
        low, high = table.loc[name, "CI95"]
        assert (result.ci_low, result.ci_high) == pytest.approx((low, high), abs=0.0051)  # rounded there


def test_a_rater_who_always_scores_higher_agrees_less_but_is_consistent() -> None:
    x = np.array([1.0, 3, 4, 7, 8])
    shifted = np.column_stack([x, x + 3])
    assert intraclass_correlation(shifted, "consistency").estimate == pytest.approx(1)
    assert intraclass_correlation(shifted, "agreement").estimate < 0.8
    perfect = intraclass_correlation(np.column_stack([x, x]))
    assert (perfect.estimate, perfect.ci_low, perfect.ci_high) == (1, 1, 1)


def test_identical_ratings_and_too_few_subjects_are_undefined() -> None:
    assert "every rating is the same" in str(intraclass_correlation(np.ones((5, 2))).warnings[0])
    few = intraclass_correlation([[1, 2], [2, np.nan], [3, 3]])
    assert "fewer than three" in str(few.warnings[0])
    assert few.n_incomplete == 1


def test_limits_of_agreement_by_hand_with_exact_intervals_that_cover() -> None:
    """400 samples of twelve: the interval of the upper limit covers 1.96 sd within three Monte-Carlo
    errors."""
    rng = np.random.default_rng(2)
    hits = 0
    for _ in range(400):
        x, y = rng.standard_normal((2, 12)) * 2**-0.5
        result = bland_altman(x + 10, y + 10)
        hits += result.upper_low <= stats.norm.isf(0.025) <= result.upper_high
    assert abs(hits / 400 - 0.95) < 3 * np.sqrt(0.95 * 0.05 / 400)
    d = np.array([1.0, -1, 2, 0, 3])
    result = bland_altman(d + 5, np.full(5, 5.0))
    assert result.bias == pytest.approx(1.0)
    assert result.upper == pytest.approx(1 + stats.norm.isf(0.025) * d.std(ddof=1))
    assert result.lower_low < result.lower < result.lower_high
    assert result.upper_low < result.upper < result.upper_high
    mirrored = bland_altman(np.full(5, 5.0), d + 5)
    assert (mirrored.lower_low, mirrored.lower_high) == pytest.approx((-result.upper_high, -result.upper_low))


def test_a_difference_that_grows_with_the_level_is_pointed_out() -> None:
    x = np.arange(25.0)
    result = bland_altman(x, 0.7 * x + np.sin(x))
    assert result.trend > 0.8
    assert any("depends on the level" in str(w) for w in result.warnings)
    assert "fewer than three" in str(bland_altman([1.0, 2], [1, 2]).warnings[0])


@pytest.mark.filterwarnings("error::RuntimeWarning")
@pytest.mark.parametrize(
    "ratings", [[[2, 0], [0, 2], [1, 1]], [[0, 4], [4, 0], [2, 2], [2, 2]]], ids=["three", "four"]
)
def test_no_degree_of_freedom_left_is_no_interval_and_says_so(ratings):
    found = intraclass_correlation(ratings)
    assert np.isnan(found.ci_low) and np.isnan(found.ci_high)
    assert "agreement-interval-not-defined" in [warning.key for warning in found.warnings]
