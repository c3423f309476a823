"""Read the inputs' file: validated, equal to the published figures that it names, in prices of one year if
asked."""

from __future__ import annotations

from collections.abc import Iterator
from math import isclose, isnan
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from pydantic import BaseModel, ValidationError

from voorzorg.economics.inputs.model import Category, Inputs
from voorzorg.economics.inputs.number import Number
from voorzorg.economics.inputs.outcomes import Arm
from voorzorg.economics.municipalities.price_index import PriceIndex
from voorzorg.errors import UserError
from voorzorg.evidence.arithmetic.rounding import span
from voorzorg.messages import Message, message
from voorzorg.validation import listed, not_readable, problem_at, refused
from voorzorg.yaml_file import load, read_text

if TYPE_CHECKING:
    from voorzorg.evidence.figures.figure import Figure, Figures

Where = tuple[int | str, ...]


class InputsError(UserError):
    """The inputs' file is not as it should be; the message names row and column of every problem."""


def read_inputs(path: str | Path, figures: Figures | None = None, index: PriceIndex | None = None) -> Inputs:
    """Read and check the inputs.

    Parameters
    ----------
    figures
        The published figures. A number or arm that names a figure must agree with it.
    index
        A price index. Needed where the file names a ``price_year``: every amount is then brought to it.

    Raises
    ------
    InputsError
        When the file is absent, unreadable or wrong; with file, row and column.
    """
    path = Path(path)
    try:
        text = read_text(path)
        content = load(text)
    except FileNotFoundError:
        raise InputsError(message("inputs-no-file", file=str(path))) from None
    except yaml.YAMLError as error:
        raise InputsError(not_readable(path, error)) from None
    try:
        inputs = Inputs.model_validate(content)
    except ValidationError as error:
        raise InputsError(*refused(path, error, Inputs, content, text)) from None
    wrong = [*_against_figures(inputs, figures)] if figures is not None else []
    wrong += _without_index(inputs, index)
    if wrong:
        raise InputsError(*listed(path, (problem_at(where, what, content) for where, what in wrong), text))
    return in_prices_of(inputs, index)


def walk(part: object, where: Where = ()) -> Iterator[tuple[Where, BaseModel]]:
    """Every model of the inputs with the path at which it stands."""
    if isinstance(part, BaseModel):
        yield where, part
        for name, field in type(part).model_fields.items():
            yield from walk(getattr(part, name), (*where, field.alias or name))
    elif isinstance(part, dict):
        for key, value in part.items():
            yield from walk(value, (*where, key))
    elif isinstance(part, tuple):
        for number, value in enumerate(part):
            yield from walk(value, (*where, number))


def _against_figures(inputs: Inputs, figures: Figures) -> Iterator[tuple[Where, Message]]:
    """Numbers that differ from the figure that they name, and counts that do not give the printed
    percentage."""
    for where, part in walk(inputs):
        if isinstance(part, Number) and part.figure is not None:
            yield from (((*where, name), what) for name, what in _differs(part, part.figure, figures))
        elif isinstance(part, Arm) and part.percentage_figure is not None:
            printed = figures.by_id.get(part.percentage_figure)
            if printed is None:
                yield (*where, "percentage_figure"), _no_figure(part.percentage_figure)
            elif not span(printed.text, printed.decimals).contains(100 * part.events / part.n):
                share = f"{100 * part.events / part.n:.2f}"
                counts = {"events": str(part.events), "n": str(part.n)}
                yield (*where, "n"), message("inputs-share", share=share, printed=printed.printed(), **counts)
        elif isinstance(part, Category) and part.printed is not None and part.printed not in figures.by_id:
            yield (*where, "printed"), _no_figure(part.printed)


def _differs(number: Number, key: str, figures: Figures) -> Iterator[tuple[str, Message]]:
    figure = figures.by_id.get(key)
    if figure is None:
        yield "figure", _no_figure(key)
        return
    for name, own, printed in (
        ("value", number.value, figure.value),
        ("high", number.high, _upper(figure)),
        ("low", number.low, _known(figure.ci_low)),
        ("price_year", number.price_year, figure.price_year),
    ):
        if own != printed and not (own is not None and printed is not None and isclose(own, printed)):
            yield (
                name if own is not None else "figure",
                message("inputs-differ", own=_or_nothing(own), printed=_or_nothing(printed), figure=key),
            )


def _or_nothing(value: float | None) -> str:
    return "-" if value is None else f"{value:g}"


def _upper(figure: Figure) -> float | None:
    return _known(figure.value_high if not isnan(figure.value_high) else figure.ci_high)


def _known(value: float) -> float | None:
    return None if isnan(value) else value


def _no_figure(key: str) -> Message:
    return message("inputs-no-figure", figure=key)


def _without_index(inputs: Inputs, index: PriceIndex | None) -> Iterator[tuple[Where, Message]]:
    year = inputs.price_year
    if year is None:
        return
    if index is None:
        yield ("price_year",), message("inputs-needs-index", year=str(year))
        return
    if year not in index.values:
        yield ("price_year",), _no_year(index, year)
        return
    for where, number in amounts(inputs):
        if number.price_year is not None and number.price_year not in index.values:
            yield (*where, "price_year"), _no_year(index, number.price_year)


def _no_year(index: PriceIndex, year: int) -> Message:
    return message("inputs-index-lacks", file=str(index.path), year=str(year), years=str(index.years))


def amounts(inputs: Inputs) -> Iterator[tuple[Where, Number]]:
    """Every amount of money, with the path at which it stands."""
    for where, part in walk(inputs):
        if isinstance(part, Number) and part.unit.en.startswith("euro"):
            yield where, part


def in_prices_of(inputs: Inputs, index: PriceIndex | None) -> Inputs:
    """Amounts with a known price year brought to ``inputs.price_year``; those without one stay as printed."""
    year = inputs.price_year
    if year is None or index is None:
        return inputs
    content = inputs.model_dump(mode="python", by_alias=True)
    for where, number in amounts(inputs):
        if number.price_year is None:
            continue
        factor = index.values[year] / index.values[number.price_year]
        place: Any = content
        for part in where:
            place = place[part]
        place |= {
            name: None if place[name] is None else place[name] * factor for name in ("value", "high", "low")
        } | {"price_year": year}
    return Inputs.model_validate(content)
