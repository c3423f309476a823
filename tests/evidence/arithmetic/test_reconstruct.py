"""A sample with the printed mean and SD exists exactly where brute force finds one."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from voorzorg.evidence.arithmetic.samples import sample_with


def _printed(n: int, top: int) -> set[tuple[str, str]]:
    """Every (mean, SD) that n scores 0..top can print, by listing all samples."""
    return {
        (f"{np.mean(x):.1f}", f"{np.std(x, ddof=1):.1f}")
        for x in itertools.combinations_with_replacement(range(top + 1), n)
    }


def test_agrees_with_the_list_of_all_samples() -> None:
    n, top = 5, 4
    possible = _printed(n, top)
    for mean, sd in itertools.product(np.arange(0, 4.05, 0.1), np.arange(0, 2.5, 0.1)):
        text = (f"{mean:.1f}", f"{sd:.1f}")
        found = sample_with(text[0], 1, text[1], 1, n, 0, top)
        if text in possible:
            assert found is not None
        elif found is not None:  # a tie that numpy printed the other way
            assert (
                abs(np.mean(found) - mean) <= 0.05 + 1e-9 and abs(np.std(found, ddof=1) - sd) <= 0.05 + 1e-9
            )


def test_the_sample_has_the_printed_mean_and_sd() -> None:
    sample = sample_with("3.40", 2, "1.19", 2, 20, 1, 5)
    assert sample is not None and len(sample) == 20 and min(sample) >= 1 and max(sample) <= 5
    assert f"{np.mean(sample):.2f}" == "3.40" and f"{np.std(sample, ddof=1):.2f}" == "1.19"


def test_too_large_a_search_is_refused_not_guessed() -> None:
    with pytest.raises(ValueError, match="too large"):
        sample_with("3.40", 2, "1.19", 2, 5000, 1, 5)
