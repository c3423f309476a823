"""Design effects: how many times as large a variance becomes because people belong to clusters."""

from __future__ import annotations

from typing import NamedTuple


class Inflation(NamedTuple):
    """Design effect of the reference group and of the treated group; 1 is none."""

    reference: float = 1.0
    treated: float = 1.0


def design_effect(size: float, icc: float, variation: float = 0.0) -> float:
    """``1 + (m (1 + cv^2) - 1) icc`` of clusters of mean ``size`` and coefficient of ``variation`` of sizes.

    Kish (1965); unequal sizes by Eldridge and others (2006, International Journal of Epidemiology 35:1292).
    """
    if not 0 <= icc < 1:
        raise ValueError(f"an intracluster correlation is from 0 to below 1, got {icc}")
    return 1 + (size * (1 + variation**2) - 1) * icc


def cluster_randomised(size: float, icc: float, variation: float = 0.0) -> Inflation:
    """Whole clusters in either arm."""
    effect = design_effect(size, icc, variation)
    return Inflation(effect, effect)


def partially_nested(size: float, icc: float, variation: float = 0.0) -> Inflation:
    """Individuals randomised; only the treated arm comes in clusters, such as the families of a nurse.

    Moerbeek and Wong (2008, Statistics in Medicine 27:2850).
    """
    return Inflation(1.0, design_effect(size, icc, variation))
