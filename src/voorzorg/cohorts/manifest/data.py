"""The manifest on the data: which file holds what, what variables mean, and what is computed from them."""

from __future__ import annotations

from pathlib import PureWindowsPath
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from voorzorg.cohorts.manifest.design import Code, Key
from voorzorg.cohorts.manifest.formats import Format
from voorzorg.printable import printable
from voorzorg.text import Label
from voorzorg.validation import Strict, fault

#: The identifier of a file without one: its rows are the participants, known by their row number.
ROW = "(row)"
BINARY_TARGETS = frozenset({"0", "1", "ja", "nee"})
_DELIMITERS = {
    **dict.fromkeys(("tab", "tabs", "\\t"), "\t"),
    **dict.fromkeys(("semicolon", "puntkomma"), ";"),
    **dict.fromkeys(("comma", "komma"), ","),
    **dict.fromkeys(("pipe", "vertical bar", "verticale streep"), "|"),
}


def _header_row(value: object) -> object:
    rows: list[Any] = list(value) if isinstance(value, list | tuple) else [value]
    whole = all(isinstance(row, int) and not isinstance(row, bool) and row >= 1 for row in rows)
    if not whole or len(rows) not in (1, 2) or rows != sorted(set(rows)):
        raise fault("fault-header-row")
    return tuple(rows) if len(rows) == 2 else rows[0]


HeaderRow = Annotated[int | tuple[int, int], BeforeValidator(_header_row)]


def _delimiter(value: object) -> object:
    if not isinstance(value, str):
        return value
    sign = _DELIMITERS.get(value.strip().casefold(), value)
    if len(sign) != 1 or not sign.isascii() or sign.isalnum() or sign in "\"'\r\n.-":
        raise fault("fault-delimiter")
    return sign


_LONGEST_PATH = 400


class Variable(Strict):
    """A project variable: its meaning, type, codes and plausible values."""

    label: Label = Field(description="Shown in tables, figures and the report: one text, or {nl: …, en: …}.")
    type: Literal["binary", "integer", "number", "category", "date", "text"] = Field(
        "number",
        description="What its values are; a category has keys, a date is stored as weeks or not at all.",
    )
    values: dict[Code, Code] | None = Field(
        None,
        description="Decoding, applied to the text or value label a file holds: {ja: 1, nee: 0}; a category "
        "variable may decode to keys. Matching ignores case and surrounding spaces.",
    )
    labels: dict[str, Label] | None = Field(None, description="Labels of a category variable's keys.")
    missing: tuple[Code, ...] = Field((), description="Codes that mean missing, for this variable.")
    range: tuple[float, float] | None = Field(None, description="Impossible outside: an error.")
    plausible: tuple[float, float] | None = Field(None, description="Improbable outside: a warning.")
    cut: Annotated[str, Field(pattern=r"^(<|<=|>|>=|==)\s*-?\d+(\.\d+)?$")] | None = Field(
        None, description="Binary from a number: '>= 1' gives 1 where the number is at least 1, else 0."
    )
    purpose: str | None = Field(
        None,
        min_length=10,
        description="Of a text: what its words are needed for. Without it they are not stored.",
    )
    unit: Label | None = Field(None, description="Unit of a number, such as weeks or euro; shown beside it.")
    role: Literal["baseline", "outcome", "design", "anchor", "other"] = Field(
        "other",
        description="baseline: shown in the baseline table. anchor: a date that others are counted from "
        "(a birth), used at ingest and never stored.",
    )

    @model_validator(mode="after")
    def _in_order(self) -> Variable:
        for name, limits in (("range", self.range), ("plausible", self.plausible)):
            if limits is not None and limits[0] > limits[1]:
                low, high = sorted(limits)
                raise fault("fault-lower-first", name, right=f"[{low:g}, {high:g}]")
        if self.cut is not None and abs(float(self.cut.lstrip("<>= "))) > 1e15:
            raise fault("fault-number-too-large", "cut")
        return self


class File(Strict):
    """One file, or one sheet, or one wave's columns of a wide file."""

    path: str = Field(description="Relative to the cohort's data folder; * where several files match.")
    holds: Literal["participants", "wave", "events", "visits"] = Field(
        description="participants: one row each; wave: answers of one wave or several; events: dated events; "
        "visits: the visit log.",
    )
    wave: Key | None = Field(None, description="The wave, for a file that holds one.")
    wave_column: str | None = Field(None, description="The column that names the wave, for a long file.")
    informant: Key = Field("participant", description="Who answered, for a file with one informant.")
    informant_column: str | None = Field(None, description="Column that says who answered.")
    informant_codes: dict[Code, Key] = Field(
        default_factory=dict,
        description="Code in that column: informant.",
    )
    event: Key | None = Field(None, description="For events: what each row is, such as cps_report.")
    child_column: str | None = Field(None, description="Column that numbers children; twins have two rows.")
    id: str = Field(
        description="The column that identifies the participant; '(row)' where there is none and every row "
        "is another participant."
    )
    one_row_each: bool = Field(
        False,
        description="Checked: every row is another participant, although a column looks like time or like an "
        "identifier.",
    )
    id_within: str | None = Field(
        None,
        description="The column within which identifiers are unique, where they start again in every centre.",
    )
    format: Format | None = Field(
        None,
        description="Kind of file; by its ending when left out.",
    )
    sheet: str | int | None = Field(
        None, description="Name, or number counted from 1; the first when left out."
    )
    header_row: HeaderRow = Field(
        1,
        description="Row that holds the column names; 1 is the first. Of two rows, the upper one names "
        "groups of columns: [3, 4] makes 'Voormeting | PROPS'.",
    )
    skip_rows: int = Field(
        0,
        ge=0,
        le=100_000,
        description="Rows directly under the header that are not data (Qualtrics exports: 2).",
    )
    optional: bool = Field(
        False, description="True for a file that may not be there yet, such as a later wave."
    )
    enrolment_column: str | None = Field(
        None,
        description="Date or number that orders enrolments of one participant: the first is kept, with a "
        "warning. Without it a second row of a participant is an error.",
    )
    number_column: str | None = Field(
        None,
        description="Numbers informants of one kind (a second partner): the first keeps the informant's key, "
        "later ones become partner_2, partner_3.",
    )
    delimiter: Annotated[str, BeforeValidator(lambda value: _delimiter(value), str)] | None = Field(
        None,
        description="CSV: one character, or tab, semicolon, comma; detected and reported when left out.",
    )
    decimal: Literal[",", "."] | None = Field(
        None,
        description="CSV: the decimal mark; detected and reported when left out.",
    )
    encoding: str | None = Field(
        None,
        description="CSV: such as utf-8 or cp1252; detected and reported when left out.",
    )
    missing: tuple[Code, ...] = Field((), description="Codes that mean missing in every column of this file.")
    where: dict[str, tuple[Code, ...]] = Field(
        default_factory=dict, description="Keep only rows whose column holds one of these codes."
    )
    columns: dict[str, str] = Field(
        default_factory=dict,
        description="project variable: column in the file. One * on both sides maps a series: cts2_*: CTS_*.",
    )
    date_column: str | None = Field(
        None, description="When: the date of an event or visit, or of the interview in a wave file."
    )
    weeks_column: str | None = Field(None, description="When, in weeks from birth, instead of a date.")

    @property
    def names_row(self) -> int:
        """The row of the columns' own names."""
        return self.header_row if isinstance(self.header_row, int) else self.header_row[1]

    @property
    def names_over(self) -> int | None:
        """The row of the groups' names above it, where there is one."""
        return None if isinstance(self.header_row, int) else self.header_row[0]

    @model_validator(mode="after")
    def _complete(self) -> File:
        if not self.path.strip() or len(self.path) > _LONGEST_PATH or printable(self.path) != self.path:
            raise fault("fault-path-of-file", "path")
        if any("**" in part and part != "**" for part in self.path.split("/")):
            raise fault("fault-path-stars", "path")
        path = PureWindowsPath(self.path)  # which knows the signs of other systems as well
        if not [part for part in path.parts if part != "."]:
            raise fault("fault-path-is-folder", "path")
        if path.is_absolute() or path.root or path.drive or ".." in path.parts:
            raise fault("fault-path-outside", "path")
        if self.holds == "wave" and bool(self.wave) == bool(self.wave_column):
            raise fault("fault-wave-or-column", "wave")
        if self.holds == "events" and not self.event:
            raise fault("fault-events-need-event", "event")
        if self.holds in ("events", "visits") and not (self.date_column or self.weeks_column):
            raise fault("fault-when-it-happened", "date_column")
        return self


class Derived(Strict):
    """A variable computed from others of the same table, such as ``birth_weight < 2500``.

    The expression may use variable names, numbers, comparisons, arithmetic, and/or/not, parentheses.
    A missing input gives a missing result.
    """

    label: Label = Field(description="Shown in tables, figures and the report: one text, or {nl: …, en: …}.")
    expression: str = Field(description="Over variables of the same table, such as birth_weight < 2500.")
    type: Literal["binary", "number", "integer"] = Field("number", description="What the result is.")
    table: Literal["participants", "waves"] = Field(
        "participants",
        description="participants: one value each; waves: one per wave and informant.",
    )
    unit: Label | None = Field(None, description="Unit of a number; shown beside it.")
    role: Literal["baseline", "outcome", "design", "other"] = Field(
        "outcome",
        description="baseline: shown in the baseline table.",
    )


class InstrumentUse(Strict):
    """A scoring key from data/instruments applied to this cohort's item variables."""

    key: Key = Field(description="Name of the scoring key in data/instruments.")
    name: Key | None = Field(
        None, description="Stands for {name} in the names of the scores; the key itself when left out."
    )
    items: dict[str, str] = Field(
        default_factory=dict, description="The key's item name: project variable; empty where they agree."
    )
    prefix: str = Field("", description="Put before the key's item names: prefix + item is the variable.")
    table: Literal["participants", "waves"] = Field(
        "waves",
        description="Where its item variables stand: participants, or a row per wave.",
    )


class Rule(Strict):
    """A condition that every row has to meet, such as ``gestational_age >= 16``; unknown counts as met."""

    label: Label = Field(description="What the rule says, in words; shown where it is broken.")
    expression: str = Field(description="What must hold, such as gestational_age >= 16.")
    severity: Literal["error", "warning"] = Field(
        "error",
        description="error: the data are not fit to be used; warning: they are, and it is said.",
    )
    table: Literal["participants", "waves"] = Field("participants", description="Where its variables stand.")
    action: str = Field(
        "correct the values at their source",
        description="What the reader should do where the rule is broken.",
    )


class Exclusion(Strict):
    """Participants who do not belong in the study, such as ``age < 18``; unknown excludes nobody."""

    label: Label = Field(description="Why they do not belong, in words.")
    expression: str = Field(description="Over participant variables, in the language of 'derived'.")
