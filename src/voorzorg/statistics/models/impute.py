"""Multiple imputation of a data frame as it is: categories, yes and no, numbers; and pooled models."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, overload

import numpy as np
import pandas as pd

from voorzorg.statistics.given import check_alpha
from voorzorg.statistics.missing.columns import refuse_columns_of_one_name
from voorzorg.statistics.missing.completed import ImputedData
from voorzorg.statistics.missing.imputation import Kind, impute_chained
from voorzorg.statistics.missing.rubin import pool_vector
from voorzorg.statistics.models.results import ModelResults


@dataclass(frozen=True, eq=False, repr=False)
class ImputedFrames:
    """m completed copies of a data frame, each with the types of the original; ``data`` keeps them."""

    data: ImputedData
    original: pd.DataFrame

    def __len__(self) -> int:
        return self.data.m

    @overload
    def __getitem__(self, i: int) -> pd.DataFrame: ...
    @overload
    def __getitem__(self, i: slice) -> list[pd.DataFrame]: ...
    def __getitem__(self, i: int | slice) -> pd.DataFrame | list[pd.DataFrame]:
        """The i-th completed frame, or those of a slice."""
        if isinstance(i, slice):
            return [self[k] for k in range(*i.indices(len(self)))]
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
            elif pd.api.types.is_extension_array_dtype(dtype) and (dtype.kind == "f" or _whole(values)):
                out[name] = pd.array(values, dtype="Float64").astype(dtype)
            else:
                out[name] = values
        return out

    def __iter__(self) -> Iterator[pd.DataFrame]:
        return (self[i] for i in range(len(self)))

    def __repr__(self) -> str:
        filled = {name: int(self.original[name].isna().sum()) for name in self.data.columns}
        gaps = ", ".join(f"{name} ({count})" for name, count in filled.items() if count) or "nothing"
        return f"ImputedFrames: {len(self)} data sets of {len(self.original)} rows; imputed: {gaps}"

    @property
    def warnings(self) -> tuple[str, ...]:
        return tuple(map(str, self.data.warnings))

    def pool(self, fit: Callable[[pd.DataFrame], Any], alpha: float = 0.05) -> pd.DataFrame:
        """Fit a model to every completed frame and pool by Rubin's rules (Barnard-Rubin degrees of freedom).

        ``fit`` takes a frame and returns the results of one of these models, or of one of statsmodels', the
        same each time. The table has a row per coefficient; ``fmi`` is the fraction of missing information.
        """
        fits = [fit(frame) for frame in self]
        if not all(isinstance(getattr(one, "params", None), pd.Series) for one in fits):
            raise ValueError("fit must return a model's results: params, a Series by name, and cov_params()")
        names = list(fits[0].params.index)
        if any(list(one.params.index) != names for one in fits):
            raise ValueError(
                "the models have different coefficients: a category is absent from some data sets"
            )
        complete = min(map(_degrees_of_freedom, fits))
        pooled = pool_vector(
            [one.params.to_numpy() for one in fits],
            [np.asarray(one.cov_params()) for one in fits],
            df_complete=complete,
            ci_level=1 - check_alpha(alpha),
        )
        rows = [
            (e.estimate, e.std_error, e.ci_low, e.ci_high, e.p_value, e.df, e.fmi) for e in pooled.estimates
        ]
        columns = ["estimate", "std_error", "ci_low", "ci_high", "p_value", "df", "fmi"]
        return pd.DataFrame(rows, index=pd.Index(names, name="term"), columns=columns)


def _whole(values: np.ndarray) -> bool:
    return bool(np.equal(np.mod(values[np.isfinite(values)], 1), 0).all())


def _degrees_of_freedom(results: Any) -> float:
    """Of the model as if nothing were missing: ours, or those of statsmodels where it uses t."""
    if isinstance(results, ModelResults):
        return float(np.min(results.df))
    return float(results.df_resid) if getattr(results, "use_t", False) else np.inf


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
    if not isinstance(seed, (int, np.integer, np.random.Generator)):
        raise TypeError("seed is a whole number or a Generator: without it nobody gets these sets again")
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
