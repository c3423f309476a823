"""Whole drafts, and the tidy data they lead to, of files drawn of every kind and of a few written by hand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from as_text import draft_text, findings_text, ingested_text, titled
from benchmarks.drafting import layouts, variants

from voorzorg.cohorts.checks.findings import IngestError
from voorzorg.cohorts.drafting.draft import draft
from voorzorg.cohorts.harmonise.ingest import ingest
from voorzorg.cohorts.manifest.model import Manifest

#: One of every arrangement (moments in columns, rows, sheets, files, two rows of names) in several formats.
SEEDS = (9000, 9001, 9002, 9003, 9005, 9006, 9009, 9013, 9020, 9034, 9038)
KINDS = tuple((kind, seed) for kind in variants.KINDS for seed in (0, 1))


def whole(files: list[Path], root: Path) -> str:
    made = draft("layout", files, root)
    try:
        came_in = ingested_text(ingest(Manifest.model_validate(yaml.safe_load(made.text)), root), rows=3)
    except IngestError as problem:
        came_in = titled("findings", findings_text(problem.findings.sorted()))
    return draft_text(made) + came_in


@pytest.mark.parametrize("seed", SEEDS)
def test_a_layout(seed: int, tmp_path: Path, pinned: Callable[..., None]) -> None:
    layout = layouts.draw(seed, tmp_path)
    pinned(f"cohorts/layouts/{seed}-{layout.kind}", whole(layout.files, tmp_path))


@pytest.mark.parametrize(("kind", "seed"), KINDS)
def test_a_misleading_file(kind: str, seed: int, tmp_path: Path, pinned: Callable[..., None]) -> None:
    layout = variants.draw(kind, seed, tmp_path)
    pinned(f"cohorts/misleading/{kind}-{seed}", whole(layout.files, tmp_path))
