"""Which tests to try on a change of a module, those most likely to notice it first."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

_IMPORT = re.compile(
    r"^\s*(?:from\s+(voorzorg[\w.]*)\s+import\s+(\([^)]*\)|[^\n#]*)|import\s+(voorzorg[\w.]*))", re.MULTILINE
)


def stages(module: Path, copy: Path, whole: bool = False) -> list[tuple[str, list[Path]]]:
    """Names and test files for ``module`` (its path below ``src/voorzorg``), each file once.

    ``own``: files that have its name or import it; ``users``: files that import a module which imports it;
    ``room``: the other files of its room; with ``whole``, ``all``.
    """
    tests = copy / "tests"
    name = _dotted(module)
    files = _imports_of(copy, "tests")
    modules = _imports_of(copy, "src/voorzorg")
    mirror = tests / module.parent
    stem = module.stem.strip("_")
    own = [path for path in files if path.parent == mirror and stem and stem in path.stem]
    own += [path for path, imported in files.items() if name in imported]
    users = {
        _dotted(path.relative_to(copy / "src" / "voorzorg")) for path, seen in modules.items() if name in seen
    }
    beside = [path for path, imported in files.items() if users & imported]
    room = tests / module.parts[0] if len(module.parts) > 1 else tests
    pattern = "**/test_*.py" if room != tests else "test_*.py"
    found: list[tuple[str, list[Path]]] = []
    seen: set[Path] = set()
    for stage, paths in (
        ("own", own),
        ("users", beside),
        ("room", sorted(room.glob(pattern))),
        ("all", sorted(tests.rglob("test_*.py")) if whole else []),
    ):
        fresh = [path for path in dict.fromkeys(paths) if path not in seen and "workflow" not in path.parts]
        seen.update(fresh)
        if fresh:
            found.append((stage, fresh))
    return found


def _dotted(module: Path) -> str:
    parts = module.with_suffix("").parts
    return ".".join(("voorzorg", *(parts[:-1] if parts[-1] == "__init__" else parts)))


@cache
def _imports_of(copy: Path, folder: str) -> dict[Path, frozenset[str]]:
    """What every file under ``folder`` imports of the library: modules, and what is in them, dotted."""
    pattern = "test_*.py" if folder == "tests" else "*.py"
    return {
        path: _imported(path.read_text(encoding="utf-8")) for path in sorted((copy / folder).rglob(pattern))
    }


def _imported(text: str) -> frozenset[str]:
    names: set[str] = set()
    for source, what, whole in _IMPORT.findall(text):
        names.add(source or whole)
        names |= {f"{source}.{one.split(' as ')[0].strip()}" for one in what.strip("()").split(",") if source}
    return frozenset(names)
