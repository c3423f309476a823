"""The two installers of a bundle do the same things in the same order, and stop where one fails."""

import hashlib
import importlib.util
import re
import subprocess
import sys
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


def test_on_windows_every_failure_is_one_sentence_and_the_exit_code_1():
    assert "throw" not in WINDOWS and WINDOWS.count("exit 1") == 1 and WINDOWS.endswith("exit 0\n")
    assert "[Console]::Error.WriteLine" in WINDOWS
    told = re.findall(r'Stop-Here "([^"]*)"', WINDOWS)
    assert len(told) == len(set(told)) == 9


def test_on_windows_nothing_is_asked_that_windows_powershell_5_lacks():
    code = "\n".join(line for line in WINDOWS.splitlines() if not line.startswith("#"))
    newer = (
        r"\?\?",
        r"\?\.",
        r"(?<!\|)&&",
        r"\|\|",
        r"\? .* : ",
        r"-AsHashtable",
        r"-Parallel",
        r"2>",
        r"clean \{",
    )
    assert not [one for one in newer if re.search(one, code)]
    assert "2>" not in code  # it makes an error of every line that a program writes there
    assert code.isascii()  # read as the computer's code page where there is no mark of another


def test_on_windows_the_folder_ends_in_no_backslash():
    """``"C:\\my folder\\"`` reaches a program with its last quotation mark as part of the name."""
    assert 'GetUnresolvedProviderPathFromPSPath($Where).TrimEnd("\\", "/")' in WINDOWS
    made = WINDOWS.index("TrimEnd(")
    assert made < WINDOWS.index("-m venv $Where") and "$Where =" not in WINDOWS[made:]


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script")
@pytest.mark.parametrize(
    "broken, said",
    [
        ({"python-version": "2.1\n"}, "is for Python 2.1"),
        ({"SHA256SUMS": ""}, "damaged or was changed"),
        ({"SHA256SUMS": "no sum\n"}, "damaged or was changed"),
        ({"SHA256SUMS": f"{'0' * 64}  requirements.txt\n"}, "damaged or was changed"),
        ({"SHA256SUMS": f"{'0' * 64}  gone.whl\n"}, "damaged or was changed"),
        ({"requirements.txt": "nothing==1 --hash=sha256:" + "0" * 64 + "\n"}, "the installation failed"),
    ],
    ids=["version", "empty sums", "no sums", "changed", "gone", "pip"],
)
def test_on_linux_every_failure_is_told_and_the_exit_code_is_1(tmp_path, broken, said):
    bundle = tmp_path / "a bundle"
    (bundle / "wheels").mkdir(parents=True)
    files = {
        "install.sh": LINUX,
        "python-version": "{}.{}\n".format(*sys.version_info[:2]),
        "requirements.txt": broken.get("requirements.txt", ""),
    }
    sums = "".join(f"{hashlib.sha256(text.encode()).hexdigest()}  {name}\n" for name, text in files.items())
    for name, text in (files | {"SHA256SUMS": sums} | broken).items():
        (bundle / name).write_text(text, encoding="utf-8")
    if "python-version" in broken:
        (bundle / "SHA256SUMS").write_text(sums, encoding="utf-8")

    done = subprocess.run(
        ["sh", str(bundle / "install.sh"), str(tmp_path / "made here")],
        env={"PYTHON": sys.executable, "PATH": "/usr/bin:/bin"}, capture_output=True, text=True,
    )  # fmt: skip

    assert done.returncode == 1 and done.stderr.splitlines()[-1].startswith("voorzorg: ")
    assert said in done.stderr and "installed" not in done.stdout


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
