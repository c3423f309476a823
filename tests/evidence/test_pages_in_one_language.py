"""Every page of the evidence in one language: no raw key, no identifier, no word of the other language."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pandas as pd
import pytest

from voorzorg.cli import main

ROOT = Path(__file__).parents[2]
PUBLISHED = ROOT / "data" / "published"
EXAMPLES = ROOT / "data" / "examples"
#: frequent words of a language that the other does not have (Dutch has "of", "in", "is", "was", "been" too)
WORDS = {
    "nl": "het een niet met volgt klopt personen zijn groep gepubliceerd alleen waarde voor naar deze bij "
    "als aantal wordt",
    "en": "the and with not from printed which possible agrees people arms published only value for these by "
    "number",
}
#: proper names of interventions and documents
NAMES = (
    "Moeders Informeren Moeders|Ouder-baby|Bemoeizorg in de JGZ|Gordon training|Family Practice|Public Health"
)
_KEY = re.compile(r"\bevidence[-.][a-z_-]+|\{ ?\$\w+ ?\}|\{\w+\}")
_IDENTIFIER = re.compile(r"(?<![\w/.-])[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)+(?![\w/])")


def shown(page: Path) -> list[str]:
    """What a page shows and what its pictures are read out as, piece by piece."""
    text = page.read_text(encoding="utf-8")
    text = re.sub(r"<(style|script|code)\b.*?</\1>", " ", text, flags=re.S)
    read_out = re.findall(r'(?:alt|aria-label|placeholder|title)="([^"]*)"', text)
    return [
        html.unescape(piece).strip() for piece in [*re.split(r"<[^>]+>", text), *read_out] if piece.strip()
    ]


def wrong_in(pieces: list[str], language: str) -> list[str]:
    """Pieces with a key, an identifier, or two words of the other language."""
    foreign = set(WORDS["en" if language == "nl" else "nl"].split())
    found = []
    for piece in pieces:
        strange = [w for w in re.findall(r"[A-Za-z]+", re.sub(NAMES, "", piece).lower()) if w in foreign]
        if _KEY.search(piece) or _IDENTIFIER.search(piece) or len(strange) > 1:
            found.append(piece[:200])
    return found


@pytest.fixture(scope="module", params=["nl", "en"])
def pages(request, tmp_path_factory) -> tuple[str, dict[str, Path]]:
    """The report and the checklist of the project's own figures, and of two strangers' files."""
    folder = tmp_path_factory.mktemp("pages")
    made = {}
    files = {
        "own": PUBLISHED,
        "other": EXAMPLES / "figures-other-trial.csv",
        "trial": EXAMPLES / "trials" / "buffet.csv",
    }
    for name, path in files.items():
        made |= {f"{name}-{kind}": folder / f"{name}-{kind}.html" for kind in ("report", "checklist")}
        asked = ["--report", str(made[f"{name}-report"]), "--checklist", str(made[f"{name}-checklist"])]
        assert main(["audit", str(path), "--language", request.param, *asked]) == 0
    return request.param, made


@pytest.mark.parametrize("name", ["own-report", "own-checklist", "other-report", "other-checklist"])
def test_a_page_is_in_one_language(pages, name) -> None:
    language, made = pages
    assert wrong_in(shown(made[name]), language) == []


@pytest.mark.parametrize("name", ["trial-report", "trial-checklist"])
def test_a_page_of_a_strangers_trial_has_no_identifiers(pages, name) -> None:
    language, made = pages
    assert wrong_in(shown(made[name]), language) == []


@pytest.mark.parametrize("language", ["nl", "en"])
def test_what_the_terminal_says_is_in_one_language(language, capsys) -> None:
    path = EXAMPLES / "trials" / "apgar.csv"
    for more in ([], ["--explain", "apgar5.control.sd"], ["--baseline"]):
        assert main(["audit", str(path), "--language", language, *more]) == 0
        lines = [
            line for line in capsys.readouterr().out.splitlines() if not re.match(r"\s*(<|[a-z0-9.]+$)", line)
        ]
        assert [x for x in wrong_in(lines, language) if not re.search(r"\[\w+\]", x)] == []


@pytest.mark.parametrize(("language", "other"), [("nl", "en"), ("en", "nl")])
def test_sentences_of_a_table_are_in_the_language_of_their_column(tmp_path, language, other) -> None:
    assert main(["audit", str(PUBLISHED), "--out", str(tmp_path)]) == 0
    checks = pd.read_csv(tmp_path / "checks.csv", dtype="str", keep_default_na=False)
    pieces = [*checks[f"reason_{language}"], *checks[f"assumption_{language}"]]
    foreign = set(WORDS[other].split())
    assert [p for p in pieces if sum(w in foreign for w in re.findall(r"[a-z]+", str(p).lower())) > 1] == []
