"""Who answered, in which wave, on what day, and in what order: by the columns that an entry names."""

from __future__ import annotations

import pandas as pd

from voorzorg.cohorts.harmonise.decode import decode
from voorzorg.cohorts.harmonise.entry.part import Part, View
from voorzorg.cohorts.identity.ordinals import ordinal_keys
from voorzorg.cohorts.manifest.data import File, Variable
from voorzorg.messages import message
from voorzorg.text import Text

_DATE = Variable(label=Text(nl="datum", en="date"), type="date")
_WEEKS = Variable(label=Text(nl="weken", en="weeks"), type="number")


def informant(file: File, view: View) -> pd.Series:
    column = view.find(file.informant_column)
    size = int(view.keep.sum())
    if column is None:
        return pd.Series([file.informant] * size, dtype="string")
    description = Variable(
        label=Text(nl="informant", en="informant"), type="category", values=file.informant_codes or None
    )
    return decode(view.column(column), description).fillna(file.informant)


def wave(file: File, view: View) -> pd.Series:
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


def when(file: File, view: View, part: Part) -> None:
    if column := view.find(file.weeks_column):
        part.weeks = decode(view.column(column), _WEEKS)
    if column := view.find(file.date_column):
        part.date = decode(view.column(column), _DATE)


def numbering(name: str | None, view: View) -> pd.Series | None:
    column = view.find(name)
    return ordinal_keys(view.values(column)) if column is not None else None


def order(name: str, view: View) -> pd.Series | None:
    column = view.find(name)
    if column is None:
        return None
    numbers = pd.to_numeric(view.values(column), errors="coerce")
    if not pd.api.types.is_datetime64_any_dtype(view.values(column)) and numbers.notna().all():
        return numbers.astype("float64")
    dates = decode(view.column(column), _DATE)
    return (dates - pd.Timestamp(1900, 1, 1)).dt.days.astype("float64")
