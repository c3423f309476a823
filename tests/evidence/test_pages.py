"""What a stranger is shown: one figure explained, the template, the checklist, the report of one file."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pytest

from voorzorg.cli import main
from voorzorg.evidence.audit import audit_path
from voorzorg.evidence.figures.template import write_template
from voorzorg.present.evidence.checklist import FILLED, TOOLS, domains, write_checklist

TRIALS = Path(__file__).parents[2] / "data" / "examples" / "trials"


def test_one_figure_is_explained_with_its_sums_and_samples(capsys) -> None:
    assert (
        main(["audit", str(TRIALS / "apgar.csv"), "--explain", "apgar5.control.sd", "--language", "en"]) == 0
    )
    told = capsys.readouterr().out
    assert "GRIMMER" in told and "x̄ = 9.93, SD = 0.18, n = 30" in told and "No sample has this mean" in told


def test_a_figure_that_is_not_there_is_one_message(capsys) -> None:
    assert main(["audit", str(TRIALS / "apgar.csv"), "--explain", "apgar5.treatd"]) == 1
    assert "did you mean" in capsys.readouterr().err


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_template_filled_in_is_read(tmp_path: Path, language) -> None:
    path = write_template(tmp_path / "table.xlsx", language)
    book = openpyxl.load_workbook(path)
    sheet = book["table"]
    column = {c.value: c.column for c in sheet[1]}
    row = {"outcome": "smoking", "treated_n": "120", "treated_percent": "40,0", "control_n": "118"}
    row |= {"control_percent": "50,0", "effect": "OR", "estimate": "0,67", "method": "crude"}
    for name, value in row.items():
        sheet.cell(2, column[name], value)
    book.save(path)
    audit = audit_path(path)
    assert len(audit.figures) == 3 and not audit.findings()
    notes = book.worksheets[1]
    assert {c.value for c in notes["A"]} >= set(column)


def test_every_question_is_there_and_the_audit_answers_none(tmp_path: Path) -> None:
    audit = audit_path(TRIALS / "apgar.csv")
    for tool, counts in TOOLS.items():
        made = domains(audit, tool, "nl")
        assert [len(d.questions) for d in made] == list(counts)
    whole = next(q for q in domains(audit, "inspect", "en")[3].questions if q.number == "4.8")
    assert len(whole.found) == 3 and any("GRIMMER" in line for _, line in whole.found)
    page = write_checklist(audit, "nl", tmp_path / "page.html").read_text(encoding="utf-8")
    assert "checked" not in page and page.count('type="radio"') > 100


def test_how_alike_the_arms_are_stands_with_the_question_on_baseline_and_no_other() -> None:
    audit = audit_path(TRIALS / "baseline-too-alike.csv")
    asked = {q.number: q for d in domains(audit, "inspect", "en") for q in d.questions}
    told = {number for number, q in asked.items() if any("baseline variables" in line for _, line in q.found)}
    assert told == {"4.3"}
    assert not any("baseline variables" in line for _, line in asked["4.2"].found)
    plain = audit_path(TRIALS / "apgar.csv")
    assert not any(
        "baseline variables" in line
        for d in domains(plain, "inspect", "en")
        for q in d.questions
        for _, line in q.found
    )


def figures_of_a_trial(tmp_path: Path) -> Path:
    """Two arms of 60 and 62 at the start, of which 50 and 41 are in the smallest analysis."""
    rows = [
        "figure_id,source,location,study,outcome,wave,arm,statistic,value,n,n_basis",
        "a,paper,T1,demo,sample,baseline,treated,n,60,,",
        "b,paper,T1,demo,sample,baseline,control,n,62,,",
        "c,paper,T2,demo,smoking,m6,treated,mean,2.1,55,stated",
        "d,paper,T2,demo,smoking,m12,treated,mean,2.4,50,stated",
        "e,paper,T2,demo,smoking,m6,control,mean,2.2,41,stated",
        "f,paper,T2,demo,smoking,m12,control,mean,2.5,7,randomised",
    ]
    path = tmp_path / "figures.csv"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def test_sizes_and_losses_stand_with_the_questions_on_them_and_no_other(tmp_path: Path) -> None:
    """From the largest number of an arm to its smallest that is no number of all randomised."""
    audit = audit_path(figures_of_a_trial(tmp_path))
    sizes, losses = [], []
    for tool in TOOLS:
        for domain in domains(audit, tool, "en"):
            for question in domain.questions:
                plain = [line for kind, line in question.found if not kind]
                assert FILLED.get((tool, question.number)) or not plain
                sizes += [line for line in plain if line.startswith("Group sizes")]
                losses += [line for line in plain if "at the start" in line]
    assert set(sizes) == {sizes[0]} and "60" in sizes[0] and "62" in sizes[0]
    about = [topics for topics in FILLED.values() if "losses" in topics]
    assert len(losses) == 2 * len(about) > 0
    assert {line.split(": ")[-1] for line in losses} == {
        "60 at the start, 50 in the smallest analysis",
        "62 at the start, 41 in the smallest analysis",
    }


@pytest.mark.parametrize(("language", "foreign"), [("nl", "the"), ("en", "de")])
def test_the_report_of_one_file_is_in_one_language(tmp_path: Path, language, foreign) -> None:
    page = tmp_path / "report.html"
    file = TRIALS.parent / "figures-other-trial.csv"
    assert main(["audit", str(file), "--report", str(page), "--language", language]) == 0
    text = re.sub(
        r"<style.*?</style>|<script.*?</script>|<[^>]+>", " ", page.read_text(encoding="utf-8"), flags=re.S
    )
    assert len(re.findall(rf"\b{foreign}\b", text)) == 0
