"""One table of one manifest entry, harmonised: typed variables, identifiers, wave, informant and time."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from voorzorg.cohorts.checks import header_is_data, rows_are_people, rows_below
from voorzorg.cohorts.checks.findings import Findings, Severity
from voorzorg.cohorts.harmonise.columns import describe, find_column, header_elsewhere, nearest, resolve
from voorzorg.cohorts.harmonise.decode import decode
from voorzorg.cohorts.harmonise.distinct_values import Column
from voorzorg.cohorts.identity.comparable_ids import Identities, as_written, normalise
from voorzorg.cohorts.identity.ordinals import ordinal_keys
from voorzorg.cohorts.manifest.data import ROW, File, Variable
from voorzorg.cohorts.manifest.model import Manifest
from voorzorg.cohorts.reading.codes import ALWAYS_MISSING, code, codes, folded
from voorzorg.cohorts.reading.excel_cells import NOT_COMPUTED
from voorzorg.cohorts.reading.raw_table import RawTable
from voorzorg.cohorts.reading.stored_dates import NO_DATE
from voorzorg.messages import message
from voorzorg.text import Text

_DATE = Variable(label=Text(nl="datum", en="date"), type="date")
_WEEKS = Variable(label=Text(nl="weken", en="weeks"), type="number")


@dataclass
class Part:
    """What one table contributes. All members share one index; ``rows`` are its row numbers in the file.

    ``ids`` are numbers of :class:`Identities`; ``written`` the identifiers as the file has them, kept only
    to compare spellings. ``child`` and ``number`` are the file's own numbers or letters as text: their order
    is that of all files together (:func:`voorzorg.cohorts.identity.ordinals.places`).
    """

    file: File
    name: str
    frame: pd.DataFrame
    ids: pd.Series
    rows: np.ndarray
    informant: pd.Series
    wave: pd.Series | None = None
    date: pd.Series | None = None
    weeks: pd.Series | None = None
    child: pd.Series | None = None
    number: pd.Series | None = None
    enrolment: pd.Series | None = None
    mapped: dict[str, str] = field(default_factory=dict)
    written: pd.Series | None = None
    digest: str = ""

    def where(self, keep: np.ndarray) -> Part:
        """The part with some of its rows."""
        changed: dict[str, object] = {"rows": self.rows[keep]}
        for name, member in vars(self).items():
            if isinstance(member, pd.Series | pd.DataFrame):
                changed[name] = member[keep].reset_index(drop=True)
        return replace(self, **changed)  # type: ignore[arg-type]

    def rows_where(self, mask: pd.Series | np.ndarray) -> np.ndarray:
        return self.rows[np.asarray(mask, dtype=bool)]


@dataclass
class Uses:
    """What the manifest's entries take a table's columns for: identifiers, and dates to count from."""

    raw: RawTable
    ids: set[str] = field(default_factory=set)
    anchors: set[str] = field(default_factory=set)


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
    keep = _kept_rows(file, raw, id_column, list(mapped.values()), findings)
    view = _View(file, raw, manifest, findings, keep)
    given = _identifiers(file, view, id_column)
    ids = identities.number(given, file=raw.name, column=id_column, rows=view.rows, findings=findings)
    _check_cells(view, id_column, list(mapped.values()))
    frame = pd.DataFrame(index=range(len(ids)))
    columns: dict[str, pd.Series] = {}
    for variable, column in mapped.items():
        known = describe(variable, manifest, items)
        if known is None:
            _undescribed(variable, column, raw, manifest, findings)
            continue
        if manifest.arms is not None and variable == manifest.arms.variable:
            _check_arm_labels(raw, column, manifest, findings)
        columns[variable] = decode(view.column(column), known)
        if len(raw.frame) and raw.frame[column].isna().all():
            findings.warning(
                message("finding-mapped-column-holds-nothing-all"),
                file=raw.name,
                column=column,
                expected=message("finding-values-2", variable=str(variable)),
                action=message("finding-export-file-again-column-filled"),
            )
    if columns:
        frame = pd.DataFrame(columns)
    part = Part(
        file=file,
        name=raw.name,
        frame=frame,
        ids=ids,
        rows=view.rows,
        informant=_informant(file, view),
        mapped=mapped,
        written=as_written(given) if pd.api.types.is_string_dtype(given) else None,
        digest=raw.digest,
    )
    if file.holds == "wave":
        part.wave = _wave(file, view)
    _when(file, view, part)
    part.child = _numbering(file.child_column, view)
    part.number = _numbering(file.number_column, view)
    if file.enrolment_column:
        part.enrolment = _order(file.enrolment_column, view)
    return part


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


def _identifiers(file: File, view: _View, column: str) -> pd.Series:
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


@dataclass
class _View:
    """The kept rows of a raw table, column by column."""

    file: File
    raw: RawTable
    manifest: Manifest
    findings: Findings
    keep: np.ndarray

    @property
    def rows(self) -> np.ndarray:
        return self.raw.rows[self.keep]

    def values(self, name: str) -> pd.Series:
        values = self.raw.frame[name]
        return (values if self.keep.all() else values[self.keep]).reset_index(drop=True)

    def column(self, name: str) -> Column:
        return Column(
            values=self.values(name),
            file=self.raw.name,
            name=name,
            rows=self.rows,
            findings=self.findings,
            labels=self.raw.value_labels.get(name, {}),
            missing=frozenset(codes((*self.file.missing, *self.manifest.missing))),
            decimal=self.file.decimal or self.raw.decimal,
            format=self.raw.format,
        )

    def find(self, name: str | None) -> str | None:
        return find_column(name, self.raw, self.findings) if name else None


def _kept_rows(
    file: File, raw: RawTable, id_column: str, mapped: list[str], findings: Findings
) -> np.ndarray:
    """Rows that ``where`` selects and that are somebody's; blank rows go, rows without id are told."""
    keep = np.ones(len(raw.frame), dtype=bool)
    for name, wanted in file.where.items():
        column = find_column(name, raw, findings)
        if column is None:
            continue
        texts = pd.Series(folded(raw.frame[column]).to_pandas()).fillna("")
        labels = {code(k): code(v) for k, v in raw.value_labels.get(column, {}).items()}
        allowed = set(codes(wanted))
        allowed |= {k for k, v in labels.items() if v in allowed}
        keep &= texts.isin(allowed).to_numpy()
    names = list(dict.fromkeys([*mapped, *raw.frame.columns])) if raw.frame.shape[1] <= 60 else mapped
    texts = pd.Series(folded(raw.frame[id_column]).to_pandas())
    no_id = (texts.isna() | texts.isin(list(ALWAYS_MISSING))).to_numpy() & keep
    if no_id.any():
        rest = raw.frame.loc[no_id, [n for n in names if n != id_column]]
        some = rest.notna().any(axis=1).to_numpy() if rest.shape[1] else np.zeros(no_id.sum(), dtype=bool)
        told = raw.rows[np.flatnonzero(no_id)[some]]
        if len(told) == 1 and told[0] == raw.rows[keep][-1]:
            findings.error(
                message("finding-half-empty-last-row-identifier"),
                file=raw.name,
                column=id_column,
                rows=told,
                expected=message("finding-whole-row-per-participant"),
                action=message("finding-delete-row-total-remark-row"),
            )
        elif len(told):
            findings.error(
                message("finding-rows-without-identifier"),
                file=raw.name,
                column=id_column,
                rows=told,
                expected=message("finding-identifier-every-row"),
                action=message("finding-complete-identifier-delete-these-rows"),
            )
    keep &= ~no_id
    if not keep.any() and len(keep):
        findings.error(
            message("finding-rows-left"),
            file=raw.name,
            column=id_column,
            expected=(
                message("finding-a-row-where", columns=list(file.where))
                if file.where
                else message("finding-a-row")
            ),
            action=message("finding-correct-where-id-manifest"),
        )
    elif mapped and len(keep):
        _check_last_row(raw, mapped, keep, findings)
    return keep


def _check_last_row(raw: RawTable, mapped: list[str], keep: np.ndarray, findings: Findings) -> None:
    """A last row whose second half is empty while nearly all others are filled."""
    tail = [n for n in raw.frame.columns if n in set(mapped)][len(set(mapped)) // 2 :]
    where = np.flatnonzero(keep)
    if len(where) < 6 or len(tail) < 2:
        return
    filled = raw.frame[tail].iloc[where[-200:]].notna().mean(axis=1).to_numpy()
    if filled[-1] == 0 and np.mean(filled[:-1] >= 0.8) >= 0.9:
        findings.warning(
            message("finding-half-empty-last-row"),
            file=raw.name,
            rows=[raw.rows[where[-1]]],
            expected=message("finding-last-row-full-others"),
            action=message("finding-check-whether-export-was-cut"),
        )


def _check_cells(view: _View, id_column: str, mapped: list[str]) -> None:
    """Cells of a workbook that hold no value but an error, in the columns and rows that are used."""
    file, kept = view.file, set(view.rows.tolist())
    named = (file.date_column, file.weeks_column, file.wave_column, file.informant_column)
    for column in dict.fromkeys([id_column, *mapped, *(name for name in named if name)]):
        for shows, rows in view.raw.broken.get(column, {}).items():
            used = rows if column == id_column else [row for row in rows if row in kept]
            if used:
                _report_cells(view, column, shows, used)


def _report_cells(view: _View, column: str, shows: str, rows: list[int]) -> None:
    severity: Severity = "error"
    expected = message("finding-values-or-empty")
    if shows == NO_DATE:
        check, expected = message("finding-not-a-date"), message("finding-date-in-years")
        action = message("finding-correct-at-source")
    elif shows == NOT_COMPUTED:
        check = message("finding-never-computed")
        action = message("finding-open-in-excel")
    elif shows in ("#N/A", "#DIV/0!"):
        severity, check = "warning", message("finding-cells-missing", shows=shows)
        action = message("finding-nothing-if-missing")
    else:
        check = message("finding-cells-error", shows=shows)
        action = message("finding-correct-formula")
    view.findings.add(
        severity,
        check,
        file=view.raw.name,
        column=column,
        rows=rows,
        expected=expected,
        action=action,
    )


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


def _informant(file: File, view: _View) -> pd.Series:
    column = view.find(file.informant_column)
    size = int(view.keep.sum())
    if column is None:
        return pd.Series([file.informant] * size, dtype="string")
    description = Variable(
        label=Text(nl="informant", en="informant"), type="category", values=file.informant_codes or None
    )
    return decode(view.column(column), description).fillna(file.informant)


def _wave(file: File, view: _View) -> pd.Series:
    size = int(view.keep.sum())
    if file.wave is not None:
        return pd.Series([file.wave] * size, dtype="string")
    column = view.find(file.wave_column)
    if column is None:
        return pd.Series([pd.NA] * size, dtype="string")
    values: dict[str, str] = {}
    for wave in view.manifest.waves:
        for name in (*wave.codes, wave.key, wave.label.nl, wave.label.en):
            values.setdefault(name, wave.key)
    decoded = decode(
        view.column(column), Variable(label=Text(nl="meting", en="wave"), type="category", values=values)
    )
    blank = decoded.isna().to_numpy() & view.values(column).isna().to_numpy()
    if blank.any():
        view.findings.error(
            message("finding-rows-without-wave"),
            file=view.raw.name,
            column=column,
            rows=view.rows[blank],
            expected=message("finding-wave-every-row"),
            action=message("finding-complete-source-leave-these-rows"),
        )
    return decoded


def _when(file: File, view: _View, part: Part) -> None:
    if column := view.find(file.weeks_column):
        part.weeks = decode(view.column(column), _WEEKS)
    if column := view.find(file.date_column):
        part.date = decode(view.column(column), _DATE)


def _numbering(name: str | None, view: _View) -> pd.Series | None:
    column = view.find(name)
    return ordinal_keys(view.values(column)) if column is not None else None


def _order(name: str, view: _View) -> pd.Series | None:
    column = view.find(name)
    if column is None:
        return None
    numbers = pd.to_numeric(view.values(column), errors="coerce")
    if not pd.api.types.is_datetime64_any_dtype(view.values(column)) and numbers.notna().all():
        return numbers.astype("float64")
    dates = decode(view.column(column), _DATE)
    return (dates - pd.Timestamp(1900, 1, 1)).dt.days.astype("float64")
