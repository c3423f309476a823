"""Two groups of values, each close together, far apart: metres and centimetres, a lost decimal sign."""

from __future__ import annotations

import numpy as np

_GROUPS = 8  # different values before two groups of them say something
_FAR, _CLOSE = 5.0, 4.0


def two_magnitudes(numbers: np.ndarray) -> tuple[float, float] | None:
    """The middles of two groups of values, each close together, far apart: metres and centimetres."""
    ordered = np.unique(numbers[numbers > 0])
    if len(ordered) < _GROUPS:
        return None
    steps = ordered[1:] / ordered[:-1]
    at = int(np.argmax(steps)) + 1
    low, high = ordered[:at], ordered[at:]
    several = min(len(low), len(high)) > 1  # one alone is a code or a slip, asked about as such
    close = several and low[-1] <= _CLOSE * low[0] and high[-1] <= _CLOSE * high[0]
    return (float(np.median(low)), float(np.median(high))) if steps[at - 1] >= _FAR and close else None
