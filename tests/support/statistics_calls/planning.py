"""Planning: power, sample size, performance."""

import numpy as np

from voorzorg.statistics.planning import (
    inflation,
    performance,
    search,
    single_case,
    stepped_wedge,
    two_groups,
)

_rng = np.random.default_rng(3)
_ESTIMATE = _rng.normal(-0.1, 0.05, 50)
_ERROR = np.abs(_rng.normal(0.05, 0.01, 50))
_P = _rng.random(50)
_P[3] = np.nan
_PLAN = inflation.cluster_randomised(20, 0.05, 0.4)
_WEDGE = stepped_wedge.schedule(8, 4)

CALLS = {
    "planning.inflation": {
        "design_effect": [
            lambda: [inflation.design_effect(m, r, v) for m in (1, 20) for r in (0, 0.05) for v in (0, 0.6)]
        ],
        "cluster_randomised": [lambda: inflation.cluster_randomised(20, 0.05), lambda: _PLAN],
        "partially_nested": [lambda: inflation.partially_nested(20, 0.05, 0.4)],
    },
    "planning.performance": {
        "performance": [
            lambda: performance.performance(
                _ESTIMATE, _ERROR, _ESTIMATE - 2 * _ERROR, _ESTIMATE + 2 * _ERROR, _P, -0.1
            ),
            lambda: performance.performance(
                _ESTIMATE[:3], _ERROR[:3], _ESTIMATE[:3] - 1, _ESTIMATE[:3] + 1, _P[:3], 0.0, 0.1, 0.3
            ),
            lambda: performance.performance(*np.full((5, 3), np.nan), 0.0),
        ],
        "share": [
            lambda: [performance.share(np.array(h)) for h in ([True, False, True], [True], [False] * 4)]
        ],
        "paired": [lambda: performance.paired(_P[10:30] < 0.4, _P[30:50] < 0.5)],
    },
    "planning.search": {
        "sample_size": [
            lambda: search.sample_size(lambda n: two_groups.two_means(0.5, n, n), 0.8),
            lambda: search.sample_size(lambda n: 0.3, 0.8),
            lambda: search.sample_size(lambda n: 0.9, 0.8, smallest=7),
            lambda: search.sample_size(lambda n: two_groups.two_proportions(0.2, 0.1, n, n), 0.9, 10),
        ],
        "detectable": [
            lambda: search.detectable(lambda d: two_groups.two_means(d, 50, 60), 0.8, 0.0, 2.0),
            lambda: search.detectable(lambda p: two_groups.two_proportions(0.3, p, 90, 90), 0.8, 0.3, 0.01),
            lambda: search.detectable(lambda d: 0.1, 0.8, 0.0, 1.0),
        ],
        "assurance": [
            lambda better=better: search.assurance(
                lambda r, t: two_groups.two_proportions(r, t, 100, 100),
                search.Counts(40, 200, 22, 210),
                better,
            )
            for better in ("lower", "higher")
        ],
        "reestimated": [
            lambda: search.reestimated(
                30, 100, 0.6, lambda n, r, t: two_groups.two_proportions(r, t, n / 2, n / 2), 0.8
            ),
        ],
        "replications": [lambda: [search.replications(e, r) for e in (0.01, 0.005) for r in (0.5, 0.05)]],
    },
    "planning.single_case": {
        "permutation_power": [
            lambda: single_case.permutation_power(6, 2, 4, 1.0, replications=200),
            lambda: single_case.permutation_power(
                4, 3, 3, 1.5, autocorrelation=0.4, alpha=0.1, alternative="greater", replications=100, seed=2
            ),
            lambda: single_case.permutation_power(1, 1, 2, 1.5, replications=20),
        ]
    },
    "planning.stepped_wedge": {
        "schedule": [lambda: stepped_wedge.schedule(7, 3), lambda: stepped_wedge.schedule(2, 3)],
        "effect_variance": [lambda: [stepped_wedge.effect_variance(_WEDGE, 10, b, 0.2) for b in (0.0, 0.02)]],
        "stepped_wedge": [
            lambda: stepped_wedge.stepped_wedge(0.1, _WEDGE, 10, 0.02, 0.2),
            lambda: stepped_wedge.stepped_wedge(-0.1, _WEDGE, 10, 0.02, 0.2, 0.1),
        ],
    },
    "planning.two_groups": {
        "two_proportions": [
            lambda: two_groups.two_proportions(0.3, 0.2, 100, 120),
            lambda: two_groups.two_proportions(0.3, 0.2, 100, 120, 0.1, _PLAN),
            lambda: two_groups.two_proportions(0.3, 0.3, 100, 120),
        ],
        "score_test": [
            lambda: two_groups.score_test(0.3, 0.2, 100, 120),
            lambda: two_groups.score_test(0.3, 0.2, 100, 120, 0.1, _PLAN),
            lambda: two_groups.score_test(0.01, 0.01, 10, 12),
        ],
        "two_means": [
            lambda: two_groups.two_means(0.4, 50, 60),
            lambda: two_groups.two_means(-0.4, 50, 60, 0.1, _PLAN),
        ],
        "log_rank": [
            lambda: two_groups.log_rank(0.3, 0.2, 200, 150),
            lambda: two_groups.log_rank(0.3, 0.45, 200, 150, 0.1, _PLAN),
            lambda: two_groups.log_rank(0.0, 0.2, 10, 10),
        ],
        "mean_counts": [
            lambda: two_groups.mean_counts(2.0, 1.4, 120, 150),
            lambda: two_groups.mean_counts(2.0, 1.4, 120, 150, (0.8, 0.5), 0.1),
            lambda: two_groups.mean_counts(0.0, 1.4, 10, 10),
        ],
        "cluster_means": [lambda: two_groups.cluster_means(0.4, 8, 9, 20, 0.05, 0.1)],
        "against_benchmark": [lambda: [two_groups.against_benchmark(r, 0.3, 40) for r in (0.1, 0.3, 0.55)]],
    },
}
