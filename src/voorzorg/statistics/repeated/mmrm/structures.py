"""How the waves may vary and correlate: parameters to a covariance matrix, and its derivatives.

Every structure has a variance per wave; they differ in the correlations. ``unstructured`` is linear in its
parameters (the distinct elements of V), so that Kenward and Roger's second derivatives vanish, as in SAS. The
others have log standard deviations and one or more transformed correlations, differentiated by complex steps
and central differences.
"""

from __future__ import annotations

from abc import ABC, abstractmethod

import numpy as np

_STEP = 1e-20
_DIFFERENCE = 1e-4


class Structure(ABC):
    """A family of covariance matrices (m, m) with ``size`` parameters."""

    name: str

    def __init__(self, m: int):
        self.m = m

    @property
    @abstractmethod
    def size(self) -> int:
        """The number of parameters."""

    @abstractmethod
    def matrix(self, parameters: np.ndarray) -> np.ndarray:
        """V (m, m)."""

    @abstractmethod
    def start(self, V: np.ndarray) -> np.ndarray:
        """Parameters of a member close to V."""

    def first(self, parameters: np.ndarray) -> np.ndarray:
        """dV (k, m, m)."""
        found = []
        for j in range(self.size):
            shifted = parameters.astype(complex)
            shifted[j] += 1j * _STEP
            found.append(self.matrix(shifted).imag / _STEP)
        return np.stack(found)

    def second(self, parameters: np.ndarray) -> np.ndarray | None:
        """d2V (k, k, m, m); None where it is zero."""
        found = np.empty((self.size, self.size, self.m, self.m))
        for j in range(self.size):
            step = np.zeros(self.size)
            step[j] = _DIFFERENCE
            found[j] = (self.first(parameters + step) - self.first(parameters - step)) / (2 * _DIFFERENCE)
        return (found + found.transpose(1, 0, 2, 3)) / 2


class Unstructured(Structure):
    """Any covariance matrix."""

    name = "unstructured"

    def __init__(self, m: int):
        super().__init__(m)
        self.row, self.column = np.tril_indices(m)

    @property
    def size(self) -> int:
        return len(self.row)

    def matrix(self, parameters: np.ndarray) -> np.ndarray:
        V = np.zeros((self.m, self.m), parameters.dtype)
        V[self.row, self.column] = parameters
        V[self.column, self.row] = parameters
        return V

    def start(self, V: np.ndarray) -> np.ndarray:
        return V[self.row, self.column]

    def first(self, parameters: np.ndarray) -> np.ndarray:  # noqa: ARG002
        return np.stack([self.matrix(unit) for unit in np.eye(self.size)])

    def second(self, parameters: np.ndarray) -> None:  # noqa: ARG002
        return None


class _Correlated(Structure):
    """A standard deviation per wave times a correlation matrix of few parameters."""

    correlations = 1

    @property
    def size(self) -> int:
        return self.m + self.correlations

    @abstractmethod
    def correlation(self, parameters: np.ndarray) -> np.ndarray:
        """R (m, m) of the transformed correlations."""

    def matrix(self, parameters: np.ndarray) -> np.ndarray:
        sd = np.exp(parameters[: self.m])
        return np.outer(sd, sd) * self.correlation(parameters[self.m :])

    def start(self, V: np.ndarray) -> np.ndarray:
        return np.append(np.log(np.diag(V)) / 2, np.full(self.correlations, 0.3))


class Toeplitz(_Correlated):
    """One correlation per number of waves apart, by partial autocorrelations, which need only be within 1."""

    name = "heterogeneous Toeplitz"

    def __init__(self, m: int):
        super().__init__(m)
        self.correlations = m - 1

    def correlation(self, parameters: np.ndarray) -> np.ndarray:
        # Durbin and Levinson: any partial autocorrelations within 1 give a correlation matrix.
        rho = [np.ones((), parameters.dtype)]
        phi = np.zeros(0, parameters.dtype)
        for partial in np.tanh(parameters):
            k = len(phi)
            known = sum((phi[j] * rho[k - j] for j in range(k)), np.zeros((), parameters.dtype))
            left = 1 - sum((phi[j] * rho[j + 1] for j in range(k)), np.zeros((), parameters.dtype))
            rho.append(known + partial * left)
            phi = np.append(phi - partial * phi[::-1], partial)
        apart = np.abs(np.subtract.outer(np.arange(self.m), np.arange(self.m)))
        return np.array(rho)[apart]

    def start(self, V: np.ndarray) -> np.ndarray:
        return np.r_[np.log(np.diag(V)) / 2, 0.5, np.zeros(self.correlations - 1)]


class Autoregressive(_Correlated):
    """A correlation that decays by the same factor from wave to wave."""

    name = "heterogeneous autoregressive"

    def correlation(self, parameters: np.ndarray) -> np.ndarray:
        apart = np.abs(np.subtract.outer(np.arange(self.m), np.arange(self.m)))
        return np.tanh(parameters[0]) ** apart


class CompoundSymmetry(_Correlated):
    """The same correlation between any two waves."""

    name = "heterogeneous compound symmetry"

    def correlation(self, parameters: np.ndarray) -> np.ndarray:
        # Between -1 / (m - 1) and 1, where the matrix is positive definite.
        low = -1 / (self.m - 1)
        share = (1 + np.tanh(parameters[0] / 2)) / 2  # logistic, of complex steps too
        rho = low + (1 - low) * share
        return rho + (1 - rho) * np.eye(self.m)
