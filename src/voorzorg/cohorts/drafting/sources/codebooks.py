"""Code books that come with an export: what a column means and what its codes stand for.

Recognised by their header: a REDCap data dictionary; Castor's variable list and field options; any table
with a column for the variable's name and one for its label (LimeSurvey and most survey tools can make one).
Qualtrics writes the question under the name, in the data file itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from voorzorg.cohorts.reading.raw_table import RawTable
from voorzorg.cohorts.reading.values.codes import code

_NAMES = (
    "variable / field name",
    "field variable name",
    "variable name",
    "variabelenaam",
    "naam variabele",
    "variabele",
    "variable",
    "field name",
    "question code",
    "vraagcode",
    "code",
    "name",
    "naam",
)
_LABELS = (
    "field label",
    "variable label",
    "variabelelabel",
    "label",
    "omschrijving",
    "description",
    "question text",
    "question",
    "vraagtekst",
    "vraag",
)
_CHOICES = (
    "choices, calculations, or slider labels",
    "choices",
    "values",
    "value labels",
    "waardelabels",
    "waarden",
    "answers",
    "antwoorden",
    "codes",
    "codering",
)
_GROUPS = ("field option group", "optiongroup name", "option group name", "optiongroup")
_BETTER = ("beter", "better", "gunstig", "direction")
_SIDES = {"lager": "lower", "lower": "lower", "hoger": "higher", "higher": "higher"}
_LIMESURVEY = re.compile(r"^(?P<name>[A-Za-z][A-Za-z0-9_]*(\[[^\]]+\])?)\. (?P<label>.{3,})$", re.DOTALL)


#: What stands under a name and explains nothing but in what it was measured.
_UNIT = re.compile(
    r"[([]?(?:[mck]?m|[mk]?g|gram|kilo|ml|l|liter|mm ?hg|kpa|[mµu]?mol/l|g/l|g/dl|bpm|kg/m[2²]|%|procent|"
    r"percent|jaar|jaren|years?|yrs?|maand(?:en)?|months?|weken|weeks?|week|dag(?:en)?|days?|uur|uren|hours?|"
    r"minuten|minutes|min|sec(?:onden|onds)?|euro|eur|€|°c|kcal|kj|punten|points|aantal|n)[)\]]?",
    re.IGNORECASE,
)


@dataclass
class Codebook:
    """Labels and value labels by folded column name; ``options`` are Castor's option groups."""

    labels: dict[str, str] = field(default_factory=dict)
    values: dict[str, dict[str, str]] = field(default_factory=dict)
    options: dict[str, dict[str, str]] = field(default_factory=dict)
    groups: dict[str, str] = field(default_factory=dict)
    sources: list[str] = field(default_factory=list)
    better: dict[str, str] = field(default_factory=dict)
    setup: dict[str, str] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)

    def label(self, column: str) -> str | None:
        """What a column means; a column per choice of a checkbox has the choice behind its question."""
        field, _, choice = code(column).partition("___")
        if choice and field in self.labels and choice in self.values.get(field, {}):
            return f"{self.labels[field]} {self.values[field][choice]}"
        return self.labels.get(code(column))

    def value_labels(self, column: str) -> dict[str, str]:
        name = code(column)
        if name in self.values:
            return self.values[name]
        return self.options.get(self.groups.get(name, ""), {})


def read_codebook(raw: RawTable, book: Codebook) -> bool:
    """Add a table to the code book where it is one; whether it was."""
    headers = {code(name): name for name in raw.frame.columns}
    if {"option group name", "option name", "option value"} <= set(headers):
        for row in raw.frame.astype("str").to_dict("records"):
            group = book.options.setdefault(code(row[headers["option group name"]]), {})
            group[code(row[headers["option value"]])] = row[headers["option name"]].strip()
        book.sources.append(f"{raw.name} (option groups)")
        return True
    name = _first(headers, _NAMES)
    label = _first(headers, _LABELS)
    if name is None or label is None or name == label:
        return False
    choices, grouping = _first(headers, _CHOICES), _first(headers, _GROUPS)
    sides = _first(headers, _BETTER)
    if raw.frame[name].duplicated().any() and choices is None:
        return False
    for row in raw.frame.astype("str").where(raw.frame.notna(), "").to_dict("records"):
        variable = code(row[name])
        if not variable:
            continue
        book.labels[variable] = _plain(row[label])
        if choices and (labels := parse_choices(row[choices])):
            book.values[variable] = labels
        if sides and code(row[sides]) in _SIDES:
            book.better[variable] = _SIDES[code(row[sides])]
        if grouping and row[grouping]:
            book.groups[variable] = code(row[grouping])
    book.sources.append(raw.name)
    return True


def _first(headers: dict[str, str], wanted: tuple[str, ...]) -> str | None:
    return next((headers[name] for name in wanted if name in headers), None)


def _plain(text: str) -> str:
    """Question text without markup, in one line."""
    text = re.sub(r"</?(b|i|u|em|strong|span|font)\b[^>]*>", "", text, flags=re.IGNORECASE)
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def parse_choices(text: str) -> dict[str, str]:
    """``1, Yes | 0, No`` (REDCap), ``1=ja; 2=nee``, ``vrouw; man`` and the like -> labels by code."""
    separator = "|" if "|" in text else ";" if ";" in text else "\n" if "\n" in text else None
    pieces = text.split(separator) if separator else re.split(r",\s*(?=-?\d+\s*[=:])", text)
    words = [" ".join(piece.split()) for piece in text.split(";")]
    if len(words) > 1 and all(re.fullmatch(r"[^\W\d][^=:|]{0,40}", word) for word in words):
        return {code(word): word for word in words}  # answers that are their own codes
    found = {}
    for piece in pieces:
        match = re.match(r"^\s*(-?[\w.]+)\s*[,=:]\s*(.+?)\s*$", piece)
        if match is None:
            return {}
        found[code(match[1])] = _plain(match[2])
    return found


def limesurvey_headers(raw: RawTable, book: Codebook) -> bool:
    """LimeSurvey's ``G01Q02. How are you?`` headers carry the question; whether the file has them."""
    hits = {name: match for name in raw.frame.columns if (match := _LIMESURVEY.match(name))}
    if len(hits) < 3:
        return False
    for name, match in hits.items():
        book.labels[code(name)] = _plain(match["label"])
    book.sources.append(f"{raw.name} (question texts in the header)")
    return True


def is_qualtrics(raw: RawTable) -> bool:
    """Whether the second row under the header holds Qualtrics' import identifiers."""
    return any('"ImportId"' in cell or "ImportId" in cell for row in raw.head[:4] for cell in row)


def qualtrics_labels(raw: RawTable, book: Codebook) -> None:
    """The question texts under the names of a Qualtrics export."""
    if len(raw.head) > 1:
        for name, text in zip(raw.head[0], raw.head[1], strict=False):
            if text and text != name:
                book.labels[code(name)] = _plain(text)
        book.sources.append(f"{raw.name} (question texts under the header)")


def labels_beside(raw: RawTable, names: int, labels: int, book: Codebook) -> None:
    """Question texts, labels or units that stand in another row than the names (rows counted from 1)."""
    rows = raw.head
    if max(names, labels) > len(rows):
        return
    for name, text in zip(rows[names - 1], rows[labels - 1], strict=False):
        if name.strip() and _UNIT.fullmatch(text.strip()):
            book.units.setdefault(code(name), text.strip())
        elif name.strip() and text.strip() and text.strip() != name.strip():
            book.labels.setdefault(code(name), _plain(text))
