"""One column of a file: whose role its name and values play."""

from __future__ import annotations

import numpy as np
import pandas as pd

from voorzorg.cohorts.drafting.columns import roles
from voorzorg.cohorts.drafting.columns.column_types import guess_type
from voorzorg.cohorts.drafting.columns.guesses import (
    CONTROL_ARM,
    GROUP_CODES,
    LIKELY,
    MOST_WAVES,
    UNSURE,
    ColumnGuess,
)
from voorzorg.cohorts.drafting.sources.codebooks import Codebook
from voorzorg.cohorts.identity.column_names import in_words
from voorzorg.cohorts.identity.direct_identifiers import suspicion
from voorzorg.cohorts.reading.raw_table import RawTable
from voorzorg.cohorts.reading.values.codes import code
from voorzorg.messages import message


def guess_column(raw: RawTable, column: str, book: Codebook, step: int = 1) -> ColumnGuess:
    """Look at one column: its name, labels and the values of every ``step``-th row."""
    values = raw.frame[column].iloc[::step]
    label = raw.labels.get(column) or book.label(column) or " ".join(column.split())
    value_labels = raw.value_labels.get(column) or book.value_labels(column)
    guess = ColumnGuess(name=column, label=label, better=book.better.get(code(column), ""))
    guess.unit = book.units.get(code(column), "")
    counts = values.value_counts()
    present = pd.Series(counts.index)  # every different value once, which is all that most looks need
    guess.distinct = len(present)
    if guess.distinct == 0:
        guess.role, guess.evidence = "skipped", message("draft-empty")
        return guess
    guess_type(guess, present, counts.to_numpy(), value_labels, in_file=bool(raw.value_labels.get(column)))
    if guess.distinct == 1 and 0.1 <= values.isna().mean() < 1 and guess.type != "date":
        guess.confidence = UNSURE
        guess.evidence = message("draft-one-answer-or-empty")
    if roles.reads_as_id(column) and guess.type != "date":
        guess.role, guess.evidence = "id", message("draft-name-identifier")
        return guess
    if _bookkeeping(guess, present, raw.frame[column], list(raw.frame.columns)):
        guess.role, guess.evidence = "skipped", message("draft-bookkeeping")
        return guess
    kind = suspicion(values, column, present)
    arm = roles.reads_as_arm(column)
    few = 2 <= guess.distinct - len(guess.missing) <= 6
    if guess.type == "date" and roles.reads_as_birth(column):
        guess.role, guess.evidence = "birth", message("draft-date-birth")
    elif kind is not None:
        guess.role, guess.evidence = "refused", message("draft-looks-like", kind=in_words(kind))
    elif arm and few and guess.type not in ("date", "number"):
        guess.role, guess.arm, guess.evidence = "arm", arm, message("draft-name-few-codes")
    elif (
        2 <= guess.distinct <= 4
        and not roles.reads_as_event(column)
        and _names_a_control(present, value_labels)
    ):
        guess.role, guess.arm = "arm", 0.8
        guess.evidence = message("draft-code-control")
    elif roles.reads_as_site(column) and guess.distinct >= 2:
        guess.role = "site"
        if guess.type != "category":
            guess.type, guess.values = "category", None
        guess.confidence, guess.evidence = LIKELY, message("draft-name-few-values")
    elif roles.reads_as_wave(column) and 2 <= guess.distinct <= MOST_WAVES and guess.type != "date":
        guess.role = "wave"
    elif guess.type == "date":
        guess.role = "interview" if roles.reads_as_interview(column) else "variable"
    elif guess.type == "text":
        guess.role, guess.evidence = "skipped", message("draft-free-text")
    elif guess.type == "category" and roles.reads_as_remark(column) and _sentences(present):
        guess.role, guess.evidence = "skipped", message("draft-free-text-name")
    elif guess.type == "category" and guess.distinct == 1 and _sentences(present):
        guess.role, guess.evidence = "skipped", message("draft-one-text")
    return guess


def _sentences(present: pd.Series) -> bool:
    return any(len(str(value).split()) >= 3 for value in present)


def _bookkeeping(guess: ColumnGuess, present: pd.Series, values: pd.Series, columns: list[str]) -> bool:
    if roles.reads_as_administration(guess.name, columns) or roles.is_told_as_bookkeeping(
        guess.name, guess.label
    ):
        return True
    if roles.reads_as_complete(guess.name):
        states = {"0", "1", "2", "incomplete", "unverified", "complete"}
        return {code(value) for value in present} <= states
    if not roles.may_number_rows(guess.name) or guess.type != "integer" or len(present) < 5:
        return False
    numbers = pd.to_numeric(values.dropna(), errors="coerce").to_numpy(dtype="float64")
    counts_on = bool((np.diff(numbers) == 1).all())
    return counts_on and any(roles.reads_as_id(other) for other in columns if other != guess.name)


def _names_a_control(present: pd.Series, value_labels: dict[str, str]) -> bool:
    """Exactly one of the codes or labels reads like placebo, usual care or a waiting list."""
    texts = {code(value) for value in pd.unique(present)}
    labels = {code(value): code(label) for value, label in value_labels.items()}
    if frozenset(labels.get(text, text) for text in texts) in GROUP_CODES:
        return True
    return sum(bool(CONTROL_ARM.search(labels.get(text, text))) for text in texts) == 1
