"""Mistakes in a configuration file, in words: which setting, what is wrong with it, what to write instead."""

from __future__ import annotations

import difflib
import types
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Union, get_args, get_origin

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

_SHOWN = 14
_MOST = 40  # problems that are told; a file with more is probably another sort of file


class Strict(BaseModel):
    """A piece of a configuration file: refuses settings that it does not know, and stays as it was read."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


@dataclass(frozen=True)
class Problem:
    """A mistake in what was validated.

    ``where`` is its place in words, empty where it is with all of it; ``setting`` the outermost setting that
    it is in; ``kind`` pydantic's name of the mistake, such as ``literal_error``, and ``more`` of the line
    that counts those not told.
    """

    where: str
    setting: str
    kind: str
    what: str

    def line(self, whole: str = "") -> str:
        """``where: what``; ``whole`` stands for all of it, and nothing does without."""
        where = self.where or whole
        return f"{where}: {self.what}" if where else self.what


def found_problems(error: ValidationError, model: type[BaseModel], content: object = None) -> list[Problem]:
    """Every problem once, in order.

    ``content`` is what was validated: members of a list are named by their key or path in it.
    """
    found = error.errors(include_url=False, include_context=True)
    told: dict[Problem, None] = {}
    for problem in found[:_MOST]:
        place = problem["loc"]
        setting = str(place[0]) if place else ""
        told[Problem(_place(place, content), setting, problem["type"], _words(dict(problem), model))] = None
    more = [Problem("", "", "more", f"{len(found) - _MOST} problems more")] if len(found) > _MOST else []
    return [*told, *more]


def problems(error: ValidationError, model: type[BaseModel], whole: str, content: object = None) -> list[str]:
    """One line per problem, ``where: what``; ``whole`` names the file where the problem is with all of it.

    ``content`` as for :func:`found_problems`.
    """
    lines = (problem.line(whole) for problem in found_problems(error, model, content))
    return list(dict.fromkeys(lines))


def _place(parts: tuple[int | str, ...], content: object) -> str:
    """``waves 'm2': weeks`` for the weeks of the wave with that key; ``analysis.ci_level`` for a setting."""
    where = ""
    for part in parts:
        if _is_branch(part):
            continue
        if isinstance(part, int):
            held = content[part] if isinstance(content, list | tuple) and part < len(content) else None
            name = held.get("key") or held.get("path") if isinstance(held, dict) else None
            where += f" '{name}':" if isinstance(name, str) else f" (number {part + 1}):"
            content = held
            continue
        gap = "" if not where else " " if where.endswith(":") else "."
        where += f"{gap}{part}"
        content = content.get(part) if isinstance(content, dict) else None
    return where.removesuffix(":")


def _is_branch(part: object) -> bool:
    """Pydantic names the branch of a union (``Text``, ``function-before[...]``): nothing a file holds."""
    return isinstance(part, str) and ("[" in part or part in ("Text", "str", "int", "float", "bool"))


def _words(problem: dict[str, Any], model: type[BaseModel]) -> str:
    match problem["type"]:
        case "extra_forbidden":
            return _no_such_setting(problem["loc"], model)
        case "missing":
            return "is missing; it has to be filled in"
        case "value_error":
            return str(problem["msg"]).removeprefix("Value error, ")
        case "literal_error":
            return f"'{problem['input']}' is none of {problem['ctx']['expected']}"
        case "string_pattern_mismatch" if problem["ctx"]["pattern"] == "^[a-z][a-z0-9_]*$":
            return "is a name of small letters, digits and _, that begins with a letter"
        case "model_type" | "model_attributes_type" | "dict_type":
            return "has settings of its own: 'key: value' lines under it, or {key: value}"
        case "string_pattern_mismatch" if problem["loc"][-1] == "cut":
            return "is a comparison with a number, such as '>= 1'"
        case "tuple_type" | "list_type":
            return "is a list: [one, two]"
        case "too_short":
            return f"needs at least {problem['ctx']['min_length']}"
        case "too_long":
            return f"has room for {problem['ctx']['max_length']} at most"
        case "float_type" | "float_parsing" | "finite_number":
            return "is a number, with a point for decimals: 26 or 8.7"
        case "int_type" | "int_parsing" | "int_from_float":
            return "is a whole number"
        case "bool_type" | "bool_parsing":
            return "is true or false"
        case "string_type":
            return "is a text; put it between quotation marks"
        case "less_than" | "less_than_equal" | "greater_than" | "greater_than_equal":
            return _limit(problem)
    return str(problem["msg"])


_LIMITS = {"lt": "less than", "le": "at most", "gt": "more than", "ge": "at least"}


def _limit(problem: dict[str, Any]) -> str:
    ((name, limit),) = problem["ctx"].items()
    value = problem["input"]
    shares = name in ("lt", "le") and limit == 1 and isinstance(value, int | float) and 1 < value <= 100
    return f"is {_LIMITS[name]} {limit:g}" + (f": {value / 100:g}, not {value:g}" if shares else "")


def _no_such_setting(where: tuple[Any, ...], model: type[BaseModel]) -> str:
    parent = _model_at(model, where[:-1])
    known = list(parent.model_fields) if parent else []
    close = difflib.get_close_matches(str(where[-1]), known, n=1, cutoff=0.6)
    if close:
        return f"no such setting; did you mean '{close[0]}'?"
    if 0 < len(known) <= _SHOWN:
        return f"no such setting; there are: {', '.join(known)}"
    return "no such setting here; check its spelling, and how far it is indented"


def _model_at(annotation: Any, where: tuple[Any, ...]) -> type[BaseModel] | None:
    """The model that stands at a place of a file, through containers and options."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        if not where:
            return annotation
        field = annotation.model_fields.get(str(where[0]))
        return _model_at(field.annotation, where[1:]) if field else None
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin in (Union, types.UnionType):
        found = (_model_at(option, where) for option in inner)
        return next((model for model in found if model), None)
    if origin in (dict, tuple, list) and where:
        return _model_at(inner[1] if origin is dict else inner[0], where[1:])
    return None


def unreadable(error: Exception) -> str:
    """Why a file is not readable as YAML, with its line and the usual remedy."""
    text = str(error)
    mark = getattr(error, "problem_mark", None)
    if not isinstance(error, yaml.MarkedYAMLError) or mark is None:
        return text
    line = f"line {mark.line + 1}"
    problem = str(error.problem or error.context or "")
    if "\\t" in problem:
        return f"{line}: a tab stands in front of it; indent with spaces"
    if "mapping values are not allowed" in problem:
        return f"{line}: put a text with ': ' in it between quotation marks; 'key: value' has its own line"
    if "expected <block end>" in problem or "while parsing a block" in str(error.context or ""):
        return f"{line}: indented otherwise than the lines around it, or a bracket or quote is not closed"
    return f"{line}: {problem}"


def counted(lines: Sequence[object]) -> str:
    """``1 problem``, ``2 problems``."""
    return "1 problem" if len(lines) == 1 else f"{len(lines)} problems"
