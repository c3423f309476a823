"""What the documents name is there: files, make's targets, voorzorg's commands, modules and their names."""

from __future__ import annotations

import importlib
import json
import re
from pathlib import Path

import pytest

from voorzorg.cli import COMMANDS

ROOT = Path(__file__).parents[1]
#: A page that `make docs` writes.
SETTINGS = ROOT / "docs" / "reference" / "settings.md"
NAMES = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "Makefile", "config.yaml", "environment.yml")
DOCUMENTS = [*(ROOT / name for name in NAMES), *sorted((ROOT / "docs").rglob("*.md"))]
DOCUMENTS = [path for path in DOCUMENTS if path != SETTINGS]
DOCUMENTS += sorted((ROOT / "workflow" / "rules").glob("*.smk"))
MADE_FOLDERS = {".git", "results", "dist", "site"}
FOLDERS = sorted({path.name for path in ROOT.iterdir() if path.is_dir()} - MADE_FOLDERS)
#: Files of users, and what only a command makes.
MADE = re.compile(
    r"[<*{]|NAME|\bmystudy\b|/(raw|private)\b|^data/cohorts/(respiratory|oudercursus)/|guesses\.md$"
)


def words(document: Path) -> list[str]:
    """Every word of a document, without what surrounds it."""
    return re.findall(r"[\w.<>*{}/-]*[\w>*}/]", document.read_text(encoding="utf-8"))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_files_that_are_named_are_there(document: Path) -> None:
    folders = "|".join(map(re.escape, FOLDERS))
    named = {word for word in words(document) if re.match(rf"({folders})/\w", word) and not MADE.search(word)}
    assert not [name for name in sorted(named) if not _leads(ROOT / name)]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(document: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", document.read_text(encoding="utf-8"))
    assert not [link for link in links if not _leads(document.parent / link)]


def _leads(path: Path) -> bool:
    return path.exists() or path.resolve() == SETTINGS


def test_the_page_of_settings_has_every_field_of_every_model() -> None:
    from voorzorg.cli.schema import page, schemas

    text = page()
    for schema in map(json.loads, schemas().values()):
        for model in (schema, *schema.get("$defs", {}).values()):
            assert all(f"| `{name}` |" in text for name in model.get("properties", {}))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_commands_that_are_named_exist(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    asked = set(re.findall(r"(?:`|^)make ([a-z]+)\b(?!=)", text, re.M))
    assert asked <= targets
    assert set(re.findall(r"(?:`|'|^)voorzorg ([a-z][a-z-]*)", text, re.M)) <= set(COMMANDS)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_modules_that_are_named_can_be_imported(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    for module, names in re.findall(r"from (voorzorg[\w.]*) import ([\w, ]+)", text):
        there = importlib.import_module(module)
        assert not [name for name in names.replace(" ", "").split(",") if not hasattr(there, name)]
    for dotted in re.findall(r"`(voorzorg(?:\.\w+)+)", text):
        assert _found(dotted), dotted


def _found(dotted: str) -> bool:
    """Whether a dotted name is a module, or a name in one."""
    module, _, name = dotted.rpartition(".")
    try:
        importlib.import_module(dotted)
    except ImportError:
        return hasattr(importlib.import_module(module), name)
    return True


@pytest.mark.parametrize(
    "document", [path for path in DOCUMENTS if path.suffix == ".md"], ids=lambda path: path.name
)
def test_code_blocks_open_as_the_site_reads_them(document: Path) -> None:
    """A language and perhaps a title: of anything else the site makes text, with what follows as code."""
    fences = re.findall(r"^ *```(.*)$", document.read_text(encoding="utf-8"), re.M)
    assert len(fences) % 2 == 0
    opens, closes = fences[::2], fences[1::2]
    assert not [said for said in opens if not re.fullmatch(r'([a-z]+( title="[^"]+")?)?', said)]
    assert not [said for said in closes if said]


def test_every_page_stands_in_the_contents_of_the_site() -> None:
    named = set(re.findall(r'= "([\w/-]+\.md)"', (ROOT / "zensical.toml").read_text(encoding="utf-8")))
    there = {path.relative_to(ROOT / "docs").as_posix() for path in (ROOT / "docs").rglob("*.md")}
    assert named == there | {SETTINGS.relative_to(ROOT / "docs").as_posix()}
