"""Every scoring key's worked examples, and what scoring does with missing and impossible answers."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voorzorg.instruments.model import Example, Instrument
from voorzorg.instruments.score import item_columns, score
from voorzorg.instruments.store import InstrumentError, key_files, load_keys, read_key

KEYS = {name: read_key(path) for name, path in key_files().items()}
EXAMPLES = [(name, k, example) for name, key in KEYS.items() for k, example in enumerate(key.examples)]


def scored(key: Instrument, example: Example) -> dict[str, float | None]:
    names = key.items.all or tuple(example.given)
    answers = {item: [example.given.get(item, example.others)] for item in names}
    table = pd.DataFrame({item: pd.array(v, dtype="Float64") for item, v in answers.items()})
    result = score(table, key, {item: item for item in names})
    return {name: None if pd.isna(v[0]) else float(v[0]) for name, v in result.scores.items()}


@pytest.mark.parametrize(("name", "number", "example"), EXAMPLES, ids=[f"{n}-{k}" for n, k, _ in EXAMPLES])
def test_worked_examples_come_out(name: str, number: int, example: Example) -> None:
    result = scored(KEYS[name], example)

    for variable, expected in example.expect.items():
        assert result[variable] == (None if expected is None else pytest.approx(expected)), variable


def test_the_keys_that_the_project_promises_are_there() -> None:
    promised = {"cts2", "cts2s", "cbcl_1_5_5", "cbcl_1_5_5_t", "it_home", "epds", "phq9", "pearlin_mastery"}
    assert promised | {"sum_score"} <= set(KEYS)


def test_cts2_scales_share_out_all_violence_items_once() -> None:
    """Straus et al. (1996): 8 psychological, 12 physical, 7 sexual, 6 injury pairs; 6 of negotiation left."""
    key = KEYS["cts2"]
    used = [item for scale in key.scales.values() for item in key.items_of(scale, ())]

    assert len(used) == len(set(used)) == 2 * (8 + 12 + 7 + 6)
    negotiation = {1, 3, 13, 39, 59, 77}
    left = {int(item[-2:]) for item in set(key.items.all) - set(used)}
    assert left == negotiation | {n + 1 for n in negotiation}


@pytest.mark.parametrize("scale", ["psychological", "physical", "sexual"])
def test_cts2_even_items_are_what_the_partner_did(scale: str) -> None:
    key = KEYS["cts2"]
    for level in ("minor", "severe"):
        victim = key.scales[f"ipv_victim_{scale}_{level}"].items
        perpetrator = key.scales[f"ipv_perpetrator_{scale}_{level}"].items
        assert [n - 1 for n in victim] == list(perpetrator)
        assert all(n % 2 == 0 for n in victim)


def test_cts2_odd_injury_items_are_the_respondents_own_injury() -> None:
    key = KEYS["cts2"]
    assert key.scales["ipv_victim_injury_minor"].items == (11, 71)
    assert key.scales["ipv_perpetrator_injury_minor"].items == (12, 72)


def test_cbcl_scales_have_the_published_sizes() -> None:
    sizes = {name: len(scale.items) for name, scale in KEYS["cbcl_1_5_5"].scales.items()}
    assert sizes["cbcl_internalising_raw"] == 36
    assert sizes["cbcl_externalising_raw"] == 24


def test_impossible_answers_are_missing_and_told() -> None:
    key = KEYS["phq9"]
    items = {item: item for item in key.items.all}
    table = pd.DataFrame({item: pd.array([1, 1], dtype="Int64") for item in items})
    table.loc[0, "phq9_4"] = 9

    result = score(table, key, items)

    assert result.out_of_range["phq9_4"].tolist() == [True, False]
    assert result.scores["phq9_total"].tolist() == [9, 9]  # prorated over eight items, whole over nine


def test_a_row_without_answers_has_no_score() -> None:
    for key in KEYS.values():
        items = key.items.all or ("a", "b")
        table = pd.DataFrame({item: pd.array([None], dtype="Float64") for item in items})
        result = score(table, key, {item: item for item in items})
        assert all(values.isna().all() for values in result.scores.values()), key.key


def test_items_are_found_by_prefix_or_by_name() -> None:
    key = KEYS["epds"]
    assert item_columns(key, {}, "partner_")["epds_01"] == "partner_epds_01"
    assert item_columns(key, {"epds_01": "somber"})["epds_01"] == "somber"


@settings(deadline=None, max_examples=60, derandomize=True)
@given(st.lists(st.one_of(st.none(), st.integers(0, 7)), min_size=5, max_size=5))
def test_any_act_is_one_and_unknown_without_all_answers(answers: list[int | None]) -> None:
    """The victim's minor physical scale against the rule written out."""
    key = KEYS["cts2"]
    items = [f"cts2_{n:02d}" for n in (8, 10, 18, 46, 54)]
    table = pd.DataFrame({i: pd.array([a], dtype="Int64") for i, a in zip(items, answers, strict=True)})

    got = score(table, key, {i: i for i in items}).scores["ipv_victim_physical_minor"][0]

    if any(a is not None and 1 <= a <= 6 for a in answers):
        assert got == 1
    elif None in answers:
        assert pd.isna(got)
    else:
        assert got == 0


@settings(deadline=None, max_examples=40, derandomize=True)
@given(st.lists(st.integers(0, 3), min_size=10, max_size=10))
def test_reversed_items_turn_positions_into_points(positions: list[int]) -> None:
    """The two EPDS keys agree once items 3 and 5 to 10 are turned by hand."""
    points = [3 - p if n in (3, 5, 6, 7, 8, 9, 10) else p for n, p in enumerate(positions, start=1)]
    names = KEYS["epds"].items.all

    def total(name: str, values: list[int]) -> float:
        table = pd.DataFrame({i: pd.array([v], dtype="Int64") for i, v in zip(names, values, strict=True)})
        return float(score(table, KEYS[name], {i: i for i in names}).scores["epds_total"][0])

    assert total("epds_positions", positions) == total("epds", points) == sum(points)


def test_a_conversion_table_turns_raw_scores_into_norm_scores() -> None:
    content = {
        "key": "demo",
        "title": "Demo",
        "source": "A made-up instrument for this test.",
        "items": {"names": ["a", "b"]},
        "answers": {"minimum": 0, "maximum": 2},
        "scales": {
            "demo_t": {
                "label": "T",
                "conversion": {0: 40, 1: 50, 2: 58, 3: 61, 4: 70},
                "cutoffs": {"demo_high": {"label": "Hoog", "at_least": 60}},
            }
        },
        "examples": [{"given": {"a": 1, "b": 2}, "expect": {"demo_t": 61, "demo_high": 1}}],
    }
    key = Instrument.model_validate(content)

    assert scored(key, key.examples[0]) == {"demo_t": 61, "demo_high": 1}


def test_a_wrong_key_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text("key: x\ntitle: X\nscales: {}\n")
    with pytest.raises(InstrumentError, match=r"x\.yaml: 4 problems\n  source: is missing"):
        read_key(tmp_path / "x.yaml")
    with pytest.raises(InstrumentError, match="no scoring key 'y'; there are: x"):
        load_keys(["y"], tmp_path)


def test_scores_have_the_contracts_types() -> None:
    key = KEYS["it_home"]
    table = pd.DataFrame({i: pd.array([1, None], dtype="Int64") for i in key.items.all})
    scores = score(table, key, {i: i for i in key.items.all}).scores
    assert {str(v.dtype) for v in scores.values()} == {"Float64"}
    assert scores["home_total"].tolist()[0] == 45 and np.isnan(
        scores["home_total"].to_numpy(dtype=float, na_value=np.nan)[1]
    )


def test_a_count_is_of_the_items_of_one_row() -> None:
    key = Instrument.model_validate(
        {
            "key": "made",
            "title": "Made",
            "source": "made for this test",
            "items": {"prefix": "i", "numbers": "1-3"},
            "answers": {"minimum": 0, "maximum": 4},
            "scales": {"many": {"label": "Many", "method": "count", "at_least": 2, "max_missing": 1}},
            "examples": [{"given": {"i1": 2}, "others": 0, "expect": {"many": 1}}],
        }
    )
    table = pd.DataFrame({"i1": [2.0, 4, 0], "i2": [2.0, 1, 0], "i3": [3.0, np.nan, np.nan]}).astype(
        "Float64"
    )

    result = score(table, key, {item: item for item in key.items.all})

    assert list(result.scores["many"]) == [3.0, 1.0, 0.0]
