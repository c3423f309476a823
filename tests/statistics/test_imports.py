"""Imports inside the room run one way, those inside functions and for type checking included."""

import ast
from graphlib import TopologicalSorter
from pathlib import Path

ROOM = Path(__file__).parents[2] / "src" / "voorzorg" / "statistics"


def imported(path: Path) -> set[str]:
    """Modules of the room that a module imports, by dotted name within the room."""
    package = list(path.relative_to(ROOM).parent.parts)
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.ImportFrom):
            continue
        if node.level:
            base = package[: len(package) - node.level + 1] + (node.module.split(".") if node.module else [])
        elif node.module and node.module.startswith("voorzorg.statistics"):
            base = node.module.split(".")[2:]
        else:
            continue
        found |= {".".join(base)} | {".".join([*base, alias.name]) for alias in node.names}
    return found


def test_there_is_no_circle():
    modules = {
        ".".join(path.relative_to(ROOM).with_suffix("").parts): path
        for path in ROOM.rglob("*.py")
        if path.name != "__init__.py"
    }
    graph = {name: imported(path) & set(modules) for name, path in modules.items()}
    assert sum(map(len, graph.values())) > 100
    TopologicalSorter(graph).prepare()  # raises CycleError, which names the circle
