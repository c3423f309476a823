"""What can go wrong with a multilevel logistic model, each under its own name."""

from __future__ import annotations


class MultilevelError(ValueError):
    """The data and the model do not go together; the message says why and what to do."""


class SeparationError(MultilevelError):
    """Some coefficient has no finite maximum-likelihood estimate (complete or quasi-complete separation).

    ``columns`` names the coefficients that run to infinity.
    """

    def __init__(self, message: str, columns: list[str]) -> None:
        super().__init__(message)
        self.columns = columns


class RankDeficientError(MultilevelError):
    """The design matrix has columns that are combinations of other columns; ``columns`` names them."""

    def __init__(self, message: str, columns: list[str]) -> None:
        super().__init__(message)
        self.columns = columns


class NotConvergedWarning(RuntimeWarning):
    """The optimiser stopped without a maximum; ``results.converged`` is False."""
