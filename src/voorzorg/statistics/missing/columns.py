"""The matrix that chains work on, and how it is made of a frame."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from voorzorg.statistics.missing.chain import Array, Computed, Kind, Specification

_KINDS = ("binary", "continuous", "count", "normal", "ordered", "multinomial")
_LARGEST = 1e100  # the square of anything larger is no number


@dataclass(frozen=True)
class Columns:
    """The frame's usable columns, then indicators of unordered categories."""

    names: tuple[str, ...]
    data: Array
    barred: NDArray[np.bool_]
    gaps: NDArray[np.bool_]
    gates: Mapping[str, str]
    zero: frozenset[str]
    indicators: Mapping[str, tuple[tuple[str, float], ...]]
    passive: Mapping[str, tuple[Sequence[str], Computed]]
    unused: tuple[str, ...]

    def at(self, name: str) -> int:
        return self.names.index(name)

    @property
    def shown(self) -> list[int]:
        """Columns that may predict: an unordered category does by its indicators."""
        return [j for j, name in enumerate(self.names) if name not in self.indicators]

    @classmethod
    def read(
        cls,
        frame: pd.DataFrame,
        kinds: Mapping[str, Kind],
        by: str | None,
        gates: Mapping[str, str],
        cluster: str | None,
        passive: Mapping[str, tuple[Sequence[str], Computed]],
        structural: pd.DataFrame | None,
    ) -> Columns:
        _check(frame, kinds, by, gates, cluster, passive)
        usable: list[str] = []
        unused: list[str] = []
        for c in frame.columns:
            if c in (by, cluster):
                continue
            numeric = pd.api.types.is_numeric_dtype(frame[c]) or pd.api.types.is_bool_dtype(frame[c])
            helps = c in kinds or c in passive or (numeric and not frame[c].isna().any())
            (usable if helps else unused).append(str(c))
        data = frame[usable].astype(float).to_numpy(copy=True)
        for name, column in zip(usable, data.T, strict=True):
            if (np.abs(column[~np.isnan(column)]) > _LARGEST).any():
                raise ValueError(f"{name}: holds values that are infinite or too large to compute with")
        barred = np.zeros(data.shape, dtype=bool)
        if structural is not None:
            shared = [c for c in usable if c in structural.columns]
            barred[:, [usable.index(c) for c in shared]] = structural[shared].to_numpy(dtype=bool)
        zero = set()
        for name, gate in gates.items():
            j, off = usable.index(name), data[:, usable.index(gate)] == 0
            column = data[off, j]
            held = column[~np.isnan(column)]
            if len(held) and (held == 0).all():
                zero.add(name)
                data[np.flatnonzero(off), j] = 0.0
            barred[np.flatnonzero(off), j] = True
        gaps = np.isnan(data) & ~barred
        indicators: dict[str, tuple[tuple[str, float], ...]] = {}
        for name in [c for c in usable if kinds.get(c) == "multinomial"]:
            column = data[:, usable.index(name)]
            levels = np.unique(column[~np.isnan(column)])[1:]
            made = tuple((f"{name} = {level:g}", float(level)) for level in levels)
            marks = np.where(np.isnan(column), np.nan, column == levels[:, None]).T.reshape(len(data), -1)
            indicators[name] = made
            data = np.column_stack([data, marks])
            barred = np.column_stack([barred, np.zeros(marks.shape, dtype=bool)])
            gaps = np.column_stack([gaps, np.zeros(marks.shape, dtype=bool)])
        names = (*usable, *(i for made in indicators.values() for i, _ in made))
        return cls(names, data, barred, gaps, gates, frozenset(zero), indicators, passive, tuple(unused))

    def specification(
        self,
        targets: Sequence[str],
        predictors: Mapping[str, Sequence[str]],
        kinds: Mapping[str, Kind],
        like: Mapping[str, str],
        bounds: Mapping[str, tuple[float, float]],
        donors: int,
    ) -> Specification:
        """Names turned into numbers; what a column cannot be predicted from is left out of its model."""
        for target in targets:
            if unknown := [p for p in predictors.get(target, ()) if p not in self.names]:
                raise ValueError(
                    f"predictors of {target} that are not complete or imputed: {', '.join(unknown)}"
                )
        # Among those who have the column its condition is always 1, and nobody else's column can tell of it.
        barred = {*self.gates.items(), *((gate, name) for name, gate in self.gates.items())}
        barred |= {(part, name) for name, (parts, _) in self.passive.items() for part in parts}
        barred |= {(name, own) for name, made in self.indicators.items() for own, _ in made}
        model = {}
        for t in targets:
            wanted: list[str] = []
            for p in predictors.get(t, ()):
                wanted += [i for i, _ in self.indicators[p]] if p in self.indicators else [p]
            model[self.at(t)] = np.array([self.at(p) for p in wanted if (t, p) not in barred], dtype=int)
        return Specification(
            self.names,
            {self.at(t): kinds[t] for t in targets},
            model,
            {self.at(name): self.at(gate) for name, gate in self.gates.items()},
            frozenset(self.at(name) for name in self.zero),
            {self.at(name): self.at(other) for name, other in like.items()},
            {self.at(name): limits for name, limits in bounds.items()},
            {
                self.at(name): (tuple(self.at(part) for part in parts), function)
                for name, (parts, function) in self.passive.items()
            },
            {
                self.at(name): tuple((self.at(column), level) for column, level in made)
                for name, made in self.indicators.items()
            },
            donors,
        )


def refuse_columns_of_one_name(frame: pd.DataFrame) -> None:
    """Raise ValueError with the names that several columns have."""
    if twice := sorted(set(map(str, frame.columns[frame.columns.duplicated()]))):
        raise ValueError(f"several columns have one name: {', '.join(twice)}")


def _check(
    frame: pd.DataFrame,
    kinds: Mapping[str, Kind],
    by: str | None,
    gates: Mapping[str, str],
    cluster: str | None,
    passive: Mapping[str, tuple[Sequence[str], Computed]],
) -> None:
    parts = [part for named, _ in passive.values() for part in named]
    needed = [*kinds, *(c for c in (by, cluster) if c), *gates, *gates.values(), *passive, *parts]
    refuse_columns_of_one_name(frame)
    if absent := [c for c in needed if c not in frame.columns]:
        raise ValueError(f"columns not in the frame: {', '.join(absent)}")
    if by is not None and frame[by].isna().any():
        raise ValueError(f"{by} is missing for some rows: the arm must be known")
    if by in kinds:
        raise ValueError(f"{by} cannot be imputed: it is the arm")
    for name, kind in kinds.items():
        if kind not in _KINDS:
            raise ValueError(f"{name}: kind must be one of {', '.join(_KINDS)}")
        if name in passive:
            raise ValueError(f"{name}: is computed from other columns, and cannot be drawn as well")
        if kind == "binary" and not frame[name].dropna().astype(float).isin([0.0, 1.0]).all():
            raise ValueError(f"{name}: a binary column must hold 0 and 1 only")
        held = frame[name].dropna().astype(float)
        if kind == "count" and not ((held >= 0) & (held % 1 == 0)).all():
            raise ValueError(
                f"{name}: a count column must hold whole numbers from 0; call other numbers 'continuous'"
            )
    for name, gate in gates.items():
        if frame[gate].isna().any() and kinds.get(gate) != "binary":
            raise ValueError(f"{gate}: what {name} needs to exist must be complete or imputed as binary")
        there, off = frame[name].notna(), (frame[gate] != 1).fillna(True)
        elsewhere = frame[name][there & off].astype(float)
        if len(elsewhere) and (frame[gate][there].isna().any() or not (elsewhere == 0).all()):
            raise ValueError(
                f"{name}: has values where {gate} is not 1; leave them missing there, or all zero"
            )
