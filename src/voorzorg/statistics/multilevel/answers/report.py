"""A fitted model in words."""

from __future__ import annotations

import numpy as np
import pandas as pd

from voorzorg.statistics.multilevel.answers.estimates import Estimates
from voorzorg.statistics.results import Summary


def summary(results: Estimates, alpha: float = 0.05) -> Summary:
    """Lay out the fit: header, fixed effects, random effects, warnings."""
    r = results
    width = max(34, *(len(name) for name in r.names)) + 2
    line = "=" * (width + 62)
    out = ["Multilevel logistic regression (maximum likelihood)", line]
    if not r.converged:
        out += ["*** THE FIT DID NOT CONVERGE: DO NOT USE THESE ESTIMATES ***", line]
    groups = ", ".join(f"{n:g} {name}" for name, n in r.n_groups.items())
    out.append(f"Rows {r.nobs:g} in {groups}; integral by {r.method}")
    if np.isfinite(r.quadrature_error):
        out.append(f"More points would move the log-likelihood by {r.quadrature_error:.1g}")
    errors = {
        "observed": "observed information",
        "robust": "robust (sandwich over clusters)",
        "bias-reduced": "sandwich over clusters, bias-reduced, with t intervals",
    }[r.cov_type]
    penalty = f"; penalty: {r.penalty}" if r.penalty else ""
    out.append(
        f"Log-likelihood {r.llf:.4f}   AIC {r.aic:.2f}   BIC {r.bic:.2f}   standard errors: {errors}{penalty}"
    )
    out.append(line)
    statistic = "t" if r.cov_type == "bias-reduced" else "z"
    level = f"{100 * (1 - alpha):g}% interval"
    out.append(
        f"{'Fixed effects (logit)':<{width}}{'coef':>10}{'std err':>10}"
        f"{statistic:>8}{f'P>|{statistic}|':>8}{level:>24}"
    )
    limits, z, p = r.wald_intervals(alpha), r.tvalues, r.pvalues
    for name in r.names[: r.k_fe]:
        numbers = ((r.params, 10, 4), (r.bse, 10, 4), (z, 8, 2), (p, 8, 3))
        shown = "".join(_number(float(series[name]), *form) for series, *form in numbers)
        out.append(f"{name:<{width}}{shown}{_interval(limits, name):>24}")
    out.append("-" * len(line))
    out.append(f"{'Random effects':<{width}}{'estimate':>10}{'std err':>10}{'':>16}{level:>24}")
    for name in r.names[r.k_fe :]:
        interval = "at zero" if name in r.boundary else _interval(limits, name)
        shown = "".join(_number(float(series[name]), 10, 4) for series in (r.params, r.bse))
        out.append(f"{name:<{width}}{shown}{'':>16}{interval:>24}")
    for note in r.warnings:
        out += ["-" * len(line) if note is r.warnings[0] else "", f"Note: {note}"]
    return Summary("\n".join(part for part in out if part != "") + "\n" + line)


def _number(value: float, width: int, digits: int) -> str:
    """Right-aligned; blank where there is none."""
    return f"{value:>{width}.{digits}f}" if np.isfinite(value) else " " * width


def _interval(limits: pd.DataFrame, name: str) -> str:
    low, high = limits.loc[name].to_numpy()
    return f"{low:.4f} to {high:.4f}" if np.isfinite(low) or np.isfinite(high) else ""
