"""Where a function of one number is nought.

SciPy's ``brentq`` does the same; to import it takes longer (0.2 s, with sparse matrices and solvers of linear
programmes) than the whole of a small job's own work.
"""

from __future__ import annotations

from collections.abc import Callable

_MOST = (
    500  # evaluations: halving alone takes a bracket of any numbers to neighbours in 1,100, this needs dozens
)


def root(f: Callable[[float], float], low: float, high: float, tolerance: float = 1e-12) -> float:
    """The root of a continuous f between two places where its signs differ, to within ``tolerance``.

    Inverse quadratic interpolation where that is safe, else halving (Chandrupatla 1997, Advances in
    Engineering Software 28:145). Raises ValueError where the signs do not differ.
    """
    a, b, fa, fb = high, low, f(high), f(low)
    if not fa * fb <= 0:
        raise ValueError("the function has the same sign, or no value, at both ends")
    if fa == 0 or fb == 0:
        return a if fa == 0 else b
    share = 0.5
    for _ in range(_MOST):
        x = a + share * (b - a)
        fx = f(x)
        if (fx > 0) == (fa > 0):
            c, fc = a, fa
        else:
            c, fc, b, fb = b, fb, a, fa
        a, fa = x, fx
        best = a if abs(fa) < abs(fb) else b
        least = (2.0**-51 * abs(best) + tolerance / 2) / abs(b - a)
        if least > 0.5 or fa == 0:
            return best
        along, up = (a - b) / (c - b), (fa - fb) / (fc - fb)
        if up**2 < along and (1 - up) ** 2 < 1 - along:
            share = fa / (fb - fa) * fc / (fb - fc) + (c - a) / (b - a) * fa / (fc - fa) * fb / (fc - fb)
        else:
            share = 0.5
        share = min(1 - least, max(least, share))
    return best
