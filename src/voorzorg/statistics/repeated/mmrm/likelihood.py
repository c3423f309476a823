"""The restricted likelihood of the patterns, its gradient and its expected information."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from voorzorg.statistics.repeated.mmrm.moments import Pattern
from voorzorg.statistics.repeated.mmrm.structures import Structure


@dataclass(frozen=True)
class Point:
    """The restricted likelihood at one set of parameters.

    ``covariance`` (p, p) is the inverse of ``sum X' V^-1 X``, ``gradient`` (k,) that of the log-likelihood,
    ``information`` (k, k) the expected one of the restricted likelihood. ``slopes`` (k, p, p) are the
    derivatives P_i of ``sum X' V^-1 X``.
    """

    parameters: np.ndarray
    log_likelihood: float
    coefficients: np.ndarray
    covariance: np.ndarray
    gradient: np.ndarray
    information: np.ndarray
    slopes: np.ndarray
    inverses: tuple[np.ndarray, ...]


@dataclass(frozen=True)
class Likelihood:
    """Patterns of persons whose covariance matrix has a structure, one for all or one per ``groups``."""

    patterns: Sequence[Pattern]
    structure: Structure
    groups: int
    rows: int
    rank: int

    @property
    def size(self) -> int:
        """The number of covariance parameters, those of the groups one after another."""
        return self.groups * self.structure.size

    def matrices(self, parameters: np.ndarray) -> list[np.ndarray]:
        """V (m, m) of every group."""
        return [self.structure.matrix(part) for part in parameters.reshape(self.groups, -1)]

    def at(self, parameters: np.ndarray) -> Point | None:
        """The likelihood and its derivatives; None where a matrix is not positive definite."""
        p = self.rank
        matrices = self.matrices(parameters)
        derivatives = [self.structure.first(part) for part in parameters.reshape(self.groups, -1)]
        total, log_det, inverses = np.zeros((p + 1, p + 1)), 0.0, []
        for pattern in self.patterns:
            V = matrices[pattern.group][np.ix_(pattern.waves, pattern.waves)]
            try:
                half = np.linalg.inv(np.linalg.cholesky(V))
            except np.linalg.LinAlgError:
                return None
            inverse = half.T @ half
            inverses.append(inverse)
            log_det -= 2 * pattern.persons * float(np.log(np.diag(half)).sum())
            total += pattern.weighted(inverse)
        A, b = total[:p, :p], total[:p, p]
        try:
            root = np.linalg.cholesky(A)
        except np.linalg.LinAlgError:
            return None
        try:
            covariance = np.linalg.inv(A)
        except np.linalg.LinAlgError:
            return None  # a variance has run to nought or without end
        beta = covariance @ b
        rss = float(total[p, p] - b @ beta)
        log_det += 2 * float(np.log(np.diag(root)).sum())
        value = -0.5 * ((self.rows - p) * math.log(2 * math.pi) + log_det + rss)

        # r r' + x C x' of every two waves, by C-and-beta in one matrix: [x, y]' B [x, y].
        away = np.append(-beta, 1.0)
        inner = np.outer(away, away)
        inner[:p, :p] += covariance
        k = self.structure.size
        gradient, information = np.zeros(self.size), np.zeros((self.size, self.size))
        slopes = np.zeros((self.size, p, p))
        for pattern, inverse in zip(self.patterns, inverses, strict=True):
            own = slice(pattern.group * k, (pattern.group + 1) * k)
            d = derivatives[pattern.group][:, pattern.waves[:, None], pattern.waves]
            left = inverse @ d
            sides = left @ inverse
            spread = pattern.traced(inner)
            gradient[own] += 0.5 * (
                np.einsum("iab,ba->i", sides, spread) - pattern.persons * np.trace(left, axis1=1, axis2=2)
            )
            slopes[own] -= pattern.weighted(sides)[:, :p, :p]
            between = np.zeros((p + 1, p + 1))
            between[:p, :p] = covariance
            explained = inverse @ pattern.traced(between)
            traces = np.einsum("iab,jba->ij", left, left) * pattern.persons
            doubled = np.einsum("iab,jba->ij", left, left @ explained)
            information[own, own] += 0.5 * (traces - doubled - doubled.T)
        moved = covariance @ slopes
        information += 0.5 * np.einsum("iab,jba->ij", moved, moved)
        return Point(parameters, value, beta, covariance, gradient, information, slopes, tuple(inverses))

    def maximise(self, start: np.ndarray, steps: int = 100) -> tuple[Point | None, bool]:
        """Fisher scoring with step halving; False where it did not arrive at a maximum."""
        point = self.at(start)
        if point is None:
            return None, False
        for _ in range(steps):
            unit = np.sqrt(np.maximum(np.diag(point.information), 1e-300))
            scaled = point.information / np.outer(unit, unit)
            try:
                step = np.linalg.solve(scaled, point.gradient / unit) / unit
            except np.linalg.LinAlgError:
                return point, False
            decrement = float(point.gradient @ step)
            if not np.isfinite(decrement) or decrement < 0:
                return point, False
            if decrement < 1e-16 * max(1.0, abs(point.log_likelihood)):
                return point, bool(np.linalg.eigvalsh(scaled)[0] > 1e-10)
            for _ in range(40):
                new = self.at(point.parameters + step)
                if new is not None and (
                    new.log_likelihood >= point.log_likelihood + 1e-4 * decrement or decrement < 1e-8
                ):
                    break
                step, decrement = step / 2, decrement / 2
            else:
                return point, False
            point = new
        return point, False
