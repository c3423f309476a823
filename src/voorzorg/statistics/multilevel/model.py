"""Multilevel logistic regression by maximum likelihood: the model and how it is fitted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Literal

import numpy as np
import pandas as pd

from voorzorg.messages import Name, message
from voorzorg.statistics.given import as_frame
from voorzorg.statistics.multilevel.answers.estimates import Covariance, Estimates
from voorzorg.statistics.multilevel.answers.results import MultilevelLogitResults
from voorzorg.statistics.multilevel.errors import MultilevelError, SeparationError, UnfitDataError
from voorzorg.statistics.multilevel.fit.estimation import carried_over, estimate
from voorzorg.statistics.multilevel.fit.fitting import ROUGH, Search
from voorzorg.statistics.multilevel.specify import checks
from voorzorg.statistics.multilevel.specify.data import prepare
from voorzorg.statistics.multilevel.specify.formula import parse
from voorzorg.statistics.multilevel.specify.specification import Specification


class MultilevelLogit(Specification):
    """Logistic regression with random effects.

    For row j of cluster i

        logit P(y_ij = 1 | b_i) = x_ij' beta + offset_ij + z_ij' b_i,      b_i ~ N(0, Sigma)

    estimated by maximum likelihood; the integral over b_i by adaptive Gauss-Hermite quadrature
    (Pinheiro & Bates 1995; Bates et al. 2015, J Stat Softw 67(1), for the notation).

    Args:
        y: (N,) 0/1 responses, or numbers of events when ``trials`` is given.
        X: (N, P) fixed-effects design including the intercept; a data frame gives the names.
        groups: (N,) cluster labels (the woman).
        trials: (N,) numbers of trials.
        weights: (N,) frequency weights: a weight of 2 stands for the same row twice in the same cluster.
        offset: (N,) added to the linear predictor.
        slopes: (N, s) columns with a random slope each, beside the random intercept and correlated with it.
        outer_groups: (N,) labels of a third level (the site) in which ``groups`` are nested.
        outer_slopes: (N, s) columns on which the third level acts, instead of a random intercept: an
            indicator of the treated arm where only that has nurses, one per arm for a variance in each.
            Where they are all zero no label is needed.
        crossed: further grouping factors with a random intercept each, by name; not nested. Laplace only.
        names: names of the columns of X.
        n_points: quadrature points per random effect; 1 is the Laplace approximation; 'auto' raises the
            number until the log-likelihood moves by less than 1e-6.

    Rows with missing values are left out and counted in ``results.warnings``.

    Raises:
        RankDeficientError: naming the superfluous columns.
        MultilevelError: when the data cannot carry the model (one cluster, responses outside 0..trials, ...).
    """

    def __init__(
        self,
        y: Any,
        X: Any,
        groups: Any,
        *,
        trials: Any = None,
        weights: Any = None,
        offset: Any = None,
        slopes: Any = None,
        outer_groups: Any = None,
        outer_slopes: Any = None,
        crossed: Mapping[str, Any] | None = None,
        names: list[str] | None = None,
        n_points: int | Literal["auto"] = "auto",
    ) -> None:
        Z, random_names = None, None
        if slopes is not None:
            columns = slopes.to_frame() if isinstance(slopes, pd.Series) else slopes
            block = np.asarray(columns, dtype=float).reshape(len(np.asarray(y)), -1)
            Z = np.c_[np.ones(len(block)), block]
            labels = getattr(columns, "columns", [f"slope{j}" for j in range(block.shape[1])])
            random_names = ["Intercept", *map(str, labels)]
        data = prepare(
            y, X, groups, trials=trials, weights=weights, offset=offset, Z=Z, outer_groups=outer_groups,
            outer_design=outer_slopes.to_frame() if isinstance(outer_slopes, pd.Series) else outer_slopes,
            crossed=crossed, names=names, random_names=random_names,
        )  # fmt: skip
        self._setup(data, None, None, n_points)

    @classmethod
    def from_formula(
        cls,
        formula: str,
        data: pd.DataFrame,
        groups: str,
        *,
        re_formula: str | None = None,
        outer_groups: str | None = None,
        outer_re_formula: str | None = None,
        crossed: list[str] | None = None,
        trials: str | None = None,
        weights: str | None = None,
        offset: str | None = None,
        n_points: int | Literal["auto"] = "auto",
    ) -> MultilevelLogit:
        """Build the model from a formulaic formula and column names.

        ``re_formula`` gives the random effects per cluster ('1 + time'; default: an intercept), and
        ``outer_re_formula`` those of the outer cluster ('0 + treated': in the treated arm only).
        """
        _column_names(groups=groups, outer_groups=outer_groups, trials=trials, weights=weights, offset=offset)
        if isinstance(crossed, str) or any(not isinstance(name, str) for name in crossed or ()):
            raise MultilevelError("crossed is a list of names of columns: crossed=['nurse']")
        complete = [c for c in (trials, weights, *(crossed or [])) if c is not None]
        labels = [c for c in (groups, outer_groups) if c is not None]
        data = as_frame(data)
        parsed = parse(formula, data, re_formula, offset, complete, labels, outer_re_formula)
        used = data.iloc[parsed.rows]
        prepared = prepare(
            parsed.y, parsed.X, used[groups], Z=parsed.Z,
            trials=None if trials is None else used[trials],
            weights=None if weights is None else used[weights],
            offset=None if offset is None else used[offset],
            outer_groups=None if outer_groups is None else used[outer_groups], outer_design=parsed.outer,
            crossed={name: used[name] for name in crossed or []},
        )  # fmt: skip
        prepared.notes[:0] = parsed.notes
        model = cls.__new__(cls)
        model._setup(prepared, parsed.design, used.iloc[prepared.rows], n_points)
        return model

    def fit(
        self,
        penalty: Literal["firth", "cauchy"] | None = None,
        cov: Covariance = "observed",
        *,
        n_points: int | Literal["auto", "same"] | None = None,
        start: np.ndarray | None = None,
        near: Estimates | None = None,
        rough: bool = False,
        max_iterations: int = 100,
    ) -> MultilevelLogitResults:
        """Maximise the likelihood.

        Args:
            penalty: None; 'firth' (Jeffreys' prior of the model without random effects); 'cauchy' (weakly
                informative priors); see ``penalty``.
            cov: 'observed' information, 'robust' (sandwich over the clusters of the highest level), or
                'bias-reduced' (that sandwich corrected for few clusters, with t intervals; see
                ``voorzorg.statistics.cluster_robust``).
            n_points: overrides the model's; 'same' takes the number of ``near`` without looking at another.
            start: (P + number of theta) starting values on the standardised scale.
            near: a fit of a model with the same random effects, and some of the same columns, on much the
                same data (another imputed data set, one more effect). The search starts at its estimates: two
                or three steps, where a fit of its own takes ten or twenty.
            rough: estimates right to a hundredth of a standard error are enough, as where many are pooled.
            max_iterations: of the final Newton iterations.

        Raises:
            SeparationError: when a coefficient has no finite estimate and no penalty is asked for.
        """
        if penalty is None:
            found = self.separation()
            if found is not None:
                text = checks.explain_separation(
                    found, self.data.X, self.data.a, self.data.N, self.data.names
                )
                raise SeparationError(text, found.columns)
        if checks.never_changes(self.data.a, self.data.N, self.data.cluster):
            raise UnfitDataError(
                message("clusters-never-change", group=Name("variable", self.data.group_name))
            )
        same = n_points == "same"
        points = self.n_points if n_points is None or n_points == "same" else n_points
        search = ROUGH if rough else Search()
        if near is not None:
            carried = carried_over(near.psi, near.model, self)
            if carried is None:
                raise ValueError("near is a fit with other random effects")
            start = carried if start is None else start
            search = replace(search, pilot=False, first=near.n_points, only=same, check=not same)
        elif same:
            raise ValueError("n_points='same' needs near")
        fit = estimate(self, points, start, max_iterations, penalty, search)
        return MultilevelLogitResults(self, fit, penalty=penalty, cov=cov)


def _column_names(**given: Any) -> None:
    """Refuse arrays where a formula's data frame has them by name."""
    for what, name in given.items():
        if not (name is None or isinstance(name, str)):
            raise MultilevelError(
                f"with a formula {what} is the name of a column of the data; arrays go to "
                "MultilevelLogit(y, X, groups)"
            )
