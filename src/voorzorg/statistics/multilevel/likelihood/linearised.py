"""How much each unit weighs: its information on the fixed effects in the linearised model.

Around the fixed part the model is nearly a linear mixed one with weights W = N p q (Breslow & Clayton 1993,
JASA 88:9), in which cluster i has the information  A_i = X' (W^-1 + Z Sigma Z')^-1 X.  It is a yardstick
of leverage, for corrections with few clusters; estimates and errors come from the likelihood itself.
"""

from __future__ import annotations

import numpy as np

from voorzorg.statistics.multilevel.likelihood.binomial import logistic
from voorzorg.statistics.multilevel.likelihood.blocks import Block


def cluster_information(
    block: Block, columns: np.ndarray, beta: np.ndarray, Z: np.ndarray, factor: np.ndarray
) -> np.ndarray:
    """B' V^-1 B (n, b, b) for ``columns`` B (n, J, b), with V = W^-1 + Z L L' Z' and ``factor`` L (q, q)."""
    W = block.N * logistic(block.X @ beta + block.offset).pq
    WB = W[:, :, None] * columns
    ZL = Z @ factor
    T = np.matmul(ZL.swapaxes(1, 2), WB)
    capacity = np.eye(ZL.shape[2]) + np.matmul((ZL * W[:, :, None]).swapaxes(1, 2), ZL)
    return np.matmul(columns.swapaxes(1, 2), WB) - np.matmul(T.swapaxes(1, 2), np.linalg.solve(capacity, T))
