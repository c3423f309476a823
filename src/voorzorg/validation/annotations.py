"""What a model says may stand at a place: the model there, its settings, the words to choose from."""

from __future__ import annotations

import types
from collections.abc import Iterator, Sequence
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel


def model_at(annotation: Any, path: Sequence[int | str]) -> type[BaseModel] | None:
    """The model that stands at a place of a file, through containers and options."""
    return next((one for one in _at(annotation, tuple(path)) if _is_model(one)), None)


def choices_at(model: type[BaseModel], path: Sequence[int | str]) -> tuple[str, ...]:
    """The words of which one may stand at a place, as YAML writes them."""
    found = (
        str(word) for one in _at(model, tuple(path)) if get_origin(one) is Literal for word in get_args(one)
    )
    return tuple(dict.fromkeys(found))


def settings_of(model: type[BaseModel]) -> dict[str, Any]:
    """What is written for each field of a model, and its type."""
    return {field.alias or name: _whole(field) for name, field in model.model_fields.items()}


def places_of(name: str, model: type[BaseModel]) -> list[str]:
    """The settings under which a setting of this name belongs, such as ``arms`` for ``reference``."""
    found: dict[str, None] = {}
    waiting: list[tuple[str, Any]] = [("", model)]
    seen: set[Any] = set()
    while waiting:
        where, at = waiting.pop(0)
        if at in seen:
            continue
        seen.add(at)
        for setting, annotation in settings_of(at).items():
            if setting == name and where:
                found[where] = None
            waiting += [(setting, one) for one in _models_in(annotation)]
    return list(found)


def _whole(field: Any) -> Any:
    """A field's type with its limits, as it was written."""
    return Annotated[(field.annotation, *field.metadata)] if field.metadata else field.annotation


def _is_model(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def _options(annotation: Any) -> Iterator[Any]:
    """The types that an annotation allows, without limits and names."""
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        yield from _options(inner[0])
    elif origin in (Union, types.UnionType):
        for option in inner:
            yield from _options(option)
    else:
        yield annotation


def _below(annotation: Any, part: int | str) -> Iterator[Any]:
    origin, inner = get_origin(annotation), get_args(annotation)
    if _is_model(annotation):
        if part in (known := settings_of(annotation)):
            yield known[str(part)]
    elif origin is dict:
        yield inner[1]
    elif origin in (tuple, list) and inner:
        several = origin is list or inner[-1] is Ellipsis
        number = part if isinstance(part, int) and part < len(inner) else 0
        yield inner[0] if several else inner[number]


def _at(annotation: Any, path: tuple[int | str, ...]) -> Iterator[Any]:
    for option in _options(annotation):
        if not path:
            yield option
            continue
        for below in _below(option, path[0]):
            yield from _at(below, path[1:])


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """The models that an annotation holds, through containers and options."""
    for option in _options(annotation):
        if _is_model(option):
            yield option
        elif get_origin(option) in (dict, tuple, list):
            for inner in get_args(option):
                if inner is not Ellipsis:
                    yield from _models_in(inner)
