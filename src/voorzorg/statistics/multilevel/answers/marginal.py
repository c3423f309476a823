"""Population-averaged risks by arm (and wave): from log odds ratios within a woman to what readers
understand.

For each arm (and wave), every row of the population is given that arm (and wave), its risk is averaged over
the distribution of the random effects (``logistic_normal``), and the risks are averaged over the rows:
standardisation over the covariates, or g-computation.  Intervals follow from the delta method with the full
covariance of fixed effects and variance parameters: on the logit scale for risks, the log scale for ratios,
and as they are for differences.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy.special import stdtr, stdtrit

from voorzorg.statistics.multilevel.answers.bootstrap import refits
from voorzorg.statistics.multilevel.answers.estimates import Estimates
from voorzorg.statistics.multilevel.answers.prediction import latent_sd
from voorzorg.statistics.multilevel.errors import MultilevelError
from voorzorg.statistics.multilevel.likelihood.logistic_normal import marginal_risk
from voorzorg.statistics.multilevel.specify.formula import Rows

#: So few rows are integrated sooner than those that are the same are found.
FEW = 2_000
#: Rows of a design that are built at once.
TOGETHER = 100_000


@dataclass(frozen=True)
class MarginalRisks:
    """Marginal risks and their contrasts.

    Attributes:
        table: one row per estimand: estimand (risk, risk_difference, risk_ratio, odds_ratio), arm (for
            risks) or contrast (treated and reference arm), wave (missing without waves), estimate,
            std_error, ci_low, ci_high, p_value (contrasts; Wald, on the scale of the interval).
            ``std_error`` is that of the estimate itself, of ratios too.
        level: of the intervals.
        results, request: the fit and what was asked of it, for :meth:`bootstrap`.
    """

    table: pd.DataFrame
    level: float
    results: Estimates
    request: dict[str, Any]

    def _part(self, estimand: str) -> pd.DataFrame:
        part = self.table[self.table["estimand"] == estimand].drop(columns="estimand")
        return part.dropna(axis=1, how="all").reset_index(drop=True)

    @property
    def risks(self) -> pd.DataFrame:
        return self._part("risk")

    @property
    def differences(self) -> pd.DataFrame:
        return self._part("risk_difference")

    @property
    def ratios(self) -> pd.DataFrame:
        return self._part("risk_ratio")

    @property
    def odds_ratios(self) -> pd.DataFrame:
        return self._part("odds_ratio")

    def bootstrap(self, replicates: int = 200, seed: int = 0) -> pd.DataFrame:
        """Percentile intervals from a parametric bootstrap, beside the delta method's: a check, not a
        need."""
        draws = []
        for fit in refits(self.results, replicates, seed):
            if fit is not None:
                draws.append(marginal_risks(fit, **self.request).table["estimate"].to_numpy())
        tail = 50 * (1 - self.level)
        low, high = np.percentile(np.array(draws), [tail, 100 - tail], axis=0)
        out = self.table.assign(bootstrap_low=low, bootstrap_high=high)
        return out.assign(bootstrap_std_error=np.std(draws, axis=0, ddof=1), replicates=len(draws))

    def __str__(self) -> str:
        title = "Population-averaged risks and contrasts (standardised over the covariates)"
        return f"{title}\n{self.table.to_string(index=False, float_format='%.4f', na_rep='')}"


def marginal_risks(
    results: Estimates,
    arm: str,
    wave: str | None = None,
    *,
    data: pd.DataFrame | None = None,
    weights: str | None = None,
    arms: list[Any] | None = None,
    waves: list[Any] | None = None,
    level: float = 0.95,
) -> MarginalRisks:
    """Population-averaged risks by arm and wave, with differences, ratios and odds ratios against the first
    arm.

    Args:
        results: a fit by ``MultilevelLogit.from_formula``.
        arm: column of the arm; its first level (category order, else sorted) is the reference.
        wave: column of the wave; without it, each row keeps its own wave.
        data: population to standardise over; default: the rows fitted. Rows are women-waves: give one row per
            woman to weight women alike when follow-up differs.
        weights: column of ``data`` with weights of its rows (default: the model's frequency weights, or one).
        arms: arms to compare, reference first.
        waves: waves to report.
        level: of the intervals.
    """
    model = results.model
    if model.design is None or model.frame is None:
        raise MultilevelError("marginal risks need a model made by from_formula, to set the arm and the wave")
    population = model.frame if data is None else data
    for column in (arm, *([wave] if wave else [])):
        if column not in population.columns:
            raise MultilevelError(f"the data lack {column}")
    known = {str(name) for name in model.design.fixed.required_variables}
    for column in (arm, *([wave] if wave else [])):
        if column not in known:
            raise MultilevelError(
                f"the model has no term with {column}: its risks are the same whatever {column} is"
            )
    if weights is not None:
        w = population[weights].to_numpy(dtype=float)
    else:
        w = model.data.weights if data is None else np.ones(len(population))
    arms = _known(arm, arms, model.frame)
    if len(arms) < 2:
        raise MultilevelError(f"{arm} has fewer than two levels")
    wave_list: list[Any] = [None] if wave is None else _known(wave, waves, model.frame)

    counterfactual = [
        {arm: _constant(model.frame[arm], a, len(population))}
        | ({} if wave is None else {wave: _constant(model.frame[wave], at, len(population))})
        for at in wave_list
        for a in arms
    ]
    cells = [(a, at) for at in wave_list for a in arms]
    rows = (
        (*cell, rows) for cell, rows in zip(cells, _designs(results, population, counterfactual), strict=True)
    )
    table = risk_table(results, rows, w, level)
    request = {"arm": arm, "wave": wave, "data": data, "weights": weights, "arms": arms, "level": level}
    request["waves"] = None if wave is None else wave_list
    return MarginalRisks(table, level, results, request)


def risk_table(
    results: Estimates, cells: Iterable[tuple[Any, Any, Rows]], weights: np.ndarray, level: float = 0.95
) -> pd.DataFrame:
    """The table of :class:`MarginalRisks` for ready designs.

    ``cells`` are an arm, a wave and the design of a population given both, wave by wave and in each the
    reference arm first; ``weights`` are those of the population's rows.
    """
    covariance = results.cov_working()

    def spread(gradient: np.ndarray) -> tuple[float, float, float]:
        """Standard error, how many of them an interval reaches, and the degrees of freedom behind both."""
        df = results.df_of(gradient[: results.k_fe])
        se = float(np.sqrt(max(gradient @ covariance @ gradient, 0.0)))
        return se, float(stdtrit(df, 0.5 + level / 2)), df

    rows: list[dict[str, Any]] = []
    references: dict[Any, tuple[Any, float, np.ndarray]] = {}
    for a, at, design in cells:
        risk, gradient = _standardised(results, design, weights)
        se, z, df = spread(gradient)
        centre, width = np.log(risk / (1 - risk)), z * se / (risk * (1 - risk))
        low, high = 1 / (1 + np.exp(-(centre + np.array([-width, width]))))
        rows.append(_row("risk", a, None, at, risk, se, low, high, np.nan, df))
        if at not in references:
            references[at] = a, risk, gradient
            continue
        reference, risk0, gradient0 = references[at]
        contrast = f"{a} vs {reference}"
        d = gradient - gradient0
        se, z, df = spread(d)
        rd = risk - risk0
        rows.append(
            _row("risk_difference", None, contrast, at, rd, se, rd - z * se, rd + z * se, _over(rd, se), df)
        )
        for name, ratio, d in (
            ("risk_ratio", risk / risk0, gradient / risk - gradient0 / risk0),
            (
                "odds_ratio",
                risk / (1 - risk) / (risk0 / (1 - risk0)),
                gradient / (risk * (1 - risk)) - gradient0 / (risk0 * (1 - risk0)),
            ),
        ):
            se, z, df = spread(d)
            low, high = ratio * np.exp(np.array([-z, z]) * se)
            rows.append(
                _row(name, None, contrast, at, ratio, ratio * se, low, high, _over(np.log(ratio), se), df)
            )
    return pd.DataFrame(rows)


def _over(value: float, std_error: float) -> float:
    """A statistic; none where arms are alike by design, so that there is no error."""
    return value / std_error if std_error > 0 else float("nan")


def levels(column: pd.Series) -> list[Any]:
    """Levels of a column: category order, else sorted."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        used = set(column.dropna().unique())
        return [level for level in column.cat.categories if level in used]
    return sorted(column.dropna().unique().tolist())


def _known(column: str, asked: list[Any] | None, fitted: pd.DataFrame) -> list[Any]:
    """The levels asked for; MultilevelError where a category is not one of the rows that were fitted."""
    there = levels(fitted[column])
    if asked is None or pd.api.types.is_numeric_dtype(fitted[column]):
        return asked or there
    if strange := [str(level) for level in asked if level not in there]:
        known = ", ".join(map(str, there))
        raise MultilevelError(
            f"no row that was fitted has {column} = {', '.join(strange)}; there are {known}"
        )
    return asked


def _constant(like: pd.Series, value: Any, n: int) -> Any:
    if isinstance(like.dtype, pd.CategoricalDtype):
        return pd.Categorical([value] * n, dtype=like.dtype)
    return value


def _designs(
    results: Estimates, population: pd.DataFrame, counterfactual: list[dict[str, Any]]
) -> Iterator[Rows]:
    """Designs of the population with each of the columns set, in turn.

    A formula costs milliseconds however few its rows, so that small populations are built all at once.
    """
    assert results.model.design is not None
    n = len(population)
    together = max(1, TOGETHER // max(n, 1))
    for start in range(0, len(counterfactual), together):
        some = counterfactual[start : start + together]
        frame = pd.concat([population.assign(**columns) for columns in some], ignore_index=True)
        rows = results.model.design.build(frame)
        for k in range(len(some)):
            yield Rows(*(part[k * n : (k + 1) * n] for part in rows))


def _standardised(results: Estimates, rows: Rows, w: np.ndarray) -> tuple[float, np.ndarray]:
    """Weighted mean marginal risk over the design's rows, and its gradient in (beta, theta)."""
    complete = rows.complete()
    share = w[complete] / w[complete].sum()
    distinct = Rows(*(part[complete] for part in rows))
    if len(share) > FEW:
        unique, index = np.unique(np.column_stack(distinct), axis=0, return_inverse=True)
        share = np.bincount(index.ravel(), share)
        X, Z, outer, offset = np.split(unique, np.cumsum([part.shape[1] for part in rows[:3]]), axis=1)
        distinct = Rows(X, Z, outer, offset[:, 0])
    X = distinct.X
    s, s_theta = latent_sd(results, distinct)
    risk, d_eta, d_s = marginal_risk(X @ results.fe_params.to_numpy() + distinct.offset, s)
    return float(share @ risk), np.r_[(share * d_eta) @ X, (share * d_s) @ s_theta]


def standardised_cells(
    results: Estimates, cells: Sequence[Rows], weights: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Mean marginal risks (cells,) of populations alike in size, and their gradients (cells, parameters).

    What :func:`risk_table` starts from, to six digits and of all cells at once; no row may be incomplete.
    """
    rows = Rows(*(np.concatenate(parts) for parts in zip(*cells, strict=True)))
    s, s_theta = latent_sd(results, rows)
    eta = rows.X @ results.fe_params.to_numpy() + rows.offset
    risk, d_eta, d_s = marginal_risk(eta, s, rough=True)
    share = weights / weights.sum()
    k, n = len(cells), len(weights)
    gradient = np.concatenate([d_eta[:, None] * rows.X, d_s[:, None] * s_theta], axis=1)
    return risk.reshape(k, n) @ share, np.einsum("n,knp->kp", share, gradient.reshape(k, n, -1))


def _row(
    estimand: str,
    arm: Any,
    contrast: str | None,
    wave: Any,
    estimate: float,
    se: float,
    low: float,
    high: float,
    z: float,
    df: float,
) -> dict[str, Any]:
    return {
        "estimand": estimand, "arm": arm, "contrast": contrast, "wave": wave, "estimate": estimate,
        "std_error": se, "ci_low": low, "ci_high": high, "p_value": float(2 * stdtr(df, -abs(z))),
    }  # fmt: skip
