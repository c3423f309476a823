"""What a pinned result lets pass, and what it says."""

import json
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pytest
from pinning import Pinned

TABLE = pd.DataFrame(
    {
        "outcome": ["smoking", "weight"],
        "estimate": [0.25, -3.0],
        "n": [12, 40],
        "main": [True, None],
        "messages": [json.dumps([{"key": "weighed", "arguments": {"share": 0.125}}]), ""],
    }
)


@dataclass(frozen=True)
class Result:
    interval: tuple[float, float]
    table: np.ndarray
    converged: bool


@pytest.fixture
def stored(tmp_path):
    store = Pinned(True, tmp_path)
    store("room/table", TABLE)
    store("room/result", Result((0.1, 0.3), np.eye(2), True))
    store("room/text", "one\ntwo\n")
    return Pinned(False, tmp_path)


def test_a_number_may_move_by_five_millionths(stored):
    stored("room/table", TABLE.assign(estimate=TABLE.estimate * (1 + 4e-6)))
    stored("room/table", TABLE.assign(messages=TABLE.messages.str.replace("0.125", "0.1250001")))
    with pytest.raises(AssertionError, match=r"row 1 \(smoking\), estimate: stored '0.25', now '0.2500015'"):
        stored("room/table", TABLE.assign(estimate=TABLE.estimate * (1 + 6e-6)))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"n": [12, 41]}, r"row 2 \(weight\), n: stored '40', now '41'"),
        ({"main": [False, None]}, "main: stored 'true', now 'false'"),
        ({"main": [True, False]}, "main: stored '', now 'false'"),
        ({"estimate": [0.25, None]}, "estimate: stored '-3', now ''"),
        ({"messages": [TABLE.messages[0].replace("weighed", "counted"), ""]}, "messages: stored"),
        ({"messages": [TABLE.messages[0].replace("0.125", "0.126"), ""]}, "messages: stored"),
        ({"more": 1}, r"columns: without \[\], with \['more'\]"),
    ],
)
def test_anything_else_that_moves_is_said(stored, change, said):
    with pytest.raises(AssertionError, match=said):
        stored("room/table", TABLE.assign(**change))


def test_rows_keep_their_order_and_number(stored):
    with pytest.raises(AssertionError, match=r"1 rows, of 2 stored\n  gone: weight"):
        stored("room/table", TABLE[:1])
    with pytest.raises(AssertionError, match="outcome: stored 'smoking', now 'weight'"):
        stored("room/table", TABLE[::-1])


def test_things_of_fields_are_held_field_by_field(stored):
    with pytest.raises(AssertionError, match=r"\(interval\[1\]\), value: stored '0.3', now '0.4'"):
        stored("room/result", Result((0.1, 0.4), np.eye(2), True))
    with pytest.raises(AssertionError, match=r"\(table\[0,1\]\), value: stored '0', now '1'"):
        stored("room/result", Result((0.1, 0.3), np.ones((2, 2)), True))
    with pytest.raises(AssertionError, match=r"\(converged\), value: stored 'true', now 'false'"):
        stored("room/result", Result((0.1, 0.3), np.eye(2), False))


def test_texts_are_held_letter_by_letter(stored):
    with pytest.raises(AssertionError, match="line 2: stored 'two', now 'Two'"):
        stored("room/text", "one\nTwo\n")
    with pytest.raises(AssertionError, match="ends of lines"):
        stored("room/text", "one\ntwo")


def test_what_is_not_stored_fails(stored):
    with pytest.raises(AssertionError, match="nothing is stored of it"):
        stored("room/new", TABLE)


def test_what_moved_by_rounding_is_not_stored_again(stored, tmp_path):
    before = (tmp_path / "room/table.csv").read_text(encoding="utf-8")
    Pinned(True, tmp_path)("room/table", TABLE.assign(estimate=TABLE.estimate * (1 + 4e-6)))
    assert (tmp_path / "room/table.csv").read_text(encoding="utf-8") == before
