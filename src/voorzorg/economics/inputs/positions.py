"""Where in a YAML file a setting stands, so that a message can name its row and column."""

from __future__ import annotations

from collections.abc import Sequence

import yaml


def position(text: str, path: Sequence[int | str]) -> tuple[int, int]:
    """Row and column, both from 1, of the setting at ``path``; of the last part that is there where it is
    not.

    Parts that YAML knows nothing of, such as the branches of a union that a validator names, are passed over.
    """
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    mark = node.start_mark if node is not None else None
    for part in path:
        step = _step(node, part)
        if step is not None:
            node, mark = step
    return (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)


def _step(node: yaml.Node | None, part: int | str) -> tuple[yaml.Node, yaml.Mark] | None:
    """The node below, and the mark of its key (of itself in a list)."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode) and key.value == str(part):
                return value, key.start_mark
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        return node.value[part], node.value[part].start_mark
    return None
