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

from voorzorg.cohorts.reading.values.codes import code, folded
from voorzorg.errors import UserError
from voorzorg.messages import Message, message

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
_CONSTANTS = {"true": True, "false": False}
_LONGEST = 2000  # characters
_DEEPEST = 40
_LARGEST = 1e15  # beyond it neighbouring whole numbers are one


class ExpressionError(UserError):
    """The expression is not in the language, or names an unknown variable; ``said`` is why."""

    def __init__(self, said: Message) -> None:
        super().__init__(said)
        self.said = said


def names_in(expression: str) -> set[str]:
    """Variables that the expression uses."""
    return {
        node.id
        for node in ast.walk(_parse(expression))
        if isinstance(node, ast.Name) and node.id not in (*_FUNCTIONS, *_CONSTANTS)
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
        raise ExpressionError(message("expression-unknown", names=unknown, n=len(unknown)))
    try:
        result = _value(_parse(expression).body, table)
        if not isinstance(result, pd.Series):
            raise ExpressionError(message("expression-no-variable"))
        if result.dtype == "boolean":
            return result
        numbers = result.astype("Float64")
    except ExpressionError:
        raise
    except ZeroDivisionError:
        raise ExpressionError(message("expression-by-zero")) from None
    except OverflowError:
        raise ExpressionError(message("expression-large")) from None
    except (TypeError, ValueError, AttributeError, KeyError):
        raise ExpressionError(message("expression-mixed")) from None
    return numbers.mask(~np.isfinite(numbers.to_numpy(dtype="float64", na_value=np.nan)))


def _parse(expression: str) -> ast.Expression:
    if len(expression) > _LONGEST:
        raise ExpressionError(message("expression-long", most=str(_LONGEST)))
    try:
        tree = ast.parse(expression.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise ExpressionError(message("expression-unreadable")) from None
    waiting: list[tuple[ast.AST, int]] = [(tree, 0)]
    while waiting:
        node, depth = waiting.pop()
        if depth > _DEEPEST:
            raise ExpressionError(message("expression-deep"))
        number = node.value if isinstance(node, ast.Constant) else None
        if isinstance(number, int | float) and not abs(number) <= _LARGEST:
            raise ExpressionError(message("expression-large"))
        waiting += [(child, depth + 1) for child in ast.iter_child_nodes(node)]
    return tree


def _value(node: ast.expr, table: Any) -> Any:
    match node:
        case ast.Constant(value=str() as value):
            return code(value)
        case ast.Constant(value=bool() | int() | float() as value):
            return value
        case ast.Name(id=name) if name in _CONSTANTS:
            return _CONSTANTS[name]
        case ast.Name(id=name) if name in table:
            return _variable(table[name])
        case ast.BoolOp(op=op, values=parts):
            combine = operator.and_ if isinstance(op, ast.And) else operator.or_
            result = _truth(_value(parts[0], table))
            for part in parts[1:]:
                result = combine(result, _truth(_value(part, table)))
            return result
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            truth = _truth(_value(operand, table))
            return ~truth if isinstance(truth, pd.Series) else not truth
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_number(_value(operand, table))
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _ARITHMETIC:
            return _ARITHMETIC[type(op)](_number(_value(left, table)), _number(_value(right, table)))
        case ast.Compare():
            return _comparison(node, table)
        case ast.Call(func=ast.Name(id=name), args=args, keywords=[]) if name in _FUNCTIONS and args:
            return _call(name, [_value(arg, table) for arg in args])
    raise ExpressionError(message("expression-outside"))


def _variable(values: pd.Series) -> pd.Series:
    if pd.api.types.is_string_dtype(values):
        return pd.Series(folded(values).to_pandas(), index=values.index).astype("string")
    return values if values.dtype == "boolean" else values.astype("Float64")


def _comparable(value: Any) -> Any:
    return value.astype("Float64") if isinstance(value, pd.Series) and value.dtype == "boolean" else value


def _number(value: Any) -> Any:
    """A number or a column of numbers; yes and no count as 1 and 0. TypeError for texts."""
    if isinstance(value, str) or (isinstance(value, pd.Series) and pd.api.types.is_string_dtype(value)):
        raise TypeError
    return _comparable(value) if isinstance(value, pd.Series) else float(value)


def _truth(value: Any) -> Any:
    if isinstance(value, str) or (isinstance(value, pd.Series) and pd.api.types.is_string_dtype(value)):
        raise TypeError
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
            part = _COMPARISONS[type(op)](_comparable(left), _comparable(right))
        else:
            raise ExpressionError(message("expression-comparison"))
        part = part.astype("boolean") if isinstance(part, pd.Series) else part
        result = part if result is None else result & part
        left = right
    return result


def _any_equal(left: Any, choices: list[Any]) -> Any:
    if not choices:
        raise ExpressionError(message("expression-in-list"))
    if not isinstance(left, pd.Series):
        raise ExpressionError(message("expression-in-variable"))
    result = (left == choices[0]).astype("boolean")
    for choice in choices[1:]:
        result = result | (left == choice).astype("boolean")
    return result


def _call(name: str, args: list[Any]) -> Any:
    if name in ("missing", "abs") and len(args) != 1:
        raise ExpressionError(message("expression-takes-one", name=name))
    if name == "missing":
        if not isinstance(args[0], pd.Series):
            raise ExpressionError(message("expression-missing"))
        return args[0].isna().astype("boolean")
    if name == "abs":
        return abs(_number(args[0]))
    columns = [_number(arg) for arg in args]
    index = next((arg.index for arg in columns if isinstance(arg, pd.Series)), None)
    if index is None:
        raise ExpressionError(message("expression-needs-one", name=name))
    frame = pd.concat(
        [c if isinstance(c, pd.Series) else pd.Series(c, index=index, dtype="Float64") for c in columns],
        axis=1,
    )
    return frame.min(axis=1, skipna=False) if name == "min" else frame.max(axis=1, skipna=False)
