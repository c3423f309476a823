"""From arrays or a data frame to clean, sorted arrays, with a note on everything left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from voorzorg.messages import Message, Name, People, message
from voorzorg.statistics.given import same_rows
from voorzorg.statistics.multilevel.errors import MultilevelError, UnfitDataError

#: Label of a cluster of nobody, and of a member of none.
NO_LABEL = "(none)"
#: A number beyond this is no measurement, and its square is lost.
LARGEST = 1e100


@dataclass(frozen=True)
class Data:
    """Rows sorted by cluster.  ``N`` rows, ``P`` fixed effects, ``q`` random effects per cluster."""

    y: np.ndarray  #: (N,) events
    trials: np.ndarray  #: (N,)
    weights: np.ndarray  #: (N,) frequency weights
    X: np.ndarray  #: (N, P)
    Z: np.ndarray  #: (N, q)
    offset: np.ndarray  #: (N,)
    cluster: np.ndarray  #: (N,) 0, 1, ... without gaps
    outer_of_cluster: np.ndarray  #: (clusters,) index of the third level
    outer_design: np.ndarray  #: (N, q_outer) design of its effects; no columns without a third level
    outer_effects: list[str]  #: names of these columns
    crossed: dict[str, np.ndarray]  #: further grouping factors, coded 0, 1, ...
    crossed_labels: dict[str, list[Any]]
    labels: list[Any]  #: of the clusters
    outer_labels: list[Any]
    names: list[str]
    random_names: list[str]
    group_name: str
    outer_name: str | None
    rows: np.ndarray  #: (N,) positions of these rows in what the user passed
    notes: list[Message] = field(default_factory=list)

    @property
    def a(self) -> np.ndarray:
        return self.y * self.weights

    @property
    def N(self) -> np.ndarray:  # noqa: N802 (the binomial N)
        return self.trials * self.weights

    @property
    def n_clusters(self) -> int:
        return len(self.labels)

    @property
    def outer_of_row(self) -> np.ndarray:
        """(N,) index of the third level."""
        return self.outer_of_cluster[self.cluster]


def _numeric(values: Any, what: str) -> np.ndarray:
    if isinstance(values, (pd.Series, pd.DataFrame)):
        try:
            return values.to_numpy(dtype=float, na_value=np.nan)
        except (TypeError, ValueError) as error:
            raise MultilevelError(f"{what} must be numeric") from error
    try:
        return np.asarray(values, dtype=float)
    except (TypeError, ValueError) as error:
        raise MultilevelError(f"{what} must be numeric") from error


def _codes(labels: Any, what: str, n: int) -> tuple[np.ndarray, list[Any]]:
    """Codes 0, 1, ... (-1 for missing) and the sorted labels."""
    values = pd.Series(np.asarray(labels, dtype=object) if isinstance(labels, list) else labels)
    if len(values) != n:
        raise MultilevelError(f"{what} has {len(values)} elements, the response has {n}")
    codes, unique = pd.factorize(values.infer_objects(), sort=True)
    return np.asarray(codes), list(unique)


def _bounded(columns: np.ndarray, names: list[str]) -> None:
    """Refuse what no sum of squares can be made of, by the name of its column."""
    worst = np.abs(columns).max(axis=0, initial=0.0)
    large = [name for name, value in zip(names, worst, strict=False) if not value < LARGEST]
    if large:
        raise MultilevelError(f"{large[0]}: holds values that are infinite or too large to compute with")


def _name(values: Any, default: str) -> str:
    name = getattr(values, "name", None)
    return default if name is None else str(name)


def nested(
    cluster: np.ndarray, outer: np.ndarray, group_name: str, outer_name: str
) -> tuple[np.ndarray, np.ndarray]:
    """Index of each cluster's outer cluster, and the codes behind the indices.

    Rows with an ``outer`` of -1 say nothing; clusters of such rows alone share the last index, with code -1.

    Raises:
        MultilevelError: when a cluster lies in more than one outer cluster.
    """
    known = outer >= 0
    pairs = np.unique(np.column_stack([cluster[known], outer[known]]), axis=0)
    several = int((np.bincount(pairs[:, 0], minlength=1) > 1).sum())
    if several:
        raise MultilevelError(
            f"{several} labels of {group_name} occur in more than one {outer_name}, so that these levels are "
            f"not nested. If members of {group_name} move from one {outer_name} to another, give "
            f"{outer_name} in crossed= instead of outer_groups=; if labels are used again in every "
            f"{outer_name}, make them unique first"
        )
    out = np.full(int(cluster.max()) + 1, -1)
    out[pairs[:, 0]] = pairs[:, 1]
    codes = np.unique(pairs[:, 1])
    index = np.searchsorted(codes, out)
    index[out < 0] = codes.size
    return index, np.r_[codes, -1] if (out < 0).any() else codes


def _alone(design: np.ndarray, names: list[str], outer: np.ndarray, outer_name: str) -> list[Message]:
    """What is said of columns of two values, one of which stands in a single outer cluster that is large.

    As where everybody without a nurse was given the same label: the arm is then that cluster.
    """
    notes = []
    for name, column in zip(names, design.T, strict=True):
        values = np.unique(column)
        if values.size != 2:
            continue
        sides = [column == value for value in values]
        held = [(outer[side], side.mean()) for side in sides]
        if any(own[0] >= 0 and share > 0.2 and (own == own[0]).all() for own, share in held):
            group = Name("variable", outer_name)
            notes.append(message("alone-in-one-cluster", name=Name("variable", name), group=group))
    return notes


def prepare(
    y: Any,
    X: Any,
    groups: Any,
    *,
    trials: Any = None,
    weights: Any = None,
    offset: Any = None,
    Z: Any = None,
    outer_groups: Any = None,
    outer_design: Any = None,
    crossed: Mapping[str, Any] | None = None,
    names: list[str] | None = None,
    random_names: list[str] | None = None,
    group_name: str | None = None,
    outer_name: str | None = None,
) -> Data:
    """Check, leave out rows with a missing value (noted), and sort by cluster.

    A row on which a random effect does not act (its design is zero there) needs no label for it: without one
    it is a cluster of its own, and belongs to no outer cluster.

    Raises:
        MultilevelError: for responses outside 0..trials, too few clusters, and similar; never with a value
            of a participant in the message.
    """
    X_names = [str(c) for c in X.columns] if isinstance(X, pd.DataFrame) else None
    Z_names = [str(c) for c in Z.columns] if isinstance(Z, pd.DataFrame) else None
    same_rows(
        y=y, X=X, groups=groups, trials=trials, weights=weights, offset=offset, outer_groups=outer_groups
    )
    events = _numeric(y, "the response").reshape(-1)
    n = events.size
    design = _numeric(X, "the design").reshape(n, -1) if n else np.zeros((0, 1))
    if design.shape[0] != n:
        raise MultilevelError(f"the design has {design.shape[0]} rows, the response has {n}")
    P = design.shape[1]
    names = list(names or X_names or [f"x{j}" for j in range(P)])
    if len(names) != P:
        raise MultilevelError(f"{len(names)} names for {P} columns")
    random = np.ones((n, 1)) if Z is None else _numeric(Z, "the random-effects design").reshape(n, -1)
    random_names = list(
        random_names or Z_names or ["Intercept", *(f"z{j}" for j in range(1, random.shape[1]))]
    )
    n_trials = np.ones(n) if trials is None else np.broadcast_to(_numeric(trials, "trials"), n)
    weight = np.ones(n) if weights is None else np.broadcast_to(_numeric(weights, "weights"), n)
    shift = np.zeros(n) if offset is None else np.broadcast_to(_numeric(offset, "offset"), n)
    group_name = group_name or _name(groups, "group")
    codes, labels = _codes(groups, "groups", n)
    outer_codes, outer_labels = np.zeros(n, dtype=int), list[Any]([None])
    outer_effects = [str(c) for c in outer_design.columns] if isinstance(outer_design, pd.DataFrame) else None
    outer = np.ones((n, 1)) if outer_design is None else _numeric(outer_design, "the outer effects' design")
    outer = outer.reshape(n, -1) if outer_groups is not None else np.zeros((n, 0))
    if outer_groups is not None:
        outer_name = outer_name or _name(outer_groups, "outer group")
        outer_codes, outer_labels = _codes(outer_groups, "outer_groups", n)
    outer_effects = outer_effects or [
        "Intercept" if outer_design is None else f"v{j}" for j in range(outer.shape[1])
    ]
    inert = (random == 0).all(axis=1) & (codes < 0)
    codes = np.where(inert, len(labels) + np.cumsum(inert) - 1, codes)
    labels = labels + [NO_LABEL] * int(inert.sum())
    touched = (outer != 0).any(axis=1)  # NaN counts as touched, and the row goes
    extra = {name: _codes(values, name, n) for name, values in (crossed or {}).items()}

    missing = {
        "the response": np.isnan(events), "trials": np.isnan(n_trials), "weights": np.isnan(weight),
        "offset": np.isnan(shift), group_name: codes < 0,
        **{name: np.isnan(design[:, j]) for j, name in enumerate(names)},
        **{name: np.isnan(random[:, j]) for j, name in enumerate(random_names) if name not in names},
        **({str(outer_name): (outer_codes < 0) & touched} if outer_groups is not None else {}),
        **{f"{outer_name}: {name}": np.isnan(outer[:, j]) for j, name in enumerate(outer_effects)
           if outer_design is not None and name not in names},
        **{name: pair[0] < 0 for name, pair in extra.items()},
    }  # fmt: skip
    drop = np.any(list(missing.values()), axis=0)
    notes = []
    if drop.any():
        where = [
            message("name-and-number", name=Name("variable", name), n=People(int(mask.sum())))
            for name, mask in missing.items()
            if mask.any()
        ]
        notes.append(
            message(
                "rows-left-out-because-missing",
                dropped=People(int(drop.sum())),
                n=People(int(n)),
                names=where,
            )
        )
    _bounded(
        np.where(drop[:, None], 0, np.c_[events, n_trials, weight, shift, design, random, outer]),
        ["the response", "trials", "weights", "offset", *names, *random_names, *outer_effects],
    )
    keep = ~drop & (np.where(drop, 1, weight) != 0) & (np.where(drop, 1, n_trials) != 0)
    if (weight[keep] < 0).any() or (n_trials[keep] < 0).any():
        raise MultilevelError("weights and trials must not be negative")
    if (weight[keep] != np.round(weight[keep])).any():
        raise MultilevelError(
            "weights must be whole numbers: a weight of 2 stands for the same row twice. With fractional "
            "weights (of sampling, of drop-out) standard errors would be wrong: use GEE or standardisation"
        )
    if not keep.any():
        raise UnfitDataError(message("no-complete-rows"))
    if (events[keep] < 0).any() or (events[keep] > n_trials[keep]).any():
        limit = "0 and 1" if trials is None else "0 and the number of trials"
        raise MultilevelError(f"responses must lie between {limit}")
    if (events[keep] != np.round(events[keep])).any() or (n_trials[keep] != np.round(n_trials[keep])).any():
        raise MultilevelError("responses and trials must be whole numbers (events, not proportions)")

    unique, cluster = np.unique(codes[keep], return_inverse=True)
    order = np.argsort(cluster, kind="stable")
    rows = np.flatnonzero(keep)[order]
    outer_of_cluster, outer_unique = np.zeros(unique.size, dtype=int), outer_labels[:1]
    if outer_groups is not None:
        outer_of_cluster, which = nested(
            cluster[order], np.where(touched, outer_codes, -1)[rows], group_name, str(outer_name)
        )
        outer_unique = [outer_labels[i] if i >= 0 else NO_LABEL for i in which]
        if (which >= 0).sum() < 2:
            raise UnfitDataError(message("only-one-cluster-in", group=Name("variable", str(outer_name))))
        acted = touched[rows] & (outer_codes[rows] >= 0) & (outer[rows] == 1).any(axis=1)
        codes_of = np.where(acted, outer_codes[rows], -1)
        notes += _alone(design[rows], names, codes_of, str(outer_name))
    if unique.size < 2:
        raise UnfitDataError(message("only-one-cluster-in", group=Name("variable", group_name)))
    if unique.size == rows.size and (n_trials[rows] * weight[rows] <= 1).all():
        raise UnfitDataError(message("clusters-of-one-answer", group=Name("variable", group_name)))
    return Data(
        y=events[rows], trials=n_trials[rows], weights=weight[rows], X=design[rows], Z=random[rows],
        offset=shift[rows], cluster=cluster[order], outer_of_cluster=outer_of_cluster,
        outer_design=outer[rows], outer_effects=outer_effects,
        crossed={name: np.unique(pair[0][rows], return_inverse=True)[1] for name, pair in extra.items()},
        crossed_labels={name: [pair[1][i] for i in np.unique(pair[0][rows])] for name, pair in extra.items()},
        labels=[labels[g] for g in unique], outer_labels=outer_unique, names=names, random_names=random_names,
        group_name=group_name, outer_name=outer_name if outer_groups is not None else None, rows=rows,
        notes=notes,
    )  # fmt: skip
