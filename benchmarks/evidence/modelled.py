"""Made-up reports that are true though the printed arms do not give the printed contrasts.

Participants are simulated, and every contrast is what a usual analysis of them gives: logistic regression
with a covariate, analysis of covariance, a test of cluster means, multiple imputation, weighting, Cox's
model; intervals of 90, 95 and 97.5 %; numbers that were rounded in steps. Half of the reports say how an
estimate was made, half do not. Nothing in them is wrong, so whatever the audit finds is a false alarm.
"""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

import numpy as np
from scipy.special import expit, ndtri, stdtr, stdtrit

from benchmarks.evidence.planted import Report, half_up, p_of

Array = np.ndarray[Any, np.dtype[Any]]


class _Writer:
    def __init__(self, rng: np.random.Generator) -> None:
        self.rng, self.rows = rng, {}  # type: tuple[np.random.Generator, dict[str, Row]]
        self.says = bool(rng.integers(0, 2))
        self.decimals = int(rng.integers(0, 2))
        self.level = float(rng.choice([0.90, 0.95, 0.95, 0.95, 0.975]))
        self.z = float(ndtri(0.5 + self.level / 2))

    def put(self, key: str, outcome: str, arm: str, statistic: str, value: str, **more: Any) -> None:
        self.rows[key] = {
            "source": "paper",
            "location": "Table",
            "study": "trial",
            "outcome": outcome,
            "arm": arm,
            "statistic": statistic,
            "value": value,
            **more,
        }

    def arms(self, outcome: str, y: Array, arm: Array, **more: Any) -> None:
        """Percentages of both arms, with what a report prints beside them."""
        form = int(self.rng.integers(0, 4))
        for name, group in (("treated", 1), ("control", 0)):
            n, events = int((arm == group).sum()), int(y[arm == group].sum())
            size: dict[str, Any] = {}
            if form in (0, 1):
                size = {"n": n, "n_basis": "stated"}
            if form == 0:
                size |= {"events": events, "events_basis": "stated"}
            if form == 2:
                size = {"n": n, "n_basis": "randomised"}
            text = half_up(Fraction(100 * events, n), self.decimals)
            self.put(f"{outcome}_{name}", outcome, name, "percentage", text, **(size | more))

    def ratio(
        self, outcome: str, statistic: str, log: float, error: float, method: str, df: float = math.inf
    ) -> None:
        """A ratio with its interval and p-value; or its p-value only; or a word only."""
        width = self.z if math.isinf(df) else float(stdtrit(df, 0.5 + self.level / 2))
        p = p_of(log / error) if math.isinf(df) else float(2 * stdtr(df, -abs(log / error)))
        made = {"method": method} if self.says else {}
        form = int(self.rng.integers(0, 4))
        printed_p = max(float(half_up(p, 3)), 0.001)
        if form <= 1:
            more: dict[str, Any] = {"p_value": printed_p} if form == 0 and p >= 0.001 else {}
            limits = [float(half_up(math.exp(log + s * width * error), 2)) for s in (-1, 1)]
            if limits[0] > 0:
                more |= {"ci_low": limits[0], "ci_high": limits[1], "ci_level": self.level}
            value = half_up(math.exp(log), 2)
            if float(value) > 0:
                self.put(f"{outcome}_contrast", outcome, "contrast", statistic, value, **more, **made)
        elif form == 2:
            comparison = {"comparison": "<"} if p < 0.001 else {}
            text = "0.001" if p < 0.001 else half_up(p, 3)
            self.put(f"{outcome}_p", outcome, "contrast", "p_value", text, **comparison, **made)
        else:
            word = "stated_significant" if p < 0.05 else "stated_not_significant"
            self.put(f"{outcome}_word", outcome, "contrast", word, "", **made)


def _fit(x: Array, y: Array, weights: Array | None = None, *, poisson: bool = False) -> tuple[Array, Array]:
    """Coefficients and covariance of a logistic (or Poisson, then robust) regression."""
    b = np.zeros(x.shape[1])
    b[0] = math.log(y.mean()) if poisson else math.log(y.mean() / (1 - y.mean()))
    w = np.ones(len(y)) if weights is None else weights
    for _ in range(30):
        eta = np.clip(x @ b, -15, 15)
        mu = np.exp(eta) if poisson else expit(eta)
        v = w * (mu if poisson else mu * (1 - mu))
        information = (x.T * v) @ x
        step = np.linalg.solve(information, x.T @ (w * (y - mu)))
        b = b + step
        if np.abs(step).max() < 1e-8:
            break
    bread = np.linalg.inv(information)
    if not poisson and weights is None:
        return b, bread
    score = x * (w * (y - mu))[:, None]
    return b, bread @ (score.T @ score) @ bread


def _outcome(rng: np.random.Generator, arm: Array, x: Array, spread: float) -> Array:
    base = float(rng.uniform(-1.4, 1.0))
    effect = float(rng.normal(0, 0.45))
    return (rng.random(len(arm)) < expit(base + effect * arm + spread * x)).astype(float)


def modelled(rng: np.random.Generator) -> Report:
    """One report; ``notes`` is empty, because nothing is planted."""
    w = _Writer(rng)
    n1, n0 = (int(k) for k in rng.integers(40, 320, 2))
    arm = np.repeat([1.0, 0.0], [n1, n0])
    x = rng.normal(size=n1 + n0)
    ones = np.ones(n1 + n0)
    for name, n in (("treated", n1), ("control", n0)):
        w.put(f"n_{name}", "randomised", name, "n", str(n))
    design = np.column_stack([ones, arm, x])
    spread = float(rng.uniform(0.3, 1.4))  # R² of 0.03 to 0.37
    _adjusted(w, arm, x, design, spread)
    _means(w, arm, x)
    _clustered(w, n1, n0)
    _imputed(w, arm, x, design, spread)
    _weighted(w, arm, x, spread)
    _survival(w, arm, x)
    _steps(w, arm, x)
    return Report(w.rows, (n1, n0), {}, [])


def _usable(y: Array, arm: Array) -> bool:
    return all(3 <= y[arm == g].sum() <= (arm == g).sum() - 3 for g in (0, 1))


def _adjusted(w: _Writer, arm: Array, x: Array, design: Array, spread: float) -> None:
    y = _outcome(w.rng, arm, x, spread)
    if _usable(y, arm):
        w.arms("adjusted", y, arm)
        b, v = _fit(design, y)
        w.ratio("adjusted", "odds_ratio", b[1], math.sqrt(v[1, 1]), "adjusted for a covariate")
    y = _outcome(w.rng, arm, x, spread)
    if _usable(y, arm):
        w.arms("relative", y, arm)
        b, v = _fit(design, y, poisson=True)
        w.ratio("relative", "risk_ratio", b[1], math.sqrt(v[1, 1]), "adjusted; model")


def _means(w: _Writer, arm: Array, x: Array) -> None:
    rho = float(w.rng.uniform(0, 0.9))
    y = (
        50
        + 3 * float(w.rng.normal()) * arm
        + 10 * (rho * x + math.sqrt(1 - rho**2) * w.rng.normal(size=len(x)))
    )
    stated = {"n_basis": "stated"}
    for name, group in (("treated", 1), ("control", 0)):
        part = y[arm == group]
        w.put(f"mean_{name}", "score", name, "mean", half_up(float(part.mean()), 1), n=len(part), **stated)
        w.put(f"sd_{name}", "score", name, "sd", half_up(float(part.std(ddof=1)), 1), n=len(part), **stated)
    design = np.column_stack([np.ones(len(x)), arm, x])
    b, residual, *_ = np.linalg.lstsq(design, y, rcond=None)
    df = len(y) - 3
    error = math.sqrt(float(residual[0]) / df * float(np.linalg.inv(design.T @ design)[1, 1]))
    half = float(stdtrit(df, 0.5 + w.level / 2)) * error
    p = float(2 * stdtr(df, -abs(b[1]) / error))
    more: dict[str, Any] = {"p_value": float(half_up(p, 3))} if p >= 0.001 else {}
    w.put(
        "mean_contrast",
        "score",
        "contrast",
        "mean_difference",
        half_up(float(b[1]), 2),
        ci_low=float(half_up(float(b[1]) - half, 2)),
        ci_high=float(half_up(float(b[1]) + half, 2)),
        ci_level=w.level,
        **more,
        **({"method": "adjusted for baseline"} if w.says else {}),
    )


def _clustered(w: _Writer, n1: int, n0: int) -> None:
    clusters = int(w.rng.integers(4, 16))
    shares, ys, arms = [], [], []
    effect = float(w.rng.normal(0, 0.5))
    for group, n in ((1, n1), (0, n0)):
        label = np.arange(n) % clusters
        level = w.rng.normal(0, 0.35, clusters)
        y = (w.rng.random(n) < expit(-0.5 + effect * group + level[label])).astype(float)
        shares.append(np.array([y[label == c].mean() for c in range(clusters)]))
        ys.append(y)
        arms.append(np.full(n, float(group)))
    y, arm = np.concatenate(ys), np.concatenate(arms)
    if not _usable(y, arm):
        return
    w.arms("clustered", y, arm)
    gap = float(shares[0].mean() - shares[1].mean())
    error = math.sqrt(sum(float(s.var(ddof=1)) / clusters for s in shares))
    df = 2 * clusters - 2
    p = float(2 * stdtr(df, -abs(gap / error)))
    made = {"method": "clustered"} if w.says else {}
    half = float(stdtrit(df, 0.5 + w.level / 2)) * error
    if w.rng.random() < 0.5:
        w.put(
            "clustered_points",
            "clustered",
            "contrast",
            "percentage_point_difference",
            half_up(100 * gap, 1),
            ci_low=float(half_up(100 * (gap - half), 1)),
            ci_high=float(half_up(100 * (gap + half), 1)),
            ci_level=w.level,
            **({"p_value": float(half_up(p, 3))} if p >= 0.001 else {}),
            **made,
        )
    elif p >= 0.001:
        w.put("clustered_p", "clustered", "contrast", "p_value", half_up(p, 3), **made)


def _imputed(w: _Writer, arm: Array, x: Array, design: Array, spread: float) -> None:
    y = _outcome(w.rng, arm, x, spread)
    seen = w.rng.random(len(y)) < expit(1.4 - 0.6 * x)
    if not _usable(y[seen], arm[seen]):
        return
    w.arms("imputed", y[seen], arm[seen])
    b, v = _fit(design[seen], y[seen])
    draws = []
    for _ in range(10):
        beta = w.rng.multivariate_normal(b, v)
        filled = np.where(seen, y, w.rng.random(len(y)) < expit(design @ beta))
        if not _usable(filled, arm):
            return
        c, cv = _fit(design[:, :2], filled)
        draws.append((c[1], cv[1, 1]))
    estimate = np.mean([d[0] for d in draws])
    within, between = np.mean([d[1] for d in draws]), np.var([d[0] for d in draws], ddof=1)
    total = within + 1.1 * between
    df = 9 * (1 + within / (1.1 * between)) ** 2
    w.ratio("imputed", "odds_ratio", float(estimate), math.sqrt(total), "imputed", float(df))


def _weighted(w: _Writer, arm: Array, x: Array, spread: float) -> None:
    y = _outcome(w.rng, arm, x, spread)
    weights = np.exp(0.5 * x)
    weights = weights / weights.mean()
    if not _usable(y, arm):
        return
    for name, group in (("treated", 1), ("control", 0)):
        part = arm == group
        share = 100 * float(np.average(y[part], weights=weights[part]))
        text = half_up(share, w.decimals)
        # a weighted percentage says so, or nobody could read it
        w.put(
            f"weighted_{name}",
            "weighted",
            name,
            "percentage",
            text,
            n=int(part.sum()),
            n_basis="stated",
            method="weighted",
        )
    b, v = _fit(np.column_stack([np.ones(len(y)), arm]), y, weights)
    w.ratio("weighted", "odds_ratio", b[1], math.sqrt(v[1, 1]), "weighted")


def _survival(w: _Writer, arm: Array, x: Array) -> None:
    """Kaplan-Meier percentages with a hazard ratio of one covariate-free Cox step (exponential times)."""
    rate = 0.05 * np.exp(float(w.rng.normal(0, 0.4)) * arm + 0.5 * x)
    time, stop = w.rng.exponential(1 / rate), w.rng.uniform(5, 24, len(arm))
    event, last = time <= stop, np.minimum(time, stop)
    if min(event[arm == g].sum() for g in (0, 1)) < 4:
        return
    for name, group in (("treated", 1), ("control", 0)):
        part = arm == group
        left, share = int(part.sum()), 1.0
        for i in np.argsort(last[part]):
            if event[part][i]:
                share *= 1 - 1 / left
            left -= 1
        text = half_up(100 * (1 - share), w.decimals)
        w.put(
            f"survival_{name}",
            "survival",
            name,
            "percentage",
            text,
            n=int(part.sum()),
            n_basis="stated",
            method="survival",
        )
    log = float(
        np.log(event[arm == 1].sum() / last[arm == 1].sum() / (event[arm == 0].sum() / last[arm == 0].sum()))
    )
    error = math.sqrt(sum(1 / float(event[arm == g].sum()) for g in (0, 1)))
    w.ratio("survival", "hazard_ratio", log, error, "survival")


def _steps(w: _Writer, arm: Array, x: Array) -> None:
    """Percentages that went from two decimals to one to none, and what was computed from them."""
    y = _outcome(w.rng, arm, x, 0.0)
    if not _usable(y, arm):
        return
    shown = {}
    for name, group in (("treated", 1), ("control", 0)):
        n, events = int((arm == group).sum()), int(y[arm == group].sum())
        text = half_up(Fraction(100 * events, n), 2)
        for decimals in (1, 0):
            text = half_up(Fraction(text), decimals)
        shown[name] = Fraction(text)
        w.put(f"steps_{name}", "steps", name, "percentage", text, n=n, n_basis="stated", events=events)
    if shown["control"] > 0:
        value = half_up(shown["treated"] / shown["control"], 2)
        w.put("steps_ratio", "steps", "contrast", "risk_ratio", value, method="crude")
        points = half_up(shown["treated"] - shown["control"], 0)
        w.put("steps_points", "steps", "contrast", "percentage_point_difference", points, method="crude")
