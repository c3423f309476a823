"""Few participants: agreement, change, exact tests, single cases."""

import numpy as np

from statistics_calls.data import AFTER, BEFORE
from voorzorg.statistics.small import (
    agreement,
    case_combination,
    case_phases,
    change,
    exact,
    group_comparison,
    limits_of_agreement,
    noncentral_t,
    paired_proportions,
    reliable_change,
    single_case,
    standardised_change,
)

_ONE = ["a", "b", "a", "c", "a", "b", None, "c", "c", "b"]
_TWO = ["a", "b", "b", "c", "a", "a", "a", "c", "b", "b"]
_RATINGS = np.array([[9, 2, 5], [6, 1, 3], [8, 4, 6], [7, 1, 2], [10, 5, 6], [6, 2, np.nan]], dtype=float)
_YES = np.array([1, 1, 1, 1, 1, 1, 0, 0, 1, 0.0])
_LATER = np.array([0, 0, 0, 1, 0, 0, 0, 1, 0, np.nan])
_BASE, _FOLLOW = [5.0, 4, 6, 5], [7.0, 8, 6, 9, 9]
_SIDES = ("two-sided", "greater", "less")
_CASES = [
    ([5.0, 4, 6], [7.0, 8, 6, 9]),
    ([3.0, 3], [3.0, 5, 4]),
    ([9.0], [8.0, 7, 9]),
    ([4.0, 6], [8.0]),
]


def _cases(**options):
    return [single_case.nap(a, b, **options) for a, b in _CASES]


def _taus():
    return [single_case.tau(a, b) for a, b in _CASES]


def _of_each(function):
    return [
        lambda: [function(_BASE, _FOLLOW, alternative=side) for side in _SIDES],
        lambda: function(_BASE, _FOLLOW, "decrease", ci_level=0.9, alpha=0.2),
        lambda: [function(a, b) for a, b in _CASES],
        lambda: function([5.0, np.nan, 4, 6], [7.0, np.nan]),
        lambda: function([5.0], [np.nan]),
        lambda: function([5.0, 5.0], [5.0, 5.0]),
    ]


CALLS = {
    "small.agreement": {
        "percent_agreement": [
            lambda: agreement.percent_agreement(_ONE, _TWO),
            lambda: agreement.percent_agreement([], []),
        ],
        "cohens_kappa": [
            lambda: agreement.cohens_kappa(_ONE, _TWO),
            lambda: agreement.cohens_kappa(_ONE, _TWO, ["a", "b", "c"], "linear", 0.9),
            lambda: agreement.cohens_kappa(_ONE, _TWO, ["a", "b", "c"], "quadratic"),
            lambda: agreement.cohens_kappa(["a", "b"], ["a", "b"]),
            lambda: agreement.cohens_kappa(["a", "a"], ["a", "a"]),
        ],
        "kappa_from_table": [
            lambda: agreement.kappa_from_table([[20, 5], [10, 15]], n_incomplete=2),
            lambda: agreement.kappa_from_table([[20, 5, 1], [4, 15, 3], [0, 2, 9]], "linear"),
        ],
        "intraclass_correlation": [
            lambda kind=kind: agreement.intraclass_correlation(_RATINGS, kind)
            for kind in ("agreement", "consistency", "one-way")
        ]
        + [
            lambda: agreement.intraclass_correlation(_RATINGS[:, :2], ci_level=0.9),
            lambda: agreement.intraclass_correlation(np.ones((3, 2))),
            lambda: agreement.intraclass_correlation(_RATINGS[:1]),
        ],
        "pairs_of": [lambda: agreement.pairs_of(_ONE, _TWO)],
    },
    "small.limits_of_agreement": {
        "bland_altman": [
            lambda: limits_of_agreement.bland_altman(BEFORE, AFTER),
            lambda: limits_of_agreement.bland_altman([1.0, 2.0, 4.0], [1.5, 2.5, 4.0], 0.9),
            lambda: limits_of_agreement.bland_altman([1.0, 2.0], [1.0, 2.0]),
            lambda: limits_of_agreement.bland_altman([1.0], [2.0]),
        ]
    },
    "small.reliable_change": {
        "reliable_change": [
            lambda: reliable_change.reliable_change(BEFORE, AFTER, 5.0, 0.87, cutoff=13.0),
            lambda: reliable_change.reliable_change(BEFORE, AFTER, 5.0, 0.87, cutoff=13.0).counts(),
            lambda: reliable_change.reliable_change(BEFORE, AFTER, 5.0, 0.87, "higher is better", 12.0, 0.9),
            lambda: reliable_change.reliable_change(BEFORE, AFTER, 5.0, 1.0),
        ],
        "clinical_cutoff": [
            lambda: reliable_change.clinical_cutoff(16.0, 4.0, 8.0, 3.0),
            lambda: reliable_change.clinical_cutoff(16.0, 4.0, 8.0, 3.0, "b"),
            lambda: reliable_change.clinical_cutoff(16.0, 4.0, criterion="a"),
            lambda: reliable_change.clinical_cutoff(8.0, 4.0, 16.0, 3.0, "a"),
            lambda: reliable_change.clinical_cutoff(16.0, 4.0),
        ],
    },
    "small.paired_proportions": {
        "paired_risk_difference_interval": [
            lambda: [
                paired_proportions.paired_risk_difference_interval(g, lost, n)
                for g, lost, n in ((0, 6, 7), (2, 1, 9), (0, 0, 5), (4, 4, 8), (7, 0, 7))
            ],
            lambda: paired_proportions.paired_risk_difference_interval(2, 5, 12, 0.9),
        ]
    },
    "small.single_case": {
        "nap": _of_each(single_case.nap),
        "tau": _of_each(single_case.tau),
        "tau_u": _of_each(lambda *a, **o: single_case.tau_u(*a, rng=np.random.default_rng(2), **o))
        + [lambda: single_case.tau_u(np.arange(12.0) % 5, np.arange(14.0) % 7, rng=np.random.default_rng(1))],
        "pem": _of_each(single_case.pem),
        "pnd": _of_each(single_case.pnd),
    },
    "small.case_phases": {
        "Phases": [
            lambda: _phases(case_phases.Phases.of(_BASE, _FOLLOW, "increase")),
            lambda: _phases(case_phases.Phases.of([4.0, np.nan, 6], [1.0, 4], "decrease")),
        ]
    },
    "small.case_combination": {
        "combine_exact": [
            lambda: [case_combination.combine_exact(_cases(), side) for side in _SIDES],
            lambda: case_combination.combine_exact(_cases()[2:], alpha=0.3),
            lambda: case_combination.combine_exact([]),
        ],
        "combine_p_values": [
            lambda: [
                case_combination.combine_p_values(_cases(), method, side)
                for method in ("stouffer", "fisher")
                for side in ("greater", "less")
            ]
        ],
        "combine_inverse_variance": [
            lambda: case_combination.combine_inverse_variance(_taus()),
            lambda: case_combination.combine_inverse_variance(_taus()[:1], 0.9),
            lambda: case_combination.combine_inverse_variance([]),
        ],
    },
    "small.change": {
        "mcnemar_exact": [
            lambda: [change.mcnemar_exact(_YES, _LATER, side) for side in _SIDES],
            lambda: change.mcnemar_exact(_YES, _LATER, mid_p=True, ci_level=0.9),
            lambda: change.mcnemar_exact([1, 1, 0], [0, 1, 0]),
            lambda: change.mcnemar_exact([1, 1], [1, 1]),
        ],
        "sign_test_exact": [
            lambda: [change.sign_test_exact(BEFORE, AFTER, side) for side in _SIDES],
            lambda: change.sign_test_exact([1, 2, 3], [1, 2, 4], alpha=0.5, ci_level=0.8),
            lambda: change.sign_test_exact([1, 2], [1, 2]),
        ],
        "wilcoxon_signed_rank": [
            lambda: [change.wilcoxon_signed_rank(BEFORE, AFTER, side) for side in _SIDES],
            lambda: change.wilcoxon_signed_rank([1, 2, 3], [2, 4, 4]),
            lambda: change.wilcoxon_signed_rank(np.arange(60), np.arange(60) + np.sin(np.arange(60))),
            lambda: change.wilcoxon_signed_rank([1, 2], [1, 2]),
        ],
        "pseudo_median": [
            lambda: change.pseudo_median(BEFORE, AFTER),
            lambda: change.pseudo_median(BEFORE, AFTER, 0.8),
            lambda: change.pseudo_median([1, 2], [2, 4]),
        ],
        "complete_pairs": [
            lambda: change.complete_pairs(BEFORE, AFTER),
            lambda: change.complete_pairs([1, 2], [1]),
        ],
    },
    "small.exact": {
        "ExactTest": [lambda: [_distribution().test(s, side) for s in (0.0, 4, 9) for side in _SIDES]],
        "Distribution": [
            lambda: _distribution(),
            lambda: [_distribution().tail(s, side) for s in (-1.0, 3, 12) for side in ("greater", "less")],
            lambda: [_distribution().smallest_p(side) for side in _SIDES],
            lambda: _distribution().convolve(exact.signed_sum_distribution([1.0, 2])),
            lambda: _distribution().scaled(0.5),
        ],
        "assignments": [
            lambda: (len(list((found := exact.assignments(6, 3))[0])), found[1]),
            lambda: [a.tolist() for a in exact.assignments(4, 2)[0]],
            lambda: sum(a.sum() for a in exact.assignments(60, 30, np.random.default_rng(1))[0]),
        ],
        "group_sum_distribution": [
            lambda: exact.group_sum_distribution([1.0, 2, 2, 3], 2),
            lambda: exact.group_sum_distribution(np.arange(6.0), 3, normal_from=5),
        ],
        "signed_sum_distribution": [lambda: exact.signed_sum_distribution([1.0, 2, 2.5, 2.5])],
    },
    "small.group_comparison": {
        "compare_proportions_exact": [
            lambda: [
                group_comparison.compare_proportions_exact([1, 1, 1, 0], [0, 0, 1, 0, 0], side)
                for side in _SIDES
            ],
            lambda: group_comparison.compare_proportions_exact([1, 1], [0, 0], ci_level=0.9),
            lambda: group_comparison.compare_proportions_exact([1, 1, np.nan], [1, 1]),
            lambda: group_comparison.compare_proportions_exact([], [1, 1]),
        ],
        "compare_means_exact": [
            lambda: [group_comparison.compare_means_exact(BEFORE[:5], AFTER[:6], side) for side in _SIDES],
            lambda: group_comparison.compare_means_exact(BEFORE[:2], AFTER[:2], ci_level=0.9),
            lambda: group_comparison.compare_means_exact(
                np.arange(30.0) % 7, np.arange(30.0) % 9, rng=np.random.default_rng(1)
            ),
            lambda: group_comparison.compare_means_exact([1.0, 1], [1.0, 1]),
        ],
    },
    "small.noncentral_t": {
        "cdf": [
            lambda: [noncentral_t.cdf(t, df, d) for t in (-1.0, 0.5, 30) for df in (3, 40) for d in (0, 2)]
        ],
        "noncentrality": [
            lambda: [noncentral_t.noncentrality(t, 8, p) for t in (-2.0, 0, 3) for p in (0.025, 0.975)]
        ],
        "quantile": [lambda: [noncentral_t.quantile(p, 8, d) for p in (0.025, 0.9) for d in (-1.0, 0, 4)]],
    },
    "small.standardised_change": {
        "standardised_change": [
            lambda: standardised_change.standardised_change(BEFORE, AFTER),
            lambda: standardised_change.standardised_change(BEFORE, AFTER, "change", 0.9),
            lambda: standardised_change.standardised_change([1.0, 2], [2.0, 3]),
            lambda: standardised_change.standardised_change([1.0, 2, 3], [2.0, 3, 4], "change"),
            lambda: standardised_change.standardised_change([1.0], [2.0]),
        ]
    },
}


def _distribution():
    return exact.Distribution.of([1.0, 2, 2, 4, 9]) if hasattr(exact.Distribution, "of") else None


def _phases(found):
    return {
        "phases": found,
        "empty": found.empty,
        "pairs": found.pairs,
        "series": found.series,
        "score": found.score(),
        "trend": found.trend(),
        "distribution": found.score_distribution(),
        "nap_standard_error": found.nap_standard_error(0.7),
        "nap_interval": found.nap_interval(0.7, 0.9),
    }
