"""Effects of the trial: from the published figures, or from a cohort's own estimates table."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log, nan, sqrt
from typing import TYPE_CHECKING, Literal

import numpy as np
import numpy.typing as npt

from voorzorg.economics.inputs.model import Inputs
from voorzorg.economics.inputs.outcomes import Arm, Outcome
from voorzorg.errors import UserError
from voorzorg.estimates.contrast import Contrast

if TYPE_CHECKING:
    import pandas as pd

Array = npt.NDArray[np.float64]
#: Standard errors between an estimate and its 95 % limit.
_Z = 1.959963984540054


@dataclass(frozen=True)
class Effect:
    """How many fewer women per woman in the programme, and the distribution of that difference.

    ``fewer`` is the point estimate, on the scale of probabilities. ``kind`` and ``parameters`` say what is
    drawn: ``beta`` a difference of two beta variables, (a, b) of control and of treated; ``odds_ratio`` the
    control arm's risk, the logarithm's mean and its standard deviation; ``normal`` mean and standard error.
    ``origin`` is ``published``, or the cohort whose estimate it is.
    """

    key: str
    fewer: float
    kind: Literal["beta", "odds_ratio", "normal"]
    parameters: tuple[float, ...]
    origin: str = "published"
    synthetic: bool = False

    def draw(self, size: int, random: np.random.Generator) -> Array:
        """Draws of the difference, shape (size,)."""
        if self.kind == "beta":
            a, b, c, d = self.parameters
            return np.asarray(random.beta(a, b, size) - random.beta(c, d, size))
        if self.kind == "odds_ratio":
            risk, mean, sd = self.parameters
            return risk - treated_risk(risk, np.exp(random.normal(mean, sd, size)))
        mean, sd = self.parameters
        return random.normal(mean, sd, size)


def treated_risk(control: float, odds_ratio: Array | float) -> Array:
    """The risk that an odds ratio gives beside the control arm's risk."""
    odds = control / (1 - control) * np.asarray(odds_ratio, dtype=float)
    return np.asarray(odds / (1 + odds))


def from_counts(key: str, control: Arm, treated: Arm) -> Effect:
    """An effect from counts: beta distributions with Jeffreys' prior."""
    half = 0.5
    return Effect(
        key,
        control.events / control.n - treated.events / treated.n,
        "beta",
        (
            control.events + half,
            control.n - control.events + half,
            treated.events + half,
            treated.n - treated.events + half,
        ),
    )


def published_effects(inputs: Inputs) -> dict[str, Effect]:
    """The effects of the inputs' outcomes."""
    return {key: _published(key, outcome) for key, outcome in inputs.outcomes.items()}


def _published(key: str, outcome: Outcome) -> Effect:
    if outcome.kind == "beta":
        assert outcome.control is not None and outcome.treated is not None
        return from_counts(key, outcome.control, outcome.treated)
    ratio, risk = outcome.odds_ratio, outcome.control_risk
    assert ratio is not None and risk is not None and ratio.low is not None and ratio.high is not None
    control = risk.value / 100
    spread = (log(ratio.high) - log(ratio.low)) / (2 * _Z)
    fewer = control - float(treated_risk(control, ratio.value))
    return Effect(key, fewer, "odds_ratio", (control, log(ratio.value), spread))


def own_effects(inputs: Inputs, table: pd.DataFrame, treated: str) -> dict[str, Effect]:
    """Effects of a cohort's own estimates: the adjusted risk difference, else the unadjusted one.

    Outcomes that the table does not hold are left out. A difference is treated minus reference; its sign is
    turned, so that fewer women is more than 0.

    Parameters
    ----------
    table
        The cohort's estimates table.
    treated
        The treated arm's key.
    """
    found = {}
    told = table["contrast"].dropna().unique()
    against = [text for text in told if Contrast.read(text).treated == treated]
    for key, outcome in inputs.outcomes.items():
        where = outcome.estimates
        if where is None:
            continue
        rows = table[
            (table["outcome"] == where.outcome)
            & (table["estimand"] == "risk_difference")
            & (table["population"] == "itt")
            & table["contrast"].isin(against)
            & table["estimate"].notna()
            & table["ci_low"].notna()
        ]
        if where.wave is not None:
            rows = rows[rows["wave"] == where.wave]
        for analysis in ("adjusted", "unadjusted"):
            chosen = rows[rows["analysis"] == analysis]
            if len(chosen):
                row = chosen.iloc[0]
                sd = (float(row["ci_high"]) - float(row["ci_low"])) / (2 * _z(float(row["ci_level"])))
                found[key] = Effect(
                    key,
                    -float(row["estimate"]),
                    "normal",
                    (-float(row["estimate"]), sd),
                    str(row["cohort"]),
                    str(row["data_kind"]) == "synthetic",
                )
                break
    return found


def _z(level: float) -> float:
    from scipy.special import ndtri

    return float(ndtri((1 + level) / 2))


def risks(outcome: Outcome) -> tuple[float, float]:
    """Percent with the outcome in the control and the treated arm."""
    if outcome.control is not None and outcome.treated is not None:
        return (
            100 * outcome.control.events / outcome.control.n,
            100 * outcome.treated.events / outcome.treated.n,
        )
    assert outcome.control_risk is not None and outcome.odds_ratio is not None
    control = outcome.control_risk.value
    return control, 100 * float(treated_risk(control / 100, outcome.odds_ratio.value))


def moments(effect: Effect) -> tuple[float, float]:
    """Mean and standard deviation of what is drawn, where they have a closed form; nan for an odds
    ratio's."""
    if effect.kind == "beta":
        means, variances = [], []
        for a, b in (effect.parameters[:2], effect.parameters[2:]):
            means.append(a / (a + b))
            variances.append(a * b / ((a + b) ** 2 * (a + b + 1)))
        return means[0] - means[1], sqrt(sum(variances))
    if effect.kind == "normal":
        return effect.parameters[0], effect.parameters[1]
    return nan, nan


def odds_ratio_limits(effect: Effect) -> tuple[float, float]:
    """The difference at both limits of the odds ratio, low end first."""
    risk, mean, sd = effect.parameters
    worst, best = (risk - float(treated_risk(risk, exp(mean + sign * _Z * sd))) for sign in (1, -1))
    return worst, best


class NoEstimateError(UserError):
    """A cohort was named whose estimates are not there or hold nothing that is needed."""
