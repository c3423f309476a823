"""Damped Newton maximisation with exact first and second derivatives (Nocedal & Wright 2006, ch. 3)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from voorzorg.messages import Message, message

#: objective(x, order) returns (value, gradient, Hessian); the last two are None for order 0.
Objective = Callable[[np.ndarray, int], tuple[float, np.ndarray | None, np.ndarray | None]]

#: Rounding in place of zero.
NOUGHT = 1e-8
#: Below this a step of a parameter in which the objective is even goes in its square, and what is a small
#: step beside it. From zero, where that is a saddle, the search goes on here.
IN_SQUARE, SMALL_STEP, OUT_OF_ZERO = 0.5, 0.25, 0.25
#: How far from a saddle the way up is looked for: a likelihood with its top nearer by is flat to rounding.
SADDLE_STEPS = (2.0, 1.0, 0.5, 0.25, 0.1, 0.04, 0.015, 0.005)


@dataclass(frozen=True)
class Maximum:
    """Where the optimiser stopped, and why."""

    x: np.ndarray
    value: float
    gradient: np.ndarray
    hessian: np.ndarray
    converged: bool
    iterations: int
    message: Message


def maximise(
    objective: Objective, start: np.ndarray, *, tolerance: float = 1e-12, max_iterations: int = 100,
    max_step: float = 4.0, slack: float = 0.0, finish: float = 0.0, even: Sequence[int] = (),
    begun: Maximum | None = None,
) -> Maximum:  # fmt: skip
    """Climb from ``start`` until the Newton decrement g' (-H)^-1 g / 2 is below ``tolerance``.

    The decrement is the gain in log-likelihood that the quadratic model still promises: it does not depend
    on the scale of the parameters.  Directions of positive curvature are followed with the sign of their
    eigenvalue turned.  A saddle that is hit exactly, as at a standard deviation of zero, is left uphill
    (``leave_saddle``).

    ``slack`` > 0 is for objectives whose value and gradient agree to some accuracy only: then a step that
    brings the gradient nearer to zero is taken too, and a search that no longer climbs has arrived when the
    decrement is below ``slack``.  Below a decrement of ``finish`` the last step is taken on the word of the
    quadratic model: Newton's method squares the decrement, so the next one would be rounding error.

    The objective may be ``even`` in some parameters (indices), as it is in a standard deviation. Where they
    are small a quadratic model holds in their squares: the step goes in these, to zero where the square
    would be negative, and is checked where it is not small beside them.
    """
    smallest = 1e-10 if slack == 0 else 1e-2  # a search finer than the objective's accuracy is in vain
    x = np.asarray(start, dtype=float).copy()
    value, gradient, hessian = (
        objective(x, 2) if begun is None else (begun.value, begun.gradient, begun.hessian)
    )
    why = message("no-convergence-iterations", iterations=max_iterations)
    converged = False
    iteration, out_of_zero = 0, False
    for iteration in range(max_iterations + 1):
        assert gradient is not None and hessian is not None
        if not (np.isfinite(value) and np.isfinite(gradient).all() and np.isfinite(hessian).all()):
            why = message("log-likelihood-derivative-not-finite")
            break
        squared = [j for j in even if NOUGHT < abs(x[j]) < IN_SQUARE]
        slopes, curved = _in_squares(x, gradient, hessian, squared)
        curvature, axes = np.linalg.eigh(-curved)
        floor = 1e-10 * max(np.abs(curvature).max(), 1e-8)
        along = axes.T @ slopes
        step = axes @ (along / np.maximum(np.abs(curvature), floor))
        decrement = 0.5 * float(slopes @ step)
        for j in squared:
            step[j] = np.sqrt(max(x[j] ** 2 + step[j], 0.0)) - x[j]
        still = [j for j in even if abs(x[j]) <= NOUGHT]
        step[still] = -x[still]  # there is no slope at zero: what is not nought is rounding
        valley = [j for j in still if hessian[j, j] > floor]
        if valley and decrement <= finish and not out_of_zero:
            x[valley], out_of_zero = OUT_OF_ZERO, True
            value, gradient, hessian = objective(x, 2)
            continue
        if decrement <= tolerance:
            converged = bool(curvature.min() > floor)
            uphill = leave_saddle(objective, x, value, axes[:, 0]) if curvature[0] < -floor else None
            if uphill is None or iteration == max_iterations:
                why = message("converged") if converged else message("log-likelihood-flat-some-direction")
                break
            x, (value, gradient, hessian) = uphill, objective(uphill, 2)
            continue
        small = all(abs(step[j]) <= SMALL_STEP * abs(x[j]) for j in even)
        if decrement <= finish and curvature.min() > floor and small:
            unit = np.ones(len(x))
            unit[squared] = 2 * (x + step)[squared]
            x, value, gradient = x + step, value + decrement, gradient + hessian @ step
            hessian = curved * unit[:, None] * unit
            converged, why = True, message("converged")
            break
        if iteration == max_iterations:
            break
        length = np.abs(step).max()
        if length > max_step:
            step *= max_step / length
        fraction, slope = 1.0, float(gradient @ step)
        trial = objective(x + step, 2)
        if slack > 0 and trial[0] < value and _decrement(trial) < decrement / 2:
            x, (value, gradient, hessian) = x + step, trial
            continue
        while not trial[0] >= value + 1e-4 * fraction * slope - 1e-10 * (1 + abs(value)) * (decrement < 1e-6):
            fraction /= 2
            if fraction < smallest:
                break
            trial = objective(x + fraction * step, 0)
        if fraction < smallest:
            converged = bool(decrement <= slack and curvature.min() > floor)
            why = message("converged") if converged else message("no-step-increases-log-likelihood")
            break
        x = x + fraction * step
        value, gradient, hessian = trial if fraction == 1.0 else objective(x, 2)
    assert gradient is not None and hessian is not None
    return Maximum(x, float(value), gradient, hessian, converged, iteration, why)


def _in_squares(
    x: np.ndarray, gradient: np.ndarray, hessian: np.ndarray, which: Sequence[int]
) -> tuple[np.ndarray, np.ndarray]:
    """First and second derivatives in the squares of some parameters, which are not zero."""
    if not which:
        return gradient, hessian
    unit = np.ones(len(x))
    unit[which] = 1 / (2 * x[which])
    turned = hessian * unit[:, None] * unit
    turned[which, which] -= gradient[which] / (4 * x[which] ** 3)
    return gradient * unit, turned


def leave_saddle(
    objective: Objective, x: np.ndarray, value: float, direction: np.ndarray
) -> np.ndarray | None:
    """The highest of some points along ``direction`` from the stationary point ``x``; None if none is higher.

    A standard deviation of zero is stationary whatever the data: the likelihood is even in it. Where the
    Hessian says that zero is a valley and no maximum, there is no gradient to follow out of it, so that the
    way out is looked for.
    """
    best, top, at = None, value + 1e-9, 0.0
    # Along a single parameter it is the likelihood's evenness that made the saddle: both sides are alike.
    along_one = np.sort(np.abs(direction))[:-1].max(initial=0.0) < 1e-6
    for length in SADDLE_STEPS:
        for side in (1.0,) if along_one else (1.0, -1.0):
            trial = x + side * length * direction
            reached = objective(trial, 0)[0]
            if np.isfinite(reached) and reached > top:
                best, top, at = trial, reached, length
        if best is not None and length < at:
            break  # it falls again
    return best


def _decrement(evaluated: tuple[float, np.ndarray | None, np.ndarray | None]) -> float:
    """The Newton decrement, infinite where the Hessian is not that of a maximum."""
    _, gradient, hessian = evaluated
    assert gradient is not None and hessian is not None
    if not (np.isfinite(gradient).all() and np.isfinite(hessian).all()):
        return np.inf
    curvature, axes = np.linalg.eigh(-hessian)
    return np.inf if curvature[0] <= 0 else 0.5 * float(((axes.T @ gradient) ** 2 / curvature).sum())
