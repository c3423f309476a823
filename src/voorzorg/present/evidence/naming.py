"""Keys of figures, sources, outcomes, arms and moments in a reader's words."""

from __future__ import annotations

import re
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from voorzorg.evidence.figures.names import Names, read_names
from voorzorg.evidence.figures.sources import read_sources
from voorzorg.present.evidence.words import describe, unit_words, wave_words
from voorzorg.present.words.messages import messages_below
from voorzorg.text import Language

if TYPE_CHECKING:
    from voorzorg.evidence.audit import Audit

#: a word that is a key: parts with an underscore between them, and what a figure's name has behind a point
_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9.\-]*_[A-Za-z0-9_.\-]*[A-Za-z0-9]")


class Naming:
    """Names of one audit's figures; what ``folder`` does not name is shown by its key."""

    def __init__(self, audit: Audit, folder: Path | None, language: Language) -> None:
        self.audit, self.language = audit, language
        self.names = read_names(folder) if folder is not None else Names()
        listed = folder / "sources.yaml" if folder is not None else None
        self.sources = read_sources(listed) if listed is not None and listed.is_file() else {}
        sections = {f.section for f in audit.figures if f.section} if language == "nl" else set()
        self._sections = [
            (name, self.names.place(name, language)) for name in sorted(sections, key=len, reverse=True)
        ]
        self._waves = sorted({f.wave for f in audit.figures if f.wave}, key=len, reverse=True)
        self._sources = sorted({f.source for f in audit.figures}, key=len, reverse=True)

    @cached_property
    def _keys(self) -> dict[str, str]:
        """Every key of the figures that no reader should see, and its words."""
        found = {
            name: name.replace("_", " ") for f in self.audit.figures for name in (f.study, f.arm, f.wave)
        }
        found |= {f.outcome: self.names.outcome(f.outcome, self.language) for f in self.audit.figures}
        return found | {f.figure_id: self.figure(f.figure_id) for f in self.audit.figures}

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
        source = [self.source(f.source)] if len(self._sources) > 1 else []
        return ", ".join([describe(f, self.language, self.names), *source])

    def named(self, text: str) -> str:
        """A sentence with the names of figures, sources, outcomes and arms for their keys."""
        text = _KEY.sub(lambda found: self._keys.get(found.group(), found.group()), text)
        for key in self._sources:
            text = text.replace(key, self.source(key))
        for section, place in self._sections:
            text = text.replace(section, place)
        for wave in self._waves:
            if self.language == "nl":
                text = re.sub(rf"(?<=: ){re.escape(wave)}(?=[,;)])", wave_words(wave, "nl"), text)
            text = re.sub(rf"(?<=\(){re.escape(wave)}(?=\))", wave_words(wave, self.language), text)
        for key, name in messages_below(self.language, "evidence.arm").items():
            text = text.replace(f"'{key}'", name)
        return text


def _short(title: str, year: int | None) -> str:
    name = title.split(":")[0].split(" (")[0]
    name = name if len(name) <= 46 else name[:45].rsplit(" ", 1)[0] + "…"
    return f"{name} ({year})" if year and str(year) not in name else name
