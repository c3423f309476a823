"""Which rows of a table count: those that the manifest asks for and that are somebody's."""

from __future__ import annotations

import numpy as np
import pandas as pd

from voorzorg.cohorts.checks.findings import Findings
from voorzorg.cohorts.harmonise.columns import find_column
from voorzorg.cohorts.manifest.data import File
from voorzorg.cohorts.reading.raw_table import RawTable
from voorzorg.cohorts.reading.values.codes import ALWAYS_MISSING, code, codes, folded
from voorzorg.messages import message


def kept_rows(file: File, raw: RawTable, id_column: str, mapped: list[str], findings: Findings) -> np.ndarray:
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
