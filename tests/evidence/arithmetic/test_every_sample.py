"""All samples behind a mean and an SD: the worked example of CLOSURE, and brute force on small scales."""

from __future__ import annotations

import itertools
import statistics

import pytest

from voorzorg.evidence.arithmetic.every_sample import samples


def test_the_worked_example_of_closure() -> None:
    # README of the R package unsum: mean 2.7, SD 1.9, n = 100 on 1 to 5
    found = samples("2.7", 1, "1.9", 1, 100, 1, 5)
    assert found.complete and found.count == 2256
    assert found.frequencies.sum(axis=0).tolist() == [116060, 9908, 7160, 9912, 82560]


@pytest.mark.parametrize(("mean", "sd"), [("2.8", "1.3"), ("3.0", "0.7"), ("1.2", "2.0")])
def test_small_samples_by_brute_force(mean: str, sd: str) -> None:
    def printed(values):
        m, s = statistics.mean(values), statistics.stdev(values)
        return abs(m - float(mean)) <= 0.05 + 1e-9 and abs(s - float(sd)) <= 0.05 + 1e-9

    every = [c for c in itertools.combinations_with_replacement(range(1, 5), 6) if printed(c)]
    found = samples(mean, 1, sd, 1, 6, 1, 4)
    mine = {
        tuple(s for s, k in zip(found.scores, row, strict=True) for _ in range(k))
        for row in found.frequencies.tolist()
    }
    assert mine == set(every)


def test_where_there_are_too_many_some_are_found_and_it_is_said() -> None:
    found = samples("50.3", 1, "18.2", 1, 80, 0, 100)
    assert not found.complete and found.count > 0
    for row in found.frequencies[:3].tolist():
        values = [s for s, k in zip(found.scores, row, strict=True) for _ in range(k)]
        assert statistics.mean(values) == pytest.approx(50.3, abs=0.0501)
        assert statistics.stdev(values) == pytest.approx(18.2, abs=0.0501)
