"""YAML in which a key that occurs twice is a mistake to be told, not a value to be lost silently."""

from __future__ import annotations

from typing import Any

import yaml


class DoubleKeyError(yaml.YAMLError):
    """A mapping names a key twice; the message says which, and on which lines."""


class _Loader(yaml.SafeLoader):
    """PyYAML keeps the last of two equal keys; here the second is an error (merge keys ``<<`` apart)."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        first: dict[str, int] = {}
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode) or key.tag == "tag:yaml.org,2002:merge":
                continue
            line = key.start_mark.line + 1
            if first.setdefault(key.value, line) != line:
                raise DoubleKeyError(
                    f"line {line}: '{key.value}' stands here and on line {first[key.value]} already; "
                    "give one of the two another name, or take it out"
                )
        return super().construct_mapping(node, deep=deep)


def load(text: str) -> Any:
    """Parse YAML text; raise :class:`yaml.YAMLError` when it is not readable or a key occurs twice."""
    return yaml.load(text, Loader=_Loader)
