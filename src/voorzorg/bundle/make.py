"""Make a bundle: wheels of every locked package, the project, an installer, components and checksums.

Wheels are taken by the hashes of the lock. A package that is published as source only is built here; that is
possible for another system too where its wheel holds Python alone. Inside the bundle a requirements file pins
every wheel by its own hash, so that the installer checks what it installs again.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Sequence
from email.parser import Parser
from importlib.metadata import version
from pathlib import Path
from typing import Any

from voorzorg.atomic_write import atomic_write
from voorzorg.bundle.targets import Locked, Target, needed, read_lock
from voorzorg.errors import UserError
from voorzorg.home import home

#: Every entry of the archive is dated alike, so that the same contents make the same bytes.
_DATE = (1980, 1, 1, 0, 0, 0)
#: How pip says that a package has no file of the kind that was asked for.
_NO_WHEEL = re.compile(r"No matching distribution found for ([\w.-]+)==")
_INSTALLERS = ("install.sh", "install.ps1", "README.md")


def make_bundle(target: Target, path: Path | None = None) -> Path:
    """Write the bundle for ``target`` and return where it is.

    Raises
    ------
    UserError
        Where a package has no wheel for the target and none can be built here, or where this is no checkout
        of the project, whose own wheel is built from its source.
    """
    if not (home() / "pyproject.toml").is_file():
        raise UserError("a bundle is made from a checkout of the project: 'make bundle' in its folder")
    path = path or Path("dist", f"voorzorg-{version('voorzorg')}-{target.name}.zip")
    packages = needed(read_lock((home() / "requirements.lock").read_text(encoding="utf-8")), target)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch, path.stem)
        wheels = folder / "wheels"
        wheels.mkdir(parents=True)
        _download(packages, target, wheels, Path(scratch))
        _pip("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(wheels), str(home()))
        for name in _INSTALLERS:
            shutil.copyfile(home() / "workflow" / "bundle" / name, folder / name)
        (folder / "python-version").write_text(f"{target.python}\n", encoding="utf-8")
        (folder / "requirements.txt").write_text(_requirements(wheels), encoding="utf-8")
        (folder / "sbom.cdx.json").write_text(_components(wheels), encoding="utf-8")
        sums = [f"{_sha256(file)}  {file.relative_to(folder).as_posix()}\n" for file in _files(folder)]
        (folder / "SHA256SUMS").write_text("".join(sums), encoding="utf-8")
        _archive(folder, path)
    return path


def _download(packages: Sequence[Locked], target: Target, wheels: Path, scratch: Path) -> None:
    """Wheels of all packages into a folder; those that are published as source only are built."""
    listed, rest, sources = scratch / "requirements.txt", list(packages), []
    words = [
        "download",
        *_for(target),
        "--require-hashes",
        "--requirement",
        str(listed),
        "--dest",
        str(wheels),
    ]
    while True:
        listed.write_text("\n".join(one.line() for one in rest) + "\n", encoding="utf-8")
        done = _run_pip(*words)
        lacking = {name.casefold() for name in _NO_WHEEL.findall(done.stderr)} if done.returncode else set()
        without = [one for one in rest if one.name.casefold() in lacking]
        if not without:
            _checked(done, "download")
            break
        sources += without
        rest = [one for one in rest if one not in without]
    for one in sources:
        listed.write_text(one.line() + "\n", encoding="utf-8")
        _pip(
            "wheel", "--no-deps", "--require-hashes", "--requirement", str(listed), "--wheel-dir", str(wheels)
        )
        (built,) = wheels.glob(f"{one.name.replace('-', '_').lower()}-*.whl")
        if not built.name.endswith("-none-any.whl") and target != Target.of():
            raise UserError(f"{one.pinned} has no wheel for {target.name}: make the bundle on such a machine")


def _for(target: Target) -> list[str]:
    """What makes pip choose wheels of the target."""
    tags = [word for tag in target.tags for word in ("--platform", tag)]
    version_of = ["--implementation", "cp", "--python-version", target.python]
    return ["--no-deps", "--only-binary", ":all:", *tags, *version_of]


def _run_pip(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", *words]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def _pip(*words: str) -> None:
    _checked(_run_pip(*words), words[0])


def _checked(done: subprocess.CompletedProcess[str], what: str) -> None:
    if done.returncode:
        reason = next((line for line in done.stderr.splitlines()[::-1] if line.startswith("ERROR")), "")
        raise UserError(f"pip {what} failed: {reason.removeprefix('ERROR: ') or done.stderr[-300:]}")


def _requirements(wheels: Path) -> str:
    """Every wheel of the folder, pinned by version and hash."""
    lines = []
    for wheel in _files(wheels):
        name, number = wheel.name.split("-")[:2]
        lines.append(f"{name}=={number} --hash=sha256:{_sha256(wheel)}\n")
    return "".join(lines)


def _components(wheels: Path) -> str:
    """A software bill of materials in CycloneDX 1.6: name, version, licence and hash of every wheel."""
    content = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {"type": "application", "name": "voorzorg", "version": version("voorzorg")}
        },
        "components": [_component(wheel) for wheel in _files(wheels)],
    }
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def _component(wheel: Path) -> dict[str, Any]:
    name, number = wheel.name.split("-")[:2]
    component: dict[str, Any] = {
        "type": "library",
        "name": name.replace("_", "-").lower(),
        "version": number,
        "purl": f"pkg:pypi/{name.replace('_', '-').lower()}@{number}",
        "hashes": [{"alg": "SHA-256", "content": _sha256(wheel)}],
    }
    if licence := _licence(wheel):
        component["licenses"] = [{"license": {"name": licence}}]
    return component


def _licence(wheel: Path) -> str | None:
    """The licence that a wheel's metadata name: an SPDX expression, a short text, or a classifier."""
    with zipfile.ZipFile(wheel) as archive:
        (metadata,) = (
            n for n in archive.namelist() if n.count("/") == 1 and n.endswith(".dist-info/METADATA")
        )
        head = Parser().parsestr(archive.read(metadata).decode("utf-8", "replace"), headersonly=True)
    if expression := head.get("License-Expression"):
        return str(expression)
    classified = [c.split(" :: ")[-1] for c in head.get_all("Classifier", []) if c.startswith("License ::")]
    short = str(head.get("License") or "").strip()
    if short and "\n" not in short and len(short) < 60:
        return short
    return " AND ".join(classified) or None


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _archive(folder: Path, path: Path) -> None:
    """The folder as a zip file, whole or not at all; wheels are compressed already."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with atomic_write(path) as partial, zipfile.ZipFile(partial, "w") as archive:
        for file in _files(folder):
            entry = zipfile.ZipInfo(f"{folder.name}/{file.relative_to(folder).as_posix()}", _DATE)
            entry.external_attr = (0o755 if file.suffix == ".sh" else 0o644) << 16
            entry.compress_type = zipfile.ZIP_STORED if file.suffix == ".whl" else zipfile.ZIP_DEFLATED
            archive.writestr(entry, file.read_bytes())
