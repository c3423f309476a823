"""Times: curves, competing events, Cox models."""

import numpy as np

from statistics_calls.data import ARM, CAUSE, DESIGN, EVENT, NAMES, SITE, TIME
from voorzorg.statistics.survival import clustered, competing, cox, efron, kaplan_meier

_LATE = TIME[:6], 0 * EVENT[:6]
_LONE = np.where(ARM == 1, 0.0, EVENT)


def _fit():
    return cox.fit_cox(TIME, EVENT, DESIGN[:, 1:], NAMES[1:])


CALLS = {
    "survival.clustered": {
        "restricted_mean_influence": [lambda: clustered.restricted_mean_influence(TIME, EVENT, 40)],
        "clustered_restricted_means": [
            lambda: clustered.clustered_restricted_means(TIME, EVENT, ARM, SITE, 40),
            lambda: clustered.clustered_restricted_means(TIME, EVENT, ARM, np.arange(40) // 4, 30, 0.9),
        ],
        "logrank_scores": [lambda: clustered.logrank_scores(TIME, EVENT, ARM)],
        "clustered_logrank": [
            lambda: clustered.clustered_logrank(TIME, EVENT, ARM, SITE),
            lambda: clustered.clustered_logrank(TIME, EVENT, ARM, SITE // 3),
            lambda: clustered.clustered_logrank(TIME, _LONE, ARM, SITE),
        ],
    },
    "survival.competing": {
        "aalen_johansen": [
            lambda: competing.aalen_johansen(TIME, CAUSE, [5, 20, 60]),
            lambda: competing.aalen_johansen(TIME, np.minimum(CAUSE, 1), [0, 200], 0.9),
        ],
        "incidence_difference": [
            lambda: competing.incidence_difference(TIME, CAUSE, ARM, 40),
            lambda: competing.incidence_difference(TIME, CAUSE, ARM, 40, SITE, 0.9),
            lambda: competing.incidence_difference(TIME, CAUSE, ARM, 40, SITE // 3),
        ],
    },
    "survival.cox": {
        "fit_cox": [
            _fit,
            lambda: cox.fit_cox(TIME, EVENT, DESIGN[:, 1:2], NAMES[1:2]),
            lambda: cox.fit_cox(TIME, _LONE, DESIGN[:, 1:], NAMES[1:]),
            lambda: cox.fit_cox(TIME, 0 * EVENT, DESIGN[:, 1:], NAMES[1:]),
            lambda: _fit().hazard_ratio("arm"),
            lambda: _fit().hazard_ratio("arm", 0.9),
            lambda: _fit().proportionality(),
            lambda: _fit().proportionality("identity"),
            lambda: _fit().clustered(SITE),
            lambda: _fit().robust_covariance(),
        ],
        "maximise": [lambda: cox.maximise(efron.EfronLikelihood(TIME, EVENT, DESIGN[:, 1:]), 3)],
    },
    "survival.kaplan_meier": {
        "kaplan_meier": [
            lambda: kaplan_meier.kaplan_meier(TIME, EVENT),
            lambda: kaplan_meier.kaplan_meier(TIME[:9], EVENT[:9], 0.9).at([0, 10, 25, 500]),
            lambda: kaplan_meier.kaplan_meier(*_LATE),
        ],
        "median_time": [
            lambda: [
                kaplan_meier.median_time(kaplan_meier.kaplan_meier(TIME, EVENT), s) for s in (0.2, 0.5, 0.9)
            ]
        ],
        "restricted_mean": [
            lambda: [
                kaplan_meier.restricted_mean(kaplan_meier.kaplan_meier(TIME, EVENT), t) for t in (5, 40, 300)
            ],
            lambda: kaplan_meier.restricted_mean(kaplan_meier.kaplan_meier(*_LATE), 20),
        ],
        "logrank": [
            lambda: kaplan_meier.logrank(TIME, EVENT, ARM),
            lambda: kaplan_meier.logrank(TIME, 0 * EVENT, ARM),
        ],
        "compare_survival": [
            lambda: kaplan_meier.compare_survival(TIME, EVENT, ARM),
            lambda: kaplan_meier.compare_survival(TIME, EVENT, ARM, 30, 0.9),
            lambda: kaplan_meier.compare_survival(TIME, _LONE, ARM, 1000),
        ],
        "eventless": [lambda: [kaplan_meier.eventless(e, ARM) for e in (EVENT, _LONE, 0 * EVENT)]],
        "check_times": [
            lambda: kaplan_meier.check_times([1, 2], [1, 0]),
            lambda: kaplan_meier.check_times([-1, 2], [1, 0]),
            lambda: kaplan_meier.check_times([1, np.nan], [1, 0]),
            lambda: kaplan_meier.check_times([1, 2], [1, 2]),
        ],
        "check_arm": [
            lambda: kaplan_meier.check_arm([0, 1], 2),
            lambda: kaplan_meier.check_arm([0, 0], 2),
            lambda: kaplan_meier.check_arm([0, 2], 2),
            lambda: kaplan_meier.check_arm([0, 1], 3),
        ],
    },
}
