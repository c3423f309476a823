"""Is every number of a source document accounted for by a row of figures?

A document is read as lines of extracted text. Every number in it must be *matched* to a number that some row
prints for that line (each row can account for one occurrence per printed number), or be *definitional* (part
of the population, the unit, the price or data year of a row on that line), or be on the *ignore list* with a
reason. What is left is missing from the transcription.

The lines of a row are read from its ``location`` (``L12`` or ``L12-14``). Signs are left out of the
comparison, because running text prints a decrease of 40 percent, or a range with a dash.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import yaml

from voorzorg.validation import Strict

if TYPE_CHECKING:
    import pandas as pd

Language = Literal["nl", "en"]

# Digits that hang on a letter are part of a name (CTS2, NTR854, T0), so a number starts after a non-letter.
_TOKEN = re.compile(r"(?<![A-Za-z0-9_])(?<![\d][.,])(?:\d+(?:[.,]\d+)*|(?<=[ =<])\.\d+)[½¼¾]?")
_THOUSANDS = {
    "nl": re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?\Z"),
    "en": re.compile(r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?\Z"),
}
_VULGAR = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}
_LINES = re.compile(r"\bL(\d+)(?:-(\d+))?")
_ANY_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_DEFINITIONAL = ("population", "unit")


@dataclass(frozen=True)
class Occurrence:
    """A number in a document: its line (from 1), where on the line, its text and its size."""

    line: int
    start: int
    text: str
    value: Decimal


class Ignored(Strict):
    """One reviewed reason for leaving numbers out: which ones, and why."""

    reason: str
    pattern: str | None = None
    lines: str | None = None

    def line_ranges(self) -> list[tuple[int, int]]:
        """The line ranges of ``lines`` (as in '12, 40-45')."""
        ranges = []
        for part in (self.lines or "").replace(" ", "").split(","):
            low, _, high = part.partition("-")
            if low:
                ranges.append((int(low), int(high or low)))
        return ranges


@dataclass
class Coverage:
    """Outcome of the check for one document."""

    document: str
    matched: int = 0
    definitional: int = 0
    ignored: int = 0
    missing: list[Occurrence] = field(default_factory=list)
    idle_rules: list[Ignored] = field(default_factory=list)
    idle_figures: list[str] = field(default_factory=list)


def parse_number(text: str, language: Language) -> list[Decimal]:
    """Sizes of a printed token; a list such as ``6,9,12`` gives several.

    Dutch text prints 12.500 for twelve thousand five hundred and 8,6 for a decimal; a point followed by
    another number of digits than three is a decimal mark or a numbering in either language.
    """
    fraction = _VULGAR.get(text[-1:], Decimal(0))
    text = text.rstrip("".join(_VULGAR))
    thousands, mark = (".", ",") if language == "nl" else (",", ".")
    if _THOUSANDS[language].match(text):
        return [Decimal(text.replace(thousands, "").replace(mark, ".")) + fraction]
    if re.fullmatch(r"\d*[.,]\d+", text):
        return [Decimal(text.replace(",", ".")) + fraction]
    return [Decimal(part) + fraction for part in re.split(r"[.,]", text) if part]


def numbers_in(text: str, language: Language) -> list[Occurrence]:
    """All numbers of a document, line by line (lines end at ``\\n``)."""
    found = []
    for number, line in enumerate(text.split("\n"), start=1):
        for match in _TOKEN.finditer(line):
            for value in parse_number(match.group(), language):
                found.append(Occurrence(number, match.start(), match.group(), value))
    return found


def read_ignore_list(path: str | Path) -> dict[str, list[Ignored]]:
    """Read the ignore list: document name to rules; a document's name may be given by its beginning."""
    content = yaml.safe_load(Path(path).read_text(encoding="utf-8"))
    return {name: [Ignored.model_validate(rule) for rule in rules] for name, rules in content.items()}


def lines_of(location: str) -> set[int]:
    """Lines named in a row's location."""
    lines: set[int] = set()
    for low, high in _LINES.findall(location):
        lines.update(range(int(low), int(high or low) + 1))
    return lines


@dataclass(frozen=True)
class _Slot:
    figure_id: str
    value: Decimal
    lines: frozenset[int]


def _row_numbers(row: dict[str, object]) -> tuple[list[Decimal], set[Decimal]]:
    """Numbers that a row prints (each accounts for one occurrence) and numbers that define it."""
    printed: list[Decimal] = []
    text = str(row["value_text"])
    if text and row["decimals"] is not None:
        printed.append(abs(Decimal(text)))
    for name in ("value_high", "p_value", "ci_low", "ci_high"):
        if row[name] is not None:
            printed.append(abs(Decimal(str(row[name]))))
    if (
        row["events"] is not None
        and row["events_basis"] == "stated"
        and Decimal(str(row["events"])) not in printed
    ):
        printed.append(Decimal(str(row["events"])))
    defining: set[Decimal] = set()
    for name in _DEFINITIONAL:
        defining.update(Decimal(t) for t in _ANY_NUMBER.findall(str(row[name])))
    for name in ("price_year", "data_year"):
        if row[name] is not None:
            defining.add(Decimal(str(row[name])))
    if row["ci_level"] is not None:
        level = Decimal(str(row["ci_level"]))
        defining.update({level, level * 100})
    return [v.normalize() for v in printed], {v.normalize() for v in defining}


def _match(occurrences: list[Occurrence], slots: list[_Slot]) -> tuple[set[int], set[int]]:
    """Largest matching of occurrences to slots of the same size on the same line (augmenting paths)."""
    taken: dict[int, int] = {}

    def place(i: int, seen: set[int]) -> bool:
        for j, slot in enumerate(slots):
            if j in seen or occurrences[i].line not in slot.lines:
                continue
            seen.add(j)
            if j not in taken or place(taken[j], seen):
                taken[j] = i
                return True
        return False

    for i in range(len(occurrences)):
        place(i, set())
    return set(taken.values()), set(taken)


def _is_ignored(occurrence: Occurrence, line: str, rules: Iterable[Ignored], used: set[int]) -> bool:
    hit = False
    for rule in rules:
        if rule.lines and not any(a <= occurrence.line <= b for a, b in rule.line_ranges()):
            continue
        if rule.pattern:
            end = occurrence.start + len(occurrence.text)
            spans = (m.span() for m in re.finditer(rule.pattern, line))
            if not any(a <= occurrence.start and end <= b for a, b in spans):
                continue
        elif not rule.lines:
            continue
        used.add(id(rule))
        hit = True
    return hit


class DocumentCheck:
    """The check of one document, prepared once so that it can be asked again without some of the rows.

    Parameters
    ----------
    document
        Name, for the result.
    text
        The extracted text.
    figures
        Rows (of ``read_figures``) whose sources were read in this document.
    rules
        Its ignore list.
    language
        How numbers are written in it.
    """

    def __init__(
        self, document: str, text: str, figures: pd.DataFrame, rules: list[Ignored], language: Language
    ) -> None:
        self.document = document
        lines = text.split("\n")
        used: set[int] = set()
        self._ignored = 0
        self._open: dict[Decimal, list[Occurrence]] = defaultdict(list)
        for occurrence in numbers_in(text, language):
            if _is_ignored(occurrence, lines[occurrence.line - 1], rules, used):
                self._ignored += 1
            else:
                self._open[occurrence.value.normalize()].append(occurrence)
        self._idle_rules = [rule for rule in rules if id(rule) not in used]
        self._slots: dict[Decimal, list[_Slot]] = defaultdict(list)
        self._defining: dict[tuple[int, Decimal], set[str]] = defaultdict(set)
        for row in figures.astype(object).where(figures.notna(), None).to_dict("records"):
            name, where = str(row["figure_id"]), frozenset(lines_of(str(row["location"])))
            printed, shared = _row_numbers({str(k): v for k, v in row.items()})
            for value in printed:
                self._slots[value].append(_Slot(name, value, where))
            for line in where:
                for value in shared:
                    self._defining[line, value].add(name)

    def coverage(self, without: frozenset[str] = frozenset()) -> Coverage:
        """Account for every number of the document, leaving out the rows named in ``without``.

        Returns
        -------
        Coverage: counts, the numbers that nothing accounts for, rules that match nothing, and figures that
        print a number which the lines they name do not have.
        """
        result = Coverage(self.document, ignored=self._ignored, idle_rules=self._idle_rules)
        for value in set(self._open) | set(self._slots):
            occurrences = self._open.get(value, [])
            slots = [s for s in self._slots.get(value, []) if s.figure_id not in without]
            placed, filled = _match(occurrences, slots)
            result.matched += len(placed)
            result.idle_figures += [s.figure_id for j, s in enumerate(slots) if j not in filled]
            for i, occurrence in enumerate(occurrences):
                if i in placed:
                    continue
                if self._defining.get((occurrence.line, value), set()) - without:
                    result.definitional += 1
                else:
                    result.missing.append(occurrence)
        result.missing.sort(key=lambda o: (o.line, o.start))
        return result
