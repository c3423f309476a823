"""The columns of the estimates table: what each means, its type, and what it may hold.

Every analysis, from a 2x2 table to a pooled multilevel model, emits rows of this one schema, and
everything that is shown to a person is made from it. A row that could not be estimated stays in the
table, with empty numbers and the reason in ``warnings``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Kind = Literal["text", "number", "count", "flag"]
#: What sort of analysis a row comes from; see ``ANALYSES``.
RowAnalysis: TypeAlias = str


@dataclass(frozen=True)
class Column:
    """One column of the table: its name, storage kind and meaning."""

    name: str
    kind: Kind
    meaning: str
    required: bool = False


COLUMNS: tuple[Column, ...] = (
    Column("cohort", "text", "Cohort key, as in data/cohorts/<key>.", required=True),
    Column("data_kind", "text", "real, synthetic or published.", required=True),
    Column("outcome", "text", "Outcome key, as in config.yaml or the cohort's manifest.", required=True),
    Column("family", "text", "Outcome family; multiplicity is controlled inside it."),
    Column("wave", "text", "Measurement wave key; empty where an outcome has one value per participant."),
    Column("informant", "text", "Who reported: mother, partner, nurse, register, ..."),
    Column("population", "text", "itt, enrolled (no arms) or subgroup:<definition>.", required=True),
    Column("analysis", "text", "The sort of analysis; one of ANALYSES.", required=True),
    Column("method", "text", "The model or formula used, in words for a person.", required=True),
    Column("estimand", "text", "The quantity estimated; one of ESTIMANDS.", required=True),
    Column("scale", "text", "Scale or unit of the estimate: probability, ratio, grams, weeks, ..."),
    Column("arm", "text", "Arm key for a quantity of one arm; empty for a contrast."),
    Column("contrast", "text", "'<treated> vs <reference>' for a contrast; empty for a single arm."),
    Column("category", "text", "Level of a categorical quantity, such as an education class."),
    Column("time_weeks", "number", "Time for curve points, in weeks from the origin of the outcome."),
    Column("n_reference", "count", "Reference arm: participants who contribute; on curves, still at risk."),
    Column("n_treated", "count", "The same in the treated (or only) arm."),
    Column("events_reference", "count", "Participants with the event in the reference arm."),
    Column("events_treated", "count", "Participants with the event in the treated (or only) arm."),
    Column("estimate", "number", "Point estimate."),
    Column("std_error", "number", "Standard error; of the logarithm for ratios."),
    Column("ci_low", "number", "Lower limit of the interval."),
    Column("ci_high", "number", "Upper limit of the interval."),
    Column("ci_level", "number", "Confidence level of the interval, such as 0.95."),
    Column("p_value", "number", "Two-sided p-value of the null hypothesis of no difference."),
    Column("main", "flag", "True for the row that stands for its outcome at its wave; its family's size."),
    Column("primary", "flag", "True for a main row that is a primary hypothesis of the plan."),
    Column(
        "p_adjusted",
        "number",
        "Adjusted p-value: by the plan's procedure among primary hypotheses, else Holm's inside the family.",
    ),
    Column("p_adjusted_fdr", "number", "Benjamini-Hochberg-adjusted p-value inside the family."),
    Column(
        "missing_handling",
        "text",
        "How missing data were handled: available cases, likelihood, ...",
    ),
    Column("converged", "flag", "False where the algorithm stopped short; empty where none is needed."),
    Column("warnings", "text", "Everything a reader must know about this row; '; ' between items."),
    Column("software", "text", "Package and version that computed the row."),
    Column("seed", "count", "Seed of the random numbers used, where any were."),
    Column("method_messages", "text", "The messages that `method` says in English, as JSON."),
    Column("missing_messages", "text", "The messages that `missing_handling` says in English, as JSON."),
    Column("warnings_messages", "text", "The messages that `warnings` says in English, as JSON."),
)

#: Text columns in English, and the columns that hold the same as messages: what is shown comes from these.
SPOKEN = {
    "method": "method_messages",
    "missing_handling": "missing_messages",
    "warnings": "warnings_messages",
}

NAMES: tuple[str, ...] = tuple(column.name for column in COLUMNS)
DATA_KINDS = ("real", "synthetic", "published")

#: In the order in which they are explained. Presentation selects rows by these keys: ``method`` holds
#: names of variables and waves, and is for persons.
ANALYSES: dict[RowAnalysis, str] = {
    "unadjusted": "what was observed, described per arm or compared as randomised",
    "adjusted": "standardised risks, analysis of covariance or Cox model with covariates",
    "survival": "Kaplan-Meier, restricted means, log-rank, and the Cox model with the arm alone",
    "counts": "negative binomial regression",
    "hurdle": "the two parts of a hurdle model: any, and how many",
    "mixed_model": "mixed model for repeated measures",
    "free_baseline": "a model for repeated outcomes that estimates an arm effect before allocation too",
    "multilevel": "multilevel logistic regression given random effects; over the waves with covariates",
    "multilevel_adjusted": "the same with covariates",
    "marginal": "the multilevel model, its random effects integrated out",
    "marginal_adjusted": "the same of the model with covariates",
    "three_level": "multilevel logistic regression with one more level than the main model",
    "gee": "generalised estimating equations",
    "compliers": "the effect in those who take part when it is offered",
    "dose": "how the outcome goes with the number of visits, within the treated arm",
    "weighted": "inverse-probability weighting for drop-out",
    "doubly_robust": "augmented inverse-probability weighting for drop-out",
    "bounds": "bounds among those who would have the outcome in either arm",
    "equivalence": "two one-sided tests that a difference (of the contrast in category) is small",
    "moderation": "effects by a characteristic at the start, and whether they differ",
    "imputation": "multiple imputation under missing at random",
    "reference_based": "multiple imputation with those missing as the reference arm",
    "reference_bootstrap": "the same with its frequentist standard error, by the bootstrap",
    "tipping": "multiple imputation, those missing in the treated arm shifted step by step",
    "contour": "multiple imputation, those missing shifted separately in the two arms",
    "chains": "how an imputation went: its chains, whether they settled, and what chance still does",
    "plausibility": "what was imputed beside what was measured, and where it is something to look at",
    "extremes": "everyone missing has the event in one arm, and nobody missing in the other",
    "change": "change of the same participants since the first wave",
    "agreement": "two informants on the same matter",
    "single_case": "one participant's own series, and such series combined",
    "count": "participants, visits or events counted",
}

#: Analyses that are also done on every imputed data set and pooled; ``imputed_<analysis>`` in the table.
POOLED = (
    *("unadjusted", "adjusted", "survival", "counts", "hurdle", "mixed_model", "multilevel"),
    *("multilevel_adjusted", "marginal", "marginal_adjusted", "three_level", "gee"),
)
ANALYSES |= {f"imputed_{name}": f"{ANALYSES[name]}; pooled over imputed data sets" for name in POOLED}

ESTIMANDS: dict[str, str] = {
    "count": "number of participants, visits or events",
    "risk": "probability of the event",
    "risk_difference": "difference of two risks",
    "risk_ratio": "ratio of two risks",
    "odds_ratio": "ratio of two odds; analysis multilevel: conditional on random effects, marginal: not",
    "mean": "arithmetic mean",
    "sd": "standard deviation",
    "median": "median",
    "mean_difference": "difference of two means",
    "standardised_difference": "difference in standard deviations",
    "rate_ratio": "ratio of two event rates or mean counts",
    "hazard_ratio": "ratio of two hazards",
    "survival_probability": "probability of no event up to time_weeks",
    "cumulative_incidence": "probability of the event up to time_weeks",
    "rmst": "restricted mean survival time up to time_weeks",
    "rmst_difference": "difference of two restricted mean survival times",
    "change": "change from the first measurement",
    "standardised_change": "change in standard deviations",
    "reliable_change": "share of participants whose change exceeds measurement error",
    "direction_of_change": "share of participants whose value improved, worsened or stayed, as category says",
    "clinical_change": "share of participants who entered, left or improved in the clinical range (category)",
    "random_effect_sd": "standard deviation of a random effect",
    "icc": "intraclass correlation on the latent scale",
    "agreement": "kappa, intraclass correlation, or (category identical) share of identical answers",
    "bias": "mean difference between two informants, or (category) a limit of agreement",
    "effect_size": "single-case effect size; scale says which: NAP, Tau-U, ...",
    "joint_test": "test of several parameters at once; only p_value is filled",
    "interaction": "how effects differ between groups (scale says of what); two groups: the later less the "
    "earlier, or their ratio; more: only p_value is filled",
    "imputed_mean": "mean (of answers the share of yes) of what was imputed, in an iteration of the chains",
    "rhat": "potential scale reduction of an imputation's chains",
    "monte_carlo_error": "standard deviation of a pooled estimate over other imputations of the same data",
    "tipping_point": "smallest departure from the missing-data assumption that changes the conclusion",
}
