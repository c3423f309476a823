"""Multilevel logistic regression by maximum likelihood with adaptive Gauss-Hermite quadrature.

Reading order for the numerics: ``quadrature`` (the rule), ``modes`` (where it is centred), ``two_level`` (a
cluster's likelihood with exact derivatives), ``likelihood`` (all clusters), ``newton`` and ``fitting`` (its
maximum). Imports run one way: ``specification`` (what is estimated), ``engines`` and ``estimation`` (how),
``estimates`` (what came of it), then what can be asked of that, gathered in ``results``; ``model`` on top.
"""

from voorzorg.statistics.multilevel.answers.results import MultilevelLogitResults
from voorzorg.statistics.multilevel.errors import (
    MultilevelError,
    NotConvergedWarning,
    RankDeficientError,
    SeparationError,
)
from voorzorg.statistics.multilevel.model import MultilevelLogit

__all__ = [
    "MultilevelError",
    "MultilevelLogit",
    "MultilevelLogitResults",
    "NotConvergedWarning",
    "RankDeficientError",
    "SeparationError",
]
