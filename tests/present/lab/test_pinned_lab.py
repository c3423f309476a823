"""Pages of simulated studies are as they were stored: sizes of a trial, and a grid of other things."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from pinning import Pinned
from shown import outline
from shown_studies import SIMULATED, simulated

from voorzorg.present.lab.page import _Page, write_page


def families(scenario: str) -> pd.DataFrame:
    numbers = {"wrong": 0.2, "wrong_error": 0.01, "false_share": 0.1, "false_share_error": 0.01, "found": 1.5,
               "found_error": 0.1, "there": 3, "replications": 25}  # fmt: skip
    return pd.DataFrame(
        [
            {"scenario": scenario, "family": family, "tests": 9, "procedure": name} | numbers
            for family in ("partner_violence", "smoking", "all")
            for name in ("none", "holm", "benjamini_hochberg")
        ]
    )


@pytest.mark.parametrize("name", SIMULATED)
def test_the_page(pinned: Pinned, tmp_path, name: str) -> None:
    found = simulated(name)
    if name == "sizes":
        found = replace(found, families=families(found.study.scenarios[0].key))
    for language in ("nl", "en"):
        path = write_page(found, language, tmp_path / "report.html")
        pinned(f"present/lab/{name}.{language}", outline(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    ("language", "said"), [("nl", ["1200", "0,50", "abc"]), ("en", ["1200", "0.50", "abc"])]
)
def test_numbers_of_a_grid_are_written_as_the_language_does(language: str, said: list[str]) -> None:
    page = _Page(simulated("sizes"), language)  # type: ignore[arg-type]
    assert [page.value("families", one) for one in (1200, 0.5, "abc")] == said
