"""Rows of a fit: odds ratios with their tests, spread of the random effects."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from scipy.special import chdtri, fdtrc

from voorzorg.analyses.rows import Row, RowMaker
from voorzorg.analyses.study import Contrast, Study
from voorzorg.analyses.two_arms.repeated import RepeatedDesign
from voorzorg.estimates.category import Spread
from voorzorg.messages import Message, message
from voorzorg.statistics.cluster_robust import few_clusters
from voorzorg.statistics.results import LOGISTIC_VARIANCE, Estimate, wald

if TYPE_CHECKING:
    from voorzorg.statistics.multilevel.answers.inference import TestResult
    from voorzorg.statistics.multilevel.answers.results import MultilevelLogitResults
    from voorzorg.statistics.multilevel.specify.structure import VarianceParameter


def effect_of(wave: str) -> str:
    """The coefficient of the arm at a wave."""
    return f"treated:{wave}"


@dataclass(frozen=True)
class Fitted:
    """A fit and what its rows share; ``few`` is the number of clusters that errors respect, where there are
    any, and ``design`` is that of an outcome over waves."""

    study: Study
    contrast: Contrast
    result: MultilevelLogitResults
    method: list[Message]
    notes: list[Message]
    few: int | None
    design: RepeatedDesign | None = None

    @property
    def level(self) -> float:
        return self.study.config.analysis.ci_level

    @property
    def converged(self) -> bool:
        return bool(self.result.converged)

    def columns(self, *more: Message) -> dict[str, Any]:
        """Columns that every row of the fit has."""
        return {
            "missing_handling": message("likelihood"),
            "converged": self.converged,
            "warnings": [*self.notes, *more],
        }

    def wald(self, name: str) -> tuple[Estimate, list[Message]]:
        """Wald's interval and test of a coefficient; with clusters Student's, on the degrees of freedom left.

        A penalised fit has no sandwich: there they are those of whole clusters, their number less two.
        """
        df = float(self.result.df[name])
        if self.few is not None and math.isinf(df):
            df = max(float(self.few - 2), 1.0)
        value, error = float(self.result.params[name]), float(self.result.bse[name])
        found = wald(value, error, scale="log", level=self.level, df=df)
        told = few_clusters(self.few, df) if self.few is not None else None
        return (replace(found, p_value=math.nan), [told]) if told else (found, [])


def odds_ratio(make: RowMaker, fit: Fitted, name: str, where: dict[str, Any]) -> Row:
    """The conditional odds ratio of one coefficient."""
    said = [*fit.method, *(fit.design.method() if fit.design else ())]
    if not (fit.converged and np.isfinite(fit.result.bse[name])):
        columns = where | fit.columns(message("did-not-converge"))
        return make.failed("odds_ratio", said, columns.pop("warnings"), **columns)
    found, told = fit.wald(name)
    return make.interval(
        "odds_ratio",
        [*said, fit.result.method],
        found.estimate,
        (found.ci_low, found.ci_high),
        found.level,
        std_error=found.std_error,
        p_value=found.p_value,
        **where,
        **fit.columns(*told),
    )


def wave_rows(make: RowMaker, fit: Fitted) -> list[Row]:
    """The odds ratio of every wave that has an effect, and a joint test over those after the start."""
    design = fit.design
    assert design is not None
    rows = []
    for wave in design.effects:
        where = {"wave": wave, "contrast": fit.contrast, **design.counts(wave, events=True)}
        rows.append(odds_ratio(make, fit, effect_of(wave), where))
    later = [effect_of(wave) for wave in design.effects if wave != fit.study.baseline_wave]
    if fit.converged and later and fit.study.alike is None:
        p_value, told = _joint_test(fit, later)
        rows.append(
            make.test(
                [*fit.method, *design.method(), message("wald-test-of-all-waves")],
                p_value,
                contrast=fit.contrast,
                **design.participants(),
                **fit.columns(*told),
            )
        )
    return rows


def _joint_test(fit: Fitted, names: list[str]) -> tuple[float, list[Message]]:
    p_value = float(fit.result.wald_test(names).pvalue)
    if fit.few is None:
        return p_value, []
    df = min(float(fit.result.df[names].min()), max(float(fit.few - 2), 1.0))
    if problem := few_clusters(fit.few, df):
        return math.nan, [problem]
    if fit.result.penalty is not None:
        p_value = float(fdtrc(len(names), df, chdtri(len(names), p_value) / len(names)))
    return p_value, []


def variance_rows(make: RowMaker, fit: Fitted) -> list[Row]:
    """Random-effect standard deviations with their intervals, and the intraclass correlation.

    Profile likelihood intervals, except with three levels: a profile refits the model a dozen times. There
    the limits are Wald's on the log scale, which never reaches zero, so that the lower one is zero where the
    likelihood-ratio test does not exclude it: as a profile's would be. In one of several imputed data sets
    the estimate alone: no interval of the pooled one would follow from theirs.
    """
    if not fit.converged:
        return []
    spreads = {name: one for name, one in fit.result.variance_parameters.items() if one.kind == "sd"}
    names = list(spreads)
    profiled = len(names) == 1
    limits, interval = np.full((len(names), 2), np.nan), list[Message]()
    if fit.study.alike is None:
        likelihood = fit.result.with_errors("observed")  # a variance is no contrast of clusters
        method: Literal["profile", "wald"] = "profile" if profiled else "wald"
        limits = likelihood.conf_int(1 - fit.level, method, names).to_numpy(dtype=float)
        interval = [message("profile-interval" if profiled else "log-wald-interval")]
    shared: dict[str, Any] = {"contrast": fit.contrast}
    shared |= fit.design.participants() if fit.design else {}
    shared |= fit.columns()
    said = [*fit.method, *(fit.design.method() if fit.design else ())]
    rows = []
    for name, (low, high) in zip(names, limits, strict=True):
        parameter = spreads[name]
        test = _variance_test(fit, parameter)
        if not profiled and test is not None and test.pvalue > (1 - fit.level) / 2:
            low = 0.0
        rows.append(
            make.interval(
                "random_effect_sd",
                [*said, *interval, message("chi-bar-square-test")],
                float(fit.result.params[name]),
                (low, high),
                fit.level,
                p_value=test.pvalue if test else None,
                category=Spread(parameter.group, *parameter.effects),
                **shared,
            )
        )
    if profiled and all(effect == "Intercept" for term in fit.result.terms for effect in term.columns):
        # The correlation rises with the standard deviation, so that its limits are those of the latter.
        spread = np.array([fit.result.params[names[0]], *limits[0]], dtype=float)
        with np.errstate(invalid="ignore"):
            share = np.where(np.isinf(spread), 1.0, spread**2 / (spread**2 + LOGISTIC_VARIANCE))
        words = [*said, message("latent-scale"), *interval]
        rows.append(make.interval("icc", words, share[0], (share[1], share[2]), fit.level, **shared))
    return rows


def _variance_test(fit: Fitted, parameter: VarianceParameter) -> TestResult | None:
    if fit.result.penalty is not None or fit.study.alike is not None:
        return None
    return fit.result.variance_test(parameter.label)
