"""The report of every kind of design, in both languages, is the one that was stored."""

import pytest
from pinning import Pinned
from shown import outline
from shown_studies import DESIGNS, view

from voorzorg.present.figures import plans
from voorzorg.present.report import write_report
from voorzorg.present.report.long_table import packed


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("design", DESIGNS)
def test_the_report(pinned: Pinned, tmp_path, monkeypatch, design: str, language: str) -> None:
    found = view(design, language)
    (tmp_path / "tables.docx").write_bytes(b"tables")
    for number, plan in enumerate(plans(found)):
        (tmp_path / f"{plan.key}.svg").write_text(f'<svg width="{300 + 200 * (number % 2)}pt"></svg>')
    monkeypatch.setattr("voorzorg.present.report.write.View", lambda *_: found)
    monkeypatch.setattr("voorzorg.present.report.write.packed", lambda _: "{}")  # pinned by itself
    monkeypatch.setattr("voorzorg.present.report.sections.fragment", lambda table: f"<p>{table.key}</p>")
    path = write_report(None, found.context, tmp_path, tmp_path, tmp_path / "report.html")
    pinned(f"present/report/{design}.{language}", outline(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize(("design", "language"), [("three_arms", "en"), ("late_start", "nl")])
def test_all_estimates(pinned: Pinned, design: str, language: str) -> None:
    """The table of all estimates as the page's script gets it."""
    text = f'<script type="application/json">{packed(view(design, language))}</script>'
    pinned(f"present/report/estimates.{design}.{language}", outline(text))
