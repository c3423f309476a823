"""The file of inputs: wrong ones get one clear message with its line, and none drifts from its
source."""

import pytest
from economics_files import INPUTS

from voorzorg.economics.inputs.read import InputsError, read_inputs
from voorzorg.economics.municipalities.price_index import read_price_index


@pytest.fixture
def changed(tmp_path):
    """The project's inputs with a text replaced; the file, and the row on which the change stands."""

    def change(old, new):
        text = INPUTS.read_text(encoding="utf-8")
        assert text.count(old) == 1, text.count(old)
        path = tmp_path / "inputs.yaml"
        path.write_text(text.replace(old, new), encoding="utf-8")
        return path, text[: text.index(old)].count("\n") + 1

    return change


def test_shares_that_do_not_add_up_to_one(changed):
    path, _ = changed("share: 0.38", "share: 0.48")
    with pytest.raises(InputsError, match=r"line \d+: benefits.categories: the shares .* add up to 1.1"):
        read_inputs(path)


def test_a_negative_cost_is_named_by_its_line(changed):
    path, row = changed("{value: 873,", "{value: -873,")
    with pytest.raises(InputsError) as told:
        read_inputs(path)
    assert f"line {row}: costs_beside 'management': amount.value: is at least 0" in str(told.value)


def test_a_price_year_without_an_index(changed, tmp_path):
    path, row = changed("price_year: null      # a year", "price_year: 2021      # a year")
    with pytest.raises(InputsError, match=f"line {row}: price_year: prices of 2021 need a price index"):
        read_inputs(path)
    index = tmp_path / "index.csv"
    index.write_text(
        "year;index;source;retrieved;licence\n2021;100;made up;2026-01-01;none\n", encoding="utf-8"
    )
    with pytest.raises(InputsError) as told:
        read_inputs(path, index=read_price_index(index))
    assert "amount.price_year: the price index" in str(told.value)
    assert "has no 2012; it has 2021" in str(told.value)


def test_prices_are_brought_to_one_year_where_an_index_is_given(changed, tmp_path, inputs):
    path, _ = changed("price_year: null      # a year", "price_year: 2021      # a year")
    index = tmp_path / "index.csv"
    rows = "".join(
        f"{year};{value};made up;2026-01-01;none\n" for year, value in ((2012, 80), (2017, 90), (2021, 100))
    )
    index.write_text("year;index;source;retrieved;licence\n" + rows, encoding="utf-8")
    found = read_inputs(path, index=read_price_index(index))
    assert found.trajectory_costs[0].amount.value == pytest.approx(12500 * 100 / 80)
    assert found.trajectory_costs[0].amount.price_year == 2021
    assert found.trajectory_costs[4].amount == inputs.trajectory_costs[4].amount  # printed without a year


def test_a_number_that_drifted_from_its_published_figure(changed, figures):
    path, row = changed("{value: 14695,", "{value: 14965,")
    with pytest.raises(InputsError, match=f"line {row}: .*14965 here, 14695 in the published figure"):
        read_inputs(path, figures)


def test_a_denominator_that_does_not_give_the_printed_percentage(changed, figures):
    path, row = changed("events: 29, n: 155", "events: 29, n: 175")
    with pytest.raises(InputsError, match=f"line {row}: .*29 of 175 is 16.57 %, printed is 19 %"):
        read_inputs(path, figures)


def test_an_unknown_setting_and_a_key_given_twice(changed):
    path, row = changed("gains: state", "gain: state")
    with pytest.raises(InputsError, match=f"line {row}: .*did you mean 'gains'"):
        read_inputs(path)
    path, _ = changed("draws: 10000", "draws: 10000\ndraws: 20000")
    with pytest.raises(InputsError, match="'draws' stands here and on line"):
        read_inputs(path)


def test_every_input_says_where_it_stands(inputs):
    from voorzorg.economics.inputs.number import Number
    from voorzorg.economics.inputs.read import walk

    for where, part in walk(inputs):
        if isinstance(part, Number):
            assert part.source and part.place, where
            assert part.figure is not None or part.assumed is not None, where
