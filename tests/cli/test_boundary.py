"""However a command ends: its exit code, and what stays of it on the screen."""

from __future__ import annotations

import io
from importlib.metadata import version

import pytest

from voorzorg.cli import COMMANDS, main


def test_the_version_is_that_of_the_package(capsys) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == version("voorzorg") + "\n"


@pytest.mark.parametrize(("words", "code"), [([], 2), (["-h"], 0), (["--help"], 0), (["nothing"], 2)])
def test_without_a_command(words, code, capsys) -> None:
    assert main(words) == code
    told = capsys.readouterr()
    assert all(f"  {name} " in told.out for name in COMMANDS) == (words != ["nothing"])
    assert ("no command 'nothing'" in told.err) == (words == ["nothing"])


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (KeyboardInterrupt(), 130, "voorzorg schema: stopped\n"),
        (BrokenPipeError(), 1, ""),
        (ValueError("a name"), 1, "ValueError"),
    ],
)
def test_what_ends_a_command(error, code, said, monkeypatch) -> None:
    def fail(_: object) -> int:
        raise error

    heard = io.StringIO()
    closed = []
    monkeypatch.setattr(heard, "close", lambda: closed.append(heard.getvalue()), raising=False)
    monkeypatch.setattr("voorzorg.cli.schema.run", fail)
    monkeypatch.setattr("sys.stderr", heard)
    assert main(["schema"]) == code
    assert said in heard.getvalue() and "a name" not in heard.getvalue()
    assert bool(said) == bool(heard.getvalue())


@pytest.mark.parametrize("error", [SystemExit(3), GeneratorExit()])
def test_what_is_no_problem_of_ours_passes(error, monkeypatch) -> None:
    def leave(_: object) -> int:
        raise error

    monkeypatch.setattr("voorzorg.cli.schema.run", leave)
    with pytest.raises(type(error)):
        main(["schema"])


@pytest.mark.parametrize("code", [0, 1, 3])
def test_the_exit_code_is_the_commands_own(code, monkeypatch) -> None:
    monkeypatch.setattr("voorzorg.cli.schema.run", lambda _: code)
    assert main(["schema"]) == code


def test_a_console_without_a_letter_shows_another(monkeypatch) -> None:
    written = io.BytesIO()
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(written, encoding="ascii", write_through=True))
    monkeypatch.setattr("voorzorg.cli.schema.run", lambda _: print("één") or 0)
    assert main(["schema"]) == 0
    assert written.getvalue().strip() == b"??n"
