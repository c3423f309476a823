"""YAML files that people write: read strictly, within limits, and with every mistake in words.

A key that occurs twice is told instead of lost. What YAML 1.1 turns into something that nobody meant
(``010`` into 8, ``12:30`` into 750) stays text. A file cannot exhaust time or memory: size, depth, and what
aliases unfold to are limited, and nothing but an ordinary file is opened.
"""

from __future__ import annotations

import math
import re
from pathlib import Path
from typing import Any

import yaml
from yaml.reader import ReaderError

from voorzorg.messages import Message, message
from voorzorg.printable import in_one_line, printable

_LARGEST = 2_000_000  # bytes; the largest of this project has 60 thousand
_DEEPEST = 40  # a manifest needs about 8
_MOST_NODES = 60_000  # with aliases unfolded
_LARGEST_NUMBER = 2**63
_WHAT = {
    "tag:yaml.org,2002:timestamp": "yaml-no-date",
    "tag:yaml.org,2002:int": "yaml-no-whole-number",
    "tag:yaml.org,2002:float": "yaml-no-number",
}


class YamlFileError(yaml.YAMLError):
    """The text cannot be used; ``said`` says on which line, why and what to do."""

    def __init__(self, said: Message, line: int | None = None) -> None:
        self.said = message("yaml-line", line=str(line), what=said) if line else said
        super().__init__(self.said)

    def __str__(self) -> str:
        return str(self.said)


class DoubleKeyError(YamlFileError):
    """A mapping names a key twice; the message says which, and on which lines."""


class _Loader(yaml.SafeLoader):
    """PyYAML's safe loader with limits, and without its surprises."""

    def __init__(self, stream: str) -> None:
        super().__init__(stream)
        self._depth = 0
        self._nodes = 0
        self._weights: dict[int, int] = {}

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        event = self.peek_event()
        line = event.start_mark.line + 1
        if getattr(event, "tag", None) not in (None, "!"):
            raise YamlFileError(message("yaml-tag"), line)
        before, alias = self._nodes, isinstance(event, yaml.AliasEvent)
        self._depth += 1
        if self._depth > _DEEPEST:
            raise YamlFileError(message("yaml-deep", most=_DEEPEST), line)
        node = super().compose_node(parent, index)
        self._depth -= 1
        if alias and id(node) not in self._weights:
            raise YamlFileError(message("yaml-inside-itself", name=f"*{event.anchor}"), line)
        self._nodes += self._weights[id(node)] if alias else 1
        if self._nodes > _MOST_NODES:
            raise YamlFileError(message("yaml-unfolds"), line)
        if not alias:
            self._weights[id(node)] = self._nodes - before
        return node

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        line = node.start_mark.line + 1
        try:
            value = super().construct_object(node, deep=deep)
        except (ValueError, OverflowError, KeyError, AttributeError, TypeError):
            raise YamlFileError(message(_WHAT.get(node.tag, "yaml-no-value")), line) from None
        if isinstance(value, str) and printable(value) != in_one_line(value):
            raise YamlFileError(message("yaml-control"), line)
        if isinstance(value, int | float) and math.isfinite(value) and abs(value) > _LARGEST_NUMBER:
            raise YamlFileError(message("yaml-digits"), line)
        return value

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        first: dict[str, int] = {}
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode) or key.tag == "tag:yaml.org,2002:merge":
                continue
            line = key.start_mark.line + 1
            if key.value in first:
                raise DoubleKeyError(message("yaml-twice", name=key.value, first=str(first[key.value])), line)
            first[key.value] = line
        return super().construct_mapping(node, deep=deep)


def _plain_numbers() -> None:
    """Whole and decimal numbers as everybody writes them (YAML 1.2 without octal and hexadecimal)."""
    numeric = {"tag:yaml.org,2002:int", "tag:yaml.org,2002:float"}
    resolvers = yaml.SafeLoader.yaml_implicit_resolvers
    _Loader.yaml_implicit_resolvers = {
        sign: [(tag, pattern) for tag, pattern in known if tag not in numeric]
        for sign, known in resolvers.items()
    }
    _Loader.add_implicit_resolver(
        "tag:yaml.org,2002:float",
        re.compile(
            r"^[-+]?(?:(?:0|[1-9]\d*)\.\d*(?:[eE][-+]?\d+)?|\.\d+(?:[eE][-+]?\d+)?"
            r"|(?:0|[1-9]\d*)[eE][-+]?\d+|\.(?:inf|Inf|INF))$|^\.(?:nan|NaN|NAN)$"
        ),
        list("-+0123456789."),
    )
    _Loader.add_implicit_resolver(
        "tag:yaml.org,2002:int", re.compile(r"^[-+]?(?:0|[1-9]\d*)$"), list("-+0123456789")
    )


_plain_numbers()


def load(text: str) -> Any:
    """Parse YAML text; raise :class:`yaml.YAMLError` when it is not readable or a key occurs twice."""
    try:
        return yaml.load(text, Loader=_Loader)
    except ReaderError as error:
        raise YamlFileError(message("yaml-control"), text.count("\n", 0, error.position) + 1) from None
    except RecursionError:
        raise YamlFileError(message("yaml-deep", most=_DEEPEST)) from None


def read_text(path: str | Path) -> str:
    """The text of a YAML file.

    Raises FileNotFoundError where there is none, :class:`yaml.YAMLError` for what is no ordinary file, too
    large, or not UTF-8.
    """
    path = Path(path)
    if path.is_dir():
        raise YamlFileError(message("yaml-folder"))
    if path.exists() and not path.is_file():
        raise YamlFileError(message("yaml-no-file"))
    try:
        if path.stat().st_size > _LARGEST:
            raise YamlFileError(message("yaml-large", most=_LARGEST // 1_000_000))
        data = path.read_bytes()
    except FileNotFoundError:
        raise
    except OSError:
        raise YamlFileError(message("yaml-closed")) from None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        number = data[: error.start].count(b"\n") + 1
        raise YamlFileError(message("yaml-encoding", line=str(number))) from None


def read(path: str | Path) -> Any:
    """What a YAML file holds; raises as :func:`read_text` and :func:`load` do."""
    return load(read_text(path))
