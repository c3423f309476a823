"""Places in a file of settings: the path as pydantic tells it, in words, and the line where it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence

import yaml

from voorzorg.messages import Argument, Message, message

_CLASS = re.compile(r"_?[A-Z]\w*")
_PLAIN = frozenset({"str", "int", "float", "bool", "date", "none"})


def split(
    parts: Sequence[int | str], content: object
) -> tuple[tuple[int | str, ...], tuple[int, str] | None]:
    """The settings of a path as the file holds them; and the first branch of a union that pydantic names
    between them, with how many settings stand before it.

    A branch is called after its type (``Text``, ``tuple[str, ...]``): no file holds that.
    """
    path: list[int | str] = []
    branch: tuple[int, str] | None = None
    held = content
    for part in parts:
        inside = isinstance(held, dict) and part in held
        if isinstance(part, str) and not inside and _names_a_type(part):
            branch = branch or ((len(path), part) if part != "[key]" else None)
            continue
        path.append(part)
        if isinstance(part, int):
            held = held[part] if isinstance(held, list | tuple) and part < len(held) else None
        else:
            held = held.get(part) if isinstance(held, dict) else None
    return tuple(path), branch


def _names_a_type(part: str) -> bool:
    return "[" in part or part in _PLAIN or _CLASS.fullmatch(part) is not None


def at(content: object, path: Sequence[int | str]) -> object:
    """What a file holds at a path; None where nothing is."""
    for part in path:
        if isinstance(content, dict):
            content = content.get(part)
        elif isinstance(content, list | tuple) and isinstance(part, int) and part < len(content):
            content = content[part]
        else:
            return None
    return content


def in_words(path: Sequence[int | str], content: object) -> str | Message:
    """``waves 'm2': weeks`` for the weeks of the wave with that key; ``analysis.ci_level`` for a setting."""
    before: Argument = ""
    text = ""
    for part in path:
        if isinstance(part, int):
            held = content[part] if isinstance(content, list | tuple) and part < len(content) else None
            name = held.get("key") or held.get("path") if isinstance(held, dict) else None
            if isinstance(name, str):
                text += f" '{name}':"
            else:
                before, text = message("place-number", of=_joined(before, text), n=str(part + 1)), ":"
            content = held
            continue
        gap = "" if not text else " " if text.endswith(":") else "."
        text += f"{gap}{part}"
        content = content.get(part) if isinstance(content, dict) else None
    return _joined(before, text.removesuffix(":"))


def _joined(before: Argument, text: str) -> str | Message:
    if not isinstance(before, Message):
        return text
    return message("place-inside", of=before, rest=text) if text else before


def line_of(text: str, path: Sequence[int | str]) -> int | None:
    """The line, from 1, of the setting at ``path``, or of the last part that is there; None for none."""
    node: yaml.Node | None = yaml.compose(text, Loader=yaml.SafeLoader)
    mark = None
    for part in path:
        step = _step(node, part)
        if step is None:
            break
        node, mark = step
    return None if mark is None else mark.line + 1


def _step(node: yaml.Node | None, part: int | str) -> tuple[yaml.Node, yaml.Mark] | None:
    """The node below, and the mark of its key (of itself in a list)."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode) and key.value == str(part):
                return value, key.start_mark
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        return node.value[part], node.value[part].start_mark
    return None
