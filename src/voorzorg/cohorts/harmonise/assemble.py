"""Parts of files -> one row per participant, and one row per participant, wave and informant."""

from __future__ import annotations

import numpy as np
import pandas as pd

from voorzorg.cohorts.checks.findings import Findings
from voorzorg.cohorts.harmonise.entry.part import Part
from voorzorg.cohorts.identity.ordinals import places, standing
from voorzorg.cohorts.manifest.model import Manifest
from voorzorg.messages import message

KEYS = ["_id", "wave", "informant"]


def first_enrolments(parts: list[Part], findings: Findings) -> list[Part]:
    """Parts without rows of later enrolments of a participant, where a column orders enrolments."""
    kept = []
    for part in parts:
        if part.enrolment is None:
            kept.append(part)
            continue
        first = part.enrolment.groupby(part.ids.to_numpy()).transform("min")
        again = (part.enrolment > first).to_numpy()
        if again.any():
            findings.warning(
                message("finding-participants-enrolled-again"),
                file=part.name,
                column=part.file.enrolment_column or "",
                rows=part.rows_where(again),
                expected=message("finding-enrolment-per-participant"),
                action=message("finding-nothing-first-enrolment-kept-see"),
            )
        kept.append(part.where(~again))
    return kept


def participants(parts: list[Part], manifest: Manifest, findings: Findings) -> pd.DataFrame:
    """One row per participant, index ``_id``; the first participants file is the roster.

    Without such a file everybody who was measured takes part, and allocation, clusters and baseline
    variables are taken from a participant's first wave.
    """
    holders = [part for part in parts if part.file.holds == "participants"]
    waves = [part for part in parts if part.file.holds == "wave"]
    if not holders:
        return _from_waves(waves, manifest)
    tables = []
    roster_file = holders[0].file
    roster: set[str] = set()
    children = places(part.child for part in parts)
    for part in holders:
        table = part.frame.assign(_id=part.ids.to_numpy(), _row=part.rows)
        table = _first_children(part, table, children, findings)
        table = _first_rows(part, table, ["_id"], findings)
        if part.file is roster_file:
            roster |= set(table["_id"])
        tables.append(table)
    _across_files(holders, tables, findings)
    for part, table in zip(holders, tables, strict=True):
        if part.file is roster_file:
            continue
        outside = ~table["_id"].isin(roster)
        if outside.any():
            _never_enrolled(part, table.loc[outside, "_row"].to_numpy(), manifest, findings)
    everyone = pd.concat([t.assign(_part=k) for k, t in enumerate(tables)], ignore_index=True)
    everyone = everyone[everyone["_id"].isin(roster)]
    context = [name for name in context_variables(manifest) if name in everyone]  # has checks of its own
    double = everyone[everyone.duplicated("_id", keep=False)].drop(columns=context)
    _check_conflicts(double, holders, ["_id"], findings)
    merged = _merge_rows(everyone.drop(columns=["_row", "_part"]), ["_id"])
    extra = _from_waves(waves, manifest, only_context=True)
    for name in extra.columns.difference(merged.columns):
        merged = merged.join(extra[[name]])
    return merged


def _from_waves(parts: list[Part], manifest: Manifest, only_context: bool = False) -> pd.DataFrame:
    order = {wave.key: k for k, wave in enumerate(manifest.waves)}
    wanted = set(context_variables(manifest))
    if not only_context:
        wanted |= {k for k, v in manifest.variables.items() if v.role in ("baseline", "design", "anchor")}
    tables = []
    for part in parts:
        columns = [name for name in part.frame if name in wanted]
        position = part.wave.map(order) if part.wave is not None else 0
        tables.append(part.frame[columns].assign(_id=part.ids.to_numpy(), _order=position))
    if not tables:
        return pd.DataFrame({"_id": pd.Series(dtype="int64")}).set_index("_id")
    everyone = pd.concat(tables, ignore_index=True).sort_values("_order", kind="stable")
    return _merge_rows(everyone.drop(columns="_order"), ["_id"])


def context_variables(manifest: Manifest) -> list[str]:
    """Variables of the participant, wherever they stand: allocation and clusters."""
    names = [
        manifest.arms.variable if manifest.arms else None,
        manifest.clustering.site,
        manifest.clustering.nurse,
        manifest.cluster_randomised,
        manifest.pairs,
    ]
    return [name for name in dict.fromkeys(names) if name]


def _merge_rows(table: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """First known value per key; a table without double keys is taken as it is."""
    if not table.duplicated(keys).any():
        return table.set_index(keys)
    double = table.duplicated(keys, keep=False)
    merged = table[double].groupby(keys, sort=False).first()
    return pd.concat([table[~double].set_index(keys), merged.astype(table.drop(columns=keys).dtypes)])


def _first_children(
    part: Part, table: pd.DataFrame, children: dict[str, int], findings: Findings
) -> pd.DataFrame:
    """The row of each participant's first child, where a column of the participants file numbers them."""
    if part.child is None:
        return table
    ordered = table.assign(_child=standing(part.child, children)).sort_values("_child", kind="stable")
    later = ordered.duplicated("_id")
    if later.any():
        findings.warning(
            message("finding-participants-more-than-child"),
            file=part.name,
            column=part.file.child_column or "",
            rows=ordered.loc[later, "_row"],
            expected=message("finding-child-per-participant-participants-table"),
            action=message("finding-nothing-first-child-index-child"),
        )
    return ordered[~later].drop(columns="_child").sort_index()


def _first_rows(part: Part, table: pd.DataFrame, keys: list[str], findings: Findings) -> pd.DataFrame:
    """One row per key; a second one is an error."""
    double = table.duplicated(keys, keep=False)
    if double.any():
        _report_double(part, table, double, keys, findings)
        table = table.drop_duplicates(keys)
    return table


def _report_double(
    part: Part, table: pd.DataFrame, double: pd.Series, keys: list[str], findings: Findings
) -> None:
    rows = table.loc[double, "_row"]
    written = part.written.reindex(table.index)[double] if part.written is not None else None
    spelled = (
        written is not None
        and pd.DataFrame({"i": table.loc[double, "_id"], "w": written})
        .drop_duplicates()["i"]
        .duplicated()
        .any()
    )
    if spelled:
        check = message("finding-duplicates-alike")
        action = message("finding-different-identifiers")
    elif len(keys) == 1:
        check = message("finding-duplicates", n=int(rows.size))
        action = message("finding-delete-double-rows")
    else:
        check = message("finding-two-rows-in-wave")
        action = message("finding-delete-double-rows-wave")
    what = message("finding-one-row-per-wave" if len(keys) > 1 else "finding-one-row-per-participant")
    findings.error(check, file=part.name, column=part.file.id, rows=rows, expected=what, action=action)


def _across_files(parts: list[Part], tables: list[pd.DataFrame], findings: Findings) -> None:
    """The same participant in two files of one pattern, such as two sites' exports."""
    seen: dict[str, set[str]] = {}
    for part, table in zip(parts, tables, strict=True):
        before = seen.setdefault(f"{id(part.file)}", set())
        again = table["_id"].isin(before)
        if again.any():
            findings.error(
                message("finding-identifiers-another-file-well"),
                file=part.name,
                column=part.file.id,
                rows=table.loc[again, "_row"],
                expected=message("finding-each-participant-files-path-matches"),
                action=message("finding-keep-each-participant-file-make"),
            )
        before |= set(table["_id"])


def _never_enrolled(part: Part, rows: np.ndarray, manifest: Manifest, findings: Findings) -> None:
    word = "randomised" if manifest.arms else "enrolled"
    findings.error(
        message("finding-unknown-identifiers-never", word=str(word)),
        file=part.name,
        column=part.file.id,
        rows=rows,
        expected=message("finding-identifiers-participants-file"),
        action=message("finding-correct-identifiers-leave-rows-people", word=str(word)),
    )


def waves(parts: list[Part], known: pd.Index, manifest: Manifest, findings: Findings) -> pd.DataFrame:
    """All wave files as one table: a row per participant, wave and informant, with ``_part`` and ``_row``."""
    holders = [part for part in parts if part.file.holds == "wave" and part.wave is not None]
    has_roster = any(part.file.holds == "participants" for part in parts)
    # What belongs to the participant stays there: a later site or arm is checked, not stored per wave.
    dropped = {
        *context_variables(manifest),
        *(k for k, v in manifest.variables.items() if v.role == "anchor"),
    }
    tables = []
    for k, part in enumerate(holders):
        assert part.wave is not None
        table = part.frame[[c for c in part.frame if c not in dropped]].assign(
            _id=part.ids.to_numpy(), wave=part.wave, informant=_informants(part, holders), _row=part.rows
        )
        table = table[table["wave"].notna() & _measured(part, table)]
        if has_roster:
            outside = ~table["_id"].isin(known)
            if outside.any():
                _never_enrolled(part, table.loc[outside, "_row"].to_numpy(), manifest, findings)
                table = table[~outside]
        table = _first_rows(part, table, KEYS, findings)
        if part.weeks is not None:
            table["weeks"] = part.weeks.reindex(table.index)
        table["_date"] = part.date.reindex(table.index) if part.date is not None else pd.NaT
        table["_part"] = k
        tables.append(table)
    if not tables:
        empty = {name: pd.Series(dtype="string") for name in KEYS[1:]}
        return pd.DataFrame({"_id": pd.Series(dtype="int64"), **empty})
    combined = pd.concat(tables, ignore_index=True)
    double = combined.duplicated(KEYS, keep=False)
    if double.any():
        _check_conflicts(combined[double], holders, KEYS, findings)
        combined = _merge_rows(combined, KEYS).reset_index()
    return combined


def _measured(part: Part, table: pd.DataFrame) -> pd.Series:
    """Rows that hold an answer. In a file with waves side by side a missed wave is a row of empty cells."""
    answers = [name for name in part.frame if name in table]
    if not answers:
        return pd.Series(True, index=table.index)
    known = table[answers].notna().any(axis=1)
    return known | part.date.notna() if part.date is not None else known


def _informants(part: Part, holders: list[Part]) -> pd.Series:
    """Informant keys; second partners and other children get a number behind their key."""
    informant = part.informant.copy()
    if part.number is not None:
        rank = _rank(
            part, [p for p in holders if p.number is not None], "number", within=["_id", "informant"]
        )
        informant = informant.where(rank <= 1, informant + "_" + rank.astype("string"))
    if part.child is not None:
        rank = _rank(part, [p for p in holders if p.child is not None], "child", within=["_id"])
        informant = informant.where(rank <= 1, informant + "_child" + rank.astype("string"))
    return informant


def _rank(part: Part, same: list[Part], attribute: str, within: list[str]) -> pd.Series:
    """Order of this number among all that the participant ever has, over every file: 1 is the first."""
    place = places(getattr(p, attribute) for p in same)

    def numbered(p: Part) -> pd.DataFrame:
        place_of = standing(getattr(p, attribute), place).to_numpy()
        return pd.DataFrame({"_id": p.ids.to_numpy(), "informant": p.informant.to_numpy(), "n": place_of})

    pairs = pd.concat([numbered(p)[[*within, "n"]] for p in same]).drop_duplicates()
    pairs["rank"] = pairs.groupby(within)["n"].rank(method="dense").astype("int64")
    return numbered(part).merge(pairs, on=[*within, "n"], how="left")["rank"].astype("int64")


def _check_conflicts(double: pd.DataFrame, holders: list[Part], keys: list[str], findings: Findings) -> None:
    """Two files about one participant (at a wave, of an informant) may add to each other, not disagree."""
    names = [c for c in double if c not in (*keys, "_row", "_part", "_date", "weeks")]
    filled = [c for c in names if double[c].notna().any()]
    for name in filled:
        known = double.dropna(subset=[name])
        distinct = known.drop_duplicates([*keys, name])
        again = distinct[distinct.duplicated(keys, keep=False)]
        hit = pd.MultiIndex.from_frame(known[keys]).isin(pd.MultiIndex.from_frame(again[keys]))
        for k, rows in known[hit].groupby("_part")["_row"]:
            findings.error(
                message("finding-two-files-disagree-about-variable"),
                file=holders[int(str(k))].name,
                column=holders[int(str(k))].mapped.get(str(name), str(name)),
                rows=rows,
                expected=message("finding-same-value-both-files-variable"),
                action=message("finding-map-variable-file-only-correct"),
            )
