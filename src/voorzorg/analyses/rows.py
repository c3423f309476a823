"""Turn results into rows of the estimates table."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from typing import Any, Protocol

from voorzorg.analyses.study import Contrast, Study
from voorzorg.cohorts.outcomes import Outcome

Row = dict[str, Any]


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
    def warnings(self) -> tuple[str, ...]: ...


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
    """Fills the columns that all rows of one outcome share."""

    study: Study
    key: str
    outcome: Outcome | None = None

    def row(self, estimand: str, method: str, **columns: Any) -> Row:
        """A row from explicit columns."""
        outcome = self.outcome
        scale = SCALES.get(estimand)
        if scale is None and outcome is not None and outcome.unit is not None:
            scale = outcome.unit.en
        return {
            "cohort": self.study.manifest.name,
            "data_kind": self.study.data_kind,
            "outcome": self.key,
            "family": outcome.family if outcome else None,
            "informant": outcome.informant if outcome else None,
            "population": "itt" if self.study.arms else "enrolled",
            "method": method,
            "estimand": estimand,
            "scale": scale,
            "missing_handling": "available_cases",
            "software": software("voorzorg"),
            **{name: value for name, value in columns.items() if value != ""},
        }

    def estimated(self, estimand: str, method: str, result: Estimated, **columns: Any) -> Row:
        """A row from a result; its warnings come along, and an empty estimate must have one."""
        extra = columns.pop("warnings", None)
        notes = [*result.warnings, *([extra] if extra else [])]
        return self.row(
            estimand,
            method,
            estimate=result.estimate,
            std_error=result.std_error,
            ci_low=result.ci_low,
            ci_high=result.ci_high,
            ci_level=result.level,
            p_value=result.p_value,
            converged=result.converged,
            warnings="; ".join(dict.fromkeys(notes)) or None,
            **columns,
        )

    def failed(self, estimand: str, method: str, reason: str, **columns: Any) -> Row:
        """The row that stays although nothing could be computed."""
        return self.row(estimand, method, converged=False, warnings=reason, **columns)

    def contrast(self, contrast: Contrast) -> dict[str, str]:
        return {"contrast": contrast.label}
