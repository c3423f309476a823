"""What a population is made from, prepared once: outcomes, covariates, who stays, how all correlate."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from scipy.special import ndtr

from voorzorg.cohorts.manifest.model import Manifest, read_manifest
from voorzorg.synthetic import law
from voorzorg.synthetic.figures import Figures
from voorzorg.synthetic.population.outcomes import Population, outcomes_of
from voorzorg.synthetic.trial.specification import (
    Characteristic,
    SpecificationError,
    TrialSpecification,
    parse_specification,
    read_yaml,
)

#: Points of a covariate's distribution function between which values are interpolated.
POINTS = 4001


@dataclass(frozen=True)
class Covariate:
    """A characteristic known at randomisation: its quantiles at even probabilities, and whose propensity it
    follows.
    """

    domain: str
    loading: float
    quantiles: np.ndarray

    def at(self, propensity: np.ndarray) -> np.ndarray:
        """Values of women with these standard normal propensities."""
        place = ndtr(propensity) * (len(self.quantiles) - 1)
        return np.interp(place, np.arange(len(self.quantiles)), self.quantiles)


@dataclass(frozen=True)
class Risk:
    """Standardised numbers of risk factors at even probabilities, their mean and standard deviation, and the
    correlation of their propensity with violence.
    """

    points: np.ndarray
    mean: float
    sd: float
    correlation: float


@dataclass(frozen=True)
class World:
    """A population's specification with its numbers looked up; ``edges`` keeps where women leave."""

    spec: TrialSpecification
    manifest: Manifest
    outcomes: dict[str, Population]
    covariates: dict[str, Covariate]
    root: np.ndarray
    lost: dict[str, tuple[float, float]]
    risk: Risk
    edges: dict[tuple[str, float], float] = field(default_factory=dict)

    @property
    def domains(self) -> tuple[str, ...]:
        return self.spec.latent.domains

    @property
    def treated(self) -> str:
        return self.spec.treated

    @property
    def reference(self) -> str:
        return next(arm for arm in self.spec.arms if arm != self.spec.treated)


def read_world(cohort_dir: Path, published_dir: Path) -> World:
    """The population of the trial whose manifest and specification are in this folder.

    Raises
    ------
    SpecificationError
        Where the folder has no specification of a trial.
    """
    manifest = read_manifest(cohort_dir / "cohort.yaml")
    where = cohort_dir / (manifest.synthetic or "synthetic.yaml")
    content = read_yaml(where)
    if content.get("kind") != "trial":
        raise SpecificationError(f"{where}: 'kind: trial' is needed to draw trials from; take voorzorg_rct")
    spec = parse_specification(TrialSpecification, content, where)
    figures = Figures(published_dir)
    weeks = {wave.key: wave.weeks for wave in manifest.waves if wave.weeks is not None}
    covariates = {
        name: Covariate(what.domain, what.loading, _quantiles(what, figures))
        for name, what in spec.participants.items()
        if what.kind in ("number", "count")
    }
    reference = next(arm for arm in spec.arms if arm != spec.treated)
    sizes = {arm: figures.value(size.size) for arm, size in spec.arms.items()}
    lost = {
        wave: (
            1 - numbers.measured[reference] / sizes[reference],
            1 - numbers.measured[spec.treated] / sizes[spec.treated],
        )
        for wave, numbers in spec.waves.items()
    }
    outcomes = outcomes_of(spec, figures, weeks)
    risk = Risk(*law.risk_points(spec, figures))
    return World(spec, manifest, outcomes, covariates, law.root_of(spec.latent), lost, risk)


def _quantiles(what: Characteristic, figures: Figures) -> np.ndarray:
    """Quantiles at even probabilities; a number's mean and spread are those of both arms together."""
    at = (np.arange(POINTS) + 0.5) / POINTS
    if what.kind == "count":
        return law.count_quantile(at, what, figures)
    if what.bounds is None or what.mean is None or what.sd is None:
        raise SpecificationError("participants: a number needs bounds, mean and sd")
    mean = float(np.mean([figures.value(value) for value in what.mean.values()]))
    sd = float(np.mean([figures.value(value) for value in what.sd.values()]))
    return np.asarray(np.round(law.beta_quantile(at, mean, sd, what.bounds, "participants"), what.decimals))
