"""Multiple imputation of a data frame as it is: categories, yes and no, numbers; and pooled models."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from voorzorg.statistics.missing.columns import refuse_columns_of_one_name
from voorzorg.statistics.missing.completed import ImputedData
from voorzorg.statistics.missing.imputation import Kind, impute_chained
from voorzorg.statistics.missing.rubin import pool_vector
from voorzorg.statistics.models.results import ModelResults


@dataclass(frozen=True)
class ImputedFrames:
    """m completed copies of a data frame, each with the types of the original; ``data`` keeps them."""

    data: ImputedData
    original: pd.DataFrame

    def __len__(self) -> int:
        return self.data.m

    def __getitem__(self, i: int) -> pd.DataFrame:
        """The i-th completed frame."""
        if not -len(self) <= i < len(self):
            raise IndexError(f"there are {len(self)} data sets")
        completed = self.data.frame(i % len(self))
        out = self.original.copy()
        for name in out.columns:
            if name not in (*self.data.columns, *self.data.passive):
                continue
            values, dtype = completed[name].to_numpy(), out[name].dtype
            if isinstance(dtype, pd.CategoricalDtype):
                codes = np.where(np.isnan(values), -1, values).astype(int)
                out[name] = pd.Categorical.from_codes(codes, dtype=dtype)
            elif pd.api.types.is_bool_dtype(dtype):
                out[name] = pd.array(values == 1, dtype="boolean")
            else:
                out[name] = values
        return out

    def __iter__(self) -> Iterator[pd.DataFrame]:
        return (self[i] for i in range(len(self)))

    @property
    def warnings(self) -> tuple[str, ...]:
        return tuple(map(str, self.data.warnings))

    def pool(self, fit: Callable[[pd.DataFrame], ModelResults], alpha: float = 0.05) -> pd.DataFrame:
        """Fit a model to every completed frame and pool by Rubin's rules (Barnard-Rubin degrees of freedom).

        ``fit`` takes a frame and returns the results of one of these models, the same each time. The table
        has a row per coefficient; ``fmi`` is the fraction of missing information.
        """
        fits = [fit(frame) for frame in self]
        names = list(fits[0].params.index)
        if any(list(one.params.index) != names for one in fits):
            raise ValueError(
                "the models have different coefficients: a category is absent from some data sets"
            )
        complete = float(np.min(fits[0].df))
        pooled = pool_vector(
            [one.params.to_numpy() for one in fits],
            [one.covariance.to_numpy() for one in fits],
            df_complete=complete,
            ci_level=1 - alpha,
        )
        rows = [
            (e.estimate, e.std_error, e.ci_low, e.ci_high, e.p_value, e.df, e.fmi) for e in pooled.estimates
        ]
        columns = ["estimate", "std_error", "ci_low", "ci_high", "p_value", "df", "fmi"]
        return pd.DataFrame(rows, index=pd.Index(names, name="term"), columns=columns)


def impute(
    data: pd.DataFrame,
    seed: int | np.random.Generator,
    *,
    by: str | None = None,
    m: int = 20,
    kinds: Mapping[str, Kind] | None = None,
    **options: Any,
) -> ImputedFrames:
    """Impute every incomplete column of a frame by chained equations, within the arms of ``by``.

    Parameters
    ----------
    data
        One row per participant. Categories are imputed as such (ordered ones in their order), columns of 0
        and 1 or booleans by logistic regression, numbers by predictive mean matching.
    seed
        A number or a Generator; the same one gives the same data sets.
    kinds
        Another treatment of some columns: "normal", "count", ...
    options
        As for :func:`voorzorg.statistics.missing.imputation.impute_chained`.

    Raises
    ------
    ValueError
        For a column of text (make it a category first), or what ``impute_chained`` refuses.
    """
    rng = seed if isinstance(seed, np.random.Generator) else np.random.default_rng(seed)
    refuse_columns_of_one_name(data)
    coded, found = pd.DataFrame(index=data.index), dict[str, Kind]()
    for name in map(str, data.columns):
        column = data[name]
        if isinstance(column.dtype, pd.CategoricalDtype):
            codes = column.cat.codes.astype(float)
            coded[name] = codes.where(codes >= 0)
            kind: Kind = "ordered" if column.cat.ordered else "multinomial"
            kind = "binary" if len(column.cat.categories) == 2 else kind
        elif pd.api.types.is_bool_dtype(column.dtype) or pd.api.types.is_numeric_dtype(column.dtype):
            coded[name] = column.astype("Float64").to_numpy(dtype=float, na_value=np.nan)
            kind = "binary" if set(coded[name].dropna().unique()) <= {0.0, 1.0} else "continuous"
        else:
            if column.isna().any() or name == by:
                raise ValueError(f"{name} holds text: make it a category, data['{name}'].astype('category')")
            continue
        if coded[name].isna().any() and name != by:
            found[name] = kind
    result = impute_chained(coded, {**found, **(kinds or {})}, rng, by=by, m=m, **options)
    return ImputedFrames(result, data)
