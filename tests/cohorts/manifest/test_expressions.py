"""The manifest's expressions: what they can say, three-valued logic, and nothing else."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voorzorg.cohorts.manifest.expressions import ExpressionError, evaluate, names_in

TABLE = pd.DataFrame(
    {
        "a": pd.array([1, 0, None], dtype="Int64"),
        "b": pd.array([2.5, None, 4], dtype="Float64"),
        "kind": pd.array(["x", "y", None], dtype="string"),
    }
)


def values(expression: str) -> list[object]:
    return [None if pd.isna(v) else v for v in evaluate(expression, TABLE)]


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("a == 1", [True, False, None]),
        ("b + 2 * a", [4.5, None, None]),
        ("-b", [-2.5, None, -4]),
        ("a == 1 or b > 3", [True, None, True]),  # unknown or true is true
        ("a == 1 and b > 3", [False, False, None]),  # false and unknown is false
        ("not a", [False, True, None]),
        ("1 < b <= 4", [True, None, True]),
        ("kind == 'x'", [True, False, None]),
        ("kind in ['x', 'z']", [True, False, None]),
        ("kind not in ('x',)", [False, True, None]),
        ("missing(b) or b > 3", [False, True, True]),
        ("max(a, b)", [2.5, None, None]),
        ("b / a", [2.5, None, None]),
        ("a / 0", [None, None, None]),
    ],
)
def test_expressions_mean_what_they_say(expression: str, expected: list[object]) -> None:
    assert values(expression) == expected


@pytest.mark.parametrize(
    "expression",
    [
        "__import__('os')",
        "a.sum()",
        "a[0]",
        "lambda: 1",
        "[a for a in b]",
        "a ** 9",
        "f'{a}'",
        "a if b else 1",
        "a +",
        "3",
    ],
)
def test_nothing_else_is_evaluated(expression: str) -> None:
    with pytest.raises(ExpressionError):
        evaluate(expression, TABLE)


def test_unknown_variables_are_named() -> None:
    with pytest.raises(ExpressionError, match="unknown variables: c, d"):
        evaluate("c + d > a", TABLE)


def test_the_names_an_expression_uses() -> None:
    assert names_in("missing(a) and b > 3 or kind == 'x'") == {"a", "b", "kind"}


@settings(deadline=None, max_examples=60, derandomize=True)
@given(st.text("ab<>=()+-*/ andornot0123456789.'\"[],", max_size=30))
def test_any_text_gives_a_result_or_an_expression_error(text: str) -> None:
    try:
        result = evaluate(text, TABLE)
    except ExpressionError:
        return
    assert len(result) == 3
