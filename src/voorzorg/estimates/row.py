"""One row of the estimates table, as code holds it: typed, frozen, its contrast and category not yet text."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from voorzorg.estimates.category import KINDS, Category, kind_of
from voorzorg.estimates.contrast import Contrast
from voorzorg.messages import Said

#: Quantities that stand for several parameters at once: a test without an estimate.
TESTS = frozenset({"joint_test"})
#: Quantities that compare, so that they belong to no single arm.
_COMPARE = frozenset({"mean_difference", "risk_ratio", "hazard_ratio", "rate_ratio", "rmst_difference"})


@dataclass(frozen=True, kw_only=True)
class Row:
    """What an analysis says of one quantity; a field per column of the table (``estimates.schema``).

    ``method``, ``missing_handling`` and ``warnings`` hold messages. A number that could not be computed is
    None or not finite, and then ``warnings`` says why. ``df`` are the degrees of freedom behind the interval,
    where pooling needs them; the table does not have them.

    Raises
    ------
    ValueError
        When the row holds what its estimand cannot have: an arm and a contrast, an estimate of a joint test,
        a ratio of one arm, a category of another kind.
    """

    cohort: str
    data_kind: str
    outcome: str
    population: str
    analysis: str
    method: Said
    estimand: str
    family: str | None = None
    wave: str | None = None
    informant: str | None = None
    scale: str | None = None
    arm: str | None = None
    contrast: Contrast | None = None
    category: Category | None = None
    time_weeks: float | None = None
    n_reference: int | None = None
    n_treated: int | None = None
    events_reference: int | None = None
    events_treated: int | None = None
    estimate: float | None = None
    std_error: float | None = None
    ci_low: float | None = None
    ci_high: float | None = None
    ci_level: float | None = None
    p_value: float | None = None
    main: bool | None = None
    primary: bool | None = None
    p_adjusted: float | None = None
    p_adjusted_fdr: float | None = None
    missing_handling: Said = None
    converged: bool | None = None
    warnings: Said = None
    software: str | None = None
    seed: int | None = None
    df: float | None = None

    def __post_init__(self) -> None:
        if self.arm is not None and self.contrast is not None:
            raise ValueError(f"{self._named} is of an arm and of a contrast")
        if self.arm is not None and self.estimand in _COMPARE:
            raise ValueError(f"{self._named} compares, and cannot be of the arm {self.arm} alone")
        if self.estimand in TESTS and self.estimate is not None:
            raise ValueError(f"{self._named} is a test and has no estimate")
        kind = kind_of(self.estimand, self.analysis)
        right = isinstance(self.category, kind) if kind else not isinstance(self.category, KINDS)
        if self.category is not None and not right:
            raise ValueError(f"{self._named} cannot have the category {self.category!r}")

    @property
    def _named(self) -> str:
        return f"{self.estimand} of {self.outcome} ({self.analysis})"

    def columns(self) -> dict[str, Any]:
        """The row as the table takes it: contrast and category as text, no ``df``."""
        made = {field.name: getattr(self, field.name) for field in fields(self) if field.name != "df"}
        return made | {
            name: None if made[name] is None else str(made[name]) for name in ("contrast", "category")
        }
