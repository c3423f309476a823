"""One participant under two spellings: ``VZ-0012`` and ``vz12``, or files of waves that share nobody."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from voorzorg.cohorts.checks.findings import Findings
from voorzorg.cohorts.harmonise.entry.part import Part
from voorzorg.cohorts.manifest.model import Manifest
from voorzorg.messages import message

_ENOUGH = 3  # participants of a wave before it says something that nobody of them is in another


def same_but_for_signs(parts: Sequence[Part], identities: Sequence[str], findings: Findings) -> None:
    """An error where identifiers agree in letters and numbers, and differ in signs or leading zeros."""
    bare = _letters_and_numbers(identities)
    twice = np.flatnonzero(pd.Series(bare).duplicated(keep=False).to_numpy() & (bare != ""))
    if not len(twice):
        return
    first = pd.Series(twice).groupby(bare[twice]).first()
    later = set(twice.tolist()) - set(first.tolist())
    for part in parts:
        told = part.ids.isin(later).to_numpy(dtype=bool)
        if told.any():
            findings.error(
                message("finding-identifiers-differ-in-signs"),
                file=part.name,
                column=part.file.id,
                rows=part.rows_where(told),
                expected=message("finding-way-writing-identifier"),
                action=message("finding-write-identifiers-one-way"),
            )


def nobody_in_common(parts: Sequence[Part], manifest: Manifest, findings: Findings) -> None:
    """An error for a file of a wave of which no participant is in any other file of the cohort."""
    if any(finding.says("finding-identifiers-differ-in-signs") for finding in findings.errors):
        return  # told already
    if manifest.entry is not None or any(part.file.holds == "participants" for part in parts):
        return  # late starters; or a list of participants, against which every file is held
    files = {name: [part for part in parts if part.name == name] for name in {part.name for part in parts}}
    waves = {name: {part.file.wave for part in own} for name, own in files.items()}
    for name, own in files.items():
        here = set().union(*(part.ids for part in own))
        others = [part for part in parts if part.name != name and part.file.wave not in waves[name]]
        if not others or len(here) < _ENOUGH or None in waves[name]:
            continue
        if here.isdisjoint(set().union(*(part.ids for part in others))):
            findings.error(
                message("finding-nobody-in-common"),
                file=name,
                column=own[0].file.id,
                expected=message("finding-participants-of-other-waves"),
                action=message("finding-write-identifiers-one-way"),
            )


def _letters_and_numbers(texts: Sequence[str]) -> np.ndarray:
    """``vz-0012`` as ``vz 12``: runs of letters and of digits, without what stands between them."""
    bare = pc.replace_substring_regex(pa.array(texts, pa.string()), r"[^\p{L}0-9]+", " ")
    bare = pc.replace_substring_regex(bare, r"(\p{L})(\d)", r"\1 \2")
    bare = pc.replace_substring_regex(bare, r"(\d)(\p{L})", r"\1 \2")
    bare = pc.utf8_trim_whitespace(pc.replace_substring_regex(bare, r"\b0+(\d)", r"\1"))
    return np.asarray(bare.to_pylist(), dtype=object)
