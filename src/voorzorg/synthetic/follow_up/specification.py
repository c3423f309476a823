"""The specification of a synthetic one-arm follow-up study of a few families."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from voorzorg.synthetic.trial.specification import Calendar, Minutes, Value
from voorzorg.validation import Strict


class FollowUpWave(Strict):
    """How many women, and how many partners, took part in a wave."""

    measured: Value
    partners: int = 0


class Entry(Strict):
    """When women entered, in weeks from birth: evenly spread between two moments."""

    earliest: float
    latest: float


class Age(Strict):
    """Mean age of the women who started; of those who left before ``stayed_until``, where known."""

    mean: Value
    sd: float
    bounds: tuple[float, float]
    leavers_mean: Value | None = None


class FamilyVariable(Strict):
    """A characteristic of the mother: yes/no as a percentage, or a count between bounds."""

    kind: Literal["binary", "count"]
    percent: float = 0.0
    lowest: int = 0
    highest: int = 0
    leavers: float = Field(0.0, description="Standardised difference between leavers and stayers.")


class Improved(Strict):
    """Which share improved from start to the yardstick wave, over the pairs of these informants."""

    informants: tuple[str, ...]
    percent: Value


class Bias(Strict):
    """How an informant differs from the mother: on average, and at random."""

    bias: float = 0.0
    spread: float = 0.0
    waves: tuple[str, ...] = ()


class Scale(Strict):
    """A score per wave and informant."""

    lowest: float
    highest: float
    step: float = 1.0
    mean: float
    sd: float
    better: Literal["higher", "lower"] = "higher"
    gain: float = Field(description="Mean improvement of those who improve.")
    loss: float = Field(description="Typical deterioration of those who do not.")
    course: dict[str, float] = Field(description="Wave: share of the change that has come about by then.")
    bump: dict[str, float] = Field(default_factory=dict, description="Wave: passing extra, in score points.")
    noise: float
    informants: dict[str, Bias]
    improved: tuple[Improved, ...] = ()
    clinical: float | None = Field(None, description="From here up the score is in the clinical range.")
    clinical_improve: Value | None = Field(None, description="Percentage of those in the clinical range.")


class Problem(Strict):
    """A yes/no problem in the family, as informants see it."""

    absent: Value | None = Field(None, description="Percentage of families without it, at start.")
    present: float | None = Field(None, description="Percentage of families with it, at start.")
    goes: float = Field(0.0, description="Share of the problems that is gone by the yardstick wave.")
    comes: float = Field(0.0, description="Probability that it appears in a later wave.")
    group: str = Field(description="Problems of one group go together.")
    within: str | None = Field(
        None, description="A milder problem, listed earlier, that comes with this one."
    )
    informants: tuple[str, ...]
    disagree: float = Field(0.0, description="Probability that the second informant sees it otherwise.")
    waves: tuple[str, ...]


class AtHome(Strict):
    """Children who live at home."""

    away: dict[str, int] = Field(default_factory=dict, description="Wave: children placed elsewhere.")


class Marks(Strict):
    """Marks from 1 to 10 that mothers give the programme."""

    mean: dict[str, Value]
    sd: float
    step: float = 0.5
    leavers: float = Field(0.0, description="How much higher leavers mark at start.")


class FollowUpPhase(Strict):
    """Planned visits of a phase and the share that took place."""

    planned: int
    done: float
    spread: float


class FollowUpVisits(Strict):
    """Visit log of a family."""

    phases: dict[str, FollowUpPhase]
    minutes: Minutes
    depth: dict[str, float] = Field(description="Mean depth (1-5) by phase.")
    depth_spread: float
    crisis: float = Field(description="Probability that a visit went to crisis management.")


class FollowUpSpecification(Strict):
    """A synthetic follow-up study; the comments of ``synthetic.yaml`` explain each part."""

    kind: Literal["follow_up"]
    study: str
    prefix: str
    registered: Value
    yardstick: str
    waves: dict[str, FollowUpWave]
    calendar: Calendar
    entry: Entry
    age: Age
    family: dict[str, FamilyVariable]
    scales: dict[str, Scale]
    problems: dict[str, Problem]
    child_at_home: AtHome
    marks: Marks
    interviews: dict[str, float] = Field(description="Coded theme (1-5): mean of women who stay.")
    interview_waves: tuple[str, ...]
    visits: FollowUpVisits
    not_followed: dict[str, str] = Field(default_factory=dict)
