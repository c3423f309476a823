"""Imputation, pooling, and what if not missing at random."""

import numpy as np
import pandas as pd

from statistics_calls.data import ARM, DESIGN, SCORE, YES, N, X
from voorzorg.statistics.missing import (
    convergence,
    frequentist,
    imputation,
    imputation_draws,
    joint_tests,
    predictors,
    reference_based,
    rubin,
    sensitivity,
)

_rng = np.random.default_rng(4)
_TRACE = _rng.normal(size=(20, 4)).cumsum(axis=0) / 5
_Q = np.array([0.4, 0.5, 0.3, 0.45])
_U = np.array([0.04, 0.05, 0.04, 0.045])
_QV = _rng.normal(0.3, 0.1, (4, 2))
_UV = np.stack([np.array([[0.05, 0.01], [0.01, 0.04]]) * s for s in (1, 1.1, 0.9, 1.2)])
_KINDS = {"start": "continuous", "end": "continuous", "smokes": "binary", "cigs": "count"}


def _frame():
    smokes = np.where(np.arange(N) % 9 == 0, np.nan, YES)
    cigs = np.where(YES == 1, 1.0 + np.arange(N) % 7, 0.0)
    return pd.DataFrame(
        {
            "arm": ARM,
            "x": X[:, 0],
            "start": np.where(np.arange(N) % 7 == 0, np.nan, SCORE),
            "end": np.where(np.arange(N) % 5 == 0, np.nan, SCORE + X[:, 1] - 0.5 * ARM),
            "smokes": smokes,
            "cigs": np.where((np.arange(N) % 11 == 0) | np.isnan(smokes), np.nan, cigs),
            "grade": np.where(np.arange(N) % 8 == 0, np.nan, np.arange(N) % 4),
            "kind": np.where(np.arange(N) % 10 == 0, np.nan, np.arange(N) % 3),
        }
    )


def imputed(names=("start", "end", "smokes", "cigs"), **options):
    """Three data sets; what was drawn, and how the chains went."""
    kinds = _KINDS | {"grade": "ordered", "kind": "multinomial"}
    return imputation.impute_chained(
        _frame()[["arm", "x", *names]],
        {name: kinds[name] for name in names},
        np.random.default_rng(2),
        **({"by": "arm", "m": 3, "iterations": 3} | options),
    )


def _told(found):
    return {
        "values": {
            name: found.values(name)[:, np.isnan(found.data[name].to_numpy(float))] for name in found.columns
        },
        "columns": {
            name: {
                "rows": c.rows,
                "kind": c.kind,
                "predictors": c.predictors,
                "trace": c.trace,
                "rhat": c.rhat,
                "cells": c.cells,
                "arm_traces": c.arm_traces,
            }
            for name, c in found.columns.items()
        },
        "warnings": found.warnings,
        "unsettled": found.unsettled,
        "m": found.m,
        "converged": found.converged,
    }


def _difference(frame):
    y, arm = frame["end"].to_numpy(), frame["arm"].to_numpy()
    return y[arm == 1].mean() - y[arm == 0].mean(), y.var() / 10


def _draws(function, *arguments, **options):
    return function(*arguments, np.random.default_rng(3), **options)


CALLS = {
    "missing.convergence": {
        "potential_scale_reduction": [
            lambda: [
                convergence.potential_scale_reduction(t)
                for t in (_TRACE, _TRACE[:3], _TRACE * 0, _TRACE[:, :1])
            ]
        ],
        "drifts": [
            lambda: [convergence.drifts(t) for t in (_TRACE, _TRACE * 0 + np.arange(20)[:, None], _TRACE[:4])]
        ],
    },
    "missing.frequentist": {
        "bootstrap_weights": [lambda: frequentist.bootstrap_weights(ARM[:8], 2, np.random.default_rng(1))],
        "bootstrap_estimate": [
            lambda level=level: frequentist.bootstrap_estimate(_rng_values(), level) for level in (0.95, 0.8)
        ]
        + [lambda: frequentist.bootstrap_estimate([0.1, 0.2, np.nan, 0.4])],
    },
    "missing.imputation": {
        "impute_chained": [
            lambda: _told(imputed()),
            lambda: _told(imputed(by=None, only_where={"cigs": "smokes"}, donors=3)),
            lambda: _told(
                imputed(("start", "end"), predictors={"end": ["start"], "start": ["x"]}, most_iterations=6)
            ),
            lambda: _told(imputed(("grade", "kind", "start"), by=None)),
            lambda: _told(imputed(("start", "end"), bounds={"end": (18.0, 22.0)})),
            lambda: _told(imputed(("start",), m=2)),
            lambda: imputed(m=1),
            lambda: imputed(iterations=0),
            lambda: imputed(donors=0),
        ]
        + [
            lambda: imputed().analyse(_difference, 38.0),
            lambda: imputed().analyse_column("end", lambda v: (v.mean(axis=1), v.var(axis=1) / N), 20.0, 0.9),
            lambda: imputed().analyse_vector(
                lambda f: (np.array([f["start"].mean(), f["end"].mean()]), np.eye(2) * 0.1)
            ),
            lambda: imputed().frame(1).head(6),
            lambda: imputed(only_where={"cigs": "smokes"}).exists("cigs"),
        ]
    },
    "missing.imputation_draws": {
        "draw_logistic": [
            lambda: _draws(imputation_draws.draw_logistic, np.stack([DESIGN] * 3), YES, np.zeros((3, 3))),
            lambda: _draws(imputation_draws.draw_logistic, np.ones((3, N, 1)), 0 * YES, np.zeros((3, 1))),
            lambda: _draws(
                imputation_draws.draw_logistic,
                np.stack([DESIGN] * 2),
                YES,
                np.zeros((2, 3)),
                prior=imputation_draws.Prior(np.ones((2, 3)), np.zeros((2, 3))),
                weights=np.tile(1.0 + np.arange(N) % 2, (2, 1)),
            ),
        ],
        "draw_normal": [
            lambda: _draws(imputation_draws.draw_normal, np.broadcast_to(DESIGN, (3, N, 3)), SCORE),
            lambda: _draws(
                imputation_draws.draw_normal,
                np.broadcast_to(DESIGN, (2, N, 3)),
                SCORE,
                ridge=0.1,
                weights=np.tile(1.0 + np.arange(N) % 2, (2, 1)),
            ),
        ],
        "draw_clustered_normal": [
            lambda: _draws(
                imputation_draws.draw_clustered_normal,
                np.broadcast_to(DESIGN, (2, N, 3)),
                SCORE,
                prior=imputation_draws.Prior(np.ones((2, 3)), np.zeros((2, 3))),
                sigma=np.ones(2),
            )
        ],
        "draw_ordered": [
            lambda: _draws(
                imputation_draws.draw_ordered,
                np.broadcast_to(DESIGN[:, 1:], (2, N, 2)),
                np.broadcast_to(DESIGN[:4, 1:], (2, 4, 2)),
                np.arange(N) % 4,
            )
        ],
        "draw_categories": [
            lambda: _draws(
                imputation_draws.draw_categories,
                np.broadcast_to(DESIGN, (2, N, 3)),
                np.broadcast_to(DESIGN[:4], (2, 4, 3)),
                np.arange(N) % 3,
            )
        ],
        "match_predictive_means": [
            lambda: _draws(
                imputation_draws.match_predictive_means,
                SCORE,
                np.tile(SCORE + 0.3, (2, 1)),
                np.array([[18.0, 21.0, 40.0]] * 2),
                4,
            )
        ],
    },
    "missing.joint_tests": {
        "d1": [
            lambda m=m, df=df: joint_tests.d1(
                np.array([0.3, 0.2]), np.diag([0.05, 0.04]), np.diag([0.01, 0.02]), m, df
            )
            for m, df in ((4, np.inf), (4, 30.0), (2, 30.0))
        ],
        "d2": [lambda: [joint_tests.d2(s, 2) for s in ([3.0, 4, 5], [4.0, 4, 4], [0.1, 9.0])]],
        "d3": [lambda: [joint_tests.d3([5.0, 6, 7], [4.0, 5, 6], df) for df in (1, 2, 7)]],
        "d3_of_fits": [
            lambda: joint_tests.d3_of_fits(
                [
                    (
                        np.array([19.0, 1.0 + k / 9, 1.0]),
                        joint_tests.gaussian_log_likelihood(SCORE + k, DESIGN),
                    )
                    for k in range(3)
                ],
                [
                    (np.array([20.0, 1.0]), joint_tests.gaussian_log_likelihood(SCORE + k, DESIGN[:, [0, 2]]))
                    for k in range(3)
                ],
            )
        ],
        "gaussian_log_likelihood": [
            lambda: joint_tests.gaussian_log_likelihood(SCORE, DESIGN)(np.array([19.0, 1.0, 0.5]))
        ],
        "logistic_log_likelihood": [
            lambda: joint_tests.logistic_log_likelihood(YES, DESIGN)(np.array([-0.5, 1.0, 0.5]))
        ],
    },
    "missing.predictors": {
        "quick_predictors": [
            lambda: predictors.quick_predictors(
                _frame()[["x", "start", "end", "smokes", "cigs"]], ["start", "cigs"]
            ),
            lambda: predictors.quick_predictors(
                _frame()[["x", "start", "end", "smokes", "cigs"]],
                ["start", "cigs"],
                2,
                0.3,
                ["x"],
                np.column_stack([np.zeros((N, 4), bool), _frame()["smokes"] == 0]),
            ),
        ]
    },
    "missing.reference_based": {
        "reference_based": [
            lambda strategy=strategy: _changed(strategy)
            for strategy in ("jump", "copy", "increments", "last_mean", "leap")
        ]
        + [lambda: _changed("jump", reference=9), lambda: _changed("jump", rows=X[:, 1] == 1)]
    },
    "missing.rubin": {
        "pool_scalar": [
            lambda: rubin.pool_scalar(_Q, _U),
            lambda: rubin.pool_scalar(_Q, _U, 20.0, 0.9),
            lambda: rubin.pool_scalar([0.4] * 3, [0.1] * 3),
            lambda: rubin.pool_scalar([0.4, np.nan, 0.5], [0.1, 0.1, 0.1]),
            lambda: rubin.pool_scalar([0.4], [0.1]),
            lambda: rubin.pool_scalar(_Q, _U, 20.0).p_within(2),
            lambda: rubin.pool_scalar(_Q, _U, 20.0).monte_carlo_error,
        ],
        "barnard_rubin_df": [
            lambda: [rubin.barnard_rubin_df(5, lam, df) for lam in (0.0, 0.2, 0.9) for df in (20, np.inf)]
        ],
        "pool_vector": [
            lambda: rubin.pool_vector(_QV, _UV),
            lambda: rubin.pool_vector(_QV, _UV, 30.0, 0.9),
            lambda: rubin.pool_vector(_QV, _UV, 30.0).wald_d1(),
            lambda: rubin.pool_vector(_QV, _UV, 30.0).wald_d1([[1.0, -1.0]]),
            lambda: rubin.pool_vector(_QV[:1], _UV[:1]),
        ],
    },
    "missing.sensitivity": {
        "delta_adjust": [
            lambda name=name: sensitivity.delta_adjust(imputed(), name, 0.7, X[:, 1] == 1).values(name)[
                :, ::5
            ]
            for name in ("end", "smokes")
        ],
        "tipping_point": [
            lambda: sensitivity.tipping_point(imputed(), "end", [-2.0, 0, 2, 6], _difference, rows=ARM == 1),
            lambda: sensitivity.tipping_point(
                imputed(), "end", [-2.0, 0, 2], _difference, alpha=0.5, refine=3
            ),
            lambda: sensitivity.tipping_point(
                imputed(),
                "smokes",
                [-3.0, 3],
                df_complete=30.0,
                column_analysis=lambda v: (
                    v[:, ARM == 1].mean(axis=1) - v[:, ARM == 0].mean(axis=1),
                    v.var(axis=1) / 9,
                ),
            ),
            lambda: sensitivity.tipping_point(imputed(), "nobody", [1.0], _difference),
        ],
    },
}


def _changed(strategy, reference=0, **options):
    names = ["start", "end"]
    found = reference_based.reference_based(
        imputed(names),
        names,
        reference,
        np.random.default_rng(5),
        baseline=["x"],
        strategy=strategy,
        **options,
    )
    return {name: found.values(name)[:, found.columns[name].rows] for name in names}


def _rng_values():
    return np.random.default_rng(9).normal(size=(2, 30)) * [[1.0], [1.1]]
