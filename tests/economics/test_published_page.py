"""The published page of Weert: all of its figures, from six kinds of input, each step with its rounding."""

from fractions import Fraction
from itertools import product
from math import ceil, floor

import pytest

from voorzorg.economics.case.interpretations import bases, discounted, present_value, readings, same_factor
from voorzorg.economics.case.published_page import beside_published, page, page_of
from voorzorg.economics.municipalities.municipality import Municipality


def test_all_22_printed_figures_are_reproduced(inputs, figures):
    beside = beside_published(inputs, figures)
    assert sum(len(one.found) for one in beside) == 22
    assert [one.step.key for one in beside if one.equal != (True, True)] == []


ROUNDINGS = (floor, ceil, lambda value: floor(value + Fraction(1, 2)))


def _by_rule(women_by, benefit_by, total_by, parts_by, carried, end):
    """The page's eleven numbers at one end, by a set of rounding rules; ``carried``: what is carried on
    rounded."""
    women = 467 * Fraction(end, 200)
    printed_women = women_by(women)
    women = printed_women if carried[0] else women
    cost = women * 15654
    benefit = cost * Fraction(6, 5)
    printed_benefit = benefit_by(benefit)
    total = (printed_benefit if carried[1] else benefit) * Fraction(8, 5)
    printed_total = total_by(total)
    whole = printed_total if carried[2] else total
    parts = [parts_by(whole * Fraction(share, 100)) for share in (38, 25, 9, 9, 7, 12)]
    printed_cost = floor(cost)
    return [
        printed_women,
        printed_cost,
        printed_benefit,
        printed_benefit - printed_cost,
        printed_total,
        *parts,
    ]


def test_of_648_sets_of_rounding_rules_only_rounding_down_and_carrying_on_gives_all_22(inputs, figures):
    """Down, up or to the nearest at four places, and carried on rounded or not at three."""
    printed = [[one.found[end] for one in beside_published(inputs, figures)] for end in (0, 1)]
    rules = list(product(*[ROUNDINGS] * 4, product((True, False), repeat=3)))
    assert len(rules) == 648
    hits = {}
    for place, (*by, carried) in enumerate(rules):
        found = [_by_rule(*by, carried, end) for end in (1, 2)]
        hits[place] = sum(
            a == b for x, y in zip(found, printed, strict=True) for a, b in zip(x, y, strict=True)
        )
    best = [place for place, count in hits.items() if count == 22]
    # the total of Weert is the same rounded down and to the nearest: its figures do not tell the two apart
    assert {tuple(ROUNDINGS.index(by) for by in rules[place][:4]) for place in best} == {
        (0, 0, 0, 0),
        (0, 0, 2, 0),
    }
    assert all(rules[place][4] == (True, True, True) for place in best)
    assert max(count for place, count in hits.items() if place not in best) <= 20


def test_own_inputs_do_not_change_what_is_checked(inputs, figures):
    dearer = inputs.model_copy(update={"costs_of_page": "databank"})
    assert all(one.equal == (True, True) for one in beside_published(dearer, figures))


def test_the_parts_add_up_to_four_euro_less_than_their_total(inputs, figures):
    steps = {one.step.key: one.step for one in beside_published(inputs, figures)}
    parts = sum(step.printed[0] for key, step in steps.items() if key.startswith("part:"))
    assert steps["total"].printed[0] - parts == 4
    exact = sum(step.exact[0] for key, step in steps.items() if key.startswith("part:"))
    assert exact == steps["total"].exact[0]


def test_rounding_women_down_drops_a_seventh_at_467_births_and_everything_in_a_village(inputs):
    women = page_of(inputs, 467)[0]
    assert women.exact == (Fraction(467, 200), Fraction(467, 100))
    assert 1 - women.printed[0] / women.exact[0] == pytest.approx(0.1435, abs=1e-4)
    assert page_of(inputs, 199)[0].printed == (0, 1)


def test_decimals_are_taken_as_they_were_written():
    """0.29 times 100 is 29, not the 28 that binary fractions give when rounded down."""
    (women, *_) = page(100, (0.29, 0.57), 1.0, 1.0, 1.0, [])
    assert women.printed == (29, 57)


def test_the_country_by_its_published_total(inputs):
    (base, first, wider) = bases(inputs, Municipality("Nederland", 172000))
    assert base.printed == (860, 1720)
    assert first.women is None
    assert wider.women == (5160, 8600)


def test_the_wider_group_in_weert_and_first_borns_where_they_are_given(inputs, weert):
    (base, first, wider) = bases(inputs, weert)
    assert (base.printed, base.spread, wider.printed) == ((2, 4), (0, 9), (14, 23))
    assert first.women is None
    (_, known, _) = bases(inputs, Municipality("Weert", 467, first_births=200))
    assert known.women == (1.0, 2.0)


def test_readings_of_the_factor_stand_side_by_side(inputs):
    by_key = {one.key: one for one in readings(inputs)}
    assert by_key["return"].return_percent == pytest.approx(20)
    assert by_key["four_years"].return_percent == pytest.approx(92)
    assert by_key["four_years"].payback == pytest.approx(2.0833, abs=1e-4)
    assert by_key["a_year"].payback == pytest.approx(0.5208, abs=1e-4)
    assert by_key["payback"].payback == 4
    assert [(key, ratio) for key, _, _, ratio in same_factor(inputs)] == [
        ("years", 1.6),
        ("alternatives", 1.6),
    ]


def test_discounting_needs_a_time_and_money_takes_the_rate_of_money(inputs):
    assert present_value(100, 2.5, 0) == pytest.approx(100)
    assert present_value(100, 2.5, 0.04) == pytest.approx(40 + 40 / 1.04 + 20 / 1.04**2)
    rows = discounted(inputs, 0.08)
    plain, cba, *_ = rows
    assert plain.net == pytest.approx(3130.80)
    assert cba.benefits == pytest.approx(18784.80 / 4 * sum(1.0225**-t for t in range(4)))
