"""One table of one manifest entry, harmonised: typed variables, identifiers, wave, informant and time."""

from __future__ import annotations

import numpy as np
import pandas as pd

from voorzorg.cohorts.checks import header_is_data, rows_are_people, rows_below, tried_rows
from voorzorg.cohorts.checks.findings import Findings
from voorzorg.cohorts.harmonise.columns import describe, find_column, header_elsewhere, nearest, resolve
from voorzorg.cohorts.harmonise.decode import decode
from voorzorg.cohorts.harmonise.entry.cells import check_cells
from voorzorg.cohorts.harmonise.entry.part import Part, Uses, View
from voorzorg.cohorts.harmonise.entry.rows import kept_rows
from voorzorg.cohorts.harmonise.entry.who_and_when import informant, numbering, order, wave, when
from voorzorg.cohorts.identity.comparable_ids import Identities, as_written, normalise
from voorzorg.cohorts.manifest.data import ROW, File
from voorzorg.cohorts.manifest.model import Manifest
from voorzorg.cohorts.reading.raw_table import RawTable
from voorzorg.cohorts.reading.threads import side_by_side
from voorzorg.cohorts.reading.values.codes import code
from voorzorg.messages import message


def harmonise(
    file: File,
    raw: RawTable,
    manifest: Manifest,
    findings: Findings,
    items: frozenset[str],
    identities: Identities,
    uses: Uses,
) -> Part | None:
    """Decode what the manifest maps; ``None`` where the identifier column itself is not found."""
    if file.id == ROW:
        _number_rows(raw)
    rows_are_people.check(file, raw, findings)
    rows_below.check(file, raw, findings)
    tried_rows.check(file, raw, findings)
    header_is_data.check(file, raw, findings)
    if _header_is_elsewhere(file, raw, findings):
        return None
    _first_of_its_name(file, raw, manifest)
    id_column = find_column(file.id, raw, findings)
    mapped = resolve(file, raw, findings)
    uses.anchors |= {
        column
        for variable, column in mapped.items()
        if (known := describe(variable, manifest, items)) is not None and known.role == "anchor"
    }
    if id_column is None:
        return None
    uses.ids.add(id_column)
    keep = kept_rows(file, raw, id_column, list(mapped.values()), findings)
    view = View(file, raw, manifest, findings, keep)
    given = _identifiers(file, view, id_column)
    ids = identities.number(given, file=raw.name, column=id_column, rows=view.rows, findings=findings)
    check_cells(view, id_column, list(mapped.values()))
    part = Part(
        file=file,
        name=raw.name,
        frame=_decoded(view, mapped, items, len(ids)),
        ids=ids,
        rows=view.rows,
        informant=informant(file, view),
        mapped=mapped,
        written=as_written(given) if pd.api.types.is_string_dtype(given) else None,
        digest=raw.digest,
    )
    if file.holds == "wave":
        part.wave = wave(file, view)
    when(file, view, part)
    part.child = numbering(file.child_column, view)
    part.number = numbering(file.number_column, view)
    if file.enrolment_column:
        part.enrolment = order(file.enrolment_column, view)
    return part


def _decoded(view: View, mapped: dict[str, str], items: frozenset[str], rows: int) -> pd.DataFrame:
    """The mapped columns as typed variables; findings in the order of the manifest."""
    raw, manifest, findings = view.raw, view.manifest, view.findings

    def one(variable: str) -> tuple[pd.Series | None, Findings]:
        column, own = mapped[variable], Findings()
        known = describe(variable, manifest, items)
        if known is None:
            _undescribed(variable, column, raw, manifest, own)
            return None, own
        if manifest.arms is not None and variable == manifest.arms.variable:
            _check_arm_labels(raw, column, manifest, own)
        values = decode(view.column(column, own), known)
        if len(raw.frame) and raw.frame[column].isna().all():
            own.warning(
                message("finding-mapped-column-holds-nothing-all"),
                file=raw.name,
                column=column,
                expected=message("finding-values-2", variable=str(variable)),
                action=message("finding-export-file-again-column-filled"),
            )
        return values, own

    columns: dict[str, pd.Series] = {}
    for variable, (values, told) in zip(mapped, side_by_side(one, list(mapped)), strict=True):
        findings.items.extend(told)
        if values is not None:
            columns[variable] = values
    return pd.DataFrame(columns, copy=False) if columns else pd.DataFrame(index=range(rows))


def _first_of_its_name(file: File, raw: RawTable, manifest: Manifest) -> None:
    """``PROPS`` is the first of two columns of that name where the manifest maps ``PROPS (2)`` as well."""
    mapped = {
        column for other in manifest.files if other.path == file.path for column in other.columns.values()
    }
    raw.duplicated -= {name for name in raw.duplicated if f"{name} (2)" in mapped}


def _number_rows(raw: RawTable) -> None:
    """An identifier for a file that has none: the row's number, where the row holds anything."""
    if ROW not in raw.frame:
        filled = raw.frame.notna().any(axis=1).to_numpy()
        raw.frame[ROW] = np.where(filled, raw.rows.astype("float64"), np.nan)


def _identifiers(file: File, view: View, column: str) -> pd.Series:
    """Identifiers as the file has them; with the centre in front where they are unique in a centre only."""
    within = view.find(file.id_within)
    if within is None:
        return view.values(column)
    centre, own = normalise(view.values(within)), normalise(view.values(column))
    return (centre.fillna("") + " / " + own).astype("str")


def _header_is_elsewhere(file: File, raw: RawTable, findings: Findings) -> bool:
    """One message for a header that is merged over several rows, instead of one per column."""
    if code(file.id) in {code(name) for name in raw.frame.columns}:
        return False
    row = header_elsewhere(file.id, raw)
    if row is not None:
        findings.error(
            message("finding-merged-header-column-names-stand", row=str(row)),
            file=raw.name,
            column=file.id,
            expected=message("finding-column-names-row", header_row=str(raw.header_row)),
            action=message("finding-set-header-row-manifest-delete", row=str(row)),
        )
    return row is not None


def _undescribed(variable: str, column: str, raw: RawTable, manifest: Manifest, findings: Findings) -> None:
    close = nearest(variable, manifest.variables)
    findings.error(
        message("finding-variable-mapped-but-not-described", variable=str(variable)),
        file=raw.name,
        column=column,
        expected=message("finding-entry-under-variables-manifest", variable=str(variable)),
        action=message("finding-did-you-mean-otherwise-describe", close=str(close[0]))
        if close
        else message("finding-describe-unmap"),
    )


def _check_arm_labels(raw: RawTable, column: str, manifest: Manifest, findings: Findings) -> None:
    """The file's labels of the allocation against the arms' labels: the same code, another arm."""
    assert manifest.arms is not None
    by_code = {code(c): key for key, arm in manifest.arms.levels.items() for c in arm.codes}
    by_label = {
        code(text): key
        for key, arm in manifest.arms.levels.items()
        for text in (key, arm.label.nl, arm.label.en)
    }
    for value, label in raw.value_labels.get(column, {}).items():
        meant, labelled = by_code.get(code(value)), by_label.get(code(label))
        if meant is not None and labelled is not None and meant != labelled:
            findings.error(
                message("finding-reversed-arm-coding-file-value"),
                file=raw.name,
                column=column,
                expected=message("finding-same-code-same-arm-file"),
                action=message("finding-swap-codes-under-arms-levels"),
            )
            return
