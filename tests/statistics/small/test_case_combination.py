"""From families to one conclusion."""

from itertools import combinations, product

import numpy as np
import pytest
from scipy import stats

from voorzorg.statistics.small.case_combination import (
    combine_exact,
    combine_inverse_variance,
    combine_p_values,
)
from voorzorg.statistics.small.single_case import nap, pem, tau, tau_u

FAMILIES = [([10], [12, 13, 14]), ([8, 9], [9, 12]), ([15], [14, 18])]


def scores(a: list[int], b: list[int]) -> list[float]:
    series = np.array(a + b, dtype=float)
    out = []
    for chosen in combinations(range(len(series)), len(a)):
        inside = np.isin(np.arange(len(series)), chosen)
        out.append(float(np.sign(series[~inside][None, :] - series[inside][:, None]).sum()))
    return out


def test_exact_sum_equals_enumerating_every_family_jointly() -> None:
    result = combine_exact([tau(a, b) for a, b in FAMILIES], alpha=1.0)
    sums = np.array([sum(v) for v in product(*(scores(a, b) for a, b in FAMILIES))])
    observed = sum(np.sign(np.array(b)[None, :] - np.array(a)[:, None]).sum() for a, b in FAMILIES)
    assert result.p_value == pytest.approx(np.mean(np.abs(sums) >= abs(observed) - 1e-9))
    pairs = sum(len(a) * len(b) for a, b in FAMILIES)
    assert result.estimate == pytest.approx(observed / pairs)
    assert combine_exact([nap(a, b) for a, b in FAMILIES], alpha=1.0).p_value == pytest.approx(result.p_value)


def test_families_that_alone_carry_nothing_can_together() -> None:
    cases = [tau([10], [12, 13, 14]) for _ in range(5)]
    assert all(np.isnan(c.p_value) for c in cases)
    one_sided = combine_exact(cases, alternative="greater")
    assert one_sided.p_value == pytest.approx(0.25**5)
    assert combine_exact(cases[:2]).smallest_p == pytest.approx(2 * 0.25**2)
    assert np.isnan(combine_exact(cases[:2]).p_value)
    assert "not attainable" in str(combine_exact(cases[:2]).warnings[0])


def test_opposite_families_cancel() -> None:
    cases = [tau([10], [12, 13, 14]), tau([10], [9, 8, 7])] * 3
    assert combine_exact(cases).estimate == 0
    assert combine_exact(cases).p_value == pytest.approx(1)


def test_stouffer_and_fisher_combine_the_one_sided_p_values() -> None:
    cases = [tau([10], [12, 13, 14])] * 3
    assert combine_p_values(cases, "fisher").p_value == pytest.approx(
        stats.combine_pvalues([0.25] * 3, "fisher").pvalue
    )
    assert combine_p_values(cases, "stouffer").p_value == pytest.approx(
        stats.norm.sf(np.sqrt(3) * stats.norm.isf(0.25))
    )
    worst = combine_p_values([*cases, tau([10], [9, 8, 7])], "stouffer")
    assert worst.p_value == pytest.approx(1)
    assert any("prefer the exact sum" in str(w) for w in worst.warnings)


def test_exact_sum_keeps_its_level_and_fisher_is_conservative() -> None:
    """400 null studies of six families, one baseline and three follow-ups each."""
    rng = np.random.default_rng(5)
    exact = fisher = 0
    for _ in range(400):
        cases = [tau([v[0]], v[1:]) for v in rng.standard_normal((6, 4))]
        exact += combine_exact(cases, alternative="greater").p_value <= 0.05
        fisher += combine_p_values(cases, "fisher").p_value <= 0.05
    bound = 0.05 + 3 * np.sqrt(0.05 * 0.95 / 400)
    assert exact / 400 <= bound
    assert fisher / 400 <= bound


def test_inverse_variance_mean_of_tau() -> None:
    """Weights 3 n_A n_B / (n_A + n_B + 1), for two families by hand."""
    cases = [tau([1, 2, 3], [4, 5, 6]), tau([1, 2, 3, 4], [0, 5, 6, 7])]
    weights = np.array([27 / 7, 48 / 9])
    taus = np.array([1.0, 8 / 16])
    result = combine_inverse_variance(cases)
    assert result.estimate == pytest.approx(weights @ taus / weights.sum())
    assert result.std_error == pytest.approx(weights.sum() ** -0.5)
    assert result.warnings == ()
    assert "poor" in str(combine_inverse_variance([tau([1], [2, 3])]).warnings[0])
    assert combine_inverse_variance([tau_u([1, 2, 3], [4, 5, 6])]).n_cases == 1
    with pytest.raises(ValueError, match="Tau"):
        combine_inverse_variance([nap([1, 2], [2, 3])])


def test_families_without_a_phase_are_left_out_and_counted() -> None:
    result = combine_exact([tau([1], [2, 3]), tau([], [1.0])], alpha=1.0)
    assert (result.n_cases, result.n_left_out) == (1, 1)
    assert "left out" in str(result.warnings[0])
    nobody = combine_exact([tau([], [1.0])])
    assert np.isnan(nobody.p_value)
    with pytest.raises(ValueError, match="different indices"):
        combine_exact([tau([1], [2]), pem([1], [2])])
