"""Every command on a small folder: its options, what it says, what it writes, and how it ends."""
# ruff: noqa: E501 - tables are as wide as their rows

from __future__ import annotations

import argparse
import importlib
import io
import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from as_text import titled

from voorzorg.cli import COMMANDS, main, module_of

Pinned = Callable[..., None]
ROOT = Path(__file__).resolve().parents[2]

PEOPLE = 12


@pytest.fixture(autouse=True)
def computer(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    monkeypatch.delenv("VOORZORG_KEY", raising=False)
    monkeypatch.chdir(tmp_path)


def data(**changes: object) -> pd.DataFrame:
    rng = np.random.default_rng(5)
    made = {
        "respnr": [f"A{100 + k}" for k in range(PEOPLE)], "groep": [0, 1] * (PEOPLE // 2), "leeftijd": rng.integers(18, 30, PEOPLE),
        "stress_t0": rng.integers(5, 30, PEOPLE), "stress_t1": rng.integers(5, 30, PEOPLE), "rookt": ["ja", "nee", "nee"] * (PEOPLE // 3),
    }  # fmt: skip
    return pd.DataFrame(made | changes)


@pytest.fixture
def say(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """Run a command; what it said and how it ended, without where it was."""

    def run(*words: str) -> str:
        capsys.readouterr()
        try:
            code: object = main(list(words))
        except SystemExit as end:
            code = f"SystemExit {end.code}"
        told = capsys.readouterr()
        text = titled(
            " ".join(words), f"ends with {code}", told.out, *([f"(error) {told.err}"] if told.err else [])
        )
        return re.sub(
            r"\d+(\.\d+)? s\b", "SECONDS", text.replace(str(tmp_path), "FOLDER").replace(str(ROOT), "PROJECT")
        )

    return run


def written(folder: Path) -> str:
    """Every file of a folder, and what the small ones of text hold."""
    lines = []
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            lines.append(f"{path.relative_to(folder).as_posix()} {oct(path.stat().st_mode & 0o777)}")
            if path.suffix in (".yaml", ".md", ".csv") and path.stat().st_size < 4000:
                lines.append(path.read_text(encoding="utf-8"))
    return "\n".join(lines)


def test_options(pinned: Pinned) -> None:
    rows = []
    for name in COMMANDS:
        module = importlib.import_module(module_of(name))
        if not hasattr(module, "add_parser"):
            continue
        group = argparse.ArgumentParser(prog="voorzorg").add_subparsers()
        module.add_parser(group)
        for option in group.choices[name]._actions:
            default = option.default.as_posix() if isinstance(option.default, Path) else str(option.default)
            rows.append(
                {
                    "command": name, "option": " ".join(option.option_strings) or option.dest, "takes": getattr(option.type, "__name__", ""), "count": str(option.nargs),
                    "shown": str(option.metavar), "default": default, "choices": str(option.choices), "required": option.required, "help": option.help,
                }
            )  # fmt: skip
    pinned("cli/options", rows)


def test_what_is_no_command(say: Callable[..., str], pinned: Pinned) -> None:
    pinned(
        "cli/main",
        say()
        + say("--help")
        + say("-h")
        + say("chekc")
        + say("check")
        + say("check", "x", "--language", "fr")
        + say("run", "--help"),
    )


def test_from_a_file_to_a_checked_cohort(tmp_path: Path, say: Callable[..., str], pinned: Pinned) -> None:
    data().to_csv("x.csv", index=False)
    data(naam=[f"Jansen{chr(97 + k)}" for k in range(PEOPLE)]).to_csv("named.csv", index=False)
    draft = ("init-cohort", "demo", "x.csv", "--into", "cohorts")
    parts = [
        say("init-cohort", "De mo", "x.csv"), say("init-cohort", "evidence", "x.csv"), say("init-cohort", "demo", "y.csv", "z.csv"),
        say(*draft), say(*draft), say(*draft, "--force", "--language", "nl"), say("init-cohort", "other", "x.csv", "--into", "cohorts", "--no-copy"),
        say("init-cohort", "named", "named.csv", "--into", "cohorts"), say("check", "cohorts/demo"), say("check", "cohorts/demo", "--language", "nl", "--quiet"),
        say("check", "cohorts/other"), say("check", "cohorts/other", "--data", "."), say("check", "cohorts/other", "--data", "nowhere"), say("check", "cohorts/named"),
        say("check", "cohorts/demo/cohort.yaml", "--html", "page.html"), say("check", "nowhere"), say("check", "no/where"),
    ]  # fmt: skip
    manifest = tmp_path / "cohorts/demo/cohort.yaml"
    settled = re.sub(r"# TODO.*", "", manifest.read_text(encoding="utf-8"))
    manifest.write_text(
        settled.replace("variable: stress,", "variable: stress, better: lower,"), encoding="utf-8"
    )
    parts += [say("check", "cohorts/demo"), say("check", "cohorts/demo", "--quiet", "--language", "nl")]
    manifest.write_text(settled + "public: true\n", encoding="utf-8")
    parts.append(say("check", "cohorts/demo"))
    data(leeftijd=[200] * PEOPLE).to_csv("cohorts/demo/raw/x.csv", index=False)
    manifest.write_text(
        settled.replace("type: integer", "type: integer, range: [10, 60]", 1), encoding="utf-8"
    )
    parts += [say("check", "cohorts/demo"), titled("written", written(tmp_path / "cohorts"))]
    pinned("cli/check", "".join(parts))


def test_a_later_delivery(tmp_path: Path, say: Callable[..., str], pinned: Pinned) -> None:
    data().to_csv("x.csv", index=False)
    main(["init-cohort", "demo", "x.csv", "--into", "cohorts"])
    (tmp_path / "new").mkdir()
    changed = data(leeftijd=[31, 32, *data()["leeftijd"][2:]], extra=1).drop(columns="rookt")
    pd.concat([changed.iloc[1:], changed.iloc[:1].assign(respnr="B1")]).to_csv("new/x.csv", index=False)
    data()[["respnr", "rookt"]].to_csv("new/follow_up_6m.csv", index=False)
    data().rename(columns={"rookt": "drinkt"})[["respnr", "drinkt"]].to_csv("new/other.csv", index=False)
    Path("new/broken.csv").write_bytes(b"")
    parts = [
        say("add", "cohorts/demo", f"new/{name}.csv", "--language", language)
        for name in ("x", "follow_up_6m", "other", "broken", "none")
        for language in ("nl", "en")
    ]
    parts += [
        say("add", "cohorts/demo", "x.csv"),
        say("add", "cohorts/demo", "new/x.csv", "new/other.csv", "--apply"),
        say("add", "cohorts/demo", "x.csv", "--apply"),
        say("add", "cohorts/demo", "new/x.csv", "--apply"),
    ]
    pinned("cli/add", "".join(parts) + titled("written", written(tmp_path / "cohorts")))


def test_dictionary_tidy_and_plan(tmp_path: Path, say: Callable[..., str], pinned: Pinned) -> None:
    data().to_csv("x.csv", index=False)
    main(["init-cohort", "demo", "x.csv", "--into", "cohorts"])
    main(["new", "own"])
    Path("config.yaml").write_text("language: en\ncohorts: {demo: {data: synthetic}}\n", encoding="utf-8")
    manifest = tmp_path / "cohorts/demo/cohort.yaml"
    manifest.write_text(manifest.read_text(encoding="utf-8") + "public: true\n", encoding="utf-8")
    parts = [
        say("dictionary", "cohorts/demo"), say("dictionary", "cohorts/demo", "--out", "d.csv"), say("dictionary", "cohorts/demo", "--data", "nowhere"),
        say("tidy", "cohorts/demo", "--language", "nl"), say("tidy", "cohorts/demo", "--into", "t", "--language", "en"), titled("tidy", written(tmp_path / "t"), written(tmp_path / "results")),
        say("new", "own"), say("new", "own2"), titled("own", "\n".join(sorted(p.relative_to(tmp_path).as_posix() for p in (tmp_path / "own").rglob("*")))),
    ]  # fmt: skip
    planned = say("plan", "cohorts/demo", "--out", "p")
    parts.append(re.sub(r"fingerprint: \w+", "fingerprint", planned))
    parts.append(titled("plan", "\n".join(sorted(p.name for p in (tmp_path / "p").iterdir()))))
    pinned("cli/dictionary_tidy_plan", "".join(parts))


def test_templates(tmp_path: Path, say: Callable[..., str], pinned: Pinned) -> None:
    import openpyxl

    parts = [
        say("template", "two-arm", "x.csv"),
        say("template", "two-arm", "x.xlsx", "--waves", "0"),
        say("template", "two-arm", "x.xlsx", "--waves", "4"),
    ]
    parts += [
        say("template", "one-arm"),
        say("template", "one-arm"),
        say("template", "two-arm", "x.xlsx", "--waves", "1"),
        say("template", "single-case", "s.xlsx", "--waves", "2"),
        say("template", "two-arm", "t.xlsx"),
    ]
    for path in sorted(tmp_path.glob("*.xlsx")):
        book = openpyxl.load_workbook(path)
        for sheet in book.worksheets:
            rows = [
                "|".join("" if c is None else str(c) for c in row)
                for row in sheet.iter_rows(values_only=True)
            ]
            choices = [
                f"{v.sqref} {v.formula1} {v.allow_blank} {v.error}"
                for v in sheet.data_validations.dataValidation
            ]
            bold = [cell.coordinate for cell in sheet[1] if cell.font.bold]
            widths = [f"{k}{d.width:g}" for k, d in sorted(sheet.column_dimensions.items())]
            parts.append(
                titled(f"{path.name} {sheet.title}", *rows, *choices, f"{bold} {widths} {sheet.freeze_panes}")
            )
    parts += [say("init-cohort", "t", "t.xlsx", "--into", "cohorts")]
    pinned("cli/template", "".join(parts))


def test_schemas(tmp_path: Path, say: Callable[..., str], pinned: Pinned) -> None:
    parts = [
        say("schema", "--check", "--out", "s"),
        say("schema", "--out", "s"),
        say("schema", "--out", "s"),
        say("schema", "--check", "--out", "s"),
    ]
    (tmp_path / "s/config.schema.json").write_text("{}", encoding="utf-8")
    parts += [
        say("schema", "--check", "--out", "s"),
        say("schema", "--markdown", "page.md", "--out", "t"),
        titled("written", written(tmp_path / "s"), written(tmp_path / "t")),
    ]
    pinned("cli/schema", "".join(parts))
    pinned("cli/settings_page", (tmp_path / "page.md").read_text(encoding="utf-8"))


def test_audits(tmp_path: Path, say: Callable[..., str], pinned: Pinned) -> None:
    trial = str(ROOT / "data/examples/figures-other-trial.csv")
    baseline = str(ROOT / "data/examples/trials/baseline-too-alike.csv")
    Path("text.txt").write_text(
        "t(28) = 2.20, p = .03; F(1, 28) = 4.1, p < .05; r(28) = -.36, ns; χ2 (1, N = 1,200) = 3.84, p = .05e-1; z = 1.96, p ≤ 0.05",
        encoding="utf-8",
    )
    Path("paper.pdf").write_bytes(b"x")
    parts = [
        say("audit", trial, "--language", "en"),
        say("audit", trial),
        say("audit", trial, "--all", "--language", "en"),
        say("audit", trial, "--strict", "--out", "o"),
        say("audit", trial, "--explain", "nobody"),
    ]
    parts += [
        say("audit", trial, "--explain", figure, "--language", "en")
        for figure in pd.read_csv(trial)["figure_id"].head(3)
    ]
    parts += [
        say("audit", baseline, "--baseline", "--language", "en"),
        say("audit", baseline, "--baseline"),
        say("audit", "text.txt", "--read", "draft.csv", "--language", "en"),
        say("audit", "paper.pdf"),
        say("audit", "none.csv"),
        say("audit", "--template", "t.xlsx"),
    ]
    parts += [
        say("audit", trial, "--checklist", "c.html", "--report", "r.html", "--language", "en"),
        titled(
            "written",
            "\n".join(sorted(p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*") if p.is_file())),
        ),
        Path("draft.csv").read_text(encoding="utf-8").replace("\r", ""),
    ]
    pinned("cli/audit", "".join(parts))


def test_municipalities(tmp_path: Path, say: Callable[..., str], pinned: Pinned) -> None:
    Path("m.csv").write_text("name;births\nAdorp;300\nBdorp;400\n", encoding="utf-8")
    parts = [
        say("municipality"),
        say("municipality", "--name", "Weert"),
        say("municipality", "--births", "3"),
        say("municipality", "--name", "W", "--births", "-1"),
        say("municipality", "--name", "W", "--births", "1000001"),
        say("municipality", "--own", "x", "--country"),
    ]
    parts += [
        say(
            "municipality", "m.csv", "--country", "--language", "en", "--out", "out", "--pages", "--seed", "3"
        ),
        titled("written", "\n".join(sorted(p.name for p in (tmp_path / "out").iterdir()))),
    ]
    pinned("cli/municipality", "".join(parts))


def test_what_is_refused(say: Callable[..., str], pinned: Pinned) -> None:
    Path("config.yaml").write_text("language: en\ncohorts: {demo: {data: synthetic}}\n", encoding="utf-8")
    data().to_csv("x.csv", index=False)
    main(["init-cohort", "demo", "x.csv"])
    parts = [
        say("release", "demo"),
        say("release", "nobody"),
        say("power", "none.yaml"),
        say("power", "voorzorg_2.yaml", "--cores", "0"),
        say("bundle", "--python", "3.10"),
        say("bundle", "--python", "x"),
    ]
    pinned("cli/refused", "".join(parts))


def test_how_a_run_is_started(
    tmp_path: Path, say: Callable[..., str], pinned: Pinned, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What Snakemake is asked, with how it ends and what its jobs left to tell."""
    from voorzorg.cli import run as command

    main(["new", "own"])
    monkeypatch.chdir(tmp_path / "own")
    asked: list[str] = []
    ends = {"code": 0, "told": ""}

    class Done:
        returncode = 0

    def snakemake(words: list[str], *, check: bool, env: dict[str, str]) -> Done:
        shown = " ".join("PYTHON" if word == command.sys.executable else word for word in words)
        asked.append(f"{shown} | check {check}")
        if ends["told"]:
            Path(env[command.PROBLEMS]).write_text(str(ends["told"]), encoding="utf-8")
        Done.returncode = int(ends["code"])
        return Done()

    monkeypatch.setattr(command.subprocess, "run", snakemake)
    (tmp_path / "own/results/demo").mkdir(parents=True)
    (tmp_path / "own/results/demo/report.html").touch()
    cases = (
        ((), 0, ""), (("--dry-run",), 0, ""), (("-n",), 0, ""), (("results/demo/report.html",), 0, ""), (("results/x/report.html",), 0, ""), (("--cores", "2"), 1, ""), ((), 1, "demo: broken"), ((), 0, "demo: broken"),
        (("--snakefile", "S"), 0, ""), (("-s", "S", "--profile", "p"), 0, ""), (("--workflow-profile=p",), 0, ""), (("--configfile", "c.yaml"), 0, ""), (("--config", "a=1"), 0, ""),
    )  # fmt: skip
    parts = []
    for words, code, told in cases:
        asked.clear()
        ends.update(code=code, told=told)
        parts.append(say("run", *words) + "\n".join(asked).replace(str(ROOT), "PROJECT") + "\n")
    Path("config.yaml").write_text("language: fr\n", encoding="utf-8")
    parts.append(say("run") + say("run", "--configfile", "x"))
    pinned("cli/run", "".join(parts))


def test_a_defect_is_told_without_its_words(
    say: Callable[..., str], pinned: Pinned, monkeypatch: pytest.MonkeyPatch
) -> None:
    import errno

    from voorzorg.cli import schema
    from voorzorg.errors import UserError

    parts = []
    for error in (
        ValueError("secret"), UserError("in words"), OSError(errno.ENOSPC, "full"), OSError(errno.EDQUOT, "full"), OSError(errno.EACCES, "denied", "x.csv"), OSError("odd"), MemoryError(), KeyboardInterrupt(),
    ):  # fmt: skip

        def fail(_: object, error: BaseException = error) -> int:
            raise error

        monkeypatch.setattr(schema, "run", fail)
        parts.append(re.sub(r"stands in \S+", "stands in FILE", say("schema")))
    pinned("cli/defects", "".join(parts))


def test_signs_that_steer_a_terminal_are_not_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.StringIO()
    monkeypatch.setattr("sys.stdout", out)
    monkeypatch.setattr("voorzorg.cli.schema.run", lambda _: print("a\x1b[31mb\tc") or 0)

    assert main(["schema"]) == 0
    assert out.getvalue() == "a[31mb c\n"
