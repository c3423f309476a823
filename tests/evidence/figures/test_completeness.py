"""No number of a source document may be lost in transcription.

The documents are not ours to redistribute, so the tests on them read ``../shared/sources`` beside the
repository and are skipped where that is not there. The engine itself is tested on small texts written here.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import pandas as pd
import pytest
from completeness import (
    Coverage,
    DocumentCheck,
    Ignored,
    lines_of,
    numbers_in,
    read_ignore_list,
)

from voorzorg.evidence.figures.loader import read_figures
from voorzorg.evidence.figures.sources import read_sources

ROOT = Path(__file__).resolve().parents[3]
PUBLISHED = ROOT / "data" / "published"
TEXTS = ROOT.parent / "shared" / "sources"
SOURCES = read_sources(PUBLISHED / "sources.yaml")
DOCUMENTS = sorted({source.document for source in SOURCES.values()})


@pytest.fixture(scope="module")
def figures() -> pd.DataFrame:
    return read_figures(PUBLISHED)


@pytest.fixture(scope="module")
def checks(figures: pd.DataFrame) -> dict[str, DocumentCheck]:
    if not TEXTS.is_dir():
        pytest.skip(
            f"the source documents are not here ({TEXTS.name} beside the repository); nothing to check"
        )
    rules = read_ignore_list(ROOT / "tests" / "evidence" / "ignored_numbers.yaml")
    result = {}
    for document in DOCUMENTS:
        keys = [key for key, source in SOURCES.items() if source.document == document]
        result[document] = DocumentCheck(
            document,
            (TEXTS / document).read_text(encoding="utf-8"),
            figures[figures["source"].isin(keys)],
            rules.get(document, []),
            SOURCES[keys[0]].language,
        )
    return result


def describe(coverage: Coverage) -> str:
    return "; ".join(f"line {o.line}: {o.text}" for o in coverage.missing)


# ---- the documents ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_text_is_the_one_that_was_transcribed(document: str) -> None:
    if not TEXTS.is_dir():
        pytest.skip("the source documents are not here; nothing to check")
    digest = hashlib.sha256((TEXTS / document).read_bytes()).hexdigest()
    stated = {source.sha256 for source in SOURCES.values() if source.document == document}
    assert stated == {digest}


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_number_of_the_document_is_accounted_for(
    checks: dict[str, DocumentCheck], document: str
) -> None:
    coverage = checks[document].coverage()
    assert coverage.matched > 0
    assert not coverage.missing, describe(coverage)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_row_prints_numbers_that_stand_on_the_lines_it_names(
    checks: dict[str, DocumentCheck], document: str
) -> None:
    assert checks[document].coverage().idle_figures == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_no_rule_of_the_ignore_list_is_idle(checks: dict[str, DocumentCheck], document: str) -> None:
    assert [rule.reason for rule in checks[document].coverage().idle_rules] == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_deleting_any_transcribed_row_is_noticed(
    checks: dict[str, DocumentCheck], figures: pd.DataFrame, document: str
) -> None:
    """Rows in words (no printed decimals) and rows without a number leave no number behind, the others do."""
    keys = [key for key, source in SOURCES.items() if source.document == document]
    rows = figures[figures["source"].isin(keys) & figures["decimals"].notna()]
    assert len(rows) > 0
    unnoticed = [f for f in rows["figure_id"] if not checks[document].coverage(frozenset([f])).missing]
    assert unnoticed == []


def test_ignore_list_names_known_documents_only() -> None:
    rules = read_ignore_list(ROOT / "tests" / "evidence" / "ignored_numbers.yaml")
    assert set(rules) <= set(DOCUMENTS)
    assert all(rule.reason and (rule.pattern or rule.lines) for group in rules.values() for rule in group)


# ---- the engine ------------------------------------------------------------------------------------------


def figure(figure_id: str, lines: str, value: str, **more: object) -> dict[str, object]:
    row: dict[str, object] = {
        "figure_id": figure_id,
        "location": lines,
        "value_text": value,
        "decimals": 0,
        "population": "",
        "unit": "",
        "events_basis": "",
    }
    for name in (
        "value_high",
        "p_value",
        "ci_low",
        "ci_high",
        "ci_level",
        "events",
        "price_year",
        "data_year",
    ):
        row[name] = None
    return row | more


def covered(text: str, *rows: dict[str, object], rules: tuple[Ignored, ...] = ()) -> Coverage:
    columns = figure("x", "L1", "1")
    frame = pd.DataFrame(list(rows), columns=list(columns), dtype=object)
    return DocumentCheck("text", text, frame, list(rules), "nl").coverage()


@pytest.mark.parametrize(
    ("text", "language", "values"),
    [
        ("€ 12.500 per traject, 8,6 % en 1½ uur", "nl", [12500, 8.6, 1.5]),
        ("€14695,- en €4000,00", "nl", [14695, 4000]),
        ("1.600.000 leerlingen", "nl", [1600000]),
        ("d = 0.087 (p = .417), 1,200 women", "en", [0.087, 0.417, 1200]),
        ("40-60 bezoeken; 6,9,12 maanden", "nl", [40, 60, 6, 9, 12]),
        ("CTS2, T0 en NTR854 zijn namen, N=99 niet", "nl", [99]),
        ("28w, 6m en 2e jaar", "nl", [28, 6, 2]),
    ],
)
def test_numbers_are_read_as_the_language_prints_them(text: str, language: str, values: list[float]) -> None:
    assert [float(o.value) for o in numbers_in(text, language)] == values  # type: ignore[arg-type]


def test_lines_are_read_from_the_location() -> None:
    assert lines_of("Table 2; L12-14, L20") == {12, 13, 14, 20}
    assert lines_of("Section 4.2") == set()


def test_one_row_accounts_for_one_occurrence_only() -> None:
    text = "controle 56%, 56%"
    assert len(covered(text, figure("a", "L1", "56")).missing) == 1
    assert covered(text, figure("a", "L1", "56"), figure("b", "L1", "56")).missing == []


def test_a_row_accounts_for_nothing_on_another_line() -> None:
    result = covered("niets\n19 procent", figure("a", "L1", "19"))
    assert [(o.line, o.text) for o in result.missing] == [(2, "19")]
    assert result.idle_figures == ["a"]


def test_occurrences_are_shared_out_so_that_as_many_as_possible_are_accounted_for() -> None:
    # the wide row must give way to the narrow one, whatever the order
    for rows in (
        (figure("w", "L1-2", "7"), figure("n", "L1", "7")),
        (figure("n", "L1", "7"), figure("w", "L1-2", "7")),
    ):
        assert covered("7\n7", *rows).missing == []


def test_an_interval_a_p_value_and_events_count_as_printed() -> None:
    row = figure("a", "L1", "0.46", decimals=2, ci_low=0.24, ci_high=0.89, p_value=0.02, ci_level=0.95)
    assert covered("0,46 (95% BI 0,24-0,89), p = 0,02", row).missing == []
    assert covered("16 (10%)", figure("a", "L1", "10", events=16, events_basis="stated")).missing == []


def test_a_number_in_words_accounts_for_no_digits() -> None:
    assert len(covered("4 factoren", figure("a", "L1", "4", decimals=None)).missing) == 1


def test_population_and_unit_account_for_the_numbers_that_define_a_figure() -> None:
    assert covered("98 % heeft 4 factoren", figure("a", "L1", "98", population=">= 4 factors")).missing == []


def test_an_ignore_rule_leaves_out_what_its_pattern_spans_and_no_more() -> None:
    rule = Ignored(reason="year of a reference", pattern=r"\(\w+, \d{4}\)")
    result = covered("2013 (Olds, 2004)", rules=(rule,))
    assert [o.text for o in result.missing] == ["2013"]
    idle = covered("niets", rules=(rule,))
    assert idle.idle_rules == [rule]


def test_an_ignore_rule_can_be_held_to_lines() -> None:
    rule = Ignored(reason="page", pattern=r"^\d+$", lines="2")
    assert [o.line for o in covered("5\n6", rules=(rule,)).missing] == [1]
