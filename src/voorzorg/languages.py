"""The languages that a person can be told things in: a row each, from which the rest of the project reads.

Adding a language is a row here and its catalogues; CONTRIBUTING.md has a worked example. Labels of a study
that are not given in a language are shown in English.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pydantic import AfterValidator, Field

from voorzorg.validation import fault


@dataclass(frozen=True)
class LanguageKind:
    """One language.

    Parameters
    ----------
    code : its name in ``config.yaml`` and of its folder of messages.
    locale : as Word and HTML name it.
    babel : as LaTeX names it.
    decimal, group : marks of a number, ``1,234.5`` in English.
    to : the word between two limits.
    separator : of the columns of a CSV file that its spreadsheets open.
    systems : how a computer that is set to it begins to say so.
    """

    code: str
    locale: str
    babel: str
    decimal: str
    group: str
    to: str
    separator: str
    systems: tuple[str, ...]

    def marks(self, text: str) -> str:
        """A number written in English, with this language's marks."""
        return text.translate(str.maketrans(",.", self.group + self.decimal))


#: In the order in which outputs name them.
LANGUAGES: tuple[LanguageKind, ...] = (
    LanguageKind("nl", "nl-NL", "dutch", ",", ".", "tot", ";", ("nl", "dutch")),
    LanguageKind("en", "en-GB", "english", ".", ",", "to", ",", ("en", "english")),
)
BY_CODE: dict[str, LanguageKind] = {language.code: language for language in LANGUAGES}
CODES: tuple[str, ...] = tuple(BY_CODE)


def _known(code: str) -> str:
    if code not in BY_CODE:
        raise fault("fault-no-language", code=code, known=BY_CODE).near(code, BY_CODE)
    return code


#: The code of a language, as configuration names it.
Language = Annotated[str, AfterValidator(_known), Field(json_schema_extra={"enum": list(BY_CODE)})]
