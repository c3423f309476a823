"""REDCap: repeating instruments have rows of their own among those of the events."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from voorzorg.cohorts.reading.raw_table import RawTable
from voorzorg.cohorts.reading.values.codes import code

EVENT, INSTANCE = "redcap_event_name", "redcap_repeat_instance"
_INSTRUMENT = "redcap_repeat_instrument"


def by_instrument(raw: RawTable) -> list[tuple[RawTable, dict[str, str]]]:
    """The rows without a repeating instrument, and those of each, with the condition that chooses them.

    A table that has none is returned as it is, under no condition.
    """
    if _INSTRUMENT not in raw.frame or INSTANCE not in raw.frame:
        return [(raw, {})]
    texts = raw.frame[_INSTRUMENT].astype("str").where(raw.frame[_INSTRUMENT].notna(), "").map(code)
    found = [(name, (texts == name).to_numpy()) for name in dict.fromkeys(["", *texts])]
    return [(_rows(raw, mask), {_INSTRUMENT: name}) for name, mask in found if mask.any()]


def _rows(raw: RawTable, mask: np.ndarray) -> RawTable:
    return replace(raw, frame=raw.frame[mask].reset_index(drop=True), rows=raw.rows[mask])
