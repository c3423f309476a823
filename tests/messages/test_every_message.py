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
