"""Mistakes in files of settings, as messages: where, which line, what belongs there and what to do.

A model is a :class:`Strict`. What its own validators refuse they raise with :func:`fault`; what pydantic
refuses is a row in ``kinds``, and what cannot be YAML a row in ``unreadable``. :func:`refused` makes of all
of it the lines that a :class:`~voorzorg.errors.UserError` says in the reader's language.
"""

from voorzorg.validation.fault import Fault, FaultError, fault, several
from voorzorg.validation.found import Problem, found_problems, problem_at
from voorzorg.validation.refusal import listed, not_readable, refused
from voorzorg.validation.strict import Strict
from voorzorg.validation.suggestions import nearest
from voorzorg.validation.unreadable import unreadable

__all__ = [
    "Fault", "FaultError", "Problem", "Strict",
    "fault", "found_problems", "listed", "nearest", "not_readable", "problem_at", "refused", "several",
    "unreadable",
]  # fmt: skip
