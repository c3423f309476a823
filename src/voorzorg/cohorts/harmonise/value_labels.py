"""The labels that a file gives its codes, against what the manifest makes of them."""

from __future__ import annotations

from voorzorg.cohorts.harmonise.distinct_values import Column
from voorzorg.cohorts.manifest.data import Variable
from voorzorg.cohorts.reading.values.codes import code, codes, means_missing, yes_no
from voorzorg.messages import message

#: Dutch targets of a binary variable.
TARGETS = {"ja": "1", "nee": "0"}


def check_labels(column: Column, variable: Variable) -> None:
    """The file's own labels against the manifest's decoding: yes must not become 0."""
    wanted = {code(key): TARGETS.get(target, target) for key, target in (variable.values or {}).items()}
    shared = {value for values in _shared_labels(column) for value in values}
    for value, label in column.labels.items():
        if code(value) in shared:
            continue
        target, meaning = wanted.get(code(value)), yes_no(code(label))
        if target in ("0", "1") and meaning is not None and target != meaning:
            column.report(
                "error",
                message("finding-labels-opposite"),
                None,
                expected=message("finding-codes-labelled-yes-become-codes"),
                action=message("finding-reverse-values-variable-decode-label"),
            )
            return


def _shared_labels(column: Column) -> list[list[str]]:
    """Codes of the file that have one and the same value label, but for labels that mean missing."""
    by_label: dict[str, list[str]] = {}
    for value, label in column.labels.items():
        if not means_missing(label):
            by_label.setdefault(code(label), []).append(code(value))
    return [values for values in by_label.values() if len(values) > 1]


def check_shared_labels(column: Column, variable: Variable, texts: list[str | None]) -> None:
    """Two codes that occur and have one label become one value, unless the manifest decodes by code."""
    by_code = set(codes(variable.values or {}))
    for values in _shared_labels(column):
        left = [value for value in values if value in texts and value not in by_code]
        if len(left) < 2:
            continue
        column.report(
            "error" if variable.type == "binary" else "warning",
            message("finding-codes-one-label", codes=left),
            None,
            expected=message("finding-label-own-each-code"),
            action=message(
                "finding-decode-by-code",
                example=f"values: {{{', '.join(f'{value}: ...' for value in left)}}}",
            ),
        )
