"""What the business case says on either side of each limit: surer, less sure, or the other way round."""

import re
from dataclasses import replace

import numpy as np
import pytest

from voorzorg.economics.effects import Effect
from voorzorg.economics.evaluation import Own
from voorzorg.present.economics.page import _needed, _verdict, write_page


def said_of(page: str, pattern: str) -> str:
    found = re.search(pattern, " ".join(page.replace("\N{NO-BREAK SPACE}", " ").split()))
    return found.group(1) if found else ""


@pytest.mark.parametrize(
    ("trial", "all_of_it", "cost", "told"),
    [
        (10, 10, 10, "measured"),
        (11, 9, 10, "measured"),
        (9.99, 10, 10, "assumed"),
        (0, 10.01, 10, "assumed"),
        (9.99, 9.99, 10, "never"),
        (0, 0, 10, "never"),
        (-1, 10, 10, "assumed"),
    ],
)
def test_what_is_earned_back(trial, all_of_it, cost, told) -> None:
    assert _verdict({"trial_each": trial, "benefit_each": all_of_it, "cost_each": cost}) == told


@pytest.mark.parametrize(
    ("percent", "told"),
    [
        (-3, "without"),
        (0, "without"),
        (0.01, "within"),
        (100, "within"),
        (100.01, "beyond"),
        (float("nan"), "beyond"),
        (float("inf"), "beyond"),
    ],
)
def test_how_much_is_needed(percent, told) -> None:
    assert _needed(percent) == told


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (0.02, 0.12, "2.0 to 12 fewer"),
        (0.006, 0.12, "0.60 to 12 fewer"),
        (0.004, 0.12, "from practically none to 12 fewer"),
        (-0.004, 0.12, "from practically none to 12 fewer"),
        (-0.006, 0.12, "from 12 fewer to 0.60 more"),
        (-0.05, 0.12, "from 12 fewer to 5.0 more"),
    ],
)
def test_how_sure_measured_effects_are(evaluation, tmp_path, low, high, said) -> None:
    size = evaluation.draws.size
    drawn = np.where(np.arange(size) % 2, low, high)  # half of the draws at either end
    draws = replace(evaluation.draws, effects=evaluation.draws.effects | {"reports": drawn})
    page = write_page(replace(evaluation, draws=draws), "en", tmp_path / "page.html").read_text(
        encoding="utf-8"
    )
    assert said_of(page, r"effects are uncertain too: (.*?) child-protection") == said


@pytest.mark.parametrize(
    ("fewer", "shown", "limits"),
    [(0.1, "10 fewer per 100 women", "6.1 to 14"), (-0.05, "−5.0 fewer per 100 women", "−8.9 to −1.1")],
)
def test_an_effect_of_ones_own_has_its_limits(evaluation, tmp_path, fewer, shown, limits) -> None:
    effect = Effect("reports", fewer, "normal", (fewer, 0.02), "pilot")
    own = replace(evaluation, own=Own("pilot", False, {"reports": effect}, []))
    page = write_page(own, "en", tmp_path / "page.html").read_text(encoding="utf-8")
    assert said_of(page, r"(\S{1,6} fewer per 100 women)") == shown
    assert limits in said_of(page, r"fewer per 100 women(.*?)</tr>")
