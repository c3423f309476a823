"""Every message of both catalogues can be said in both languages, with each kind of argument."""

import re

import pytest
from catalogues import FOLDERS, entries

from voorzorg.languages import CODES
from voorzorg.messages import Both, Message, Name, People, render
from voorzorg.present.words.messages import FOLDER
from voorzorg.present.words.messages import message as page_text

#: One of each kind that callers give.
KINDS = {
    "one": 1,
    "many": 1234,
    "share": 0.25,
    "text": "tekst",
    "people": People(7),
    "coarse": People(10, "fewer"),
    "variable": Name("variable", "age"),
    "labels": Both("leeftijd", "age"),
    "message": Message("wilson-interval"),
    "list": (Name("variable", "age"), "tekst", 3),
}

#: Where code says them, the number is two or more.
NEVER_ONE = frozenset(
    [
        "withheld-few",
        "withheld-revealed",
        "withheld-alike",
        "withheld-uncounted",
        "withheld-dominance",
        "eco-bar-visits",
        "evidence-row-pattern",
        "finding-values",
        "finding-file-more-than-columns",
        "finding-duplicates",
        "matched-clusters",
        "rows-left-out-because-missing",
        "pairs-interval-kappa-large-sample",
        "rank-deficient",
        "groups-too-small",
    ]
)


@pytest.mark.parametrize("language", CODES)
@pytest.mark.parametrize("kind", KINDS)
def test_what_analyses_and_checks_say(language, kind):
    for key, entry in entries(FOLDERS[0], language).items():
        number = set(re.findall(r"NUMBER\(\s*\$(\w+)", entry.text))  # formatted: callers give numbers
        given = [(name, 0.25 if name in number else KINDS[kind]) for name in entry.arguments]
        said = render(Message(key, tuple(given)), language)
        assert said.strip() or not any(entry.pieces), key
        assert "???" not in said and "$" not in said, (key, said)


@pytest.mark.parametrize("language", CODES)
@pytest.mark.parametrize("value", ["tekst", 1, 1234, 0.25])
def test_what_pages_say(language, value):
    for key, entry in entries(FOLDER, language).items():
        said = page_text(language, key, **dict.fromkeys(entry.arguments, value))
        assert said.strip() or not any(entry.pieces), key
        assert "$" not in said and "???" not in said, (key, said)


@pytest.mark.parametrize("language", CODES)
@pytest.mark.parametrize("folder", [FOLDERS[0], FOLDER])
def test_plurals_are_words_not_letters_between_brackets(language, folder):
    for key, entry in entries(folder, language).items():
        assert not re.search(r"\w\((?:s|en|n|e|es)\)|\bpaar/paren\b", entry.text), key


@pytest.mark.parametrize("language", CODES)
def test_one_is_one_of_them(language):
    plural = re.compile(
        r"(?<![\d.,])1 (?:participants|rows|wave rows|events|visits|warnings|questions|problems|pairs|values|"
        r"cases|"
        r"lines|columns|samples|deelnemers|regels|gebeurtenissen|bezoeken|waarschuwingen|vragen|problemen|paren|"
        r"waarden|casussen|kolommen|metingen|steekproeven|gevallen)\b"
    )
    for key, entry in entries(FOLDERS[0], language).items():
        number = set(re.findall(r"NUMBER\(\s*\$(\w+)[^)]*style", entry.text))
        given = [(name, 0.25 if name in number else 1) for name in entry.arguments]
        said = render(Message(key, tuple(given)), language)
        assert key in NEVER_ONE or not plural.search(said), (key, said)
