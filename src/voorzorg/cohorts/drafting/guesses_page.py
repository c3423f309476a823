"""The page of guesses: what was guessed, how sure, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from voorzorg.cohorts.drafting.draft import Draft
from voorzorg.cohorts.drafting.sources.header import Header
from voorzorg.messages import Message, message, render
from voorzorg.text import Language


def guesses_page(name: str, draft: Draft, language: Language = "en") -> str:
    """Markdown. It holds names of files and columns, labels and codes, and no participant's values."""
    say = _Say(language)
    unsure = str(sum(g.word == "unsure" for g in draft.guesses))
    parts = [
        f"# {say('page-title', name=name)}",
        say("page-lead", n=str(len(draft.guesses)), unsure=unsure, name=name),
    ]
    if draft.refused:
        parts += [f"## {say('page-delete')}", say("page-delete-lead")]
        parts.append(say.table(("file", "column", "why"), draft.refused))
    order = {"unsure": 0, "likely": 1, "sure": 2}
    rows = [
        (f"{say(g.word)} ({g.confidence:.0%})", g.where, g.subject, g.guess, g.evidence)
        for g in sorted(draft.guesses, key=lambda g: order[g.word])
    ]
    parts += [
        f"## {say('page-guesses')}",
        say.table(("how-sure", "where", "what", "guess", "why"), rows),
    ]
    if draft.shapes:
        parts += [f"## {say('page-shapes')}", say("page-shapes-lead")]
        parts += [_shape(*shape, say) for shape in draft.shapes]
    if draft.judged:
        parts += [f"## {say('page-judged')}", say.table(("file", "column", "decision"), draft.judged)]
    if draft.skipped:
        parts += [f"## {say('page-skipped')}", say.table(("file", "column", "why"), draft.skipped)]
    return "\n\n".join(parts) + "\n"


@dataclass(frozen=True)
class _Say:
    """The page's words in a language."""

    language: Language

    def __call__(self, key: str, **values: str) -> str:
        return render(message(f"draft-{key}", **values), self.language)

    def table(self, heads: tuple[str, ...], rows: Iterable[tuple[str | Message | None, ...]]) -> str:
        lines = [f"| {' | '.join(map(self, heads))} |", f"|{' --- |' * len(heads)}"]
        return "\n".join([*lines, *(f"| {' | '.join(map(self._cell, row))} |" for row in rows)])

    def _cell(self, said: str | Message | None) -> str:
        text = render(said, self.language) if isinstance(said, Message) else said or ""
        return " ".join(text.split()).replace("|", "\\|")


def _shape(name: str, header: Header, rows: tuple[str, ...], say: _Say) -> str:
    """The rows of one table, with what they were taken for."""
    lines = []
    for number, row in enumerate(rows, start=1):
        what = "participants"
        if number == header.row:
            what = "names"
        elif number == header.over:
            what = "groups"
        elif number == header.labels:
            what = "labels"
        elif number < header.row:
            what = "above"
        elif number <= header.row + header.skip:
            what = "below"
        at = say("row", row=f"{number:>2}")
        lines.append(f"{at}  {row[:80]}  {say(what)}")
    return f"{name}\n\n```text\n" + "\n".join(lines) + "\n```"
