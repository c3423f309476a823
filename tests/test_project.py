"""The project's own files agree with each other."""

import ast
import re
import tomllib
from pathlib import Path
from typing import get_args

import pytest
import yaml
from pydantic import BaseModel

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_conda_environment_has_the_same_packages_and_bounds_as_pyproject():
    declared = set(PROJECT["dependencies"])
    for extra in PROJECT["optional-dependencies"].values():
        declared |= set(extra)
    listed = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))["dependencies"]
    by_pip = [name for entry in listed if isinstance(entry, dict) for name in entry["pip"]]
    conda = {entry for entry in listed if isinstance(entry, str)} | set(by_pip)
    assert conda - {"pip", f"python{PROJECT['requires-python']}"} == declared


def test_the_statistics_alone_need_the_same_bounds():
    listed = (ROOT / "requirements-statistics.txt").read_text(encoding="utf-8").splitlines()
    assert {line for line in listed if line and not line.startswith("#")} <= set(PROJECT["dependencies"])


def test_lock_pins_every_dependency_with_hashes_and_names_no_host():
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pinned = {re.sub(r"[-_.]+", "-", name).lower() for name in re.findall(r"^([\w.-]+)==", lock, re.M)}
    needed = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["test"]]
    assert {re.split(r"[<>=]", requirement)[0].replace(".", "-") for requirement in needed} <= pinned
    assert "http" not in lock
    entries = re.findall(r"^[\w.-]+==.*?(?=^[\w.-]+==|\Z)", lock, re.M | re.S)
    assert all("--hash=sha256:" in entry for entry in entries)


def _module_imports(path: Path) -> set[str]:
    """Rooms of the library that a module imports, anywhere in it."""
    rooms = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names = [node.module]
        rooms |= {name.split(".")[1] for name in names if name.startswith("voorzorg.")}
    return rooms


def _import_table() -> dict[str, set[str]]:
    """Room -> what it may import beside itself: the table of docs/contracts.md."""
    page = (
        (ROOT / "docs" / "contracts.md")
        .read_text(encoding="utf-8")
        .partition("## Imports")[2]
        .partition("## Floors")[0]
    )
    lines = re.findall(r"^\| `(\w+)` \|(.*)\|$", page, re.M)
    return {room: set(re.findall(r"`(\w+)`", others)) for room, others in lines}


EVERYONE = {
    "errors",
    "home",
    "languages",
    "reproducible",
    "text",
    "validation",
    "atomic_write",
    "yaml_file",
    "printable",
    "spreadsheet",
    "messages",
}
MAY_IMPORT = _import_table()


def test_every_room_has_its_line_in_the_table_of_imports():
    library = ROOT / "src" / "voorzorg"
    assert set(MAY_IMPORT) == {path.parent.name for path in library.glob("*/__init__.py")} - {
        "cli",
        *EVERYONE,
    }


@pytest.mark.parametrize("module", sorted(EVERYONE))
def test_what_everyone_may_use_imports_no_other_room(module: str):
    place = ROOT / "src" / "voorzorg" / module
    for path in place.rglob("*.py") if place.is_dir() else [place.with_suffix(".py")]:
        assert _module_imports(path) <= EVERYONE


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_rooms_import_one_way(room: str):
    for path in (ROOT / "src" / "voorzorg" / room).rglob("*.py"):
        strays = _module_imports(path) - MAY_IMPORT[room] - EVERYONE - {room}
        assert not strays, f"{path.relative_to(ROOT)} imports {sorted(strays)}"


#: Of a full room: its floors from the ground up, as docs/contracts.md lists them.
FLOORS = {
    "cohorts/reading": ["values", "raw_table isolated threads", "delimited formats", "files"],
    "present/disclosure": ["rules", "ledger", "secondary curves dominance", "wording", "control", "apply"],
    "statistics/multilevel/likelihood": [
        "binomial blocks linearised logistic_normal quadrature",
        "adaptive joint",
        "engines",
    ],
}


@pytest.mark.parametrize("room", FLOORS)
def test_floors_import_only_what_lies_below(room: str):
    place = ROOT / "src" / "voorzorg" / room
    height = {name: level for level, names in enumerate(FLOORS[room]) for name in names.split()}
    assert set(height) == {path.stem for path in place.glob("[a-z]*")}
    listed = (ROOT / "docs/contracts.md").read_text(encoding="utf-8").partition("## Floors")[2]
    (line,) = re.findall(rf"^\| `{room}` \|(.*)$", listed, re.M)
    assert [name for name in re.findall(r"`(\w+)`", line) if name not in height] == []
    prefix = f"voorzorg.{room.replace('/', '.')}"
    for name, level in height.items():
        for path in sorted((place / name).rglob("*.py")) or [place / f"{name}.py"]:
            for below in re.findall(rf"{prefix}(?:\.| import )(\w+)", path.read_text(encoding="utf-8")):
                assert below == name or height[below] <= level, f"{path}: {below} lies above"


def test_no_folder_of_the_library_holds_more_than_some_dozen_modules():
    library = ROOT / "src" / "voorzorg"
    full = {
        str(folder.relative_to(library)): count
        for folder in library.rglob("*")
        if folder.is_dir() and (count := len(set(folder.glob("[a-z]*.py")))) > 13
    }
    assert not full


@pytest.mark.parametrize("script", sorted((ROOT / "scripts").glob("*.py")), ids=lambda path: path.stem)
def test_scripts_are_thin_and_named_after_a_rule(script: Path):
    rules = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "workflow/rules").glob("*.smk"))
    assert f"rule {script.stem}:" in rules
    assert len(script.read_text(encoding="utf-8").splitlines()) < 40


def test_the_data_dictionary_page_lists_what_the_trials_outcomes_need():
    from voorzorg.config import read_config

    page = (ROOT / "docs" / "data-dictionary.md").read_text(encoding="utf-8")
    manifest = yaml.safe_load((ROOT / "data/cohorts/voorzorg_rct/cohort.yaml").read_text(encoding="utf-8"))
    outcomes = read_config(ROOT / "config.yaml").outcomes.values()
    needed = {o.variable for o in outcomes} | {o.event for o in outcomes if o.event}
    needed |= {name for name, v in manifest["variables"].items() if v.get("role") == "baseline"}
    assert not [name for name in sorted(needed) if f"`{name}`" not in page]


def _models_below(model: type[BaseModel]) -> set[type[BaseModel]]:
    """A model of configuration, and every model that its fields hold."""
    found, waiting = set(), [model]
    while waiting:
        part = waiting.pop()
        if isinstance(part, type) and issubclass(part, BaseModel):
            if part not in found:
                found.add(part)
                waiting += [field.annotation for field in part.model_fields.values()]
        else:
            waiting += get_args(part)
    return found


def _names_read(path: Path) -> set[str]:
    """Names that a file reads, as attributes or by key, of what may be a configuration or a manifest.

    A model that only checks its own setting does not count.
    """
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        return set(re.findall(r"\.([a-z_]+)", text))
    if {"evidence", "statistics"} & set(path.parts) and "voorzorg.cohorts" not in text:
        return set()
    found, waiting = set(), [ast.parse(text)]
    while waiting:
        node = waiting.pop()
        if any("model_validator" in ast.unparse(d) for d in getattr(node, "decorator_list", ())):
            continue
        if isinstance(node, ast.Attribute):
            found.add(node.attr)
        if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
            found.add(str(node.slice.value))
        waiting += ast.iter_child_nodes(node)
    return found


def test_every_setting_of_configuration_and_manifest_is_read_somewhere():
    """A setting that nothing reads is a promise that nobody keeps."""
    from voorzorg.cohorts.manifest.model import Manifest
    from voorzorg.config import Config

    files = [*(ROOT / "src").rglob("*.py"), *(ROOT / "src").rglob("*.j2"), *(ROOT / "scripts").glob("*.py")]
    files += (ROOT / "workflow" / "rules").glob("*.smk")
    read = {name for path in files for name in _names_read(path)}
    models = _models_below(Config) | _models_below(Manifest)
    assert {m.__name__ for m in models} >= {
        "Config",
        "Disclosure",
        "Manifest",
        "File",
        "Outcome",
        "Clustering",
    }
    unread = {f"{model.__name__}.{name}" for model in models for name in set(model.model_fields) - read}
    assert unread == set()


#: Modules that must ask a library's own words, since its exception tells no kind.
ASKS_A_LIBRARYS_WORDS = {
    "boundary.py",  # ReadStat: whether a disk is full
    "cohorts/reading/delimited/rows.py",  # PyArrow: whether a file is empty
    "statistics/formulas.py",  # formulaic: which reference category has no row
}


def test_no_code_reads_what_another_part_said_in_words():
    library = ROOT / "src" / "voorzorg"
    reads = re.compile(
        r"""["'] in str\(|re\.\w+\([^\n]*str\((?:error|e)\)|str\(\w*error\)\.(?:split|startswith|partition)"""
        r"""|["'] in \(?\w+\.(?:method|warnings|missing_handling)\b"""
        r"""|\["(?:method|warnings|missing_handling)"\][^\n]*\.str\."""
    )
    found = {
        path.relative_to(library).as_posix()
        for path in library.rglob("*.py")
        if reads.search(path.read_text(encoding="utf-8"))
    }
    assert found == ASKS_A_LIBRARYS_WORDS
