"""The largest factor eliminated first gives what the full matrix gives."""

from __future__ import annotations

import numpy as np
import pytest

from voorzorg.statistics.multilevel.errors import MultilevelError
from voorzorg.statistics.multilevel.likelihood.joint import elimination
from voorzorg.statistics.multilevel.likelihood.joint.elimination import Curvature, Design, Layout


@pytest.mark.parametrize("widths", [(1, 1, 1), (2, 1, 1), (1, 2, 1), (2, 3, 2)])
def test_factors_solutions_and_rows_are_those_of_the_full_matrix(widths: tuple[int, ...]) -> None:
    rng = np.random.default_rng(sum(widths))
    N, counts = 120, (5, 30, 4)
    groups = [rng.integers(0, count, N) for count in counts]
    layout = Layout(groups, widths, counts)
    assert layout.main == 1
    parts = [rng.standard_normal((N, w)) for w in widths]
    design = Design(layout, parts[1], np.hstack([parts[0], parts[2]]))
    V = rng.uniform(0.05, 0.3, N)
    M = np.zeros((N, sum(w * c for w, c in zip(widths, counts, strict=True))))
    start = 0
    for t in (1, 0, 2):  # women first, as they are eliminated
        for j in range(widths[t]):
            M[np.arange(N), start + groups[t] * widths[t] + j] = parts[t][:, j]
        start += widths[t] * counts[t]
    A = np.eye(M.shape[1]) + (M.T * V) @ M
    inverse, own = np.linalg.inv(A), widths[1] * counts[1]
    curvature = Curvature(design, V)
    assert curvature.logdet == pytest.approx(np.linalg.slogdet(A)[1], abs=1e-10)
    b = rng.standard_normal(M.shape[1])
    x, y = curvature.solve((b[:own].reshape(counts[1], widths[1]), b[own:]))
    np.testing.assert_allclose(np.r_[x.ravel(), y], inverse @ b, atol=1e-12)
    solved = M @ inverse
    women, others = curvature.of_rows()
    leverage = (design.z * women).sum(1) + (design.e * others).sum(1)
    np.testing.assert_allclose(leverage, (solved * M).sum(1), atol=1e-12)
    first = groups[1][:, None] * widths[1] + np.arange(widths[1])
    np.testing.assert_allclose(women, np.take_along_axis(solved, first, axis=1), atol=1e-12)
    blocks = [
        inverse[g * widths[1] : (g + 1) * widths[1]][:, g * widths[1] : (g + 1) * widths[1]] for g in (0, 7)
    ]
    np.testing.assert_allclose(curvature.of_groups[[0, 7]], blocks, atol=1e-12)


def test_too_many_other_effects_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(elimination, "MOST_OTHERS", 10)
    codes = np.arange(40)
    with pytest.raises(MultilevelError, match="memory"):
        Layout([codes, codes], [1, 1], [40, 40])
