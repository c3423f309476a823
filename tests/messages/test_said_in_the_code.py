"""What the code says and what the catalogues hold are the same: read from the source, call by call."""

import ast
from pathlib import Path

import pytest
from fluent.syntax import FluentParser
from fluent.syntax.ast import Message as Entry
from fluent.syntax.ast import VariableReference
from fluent.syntax.visitor import Visitor

from voorzorg.messages import catalogue

SOURCE = Path(catalogue.__file__).parents[1]
#: Arguments that hold a number which counts no participants; any other bare number must be a ``People``.
NO_PEOPLE = {
    "base", "structure", "chance", "visits", "fewest", "before", "clusters", "coefficients", "columns",
    "apart", "conclusion", "df", "distribution", "who",
    "error", "failed", "fmi", "groups", "high", "imputations", "index", "iterations", "k", "kind",
    "later", "level", "low", "margin", "minimum", "needed", "outcome", "outer", "p", "pairs", "points",
    "predictors",
    "rank", "ratio", "rhat", "rho", "samples", "share", "value", "variable", "weeks", "which",
}  # fmt: skip


class _Variables(Visitor):
    def __init__(self):
        self.found = set()

    def visit_VariableReference(self, node: VariableReference):  # noqa: N802
        self.found.add(node.id.name)


def entries():
    """Key -> the arguments that its English text names."""
    found = {}
    for path in sorted(catalogue.FOLDER.glob("en/*.ftl")):
        for entry in FluentParser().parse(path.read_text(encoding="utf-8")).body:
            if isinstance(entry, Entry):
                used = _Variables()
                used.visit(entry)
                found[entry.id.name] = used.found
    return found


ENTRIES = entries()


def keys_of(node):
    """The keys that the first argument of ``message`` may be: one, either of two, or all of a kind."""
    if isinstance(node, ast.Constant):
        return [node.value]
    if isinstance(node, ast.IfExp):
        return keys_of(node.body) + keys_of(node.orelse)
    if isinstance(node, ast.JoinedStr):
        ending = node.values[-1].value if isinstance(node.values[-1], ast.Constant) else ""
        beginning = node.values[0].value if isinstance(node.values[0], ast.Constant) else ""
        return [key for key in ENTRIES if key.startswith(beginning) and key.endswith(ending)]
    return []


def calls():
    """Every ``message(...)`` with a key that can be read: where it is, its keys and its arguments."""
    for path in sorted(SOURCE.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "message" and node.args:
                for key in keys_of(node.args[0]):
                    given = {word.arg: word.value for word in node.keywords if word.arg}
                    open_ended = any(word.arg is None for word in node.keywords)
                    yield f"{path.relative_to(SOURCE)}:{node.lineno}", key, given, open_ended


def of_rooms(*rooms):
    return [call for call in CALLS if call[0].startswith(rooms)]


CALLS = list(calls())


def test_the_source_speaks():
    assert len(CALLS) > 250


@pytest.mark.parametrize("call", CALLS, ids=lambda call: f"{call[0]}-{call[1]}")
def test_a_message_has_a_text_and_the_arguments_that_it_names(call):
    _, key, given, open_ended = call
    assert key in ENTRIES, f"no text for '{key}'"
    assert ENTRIES[key] <= set(given) or open_ended, f"'{key}' lacks {ENTRIES[key] - set(given)}"


def test_every_text_is_said_somewhere():
    words = {
        node.value
        for path in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    beginnings = tuple(word for word in words if word.endswith("-") and len(word) > 3)  # of keys put together
    silent = set(ENTRIES) - words - {key for _, key, _, _ in CALLS}
    assert {key for key in silent if not key.startswith(beginnings)} == set()


@pytest.mark.parametrize("call", of_rooms("statistics", "analyses"), ids=lambda call: f"{call[0]}-{call[1]}")
def test_a_number_of_participants_is_said_as_one(call):
    """Output control makes ``People`` coarse, and nothing else."""
    where, key, given, _ = call
    bare = {
        name
        for name, value in given.items()
        if not isinstance(value, ast.Constant | ast.List | ast.ListComp | ast.Tuple)
        and getattr(getattr(value, "func", None), "id", "") not in ("People", "Name", "message")
    }
    words = {
        "due",
        "group",
        "name",
        "names",
        "notes",
        "reason",
        "test",
        "wave",
        "waves",
        "why",
        "where",
        "p_value",
    }
    assert bare <= NO_PEOPLE | words, f"{where}: {key}"
