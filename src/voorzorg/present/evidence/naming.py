"""Keys of figures, sources, outcomes, arms and moments in a reader's words."""

from __future__ import annotations

import re
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from voorzorg.evidence.figures.names import Names, read_names
from voorzorg.evidence.figures.sources import read_sources
from voorzorg.evidence.words import Words, say
from voorzorg.messages import Name
from voorzorg.present.evidence.words import arm_words, describe, sum_words, unit_words, wave_words
from voorzorg.text import Language

if TYPE_CHECKING:
    from voorzorg.evidence.audit import Audit

#: A word of a sum that may be a key; what a figure's name has behind a point belongs to it.
_WORD = re.compile(r"[A-Za-z0-9](?:[\w.\-]*[A-Za-z0-9])?")


class Naming:
    """Names of one audit's figures; what ``folder`` does not name is shown by its key."""

    def __init__(self, audit: Audit, folder: Path | None, language: Language) -> None:
        self.audit, self.language = audit, language
        self.names = read_names(folder) if folder is not None else Names()
        listed = folder / "sources.yaml" if folder is not None else None
        self.sources = read_sources(listed) if listed is not None and listed.is_file() else {}
        self._several = len({f.source for f in audit.figures}) > 1

    @cached_property
    def _keys(self) -> dict[str, str]:
        """Every key of the figures that no reader should see, and its words."""
        found = {name: name.replace("_", " ") for f in self.audit.figures for name in (f.study, f.arm)}
        found |= {f.wave: wave_words(f.wave, self.language) for f in self.audit.figures}
        found |= {f.source: self.source(f.source) for f in self.audit.figures}
        found |= {f.outcome: self.names.outcome(f.outcome, self.language) for f in self.audit.figures}
        keys = {key: words for key, words in found.items() if "_" in key}  # no word of a sentence has one
        return keys | {f.figure_id: self.figure(f.figure_id) for f in self.audit.figures}

    def source(self, key: str) -> str:
        """A source's short name."""
        if key in self.names.sources:
            return self.names.sources[key][self.language]
        found = self.sources.get(key)
        return _short(found.title, found.year) if found else key.replace("_", " ")

    def unit(self, unit: str) -> str:
        """A unit in words: as it is named, else word by word."""
        named = self.names.phrase(unit, self.language)
        return named if named != unit else unit_words(unit, self.language)

    def figure(self, figure_id: str) -> str:
        """A figure in words, with its source where there are several."""
        f = self.audit.figures[figure_id]
        source = [self.source(f.source)] if self._several else []
        return ", ".join([describe(f, self.language, self.names), *source])

    def label(self, name: Name) -> str:
        """A name of a message, in the reader's words."""
        if name.kind == "source":
            return self.source(name.key)
        if name.kind == "section":
            return self.names.place(name.key, self.language)
        if name.kind == "wave":
            return wave_words(name.key, self.language)
        if name.kind == "arm":
            return arm_words(name.key, self.language)
        return self._keys.get(name.key, name.key.replace("_", " "))

    def say(self, words: Words | None) -> str:
        """A sentence of the audit, its names in the reader's words."""
        return say(words, self.language, self.label)

    def named(self, text: str) -> str:
        """A text of a table (a sum, an assumption), whose words that are keys become names."""
        return _WORD.sub(lambda found: self._keys.get(found.group(), found.group()), text)

    def sum(self, arithmetic: str) -> str:
        """A sum to redo by hand, for a reader."""
        return self.names.place(self.named(sum_words(arithmetic, self.language)), self.language)


def _short(title: str, year: int | None) -> str:
    name = title.split(":")[0].split(" (")[0]
    name = name if len(name) <= 46 else name[:45].rsplit(" ", 1)[0] + "…"
    return f"{name} ({year})" if year and str(year) not in name else name
