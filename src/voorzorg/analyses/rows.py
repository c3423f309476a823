"""Turn results into rows of the estimates table."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import cache
from importlib.metadata import version
from typing import Any, Protocol

import pandas as pd

from voorzorg.analyses.study import Study
from voorzorg.cohorts.manifest.outcomes import Outcome
from voorzorg.estimates.row import Row
from voorzorg.estimates.schema import RowAnalysis
from voorzorg.messages import Message, Name, Said, as_messages, message

#: What a row is about and rests on, as every constructor of :class:`RowMaker` takes it by name. Numbers are
#: no part of it: each constructor asks for those that its kind of quantity has.
WHERE = frozenset(
    (
        *("wave", "informant", "population", "arm", "contrast", "category", "time_weeks", "scale"),
        *("n_reference", "n_treated", "events_reference", "events_treated", "df", "seed"),
        *("missing_handling", "converged", "warnings"),
    )
)


class Estimated(Protocol):
    """What a statistic hands back; see ``voorzorg.statistics.results.Estimate``, which most of them are."""

    @property
    def estimate(self) -> float: ...
    @property
    def std_error(self) -> float: ...
    @property
    def ci_low(self) -> float: ...
    @property
    def ci_high(self) -> float: ...
    @property
    def p_value(self) -> float: ...
    @property
    def level(self) -> float: ...
    @property
    def converged(self) -> bool: ...
    @property
    def warnings(self) -> tuple[Message | str, ...]: ...


def adjusted_for(columns: pd.DataFrame) -> list[Message]:
    """What a method says of the covariates in its model, if it has any."""
    names = [Name("variable", str(name)) for name in columns.columns]
    return [message("adjusted-for", names=names)] if names else []


@cache
def software(package: str) -> str:
    return f"{package} {version(package)}"


SCALES = {
    "risk": "probability",
    "risk_difference": "probability",
    "risk_ratio": "ratio",
    "odds_ratio": "ratio",
    "rate_ratio": "ratio",
    "hazard_ratio": "ratio",
    "survival_probability": "probability",
    "cumulative_incidence": "probability",
    "rmst": "weeks",
    "rmst_difference": "weeks",
    "standardised_difference": "standard deviations",
    "standardised_change": "standard deviations",
    "count": "participants",
    "icc": "proportion",
    "random_effect_sd": "log odds",
}


@dataclass(frozen=True)
class RowMaker:
    """Makes rows, by a constructor per kind of quantity, and fills the columns that all rows of one analysis
    of one outcome share.

    A contrast at a wave before allocation is described and never tested: chance made the arms. Where an
    outcome has clusters that standard errors must respect, every contrast of arms, and every interval of an
    arm that has them, says that it ignores them, unless ``clustered`` promises that it does not.

    The population of an outcome that exists only where another variable says so is that subgroup, and every
    contrast of arms after the start says what that means.
    """

    study: Study
    key: str
    analysis: RowAnalysis
    outcome: Outcome | None = None
    clustered: bool = False

    def of(self, analysis: RowAnalysis, *, clustered: bool | None = None) -> RowMaker:
        """A maker of rows of another analysis of the same outcome."""
        return replace(self, analysis=analysis, clustered=self.clustered if clustered is None else clustered)

    def _row(self, estimand: str, method: Said, **columns: Any) -> Row:
        outcome = self.outcome
        scale = SCALES.get(estimand)
        if scale is None and outcome is not None and outcome.unit is not None:
            scale = outcome.unit.en
        if columns.get("contrast") and self._before_allocation(columns.get("wave")):
            columns.pop("p_value", None)
        notes = [self._selected(columns), self._ignored_clusters(columns)]
        said = (*as_messages(columns.pop("warnings", None)), *filter(None, notes))
        warnings = tuple(dict.fromkeys(said))
        shared: dict[str, Any] = {
            "family": outcome.family if outcome else None,
            "informant": outcome.informant if outcome else None,
            "population": self._population,
            "scale": scale,
            "missing_handling": message("available-cases"),
            "software": software("voorzorg"),
        }
        return Row(
            cohort=self.study.manifest.name,
            data_kind=self.study.data_kind,
            outcome=self.key,
            analysis=self.analysis,
            method=as_messages(method),
            estimand=estimand,
            warnings=warnings,
            **shared | {name: value for name, value in columns.items() if value != ""},
        )

    def estimated(self, estimand: str, method: Said, result: Estimated, **where: Any) -> Row:
        """What a statistic estimates: its error, interval, test, convergence and warnings come along, and an
        empty estimate must have one."""
        extra = _only_where(where).pop("warnings", None)
        return self._row(
            estimand,
            method,
            estimate=result.estimate,
            std_error=result.std_error,
            ci_low=result.ci_low,
            ci_high=result.ci_high,
            ci_level=result.level,
            p_value=result.p_value,
            converged=result.converged,
            warnings=(*result.warnings, *as_messages(extra)),
            **where,
        )

    def interval(
        self,
        estimand: str,
        method: Said,
        estimate: float,
        limits: tuple[float, float],
        level: float,
        *,
        std_error: float | None = None,
        p_value: float | None = None,
        **where: Any,
    ) -> Row:
        """An estimate with its limits, whose convergence and warnings, if any, are the caller's to say."""
        numbers: dict[str, Any] = {"estimate": estimate, "std_error": std_error, "p_value": p_value}
        numbers |= {"ci_low": limits[0], "ci_high": limits[1], "ci_level": level}
        return self._row(estimand, method, **numbers, **_only_where(where))

    def number(self, estimand: str, method: Said, value: float, **where: Any) -> Row:
        """A value without an interval: a spread, a median, a diagnostic."""
        return self._row(estimand, method, estimate=value, **_only_where(where))

    def count(self, method: Said, n: float, **where: Any) -> Row:
        """How many there are."""
        return self._row("count", method, estimate=float(n), **_only_where(where))

    def test(self, method: Said, p_value: float | None, **where: Any) -> Row:
        """A test of several parameters at once, which has no estimate."""
        return self._row("joint_test", method, p_value=p_value, **_only_where(where))

    def failed(self, estimand: str, method: Said, reason: Said, **where: Any) -> Row:
        """The row that stays although nothing could be computed."""
        return self._row(estimand, method, **{"converged": False, **_only_where(where), "warnings": reason})

    def _before_allocation(self, wave: str | None) -> bool:
        return bool(wave) and self.study.arms != () and wave == self.study.baseline_wave

    @property
    def _population(self) -> str:
        if self.outcome is not None and self.outcome.selected_by:
            return f"subgroup:{self.outcome.selected_by}"
        return "itt" if self.study.arms else "enrolled"

    def _contrasts(self, columns: dict[str, Any]) -> bool:
        """The row compares arms, and has something to say about them."""
        arms = self.study.contrasts
        found = (columns.get(name) for name in ("estimate", "p_value"))
        return columns.get("contrast") in arms and any(map(_known, found))

    def _selected(self, columns: dict[str, Any]) -> Message | None:
        """What a contrast of arms says that compares those only for whom the outcome exists."""
        if self.outcome is None or not self.outcome.selected_by or not self._contrasts(columns):
            return None
        if self._before_allocation(columns.get("wave")):
            return None  # nobody was selected by it yet
        only = self.outcome.selected_by
        return message("only-those-with", variable=Name("variable", only))

    def _ignored_clusters(self, columns: dict[str, Any]) -> Message | None:
        """What a contrast of arms, or an interval of one arm, says that takes participants of one cluster as
        unrelated.
        """
        if self.clustered or self.outcome is None:
            return None
        compares, arm = self._contrasts(columns), columns.get("arm")
        uncertain = any(_known(columns.get(name)) for name in ("std_error", "ci_low", "ci_high"))
        if not compares and (arm is None or columns.get("contrast") or not uncertain):
            return None
        cluster = self.study.cluster_of(self.outcome)
        if cluster is None or not (compares or self.study.shares(cluster, str(arm))):
            return None
        key = "clusters-ignored" if compares else "arm-clusters-ignored"
        return message(key, cluster=Name("variable", cluster))


def _only_where(columns: dict[str, Any]) -> dict[str, Any]:
    """The columns, unless one of them is a number that a constructor asks for, or nothing at all."""
    if other := sorted(columns.keys() - WHERE):
        raise TypeError(f"a row's constructor takes no {', '.join(other)} beside what it asks for")
    return columns


def _known(value: Any) -> bool:
    return value is not None and math.isfinite(value)
