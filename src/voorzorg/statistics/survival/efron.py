"""Cox's partial likelihood under Efron's handling of ties: value, score residuals, information.

At a time with d deaths, the k-th of them (k = 0..d-1) is compared with everyone at risk, less the share
s = k/d of the deaths themselves (Efron 1977; Therneau and Grambsch 2000, section 3.3). With w_i =
exp(x_i'beta), for each death

    S0 = sum_risk w - s sum_dead w,        m = (sum_risk w x - s sum_dead w x) / S0

    log L = sum_deaths  x'beta - log S0,   score U = sum_deaths  x - m,   information = sum_deaths  V,

V being the weighted variance of x over the same people. Sums over those at risk are running sums from the
last time backwards, so nothing is looped over, neither times nor people: sorting apart, the cost is linear.
"""

from __future__ import annotations

import numpy as np

Array = np.ndarray


class EfronLikelihood:
    """The partial likelihood of times (n,), events (n,) and covariates X (n, p), at ``beta`` (p,).

    ``deaths`` index the rows that had the event, in order of time; what is "per death" has their length.
    """

    def __init__(self, time: Array, event: Array, X: Array) -> None:
        self.order = np.argsort(time, kind="stable")
        t, self.X = time[self.order], X[self.order]
        self.deaths = np.flatnonzero(event[self.order] == 1)
        #: The distinct times of death, which of them is each death's, and how many fell then.
        self.times, self.starts, self.which, self.ties = np.unique(
            t[self.deaths], return_index=True, return_inverse=True, return_counts=True
        )
        self.share = (np.arange(len(self.deaths)) - self.starts[self.which]) / self.ties[self.which]
        self.first_at_risk = np.searchsorted(t, self.times, side="left")
        self.times_survived = np.searchsorted(self.times, t, side="right")

    def at(self, beta: Array) -> EfronPoint:
        """Everything that belongs to one value of the coefficients."""
        return EfronPoint(self, np.asarray(beta, float))

    def survival_before(self) -> Array:
        """Kaplan-Meier estimate just before each death, of everyone together."""
        at_risk = len(self.X) - self.first_at_risk
        return np.concatenate([[1.0], np.cumprod(1 - self.ties / at_risk)[:-1]])[self.which]

    def _sum_of_deaths(self, values: Array) -> Array:
        """Values per death, summed over the deaths of one time."""
        return np.add.reduceat(values, self.starts, axis=0)

    def _at_risk(self, values: Array) -> Array:
        """Values (n, ...) summed over those whom each death is compared with."""
        risk = np.cumsum(values[::-1], axis=0)[::-1][self.first_at_risk]
        share = _like(self.share, values)
        return risk[self.which] - share * self._sum_of_deaths(values[self.deaths])[self.which]

    def _accrued(self, values: Array) -> Array:
        """Values per death, summed for each person over the deaths that she was compared with (n, ...)."""
        upto = np.cumsum(self._sum_of_deaths(values), axis=0)
        total = np.concatenate([np.zeros_like(upto[:1]), upto])[self.times_survived]
        total[self.deaths] -= self._sum_of_deaths(_like(self.share, values) * values)[self.which]
        return total


class EfronPoint:
    """The partial likelihood at ``beta``: ``log_likelihood``, ``mean`` m and ``residual`` x - m per death."""

    def __init__(self, likelihood: EfronLikelihood, beta: Array) -> None:
        self.likelihood, self.beta = likelihood, beta
        X, deaths = likelihood.X, likelihood.deaths
        eta = X @ beta
        eta = eta - eta.max()
        self.weight = np.exp(eta)
        self.S0 = likelihood._at_risk(self.weight)
        self.mean = likelihood._at_risk(self.weight[:, None] * X) / self.S0[:, None]
        #: Schoenfeld residuals.
        self.residual = X[deaths] - self.mean
        self.log_likelihood = float(eta[deaths].sum() - np.log(self.S0).sum())
        self.score = self.residual.sum(axis=0)

    def information(self, g: Array | None = None) -> Array:
        """Sum over deaths of g V (p, p), g = 1 if it is not given.

        Needs no second moments per death: a woman's x x' counts with her weight times what has accrued of
        g / S0 over the deaths that she was compared with.
        """
        g = np.ones(len(self.S0)) if g is None else g
        X, accrued = self.likelihood.X, self.weight * self.likelihood._accrued(g / self.S0)
        return X.T @ (accrued[:, None] * X) - self.mean.T @ (g[:, None] * self.mean)

    def expected(self) -> Array:
        """Each person's expected number of events (n,), in the order of the data: Breslow's cumulative
        hazard, with Efron's ties, times her weight.
        """
        out = np.empty(len(self.weight))
        out[self.likelihood.order] = self.weight * self.likelihood._accrued(1 / self.S0)
        return out

    def information_of_rows(self) -> Array:
        """Each person's share (n, 1 + p, 1 + p) in the information on a factor common to all hazards, first,
        and on beta: sum over deaths of her chance to be the one times (1, x - m) (1, x - m)'.

        They sum to the information, without cross terms between the factor and beta.
        """
        lik = self.likelihood
        n, p = lik.X.shape
        square = (self.mean[:, :, None] * self.mean[:, None, :]).reshape(-1, p * p)
        terms = np.column_stack([np.ones(len(self.S0)), self.mean, square]) / self.S0[:, None]
        accrued = self.weight[:, None] * lik._accrued(terms)
        count, first, second = accrued[:, 0], accrued[:, 1 : p + 1], accrued[:, p + 1 :].reshape(n, p, p)
        out = np.empty((n, 1 + p, 1 + p))
        out[:, 0, 0] = count
        out[:, 0, 1:] = out[:, 1:, 0] = count[:, None] * lik.X - first
        cross = lik.X[:, :, None] * first[:, None, :]
        own = count[:, None, None] * lik.X[:, :, None] * lik.X[:, None, :]
        out[:, 1:, 1:] = own - cross - cross.transpose(0, 2, 1) + second
        inverse = np.empty_like(out)
        inverse[lik.order] = out
        return inverse

    def score_residuals(self) -> Array:
        """Each person's contribution to the score (n, p), in the order of the data; they sum to it.

        A death counts at her time with the average of the means that its deaths were compared with
        (Therneau and Grambsch 2000, section 4.2).
        """
        lik = self.likelihood
        hazard, moment = (lik._accrued(v) for v in (1 / self.S0, self.mean / self.S0[:, None]))
        scores = self.weight[:, None] * (moment - hazard[:, None] * lik.X)
        average = (lik._sum_of_deaths(self.mean) / lik.ties[:, None])[lik.which]
        scores[lik.deaths] += lik.X[lik.deaths] - average
        out = np.empty_like(scores)
        out[lik.order] = scores
        return out


def _like(share: Array, values: Array) -> Array:
    """``share`` with as many axes as ``values``."""
    return share.reshape(-1, *(1,) * (values.ndim - 1))
