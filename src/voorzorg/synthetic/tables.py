"""What a generator hands to the writer: frames in the project's own variables."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from voorzorg.cohorts.manifest.model import Manifest

#: Marks, in numeric columns, a question that did not apply; a question left open is missing (NaN).
NOT_APPLICABLE = -np.inf


@dataclass
class Tables:
    """Raw data in project variables; every frame has an ``id`` column.

    ``waves`` is by wave and informant; ``events`` by event. Numbers are floats, categories are keys of the
    manifest, dates are ``datetime64``.
    """

    participants: pd.DataFrame
    waves: dict[tuple[str, str], pd.DataFrame] = field(default_factory=dict)
    events: dict[str, pd.DataFrame] = field(default_factory=dict)
    visits: dict[str, pd.DataFrame] = field(default_factory=dict)


@dataclass(frozen=True)
class Cohort:
    """A synthetic cohort that is ready to be written."""

    manifest: Manifest
    tables: Tables
