"""The estimators in one manner: a formula and a data frame or arrays in, ``fit()``, and like results out.

The names are those that statsmodels' users know. What a model needs beyond ``y`` and ``X`` (clusters,
persons, times) is named when it is made, as a column of the data or as an array.
"""

from voorzorg.statistics.models.estimators import (
    GEE,
    MMRM,
    Cox,
    LinearModel,
    Logit,
    MixedModel,
    NegativeBinomial,
)
from voorzorg.statistics.models.results import ModelResults
from voorzorg.statistics.models.two_arms import compare_arms

__all__ = [
    "GEE",
    "MMRM",
    "Cox",
    "LinearModel",
    "Logit",
    "MixedModel",
    "ModelResults",
    "NegativeBinomial",
    "compare_arms",
]
