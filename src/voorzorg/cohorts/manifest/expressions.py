"""Expressions of the manifest: a small, safe language with three-valued logic.

Names of variables, numbers, texts, comparisons (also chained, ``in`` and ``not in`` a list), arithmetic,
``and`` / ``or`` / ``not``, parentheses, and the functions ``missing``, ``min``, ``max``, ``abs``.
Texts are compared as codes are: capitals and spaces around do not count.
An unknown input gives an unknown result, except where the result does not depend on it:
``true or unknown`` is true, ``false and unknown`` is false (Kleene).
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from voorzorg.cohorts.reading.codes import code, folded
from voorzorg.errors import UserError

_COMPARISONS: dict[type[ast.cmpop], Callable[[Any, Any], Any]] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}
_ARITHMETIC: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
_FUNCTIONS = ("missing", "min", "max", "abs")


class ExpressionError(UserError):
    """The expression is not in the language, or names an unknown variable."""


def names_in(expression: str) -> set[str]:
    """Variables that the expression uses."""
    return {
        node.id
        for node in ast.walk(_parse(expression))
        if isinstance(node, ast.Name) and node.id not in (*_FUNCTIONS, "true", "false")
    }


def texts_in(expression: str) -> list[tuple[str, str]]:
    """Variables that are compared with texts, and each text: ``sex == 'f'`` gives ``('sex', 'f')``."""
    found = []
    for node in ast.walk(_parse(expression)):
        if isinstance(node, ast.Compare) and isinstance(node.left, ast.Name):
            for part in node.comparators:
                texts = part.elts if isinstance(part, ast.List | ast.Tuple | ast.Set) else [part]
                found += [
                    (node.left.id, text.value)
                    for text in texts
                    if isinstance(text, ast.Constant) and isinstance(text.value, str)
                ]
    return found


def evaluate(expression: str, table: Mapping[str, pd.Series] | pd.DataFrame) -> pd.Series:
    """Value per row: ``boolean`` for a condition, ``Float64`` for a number; missing where unknown."""
    unknown = sorted(names_in(expression) - set(table))
    if unknown:
        raise ExpressionError(f"unknown variable(s): {', '.join(unknown)}")
    try:
        result = _value(_parse(expression).body, table)
    except (TypeError, pd.errors.UndefinedVariableError):
        raise ExpressionError("it combines texts and numbers") from None
    if not isinstance(result, pd.Series):
        raise ExpressionError("it names no variable")
    if result.dtype == "boolean":
        return result
    numbers = result.astype("Float64")
    return numbers.mask(~np.isfinite(numbers.to_numpy(dtype="float64", na_value=np.nan)))


def _parse(expression: str) -> ast.Expression:
    try:
        return ast.parse(expression.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError):
        raise ExpressionError("it cannot be read; use names, numbers, < <= > >= == and or not ( )") from None


def _value(node: ast.expr, table: Any) -> Any:
    match node:
        case ast.Constant(value=str() as value):
            return code(value)
        case ast.Constant(value=bool() | int() | float() as value):
            return value
        case ast.Name(id=name):
            return _variable(table[name])
        case ast.BoolOp(op=op, values=parts):
            combine = operator.and_ if isinstance(op, ast.And) else operator.or_
            result = _truth(_value(parts[0], table))
            for part in parts[1:]:
                result = combine(result, _truth(_value(part, table)))
            return result
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return ~_truth(_value(operand, table))
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_number(_value(operand, table))
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _ARITHMETIC:
            return _ARITHMETIC[type(op)](_number(_value(left, table)), _number(_value(right, table)))
        case ast.Compare():
            return _comparison(node, table)
        case ast.Call(func=ast.Name(id=name), args=args, keywords=[]) if name in _FUNCTIONS and args:
            return _call(name, [_value(arg, table) for arg in args])
    raise ExpressionError("it uses something outside names, numbers, comparisons, arithmetic, and, or, not")


def _variable(values: pd.Series) -> pd.Series:
    if pd.api.types.is_string_dtype(values):
        return pd.Series(folded(values).to_pandas(), index=values.index).astype("string")
    return values if values.dtype == "boolean" else values.astype("Float64")


def _number(value: Any) -> Any:
    return value.astype("Float64") if isinstance(value, pd.Series) and value.dtype == "boolean" else value


def _truth(value: Any) -> Any:
    if isinstance(value, pd.Series) and value.dtype != "boolean":
        return (value != 0).astype("boolean")
    return bool(value) if not isinstance(value, pd.Series) else value


def _comparison(node: ast.Compare, table: Any) -> Any:
    left, result = _value(node.left, table), None
    for op, right_node in zip(node.ops, node.comparators, strict=True):
        if isinstance(op, ast.In | ast.NotIn) and isinstance(right_node, ast.List | ast.Tuple | ast.Set):
            choices = [_value(item, table) for item in right_node.elts]
            part = _any_equal(left, choices)
            part, right = (~part if isinstance(op, ast.NotIn) else part), left
        elif type(op) in _COMPARISONS:
            right = _value(right_node, table)
            part = _COMPARISONS[type(op)](_number(left), _number(right))
        else:
            raise ExpressionError("it uses a comparison outside < <= > >= == != in")
        part = part.astype("boolean") if isinstance(part, pd.Series) else part
        result = part if result is None else result & part
        left = right
    return result


def _any_equal(left: Any, choices: list[Any]) -> Any:
    result = (left == choices[0]).astype("boolean") if choices else None
    if result is None:
        raise ExpressionError("'in' needs a list with at least one value")
    for choice in choices[1:]:
        result = result | (left == choice).astype("boolean")
    return result


def _call(name: str, args: list[Any]) -> Any:
    if name == "missing":
        return args[0].isna().astype("boolean")
    if name == "abs":
        return abs(_number(args[0]))
    columns = [_number(arg) for arg in args]
    index = next(arg.index for arg in columns if isinstance(arg, pd.Series))
    frame = pd.concat(
        [c if isinstance(c, pd.Series) else pd.Series(c, index=index, dtype="Float64") for c in columns],
        axis=1,
    )
    return frame.min(axis=1, skipna=False) if name == "min" else frame.max(axis=1, skipna=False)
