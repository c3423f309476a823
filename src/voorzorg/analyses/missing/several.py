"""Several coefficients of an analysis tested together after imputation: D1, and D2.

D1 pools the coefficients and their covariance matrices; D2 the statistics of the data sets alone, which is
what a log-rank test leaves. D3 needs the likelihood of both models at pooled estimates in every data set,
twice the work: it is in the library (:mod:`voorzorg.statistics.missing.joint_tests`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy.special import chdtri

from voorzorg.analyses.rows import Row, RowMaker
from voorzorg.analyses.sets import Effects
from voorzorg.estimates.contrast import Contrast
from voorzorg.messages import as_messages, message
from voorzorg.statistics.missing.joint_tests import PooledTest, d2
from voorzorg.statistics.missing.rubin import pool_vector


def joint_rows(effects: Sequence[Effects], make: RowMaker, shared: dict[str, Any]) -> list[Row]:
    """A row with D1 and one with D2 per contrast that has several effects."""
    rows = []
    for contrast in dict.fromkeys(one.contrast for one in effects):
        own = [one for one in effects if one.contrast == contrast]
        if len(own[0].estimates) < 2:
            continue
        q = np.array([one.estimates for one in own])
        u = np.array([one.covariance for one in own])
        dfs = [one.df for one in own if np.isfinite(one.df)]
        first = pool_vector(q, u, df_complete=min(dfs, default=np.inf)).wald_d1()
        chi2 = [_wald(b, v) for b, v in zip(q, u, strict=True)]
        rows += [
            _row(make, test, contrast, len(own), shared) for test in (first, d2(chi2, len(own[0].estimates)))
        ]
    return rows


def statistic_rows(tests: Sequence[Row], make: RowMaker, shared: dict[str, Any]) -> list[Row]:
    """D2 of tests with one degree of freedom of which only the p-value is known, per contrast."""
    rows = []
    for contrast in dict.fromkeys(row.contrast for row in tests):
        p = [row.p_value for row in tests if row.contrast == contrast and row.p_value is not None]
        found = d2(chdtri(1, np.maximum(p, 1e-300)), 1)
        rows.append(_row(make, found, contrast, len(p), shared))
    return rows


def _wald(estimates: np.ndarray, covariance: np.ndarray) -> float:
    try:
        return float(estimates @ np.linalg.solve(covariance, estimates))
    except np.linalg.LinAlgError:
        return float("nan")


def _row(
    make: RowMaker, test: PooledTest, contrast: Contrast | None, sets: int, shared: dict[str, Any]
) -> Row:
    method = message("pooled-test", test=test.method, df=test.df1, imputations=sets)
    usable = bool(np.isfinite(test.p_value))
    return make.test(
        (*as_messages(shared["method"]), method),
        test.p_value if usable else None,
        contrast=contrast,
        category=test.method,
        converged=usable,
        warnings=() if usable else message("pooled-nowhere"),
        **{name: value for name, value in shared.items() if name != "method"},
    )
