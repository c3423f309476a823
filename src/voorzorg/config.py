"""The configuration of a run: ``config.yaml`` as a validated model."""

from __future__ import annotations

import contextlib
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import yaml
from pydantic import Field, ValidationError, model_validator

from voorzorg.cohorts.manifest.analyses import Analysis
from voorzorg.cohorts.manifest.model import Manifest
from voorzorg.cohorts.manifest.outcomes import Outcome
from voorzorg.errors import UserError
from voorzorg.languages import CODES
from voorzorg.messages import message
from voorzorg.text import Label, Language, system_language
from voorzorg.validation import Strict, fault, nearest, not_readable, refused
from voorzorg.yaml_file import load, read_text

_LANGUAGE_LINE = re.compile(r"^language:[ \t]*['\"]?(\w+)", re.MULTILINE)
#: Below this minimum cell a reason has to be given.
LOWEST_CELL = 5


class CohortRun(Strict):
    """How one cohort takes part in a run."""

    data: str = Field(
        "synthetic", description="'synthetic', or the folder that holds the cohort's real files."
    )


class Accumulation(Strict):
    """The accumulation of risk factors: the participants' variable that counts them."""

    variable: str = Field("risk_factors", description="Participant variable that counts risk factors.")


class AnalysisDefaults(Strict):
    """Defaults that every analysis shares; an outcome may override ``adjust``."""

    ci_level: float = Field(0.95, gt=0.5, lt=1, description="Level of intervals.")
    adjust: tuple[str, ...] = Field(
        (),
        description="Covariates of the catalogue's outcomes, for cohorts that take them over.",
    )
    imputations: int = Field(20, ge=2, le=1000, description="Number of imputed data sets.")
    pool: tuple[Analysis, ...] | Literal["all"] = Field(
        (),
        description="Analyses that are done on every imputed data set and pooled as well; 'all' for every "
        "one that can be, of every outcome.",
    )
    contour_deltas: tuple[float, ...] = Field(
        (),
        description="Shifts of imputed log odds (or standard deviations) in either arm, for the contour of "
        "sensitivity; empty: no contour.",
    )
    reference_strategies: tuple[Literal["jump", "copy", "increments", "last_mean"], ...] = Field(
        ("jump",),
        description="Reference-based imputations that are done.",
    )
    reference_samples: int = Field(
        200,
        ge=0,
        le=10_000,
        description="Bootstrap samples behind the frequentist errors of reference-based imputations of "
        "primary outcomes, beside Rubin's; 0: none.",
    )
    accumulation: Accumulation = Field(Accumulation(), description="The effect by number of risk factors.")
    tipping_deltas: tuple[float, ...] = Field(
        (-2.0, -1.5, -1.0, -0.5, 0.0, 0.5, 1.0, 1.5, 2.0),
        description="Shifts of the treated arm's imputed log odds (or standard deviations) at which the "
        "effect is told again.",
    )


class Disclosure(Strict):
    """Output control for real data: cells below ``minimum_cell`` are not shown, counts are rounded."""

    minimum_cell: int = Field(
        10,
        ge=1,
        description="Counts below it are hidden, and what would give them back.",
    )
    round_to: int = Field(
        5,
        ge=1,
        description="Counts are rounded to a multiple of this, and what is derived from them is as coarse.",
    )
    reason: str | None = Field(
        None,
        min_length=10,
        description="Why less than the defaults (minimum_cell 10, round_to 5) is allowed, and by whom; a "
        "minimum_cell below 5 needs it.",
    )

    @model_validator(mode="after")
    def _few_have_a_reason(self) -> Disclosure:
        if self.minimum_cell < LOWEST_CELL and self.reason is None:
            raise fault("fault-cell-needs-reason", "minimum_cell", lowest=LOWEST_CELL)
        return self

    @property
    def loosened(self) -> bool:
        """Whether less is protected than by default."""
        usual = type(self).model_fields
        return any(getattr(self, name) < usual[name].default for name in ("minimum_cell", "round_to"))


class Economics(Strict):
    """The business case: its files, and the cohort whose own costs and effects stand beside the published."""

    inputs: str = Field("data/economics/inputs.yaml", description="The commented file of inputs.")
    municipalities: str = Field(
        "data/economics/municipalities.csv",
        description="Municipalities by their births, or the statistics office's export.",
    )
    year: int | None = Field(
        None, description="The year to take where an export holds several; else the last."
    )
    price_index: str | None = Field(
        None,
        description="CSV with a price index by year; needed where the inputs name a price_year.",
    )
    own: str | None = Field(None, description="A cohort that is shown beside the published figures.")


@dataclass(frozen=True)
class Fit:
    """The outcomes that a cohort gets; and, by configured outcome, the variables and waves that it lacks."""

    outcomes: dict[str, Outcome] = field(default_factory=dict)
    without_variable: dict[str, tuple[str, ...]] = field(default_factory=dict)
    without_wave: dict[str, tuple[str, ...]] = field(default_factory=dict)


class Config(Strict):
    """Everything a run can be told."""

    language: Language = Field("nl", description="Language of everything that is shown: nl or en.")
    seed: int = Field(1, ge=0, description="Seed of imputation, simulation and synthetic data.")
    cohorts: dict[str, CohortRun] = Field(description="Cohorts that a run may make, by name.")
    analysis: AnalysisDefaults = Field(AnalysisDefaults(), description="Defaults of the analyses.")
    disclosure: Disclosure = Field(Disclosure(), description="Output control of real data.")
    economics: Economics = Field(Economics(), description="The municipal business case.")
    simulate: tuple[str, ...] = Field(
        (), description="Study files in data/studies, by name, whose pages are made (docs/lab.md)."
    )
    families: dict[str, Label] = Field(
        default_factory=dict, description="What reports call the families of outcomes; a manifest may differ."
    )
    outcomes: dict[str, Outcome] = Field(
        default_factory=dict,
        description="The catalogue of VoorZorg's outcomes, from which a manifest may take over.",
    )

    def data_of(self, cohort: str) -> str | None:
        """What is configured as a cohort's data, a folder or 'synthetic'; none where it is not listed."""
        return self.cohorts[cohort].data if cohort in self.cohorts else None

    def outcomes_of(self, manifest: Manifest, variables: set[str] | None = None) -> dict[str, Outcome]:
        """The outcomes of :meth:`fit`."""
        return self.fit(manifest, variables).outcomes

    def fit(self, manifest: Manifest, variables: set[str] | None = None) -> Fit:
        """Outcomes of the catalogue that the manifest takes over, then the manifest's own, which win by key.

        Of the catalogue a cohort gets the outcomes whose variable it has. An outcome there that does not say
        who answers has the manifest's informant.

        ``variables`` are the tidy columns; without them every configured outcome is taken. Waves that the
        cohort does not have are left out of an outcome, and an outcome of which none is left with them.
        """
        waves = {wave.key for wave in manifest.waves}
        fit = Fit()
        for key, outcome in {**self.taken_over(manifest), **manifest.outcomes}.items():
            needed = dict.fromkeys(outcome.variables)
            known = needed if key in manifest.outcomes or variables is None else variables
            if lacking := tuple(name for name in needed if name not in known):
                fit.without_variable[key] = lacking
                continue
            kept = tuple(wave for wave in outcome.waves if wave in waves)
            if kept != outcome.waves:
                fit.without_wave[key] = tuple(wave for wave in outcome.waves if wave not in waves)
            if kept or not outcome.waves:
                fit.outcomes[key] = outcome.model_copy(update={"waves": kept})
        return fit

    def taken_over(self, manifest: Manifest) -> dict[str, Outcome]:
        """The outcomes of this configuration that a manifest's ``catalogue`` names."""
        wanted = self.outcomes if manifest.catalogue == "all" else manifest.catalogue
        return {
            key: outcome
            if "informant" in outcome.model_fields_set
            else outcome.model_copy(update={"informant": manifest.informant})
            for key, outcome in self.outcomes.items()
            if key in wanted
        }

    def covariates_of(self, manifest: Manifest) -> tuple[str, ...]:
        """Default covariates: the manifest's, or these where the cohort takes outcomes over."""
        if manifest.adjust is not None:
            return manifest.adjust
        return self.analysis.adjust if manifest.catalogue else ()


class ConfigError(UserError):
    """The configuration is not as it should be; the message lists every problem in words."""


def parse_config(content: object, where: str = "config.yaml", text: str | None = None) -> Config:
    """Validate configuration read from YAML; raise :class:`ConfigError` with every problem.

    ``text`` is what the file holds: it gives the lines. A configuration that was read before is itself.
    """
    if isinstance(content, Config):
        return content
    if not isinstance(content, dict):
        raise ConfigError(message("fault-no-lines", file=where))
    try:
        return Config.model_validate(content)
    except ValidationError as error:
        raise ConfigError(*refused(where, error, Config, content, text)) from None


def load_yaml(path: str | Path) -> object:
    """What a YAML file holds; raise :class:`ConfigError` when it is absent, unreadable or has a key twice."""
    return _loaded(Path(path))[0]


def _loaded(path: Path) -> tuple[object, str]:
    try:
        text = read_text(path)
        return load(text), text
    except FileNotFoundError:
        raise ConfigError(message("fault-no-config", file=str(path))) from None
    except yaml.YAMLError as error:
        raise ConfigError(not_readable(path, error)) from None


def read_config(path: str | Path = "config.yaml") -> Config:
    """Read ``config.yaml``; raise :class:`ConfigError` when it is absent, unreadable or wrong."""
    content, text = _loaded(Path(path))
    return parse_config(content, str(path), text)


def configured_language() -> Language:
    """The language of this folder's ``config.yaml``, or else the computer's."""
    return read_config().language if Path("config.yaml").exists() else system_language()


def language_of_messages() -> Language:
    """The same where ``config.yaml`` may be what is wrong: what it names, if that can be read."""
    try:
        return configured_language()
    except (UserError, OSError):
        return _named_language() or system_language()


def _named_language() -> Language | None:
    """The language on the line that names it, of a file that may be readable no further."""
    with contextlib.suppress(yaml.YAMLError, OSError):
        found = _LANGUAGE_LINE.search(read_text("config.yaml"))
        return nearest(found[1], CODES) if found else None
    return None
