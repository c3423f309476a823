"""Why a file is no YAML, as a message: a table from what PyYAML tells to what is said of it.

Its exceptions have no kinds, only words; the words that its source holds are matched by how they begin, and a
test reads that source to see that none is left out.
"""

from __future__ import annotations

from dataclasses import dataclass

import yaml

from voorzorg.messages import Message, message
from voorzorg.yaml_file import YamlFileError


@dataclass(frozen=True)
class _Row:
    """How PyYAML begins: with what it was doing (``context``), with what is wrong (``problem``).

    ``opened`` where the line to tell is that on which it began, not the one on which it could not go on.
    """

    context: str
    problem: str
    key: str
    opened: bool = False


#: The first row that fits is taken.
ROWS: tuple[_Row, ...] = (
    _Row("", r"found character '\t'", "yaml-tab"),
    _Row("while scanning for the next token", "found character", "yaml-sign"),
    _Row("while scanning a directive", "", "yaml-sign"),
    _Row("while scanning an ", "", "yaml-star", True),
    _Row("", "found undefined alias", "yaml-star"),
    _Row("found duplicate anchor", "", "yaml-anchor-twice"),
    _Row("while scanning a tag", "", "yaml-tag", True),
    _Row("while parsing a tag", "", "yaml-tag", True),
    _Row("while scanning a %TAG", "", "yaml-tag", True),
    _Row("while parsing a node", "found undefined tag handle", "yaml-tag", True),
    _Row("", "could not determine a constructor for the tag", "yaml-tag"),
    _Row("while scanning a block scalar", "", "yaml-block", True),
    _Row("while scanning a quoted scalar", "", "yaml-quote", True),
    _Row("while scanning a double-quoted scalar", "", "yaml-backslash"),
    _Row("while scanning a simple key", "", "yaml-no-colon", True),
    _Row("", "mapping values are not allowed", "yaml-colon"),
    _Row("", "mapping keys are not allowed", "yaml-question"),
    _Row("", "sequence entries are not allowed", "yaml-dash"),
    _Row("while parsing a ", "expected the node content", "yaml-content"),
    _Row("while parsing a block", "", "yaml-indented"),
    _Row("while parsing a flow sequence", "", "yaml-bracket", True),
    _Row("while parsing a flow mapping", "", "yaml-bracket", True),
    _Row("while parsing a ", "expected URI", "yaml-tag", True),
    _Row("while scanning a ", "expected '!'", "yaml-tag", True),
    _Row("while scanning a ", "expected URI", "yaml-tag", True),
    _Row("", "expected '<document start>'", "yaml-start"),
    _Row("expected a single document", "", "yaml-documents"),
    _Row("", "found duplicate YAML directive", "yaml-sign"),
    _Row("", "found incompatible YAML document", "yaml-sign"),
    _Row("", "duplicate tag handle", "yaml-sign"),
    _Row("while constructing a mapping", "found unhashable key", "yaml-key"),
    _Row("while constructing a mapping", "expected a mapping", "yaml-merge"),
    _Row("", "found unconstructable recursive node", "yaml-star"),
    _Row("", "expected a ", "yaml-key"),
)


def key_of(context: str, problem: str) -> tuple[str, bool]:
    """The message for what PyYAML tells, and whether it belongs to the line where that began."""
    for row in ROWS:
        if context.startswith(row.context) and problem.startswith(row.problem):
            return row.key, row.opened
    return "yaml-other", False


def unreadable(error: Exception) -> Message:
    """Why a file is not readable as YAML, with its line and the usual remedy."""
    if isinstance(error, YamlFileError):
        return error.said
    if not isinstance(error, yaml.MarkedYAMLError):
        return message("yaml-other")
    key, opened = key_of(str(error.context or ""), str(error.problem or ""))
    mark = (error.context_mark if opened else None) or error.problem_mark
    said = message(key)
    return message("yaml-line", line=str(mark.line + 1), what=said) if mark is not None else said
