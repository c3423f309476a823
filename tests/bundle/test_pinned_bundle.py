"""What a bundle holds and what pip is asked, without a download."""
# ruff: noqa: E501 - tables are as wide as their rows

from __future__ import annotations

import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from voorzorg.bundle import make
from voorzorg.bundle.targets import Target, needed, read_lock
from voorzorg.errors import UserError
from voorzorg.home import home

Pinned = Callable[..., None]


def test_targets(pinned: Pinned, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = []
    monkeypatch.setattr("platform.machine", lambda: "AMD64")
    lock = read_lock((home() / "requirements.lock").read_text(encoding="utf-8"))
    for system, python, machine in (
        ("linux", "3.12", "x86_64"),
        ("windows", "3.11", "arm64"),
        ("linux", "3.13", "aarch64"),
        ("windows", "3.14", None),
        ("mac", "3.12", None),
        ("linux", "3.10", None),
        ("linux", "3", None),
        ("linux", "4.0", None),
    ):
        try:
            target = Target.of(system, python, machine)
            told = [
                target.name,
                " ".join(target.tags),
                str(target.environment),
                str(len(needed(lock, target))),
            ]
        except UserError as error:
            told = [str(error)]
        rows.append({"asked": f"{system} {python} {machine}", "told": " | ".join(told)})
    monkeypatch.setattr("sys.platform", "win32")
    rows.append({"asked": "here", "told": Target.of(python="3.12").name})
    small = read_lock(
        "# a\n\na==1 ; sys_platform == 'win32' \\\n    --hash=sha256:x \\\n    --hash=sha256:y\nb==2 --hash=sha256:z\n"
    )
    rows += [{"asked": one.pinned, "told": f"{one.line()} | {one.name} {one.hashes}"} for one in small]
    pinned("bundle/targets", [row | {"told": row["told"].replace(str(len(lock)), "ALL")} for row in rows])


def _wheel(folder: Path, name: str, metadata: str) -> None:
    with zipfile.ZipFile(folder / name, "w") as archive:
        entry = zipfile.ZipInfo(f"{'-'.join(name.split('-')[:2])}.dist-info/METADATA", (1980, 1, 1, 0, 0, 0))
        archive.writestr(entry, metadata)


def test_a_whole_bundle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pinned: Pinned) -> None:
    asked: list[str] = []
    lock = "a_b==1.0 --hash=sha256:x\nsource-only==2.0 --hash=sha256:y\nw==3 ; sys_platform == 'win32' --hash=sha256:z\n"
    target = Target.of("linux", "3.12", "x86_64")
    monkeypatch.setattr(make, "read_lock", lambda _: read_lock(lock))
    monkeypatch.setattr(make, "version", lambda _: "9.9")
    licences = {
        "a_b": "License-Expression: MIT\nLicense: other\n",
        "source_only": "Classifier: License :: OSI Approved :: BSD\nClassifier: License :: X\n",
        "voorzorg": "License: " + "x" * 59 + "\n",
    }

    def pip(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        words = command[1:]
        at = words.index("--dest" if "--dest" in words else "--wheel-dir")
        folder = Path(words[at + 1])
        listed = (
            Path(words[words.index("--requirement") + 1]).read_text(encoding="utf-8")
            if "--requirement" in words
            else ""
        )
        asked.append(
            " ".join(words).replace(str(folder.parents[1]), "SCRATCH").replace(str(home()), "PROJECT")
            + f" <- {listed!r}"
        )
        if "download" in words and "source-only" in listed:
            return subprocess.CompletedProcess(
                command, 1, "", "ERROR: No matching distribution found for source-only==2.0\n"
            )
        made = (
            ["a_b-1.0-py3-none-any.whl"]
            if "download" in words
            else ["source_only-2.0-py3-none-any.whl"]
            if listed
            else ["voorzorg-9.9-py3-none-any.whl"]
        )
        for name in made:
            _wheel(folder, name, f"Name: x\n{licences[name.split('-')[0]]}\n")
        return subprocess.CompletedProcess(command, 0, "", "")

    monkeypatch.setattr(make.subprocess, "run", pip)
    path = make.make_bundle(target, tmp_path / "deep/b.zip")
    parts = list(asked)
    with zipfile.ZipFile(path) as archive:
        for one in archive.infolist():
            parts.append(f"{one.filename} {one.date_time} {one.external_attr >> 16:o} {one.compress_type}")
        for name in ("python-version", "requirements.txt", "sbom.cdx.json"):
            parts.append(archive.read(f"b/{name}").decode())
        sums = archive.read("b/SHA256SUMS").decode()
    parts += [line.split("  ")[1] for line in sums.splitlines()]
    pinned("bundle/whole", "\n".join(parts).replace(str(sys.executable), "PYTHON") + "\n")
    assert {len(line.split("  ")[0]) for line in sums.splitlines()} == {64}
    monkeypatch.setattr(make.zipfile, "ZipFile", zipfile.ZipFile)
    monkeypatch.chdir(tmp_path)
    assert make.make_bundle(target) == Path("dist/voorzorg-9.9-linux-x86_64-python3.12.zip")


@pytest.mark.parametrize(
    ("licence", "told"),
    [
        ("", None),
        ("License: MIT\n", "MIT"),
        ("License: " + "x" * 60 + "\n", None),
        ("License: " + "x" * 59 + "\n", "x" * 59),
        ("Classifier: License :: OSI :: A\nClassifier: License :: B\nClassifier: Other :: C\n", "A AND B"),
    ],
)
def test_licences(licence: str, told: str | None, tmp_path: Path) -> None:
    _wheel(tmp_path, "a-1-py3-none-any.whl", f"Name: a\n{licence}\n")
    assert make._licence(tmp_path / "a-1-py3-none-any.whl") == told


def test_pip_that_fails_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def failing(said: str) -> None:
        monkeypatch.setattr(make, "_run_pip", lambda *_: subprocess.CompletedProcess([], 1, "", said))

    failing("ERROR: first\nERROR: last\nnote")
    with pytest.raises(UserError, match=r"^pip wheel failed: last$"):
        make._pip("wheel")
    failing("x" * 400)
    with pytest.raises(UserError, match=rf"^pip wheel failed: {'x' * 300}$"):
        make._pip("wheel")
    monkeypatch.setattr(make, "home", lambda: tmp_path)
    with pytest.raises(UserError, match="checkout"):
        make.make_bundle(Target.of("linux", "3.12", "x86_64"))


def test_the_licence_is_that_of_the_wheel_itself(tmp_path: Path) -> None:
    """Packages that it carries within have metadata of their own."""
    with zipfile.ZipFile(tmp_path / "a-1-py3-none-any.whl", "w") as archive:
        archive.writestr("a/__init__.py", "")
        archive.writestr("a/carried/b-2.dist-info/METADATA", "License-Expression: MIT\n")
        archive.writestr("a-1.dist-info/METADATA", "License-Expression: BSD-3-Clause\n")
        archive.writestr("a-1.dist-info/RECORD", "")
    assert make._licence(tmp_path / "a-1-py3-none-any.whl") == "BSD-3-Clause"
