"""Proper draws of one incomplete variable, for m data sets at once.

Every function takes the predictors of all m data sets as one array ``X`` of shape (m, n, k), a leading column
of ones included and the other columns centred and scaled, so that a prior width means the same for each.
"Proper" is Rubin's (1987) word: the parameters are drawn before the values are, otherwise the intervals that
follow are too short.
"""

from __future__ import annotations

from dataclasses import dataclass

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


@dataclass(frozen=True)
class Prior:
    """Independent normal priors of the coefficients: ``precision`` (m, k) and drawn ``centre`` (m, k).

    A centre that is itself drawn from the prior, beside a weighted likelihood, makes the maximum a draw from
    the posterior (exactly so for a normal model): the random effects of a clustered draw need it, as the
    prior is most of what is known of a small cluster.
    """

    precision: Array
    centre: Array


def draw_logistic(
    X: Array,
    y: Array,
    start: Array,
    rng: np.random.Generator,
    prior: Prior | None = None,
    weights: Array | None = None,
    marks: Array | None = None,
) -> Array:
    """Draw logistic coefficients (m, k) by the weighted likelihood bootstrap (Newton and Raftery, 1994).

    ``marks`` (n, c) are 0/1 columns of which a row has at most one, as of clusters; they count as the last c
    of the k coefficients. ``start`` (m, k) is where the search begins: it saves steps, nothing else.

    ``y`` (n,) are the observed answers, the same in all m data sets. Each data set's log-likelihood gets
    standard exponential weights; two pseudo-answers, a yes and a no at the mean of the predictors, get
    Gamma(1/2) weights, and the slopes a normal prior. Without predictors the drawn risk is then exactly a
    draw from the Jeffreys posterior Beta(x + 1/2, n - x + 1/2), also for no events at all, which the usual
    normal approximation draws two to three times too high on average; with predictors that separate the
    answers it stays finite, for which mice augments the data (White, Daniel and Royston, 2010).
    """
    m, n, columns = X.shape
    apart = np.zeros((n, 0), dtype=np.float32) if marks is None else marks.astype(np.float32)
    k = columns + apart.shape[1]
    # A predictor's rows next to each other: the products below then run along thousands of rows, not along
    # a handful of predictors. Seven digits are plenty for a draw that is good to two, and twice as fast.
    rows = np.ascontiguousarray(X.transpose(0, 2, 1), dtype=np.float32)
    answers = y.astype(np.float32)
    if weights is None:
        weight = rng.standard_exponential((m, n)).astype(np.float32)
        yes, no = rng.standard_gamma(0.5, size=(2, m))
    else:
        weight, yes, no = weights.astype(np.float32), np.full(m, 0.5), np.full(m, 0.5)
    if prior is None:
        precision, centre = np.full((m, k), SLOPE_PRIOR_SD**-2.0), np.zeros((m, k))
        precision[:, 0] = 0.0
    else:
        precision, centre = prior.precision, prior.centre
    result = start.copy()
    # Data sets still at work; those that are done are left out once they are the majority, as a few with
    # hardly any events need several times as many steps as the rest.
    active, beta = np.arange(m), start.copy()
    for _ in range(_NEWTON_STEPS):
        mu0 = expit(beta[:, 0])
        gradient, information = _score_and_information(rows, apart, answers, weight, beta)
        gradient -= precision * (beta - centre)
        gradient[:, 0] += yes * (1 - mu0) - no * mu0
        information.add_diagonal(precision + 1e-9)
        information.rows[:, 0, 0] += (yes + no) * mu0 * (1 - mu0)
        step = information.solve(gradient)
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
            precision, centre = precision[moving], centre[moving]
    # The intercept is unbounded only where both pseudo-weights underflow; beyond 30 the risk is 0 or 1
    # anyway.
    return np.clip(result, -30.0, 30.0)


@dataclass(frozen=True)
class _Information:
    """Information matrices whose last coefficients, those of marks, do not meet each other.

    ``rows`` (m, p, p) of the predictors, ``edge`` (m, p, c) between them and the marks, ``marks`` (m, c) the
    diagonal that is all there is of the rest: with forty clusters a tenth of the work of a full matrix.
    """

    rows: Array
    edge: Array
    marks: Array

    def add_diagonal(self, values: Array) -> None:
        p = self.rows.shape[1]
        self.rows[:, np.arange(p), np.arange(p)] += values[:, :p]
        self.marks[:] += values[:, p:]

    def solve(self, right: Array) -> Array:
        """Solutions (m, p + c), the marks eliminated first."""
        p = self.rows.shape[1]
        if not self.marks.shape[1]:
            return np.asarray(np.linalg.solve(self.rows, right[:, :, None])[:, :, 0], dtype=np.float64)
        shares = self.edge / self.marks[:, None, :]
        left = self.rows - shares @ self.edge.transpose(0, 2, 1)
        first = np.linalg.solve(left, right[:, :p, None] - shares @ right[:, p:, None])
        rest = right[:, p:] / self.marks - (shares.transpose(0, 2, 1) @ first)[:, :, 0]
        return np.concatenate([first[:, :, 0], rest], axis=1)


def _score_and_information(
    rows: Single, marks: Single, y: Single, weight: Single, beta: Array
) -> tuple[Array, _Information]:
    """Weighted score (m, p + c) and information of ``rows`` (m, p, n) and ``marks`` (n, c).

    Summed over blocks of rows.
    """
    m, p, n = rows.shape
    c = marks.shape[1]
    score = np.zeros((m, p + c))
    information = _Information(np.zeros((m, p, p)), np.zeros((m, p, c)), np.zeros((m, c)))
    block = max(_BLOCK_BYTES // (4 * m * p), 64)
    single = beta.astype(np.float32)
    for at in (slice(start, start + block) for start in range(0, n, block)):
        x, w, own = rows[:, :, at], weight[:, at], marks[at]
        mu = expit((single[:, None, :p] @ x)[:, 0, :] + single[:, p:] @ own.T)
        residual, variance = w * (y[at] - mu), w * mu * (1 - mu)
        score[:, :p] += (x @ residual[:, :, None])[:, :, 0]
        weighted = x * variance[:, None, :]
        information.rows[:] += weighted @ x.transpose(0, 2, 1)
        if c:
            score[:, p:] += residual @ own
            information.edge[:] += weighted @ own
            information.marks[:] += variance @ own
    return score, information


def draw_normal(
    X: Array, y: Array, rng: np.random.Generator, ridge: float = 1e-5, weights: Array | None = None
) -> tuple[Array, Array, Array]:
    """Draw a normal linear model: estimates (m, k), drawn coefficients (m, k) and drawn residual sd (m,).

    The conjugate draw of Rubin (1987, p. 167) with a small ridge against collinear predictors. With
    ``weights`` (m, n), a bootstrap sample's, nothing is drawn.
    """
    m, n, k = X.shape
    Xt = X.transpose(0, 2, 1) if weights is None else X.transpose(0, 2, 1) * weights[:, None, :]
    XtX = Xt @ X
    index = np.arange(k)
    XtX[:, index, index] *= 1 + ridge
    XtX[:, index, index] += 1e-10
    estimate = np.linalg.solve(XtX, (Xt @ y)[:, :, None])[:, :, 0]
    residual = y - (X @ estimate[:, :, None])[:, :, 0]
    df = max(n - k, 1)
    if weights is not None:
        spread = np.sqrt((weights * residual**2).sum(axis=1) / weights.sum(axis=1) * n / df)
        plain = np.asarray(estimate, dtype=np.float64)
        return plain, plain, np.asarray(spread, dtype=np.float64)
    sigma = np.asarray(np.sqrt((residual**2).sum(axis=1) / rng.chisquare(df, size=m)), dtype=np.float64)
    # L L' = X'X, so L'^-1 z has covariance (X'X)^-1.
    root = np.linalg.cholesky(XtX).transpose(0, 2, 1)
    noise = np.linalg.solve(root, rng.standard_normal((m, k, 1)))[:, :, 0]
    drawn = estimate + sigma[:, None] * noise
    return estimate.astype(np.float64), drawn.astype(np.float64), sigma


def draw_clustered_normal(
    X: Array, y: Array, rng: np.random.Generator, prior: Prior, sigma: Array
) -> tuple[Array, Array, Array]:
    """One Gibbs step of a normal model with priors (the random effects of clusters): as :func:`draw_normal`.

    ``sigma`` (m,) is the residual standard deviation of the step before; the one returned is drawn given the
    coefficients drawn here. The estimates are the posterior means.
    """
    m, n, k = X.shape
    Xt = X.transpose(0, 2, 1)
    scale = sigma[:, None] ** -2
    A = (Xt @ X) * scale[:, :, None]
    index = np.arange(k)
    A[:, index, index] += prior.precision + 1e-10
    estimate = np.linalg.solve(A, ((Xt @ y) * scale)[:, :, None])[:, :, 0]
    root = np.linalg.cholesky(A).transpose(0, 2, 1)
    drawn = estimate + np.linalg.solve(root, rng.standard_normal((m, k, 1)))[:, :, 0]
    residual = y - (X @ drawn[:, :, None])[:, :, 0]
    spread = np.sqrt((residual**2).sum(axis=1) / rng.chisquare(max(n - 1, 1), size=m))
    return (
        np.asarray(estimate, dtype=np.float64),
        np.asarray(drawn, dtype=np.float64),
        np.asarray(spread, dtype=np.float64),
    )


def draw_ordered(
    X: Array,
    X_missing: Array,
    y: Array,
    rng: np.random.Generator,
    prior: Prior | None = None,
    weights: Array | None = None,
) -> tuple[Array, Array]:
    """Draw ordered categories: values (m, q), and the coefficients drawn (the random effects last).

    A continuation-ratio model, common slopes and an intercept per step: "beyond this level, given that it was
    reached" for every level that a row reaches. Its likelihood is that of one logistic model of the stacked
    rows, so that the draws are those of :func:`draw_logistic`.
    """
    levels = np.unique(y)
    m, _, k = X.shape
    steps = len(levels) - 1
    reached = [np.flatnonzero(y >= level) for level in levels[:-1]]
    answers = np.concatenate([(y[rows] > level) for rows, level in zip(reached, levels, strict=False)])
    stacked = np.concatenate([X[:, rows] for rows in reached], axis=1)
    step_of = np.repeat(np.arange(steps), [len(rows) for rows in reached])
    marks = np.broadcast_to((step_of[:, None] == np.arange(1, steps)), (m, len(step_of), steps - 1))
    design = np.concatenate([stacked[:, :, :1], marks, stacked[:, :, 1:]], axis=2)
    if prior is not None:
        extra = np.full((m, steps - 1), SLOPE_PRIOR_SD**-2.0)
        prior = Prior(
            np.insert(prior.precision, [1] * (steps - 1), extra, axis=1),
            np.insert(prior.centre, [1] * (steps - 1), np.zeros_like(extra), axis=1),
        )
    own = None if weights is None else np.concatenate([weights[:, rows] for rows in reached], axis=1)
    beta = draw_logistic(design, answers.astype(float), np.zeros((m, k + steps - 1)), rng, prior, own)
    slopes = np.concatenate([beta[:, :1], beta[:, steps:]], axis=1)
    eta = (X_missing @ slopes[:, :, None])[:, :, 0]
    place = np.zeros(eta.shape, dtype=int)
    going = np.ones(eta.shape, dtype=bool)
    for step in range(steps):
        shift = beta[:, step : step + 1] if step else 0.0
        going &= rng.uniform(size=eta.shape) < expit(eta + shift)
        place += going
    return levels[place], slopes


def draw_categories(
    X: Array, X_missing: Array, y: Array, rng: np.random.Generator, weights: Array | None = None
) -> Array:
    """Draw unordered categories (m, q): the commonest level or another, then of those others, and so on.

    Nested dichotomies, each with coefficients of its own, are as free as a multinomial model; the common
    levels come first, as they carry most.
    """
    levels, counts = np.unique(y, return_counts=True)
    levels = levels[np.argsort(-counts, kind="stable")]
    m, q = X_missing.shape[:2]
    values = np.full((m, q), levels[-1])
    open_ = np.ones((m, q), dtype=bool)
    rows = np.arange(len(y))
    for level in levels[:-1]:
        own = None if weights is None else weights[:, rows]
        beta = draw_logistic(
            X[:, rows], (y[rows] == level).astype(float), np.zeros((m, X.shape[2])), rng, None, own
        )
        here = open_ & (rng.uniform(size=(m, q)) < expit((X_missing @ beta[:, :, None])[:, :, 0]))
        values[here] = level
        open_ &= ~here
        rows = rows[y[rows] != level]
    return values


def match_predictive_means(
    y: Array,
    fitted: Array,
    wanted: Array,
    donors: int,
    rng: np.random.Generator,
    weights: Array | None = None,
) -> Array:
    """Predictive mean matching: for each wanted prediction a value of one of the nearest observed rows.

    ``y`` (n,) observed values, ``fitted`` (m, n) their predictions from the estimates, ``wanted`` (m, q) the
    predictions of the missing rows from the drawn coefficients (type 1 matching; Little, 1988; Morris, White
    and Royston, 2014). Returns (m, q). With ``weights`` (m, n), a bootstrap sample's, a near row is taken in
    proportion to its weight.
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
        if weights is None:
            chosen = rng.integers(d, size=len(nearest))
        else:
            share = weights[i][order[np.take_along_axis(window, nearest, axis=1)]].cumsum(axis=1)
            chosen = (rng.uniform(size=len(nearest))[:, None] * share[:, -1:] > share).sum(axis=1)
        pick = nearest[np.arange(len(nearest)), chosen]
        result[i] = y[order[window[np.arange(len(window)), pick]]]
    return result
