"""What a result was made from: the source that computes it, and the record of a run."""

from __future__ import annotations

import ast
import hashlib
import json
import platform
import re
import subprocess
import sys
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from voorzorg.atomic_write import atomic_write
from voorzorg.home import home
from voorzorg.reproducible import told_time

_PACKAGE = Path(__file__).parent
_FUNCTION = re.compile(r"([a-z_]+(?:\.[a-z_]+)*):[a-z_]+")
#: Imports of this package, read as text: to parse every module would take longer than all else that a run
#: does before its first job.
_IMPORT = re.compile(r"^[ \t]*import[ \t]+(voorzorg[\w., \t]*)", re.MULTILINE)
_FROM = re.compile(
    r"^[ \t]*from[ \t]+((?:voorzorg|\.)[\w.]*)[ \t]+import[ \t]+(\([^)]*\)|[^\n]*)", re.MULTILINE
)
_NAME = re.compile(r"\w+")
_COMMENT = re.compile(r"#[^\n]*")
_ROOM = re.compile(r"""f["'](voorzorg\.(?:\w+\.)*)\{""")
_RECORDED = ("voorzorg", "numpy", "pandas", "scipy", "statsmodels", "matplotlib", "snakemake", "pyreadstat")


def source_hash(script: str | Path) -> str:
    """Hash of a script and of every module and data file of this package that it can reach by import.

    Snakemake sees a changed script but not a changed library; rules carry this in ``params``, so that a
    change re-runs what depends on it and nothing else. Imports are read, not executed, which takes
    milliseconds and also sees those inside functions.
    """
    script = Path(script)
    reached: set[Path] = set()
    waiting = [script]
    while waiting:
        path = waiting.pop()
        if path not in reached:
            reached.add(path)
            waiting += _imports(path)
    folders = {path.parent for path in reached if path.parent not in (script.parent, _PACKAGE)}
    reached |= {data for folder in folders for data in _data_files(folder)}
    digest = hashlib.sha256()
    for path in sorted(reached):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:16]


@cache
def _imports(path: Path) -> tuple[Path, ...]:
    """Files of this package that the Python file imports anywhere in it.

    A module that imports by name, ``import_module(f"voorzorg.analyses.{module}")``, finds the names in a
    table of one that it imports, as ``"two_arms.unadjusted:compare_arms"``.
    """
    text = path.read_text(encoding="utf-8")
    names = {name.strip() for found in _IMPORT.findall(text) for name in found.split(",")}
    for module, imported in _FROM.findall(text):
        source = _absolute(path, module.lstrip("."), len(module) - len(module.lstrip(".")))
        names |= {source} | {f"{source}.{name}" for name in _NAME.findall(_COMMENT.sub("", imported))}
    rooms = set(_ROOM.findall(text))
    tables = (
        {file for name in names if name.startswith("voorzorg") for file in _files_of(name)}
        if rooms
        else set()
    )
    names |= {f"{room}{module}" for room in rooms for file in tables for module in _named(file)}
    found = set()
    for name in names:
        if name.split(".")[0] == "voorzorg":
            found |= set(_files_of(name))
    return tuple(sorted(found))


@cache
def _named(path: Path) -> frozenset[str]:
    """Modules that a file names as text: ``module`` of every ``"module:function"`` in it."""
    constants = (node for node in ast.walk(ast.parse(path.read_bytes())) if isinstance(node, ast.Constant))
    matches = (_FUNCTION.fullmatch(node.value) for node in constants if isinstance(node.value, str))
    return frozenset(match[1] for match in matches if match)


def _absolute(path: Path, module: str, level: int) -> str:
    """Full name of a module imported with ``level`` leading dots from the file ``path``."""
    if not level:
        return module
    package = path.relative_to(_PACKAGE.parent).parts[:-level]
    return ".".join([*package, *([module] if module else [])])


@cache
def _files_of(name: str) -> tuple[Path, ...]:
    """The module's file and the ``__init__`` files above it; none for a name that is no module."""
    parts = name.split(".")[1:]
    base = _PACKAGE.joinpath(*parts)
    target = base.with_suffix(".py") if parts else base / "__init__.py"
    if not target.exists():
        target = base / "__init__.py"
    if not target.exists():
        return ()
    above = [_PACKAGE.joinpath(*parts[:depth]) / "__init__.py" for depth in range(len(parts))]
    return (target, *(init for init in above if init.exists()))


@cache
def _data_files(folder: Path) -> tuple[Path, ...]:
    """Templates, messages and the like that lie inside a package folder."""
    return tuple(
        path
        for path in folder.rglob("*")
        if path.is_file() and path.suffix not in (".py", ".pyc", ".typed") and "__pycache__" not in path.parts
    )


def file_hash(path: str | Path) -> str:
    """SHA-256 of a file's content."""
    with Path(path).open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def files_below(folder: str | Path) -> list[Path]:
    """Every file in a folder and below it, in a fixed order."""
    return sorted(path for path in Path(folder).rglob("*") if path.is_file())


def record(
    inputs: Iterable[str | Path],
    configuration: Mapping[str, Any],
    data_folder: str | Path,
    known: Mapping[str, str] | None = None,
    **extra: Any,
) -> dict[str, Any]:
    """The provenance of a run: checksums of its inputs, configuration, versions and commit.

    It holds no clock, so that a run that is repeated gives the same bytes: ``fingerprint`` tells runs apart,
    logs tell when. A time that ``SOURCE_DATE_EPOCH`` tells is kept as ``made``.

    ``known`` holds checksums of bytes that were read already, by path; other files are read here.

    Data files are named by their path inside ``data_folder``, other files by that inside the project's
    folder: where participant data lie is nobody's business.
    """
    inside = (Path(data_folder).resolve(), Path.cwd(), home().resolve())
    content = {
        "commit": _git_commit(),
        "python": platform.python_version(),
        "platform": f"{platform.system()} {platform.machine()}",
        "versions": {name: found for name in _RECORDED if (found := _version(name))},
        "inputs": {
            _inside(path, inside): (known or {}).get(path) or file_hash(path)
            for path in sorted(map(str, inputs))
        },
        "configuration": dict(configuration),
        **extra,
    }
    told = told_time()
    first = {"made": told.isoformat(timespec="seconds")} if told else {}
    text = json.dumps(content, sort_keys=True, default=str)
    return first | {"fingerprint": hashlib.sha256(text.encode()).hexdigest()[:16]} | content


def _inside(path: str | Path, folders: Iterable[Path]) -> str:
    """The path below the first of the folders that holds it, with ``/``; the bare name where none does."""
    path = Path(path).resolve()
    for folder in folders:
        if path.is_relative_to(folder):
            return path.relative_to(folder).as_posix()
    return path.name


def write_record(path: str | Path, content: Mapping[str, Any]) -> None:
    """Write a record as JSON, whole or not at all."""
    text = json.dumps(content, indent=2, ensure_ascii=False, default=str) + "\n"
    with atomic_write(path) as partial:
        partial.write_text(text, encoding="utf-8")


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _git_commit() -> str:
    """Commit of the source, marked when files have changed since; 'unknown' outside a repository."""
    root = _PACKAGE.parent.parent
    try:
        commit = _git(root, "rev-parse", "--short=12", "HEAD")
        return f"{commit} with changes" if _git(root, "status", "--porcelain", "-uno") else commit
    except (OSError, subprocess.SubprocessError):
        return "unknown"


def _git(root: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", "-C", str(root), *arguments], capture_output=True, text=True, check=True, timeout=10
    )
    return done.stdout.strip()


if __name__ == "__main__":
    for name in sys.argv[1:]:
        print(source_hash(name), name)
