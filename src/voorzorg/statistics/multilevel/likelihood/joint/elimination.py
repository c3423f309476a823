"""The curvature of the joint integrand, with the effects of the factor with most groups eliminated first.

Every row belongs to one group of each factor.  Take the factor with the most effects (the women): its part of

    A = I + M' V M = [[A11, A12], [A21, A22]],      rows of M: (z_j at its woman, e_j at its other groups)

is block-diagonal, a block of q x q per woman, and a woman meets few of the other groups.  So C = A11^-1 is
cheap, W = C A12 is as sparse as A12, and what is left is the Schur complement S = A22 - A21 W of the other
effects: factored dense, as there are few of them and they meet each other.  With T = S^-1,

    A^-1 = [[C + W T W', -W T], [-T W', T]].

All sums over rows are ``bincount`` over index arrays made once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import scipy

from voorzorg.statistics.multilevel.errors import MultilevelError

if TYPE_CHECKING:  # models without crossed effects are spared the time to import them
    from scipy.sparse import csr_matrix

#: Effects beside those of the largest factor beyond which the dense part no longer fits in memory.
MOST_OTHERS = 8_000
#: Elements of a dense (women, others) array made at a time.
TOGETHER = 4_000_000


class Layout:
    """Which effects each row has: ``group`` (N,) of the largest factor, ``columns`` (N, e) among the others.

    ``groups`` are the codes (N,) of every factor, ``widths`` its effects per group, ``counts`` its groups.
    """

    def __init__(self, groups: Sequence[np.ndarray], widths: Sequence[int], counts: Sequence[int]) -> None:
        self.main = int(np.argmax([w * c for w, c in zip(widths, counts, strict=True)]))
        self.others = [t for t in range(len(groups)) if t != self.main]
        self.group, self.q, self.n_groups = groups[self.main], widths[self.main], counts[self.main]
        self.first: dict[int, int] = {}  # of each other factor, its first column of e
        self.offset: dict[int, int] = {}  # and its first effect among the others
        parts, width, self.n_others = [np.empty((len(self.group), 0), dtype=np.int64)], 0, 0
        for t in self.others:
            self.first[t], self.offset[t] = width, self.n_others
            parts.append(self.n_others + groups[t][:, None] * widths[t] + np.arange(widths[t]))
            width, self.n_others = width + widths[t], self.n_others + widths[t] * counts[t]
        if self.n_others > MOST_OTHERS:
            raise MultilevelError(
                f"{self.n_others} random effects beside those of the largest factor are more than fit in "
                f"memory together (at most {MOST_OTHERS})"
            )
        self.columns = np.hstack(parts)
        r = max(self.n_others, 1)
        pairs, pair = np.unique(self.group[:, None] * r + self.columns, return_inverse=True)
        self.pair = pair.reshape(self.columns.shape)  # (N, e): which (woman, other effect)
        self.pair_group, self.pair_column = np.divmod(pairs, r)
        self.start = np.searchsorted(self.pair_group, np.arange(self.n_groups + 1))
        self.square = (self.columns[:, :, None] * r + self.columns[:, None, :]).ravel()

    def by_group(self, values: np.ndarray) -> np.ndarray:
        """Sums over the rows of each woman, (N, any) -> (women, any)."""
        columns = [np.bincount(self.group, column, self.n_groups) for column in values.T]
        return np.column_stack(columns)

    def by_other(self, values: np.ndarray) -> np.ndarray:
        """Sums over the rows of each other effect, (N, e) -> (others,)."""
        return np.bincount(self.columns.ravel(), values.ravel(), self.n_others)


@dataclass(frozen=True)
class Design:
    """Rows of M: ``z`` (N, q) at the woman's effects, ``e`` (N, e) at the others."""

    layout: Layout
    z: np.ndarray
    e: np.ndarray

    def times(self, u: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
        """M u for effects of the women (women, q) and the others (others,)."""
        at = self.layout
        return (self.z * u[0][at.group]).sum(1) + (self.e * u[1][at.columns]).sum(1)

    def transposed(self, w: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """M' w."""
        return self.layout.by_group(self.z * w[:, None]), self.layout.by_other(self.e * w[:, None])

    def minus(self, other: Design) -> Design:
        return Design(self.layout, self.z - other.z, self.e - other.e)


class Curvature:
    """A = I + M' V M, factored."""

    def __init__(self, design: Design, V: np.ndarray) -> None:
        at = self.layout = design.layout
        self.design = design
        z, e, q = design.z, design.e, at.q
        A11 = at.by_group((z[:, :, None] * z[:, None, :] * V[:, None, None]).reshape(len(V), q * q))
        A11 = A11.reshape(-1, q, q) + np.eye(q)
        self.C = 1 / A11 if q == 1 else np.linalg.inv(A11)
        blocks = np.log(A11).sum() if q == 1 else np.linalg.slogdet(A11)[1].sum()
        eV, pairs = e * V[:, None], len(at.pair_group)
        flat = at.pair.ravel()
        self.A12 = np.column_stack([np.bincount(flat, (z[:, a, None] * eV).ravel(), pairs) for a in range(q)])
        self.W = np.matmul(self.C[at.pair_group], self.A12[:, :, None])[:, :, 0]
        r = at.n_others
        S = np.bincount(at.square, (e[:, :, None] * eV[:, None, :]).ravel(), r * r).reshape(r, r) + np.eye(r)
        for a in range(q):
            S -= (self._sparse(self.A12[:, a]).T @ self._sparse(self.W[:, a])).toarray()
        self._root = scipy.linalg.cho_factor(S, lower=True, check_finite=False) if r else None
        rest = 0.0 if self._root is None else 2 * np.log(np.diag(self._root[0])).sum()
        self.logdet = float(blocks + rest)

    def _sparse(self, values: np.ndarray) -> csr_matrix:
        """Values of the pairs as a (women, others) matrix."""
        at = self.layout
        return scipy.sparse.csr_matrix((values, at.pair_column, at.start), shape=(at.n_groups, at.n_others))

    def solve(self, b: tuple[np.ndarray, np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
        """A^-1 b."""
        at = self.layout
        y = np.matmul(self.C, b[0][:, :, None])[:, :, 0]
        if self._root is None:
            return y, b[1]
        down = (self.A12 * y[at.pair_group]).sum(1)
        x = scipy.linalg.cho_solve(
            self._root, b[1] - np.bincount(at.pair_column, down, at.n_others), check_finite=False
        )
        up = self.W * x[at.pair_column][:, None]
        back = np.column_stack([np.bincount(at.pair_group, column, at.n_groups) for column in up.T])
        return y - back, x

    @cached_property
    def T(self) -> np.ndarray:  # noqa: N802 (as above)
        """S^-1 (others, others)."""
        if self._root is None:
            return np.zeros((0, 0))
        return scipy.linalg.cho_solve(self._root, np.eye(self.layout.n_others), check_finite=False)

    @cached_property
    def _TW(self) -> np.ndarray:  # noqa: N802
        """T W' at the pairs, (pairs, q)."""
        at = self.layout
        out = np.empty_like(self.W)
        step = max(1, TOGETHER // max(at.n_others, 1))
        for a in range(at.q):
            W = self._sparse(self.W[:, a])
            for first in range(0, at.n_groups, step):
                last = min(first + step, at.n_groups)
                own = slice(at.start[first], at.start[last])
                out[own, a] = (W[first:last] @ self.T)[at.pair_group[own] - first, at.pair_column[own]]
        return out

    @cached_property
    def of_groups(self) -> np.ndarray:
        """The women's own blocks of A^-1, (women, q, q)."""
        at, q = self.layout, self.layout.q
        inner = (self.W[:, :, None] * self._TW[:, None, :]).reshape(-1, q * q)
        sums = [np.bincount(at.pair_group, column, at.n_groups) for column in inner.T]
        return self.C + np.column_stack(sums).reshape(-1, q, q)

    def of_rows(self) -> tuple[np.ndarray, np.ndarray]:
        """A^-1 m_j at the effects that row j itself has: (N, q) of its woman and (N, e) of the others."""
        at, z, e = self.layout, self.design.z, self.design.e
        TW = self._TW[at.pair]  # (N, e, q)
        T = self.T.ravel()[at.square].reshape(*e.shape, e.shape[1])
        others = (T * e[:, None, :]).sum(2) - (TW * z[:, None, :]).sum(2)
        own = np.matmul(self.of_groups[at.group], z[:, :, None])[:, :, 0] - (e[:, :, None] * TW).sum(1)
        return own, others
