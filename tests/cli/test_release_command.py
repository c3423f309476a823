"""`voorzorg release`: what goes into the folder, what stays inside, and when nothing leaves."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from voorzorg.cli import main
from voorzorg.estimates.table import to_frame, write
from voorzorg.present.disclosure import apply_disclosure

BASE = {"cohort": "demo", "data_kind": "real", "population": "itt", "analysis": "unadjusted", "method": "m"}
UP_TO_DATE = "Nothing to be done (all requested files are present and up to date)."
INSIDE = Path("data/cohorts/demo/private/releases")


def results(n: int, events: int, round_to: int = 1) -> None:
    """Results of a share of ``n`` after output control, as a run would leave them."""
    arm = {"outcome": "y", "arm": "t", "n_treated": n, "estimand": "risk", "events_treated": events}
    folder = Path("results/demo")
    write(
        apply_disclosure(to_frame([BASE | arm | {"estimate": events / n}]), 10, round_to),
        folder / "estimates.parquet",
    )
    (folder / "report.html").write_text("<p>the report</p>", encoding="utf-8")
    (folder / "tables").mkdir(exist_ok=True)
    (folder / "tables/one.csv").write_text("a;b\n1;2\n", encoding="utf-8")


@pytest.fixture
def cohort(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    """A cohort of real data with results that a run calls of today; gives the command."""
    monkeypatch.chdir(tmp_path)
    people = {"respnr": [f"A{100 + k}" for k in range(12)], "groep": [0, 1] * 6, "score": list(range(12))}
    pd.DataFrame(people).to_csv("x.csv", index=False)
    assert main(["init-cohort", "demo", "x.csv"]) == 0
    Path("config.yaml").write_text(
        "language: en\ncohorts: {demo: {data: data/cohorts/demo/raw}}\n", encoding="utf-8"
    )
    tidy = Path("results/demo/tidy")
    tidy.mkdir(parents=True)
    pd.DataFrame({"participant_id": ["abcd2345abcd2345"], "arm": ["t"]}).to_parquet(
        tidy / "participants.parquet"
    )
    (tidy / "provenance.json").write_text(json.dumps({"inputs": {"x.csv": "ab" * 32}}), encoding="utf-8")
    results(100, 40)
    said = {"text": UP_TO_DATE}

    def run(*_words: object, **_options: object) -> subprocess.CompletedProcess[str]:
        return subprocess.CompletedProcess([], 0, said["text"], "")

    monkeypatch.setattr("voorzorg.cli.release.subprocess.run", run)

    def release(*words: str, snakemake: str = UP_TO_DATE) -> int:
        said["text"] = snakemake
        return int(main(["release", "demo", *words]))

    return release


def register() -> list[dict]:
    path = INSIDE / "register.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else []


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_a_folder_leaves_and_the_register_stays(cohort, capsys) -> None:
    assert cohort() == 0
    left = files(Path("releases/demo/1/leaves"))
    assert "report.html" in left and not [name for name in left if name.startswith("tidy")]
    assert files(Path("releases/demo/1")) == ["check.html", *(f"leaves/{name}" for name in left)]
    (entry,) = register()
    assert sorted(entry["files"]) == left
    assert entry["data"] == {"x.csv": "ab" * 32}
    assert (entry["number"], entry["minimum_cell"], entry["accepted"]) == (1, 10, None)
    told = capsys.readouterr().out
    assert f"({len(left)} files)" in told and "to leave: releases" in told and "check.html" in told


def test_the_same_once_more_is_number_two_wherever_it_goes(cohort, capsys) -> None:
    assert cohort() == 0
    assert cohort("--to", "elsewhere") == 0
    assert files(Path("elsewhere/demo/2")) == files(Path("releases/demo/1"))
    assert [entry["number"] for entry in register()] == [1, 2]
    assert "beside release 1: 0 quantities differ by few participants; exactly: 0" in capsys.readouterr().out


def test_one_participant_more_is_released_only_with_a_reason(cohort, capsys) -> None:
    assert cohort() == 0
    results(99, 39)
    assert cohort() != 0
    told = capsys.readouterr()
    assert "differ from an earlier release by a few participants" in told.err
    assert "2 numbers" in told.err and "beside release 1: 2 quantities" in told.out
    assert not Path("releases/demo/2").exists() and len(register()) == 1
    refused = INSIDE / "refused.html"
    assert "Release 2 of demo" in refused.read_text(encoding="utf-8")
    assert refused.stat().st_mode & 0o777 == 0o600
    assert cohort("--accept", "decided by the board") == 0
    assert register()[1]["accepted"] == "decided by the board"
    assert "decided by the board" in Path("releases/demo/2/check.html").read_text(encoding="utf-8")


def test_a_broken_rule_is_never_accepted(cohort, capsys) -> None:
    row = BASE | {"outcome": "y", "arm": "t", "n_treated": 100, "estimand": "risk", "events_treated": 3}
    write(to_frame([row | {"estimate": 0.03}]), Path("results/demo/estimates.parquet"))
    assert cohort("--accept", "no matter") != 0
    assert "1 output(s) break a rule" in capsys.readouterr().err
    assert not Path("releases").exists() and register() == []


def test_an_identifier_in_a_file_stops_it(cohort, capsys) -> None:
    Path("results/demo/report.html").write_text("<p>abcd2345abcd2345</p>", encoding="utf-8")
    assert cohort() != 0
    told = capsys.readouterr()
    assert "break a rule" in told.err and "abcd2345" not in told.err + told.out


def test_a_folder_that_is_there_is_left_as_it_is(cohort, capsys) -> None:
    there = Path("releases/demo/1")
    there.mkdir(parents=True)
    (there / "mine.txt").write_text("mine", encoding="utf-8")
    assert cohort() != 0
    assert "is there already" in capsys.readouterr().err
    assert files(there) == ["mine.txt"] and register() == []


def test_results_of_another_day_do_not_leave(cohort, capsys) -> None:
    assert cohort(snakemake="Job stats: 3 jobs") != 0
    assert "is not of today's data and settings" in capsys.readouterr().err
    assert not Path("releases").exists()


@pytest.mark.parametrize("gone", ["report.html", "estimates.parquet"])
def test_half_of_a_run_is_no_report(cohort, gone: str, capsys) -> None:
    Path("results/demo", gone).unlink()
    assert cohort() != 0
    assert "holds no report" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [("# public: true", "public: true", "its results are under no control"), (None, None, "synthetic")],
)  # fmt: skip
def test_what_needs_no_release(cohort, old, new, said, capsys) -> None:
    if old is None:
        Path("config.yaml").write_text("language: en\ncohorts: {demo: {data: synthetic}}\n", encoding="utf-8")
    else:
        manifest = Path("data/cohorts/demo/cohort.yaml")
        manifest.write_text(manifest.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    assert cohort() != 0
    assert said in capsys.readouterr().err
