"""Shares of counts that output control rounded: 30 of 30 may be 28 of 32, and is not called everybody."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from voorzorg.messages import as_messages, message, to_json
from voorzorg.present.estimate_rows import part_of

ROUNDED = as_messages(message("rounded-counts", base=5))


def count(number: float | None, warnings=()) -> SimpleNamespace:
    return SimpleNamespace(estimate=number, warnings_messages=to_json(warnings) if warnings else "")


@pytest.mark.parametrize(("number", "part"), [(0, 0), (27, 0.9), (30, 1)])
def test_a_count_as_it_is_has_its_share(number, part):
    assert part_of(30, count(number)) == part


@pytest.mark.parametrize(("number", "part"), [(0, None), (25, 25 / 30), (30, None)])
def test_a_rounded_count_is_not_said_to_be_none_or_all(number, part):
    assert part_of(30, count(number, ROUNDED)) == part


def test_one_rounded_count_among_several_is_enough():
    assert part_of(60, count(30), count(30)) == 1
    assert part_of(60, count(30), count(30, ROUNDED)) is None


@pytest.mark.parametrize("counts", [(None,), (count(None),), (count(20), None), (count(20), count(None))])
def test_without_every_count_there_is_no_share(counts):
    assert part_of(60, *counts) is None


def test_there_is_no_share_of_nobody():
    assert part_of(0, count(0)) is None
    assert part_of(None, count(3)) is None
