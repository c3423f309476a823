"""Proper draws of one incomplete variable, for m data sets at once.

Every function takes the predictors of all m data sets as one array ``X`` of shape (m, n, k), a leading column
of ones included and the other columns centred and scaled, so that a prior width means the same for each.
"Proper" is Rubin's (1987) word: the parameters are drawn before the values are, otherwise the intervals that
follow are too short.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

Array = NDArray[np.float64]
Single = NDArray[np.float32]

# Log odds per standard deviation of a predictor (Gelman et al., 2008, here as a normal prior).
SLOPE_PRIOR_SD = 2.5
_NEWTON_STEPS = 25
_BLOCK_BYTES = 1_000_000  # of predictors at a time, so that what a step needs of them stays in the cache
_NEWTON_TOLERANCE = (
    5e-2  # of the last step, in log odds: what is left is its square, far below a draw's width
)


def draw_logistic(X: Array, y: Array, start: Array, rng: np.random.Generator) -> Array:
    """Draw logistic coefficients (m, k) by the weighted likelihood bootstrap (Newton and Raftery, 1994).

    ``y`` (n,) are the observed answers, the same in all m data sets. Each data set's log-likelihood gets
    standard exponential weights; two pseudo-answers, a yes and a no at the mean of the predictors, get
    Gamma(1/2) weights, and the slopes a normal prior. Without predictors the drawn risk is then exactly a
    draw from the Jeffreys posterior Beta(x + 1/2, n - x + 1/2), also for no events at all, which the usual
    normal approximation draws two to three times too high on average; with predictors that separate the
    answers it stays finite, for which mice augments the data (White, Daniel and Royston, 2010).
    """
    m, n, k = X.shape
    # A predictor's rows next to each other: the products below then run along thousands of rows, not along
    # a handful of predictors. Seven digits are plenty for a draw that is good to two, and twice as fast.
    rows = np.ascontiguousarray(X.transpose(0, 2, 1), dtype=np.float32)
    answers = y.astype(np.float32)
    weight = rng.standard_exponential((m, n)).astype(np.float32)
    yes, no = rng.standard_gamma(0.5, size=(2, m))
    precision = np.full(k, SLOPE_PRIOR_SD**-2.0)
    precision[0] = 0.0
    diagonal = np.arange(k)
    result = start.copy()
    # Data sets still at work; those that are done are left out once they are the majority, as a few with
    # hardly any events need several times as many steps as the rest.
    active, beta = np.arange(m), start.copy()
    for _ in range(_NEWTON_STEPS):
        mu0 = expit(beta[:, 0])
        gradient, information = _score_and_information(rows, answers, weight, beta)
        gradient -= precision * beta
        gradient[:, 0] += yes * (1 - mu0) - no * mu0
        information[:, diagonal, diagonal] += precision + 1e-9
        information[:, 0, 0] += (yes + no) * mu0 * (1 - mu0)
        step = np.linalg.solve(information, gradient[:, :, None])[:, :, 0]
        # Undamped Newton overshoots from a flat start; no draw needs more than three log odds at once.
        largest = np.abs(step).max(axis=1)
        beta += step * np.minimum(1.0, 3.0 / np.maximum(largest, 1e-300))[:, None]
        result[active] = beta
        moving = largest >= _NEWTON_TOLERANCE
        if not moving.any():
            break
        if 2 * moving.sum() <= len(active):
            active, beta, rows, weight = active[moving], beta[moving], rows[moving], weight[moving]
            yes, no = yes[moving], no[moving]
    # The intercept is unbounded only where both pseudo-weights underflow; beyond 30 the risk is 0 or 1
    # anyway.
    return np.clip(result, -30.0, 30.0)


def _score_and_information(rows: Single, y: Single, weight: Single, beta: Array) -> tuple[Array, Array]:
    """Weighted score (m, k) and information (m, k, k) of ``rows`` (m, k, n), summed over blocks of rows."""
    m, k, n = rows.shape
    score, information = np.zeros((m, k)), np.zeros((m, k, k))
    block = max(_BLOCK_BYTES // (4 * m * k), 64)
    single = beta.astype(np.float32)[:, None, :]
    for at in (slice(start, start + block) for start in range(0, n, block)):
        x, w = rows[:, :, at], weight[:, at]
        mu = expit((single @ x)[:, 0, :])
        score += (x @ (w * (y[at] - mu))[:, :, None])[:, :, 0]
        information += (x * (w * mu * (1 - mu))[:, None, :]) @ x.transpose(0, 2, 1)
    return score, information


def draw_normal(
    X: Array, y: Array, rng: np.random.Generator, ridge: float = 1e-5
) -> tuple[Array, Array, Array]:
    """Draw a normal linear model: estimates (m, k), drawn coefficients (m, k) and drawn residual sd (m,).

    The conjugate draw of Rubin (1987, p. 167) with a small ridge against collinear predictors.
    """
    m, n, k = X.shape
    Xt = X.transpose(0, 2, 1)
    XtX = Xt @ X
    index = np.arange(k)
    XtX[:, index, index] *= 1 + ridge
    XtX[:, index, index] += 1e-10
    estimate = np.linalg.solve(XtX, (Xt @ y)[:, :, None])[:, :, 0]
    residual = y - (X @ estimate[:, :, None])[:, :, 0]
    df = max(n - k, 1)
    sigma = np.asarray(np.sqrt((residual**2).sum(axis=1) / rng.chisquare(df, size=m)), dtype=np.float64)
    # L L' = X'X, so L'^-1 z has covariance (X'X)^-1.
    root = np.linalg.cholesky(XtX).transpose(0, 2, 1)
    noise = np.linalg.solve(root, rng.standard_normal((m, k, 1)))[:, :, 0]
    drawn = estimate + sigma[:, None] * noise
    return estimate.astype(np.float64), drawn.astype(np.float64), sigma


def match_predictive_means(
    y: Array, fitted: Array, wanted: Array, donors: int, rng: np.random.Generator
) -> Array:
    """Predictive mean matching: for each wanted prediction a value of one of the nearest observed rows.

    ``y`` (n,) observed values, ``fitted`` (m, n) their predictions from the estimates, ``wanted`` (m, q) the
    predictions of the missing rows from the drawn coefficients (type 1 matching; Little, 1988; Morris, White
    and Royston, 2014). Returns (m, q).
    """
    m, n = fitted.shape
    d = min(donors, n)
    result = np.empty(wanted.shape)
    for i in range(m):
        shuffled = rng.permutation(n)  # so that ties are broken at random, not by row number
        order = shuffled[np.argsort(fitted[i, shuffled], kind="stable")]
        sorted_fit = fitted[i, order]
        position = np.searchsorted(sorted_fit, wanted[i])
        # The d nearest lie within d places to either side.
        window = np.clip(position[:, None] + np.arange(-d, d), 0, n - 1)
        distance = np.abs(sorted_fit[window] - wanted[i][:, None])
        # Clipping repeats the end rows: count each once.
        distance[:, 1:][window[:, 1:] == window[:, :-1]] = np.inf
        nearest = np.argpartition(distance, d - 1, axis=1)[:, :d]
        pick = nearest[np.arange(len(nearest)), rng.integers(d, size=len(nearest))]
        result[i] = y[order[window[np.arange(len(window)), pick]]]
    return result
