"""From arrays or a data frame to clean, sorted arrays, with a note on everything left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from voorzorg.messages import Message, Name, People, message
from voorzorg.statistics.multilevel.errors import MultilevelError, UnfitDataError


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


def _name(values: Any, default: str) -> str:
    name = getattr(values, "name", None)
    return default if name is None else str(name)


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
    crossed: Mapping[str, Any] | None = None,
    names: list[str] | None = None,
    random_names: list[str] | None = None,
    group_name: str | None = None,
    outer_name: str | None = None,
) -> Data:
    """Check, leave out rows with a missing value (noted), and sort by cluster.

    Raises:
        MultilevelError: for responses outside 0..trials, too few clusters, and similar; never with a value
            of a participant in the message.
    """
    X_names = [str(c) for c in X.columns] if isinstance(X, pd.DataFrame) else None
    Z_names = [str(c) for c in Z.columns] if isinstance(Z, pd.DataFrame) else None
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
    outer_codes, outer_labels = np.zeros(n, dtype=int), [None]
    if outer_groups is not None:
        outer_name = outer_name or _name(outer_groups, "outer group")
        outer_codes, outer_labels = _codes(outer_groups, "outer_groups", n)
    extra = {name: _codes(values, name, n) for name, values in (crossed or {}).items()}

    missing = {
        "the response": np.isnan(events), "trials": np.isnan(n_trials), "weights": np.isnan(weight),
        "offset": np.isnan(shift), group_name: codes < 0,
        **{name: np.isnan(design[:, j]) for j, name in enumerate(names)},
        **{name: np.isnan(random[:, j]) for j, name in enumerate(random_names) if name not in names},
        **({str(outer_name): outer_codes < 0} if outer_groups is not None else {}),
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
    infinite = ~np.isfinite(
        np.where(drop[:, None], 0, np.c_[events, n_trials, weight, shift, design, random])
    )
    if infinite.any():
        raise MultilevelError("infinite values in the data")
    keep = ~drop & (np.where(drop, 1, weight) != 0) & (np.where(drop, 1, n_trials) != 0)
    if (weight[keep] < 0).any() or (n_trials[keep] < 0).any():
        raise MultilevelError("weights and trials must not be negative")
    if not keep.any():
        raise UnfitDataError(message("no-complete-rows"))
    if (events[keep] < 0).any() or (events[keep] > n_trials[keep]).any():
        limit = "0 and 1" if trials is None else "0 and the number of trials"
        raise MultilevelError(f"responses must lie between {limit}")
    if (events[keep] != np.round(events[keep])).any() or (n_trials[keep] != np.round(n_trials[keep])).any():
        raise MultilevelError("responses and trials must be whole numbers (events, not proportions)")

    # a cluster is a pair (outer, group), so labels may be used again in another outer group
    combined = outer_codes[keep].astype(np.int64) * (codes.max() + 1) + codes[keep]
    unique, cluster = np.unique(combined, return_inverse=True)
    order = np.argsort(cluster, kind="stable")
    rows = np.flatnonzero(keep)[order]
    outer_unique, outer_of_cluster = np.unique(unique // (codes.max() + 1), return_inverse=True)
    group_of_cluster = unique % (codes.max() + 1)
    repeated = np.unique(group_of_cluster).size < unique.size
    if unique.size < 2:
        raise UnfitDataError(message("only-one-cluster-in", group=Name("variable", group_name)))
    if outer_groups is not None and outer_unique.size < 2:
        raise UnfitDataError(message("only-one-cluster-in", group=Name("variable", str(outer_name))))
    if unique.size == rows.size and (n_trials[rows] * weight[rows] <= 1).all():
        raise UnfitDataError(message("clusters-of-one-answer", group=Name("variable", group_name)))
    return Data(
        y=events[rows], trials=n_trials[rows], weights=weight[rows], X=design[rows], Z=random[rows],
        offset=shift[rows], cluster=cluster[order], outer_of_cluster=outer_of_cluster,
        crossed={name: np.unique(pair[0][rows], return_inverse=True)[1] for name, pair in extra.items()},
        crossed_labels={name: [pair[1][i] for i in np.unique(pair[0][rows])] for name, pair in extra.items()},
        labels=[(outer_labels[u // (codes.max() + 1)], labels[g]) if repeated else labels[g]
                for u, g in zip(unique, group_of_cluster, strict=True)],
        outer_labels=[outer_labels[i] for i in outer_unique], names=names, random_names=random_names,
        group_name=group_name, outer_name=outer_name if outer_groups is not None else None, rows=rows,
        notes=notes,
    )  # fmt: skip
