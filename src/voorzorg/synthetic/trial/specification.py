"""The specification of a synthetic trial, ``synthetic.yaml``: what is assumed and where margins come from."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any, Literal, TypeVar

import yaml
from pydantic import BaseModel, Field, ValidationError

from voorzorg.errors import UserError
from voorzorg.messages import message
from voorzorg.validation import Strict, not_readable, refused
from voorzorg.yaml_file import read

Model = TypeVar("Model", bound=BaseModel)


class SpecificationError(UserError):
    """The specification is not as it should be; the message says where."""


class FigureRef(Strict):
    """A value taken from the published figures."""

    figure: str


Value = float | FigureRef
ArmValues = dict[str, Value]
WaveValues = dict[str, ArmValues]


class Size(Strict):
    """Number of women randomised to an arm."""

    size: Value


class Shares(Strict):
    """Shares of a propensity's variance; the rest is noise."""

    person: float = Field(ge=0, le=1)
    outcome: float = Field(ge=0, le=1)
    site: float = Field(ge=0, le=1)
    nurse: float = Field(ge=0, le=1)


class Latent(Strict):
    """Domains of propensity, how they correlate, and the usual variance shares."""

    shares: Shares
    domains: tuple[str, ...]
    correlations: tuple[tuple[str, str, float], ...] = ()


class Measured(Strict):
    """Women interviewed in a wave, of those randomised."""

    measured: dict[str, int]


class Sites(Strict):
    """Municipalities and how unequal they are."""

    number: Value
    size_spread: float


class Nurses(Strict):
    """About how many women one nurse visits."""

    women_per_nurse: float = Field(gt=0)


class Calendar(Strict):
    """Between which dates women entered."""

    first_entry: date
    last_entry: date


class Dropout(Strict):
    """Weights in the propensity to leave the study."""

    risk_factors: float
    violence: float
    person: float = Field(ge=0, le=1)


class Characteristic(Strict):
    """A variable with one value per woman."""

    kind: Literal["number", "count", "binary", "category"]
    domain: str
    loading: float = Field(ge=-1, le=1)
    bounds: tuple[float, float] | None = None
    decimals: int = 0
    mean: ArmValues | None = None
    sd: ArmValues | None = None
    lowest: int = 0
    highest: int = 0
    at_least: dict[int, Value] = Field(default_factory=dict)
    percent: ArmValues = Field(default_factory=dict)
    categories: dict[str, dict[str, Value | Literal["rest"]]] = Field(default_factory=dict)
    among: dict[str, int] = Field(default_factory=dict)
    percent_of: Literal["all", "eligible"] = "eligible"


class Repeated(Strict):
    """A binary variable per wave, as percentages of those who answer or as counts."""

    domain: str
    percent: WaveValues = Field(default_factory=dict)
    counts: dict[str, dict[str, int]] = Field(default_factory=dict)
    shares: Shares | None = None
    nonresponse: float = 0.0
    among: dict[str, int] = Field(default_factory=dict)
    percent_of: Literal["all", "eligible"] = "eligible"
    otherwise: int | None = None
    waves: tuple[str, ...] = ()


class Amount(Strict):
    """Mean and standard deviation by arm."""

    mean: ArmValues
    sd: ArmValues | None = None


class AmountWave(Strict):
    """An amount in one wave: over all who answered, or among those who do it."""

    overall: Amount | None = None
    among: Amount | None = None


class Amounts(Strict):
    """A count that is zero for women without the behaviour ``of``."""

    of: str
    highest: int
    at_most: str | None = None
    waves: dict[str, AmountWave]


class Breastfeeding(Strict):
    """Percent who started, and who breastfeed per wave."""

    started: ArmValues
    waves: WaveValues
    longest_weeks: float
    domain: str


class Birth(Strict):
    """The birth record."""

    recorded: dict[str, int]
    preterm: ArmValues
    gestational_age: ArmValues
    gestational_age_shift: dict[str, float]
    birth_weight: ArmValues
    birth_weight_sd: float
    grams_per_week: float
    sga: ArmValues
    domain: str


class Home(Strict):
    """Items of the home environment: log-odds of an item, per wave and arm."""

    items: int
    difficulty_spread: float
    spread: float
    mean: dict[str, dict[str, float]]
    domain: str


class BehaviourScale(Strict):
    """Risk of a clinical score in the reference arm, and the published ratio to it."""

    reference_percent: float
    ratio: Value


class Behaviour(Strict):
    """T-scores of behaviour problems in one wave."""

    wave: str
    answered: dict[str, int]
    clinical: int
    scales: dict[str, BehaviourScale]
    mean: float
    sd: float
    domain: str


class Violence(Strict):
    """CTS2 items and the prevalence per role, scale and level."""

    items: int
    of: str
    domain: str
    shares: Shares
    scale_share: float = Field(ge=0, le=1)
    negotiation: tuple[int, ...]
    pairs: dict[str, dict[Literal["minor", "severe"], tuple[int, ...]]]
    victim_is_odd: tuple[str, ...]
    another_item: float
    ever_before: float
    frequency: tuple[float, ...]
    percent: dict[Literal["victim", "perpetrator"], dict[str, WaveValues]]

    def item_numbers(self, role: str, scale: str, level: Literal["minor", "severe"]) -> tuple[int, ...]:
        """Items that tell whether the respondent was ``role`` of this scale and level."""
        odd = (role == "victim") == (scale in self.victim_is_odd)
        return tuple(first if odd else first + 1 for first in self.pairs[scale][level])


class Reports(Strict):
    """Reports in the child-protection register, of the women whose register was ``searched``."""

    searched: dict[str, int]
    percent: ArmValues
    until_weeks: float
    extract_until_weeks: float
    shape: float
    more_reports: float
    later_percent: float
    domain: str


class Phase(Strict):
    """A phase of the programme: planned visits, share done and its spread over families."""

    planned: int
    done: float
    spread: float


class Minutes(Strict):
    """Length of a visit."""

    mean: float
    sd: float
    lowest: int
    highest: int


class Visits(Strict):
    """The visit log."""

    phases: dict[str, Phase]
    stopped_at: float
    minutes: Minutes
    fields: dict[str, tuple[float, ...]]


class TrialSpecification(Strict):
    """A synthetic trial; the comments of ``synthetic.yaml`` explain each part."""

    kind: Literal["trial"]
    study: str
    arms: dict[str, Size]
    treated: str
    sites: Sites
    nurses: Nurses
    calendar: Calendar
    waves: dict[str, Measured]
    first_interview: FigureRef
    interview_spread: float
    dropout: Dropout
    latent: Latent
    participants: dict[str, Characteristic]
    repeated: dict[str, Repeated]
    cigarettes_per_day: Amounts
    cigarettes_near_baby: Amounts
    breastfeeding: Breastfeeding
    birth: Birth
    home: Home
    behaviour: Behaviour
    violence: Violence
    reports: Reports
    visits: Visits
    not_followed: dict[str, str] = Field(default_factory=dict)


def read_yaml(path: Path) -> dict[str, Any]:
    """The content of a YAML file that holds ``key: value`` lines."""
    try:
        content = read(path)
    except FileNotFoundError:
        raise SpecificationError(message("fault-no-file", file=str(path))) from None
    except yaml.YAMLError as error:
        raise SpecificationError(not_readable(path, error)) from None
    if not isinstance(content, dict):
        raise SpecificationError(message("fault-no-lines", file=str(path)))
    return content


def parse_specification(model: type[Model], content: dict[str, Any], where: Path) -> Model:
    """Validate a specification; raise :class:`SpecificationError` with every problem."""
    try:
        return model.model_validate(content)
    except ValidationError as error:
        text = where.read_text(encoding="utf-8-sig") if where.is_file() else None
        raise SpecificationError(*refused(where, error, model, content, text)) from None
