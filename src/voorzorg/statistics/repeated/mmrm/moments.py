"""All that the likelihood needs of the data: cross-products between waves, by pattern of observed waves.

Persons with the same waves observed share ``V[waves, waves]``, so that after one pass over the data a
likelihood costs the same however many persons there are. With M_i = [X_i, y_i] of q columns and a person's
waves j, k,

    T[j, k] = sum_i m_ij m_ik'    (q x q)

gives every ``sum_i M_i' A M_i = sum_jk A[j, k] T[j, k]``.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Pattern:
    """Persons of one covariance group who were observed in the same ``waves`` (s,), in ascending order.

    ``cross`` (s, s, q, q) is T; ``persons`` how many they are.
    """

    group: int
    waves: np.ndarray
    persons: int
    cross: np.ndarray

    def weighted(self, weight: np.ndarray) -> np.ndarray:
        """``sum_i M_i' W M_i`` (..., q, q) for W (..., s, s)."""
        s, q = len(self.waves), self.cross.shape[-1]
        flat = weight.reshape(*weight.shape[:-2], s * s) @ self.cross.reshape(s * s, q * q)
        return flat.reshape(*weight.shape[:-2], q, q)

    def traced(self, matrix: np.ndarray) -> np.ndarray:
        """``sum_i m_ij' B m_ik`` (s, s) for B (q, q)."""
        return np.tensordot(self.cross, matrix, axes=([2, 3], [0, 1]))


def patterns_of(
    M: np.ndarray, person: np.ndarray, wave: np.ndarray, group_of_person: np.ndarray
) -> list[Pattern]:
    """Patterns of rows M (n, q) of persons (n,) at waves (n,), both numbered from 0."""
    order = np.lexsort((wave, person))
    M, person, wave = M[order], person[order], wave[order]
    persons, waves = int(person.max()) + 1, int(wave.max()) + 1
    observed = np.zeros((persons, waves), bool)
    observed[person, wave] = True
    keys, kind = np.unique(np.column_stack([group_of_person, observed]), axis=0, return_inverse=True)
    kind = kind.reshape(-1)
    found = []
    for number, key in enumerate(keys):
        here = np.flatnonzero(key[1:])
        rows = M[kind[person] == number]
        count = len(rows) // len(here)
        flat = rows.reshape(count, len(here) * M.shape[1])
        square = flat.T @ flat
        cross = square.reshape(len(here), M.shape[1], len(here), M.shape[1]).transpose(0, 2, 1, 3)
        found.append(Pattern(int(key[0]), here, count, np.ascontiguousarray(cross)))
    return found
