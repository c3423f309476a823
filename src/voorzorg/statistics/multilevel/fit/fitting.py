"""From a likelihood to its maximum: starting values, pilot fits, number of points, boundary."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

import numpy as np

from voorzorg.messages import Message, message
from voorzorg.statistics.multilevel.fit.newton import Maximum, Objective, leave_saddle, maximise
from voorzorg.statistics.multilevel.likelihood.adaptive.marginal_likelihood import Likelihood, TwoLevel
from voorzorg.statistics.multilevel.likelihood.adaptive.nested import Nested

#: A fixed number of points that is off by more than this deserves a word.
COARSE = 0.01
#: Where the next rung moves the log-likelihood by more than this, a fit on this one is not worth the time.
HOPELESS = 0.05
#: Decrement at which the last Newton step (with an exact Hessian) is not checked by another evaluation.
FINISH = 1e-8
#: A step of this decrement or less leaves the Hessian as it is to four digits.
SAME_HESSIAN = 1e-5
#: Points of the pilot fit.
PILOT = 5
#: A standard deviation below this is compared with zero.
NEAR_ZERO = 1e-2
#: A standard deviation below this is zero: the likelihood is even in it, so that its square is what counts.
ROUNDING = 1e-8
#: Saddles left, and tops compared, before a fit gives up.
MOST_SADDLES = 3
#: Standard deviations tried beside one of zero.
FURTHER_OUT = (0.3, 1.0, 2.5)
#: Where the log-likelihood has fallen so far, it is not looked for further out.
FALLEN = 5.0


class Penalty(Protocol):
    """A function of psi with its gradient and Hessian, added to the log-likelihood."""

    in_information: bool  #: whether standard errors come from the penalised Hessian

    def __call__(self, psi: np.ndarray) -> tuple[float, np.ndarray, np.ndarray]: ...


@dataclass
class Fit:
    """The maximum of the (penalised) log-likelihood, and what is known about its accuracy."""

    likelihood: Likelihood
    maximum: Maximum
    quadrature_error: (
        float  #: movement of the log-likelihood on the next rung of points (nan if not looked at)
    )
    penalty: Penalty | None = None
    notes: list[Message] = field(default_factory=list)
    errors: dict[int, float] = field(default_factory=dict)  #: the same movement, of every rung fitted
    rough: bool = False  #: whether a hundredth of a standard error is near enough
    log_likelihood: float = field(init=False)  #: without penalty and binomial coefficients
    information_hessian: np.ndarray = field(init=False)  #: Hessian that the standard errors come from

    def __post_init__(self) -> None:
        self.log_likelihood, self.information_hessian = self.maximum.value, self.maximum.hessian
        if self.penalty is not None:
            value, _, hessian = self.penalty(self.maximum.x)
            self.log_likelihood -= value
            if not self.penalty.in_information:
                self.information_hessian = self.maximum.hessian - hessian


@dataclass(frozen=True)
class Search:
    """What is known beforehand of where the maximum is, and how closely it must be looked at.

    Attributes:
        pilot: the start may be far from the maximum, so that a coarse fit goes ahead.
        first: rungs below this number of points are known to be too coarse, and it is not hopeless.
        only: this rung is taken, and no other.
        check: a single rung is compared with twice as many points.
        rough: a hundredth of a standard error is near enough, as where many fits are pooled.
        enough: a movement that is small enough, where the likelihood itself asks for less.
        finish: the decrement at which a last Newton step is not checked by another evaluation.
        at_zero: movements from rung to rung where all standard deviations but the first are zero.
    """

    pilot: bool = True
    first: int = 0
    only: bool = False
    check: bool = True
    rough: bool = False
    enough: float = 0.0
    finish: float = FINISH
    at_zero: Mapping[int, float] = field(default_factory=dict)


#: A hundredth of a standard error: what is left of a decrement of 2e-3 after its step is far below that.
ROUGH = Search(rough=True, enough=COARSE, finish=2e-3)


def penalised(likelihood: Likelihood, penalty: Penalty | None) -> Callable:
    """The objective: log-likelihood plus penalty."""
    if penalty is None:
        return likelihood

    def objective(psi: np.ndarray, order: int) -> tuple[float, np.ndarray | None, np.ndarray | None]:
        value, gradient, hessian = likelihood(psi, order)
        extra, extra_gradient, extra_hessian = penalty(psi)
        if gradient is not None:
            gradient = gradient + extra_gradient
        if hessian is not None:
            hessian = hessian + extra_hessian
        return value + extra, gradient, hessian

    return objective


def fit_likelihood(
    make: Callable[[int], Likelihood],
    start: np.ndarray,
    rungs: tuple[int, ...],
    penalty: Penalty | None = None,
    max_iterations: int = 100,
    search: Search | None = None,
) -> Fit:
    """Fit with the numbers of points in ``rungs`` until the next moves the log-likelihood too little.

    A coarse pilot fit carries most of the way, so that few iterations need the full number of points.
    """
    search = search or Search()
    made: dict[int, Likelihood] = {}

    def of(points: int) -> Likelihood:
        if points not in made:
            made[points] = make(points)
        return made[points]

    psi = np.asarray(start, dtype=float)
    if search.pilot and max(rungs) > PILOT:
        pilot = of(PILOT)
        coarse = maximise(
            penalised(pilot, penalty), psi, tolerance=1e-4, max_iterations=30, slack=pilot.slack
        )
        if np.isfinite(coarse.x).all() and np.abs(coarse.x).max() < 100:
            psi = coarse.x
    error = float("nan")
    errors: dict[int, float] = {}
    notes: list[Message] = []
    for rung, k in enumerate(rungs):
        likelihood = of(k)
        last = rung + 1 == len(rungs)
        if not last and (k < search.first or (k > search.first and _hopeless(of, k, rungs[rung + 1], psi))):
            continue
        objective = penalised(likelihood, penalty)
        even = [likelihood.n_fixed + j for j in likelihood.scalar_theta] if search.rough else []
        finish = search.finish if isinstance(likelihood, (TwoLevel, Nested)) else 0.0
        exact_later = hasattr(likelihood, "exact_hessian")  # secants creep where Newton's method arrives
        top = maximise(
            objective, psi, tolerance=1e-12 if last and not exact_later else 1e-6,
            max_iterations=max_iterations, slack=likelihood.slack, finish=finish if last else 0.0, even=even,
        )  # fmt: skip
        psi = top.x
        reached = top.value - (0.0 if penalty is None else penalty(psi)[0])
        if last:
            if likelihood.slack > 0 and len(rungs) == 1 and search.check:
                error = abs(of(2 * k + 1)(psi, 0)[0] - reached)
            elif rung > 0 and not np.isfinite(error):  # every rung before it was hopeless: look back
                error = _moves(of(rungs[rung - 1]), likelihood, psi)
            break
        if k in search.at_zero and np.abs(psi[likelihood.n_fixed + 1 :]).max() < 1e-8:
            error = search.at_zero[k]
        else:
            error = abs(of(rungs[rung + 1])(psi, 0)[0] - reached)
        errors[k] = error
        if error < max(likelihood.enough, search.enough):
            top = maximise(
                objective, psi, tolerance=1e-12 if likelihood.slack == 0 else 1e-9,
                max_iterations=max_iterations, slack=likelihood.slack, finish=finish, even=even, begun=top,
            )  # fmt: skip
            break
    if len(rungs) > 1 and not error < max(likelihood.enough, search.enough):
        notes.append(message("points-may-not-enough-last", points=rungs[-1], error=error))
    if len(rungs) == 1 and error > COARSE:
        notes.append(message("points-too-few-twice-as", points=rungs[0], error=error))
    rough = of(PILOT) if max(rungs) > PILOT else likelihood
    further = FURTHER_OUT[1:2] if search.rough else FURTHER_OUT
    top = settle_boundary(likelihood, polish(likelihood, top, penalty), penalty, rough, further)
    return Fit(likelihood, top, error, penalty, notes, errors, search.rough)


def _hopeless(of: Callable[[int], Likelihood], points: int, more: int, psi: np.ndarray) -> bool:
    """A fit with so few points is not worth the time."""
    return _moves(of(more), of(points), psi) > HOPELESS


def _moves(finer: Likelihood, coarser: Likelihood, psi: np.ndarray) -> float:
    """By how much another number of points moves the log-likelihood."""
    return abs(finer(psi, 0)[0] - coarser(psi, 0)[0])


def polish(likelihood: Likelihood, top: Maximum, penalty: Penalty | None) -> Maximum:
    """Finish with exact Newton steps where the Hessian so far was a secant approximation.

    A secant Hessian takes every stationary point for a maximum; the exact one may find a saddle to leave.
    """
    exact = getattr(likelihood, "exact_hessian", None)
    if exact is None or not np.isfinite(top.gradient).all():
        return top
    objective = penalised(likelihood, penalty)
    saddles, decrement, hessian = 0, np.inf, None
    for _ in range(20):
        if hessian is None or decrement > SAME_HESSIAN:
            hessian = exact(top.x)
            if penalty is not None:
                hessian = hessian + penalty(top.x)[2]
        curvature, axes = np.linalg.eigh(-hessian)
        floor = 1e-10 * max(curvature.max(), 1.0)
        if curvature[0] <= floor:
            uphill = None
            if curvature[0] < -floor and saddles < MOST_SADDLES:
                uphill = leave_saddle(objective, top.x, top.value, axes[:, 0])
            if uphill is None:
                flat = message("log-likelihood-flat-some-direction")
                return replace(top, hessian=hessian, converged=False, message=flat)
            saddles += 1
            top, hessian = maximise(objective, uphill, tolerance=1e-6, slack=likelihood.slack), None
            continue
        step = np.linalg.solve(-hessian, top.gradient)
        top = replace(top, hessian=hessian)
        decrement = 0.5 * step @ top.gradient
        if decrement < 1e-12:
            break
        value, gradient, _ = objective(top.x + step, 1)
        if value < top.value - 1e-9:
            break
        assert gradient is not None
        top = replace(top, x=top.x + step, value=value, gradient=gradient)
    return top


def settle_boundary(
    likelihood: Likelihood,
    top: Maximum,
    penalty: Penalty | None,
    coarse: Likelihood,
    further: Sequence[float] = FURTHER_OUT,
) -> Maximum:
    """Turn standard deviations positive, and settle whether those that are (nearly) zero belong there.

    Near zero the likelihood is even in a standard deviation, so Newton's method runs into zero quickly but
    stops a rounding error away from it.  Zero stays where it is at least as likely as what was found, unless
    the likelihood is higher again ``further`` out, as ``coarse`` sees it: then that top is climbed.
    """
    objective = penalised(likelihood, penalty)
    for _ in range(MOST_SADDLES):
        top = _at_boundary(likelihood, top, penalty)
        away = _higher_further_out(likelihood, penalised(coarse, penalty), top, further)
        if away is None:
            break
        found = polish(likelihood, maximise(objective, away, slack=likelihood.slack), penalty)
        if not found.value > top.value + 1e-9:
            break
        top = found
    return top


def _at_boundary(likelihood: Likelihood, top: Maximum, penalty: Penalty | None) -> Maximum:
    """``top`` with standard deviations made positive, and zero where zero is as likely."""
    objective = penalised(likelihood, penalty)
    first = likelihood.n_fixed
    if top.converged and all(
        top.x[first + j] == 0 or top.x[first + j] > NEAR_ZERO for j in likelihood.scalar_theta
    ):
        return top
    x, zero = top.x.copy(), np.zeros(top.x.size, dtype=bool)
    for j in likelihood.n_fixed + np.array(likelihood.scalar_theta, dtype=int):
        x[j] = abs(x[j])
        if x[j] < NEAR_ZERO:
            at_zero = x.copy()
            at_zero[j] = 0.0
            if x[j] < ROUNDING or objective(at_zero, 0)[0] >= top.value - 1e-9:
                x, zero[j] = at_zero, True
    if (x == top.x).all() and not zero.any():
        return top
    moved = replace(top, x=x)
    if np.abs(x - top.x).max() > ROUNDING:
        value, gradient, hessian = objective(x, 2)
        assert gradient is not None and hessian is not None
        moved = replace(moved, value=value, gradient=gradient, hessian=hessian)
    if not zero.any():
        return polish(likelihood, moved, penalty)
    # What counts is whether the rest is at its maximum: a standard deviation of zero is no free parameter.
    rest = polish(likelihood, moved, penalty)
    if rest.converged and (rest.x[zero] == 0).all():
        return replace(rest, message=message("converged-boundary"))
    curvature = -rest.hessian[np.ix_(~zero, ~zero)]
    g = rest.gradient[~zero]
    root = np.linalg.eigvalsh(curvature)
    if root[0] <= 1e-10 * max(root[-1], 1.0):
        return rest
    arrived = 0.5 * float(g @ np.linalg.solve(curvature, g)) <= max(1e-6, likelihood.slack)
    return replace(rest, converged=arrived, message=message("converged-boundary")) if arrived else rest


def _higher_further_out(
    likelihood: Likelihood, objective: Objective, top: Maximum, further: Sequence[float]
) -> np.ndarray | None:
    """Parameters with some standard deviation away from zero and a higher likelihood; None without.

    A likelihood may have its top at zero and another, higher one further out.
    """
    zero = [j for j in likelihood.n_fixed + np.array(likelihood.scalar_theta, dtype=int) if top.x[j] == 0]
    if not zero:
        return None
    best, highest = None, objective(top.x, 0)[0] + 1e-6
    for j in zero:
        for sd in further:
            trial = top.x.copy()
            trial[: likelihood.n_fixed] *= np.sqrt(1 + 0.35 * sd * sd)
            trial[j] = sd
            value = objective(trial, 0)[0]
            if np.isfinite(value) and value > highest:
                best, highest = trial, value
            if value < highest - FALLEN:
                break
    return best
