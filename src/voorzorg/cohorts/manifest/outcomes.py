"""An outcome as configuration: what it is, where it is measured, and which analyses it gets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import Field, model_validator

from voorzorg.cohorts.manifest.analyses import Analysis, OutcomeType, fitting, usual
from voorzorg.text import Label
from voorzorg.validation import Strict, fault


class Competing(Strict):
    """An event that forestalls the outcome's: a child placed out of home cannot be reported any more."""

    variable: str = Field(description="Participant variable: its time, counted as the outcome's is.")
    event: str = Field(description="Participant variable that is 1 where it happened.")


class Outcome(Strict):
    """One outcome of a study.

    ``variable`` is a project variable of ``participants`` (one value per participant) or ``waves``
    (a value per wave and informant). A ``time`` outcome has its time in ``variable`` (weeks) and its
    event flag in ``event``.
    """

    label: Label = Field(description="Shown in tables, figures and the report: one text, or {nl: …, en: …}.")
    type: OutcomeType = Field(
        description="binary: 0 or 1; count: 0, 1, 2 …; continuous: a number; time: until an event.",
    )
    variable: str = Field(description="Project variable that holds it: the value, or the time in weeks.")
    event: str | None = Field(None, description="For type time: variable that is 1 where the event was seen.")
    competing: Competing | None = Field(
        None, description="Of type time: another event after which this one cannot happen."
    )
    family: str = Field(
        "other",
        description="Outcomes of one family are adjusted together for multiple testing.",
    )
    waves: tuple[str, ...] = Field((), description="Waves analysed; empty means one value per participant.")
    informant: str = Field(
        "participant",
        description="Who answered: the rows of this informant are analysed.",
    )
    only_where: str | None = Field(
        None,
        description="Binary variable of the same wave and informant without which the outcome does not "
        "exist: partner violence without a partner.",
    )
    zero_where: str | None = Field(
        None,
        description="Binary variable of the same wave and informant without which the outcome is zero: "
        "cigarettes without smoking. Imputed values keep to it.",
    )
    where_not: Literal[0, 1] | None = Field(
        None,
        description="Value of a binary outcome where only_where is 0, which makes it a composite for "
        "everyone: who has no partner has no partner violence.",
    )
    compare_informant: str | None = Field(None, description="Second informant, for the agreement analysis.")
    equivalence_margin: float | None = Field(
        None,
        gt=0,
        description="Largest difference in risk (a probability) or mean that counts as none; asks for two "
        "one-sided tests that the difference lies within it.",
    )
    better: Literal["lower", "higher"] | None = Field(
        None,
        description="Which way is good for the participant: fewer cigarettes, a higher score. Where it is "
        "left out nothing is called better, worse or improved.",
    )
    unit: Label | None = Field(None, description="Unit of a number; shown beside it.")
    horizon_weeks: float | None = Field(None, gt=0, description="Restriction time of a time outcome.")
    adjust: tuple[str, ...] | None = Field(None, description="Covariates; none means the config's default.")
    cluster: str | None = Field(
        None, description="Participant variable whose clusters standard errors must respect (site, nurse)."
    )
    levels: tuple[str, ...] = Field(
        (), description="Participant variables that the multilevel models add a random intercept for."
    )
    analyses: tuple[Analysis, ...] | None = Field(
        None,
        description="What is computed; left out, what is usual for its type.",
    )
    pool: tuple[Analysis, ...] | None = Field(
        None,
        description="Which of these analyses are done on every imputed data set and pooled as well; none "
        "means the config's default.",
    )
    reliability: float | None = Field(
        None,
        ge=0,
        le=1,
        description="Of the score, by its manual or a norm group; reliable change is judged by it.",
    )
    norm_sd: float | None = Field(
        None,
        gt=0,
        description="Standard deviation that belongs to the reliability; if left out, the cohort's at "
        "its first wave.",
    )
    cut_off: float | None = Field(
        None,
        description="First value of the clinical range, such as 13 on the EPDS; the range is the worse side.",
    )
    tags: dict[str, str] = Field(default_factory=dict, description="Such as role: victim, level: minor.")

    @model_validator(mode="after")
    def _time_needs_an_event(self) -> Outcome:
        if self.type == "time" and not self.event:
            raise fault("fault-time-needs-event", "event")
        return self

    @model_validator(mode="after")
    def _analyses_fit(self) -> Outcome:
        if self.competing and self.type != "time":
            raise fault("fault-competing-of-time", "competing")
        if self.equivalence_margin is not None:
            if self.type not in ("binary", "continuous"):
                raise fault("fault-margin-of-which", "equivalence_margin")
            if self.type == "binary" and self.equivalence_margin >= 1:
                raise fault("fault-margin-of-risk", "equivalence_margin")
        if self.competing and "imputation" in (self.analyses or ()):
            raise fault("fault-competing-not-imputed", "analyses")
        if self.analyses is not None and len(set(self.analyses)) < max(len(self.analyses), 1):
            raise fault("fault-none-or-twice", "analyses")
        there = fitting(self.type)
        if odd := [analysis for analysis in self.analyses or () if analysis not in there]:
            raise fault("fault-analyses-do-not-fit", "analyses", names=odd, type=self.type, known=there)
        return self

    @model_validator(mode="after")
    def _scores_have_cut_offs(self) -> Outcome:
        if self.type == "binary" and (self.reliability is not None or self.cut_off is not None):
            raise fault("fault-of-a-score", "cut_off" if self.reliability is None else "reliability")
        return self

    @model_validator(mode="after")
    def _scores_have_a_direction(self) -> Outcome:
        if self.better is None and (self.reliability is not None or self.cut_off is not None):
            raise fault("fault-score-needs-better", "better")
        return self

    @model_validator(mode="after")
    def _existence_is_of_a_wave(self) -> Outcome:
        if self.only_where and not self.waves:
            raise fault("fault-only-where-of-wave", "only_where")
        return self

    @model_validator(mode="after")
    def _composites_are_binary(self) -> Outcome:
        if self.where_not is not None and (self.only_where is None or self.type != "binary"):
            raise fault("fault-where-not-of-which", "where_not")
        return self

    @property
    def selected_by(self) -> str | None:
        """The variable without which the outcome does not exist; none of a composite for everyone."""
        return self.only_where if self.where_not is None else None

    @property
    def variables(self) -> tuple[str, ...]:
        """The project variables that the outcome needs."""
        other = (self.competing.variable, self.competing.event) if self.competing else ()
        return tuple(name for name in (self.variable, self.event, self.only_where, *other) if name)

    @property
    def chosen_analyses(self) -> tuple[str, ...]:
        if self.analyses is not None:
            return self.analyses
        return tuple(name for name in usual(self.type) if not (self.competing and name == "imputation"))


def families_of(outcomes: Mapping[str, Outcome]) -> list[str]:
    """Families in the order in which outcomes are configured."""
    return list(dict.fromkeys(outcome.family for outcome in outcomes.values()))


#: So many outcomes of a family are pooled in one job.
POOLED_AT_ONCE = 8


def shares_of(outcomes: Mapping[str, Outcome], family: str) -> list[list[str]]:
    """A large family's outcomes to be imputed, by the job that pools them; none where one job does it all.

    What was measured is then analysed while the data sets are still being imputed. A small family is not
    divided: to start a job takes as long as its work.
    """
    asked = [key for key, o in outcomes.items() if o.family == family and "imputation" in o.chosen_analyses]
    jobs = -(-len(asked) // POOLED_AT_ONCE)
    return [asked[k::jobs] for k in range(jobs)] if jobs > 1 else []
