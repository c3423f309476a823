"""Calls beside those of each room: sides of its branches that their data do not reach."""

import numpy as np
import pandas as pd

import voorzorg.statistics as vs
from statistics_calls.data import ARM, CAUSE, DESIGN, EVENT, NAMES, SCORE, SITE, TIME, YES, N, X
from statistics_calls.missing import _told
from statistics_calls.multilevel import fitted
from voorzorg.statistics.missing import frequentist, imputation, sensitivity
from voorzorg.statistics.regression import arm_effect, counts, linear, logistic
from voorzorg.statistics.results import Estimate
from voorzorg.statistics.small import agreement, change, exact
from voorzorg.statistics.survival import competing, cox
from voorzorg.statistics.two_arm import baseline, equivalence
from voorzorg.statistics.two_arm.adjusted import errors_of_sets

_rng = np.random.default_rng(31)
_MANY = np.tile(DESIGN, (3, 1))
_COUNTS = _rng.negative_binomial(1.5, 0.2, 3 * N).astype(float)
_POISSON = _rng.poisson(2.5, 3 * N).astype(float)
_OF_SITE = np.tile(SITE, 3) + 8 * np.repeat([0, 1], [2 * N, N])
_SITES = np.arange(3 * N) // 6
_K = np.arange(3 * N)


def _frame():
    arm, own = _K % 2, _rng_of(6).normal(size=3 * N)
    start = 10 + own + _rng_of(7).normal(size=3 * N) + 0.7 * (_SITES % 5)
    smokes = (own + 0.4 * (_SITES % 3) > 0.3).astype(float)
    return pd.DataFrame(
        {
            "arm": arm,
            "x": own.round(2),
            "site": _SITES,
            "a": np.where(_K % 7 == 0, np.nan, start.round(1)),
            "b": np.where(_K % 5 == 0, np.nan, (start + arm + _rng_of(8).normal(size=3 * N)).round(1)),
            "smokes": np.where(_K % 9 == 0, np.nan, smokes),
            "same": np.where(_K % 6 == 0, np.nan, 4.0),
            "yes": np.where(_K % 8 == 0, np.nan, 1.0),
            "sum": np.full(3 * N, np.nan),
            "grade": np.where(_K % 11 == 0, np.nan, np.clip((start - 8) // 2, 0, 3)),
        }
    )


def _rng_of(seed):
    return np.random.default_rng(seed)


def _imputed(*names, frame=None, **options):
    kinds = dict.fromkeys(("a", "b", "same"), "continuous") | {
        "smokes": "binary",
        "yes": "binary",
        "grade": "ordered",
    }
    there = ["arm", "x", *(["site"] if "cluster" in options else []), *names, *options.get("passive", {})]
    found = imputation.impute_chained(
        (_frame() if frame is None else frame)[there],
        {name: kinds[name] for name in names},
        np.random.default_rng(5),
        **({"m": 3, "iterations": 3} | options),
    )
    return found


def _effect(frame):
    y, arm = frame["b"].to_numpy(), frame["arm"].to_numpy()
    return y[arm == 1].mean() - y[arm == 0].mean(), y.var() / 30


def _total(part):
    return part["a"] + part["b"]


def _short(found):
    """Of a wide distribution a few tails."""
    at = found.support[[0, len(found.support) // 3, len(found.support) // 2]].tolist()
    tails = [found.tail(one, side) for one in at for side in ("two-sided", "greater", "less")]
    return {
        "method": found.method,
        "centre": found.centre,
        "points": len(found.support),
        "at": at,
        "tails": tails,
    }


def _hurdle(y):
    return counts.fit_hurdle(y, _MANY, NAMES)


_MORE = {
    "missing": {
        "in_sites": [
            lambda: _told(_imputed("a", "smokes", cluster="site")),
            lambda: _told(_imputed("grade", cluster="site")),
            lambda: _told(_imputed("a", frame=_frame().assign(site=_SITES % 3), cluster="site")),
            lambda: _told(
                _imputed("a", frame=_frame().assign(site=np.where(_K < 9, np.nan, _SITES)), cluster="site")
            ),
        ],
        "constant": [
            lambda: _told(_imputed("same", "a")),
            lambda: _told(_imputed("yes", "a", by="arm")),
        ],
        "passive": [
            lambda: _told(_imputed("a", "b", "smokes", passive={"sum": (("a", "b"), _total)})),
            lambda: _told(
                _imputed(
                    "a", "b", "grade", predictors={"grade": ["sum"]}, passive={"sum": (("a", "b"), _total)}
                )
            ),
        ],
        "like": [lambda: _told(_imputed("b", "smokes", like={"b": "smokes"}))],
        "bootstrap_estimate": [
            lambda: frequentist.bootstrap_estimate(
                _rng_of(9).normal(0.4, 1, 40) + np.repeat(_rng_of(3).normal(0, 2, 20), 2)
            ),
            lambda: frequentist.bootstrap_estimate(
                np.repeat(_rng_of(3).normal(0, 2, 10), 2) + np.tile([0.1, -0.1], 10), 0.8
            ),
            lambda: frequentist.bootstrap_estimate(_rng_of(9).normal(0.4, 1, 40)),
            lambda: frequentist.bootstrap_estimate(np.arange(18.0)),
        ],
        "tipping_point": [
            lambda deltas=deltas, alpha=alpha: sensitivity.tipping_point(
                _imputed("a", "b"), "b", deltas, _effect, alpha=alpha, refine=3, rows=ARM[_K % N] == 1
            )
            for deltas, alpha in (([-4.0, -1, 1, 9], 0.05), ([-30.0, -9], 0.3), ([3.0], 0.05))
        ],
    },
    "small": {
        "group_sum_distribution": [
            lambda: _short(exact.group_sum_distribution(np.arange(120.0) ** 1.1, 60)),
            lambda: _short(exact.group_sum_distribution(np.arange(120.0) ** 1.1, 50)),
            lambda: _short(exact.group_sum_distribution(np.arange(900.0), 300)),
            lambda: _short(exact.group_sum_distribution(3 * np.arange(900.0), 300)),
            lambda: _short(exact.group_sum_distribution([1.0, 2.5, 4], 0)),
            lambda: exact.group_sum_distribution([1.0, np.inf], 1),
            lambda: exact.group_sum_distribution([1.0, 2.0], 3),
        ],
        "nearly_normal": [
            lambda: [
                exact._nearly_normal(s, k)
                for s, k in (
                    (np.ones(9), 3),
                    (np.arange(40.0) ** 3, 4),
                    (np.arange(40.0) ** 3, 20),
                    (np.r_[np.zeros(90), 1e3], 5),
                )
            ]
        ],
        "agreement": [
            lambda: agreement.cohens_kappa([None, "a"], ["a", None]),
            lambda: agreement.intraclass_correlation([[1.0, 2], [2.0, 3], [3.0, 4]]),
            lambda: agreement.intraclass_correlation([[1.0, 1], [2.0, 2], [3.0, 3]], "consistency"),
        ],
        "sign_test_exact": [
            lambda: change.sign_test_exact(np.arange(1200) % 7, np.arange(1200) % 5),
            lambda: change.sign_test_exact([np.nan], [1.0]),
            lambda: change.wilcoxon_signed_rank(
                np.arange(400.0), np.arange(400.0) + np.sin(np.arange(400.0)) + 0.05
            ),
        ],
    },
    "counts": {
        "truncated_rate_ratio": [
            lambda y=y, cluster=cluster: arm_effect.truncated_rate_ratio(
                _hurdle(y).positive,
                y[y > 0],
                _MANY[y > 0],
                "arm",
                0.9,
                cluster if cluster is None else cluster[y > 0],
            )
            for y in (_COUNTS, _POISSON)
            for cluster in (None, _OF_SITE, _OF_SITE // 6)
        ],
        "fit_hurdle": [
            lambda: _hurdle(_COUNTS),
            lambda: _hurdle(_POISSON),
            lambda: _hurdle(np.where(_K % 3 == 0, 0.0, np.where(_K % 20 == 1, 60.0, 1.0))),
            lambda: counts.fit_negative_binomial(
                _COUNTS, np.column_stack([_MANY, 2 * _MANY[:, 1]]), [*NAMES, "again"]
            ),
        ],
    },
    "linear": {
        "fit_linear": [
            lambda: linear.fit_linear(SCORE, DESIGN, NAMES, "cluster", SITE),
            lambda: linear.fit_linear(SCORE, DESIGN, NAMES, "classical"),
            lambda: linear.fit_linear(SCORE, DESIGN, NAMES, "HC1"),
            lambda: linear.fit_linear(SCORE, DESIGN, NAMES, "cluster"),
            lambda: linear.fit_linear(SCORE, DESIGN, NAMES, "cluster", np.zeros(N)),
            lambda: linear.ancova(SCORE, ARM, np.column_stack([X, X[:, 0] * 2])),
        ],
        "fit_logistic": [
            lambda: logistic.fit_logistic(YES, np.column_stack([DESIGN, 2 * DESIGN[:, 1]]), [*NAMES, "again"])
        ],
    },
    "survival": {
        "hazard_ratio": [
            lambda cluster=cluster: cox.fit_cox(TIME, EVENT, DESIGN[:, 1:], NAMES[1:]).hazard_ratio(
                "arm", 0.9, cluster=cluster
            )
            for cluster in (SITE, SITE // 3)
        ],
        "incidence_difference": [lambda: competing.incidence_difference(TIME, CAUSE, ARM, 1e4)],
    },
    "two_arm": {
        "errors_of_sets": [lambda: _a_cluster_with_a_column_of_its_own()],
        "standardised_difference": [
            lambda: baseline.standardised_difference(["a", "b", "a"], ["b", "c", "c", None], "categorical"),
            lambda: baseline.standardised_difference(["a", "b"], ["b", "a"], "categorical"),
            lambda: baseline.standardised_difference(["a"], ["b"], "categorical"),
            lambda: baseline.standardised_difference([0, 1, 1], [1, 0, 1], "binary"),
            lambda: baseline.standardised_difference([0, 2], [1, 0], "binary"),
            lambda: baseline.standardised_difference([1.0], [1.0, 2.0], "continuous"),
            lambda: baseline.standardised_difference([np.nan], [1.0], "binary"),
            lambda: baseline.standardised_distance([0, 0], [1, 2]),
            lambda: baseline.standardised_distance([1, 2], [1, 2, 3]),
        ],
        "tost": [
            lambda: equivalence.tost(Estimate(0.02, 0.03, -0.04, 0.08, 0.5), 0.1),
            lambda: equivalence.tost(Estimate(-0.02, 0.03, -0.03, 0.09, 0.6, level=0.9, df=12.0), 0.05, 0.9),
            lambda: equivalence.score_tost(0, 0, 3, 9, 0.1, 0.9),
            lambda: equivalence.score_tost(1, 9, 3, 9, 1.0),
        ],
    },
    "multilevel": {
        "conf_int": [lambda: fitted(re_formula="~ t").conf_int(0.2, "profile", ["sd(school: t)"])],
        "parameters": [lambda: list(fitted(re_formula="~ t").params.index)],
        "wald_test": [
            lambda: fitted().wald_test("arm"),
            lambda: fitted().wald_test(["arm", "t"]),
            lambda: fitted().wald_test(["arm", "nobody"]),
            lambda: fitted().wald_test(["arm - t = 0.5"]),
        ],
        "lr_test": [
            lambda: fitted(re_formula="~ t").lr_test(fitted()),
            lambda: fitted(outer_groups="town").lr_test(fitted()),
            lambda: fitted(outer_groups="town").lr_test(fitted(formula="y ~ t")),
            lambda: fitted().lr_test(fitted(outer_groups="town")),
            lambda: fitted(formula="y ~ t").lr_test(fitted()),
            lambda: fitted(penalty="firth").lr_test(fitted()),
            lambda: fitted().lr_test(fitted(n_points=1)),
            lambda: fitted(crossed=["place"], outer_groups="town").lr_test(fitted()),
        ],
        "marginal_risks": [lambda: str(fitted().marginal_risks("arm", "t")), lambda: _as_categories()],
    },
}
#: By the room they belong to; names of functions are those that the calls are of.
CALLS = {f"more.{room}": calls for room, calls in _MORE.items()}


def _as_categories():
    """Marginal risks where arms and waves are categories, of which one was never fitted."""
    from statistics_calls.multilevel import DATA

    frame = DATA.assign(
        arm=pd.Categorical(np.where(DATA["arm"] == 1, "more", "usual"), ["usual", "more", "never"]),
        t=pd.Categorical(DATA["t"].map({0: "start", 1: "mid", 2: "end"}), ["start", "mid", "end"]),
    )
    model = vs.MultilevelLogit.from_formula("y ~ arm + t", frame, "school").fit()
    found = model.marginal_risks("arm", "t")
    return {"risks": found.risks, "differences": found.differences}


def _a_cluster_with_a_column_of_its_own():
    """Its answers say nothing of the arm: a direction of leverage one, which counts for nothing."""
    design = np.broadcast_to(np.column_stack([np.ones(N), ARM, SITE == 3]), (2, N, 3))
    sets = np.stack([YES, np.roll(YES, 3)])
    beta, prior = np.zeros((2, 3)), np.array([[0.01, 0.01, 0.0]] * 2)
    return errors_of_sets.errors_of_sets(sets, design, np.ones((2, N)), beta, prior, SITE)
