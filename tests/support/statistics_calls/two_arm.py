"""Two arms: proportions, means, standardisation, bounds."""

import numpy as np

from statistics_calls.data import ARM, GAPS, SCORE, SITE, YES, N, X
from voorzorg.statistics.results import Estimate
from voorzorg.statistics.two_arm import baseline, binary, equivalence, exact_odds, hedges, means, proportions
from voorzorg.statistics.two_arm.adjusted import (
    errors_of_sets,
    moderation,
    robust_to_dropout,
    standardisation,
    standardised_sets,
)
from voorzorg.statistics.two_arm.clusters import clustered, matched_clusters
from voorzorg.statistics.two_arm.taking_part import compliers, dose, survivors

_TABLES = [(12, 40, 22, 41), (0, 30, 5, 31), (7, 7, 3, 9), (0, 12, 0, 11), (1, 200, 9, 180)]
_T, _R = SCORE[ARM == 1], SCORE[ARM == 0]
_SETS = np.stack([YES, np.roll(YES, 3), np.where(np.arange(N) % 7 == 0, np.nan, YES)])
_MISSING = np.where(np.arange(N) % 6 == 0, np.nan, YES)
_GROUP = np.where(X[:, 0] < -0.5, 0, np.where(X[:, 0] > 0.5, 2, 1))
_RARE = np.where(ARM == 1, 0.0, YES)

CALLS = {
    "two_arm.baseline": {
        "standardised_difference": [
            lambda: baseline.standardised_difference(_T, _R, "continuous"),
            lambda: baseline.standardised_difference(YES[ARM == 1], YES[ARM == 0], "binary"),
            lambda: baseline.standardised_difference(np.append(_T, np.nan), _R, "continuous"),
            lambda: baseline.standardised_difference([1.0, 1.0], [1.0, 1.0], "continuous"),
        ],
        "standardised_distance": [
            lambda: baseline.standardised_distance([10, 20, 5], [12, 11, 9]),
            lambda: baseline.standardised_distance([10, 0, 5], [12, 3, 0]),
        ],
    },
    "two_arm.binary": {
        "risk": [lambda: binary.risk(7, 40), lambda: binary.risk(0, 12, 0.9), lambda: binary.risk(12, 12)],
        "pearson_chi_square": [lambda: [binary.pearson_chi_square(*table) for table in _TABLES]],
        "two_by_two": [lambda table=table: binary.two_by_two(*table) for table in _TABLES]
        + [lambda: binary.two_by_two(12, 40, 22, 41, level=0.9), lambda: binary.two_by_two(0, 0, 3, 9)],
    },
    "two_arm.clusters.clustered": {
        "arm_parts": [
            lambda: clustered.arm_parts(SCORE - SCORE.mean(), ARM, SITE),
            lambda: clustered.arm_parts(YES - 0.4, ARM, np.arange(N), weight=1 + X[:, 1]),
            lambda: clustered.arm_parts(SCORE - 20, ARM, SITE // 2).estimate(1.5, 0.4, 0.95),
            lambda: clustered.arm_parts(SCORE - 20, ARM, np.arange(N) // 4).estimate(1.5, 0.4, 0.9),
        ],
        "sampled_within": [lambda: clustered.sampled_within(SCORE, SITE)],
    },
    "two_arm.taking_part.compliers": {
        "complier_effect": [
            lambda: compliers.complier_effect(YES, ARM, ARM * (X[:, 0] > -0.5), X),
            lambda: compliers.complier_effect(YES, ARM, ARM * (X[:, 0] > 0), X, 0.9, SITE),
            lambda: compliers.complier_effect(YES, ARM, ARM * (X[:, 0] > -0.5), X).ignored(0.05),
            lambda: compliers.complier_effect(YES, ARM, 0 * ARM, X),
        ]
    },
    "two_arm.taking_part.dose": {
        "risk_per_dose": [
            lambda: dose.risk_per_dose(YES, np.arange(N) % 13),
            lambda: dose.risk_per_dose(YES, np.arange(N) % 13, X, 10, SITE, 0.9),
            lambda: dose.risk_per_dose(YES, np.ones(N), X),
        ]
    },
    "two_arm.equivalence": {
        "tost": [
            lambda: equivalence.tost(Estimate(0.02, 0.03, -0.04, 0.08), 0.1),
            lambda: equivalence.tost(Estimate(-0.02, 0.03, -0.03, 0.09, level=0.9, df=12.0), 0.05, 0.9),
            lambda: equivalence.tost(Estimate(0.02), 0.1),
        ],
        "score_tost": [
            lambda: equivalence.score_tost(12, 40, 13, 41, 0.2),
            lambda: equivalence.score_tost(0, 40, 0, 41, 0.1, 0.9),
            lambda: equivalence.score_tost(30, 40, 10, 41, 0.1),
        ],
        "score_z": [lambda: [equivalence.score_z(12, 40, 13, 41, d) for d in (-0.2, 0.0, 0.1)]],
    },
    "two_arm.adjusted.errors_of_sets": {
        "errors_of_sets": [
            lambda: errors_of_sets.errors_of_sets(
                np.nan_to_num(_SETS), *_design_of_sets(), np.zeros((3, 2)), np.full((3, 2), 0.01), None
            ),
            lambda: errors_of_sets.errors_of_sets(
                np.nan_to_num(_SETS), *_design_of_sets(), np.zeros((3, 2)), np.full((3, 2), 0.01), SITE
            ),
        ]
    },
    "two_arm.exact_odds": {
        "conditional_odds_ratio": [
            lambda table=table: exact_odds.conditional_odds_ratio(*table) for table in _TABLES[:4]
        ]
        + [lambda: exact_odds.conditional_odds_ratio(3, 9, 7, 8, 0.9)],
        "tables": [lambda: exact_odds.tables(5, 6, 4)],
        "fisher_p": [
            lambda: [
                exact_odds.fisher_p(exact_odds.tables(5, 6, 4)[1], k, side)
                for k in range(5)
                for side in ("two-sided", "greater", "less")
            ]
        ],
        "fisher_smallest_p": [
            lambda: [
                exact_odds.fisher_smallest_p(exact_odds.tables(5, 6, 4)[1], side)
                for side in ("two-sided", "greater", "less")
            ]
        ],
    },
    "two_arm.hedges": {
        "hedges_correction": [lambda: [hedges.hedges_correction(df) for df in (1.0, 2.5, 10, 100, 1e4)]],
        "pooled_sd": [lambda: hedges.pooled_sd(2.0, 12, 3.0, 20)],
        "hedges_g": [lambda: hedges.hedges_g(0.5, 12, 20), lambda: hedges.hedges_g(-0.1, 3, 2)],
    },
    "two_arm.clusters.matched_clusters": {
        "matched_clusters": [
            lambda: matched_clusters.matched_clusters(SCORE, ARM, SITE),
            lambda: matched_clusters.matched_clusters(SCORE, ARM, SITE, X, 0.9),
            lambda: matched_clusters.matched_clusters(SCORE[:5], ARM[:5], SITE[:5]),
            lambda: matched_clusters.matched_clusters(SCORE[:2], ARM[:2], SITE[:2]),
        ]
    },
    "two_arm.means": {
        "two_means": [
            lambda: means.two_means(_T, _R),
            lambda: means.two_means([1.0, 2.0, 4.0], [3.0, 3.0, 3.0], 0.9),
            lambda: means.two_means([1.0], [2.0, 3.0]),
            lambda: means.two_means([2.0, 2.0], [2.0, 2.0]),
        ],
        "two_means_from_summary": [
            lambda: means.two_means_from_summary(10.1, 2.0, 30, 9.0, 3.1, 12),
            lambda: means.two_means_from_summary(10.1, 0.0, 30, 9.0, 0.0, 12, 0.9),
        ],
    },
    "two_arm.adjusted.moderation": {
        "effects_by_group": [
            lambda: moderation.effects_by_group(YES, ARM, _GROUP),
            lambda: moderation.effects_by_group(YES, ARM, _GROUP, X[:, 1:], level=0.9),
            lambda: moderation.effects_by_group(YES, ARM, X[:, 1].astype(int), X[:, :1], SITE),
            lambda: moderation.effects_by_group(SCORE, ARM, _GROUP, binary=False),
            lambda: moderation.effects_by_group(SCORE, ARM, X[:, 1].astype(int), X, SITE, False, 0.9),
            lambda: moderation.effects_by_group(_RARE, ARM, X[:, 1].astype(int)),
            lambda: moderation.effects_by_group(SCORE, ARM, np.zeros(N, int), binary=False),
            lambda: moderation.effects_by_group(SCORE, ARM, np.arange(N), binary=False),
        ],
        "cut": [lambda: moderation.cut([1.0, 19.0, 20.9, 21.0, 30.0, np.nan], [19.0, 21.0])],
    },
    "two_arm.proportions": {
        "check_counts": [
            lambda: proportions.check_counts([1, 2], [3, 2]),
            lambda: proportions.check_counts([4], [3]),
            lambda: proportions.check_counts([-1], [3]),
            lambda: proportions.check_counts([0.5], [3]),
        ],
        "wilson_interval": [lambda: proportions.wilson_interval([0, 1, 5, 10], 10, 0.9)],
        "clopper_pearson": [lambda: proportions.clopper_pearson([0, 1, 5, 10], 10)],
        "newcombe_difference": [lambda: proportions.newcombe_difference(*np.array(_TABLES).T)],
        "katz_ratio": [lambda: proportions.katz_ratio(*np.array(_TABLES).T)],
        "log_ratio_std_error": [
            lambda: proportions.log_ratio_std_error(*np.array(_TABLES, dtype=float)[[0, 4]].T)
        ],
        "score_ratio": [lambda: proportions.score_ratio(*np.array(_TABLES).T, level=0.9)],
    },
    "two_arm.adjusted.robust_to_dropout": {
        "robust_to_dropout": [
            lambda: robust_to_dropout.robust_to_dropout(_MISSING, ARM, X, binary=True),
            lambda: robust_to_dropout.robust_to_dropout(GAPS, ARM, X, binary=False, level=0.9),
            lambda: robust_to_dropout.robust_to_dropout(GAPS, ARM, X, binary=False, cluster=SITE),
            lambda: robust_to_dropout.robust_to_dropout(
                np.where(ARM == 1, np.nan, GAPS), ARM, X, binary=False
            ),
        ]
    },
    "two_arm.adjusted.standardisation": {
        "standardised_risks": [
            lambda: standardisation.standardised_risks(YES, ARM),
            lambda: standardisation.standardised_risks(YES, ARM, X, names=["x", "z"], level=0.9),
            lambda: standardisation.standardised_risks(YES, ARM, X, shrink=True),
            lambda: standardisation.standardised_risks(YES, ARM, X, SITE, shrink=True),
            lambda: standardisation.standardised_risks(YES, ARM, X, SITE // 2),
            lambda: standardisation.standardised_risks(YES, ARM, X, std_error="delta"),
            lambda: standardisation.standardised_risks(YES, ARM, X, firth="always"),
            lambda: standardisation.standardised_risks(YES, ARM, X, firth="never", likelihood_ratio=False),
            lambda: standardisation.standardised_risks(_RARE, ARM, X),
            lambda: standardisation.standardised_risks(_RARE, ARM, X, SITE),
            lambda: standardisation.standardised_risks(_RARE, ARM, X, shrink=True),
            lambda: standardisation.standardised_risks(0 * YES, ARM, X),
        ],
        "with_prior": [lambda: standardisation.with_prior(YES[:8], np.column_stack([np.ones(8), X[:8]]), 1)],
    },
    "two_arm.adjusted.standardised_sets": {
        "standardised_sets": [
            lambda: standardised_sets.standardised_sets(_SETS, ARM, np.broadcast_to(X, (3, N, 2))),
            lambda: standardised_sets.standardised_sets(_SETS, ARM, np.broadcast_to(X, (3, N, 2)), SITE),
            lambda: standardised_sets.standardised_sets(
                np.stack([_RARE, YES]), ARM, np.broadcast_to(X, (2, N, 2))
            ),
        ]
    },
    "two_arm.taking_part.survivors": {
        "survivor_bounds": [
            lambda: survivors.survivor_bounds((12, 20), (40, 45), (60, 60), monotone=False, replicates=200),
            lambda: survivors.survivor_bounds((12, 20), (50, 45), (60, 60), monotone=True, replicates=200),
            lambda: survivors.survivor_bounds(
                (2, 20), (40, 45), (60, 60), monotone=True, level=0.9, seed=3, replicates=200
            ),
            lambda: survivors.survivor_bounds((0, 20), (0, 45), (60, 60), monotone=True, replicates=200),
        ],
        "clustered_survivor_bounds": [
            lambda monotone=monotone: survivors.clustered_survivor_bounds(
                YES,
                np.where(X[:, 1] == 1, 1.0, 0.0),
                ARM,
                np.arange(N) % 2 * 10 + np.arange(N) // 2 % 7,
                monotone=monotone,
                replicates=100,
            )
            for monotone in (False, True)
        ],
    },
}


def _design_of_sets():
    design = np.column_stack([np.ones(N), ARM])
    weight = np.where(np.isnan(_SETS), 0.0, 1.0)
    return np.broadcast_to(design, (3, N, 2)), weight
