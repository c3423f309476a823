"""The two installers of a bundle do the same things in the same order, and stop where one fails."""

import importlib.util
import re
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "workflow" / "bundle"
WINDOWS = (FOLDER / "install.ps1").read_text(encoding="ascii")
LINUX = (FOLDER / "install.sh").read_text(encoding="ascii")
STEPS = ("python-version", "SHA256SUMS", "-m venv", "-m pip install", "-m compileall", "installed:", "next:")


@pytest.mark.parametrize("script", [WINDOWS, LINUX], ids=["windows", "linux"])
def test_the_steps_are_the_same_and_checksums_come_before_anything_is_made(script):
    code = "\n".join(line for line in script.splitlines() if not line.startswith("#"))
    places = [code.index(step) for step in STEPS]
    assert places == sorted(places)
    (install,) = re.findall(r"-m pip install(?:.|\\\n|`\n)*?requirements\.txt", code)
    assert {"--no-index", "--require-hashes", "--find-links"} <= set(install.split())


def test_on_windows_every_program_that_matters_is_asked_whether_it_succeeded():
    lines = WINDOWS.replace("`\n", " ").splitlines()
    called = [
        k for k, line in enumerate(lines) if re.match(r"(\$\w+ = )?& ", line) and "Out-Null" not in line
    ]
    assert len(called) == 3
    assert all("$LASTEXITCODE" in lines[k + 1] for k in called)


def test_on_windows_no_quotation_mark_is_passed_to_a_program():
    for line in WINDOWS.splitlines():
        for code in re.findall(r"-c '([^']*)'", line):
            assert not set('"\\') & set(code)
            compile(code, "<installer>", "exec")


def test_on_windows_paths_are_taken_as_they_are_written():
    for command in ("Get-Content", "Test-Path", "Get-FileHash"):
        for line in re.findall(rf"^.*{command}.*$", WINDOWS, re.M):
            assert "-LiteralPath" in line


@pytest.mark.skipif(not importlib.util.find_spec("pygments"), reason="pygments comes with nbconvert")
def test_the_windows_installer_is_powershell():
    from pygments.lexers import PowerShellLexer
    from pygments.token import Token

    tokens = list(PowerShellLexer().get_tokens(WINDOWS))
    assert not [text for kind, text in tokens if kind in Token.Error]
    plain = "".join(
        text for kind, text in tokens if kind not in Token.Literal.String and kind not in Token.Comment
    )
    for opened, closed in ("()", "{}"):
        assert plain.count(opened) == plain.count(closed)
    first = next(line for line in WINDOWS.splitlines() if line and not line.startswith("#"))
    assert first.startswith("param(")


def test_both_containers_are_made_by_the_same_commands():
    folder = FOLDER.parents[1] / "containers"

    def commands(name: str) -> list[str]:
        text = (folder / name).read_text(encoding="utf-8")
        return re.findall(r"(?:python3 -m venv|/opt/voorzorg/bin/python -m pip install) [^\n\\]*", text)

    docker, apptainer = ([c.strip() for c in commands(name)] for name in ("Dockerfile", "voorzorg.def"))
    assert docker == apptainer and len(docker) == 3
    assert "--require-hashes -r requirements.lock" in docker[1]
