"""How an estimate was made: the words of the column ``method`` and what they stand for.

A printed contrast follows from the printed arms only where it is crude. Whatever else was done to it
(adjustment, clusters, imputation, weights) moves it away from them, honestly.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from pathlib import Path

from voorzorg.yaml_file import read

#: what an estimate can be, and the beginnings of the words for it
_FORMS: dict[str, list[str]] = read(Path(__file__).with_name("methods.yaml"))
METHODS: tuple[str, ...] = tuple(_FORMS)
_WORDS = {k: re.compile(rf"(?<!\w)(?:{'|'.join(forms)})", re.IGNORECASE) for k, forms in _FORMS.items()}
#: who was analysed, which says nothing of how
_NEUTRAL = re.compile(
    r"(?<![\w-])m?itt\b|intention.to.treat\w*|(?:complete|available|observed).?cases?\b|as.randomi[sz]ed"
    r"|volledige gevallen|(?:not|niet) (?:stated|reported|vermeld|bekend)|unclear|unknown|onbekend"
    r"|onduidelijk|\?",
    re.IGNORECASE,
)
#: words of one's own follow these; of what stands behind them only clusters, weights and imputation count
_FOR = re.compile(r"\b(?:for|voor|with|met|using|by|door|including|incl\.)\b", re.IGNORECASE)
_BEHIND = ("clustered", "imputed", "weighted", "survival")
_YES = ("yes", "y", "true", "1", "ja", "j", "waar", "x")
_NO = ("no", "n", "false", "0", "nee", "onwaar", "none", "geen")


class UnknownMethodError(ValueError):
    """A cell names a method that is not known: ``words``, as they stand there."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


def _part(text: str) -> frozenset[str]:
    """The methods in one part of a cell."""
    crude = _WORDS["crude"].search(text)
    if crude:
        text = _WORDS["crude"].sub(" ", text)
    own_words = _FOR.search(text)
    head = text[: own_words.start()] if own_words else text
    found = {key for key in METHODS if key != "crude" and _WORDS[key].search(head)}
    found |= {key for key in _BEHIND if _WORDS[key].search(text)}
    if not found and not crude:  # "regression with covariates": the words stand behind
        found = {key for key in METHODS if key != "crude" and _WORDS[key].search(text)}
    if crude:
        # "unadjusted for clustering", "unadjusted logistic regression": nothing was done to it
        behind = re.match(r"\s*\b(?:for|voor)\b", text)
        return frozenset({"crude"} | (set() if behind else found - {"model", "adjusted"}))
    return frozenset(found)


def methods_in(text: str) -> frozenset[str]:
    """The methods that a cell names, in English or Dutch; parts are separated by ``;`` or ``+``.

    Raises
    ------
    UnknownMethodError
        Where no part has a known word, or where what is unknown stands beside "crude" and nothing else.
    """
    found: set[str] = set()
    unknown = ""
    neutral = False
    plain = unicodedata.normalize("NFC", text).replace("_", " ")
    for part in re.split(r"[;+]", plain):
        if not part.strip():
            continue
        named = _part(part)
        found |= named
        if not named and _NEUTRAL.search(part):
            neutral = True
        elif not named:
            unknown = part.strip()
    if unknown and found <= {"crude"} and (found or not neutral):
        raise UnknownMethodError(unknown)
    return frozenset(found)


def expected(text: str) -> str | None:
    """What a cell should have held, or None where it can be read."""
    try:
        methods_in(text)
    except UnknownMethodError as error:
        near = difflib.get_close_matches(error.words.split()[0].lower(), METHODS, n=1)
        hint = f" (did you mean {near[0]!r}?)" if near else ""
        return f"{', '.join(METHODS)}, several separated by ';' (adjusted for age; clustered){hint}"
    return None


def from_adjusted(text: str) -> str:
    """The method that a column ``adjusted`` tells: yes, no, or what for."""
    word = text.strip().lower()
    if not word:
        return ""
    if word in _YES:
        return "adjusted"
    if word in _NO:
        return "crude"
    try:
        methods_in(text)
    except UnknownMethodError:
        return f"adjusted for {text}"
    return text


def from_flag(name: str, text: str) -> str:
    """The method that a column of its own name tells: ``clustered`` with yes, or with what was done."""
    word = text.strip().lower()
    return name if word in _YES else "" if word in _NO else text
