"""What can go wrong with a multilevel logistic model, each under its own name."""

from __future__ import annotations

from voorzorg.messages import Message, RefusedError


class MultilevelError(ValueError):
    """The data and the model do not go together; the message says why and what to do."""


class UnfitDataError(RefusedError, MultilevelError):
    """The data cannot carry the model."""


class SeparationError(UnfitDataError):
    """Some coefficient has no finite maximum-likelihood estimate (complete or quasi-complete separation).

    ``columns`` names the coefficients that run to infinity.
    """

    def __init__(self, said: Message, columns: list[str]) -> None:
        super().__init__(said)
        self.columns = columns


class RankDeficientError(UnfitDataError):
    """The design matrix has columns that are combinations of other columns; ``columns`` names them."""

    def __init__(self, said: Message, columns: list[str]) -> None:
        super().__init__(said)
        self.columns = columns


class NotConvergedWarning(RuntimeWarning):
    """The optimiser stopped without a maximum; ``results.converged`` is False."""
