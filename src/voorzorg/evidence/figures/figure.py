"""One published figure as the checks see it: its values, what may stand behind them,
and how to print them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from voorzorg.evidence.arithmetic.rounding import EXACT_STATISTICS, Convention, Span, span
from voorzorg.evidence.figures.methods import methods_in
from voorzorg.languages import BY_CODE

if TYPE_CHECKING:
    import pandas as pd


def number(value: Any) -> float:
    """A float; nan for anything missing."""
    try:
        return float(value)
    except (TypeError, ValueError):
        return math.nan


def _whole(value: Any) -> int | None:
    x = number(value)
    return int(x) if math.isfinite(x) else None


def show(value: float, language: str = "en", digits: int = 4) -> str:
    """A number for a sentence: at most ``digits`` significant digits after the point,
    decimal comma in Dutch."""
    if not math.isfinite(value):
        return "∞" if value > 0 else "-∞" if value < 0 else "?"
    if value == int(value) and abs(value) < 1e15:
        text = f"{int(value):,}"
    elif abs(value) >= 1000:
        text = f"{value:,.1f}"
    else:
        text = f"{value:.{digits}g}"
    if "e" in text:
        text = f"{value:.{digits + 4}f}".rstrip("0")
    return BY_CODE[language].marks(text)


@dataclass(frozen=True)
class Figure:
    """A row of the figures table. Missing numbers are nan or None, missing texts empty."""

    figure_id: str
    quantity: str
    source: str
    location: str
    study: str
    outcome: str
    instrument: str
    role: str
    level: str
    informant: str
    wave: str
    population: str
    arm: str
    statistic: str
    text: str
    value: float
    value_high: float
    decimals: int
    comparison: str
    unit: str
    n: int | None
    n_basis: str
    events: int | None
    events_basis: str
    p_value: float
    ci_low: float
    ci_high: float
    ci_level: float
    price_year: int | None
    data_year: int | None
    df1: float
    df2: float
    items: int | None
    scale_min: float
    scale_max: float
    row: int = 0
    #: how the estimate was made (``METHODS``); empty where that is not stated
    made: frozenset[str] = frozenset()
    #: decimals that p-value and limits are printed with; None where only the number is known
    p_decimals: int | None = None
    ci_decimals: tuple[int, int] | None = None
    p_comparison: str = "="
    #: a sum of outcomes that the value should be
    equals: str = ""

    @property
    def crude(self) -> bool:
        """Whether the estimate is said to come straight from the two arms, and nothing else to be done to
        it.
        """
        return self.made == frozenset({"crude"})

    @property
    def confidence(self) -> float:
        """Confidence level of the interval as a share; 0.95 where it is not stated."""
        return self.ci_level if 0 < self.ci_level < 1 else 0.95

    @cached_property
    def exact(self) -> bool:
        """Counted, not measured."""
        return self.statistic in EXACT_STATISTICS

    def span(self, end: str = "low", convention: Convention = "nearest") -> Span:
        """What may stand behind the value (``end='high'``: behind the upper end of a printed range)."""
        if end == "high" and math.isfinite(self.value_high):
            return span(
                self.as_text(self.value_high),
                self.decimals,
                comparison="=" if self.comparison == "~" else self.comparison,
                exact=self.exact,
                convention=convention,
            )
        return span(
            self.text, self.decimals, comparison=self.comparison, exact=self.exact, convention=convention
        )

    def stepped(self) -> Span:
        """What may stand behind the value if it was rounded in steps: 14.46, 14.5, 15."""
        return span(
            self.text, self.decimals, comparison=self.comparison, exact=self.exact, convention="steps"
        )

    def as_text(self, value: float) -> str:
        """A number of this figure written with the printed decimals."""
        return f"{value:.{max(self.decimals, 0)}f}"

    @property
    def has_value(self) -> bool:
        """Whether a number is printed."""
        return math.isfinite(self.value)

    @property
    def section(self) -> str:
        """The place in the source without line numbers: what is printed together."""
        return self.location.split(";")[0].strip()

    def printed(self) -> str:
        """The figure as a reader saw it: ``19 %``, ``< 28 weeks``, ``31308-62616 euro``."""
        sign = {"=": "", "": "", "~": "≈ ", "<=": "≤ ", ">=": "≥ "}.get(
            self.comparison, f"{self.comparison} "
        )
        text = self.text
        if math.isfinite(self.value_high):
            text += f"–{self.as_text(self.value_high)}"
        after = " %" if self.statistic in ("percentage", "relative_change_percent") else ""
        return f"{sign}{text}{after}"


def _decimals(row: dict[str, Any]) -> int:
    given = _whole(row.get("decimals"))
    text = str(row.get("value_text") or "")
    return given if given is not None else len(text.partition(".")[2])


def _figure(row: dict[str, Any]) -> Figure:
    def text(name: str) -> str:
        return str(row.get(name) or "")

    def num(name: str) -> float:
        return number(row.get(name))

    def whole(name: str) -> int | None:
        return _whole(row.get(name))

    def printed(name: str) -> int | None:
        shown = text(f"{name}_text")
        return len(shown.partition(".")[2]) if shown else None

    limits = (printed("ci_low"), printed("ci_high"))
    level = num("ci_level")
    return Figure(
        figure_id=text("figure_id"),
        quantity=text("quantity"),
        source=text("source"),
        location=text("location"),
        study=text("study"),
        outcome=text("outcome"),
        instrument=text("instrument"),
        role=text("role"),
        level=text("level"),
        informant=text("informant"),
        wave=text("wave"),
        population=text("population"),
        arm=text("arm"),
        statistic=text("statistic"),
        text=text("value_text"),
        value=num("value"),
        value_high=num("value_high"),
        decimals=_decimals(row),
        comparison=text("comparison") or "=",
        unit=text("unit"),
        n=whole("n"),
        n_basis=text("n_basis"),
        events=whole("events"),
        events_basis=text("events_basis"),
        p_value=num("p_value"),
        ci_low=num("ci_low"),
        ci_high=num("ci_high"),
        # 97.5 and 0.975 are the same level
        ci_level=level / 100 if level > 1 else level,
        price_year=whole("price_year"),
        data_year=whole("data_year"),
        df1=num("df1"),
        df2=num("df2"),
        items=whole("items"),
        scale_min=num("scale_min"),
        scale_max=num("scale_max"),
        row=whole("row") or 0,
        made=methods_in(text("method")),
        p_decimals=printed("p_value"),
        ci_decimals=None if limits[0] is None or limits[1] is None else (limits[0], limits[1]),
        p_comparison=text("p_comparison") or "=",
        equals=text("equals"),
    )


class Figures:
    """All figures of an audit, in file order, by id, and with the group sizes that are published."""

    def __init__(self, figures: Iterable[Figure]) -> None:
        self.all = list(figures)
        self.by_id = {f.figure_id: f for f in self.all}

    def __iter__(self) -> Iterator[Figure]:
        return iter(self.all)

    def __len__(self) -> int:
        return len(self.all)

    def __getitem__(self, figure_id: str) -> Figure:
        return self.by_id[figure_id]

    @classmethod
    def of(cls, frame: pd.DataFrame) -> Figures:
        """From the table that :func:`voorzorg.evidence.figures.loader.read_figures` gives."""
        names = list(frame.columns)
        columns = [frame[name].astype(object).where(frame[name].notna(), None).tolist() for name in names]
        return cls(_figure(dict(zip(names, cells, strict=True))) for cells in zip(*columns, strict=True))

    @cached_property
    def _sizes(self) -> dict[tuple[str, str, str], tuple[int, str]]:
        largest: dict[tuple[str, str, str], tuple[int, str]] = {}
        for f in self.all:
            if f.statistic == "n" and f.has_value and f.comparison == "=":
                size = int(f.value)
            else:
                continue
            for key in ((f.study, f.arm, f.wave), (f.study, f.arm, "")):
                if size > largest.get(key, (0, ""))[0]:
                    largest[key] = (size, f.figure_id)
        return largest

    def largest_group(self, f: Figure) -> tuple[int, str] | None:
        """Largest size published for the group of a figure: of its wave, else of its arm; with the row's id.

        A row about everybody ("all") may speak of another population than the one that was counted, so the
        two must be the same in words.
        """
        for wave in (f.wave, ""):
            found = self._sizes.get((f.study, f.arm, wave))
            if found and (f.arm != "all" or f.population == self[found[1]].population):
                return found
        return None
