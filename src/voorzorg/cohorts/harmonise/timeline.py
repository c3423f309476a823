"""Dates become weeks from birth; events and visits become rows in that time."""

from __future__ import annotations

import numpy as np
import pandas as pd

from voorzorg.cohorts.checks.findings import Findings
from voorzorg.cohorts.harmonise.entry.part import Part
from voorzorg.cohorts.identity.ordinals import places, standing
from voorzorg.cohorts.manifest.model import Manifest
from voorzorg.cohorts.reading.values.dates import weeks_between
from voorzorg.messages import message

CONCEPTION_WEEKS = -45.0  # a pregnancy of more than 45 weeks is an error in a date
#: What participants get of each kind of event: ``<event>_event``, ``<event>_weeks``, ``<event>_count``.
EVENT_PARTS = ("event", "weeks", "count")
_SHIFT_DAYS = 31


def births(parts: list[Part], manifest: Manifest, findings: Findings) -> pd.Series:
    """The date that others are counted from, per participant (index: identifier); empty without anchor."""
    names = [name for name, variable in manifest.variables.items() if variable.role == "anchor"]
    found: list[pd.DataFrame] = []
    children = places(part.child for part in parts)
    for name in names:
        for part in sorted(parts, key=lambda part: part.file.holds != "participants"):
            if name not in part.frame:
                continue
            order = standing(part.child, children) if part.child is not None else 0
            dated = pd.DataFrame(
                {"_id": part.ids.to_numpy(), "birth": part.frame[name], "_row": part.rows, "_o": order}
            )
            dated = dated.dropna(subset=["birth"]).sort_values("_o", kind="stable").drop_duplicates("_id")
            if found:
                _compare(found[0], dated, part, name, findings)
            found.append(dated)
    if not found:
        return pd.Series(dtype="datetime64[s]")
    return pd.concat(found).drop_duplicates("_id").set_index("_id")["birth"]


def _compare(first: pd.DataFrame, other: pd.DataFrame, part: Part, name: str, findings: Findings) -> None:
    both = other.join(first.set_index("_id")["birth"].rename("first"), on="_id").dropna(subset=["first"])
    apart = (both["birth"] - both["first"]).dt.days.abs()
    for mask, severity in ((apart > _SHIFT_DAYS, "error"), ((apart > 0) & (apart <= _SHIFT_DAYS), "warning")):
        if mask.any():
            findings.add(
                severity,  # type: ignore[arg-type]
                message("finding-date-birth-differs-between-files"),
                file=part.name,
                column=part.mapped.get(name, name),
                rows=both.loc[mask, "_row"],
                expected=message("finding-date-birth-per-participant"),
                action=message("finding-correct-source")
                if severity == "error"
                else message("finding-first-file-used"),
            )


def date_variables(parts: list[Part], birth: pd.Series, manifest: Manifest, findings: Findings) -> None:
    """Replace, in place, every stored date by weeks from birth; without anything to count from dates stay."""
    if not any(variable.role == "anchor" for variable in manifest.variables.values()):
        return
    for part in parts:
        for name in part.frame:
            if not pd.api.types.is_datetime64_any_dtype(part.frame[name]):
                continue
            variable = manifest.variables.get(str(name))
            if variable is not None and variable.role == "anchor":
                continue
            part.frame[name] = weeks_of(part, part.frame[name], birth, str(name), findings)


def weeks_of(part: Part, dates: pd.Series, birth: pd.Series, name: str, findings: Findings) -> pd.Series:
    """Weeks from birth of dates in a part; without a date of birth they are unknown, which is told."""
    own = part.ids.map(birth) if len(birth) else pd.Series(pd.NaT, index=part.ids.index)
    own = pd.Series(pd.to_datetime(own.to_numpy()), index=dates.index)
    weeks = weeks_between(own, pd.to_datetime(dates))
    unknown = (dates.notna() & own.isna()).to_numpy(dtype=bool)
    column = part.mapped.get(name, name)
    if unknown.any():
        findings.warning(
            message("finding-dates-participants-whose-child-date"),
            file=part.name,
            column=column,
            rows=part.rows_where(unknown),
            expected=message("finding-date-birth-variable-role-anchor"),
            action=message("finding-map-date-birth-give-weeks"),
        )
    return weeks


def check_conception(part: Part, weeks: pd.Series, column: str, findings: Findings) -> None:
    early = (weeks < CONCEPTION_WEEKS).fillna(False).to_numpy(dtype=bool)
    if early.any():
        findings.error(
            message("finding-before-conception"),
            file=part.name,
            column=column,
            rows=part.rows_where(early),
            expected=message("finding-not-earlier-than-weeks-before", WEEKS=f"{-CONCEPTION_WEEKS:g}"),
            action=message("finding-correct-date-date-birth-day"),
        )


def wave_weeks(table: pd.DataFrame, birth: pd.Series, manifest: Manifest) -> pd.Series:
    """When each row was measured: its own weeks or date where known, otherwise the wave's planned moment."""
    planned = table["wave"].map({w.key: w.weeks for w in manifest.waves}).astype("Float64")
    if "_date" in table and table["_date"].notna().any() and len(birth):
        own = pd.Series(pd.to_datetime(table["_id"].map(birth).to_numpy()), index=table.index)
        planned = weeks_between(own, pd.to_datetime(table["_date"])).fillna(planned)
    if "weeks" in table:
        planned = table["weeks"].astype("Float64").fillna(planned)
    return planned


def dated_rows(
    parts: list[Part], holds: str, known: pd.Index, birth: pd.Series, manifest: Manifest, findings: Findings
) -> pd.DataFrame:
    """Rows of events or visits files: ``_id``, ``event`` (of events), ``weeks``, mapped variables."""
    tables = []
    for part in parts:
        if part.file.holds != holds:
            continue
        weeks = (
            part.weeks.copy()
            if part.weeks is not None
            else pd.Series(pd.NA, index=part.ids.index, dtype="Float64")
        )
        column = part.file.weeks_column or part.file.date_column or ""
        if part.date is not None:
            from_date = weeks_of(part, part.date, birth, part.file.date_column or "", findings)
            weeks = weeks.fillna(from_date)
        check_conception(part, weeks, column, findings)
        undated = weeks.isna().to_numpy() & (
            part.date.isna().to_numpy() if part.date is not None else np.ones(len(weeks), dtype=bool)
        )
        if undated.any():
            findings.warning(
                message("finding-rows-without-date"),
                file=part.name,
                column=column,
                rows=part.rows_where(undated),
                expected=message("finding-when-happened"),
                action=message("finding-complete-date-until-then-these"),
            )
        outside = ~part.ids.isin(known).to_numpy()
        if outside.any():
            word = "randomised" if manifest.arms else "enrolled"
            findings.error(
                message("finding-unknown-identifiers-never", word=str(word)),
                file=part.name,
                column=part.file.id,
                rows=part.rows_where(outside),
                expected=message("finding-identifiers-participants"),
                action=message("finding-correct-identifiers-leave-other-people"),
            )
        table = part.frame.assign(_id=part.ids.to_numpy(), weeks=weeks)
        if holds == "events":
            table["event"] = part.file.event
        tables.append(table[~outside])
    if not tables:
        empty = {"_id": pd.Series(dtype="int64"), "weeks": pd.Series(dtype="Float64")}
        return pd.DataFrame({**empty, "event": pd.Series(dtype="string")} if holds == "events" else empty)
    combined = pd.concat(tables, ignore_index=True)
    if holds == "events":
        combined = combined[["_id", "event", "weeks"]].astype({"event": "string"})
    return combined.sort_values(["_id", "weeks"], kind="stable", ignore_index=True)


def count_events(people: pd.DataFrame, events: pd.DataFrame, manifest: Manifest, findings: Findings) -> None:
    """Add, in place, ``<event>_event``, ``<event>_weeks`` and ``<event>_count`` to ``people``.

    A row counts from ``from_weeks`` until ``until_weeks``, or until the participant's own end of
    follow-up (``censor``) where that is earlier. Without a counted event the weeks are those of that end.
    Of whom the register was not searched (``searched``) nothing is known.
    """
    for key, event in manifest.events.items():
        end = pd.Series(float(event.until_weeks), index=people.index, dtype="Float64")
        if event.censor is not None:
            if event.censor not in people:
                findings.error(
                    message("finding-event-variable-censor", event=str(key), censor=str(event.censor)),
                    expected=message("finding-participant-variable-weeks-birth"),
                    action=message("finding-map-participants-file-take-censor"),
                )
                continue
            own = people[event.censor].astype("Float64")
            end = end.where(own.isna() | (own > end), own)
        rows = events[(events["event"] == key) & events["weeks"].notna()]
        rows = rows[rows["weeks"] <= rows["_id"].map(end).astype("Float64")]
        if event.from_weeks is not None:
            rows = rows[rows["weeks"] >= event.from_weeks]
        grouped = rows.groupby("_id")["weeks"]
        count = grouped.size().reindex(people.index).fillna(0).astype("Int64")
        people[f"{key}_event"] = (count > 0).astype("Int64")
        people[f"{key}_weeks"] = grouped.min().reindex(people.index).astype("Float64").fillna(end)
        people[f"{key}_count"] = count
        if event.searched is not None:
            _only_searched(people, key, event.searched, findings)


def _only_searched(people: pd.DataFrame, key: str, searched: str, findings: Findings) -> None:
    """Leave what an event made, in place, missing where nobody looked for it."""
    if searched not in people:
        findings.error(
            message("finding-event-variable-searched", event=key, searched=searched),
            expected=message("finding-participant-variable-yes-no"),
            action=message("finding-map-participants-file-take-searched"),
        )
        return
    unknown = ~(people[searched] == 1).fillna(False).to_numpy(dtype=bool)
    contradicted = int((unknown & (people[f"{key}_event"] == 1).to_numpy(dtype=bool)).sum())
    if contradicted:
        findings.warning(
            message("finding-event-of-not-searched", event=key, searched=searched),
            count=contradicted,
            expected=message("finding-event-only-of-searched"),
            action=message("finding-correct-searched-or-event"),
        )
    for part in EVENT_PARTS:
        people[f"{key}_{part}"] = people[f"{key}_{part}"].mask(unknown)
