"""The table of published figures: its columns, its closed vocabularies, and what fits a cell.

Documented for people in ``docs/transcription-rules.md``; the loader is in ``figures``.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import Literal

from voorzorg.errors import UserError
from voorzorg.evidence.figures import methods
from voorzorg.messages import Message

STATISTICS: dict[str, str] = {
    "n": "size of a group or sample",
    "count": "number of units (women, reports, families, visits, municipalities)",
    "percentage": "percentage of units, on the scale 0-100",
    "fraction_worded": "a proportion given in words (two thirds), written as a decimal on the scale 0-1",
    "mean": "arithmetic mean",
    "sd": "standard deviation of a variable (not a standard error)",
    "median": "median",
    "range": "lowest to highest value, in value and value_high",
    "minimum": "lowest admissible or observed value",
    "maximum": "highest admissible or observed value",
    "quantity": "a plain stated quantity with a unit that is none of the other kinds",
    "risk_ratio": "ratio of two risks, treated over control unless the remark says otherwise",
    "odds_ratio": "ratio of two odds, treated over control unless the remark says otherwise",
    "hazard_ratio": "ratio of two hazards",
    "rate_ratio": "ratio of two rates",
    "percentage_point_difference": "difference of two percentages, treated minus control",
    "mean_difference": "difference of two means, treated minus control",
    "relative_change_percent": "relative difference of treated to control in percent; negative means less",
    "effect_size_d": "standardised mean difference (Cohen's d or Hedges' g; the remark says which if stated)",
    "correlation": "Pearson's product-moment correlation",
    "t_statistic": "Student's t; degrees of freedom in df1",
    "f_statistic": "F; degrees of freedom in df1 and df2",
    "chi2_statistic": "chi-squared; degrees of freedom in df1",
    "z_statistic": "standard normal deviate",
    "p_value": "a p-value that stands alone (a p-value printed beside an estimate goes in p_value)",
    "ci": "an interval that stands alone (beside an estimate it goes in ci_low and ci_high)",
    "stated_significant": "said to differ significantly, no number given; comparison tells the direction",
    "stated_not_significant": "said not to differ (significantly), no number given",
    "stated_effect": "said to work or to be effective, no number given; comparison tells the direction",
    "stated_difference": "said to differ, no number and no test given; comparison tells the direction",
    "euro": "an amount of money in euro; price_year where stated",
    "duration": "a length of time; unit tells which",
    "age": "an age or age bound; unit tells which",
    "mark": "school mark on the Dutch scale 1-10",
    "year": "a calendar year that is itself the information",
}
#: statistics that may stand without a number
NUMBERLESS = frozenset(
    {"stated_significant", "stated_not_significant", "stated_effect", "stated_difference", "ci"}
)
COMPARISONS = ("=", "<", ">", "~", "<=", ">=")
N_BASES = ("stated", "implied", "randomised", "unknown")
EVENTS_BASES = ("stated", "implied", "unknown")

Kind = Literal["slug", "text", "number", "integer", "choice", "method"]


@dataclass(frozen=True)
class Column:
    """One column of the figures table: its kind, whether a file must have it, and what it holds."""

    name: str
    kind: Kind
    help: str
    required: bool = False
    choices: tuple[str, ...] = ()
    extra: bool = False


COLUMNS: tuple[Column, ...] = (
    Column("figure_id", "slug", "unique name of the row", required=True),
    Column("quantity", "slug", "shared by every version of the same quantity; figure_id if left out"),
    Column("source", "slug", "key of the source, as in sources.yaml", required=True),
    Column("location", "text", "section, table or figure; lines of the extracted text as L12 or L12-14"),
    Column("study", "slug", "the study that the figure is about"),
    Column("outcome", "slug", "outcome key", required=True),
    Column("instrument", "text", "instrument or register (CTS2, CBCL, IT-HOME)"),
    Column("scale", "text", "scale of the instrument"),
    Column("role", "choice", "role of the respondent in violence", choices=("victim", "perpetrator")),
    Column("level", "choice", "level of violence", choices=("minor", "severe")),
    Column("informant", "slug", "who reported: mother, partner, nurse, register, professional"),
    Column("wave", "slug", "measurement wave"),
    Column("population", "text", "who the figure is about, in a few words"),
    Column(
        "arm",
        "slug",
        "control, contrast (between arms), all (arms together), or a treated arm",
        required=True,
    ),
    Column("statistic", "choice", "kind of statistic", required=True, choices=tuple(STATISTICS)),
    Column("value", "number", "the number as printed, '.' as decimal mark", required=True),
    Column("value_high", "number", "upper end of a printed range"),
    Column("decimals", "integer", "printed decimals; empty where the number was printed in words"),
    Column("comparison", "choice", "relation to the value; = if left out", choices=COMPARISONS),
    Column("unit", "text", "unit of the value"),
    Column("n", "integer", "denominator: units that the statistic is over"),
    Column("n_basis", "choice", "where n comes from", choices=N_BASES),
    Column("events", "integer", "units with the event"),
    Column("events_basis", "choice", "where events comes from", choices=EVENTS_BASES),
    Column("p_value", "number", "p-value printed beside the statistic"),
    Column("ci_low", "number", "lower limit printed beside the statistic"),
    Column("ci_high", "number", "upper limit printed beside the statistic"),
    Column("ci_level", "number", "confidence level, as 0.95"),
    Column("method", "method", f"how the estimate was made: {', '.join(methods.METHODS)}", extra=True),
    Column(
        "equals",
        "text",
        "what the value should be: a sum of outcomes of the same arm (taken - uneaten)",
        extra=True,
    ),
    Column("price_year", "integer", "year of the prices"),
    Column("data_year", "integer", "year that the data are about"),
    Column("remark", "text", "the transcriber's remark, own words"),
    Column("derivation", "text", "how the row was worked out, if it is not printed as such"),
    Column("df1", "number", "degrees of freedom (numerator for F)", extra=True),
    Column("df2", "number", "denominator degrees of freedom of F", extra=True),
    Column("items", "integer", "number of items averaged, for means of item scales", extra=True),
    Column("scale_min", "number", "lowest possible score", extra=True),
    Column("scale_max", "number", "highest possible score", extra=True),
)
COLUMN_NAMES: tuple[str, ...] = tuple(c.name for c in COLUMNS)
#: the columns that every file of this project has, in this order
STANDARD_COLUMNS: tuple[str, ...] = tuple(c.name for c in COLUMNS if not c.extra)
REQUIRED_COLUMNS: tuple[str, ...] = tuple(c.name for c in COLUMNS if c.required)
BY_NAME = {c.name: c for c in COLUMNS}

SLUG = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.\-]*\Z")
NUMBER = re.compile(r"[+-]?(?:\d{1,30}\.?\d{0,30}|\.\d{1,30})\Z")
INTEGER = re.compile(r"[+-]?\d{1,15}\Z")


@dataclass(frozen=True)
class Problem:
    """One thing wrong with a file: where, what was found, and what was expected."""

    file: str
    row: int | None
    column: str
    found: str
    expected: str

    def __str__(self) -> str:
        place = f"{self.file}, row {self.row}" if self.row else self.file
        found = f"found {self.found!r}, " if self.found else ""
        return f"{place}, column {self.column}: {found}expected {self.expected}"


class FigureFileError(UserError):
    """A figures file that does not follow the schema; ``problems`` lists everything that is wrong."""

    def __init__(self, problems: list[Problem], *said: Message) -> None:
        self.problems = problems
        # The rows below it are English still: a heading in another language would help nobody.
        heading = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
        first = [f"{heading} in published figures:"] if problems else []
        super().__init__(*first, *(f"  {problem}" for problem in problems), *said)


def check_cell(column: Column, text: str) -> str | None:
    """Return what was expected where ``text`` does not fit ``column``, or None where it does.

    An empty cell means "not stated" and fits every column.
    """
    if not text:
        return None
    if column.kind == "slug" and not SLUG.match(text):
        return "letters, digits, '_', '.' or '-', without spaces"
    if column.kind == "number" and not NUMBER.match(text):
        hint = " (write the decimal mark as a point)" if re.fullmatch(r"[+-]?\d+,\d+", text) else ""
        return f"a plain number such as 12 or 0.91, without unit, percent sign or thousands mark{hint}"
    if column.kind == "method":
        return methods.expected(text)
    if column.kind == "integer" and not INTEGER.match(text):
        return "a whole number without thousands mark"
    if column.kind == "choice" and text not in column.choices:
        near = difflib.get_close_matches(text, column.choices, n=1)
        hint = f" (did you mean {near[0]!r}?)" if near else ""
        return f"one of {', '.join(column.choices)}{hint}"
    return None


def printed_decimals(text: str) -> int:
    """Number of decimals in a printed number: 2 for ``'0.90'``, 0 for ``'12'``."""
    return len(text.partition(".")[2])
