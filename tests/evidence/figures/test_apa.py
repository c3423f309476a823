"""Test results in running text; the cases are statcheck's own (test-extract-t-tests.R,
test-extract-chi2-tests.R).
"""

from __future__ import annotations

from pathlib import Path

import pytest

from voorzorg.errors import UserError
from voorzorg.evidence.audit import audit_path
from voorzorg.evidence.figures.apa import read_document, results_in, write_draft
from voorzorg.evidence.verdicts import worst

TEXT = (
    "Both were significant, t(28) = 2.20, p = .03, F(2, 28) = 2.20, p = .03; "
    "the rest was not (χ²(1, N = 81) = 3.25, p = .07)."
)


@pytest.mark.parametrize(
    ("text", "statistic", "value", "df1", "p"),
    [
        ("t(28) = 2.20, p = .03", "t_statistic", "2.20", "28", "0.03"),
        (" t ( 28 ) = 2.20 , p = .03", "t_statistic", "2.20", "28", "0.03"),
        ("t(28)=-2.20,p=.03", "t_statistic", "-2.20", "28", "0.03"),
        ("t(28) = 2,000.20, p = .03", "t_statistic", "2000.20", "28", "0.03"),
        ("t(28) = 2.20, p < .03", "t_statistic", "2.20", "28", "<0.03"),
        ("t(28) = 2.20, ns", "t_statistic", "2.20", "28", ">0.05"),
        ("t(28) = 2.20, p = .5e-3", "t_statistic", "2.20", "28", "0.0005"),
        ("t(28.1) = 2.20, p = .03", "t_statistic", "2.20", "28.1", "0.03"),
        ("chi2(1, N = 11,455) = 16.78, p <.001", "chi2_statistic", "16.78", "1", "<0.001"),
        ("X2(28) = 2.20, p = .03", "chi2_statistic", "2.20", "28", "0.03"),
        ("chi_2(28) = 2.20, p = .03", "chi2_statistic", "2.20", "28", "0.03"),
        ("x^2(28) = 2.20, p = .03", "chi2_statistic", "2.20", "28", "0.03"),
        ("r(28) = .22, p = .24", "correlation", "0.22", "28", "0.24"),
        ("Z = 2.20, p = 0.03", "z_statistic", "2.20", "", "0.03"),
    ],
)
def test_results_are_read(text, statistic, value, df1, p) -> None:
    (found,) = results_in(text)
    assert (found.statistic, found.value, found.df1, found.p) == (statistic, value, df1, p)


@pytest.mark.parametrize(
    "text",
    [
        "t(28) = 2.20; p = .03",
        "t[28] = 2.20, p = .03",
        "t(28) = 2.20, p = 1.03",
        "t(2,28) = 2.20, p = .03",
        "part (28) of 2",
    ],
)
def test_what_is_no_result_is_not_read(text) -> None:
    assert results_in(text) == []


def test_a_draft_is_a_figures_file_that_the_audit_reads(tmp_path: Path) -> None:
    (tmp_path / "paper.txt").write_text(TEXT, encoding="utf-8")
    found = read_document(tmp_path / "paper.txt")
    audit = audit_path(write_draft(found, "my paper", tmp_path / "draft.csv"))
    verdicts = [worst(audit.of(f.figure_id)).verdict.bad for f in audit.figures]  # type: ignore[union-attr]
    assert verdicts == [True, True, False]  # 0.036 is not .03, 0.13 is not .03, 0.0714 is .07


def test_a_pdf_is_read_and_a_broken_one_is_one_message(tmp_path: Path) -> None:
    pytest.importorskip("pypdf")
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    with rc_context({"pdf.fonttype": 42}):
        figure = Figure()
        figure.text(0.1, 0.5, "The effect, t(28) = 2.20, p = .03, was there.")
        figure.savefig(tmp_path / "paper.pdf")
    (found,) = read_document(tmp_path / "paper.pdf")
    assert (found.value, found.page) == ("2.20", 1)
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 nothing")
    with pytest.raises(UserError, match="not readable as a PDF"):
        read_document(tmp_path / "broken.pdf")
