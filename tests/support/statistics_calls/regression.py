"""Regression models, and the sandwich errors that they share."""

import numpy as np

from statistics_calls.data import ARM, COUNT, DESIGN, FRAME, NAMES, SCORE, SITE, YES, N
from voorzorg.statistics import cluster_robust, formulas, multiplicity, results, within_clusters
from voorzorg.statistics.regression import (
    arm_effect,
    count_score,
    counts,
    likelihood_limits,
    linear,
    logistic,
    root_scale,
    score_test,
    separation,
)

_RARE = np.where(ARM == 1, 0.0, YES)
_WEIGHTS = 0.5 + np.arange(N) % 3
_MEAN = DESIGN @ [-0.3, 0.4, 0.2]
_SCORES = DESIGN * (YES - 0.5)[:, None]
_INFORMATION = np.einsum("ni,nj->nij", DESIGN, DESIGN) * 0.25


def _logit(**options):
    return logistic.fit_logistic(YES, DESIGN, NAMES, **options)


def _count(y=COUNT, **options):
    return counts.fit_negative_binomial(y, DESIGN, NAMES, **options)


def _linear(kind="HC3", cluster=None):
    return linear.fit_linear(SCORE, DESIGN, NAMES, kind, cluster)


def _shift():
    return within_clusters.Shift.of_rows(YES - 0.5, DESIGN, np.full(N, 0.25), SITE)


def _response(name):
    parsed = formulas.read_formula(f"{name} ~ x")
    return formulas.response_of(parsed, formulas.design_matrices(parsed, FRAME).lhs, FRAME)


CALLS = {
    "regression.arm_effect": {
        "count_score": [
            lambda: arm_effect.count_score(counts.fit_negative_binomial(COUNT, DESIGN, NAMES), COUNT, DESIGN),
        ],
        "rate_ratio": [
            lambda: arm_effect.rate_ratio(COUNT, DESIGN, NAMES, "arm"),
            lambda: arm_effect.rate_ratio(COUNT, DESIGN, NAMES, "arm", 0.9, SITE),
            lambda: arm_effect.rate_ratio(COUNT, DESIGN, NAMES, "arm", cluster=SITE // 2),
            lambda: arm_effect.rate_ratio(COUNT, DESIGN, NAMES, "arm", near=_count(), score=False),
            lambda: arm_effect.rate_ratio(COUNT * (1 - ARM), DESIGN, NAMES, "arm"),
        ],
        "odds_ratio": [
            lambda: arm_effect.odds_ratio(_logit(), "arm"),
            lambda: arm_effect.odds_ratio(_logit(), "arm", 0.9, SITE),
            lambda: arm_effect.odds_ratio(logistic.fit_logistic(_RARE, DESIGN, NAMES), "arm"),
        ],
        "truncated_rate_ratio": [
            lambda: arm_effect.truncated_rate_ratio(counts.fit_hurdle(COUNT, DESIGN, NAMES).positive, "arm"),
            lambda: arm_effect.truncated_rate_ratio(
                counts.fit_hurdle(COUNT, DESIGN, NAMES).positive, "arm", 0.9, SITE[COUNT > 0]
            ),
        ],
    },
    "regression.count_score": {
        "count_score_test": [lambda: count_score.count_score_test(COUNT, DESIGN, NAMES, "arm")],
        "count_score_limits": [
            lambda: count_score.count_score_limits(COUNT, DESIGN, NAMES, "arm", _count()),
            lambda: count_score.count_score_limits(COUNT, DESIGN, NAMES, "arm", _count(), 0.5),
        ],
    },
    "regression.counts": {
        "fit_negative_binomial": [
            _count,
            lambda: _count(exposure=1.0 + np.arange(N) % 4),
            lambda: _count(np.minimum(COUNT, 1)),
            lambda: _count(0 * COUNT),
            lambda: _count(near=_count(exposure=1.0 + np.arange(N) % 4)),
            lambda: _count().rate_ratio("arm"),
            lambda: _count().rate_ratio("arm", 0.9),
            lambda: _count().robust_covariance(),
            lambda: _count().robust_covariance(SITE),
        ],
        "fit_hurdle": [
            lambda: counts.fit_hurdle(COUNT, DESIGN, NAMES),
            lambda: counts.fit_hurdle(np.minimum(COUNT, 1), DESIGN, NAMES),
        ],
    },
    "regression.likelihood_limits": {
        "likelihood_limits": [
            lambda level=level: likelihood_limits.likelihood_limits(
                _logit(), lambda b: (float(b[1]), np.array([0.0, 1.0, 0.0])), level
            )
            for level in (0.95, 0.8)
        ]
    },
    "regression.linear": {
        "fit_linear": [
            *(lambda kind=kind: _linear(kind) for kind in ("HC3", "HC2", "model", "HC0")),
            lambda: _linear("bias-reduced", SITE),
            lambda: _linear("bias-reduced", SITE // 3),
            lambda: _linear().contrast([0, 1, 0.5], 0.9),
            lambda: _linear().coefficient("arm"),
            lambda: linear.fit_linear(SCORE[:3], DESIGN[:3], NAMES),
            lambda: linear.fit_linear(SCORE, DESIGN[:, [0, 1, 1]], NAMES),
        ],
        "ancova": [
            lambda: linear.ancova(SCORE, ARM, DESIGN[:, 2:]),
            lambda: linear.ancova(SCORE, ARM, level=0.9),
            lambda: linear.ancova(SCORE, ARM, DESIGN[:, 2:], "bias-reduced", SITE),
            lambda: linear.ancova(SCORE[:5], ARM[:5], np.eye(5)[:, :2]),
            lambda: linear.ancova(SCORE[:6], ARM[:6], np.eye(6)[:, :2]),
            lambda: linear.ancova(SCORE[:7], ARM[:7], np.eye(7)[:, :2]),
            lambda: linear.ancova(SCORE[:5], [1, 0, 0, 0, 0], DESIGN[:5, 2:]),
            lambda: linear.ancova(SCORE[:5], [1, 1, 0, 0, 0]),
        ],
        "check_rows": [
            lambda: linear.check_rows([1, 2], [[1, 0], [1, 1]], ["a", "b"]),
            lambda: linear.check_rows([1, np.nan], [[1, 0], [1, 1]], ["a", "b"]),
            lambda: linear.check_rows([1, 2], [[1, 0], [1, np.inf]], ["a", "b"]),
            lambda: linear.check_rows([1, 2], [[1, 0]], ["a", "b"]),
            lambda: linear.check_rows([1, 2], [[1, 0], [1, 1]], ["a"]),
        ],
    },
    "regression.logistic": {
        "fit_logistic": [
            _logit,
            lambda: _logit(weights=_WEIGHTS),
            lambda: _logit(firth="always"),
            lambda: _logit(firth="never"),
            lambda: logistic.fit_logistic(_RARE, DESIGN, NAMES),
            lambda: logistic.fit_logistic(_RARE, DESIGN, NAMES, firth="never"),
            lambda: logistic.fit_logistic(YES, DESIGN, NAMES, max_iterations=1),
            lambda: _logit().wald("arm"),
            lambda: _logit().robust_covariance(),
            lambda: _logit().robust_covariance(SITE),
        ],
        "profile_of": [
            lambda level=level: logistic.profile_of(_logit(), "arm", level) for level in (0.95, 0.8)
        ]
        + [lambda: logistic.profile_of(logistic.fit_logistic(_RARE, DESIGN, NAMES), "arm")],
        "profile_odds_ratio": [lambda: logistic.profile_odds_ratio(_logit(), "arm", 0.9)],
        "penalised_likelihood": [
            lambda firth=firth: logistic.penalised_likelihood(_logit(firth=firth), np.array([0.1, 0.5, -0.2]))
            for firth in ("always", "never")
        ],
    },
    "regression.root_scale": {
        "on_root_scale": [
            lambda: root_scale.on_root_scale(
                results.Estimate(0.7, 0.2, 0.5, 1.1, scale="log"), -0.3, 0.02 * COUNT[:20], -0.03 * COUNT[20:]
            ),
            lambda: root_scale.on_root_scale(
                results.Estimate(0.7, 0.2, 0.5, 1.1, scale="log", df=5.0, level=0.9),
                -0.3,
                0.05 * COUNT[:8],
                -0.05 * COUNT[8:16],
            ),
        ]
    },
    "regression.score_test": {
        "score_test": [
            lambda: score_test.score_test(YES, DESIGN, 1),
            lambda: score_test.score_test(YES, DESIGN, 1, _WEIGHTS),
            lambda: score_test.score_test(_RARE, DESIGN, 1),
        ]
    },
    "regression.separation": {
        "detect_separation": [
            lambda: [separation.detect_separation(y, DESIGN, NAMES) for y in (YES, _RARE, DESIGN[:, 2] > 0.1)]
        ],
        "independent_columns": [
            lambda: separation.independent_columns(np.column_stack([DESIGN, DESIGN[:, 1] * 2, YES]))
        ],
    },
    "cluster_robust": {
        "cluster_robust": [
            lambda shift=shift: cluster_robust.cluster_robust(
                cluster_robust.sum_within(_SCORES, SITE), _sites(), shift
            )
            for shift in (None, _shift())
        ]
        + [
            lambda: [
                cluster_robust.cluster_robust(
                    cluster_robust.sum_within(_SCORES, SITE), _sites(), _shift()
                ).df(w)
                for w in np.eye(3)
            ]
        ],
        "bias_reduced": [
            lambda: cluster_robust.bias_reduced(_SCORES, DESIGN, np.full(N, 0.25)),
            lambda: cluster_robust.bias_reduced(_SCORES, DESIGN, np.full(N, 0.25), SITE),
            lambda: cluster_robust.bias_reduced(
                _SCORES, DESIGN, np.full(N, 0.25), SITE, np.diag([0, 0, 0.3])
            ),
            lambda: [
                cluster_robust.bias_reduced(_SCORES, DESIGN, np.full(N, 0.25), c).df([0, 1, 0])
                for c in (None, SITE)
            ],
        ],
        "few_clusters": [
            lambda: [cluster_robust.few_clusters(g, df) for g in (4, 5, 6, 30) for df in (1.9, 2.0, 9.0)]
        ],
        "scaled": [lambda: [cluster_robust.scaled(n, lost) for n, lost in ((10, 0), (10, 2), (2, 1))]],
        "sum_within": [lambda: cluster_robust.sum_within(_SCORES, SITE)],
        "cluster_codes": [
            lambda: cluster_robust.cluster_codes(["b", "a", "b"], 3),
            lambda: cluster_robust.cluster_codes(["b", np.nan, "b"], 3),
            lambda: cluster_robust.cluster_codes(["b"], 3),
        ],
        "information_within": [
            lambda: cluster_robust.information_within(DESIGN[:8], np.full(8, 0.25), SITE[:8]),
            lambda: cluster_robust.information_within(
                np.vstack([DESIGN] * 3), np.full(3 * N, 0.25), np.repeat([0, 1], [3 * N - 20, 20])
            ),
        ],
    },
    "within_clusters": {
        "Shift": [
            _shift,
            lambda: [_shift().variances(np.eye(3) * s) for s in (0.1, 0.4)],
            lambda: [_shift().shared(np.eye(3) * s) for s in (0.1, 0.4)],
        ]
    },
    "multiplicity": {
        **{
            name: [
                lambda name=name: getattr(multiplicity, name)([0.01, 0.04, 0.03, 0.2, np.nan]),
                lambda name=name: getattr(multiplicity, name)([0.5, 1.2]),
                lambda name=name: getattr(multiplicity, name)([]),
            ]
            for name in ("holm", "benjamini_hochberg", "hochberg")
        },
        "graphical": [
            lambda: multiplicity.graphical(
                [0.01, 0.02, 0.04], [0.5, 0.5, 0.0], [[0, 0.5, 0.5], [0.5, 0, 0.5], [1, 0, 0]]
            )
        ],
        "adjust_within": [
            lambda method=method: multiplicity.adjust_within(
                [0.01, 0.04, 0.03, 0.2], ["a", "a", "b", "b"], method
            )
            for method in ("holm", "benjamini-hochberg", "hochberg", "none")
        ],
    },
    "results": {
        "not_estimable": [lambda: results.not_estimable("why", "method", "log", 0.9)],
        "check_level": [lambda level=level: results.check_level(level) for level in (0.95, 1.0, 0.0, 95)],
        "normal_quantile": [lambda: [results.normal_quantile(level) for level in (0.5, 0.95)]],
        "wald": [
            lambda: results.wald(0.4, 0.2),
            lambda: results.wald(0.4, 0.2, scale="log", level=0.9, df=7.0, method="m", warnings=("w",)),
            lambda: results.wald(0.4, 0.0, converged=False),
            lambda: results.wald(0.4, np.nan),
        ],
    },
    "formulas": {
        "read_formula": [
            lambda text=text: str(formulas.read_formula(text).rhs)
            for text in ("y ~ a + b", "y ~", "y ~ a +", "~ a", "a + b", "y ~ (a", "y ~ a | b")
        ],
        "design_matrices": [
            lambda: formulas.design_matrices(formulas.read_formula("yes ~ group * x"), FRAME.head(6)),
            lambda: formulas.design_matrices(formulas.read_formula("yes ~ nobody"), FRAME.head(6)),
        ],
        "response_of": [lambda name=name: _response(name) for name in ("yes", "group", "{x > 0}")],
        "design_of_new_rows": [
            lambda rows=rows: formulas.design_of_new_rows(
                formulas.design_matrices(formulas.read_formula("yes ~ group + x"), FRAME).rhs.model_spec, rows
            )
            for rows in (FRAME.head(3), FRAME.head(3).assign(group="z"), FRAME[["x"]].head(3))
        ],
        "without_unused": [
            lambda: formulas.without_unused(
                FRAME.head(4).assign(group=FRAME["group"].astype("category").cat.add_categories("z")),
                ["group"],
            )
        ],
        "one_valued": [lambda: formulas.one_valued(FRAME.assign(group="a"), ["group", "x"], ["Intercept"])],
        "dependence": [
            lambda: formulas.dependence(np.column_stack([DESIGN, DESIGN[:, 1]]), [*NAMES, "again"]),
            lambda: formulas.dependence(DESIGN[:, 1:], NAMES[1:], constant=True),
            lambda: formulas.dependence(np.column_stack([DESIGN, 0 * ARM]), [*NAMES, "none"]),
        ],
        "dependent_columns": [lambda: formulas.dependent_columns({"b": ["a"]}, 3, 2)],
        "zero_columns": [lambda: [formulas.zero_columns(c) for c in (["a"], ["a", "b[T.c]"])]],
    },
}


def _sites():
    return cluster_robust.information_within(DESIGN, np.full(N, 0.25), SITE)
