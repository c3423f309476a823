"""The page of the published figures, and what the terminal says of them, are as they were stored."""

from __future__ import annotations

from pathlib import Path

import pytest
from figure_rows import frame
from pinning import Pinned
from shown import outline

from voorzorg.errors import UserError
from voorzorg.evidence.audit import audit, audit_path
from voorzorg.evidence.figures.loader import read_figures
from voorzorg.evidence.synthesis.effects import synthesise
from voorzorg.present.evidence.checklist import write_checklist
from voorzorg.present.evidence.report import write_evidence_report
from voorzorg.present.evidence.terminal import baseline_words, explained

PUBLISHED = Path(__file__).parents[3] / "data" / "published"
TRIALS = PUBLISHED.parent / "examples" / "trials"
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


def test_the_samples_of_a_mean(pinned: Pinned, tmp_path) -> None:
    """All of them, or none: a few people on a scale of whole numbers."""
    scale = {"n": 6, "scale_min": 1, "scale_max": 5, "arm": "treated", "outcome": "mood", "quantity": "mood"}
    told = []
    for mean, sd in (("2.33", "1.51"), ("2.50", "0.55"), ("2.41", "0.50")):
        pair = [scale | {"figure_id": "m", "statistic": "mean", "value": mean}]
        pair.append(scale | {"figure_id": "s", "statistic": "sd", "value": sd})
        told += [explained(audit(frame(*pair)), one, language) for one in "ms" for language in ("nl", "en")]
    pinned("present/evidence/samples", "\n\n".join(told) + "\n")


@pytest.mark.parametrize(("trial", "language"), [("apgar", "en"), ("baseline-too-alike", "nl")])
def test_a_trial_of_somebody_else(pinned: Pinned, tmp_path, trial: str, language: str) -> None:
    """Its checklists, with what the audit says under each question, and every figure explained."""
    result = audit_path(TRIALS / f"{trial}.csv")
    page = write_checklist(result, language, tmp_path / "page.html").read_text(encoding="utf-8")
    pinned(f"present/evidence/checklist.{trial}.{language}", outline(page))
    told = [explained(result, one, language) for one in list(result.figures.by_id)[:2]]
    pinned(
        f"present/evidence/explained.{trial}.{language}",
        "\n\n".join([*told, baseline_words(result, language)]) + "\n",
    )


def test_the_published_figures_checklist(pinned: Pinned, inputs, tmp_path) -> None:
    page = write_checklist(inputs[0], "nl", tmp_path / "page.html", PUBLISHED).read_text(encoding="utf-8")
    pinned("present/evidence/checklist.nl", outline(page))


def test_a_figure_that_is_not_there(inputs) -> None:
    known = next(iter(inputs[0].figures.by_id))
    with pytest.raises(UserError, match=f"no figure '{known}x' in this file .did you mean {known}"):
        explained(inputs[0], f"{known}x", "en")
    with pytest.raises(UserError, match=r"no figure 'qqqqq' in this file$"):
        explained(inputs[0], "qqqqq", "en")
