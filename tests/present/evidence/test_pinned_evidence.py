"""The page of the published figures, and what the terminal says of them, are as they were stored."""

from __future__ import annotations

from pathlib import Path

import pytest
from pinning import Pinned
from shown import outline

from voorzorg.evidence.audit import audit
from voorzorg.evidence.figures.loader import read_figures
from voorzorg.evidence.synthesis.effects import synthesise
from voorzorg.present.evidence.report import write_evidence_report
from voorzorg.present.evidence.terminal import baseline_words, explained

PUBLISHED = Path(__file__).parents[3] / "data" / "published"
#: Of the table of all figures, which is long, one line of so many.
EVERY = 12


@pytest.fixture(scope="module")
def inputs():
    figures = read_figures(PUBLISHED)
    return audit(figures, PUBLISHED), synthesise(figures, PUBLISHED)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_page(pinned: Pinned, inputs, tmp_path, language: str) -> None:
    write_evidence_report(*inputs, PUBLISHED, language, tmp_path / "report.html")
    lines = outline((tmp_path / "report.html").read_text(encoding="utf-8")).splitlines()
    rows = [line for line in lines if line.startswith("<tr data-verdict=")]
    kept = set(rows[::EVERY])
    found = [line for line in lines if not line.startswith("<tr data-verdict=") or line in kept]
    pinned(f"present/evidence/page.{language}", "\n".join(found) + "\n")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_terminal(pinned: Pinned, inputs, language: str) -> None:
    result = inputs[0]
    chosen = list(result.figures.by_id)[::20]
    told = [baseline_words(result, language), *(explained(result, one, language) for one in chosen)]
    pinned(f"present/evidence/terminal.{language}", "\n\n".join(told) + "\n")
