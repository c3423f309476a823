"""Formulas as a person types them: read, carried out on data, and refused in plain sentences."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

from voorzorg.messages import Message, Name, message
from voorzorg.statistics.regression.separation import independent_columns

_COLOURS = re.compile(r"\x1b\[[0-9;]*m")
_MARKED = re.compile(r"⧛(.*?)⧚")
_LEVEL = re.compile(r"^(?P<factor>.+?)\[(?:[A-Z]\.)?(?P<level>[^\]]+)\]$")
#: The name inside C(name, ...) as formulaic writes it.
_CODED = re.compile(r"^C\((?P<name>[^,)]+).*\)$")

#: Categories that a refusal names.
MOST_NAMED = 5


class FormulaError(ValueError):
    """The formula cannot be read, or not be carried out on these data; the message says what to change."""


def read_formula(formula: str) -> Any:
    """formulaic's ``Formula`` of ``response ~ terms``.

    Raises FormulaError for random effects in it, for what cannot be read, and without a response.
    """
    from formulaic import Formula
    from formulaic.errors import FormulaicError

    if "|" in formula:
        raise FormulaError(
            "random effects do not stand in the formula: leave '(1 | id)' out and name the clusters when the "
            "model is made (MultilevelLogit: the third argument, slopes in re_formula=, a third level in "
            "outer_groups=, crossed factors in crossed=; MixedModel and MMRM: person=; GEE: groups=)"
        )
    try:
        parsed = Formula(formula)
    except FormulaicError as error:
        raise FormulaError(_unreadable(formula, str(error))) from None
    if not hasattr(parsed, "lhs") or not hasattr(parsed, "rhs"):
        raise FormulaError("the formula needs a response: 'y ~ arm + age'")
    if isinstance(parsed.lhs, tuple) or isinstance(parsed.rhs, tuple):
        raise FormulaError("the formula has more than one part on a side of '~': 'y ~ arm + age'")
    return parsed


def _unreadable(formula: str, said: str) -> str:
    plain = _COLOURS.sub("", said)
    where = _MARKED.search(plain)
    hint = ""
    if "==" in formula:
        hint = "; a comparison stands in braces: 'y ~ {arm == \"treated\"}'"
    at = f" at '{where.group(1)}'" if where else ""
    return f"the formula '{formula}' cannot be read{at}: it is 'response ~ term + term'{hint}"


def design_matrices(parsed: Any, data: pd.DataFrame) -> Any:
    """The formula carried out on complete rows; FormulaError says what does not fit them."""
    from formulaic.errors import FormulaicError

    try:
        return parsed.get_model_matrix(data, na_action="ignore", output="pandas")
    except (FormulaicError, ValueError, KeyError, TypeError) as error:
        plain = _COLOURS.sub("", str(error)).strip().splitlines()
        base = re.search(r"Value `(.+?)` for `\w+\.base`", str(error))
        if base:
            raise FormulaError(f"no row has {base.group(1)}, which the formula takes as reference") from None
        raise FormulaError(f"the formula cannot be carried out on the data: {plain[0]}") from None


def response_of(parsed: Any, left: pd.DataFrame, used: pd.DataFrame) -> pd.Series:
    """The response as one column of numbers; FormulaError for text, whose 1 nobody named."""
    name = str(parsed.lhs)
    if name not in used.columns:
        if left.shape[1] != 1:
            raise FormulaError("the left-hand side must be one column of numbers: code it as 0 and 1")
        return left.iloc[:, 0]
    y = used[name]
    if not (pd.api.types.is_numeric_dtype(y) or pd.api.types.is_bool_dtype(y)):
        raise FormulaError(
            f"the response {name} holds text or categories and must be numeric or True/False: say which of "
            f"them is the event, as in data['{name}'] = data['{name}'] == 'yes'"
        )
    return y


def design_of_new_rows(spec: Any, data: pd.DataFrame) -> np.ndarray:
    """The columns of a formulaic ModelSpec for new data, (n, columns); rows with a missing value are NaN.

    Raises FormulaError for a column that is not there, and for a category that was not seen at the fit, by
    name.
    """
    needed = sorted(map(str, spec.required_variables))
    if absent := [name for name in needed if name not in data.columns]:
        raise FormulaError(f"the data lack {', '.join(absent)}")
    complete = data[needed].notna().all(axis=1).to_numpy() if needed else np.ones(len(data), bool)
    out = np.full((len(data), len(spec.column_names)), np.nan)
    if not complete.any():
        return out
    with warnings.catch_warnings():
        warnings.filterwarnings("error", message="Data has categories outside")
        try:
            out[complete] = np.asarray(spec.get_model_matrix(data[complete], na_action="ignore"), float)
        except Warning:
            raise FormulaError(_not_seen(spec, data[complete])) from None
    return out


def _not_seen(spec: Any, data: pd.DataFrame) -> str:
    """Which categories of which columns the fit did not see."""
    strange = []
    for factor, (_, state) in spec.encoder_state.items():
        coded = _CODED.match(factor)
        name = coded["name"].strip() if coded else factor
        if "categories" not in state or name not in data.columns:
            continue
        known = state["categories"]
        new = sorted({str(value) for value in data[name].unique() if value not in known})
        if new:
            strange.append(f"{name} = {_some(new)} (there were {_some(list(map(str, known)))})")
    of = f": {'; '.join(dict.fromkeys(strange))}" if strange else ""
    return f"the data have a category that was not seen at the fit{of}"


def _some(names: list[str]) -> str:
    """The first names, and how many there are more: a column of free text has hundreds."""
    more = [f"{len(names) - MOST_NAMED} more"] if len(names) > MOST_NAMED else []
    return ", ".join([*names[:MOST_NAMED], *more])


def without_unused(data: pd.DataFrame, names: Iterable[str]) -> tuple[pd.DataFrame, list[Message]]:
    """The data with the categories of these columns that have rows, and what is said of the others."""
    used, notes = data.copy(), []
    for name in names:
        if not isinstance(used[name].dtype, pd.CategoricalDtype):
            continue
        used[name] = used[name].cat.remove_unused_categories()
        there = set(used[name].cat.categories)
        gone = [str(level) for level in data[name].cat.categories if level not in there]
        if gone:
            notes.append(message("categories-without-rows", name=Name("variable", name), names=gone))
    return used, notes


def one_valued(data: pd.DataFrame, names: Iterable[str], columns: Iterable[str]) -> list[Message]:
    """What is said of categories with one value only, which the design's ``columns`` leave out."""
    there = " ".join(map(str, columns))
    return [
        message("category-of-one-value", name=Name("variable", name))
        for name in names
        if len(data[name].unique()) == 1 and not re.search(rf"\b{re.escape(name)}\b", there)
    ]


def dependence(
    X: np.ndarray, names: list[str], *, constant: bool = False
) -> tuple[Message, list[str]] | None:
    """Which columns of X (n, p) say nothing of their own, in words, and their names; None where all do.

    With ``constant`` the model has a constant that is not among the columns (Cox's baseline).
    """
    zero = ~np.asarray(X).any(axis=0)
    if zero.any():
        columns = [names[j] for j in np.flatnonzero(zero)]
        return zero_columns(columns), columns
    whole = np.column_stack([np.ones(len(X)), X]) if constant else np.asarray(X, float)
    labels = ["(constant)", *names] if constant else names
    kept = [int(j) for j in independent_columns(whole)]
    gone = [j for j in range(whole.shape[1]) if j not in kept]
    if not gone:
        return None
    scale = np.sqrt((whole**2).sum(axis=0))
    weights = np.linalg.lstsq(whole[:, kept] / scale[kept], whole[:, gone], rcond=None)[0]
    used = np.abs(weights) > 1e-7 * scale[gone]
    of = {labels[j]: [labels[kept[i]] for i in np.flatnonzero(used[:, at])] for at, j in enumerate(gone)}
    return dependent_columns(of, whole.shape[1], len(kept)), list(of)


def dependent_columns(of: dict[str, list[str]], columns: int, rank: int) -> Message:
    """Columns that are combinations of others, by name, and of which."""
    parts = []
    for name, others in of.items():
        names = [Name("variable", one) for one in others]
        parts.append(message("combination-of", name=Name("variable", name), names=names))
    return message("rank-deficient", columns=columns, rank=rank, which=parts)


def zero_columns(columns: list[str]) -> Message:
    """Columns of zeros: combinations of categories that no row has, or numbers that are nil throughout."""
    which = [cell for cell in map(_cell, columns) if cell is not None]
    if len(which) == len(columns):
        return message("no-rows-in-cells", names=which)
    return message("columns-all-zero", names=[Name("variable", column) for column in columns])


def _cell(column: str) -> str | None:
    """'arm[T.treated]:site[T.c]' as the levels that meet in it; None for what holds no category."""
    parts = [part for part in map(_LEVEL.match, column.split(":")) if part]
    coded = [_CODED.match(part["factor"]) for part in parts]
    names = [
        code["name"].strip() if code else part["factor"] for code, part in zip(coded, parts, strict=True)
    ]
    return " × ".join(f"{name} = {part['level']}" for name, part in zip(names, parts, strict=True)) or None
