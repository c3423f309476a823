"""The statistics can be used without the rest of the project: its other packages are never imported."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
#: Names under which packages are imported, where they differ.
IMPORTED_AS = {"pyyaml": "yaml", "python-docx": "docx"}
SCRIPT = """
import importlib, pkgutil, sys

refused = set(sys.argv[1:])

class Refuse:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in refused:
            raise ImportError(f"the statistics import {name}")

sys.meta_path.insert(0, Refuse())
import voorzorg.statistics

for module in pkgutil.walk_packages(voorzorg.statistics.__path__, "voorzorg.statistics."):
    importlib.import_module(module.name)
from voorzorg.messages import People, message, render
render(message("people-about", n=20), "nl")
print(len(sys.modules))
"""


def names(requirements: list[str]) -> set[str]:
    found = (re.split(r"[<>=\[]", line)[0].lower() for line in requirements if line and line[0] != "#")
    return {IMPORTED_AS.get(name, name.replace("-", "_").replace(".", "_")) for name in found}


def test_no_module_of_the_statistics_needs_another_package() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = names((ROOT / "requirements-statistics.txt").read_text(encoding="utf-8").splitlines())
    refused = names(project["dependencies"]) - needed
    assert {"snakemake", "yaml", "pydantic", "matplotlib"} <= refused
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, *sorted(refused)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-600:]
