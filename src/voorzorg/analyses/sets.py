"""What the analyses of several imputed data sets hand to each other."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from voorzorg.estimates.contrast import Contrast


@dataclass(frozen=True)
class Effects:
    """The arm effects of one data set: of the waves after the start (q,), with their covariance (q, q)."""

    contrast: Contrast
    estimates: np.ndarray
    covariance: np.ndarray
    df: float = np.inf


@dataclass(frozen=True)
class OneOfMany:
    """Shared by the data sets of one outcome: fits to start from, and effects that are tested together."""

    starts: dict[object, object] = field(default_factory=dict)
    effects: list[Effects] = field(default_factory=list)
