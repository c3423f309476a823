"""Design matrices for two arms measured in several waves, and the contrasts that read them."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike


@dataclass(frozen=True)
class ArmByWave:
    """Cell-means design: a column per wave and, where both arms were seen, one for the treated arm's shift.

    ``X`` (n, p) has its intercept in the sum of the wave columns. The methods give weights (p,) for a fit's
    ``contrast``. ``not_estimable`` holds the waves in which only one arm was seen.
    """

    X: np.ndarray
    names: tuple[str, ...]
    waves: tuple[Hashable, ...]
    estimable: tuple[Hashable, ...]
    not_estimable: tuple[Hashable, ...]

    def difference(self, wave: Hashable) -> np.ndarray:
        """Treated - reference at one wave."""
        return self._unit(f"arm at {wave}")

    def average_difference(self, waves: Sequence[Hashable] | None = None) -> np.ndarray:
        """Mean of the differences over ``waves`` (all estimable ones if None)."""
        chosen = self.estimable if waves is None else waves
        return np.mean([self.difference(w) for w in chosen], axis=0)

    def change_difference(self, start: Hashable, end: Hashable) -> np.ndarray:
        """Difference in change from ``start`` to ``end`` (at ``end`` only, if the start is constrained)."""
        first = self.difference(start) if f"arm at {start}" in self.names else np.zeros(len(self.names))
        return self.difference(end) - first

    def mean(self, wave: Hashable, treated: bool) -> np.ndarray:
        """Mean of one arm at one wave, other covariates at zero (centre them first)."""
        weights = self._unit(f"wave {wave}")
        return weights + self.difference(wave) if treated and f"arm at {wave}" in self.names else weights

    def _unit(self, name: str) -> np.ndarray:
        if name not in self.names:
            raise KeyError(f"no column '{name}': only one arm was seen there, or it is constrained to zero")
        return (np.arange(len(self.names)) == self.names.index(name)).astype(float)


def arm_by_wave(
    arm: ArrayLike,
    wave: ArrayLike,
    covariates: ArrayLike | None = None,
    covariate_names: Sequence[str] = (),
    constrain_first: bool = False,
) -> ArmByWave:
    """Design for arm (n,) of 0 and 1, wave labels (n,) and optional covariates (n, k), which are centred.

    ``constrain_first`` gives both arms one mean at the first wave, which randomisation guarantees when that
    wave is the baseline (constrained longitudinal data analysis, Liang and Zeger 2000).
    """
    a, labels = np.asarray(arm, float), np.asarray(wave)
    if a.ndim != 1 or labels.shape != a.shape or not np.isin(a, (0.0, 1.0)).all():
        raise ValueError("arm must be 0 (reference) or 1 (treated), with one wave per row")
    waves = tuple(np.unique(labels).tolist())
    columns, names, estimable, lacking = [], [], [], []
    for w in waves:
        columns.append((labels == w).astype(float))
        names.append(f"wave {w}")
    for k, w in enumerate(waves):
        here = labels == w
        if constrain_first and k == 0:
            continue
        if (a[here] == 1).any() and (a[here] == 0).any():
            columns.append(here * a)
            names.append(f"arm at {w}")
            estimable.append(w)
        else:
            lacking.append(w)
    if covariates is not None:
        W = np.asarray(covariates, float).reshape(len(a), -1)
        if len(covariate_names) != W.shape[1]:
            raise ValueError("covariate_names must have one entry per covariate")
        columns.extend((W - W.mean(axis=0)).T)
        names.extend(covariate_names)
    return ArmByWave(np.column_stack(columns), tuple(names), waves, tuple(estimable), tuple(lacking))
