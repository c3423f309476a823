"""The analyses that an outcome can have: one row each, from which the rest of the project reads.

A row gives an analysis its name in ``config.yaml``, the types of outcome that it fits, what the row of an
analysis that failed is a row of, and the function that makes its rows. The function is named, not imported:
models are slow to import, and a manifest that is only checked needs none of them. CONTRIBUTING.md shows how
to add one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from voorzorg.validation import fault

OutcomeType = Literal["binary", "count", "continuous", "time"]


@dataclass(frozen=True)
class AnalysisKind:
    """One analysis.

    ``row`` and ``estimand`` are the ``analysis`` and ``estimand`` of its main rows in the estimates table;
    ``function`` is ``module:name`` inside ``voorzorg.analyses``, called with the study, the outcome's key and
    the outcome, and returns rows. It is done unasked for the types in ``default``.
    """

    name: str
    types: tuple[OutcomeType, ...]
    row: str
    estimand: str
    function: str
    default: tuple[OutcomeType, ...] = ()


_ALL: tuple[OutcomeType, ...] = ("binary", "count", "continuous")
_SCORES: tuple[OutcomeType, ...] = ("count", "continuous")

#: In the order in which error messages list them.
KINDS: tuple[AnalysisKind, ...] = (
    # Risks, differences, ratios and tests per wave; means for continuous outcomes.
    AnalysisKind("two_arm", _ALL, "unadjusted", "joint_test", "two_arms.unadjusted:compare_arms", _ALL),
    # Rate ratio, and a hurdle model where zeros abound.
    AnalysisKind(
        "negative_binomial", ("count",), "counts", "rate_ratio", "two_arms.counts:compare_counts", ("count",)
    ),
    # Standardisation after logistic regression, or analysis of covariance.
    AnalysisKind(
        "adjusted", _ALL, "adjusted", "joint_test", "two_arms.adjusted:adjust", ("binary", "continuous")
    ),
    # Multilevel logistic regression over the waves, or within clusters.
    AnalysisKind(
        "multilevel", ("binary",), "multilevel", "odds_ratio", "two_arms.multilevel.analysis:fit_multilevel"
    ),
    # The marginal companion of multilevel.
    AnalysisKind("gee", ("binary",), "gee", "odds_ratio", "two_arms.gee:fit_gee"),
    # Multiple imputation by arm: arms per wave, pooled analyses, and what if not missing at random.
    AnalysisKind(
        "imputation",
        (*_ALL, "time"),
        "imputation",
        "joint_test",
        "missing.outcome:impute_and_compare",
        (*_ALL, "time"),
    ),
    # For everyone randomised: drop-out weighted, and weighted and modelled (doubly robust).
    AnalysisKind(
        "doubly_robust",
        ("binary", "continuous"),
        "doubly_robust",
        "joint_test",
        "two_arms.sensitivity:robust_to_dropout_rows",
    ),
    # The effect in those who take part when it is offered, by the visit log.
    AnalysisKind(
        "compliers", ("binary",), "compliers", "risk_difference", "two_arms.compliers:effect_in_compliers"
    ),
    # How the outcome goes with the number of visits, within the treated arm; no effect of visits.
    AnalysisKind("dose", ("binary",), "dose", "risk_difference", "two_arms.dose:outcome_by_visits"),
    # Bounds among those for whom an outcome with 'only_where' would exist in either arm.
    AnalysisKind("bounds", ("binary",), "bounds", "risk_difference", "two_arms.sensitivity:survivor_rows"),
    # For whom: effects by the moderators of the plan, which ask for it unasked.
    AnalysisKind(
        "moderators",
        ("binary", "continuous"),
        "moderation",
        "interaction",
        "two_arms.moderators:effects_by_moderator",
    ),
    # Mixed model for repeated measures.
    AnalysisKind(
        "mixed_model", _SCORES, "mixed_model", "mean_difference", "two_arms.mixed_model:fit_mixed_model"
    ),
    # Curves, restricted means, log-rank and Cox.
    AnalysisKind(
        "kaplan_meier",
        ("time",),
        "survival",
        "rmst_difference",
        "two_arms.time_to_event:compare_times",
        ("time",),
    ),
    # One arm: risks or means with exact intervals.
    AnalysisKind("describe", (*_ALL, "time"), "unadjusted", "joint_test", "one_arm.levels:describe_outcome"),
    # Change from start per participant, reliable change.
    AnalysisKind("change", _ALL, "change", "change", "one_arm.change:change_from_start"),
    # Between two informants.
    AnalysisKind("agreement", _ALL, "agreement", "agreement", "one_arm.informants:compare_informants"),
    # Effect sizes per participant.
    AnalysisKind("single_case", _ALL, "single_case", "effect_size", "one_arm.single_cases:effect_sizes"),
)
BY_NAME: dict[str, AnalysisKind] = {kind.name: kind for kind in KINDS}


def fitting(type: OutcomeType) -> tuple[str, ...]:
    """Names of the analyses that an outcome of this type can have."""
    return tuple(kind.name for kind in KINDS if type in kind.types)


def usual(type: OutcomeType) -> tuple[str, ...]:
    """Names of the analyses that an outcome of this type gets unless it lists its own."""
    return tuple(kind.name for kind in KINDS if type in kind.default)


def _known(name: str) -> str:
    if name not in BY_NAME:
        raise fault("fault-no-analysis", name=name, known=BY_NAME).near(name, BY_NAME)
    return name


#: The name of an analysis, as an outcome lists it.
Analysis = Annotated[str, AfterValidator(_known), Field(json_schema_extra={"enum": list(BY_NAME)})]
