"""The table of checks: every row can be run, and every answer of an audit is of a registered kind."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

from voorzorg.evidence.audit import audit, audit_path
from voorzorg.evidence.checks.registry import CHECKS, kinds_about
from voorzorg.evidence.figures.loader import read_figures
from voorzorg.evidence.relations.model import Kind

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize("row", CHECKS, ids=lambda row: row.function)
def test_a_function_stands_where_its_row_says(row) -> None:
    module, _, name = row.function.partition(":")
    assert callable(getattr(import_module(f"voorzorg.evidence.{module}"), name)) and row.yields


def test_every_answer_is_of_a_registered_kind() -> None:
    known = [kind for row in CHECKS for kind in row.yields]
    assert len(known) == len(set(known))
    assert {f"relation_{kind}" for kind in Kind.__args__} <= set(known)
    published = ROOT / "data" / "published"
    audits = [audit(read_figures(published), published)]
    audits += [audit_path(path) for path in sorted((ROOT / "data" / "examples" / "trials").glob("*.csv"))]
    assert {c.kind for one in audits for c in one.checks} <= set(known)


def test_kinds_by_what_they_bear_on() -> None:
    assert {"grim_mean", "debit"} <= kinds_about("whole") and "could_be" not in kinds_about("other", "tests")
