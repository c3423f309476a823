"""What matters, sources and outcomes are called, from ``names.yaml`` beside the figures."""

from __future__ import annotations

import re
from functools import cached_property
from pathlib import Path

import yaml
from pydantic import Field, ValidationError

from voorzorg.errors import UserError
from voorzorg.text import Label, Language
from voorzorg.validation import Strict, not_readable, refused
from voorzorg.yaml_file import load, read_text


class Names(Strict):
    """Names by key; what has none is shown by its key."""

    topics: dict[str, Label] = Field(default_factory=dict)
    sources: dict[str, Label] = Field(default_factory=dict)
    outcomes: dict[str, Label] = Field(default_factory=dict)
    phrases: dict[str, str] = Field(
        default_factory=dict, description="English texts of a table and what they are in Dutch"
    )
    places: dict[str, str] = Field(
        default_factory=dict, description="English words of locations and what they are in Dutch"
    )

    def phrase(self, text: str, language: Language) -> str:
        """A text in words of the language; as it is where it has no other."""
        return self.phrases.get(text, text) if language == "nl" else text

    def place(self, location: str, language: Language) -> str:
        """A location in words of the language: 'Table 3' is 'Tabel 3' on a Dutch page."""
        if language == "en":
            return location
        return self._places.sub(lambda found: self.places[found.group()], location)

    @cached_property
    def _places(self) -> re.Pattern[str]:
        longest_first = sorted(self.places, key=len, reverse=True)
        return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b" if longest_first else r"(?!)")

    def outcome(self, key: str, language: Language) -> str:
        """An outcome in words."""
        found = self.outcomes.get(key)
        return found[language] if found else key.replace("_", " ")


def read_names(folder: str | Path) -> Names:
    """Names of a folder of figures; no names where there is no ``names.yaml``.

    Raises
    ------
    UserError
        Where the file is not as it should be.
    """
    path = Path(folder) / "names.yaml"
    if not path.is_file():
        return Names()
    try:
        text = read_text(path)
        content = load(text) or {}
        return Names.model_validate(content)
    except yaml.YAMLError as error:
        raise UserError(not_readable(path.name, error)) from None
    except ValidationError as error:
        raise UserError(*refused(path.name, error, Names, content, text)) from None
