"""Captions of Snakemake's own report: of each figure and table its title and what its notes say.

Nothing heavy is imported: the workflow's rules hold these, and ask for words when a report is written.
"""

from __future__ import annotations

import html
import re
from pathlib import Path

from voorzorg.messages import message, render

_MARKUP = re.compile(r"([\\*`_|])")  # what reStructuredText reads as more than itself


class Captions(str):
    """The run's language; as a parameter of a rule it is no more, so that it makes nothing run again."""

    __slots__ = ()

    def say(self, key: str, **arguments: str) -> str:
        """A message ``workflow-<key>`` in this language."""
        return render(message(f"workflow-{key}", **arguments), "nl" if self == "nl" else "en")

    def title_of(self, path: str | Path) -> str:
        """The title of a table's page or of a figure."""
        return _inside(path, "title") or Path(path).stem

    def figure(self, folder: str, name: str) -> str:
        """What a figure shows and how to read it, and what lies beside it."""
        path = Path(folder) / f"{name}.svg"
        return self._caption([self.title_of(path), _inside(path, "dc:description")], "figure")

    def table(self, folder: str, name: str) -> str:
        """A table's title and notes, and what lies beside it."""
        path = Path(folder) / f"{name}.html"
        notes = re.findall(r"<li>(.*?)</li>", path.read_text(encoding="utf-8"), re.S)
        return self._caption([self.title_of(path), *map(_plain, notes)], "table")

    def _caption(self, said: list[str], beside: str) -> str:
        title, *others = filter(None, said)
        return " ".join([f"**{_escaped(title)}**.", *map(_escaped, others), self.say(f"beside-{beside}")])


def _inside(path: str | Path, tag: str) -> str:
    found = re.search(rf"<{tag}>(.*?)</{tag}>", Path(path).read_text(encoding="utf-8"), re.S)
    return _plain(found[1]) if found else ""


def _plain(text: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", text)).split())


def _escaped(text: str) -> str:
    return _MARKUP.sub(r"\\\1", text)
