"""What the checks find, and how it is told: one table of every problem, without a participant's values."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal, Required, TypedDict, Unpack

from voorzorg.errors import UserError
from voorzorg.messages import Message, message, to_json
from voorzorg.messages import render as say
from voorzorg.text import Language

if TYPE_CHECKING:
    import pandas as pd

Severity = Literal["error", "warning", "note"]
_ORDER: dict[str, int] = {"error": 0, "warning": 1, "note": 2}
_SHOWN_ROWS = 5
#: What is told of a column that a file lacks, alone or among others.
MISSING_COLUMN = ("finding-missing-column", "finding-missing-columns")


@dataclass(frozen=True)
class Finding:
    """One problem or remark. ``row`` counts as a spreadsheet does, header included; never a value or id.

    ``check``, ``expected`` and ``action`` are English; ``messages`` holds what they say, by their names.
    """

    severity: Severity
    check: str
    expected: str
    action: str
    file: str = ""
    row: str = ""
    column: str = ""
    count: int = 1
    messages: tuple[tuple[str, Message], ...] = ()

    def told(self, name: str, language: Language) -> str:
        """``check``, ``expected`` or ``action`` in a language."""
        return say(dict(self.messages)[name], language)

    def says(self, *keys: str) -> bool:
        """Whether its check is one of these messages."""
        return dict(self.messages)["check"].key in keys


class _More(TypedDict, total=False):
    """What a finding says beside its check."""

    expected: Required[Message]
    action: Required[Message]
    file: str
    column: str
    rows: Iterable[int]
    count: int | None


@dataclass
class Findings:
    """Collects findings, so that every problem is told at once."""

    items: list[Finding] = field(default_factory=list)

    def add(
        self,
        severity: Severity,
        check: Message,
        *,
        expected: Message,
        action: Message,
        file: str = "",
        column: str = "",
        rows: Iterable[int] = (),
        count: int | None = None,
    ) -> None:
        """One more finding, whose three texts are messages."""
        said = {"check": check, "expected": expected, "action": action}
        numbers = sorted({int(row) for row in rows})
        finding = Finding(
            severity=severity,
            **{name: str(what) for name, what in said.items()},
            messages=tuple(said.items()),
            file=file,
            row=format_rows(numbers),
            column=column,
            count=count if count is not None else max(len(numbers), 1),
        )
        if finding not in self.items:
            self.items.append(finding)

    def error(self, check: Message, **more: Unpack[_More]) -> None:
        self.add("error", check, **more)

    def warning(self, check: Message, **more: Unpack[_More]) -> None:
        self.add("warning", check, **more)

    def note(self, check: Message, **more: Unpack[_More]) -> None:
        self.add("note", check, **more)

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    @property
    def errors(self) -> list[Finding]:
        return [item for item in self.items if item.severity == "error"]

    def sorted(self) -> list[Finding]:
        """Errors first, then by file and column; many of one kind are one, with their number."""
        return grouped(sorted(self.items, key=lambda item: (_ORDER[item.severity], item.file, item.column)))

    def raise_errors(self) -> None:
        if self.errors:
            raise IngestError(self)

    def frame(self) -> pd.DataFrame:
        """The contract's ``quality`` table."""
        import pandas as pd

        names = ("severity", "file", "row", "column", "check", "expected", "action")
        items = self.sorted()
        data = {name: pd.Series([getattr(item, name) for item in items], dtype="string") for name in names}
        counts = pd.Series([item.count for item in items], dtype="Int64")
        packed = [to_json(message for _, message in item.messages) for item in items]
        names_of = [",".join(name for name, _ in item.messages) or None for item in items]
        return pd.DataFrame(
            {
                **data,
                "count": counts,
                "said": pd.Series(names_of, dtype="string"),
                "messages": pd.Series(packed, dtype="string"),
            }
        )


_MANY = 4  # of one kind, which are told together
_NAMED = 6
#: Findings of one kind although each names its outcome; the columns say the rest.
_ALIKE = frozenset({"finding-better-not-said", "finding-outcome-answers-wave"})


def grouped(findings: Iterable[Finding]) -> list[Finding]:
    """Many findings of one kind about one file as one: their columns, and how many there are."""
    kinds: dict[tuple[object, ...], list[Finding]] = {}
    for finding in findings:
        said = dict(finding.messages)
        one = said["check"]
        what = one.key if one.key in _ALIKE else finding.check
        key = (finding.severity, finding.file, what, finding.expected, finding.action)
        kinds.setdefault(key, []).append(finding)
    told: list[Finding] = []
    for same in kinds.values():
        told += [_together(same)] if len(same) >= _MANY else same
    return told


def _together(same: list[Finding]) -> Finding:
    first = same[0]
    columns = list(dict.fromkeys(finding.column for finding in same if finding.column))
    more = len(columns) - _NAMED
    shown = ", ".join(columns[:_NAMED]) + (f" (+{more})" if more > 0 else "")
    said = dict(first.messages)
    check = message("finding-many-of-a-kind", first=said["check"], n=len(same))
    rows = {finding.row for finding in same}
    return replace(
        first,
        check=str(check),
        column=shown,
        row=rows.pop() if len(rows) == 1 else "",
        count=sum(finding.count for finding in same),
        messages=tuple((said | {"check": check}).items()),
    )


class IngestError(UserError):
    """The files cannot be taken in; the message is one table of all problems."""

    def __init__(self, findings: Findings) -> None:
        self.findings = findings
        super().__init__(render(grouped(findings.errors)))


class UnreadableError(Exception):
    """One file cannot be read at all; carries the words of its finding."""

    def __init__(
        self,
        check: Message,
        *,
        expected: Message,
        action: Message,
        rows: Iterable[int] = (),
    ) -> None:
        super().__init__(str(check))
        self.check, self.expected, self.action, self.rows = check, expected, action, tuple(rows)


def format_rows(rows: list[int]) -> str:
    """``[3, 4, 9]`` -> ``3, 4, 9``; long lists end in how many more there are, in no language: ``(+12)``."""
    shown = ", ".join(map(str, rows[:_SHOWN_ROWS]))
    return f"{shown} (+{len(rows) - _SHOWN_ROWS})" if len(rows) > _SHOWN_ROWS else shown


_HEADINGS = ("file", "row", "column", "problem", "expected", "action")


def render(
    findings: Iterable[Finding],
    width: int | None = None,
    noun: Literal["problem", "warning", "remark"] = "problem",
    language: Language = "en",
) -> str:
    """Findings as one table of text, wrapped to the terminal, under a line that counts them."""
    items = list(findings)
    headings = [say(message(f"findings-heading-{name}"), language) for name in _HEADINGS]
    rows = [
        (f.file, f.row, f.column, *(f.told(name, language) for name in ("check", "expected", "action")))
        for f in items
    ]
    total = max(width or shutil.get_terminal_size((150, 24)).columns, 90) - 3 * (len(headings) - 1)
    natural = [max(len(h), *(len(r[k]) for r in rows), 0) for k, h in enumerate(headings)]
    widths = _share(natural, total)
    lines = [_line(headings, widths), "-+-".join("-" * w for w in widths)]
    for row in rows:
        lines.append(_line(row, widths))
    found = (
        message("findings-found", n=len(items), what=noun) if items else message("findings-none", what=noun)
    )
    return "\n".join([say(found, language), *(lines if items else [])])


def _share(natural: list[int], total: int) -> list[int]:
    """Column widths: what each needs, or a fair part of what there is."""
    limit = max(natural)
    while sum(min(n, limit) for n in natural) > total and limit > 10:
        limit -= 1
    return [min(n, limit) for n in natural]


def _line(cells: Iterable[str], widths: list[int]) -> str:
    wrapped = [textwrap.wrap(cell, width) or [""] for cell, width in zip(cells, widths, strict=True)]
    height = max(map(len, wrapped))
    padded = [cell + [""] * (height - len(cell)) for cell in wrapped]
    rows = zip(*padded, strict=True)
    return "\n".join(
        " | ".join(text.ljust(width) for text, width in zip(parts, widths, strict=True)).rstrip()
        for parts in rows
    )
