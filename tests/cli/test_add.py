"""A later delivery is shown beside what is there, and the corrected manifest stays as it is."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from voorzorg.cli import main

N = 20


@pytest.fixture
def cohort(tmp_path: Path) -> Path:
    first = pd.DataFrame(
        {"deelnemersnr": range(1, N + 1), "groep": ["a", "b"] * (N // 2), "stress": range(N)}
    )
    (tmp_path / "eerste").mkdir()
    first.to_csv(tmp_path / "eerste" / "start.csv", index=False)
    assert main(["init-cohort", "new", str(tmp_path / "eerste" / "start.csv"), "--into", str(tmp_path)]) == 0
    return tmp_path / "new"


def delivered(cohort: Path, frame: pd.DataFrame, name: str) -> Path:
    folder = cohort.parent / "levering"
    folder.mkdir(exist_ok=True)
    frame.to_csv(folder / name, index=False)
    return folder / name


def test_a_corrected_file_is_compared_in_counts(cohort: Path, capsys: pytest.CaptureFixture[str]) -> None:
    there = pd.read_csv(cohort / "raw" / "start.csv")
    now = pd.concat([there.iloc[1:], pd.DataFrame({"deelnemersnr": [98, 99], "groep": "a", "stress": 4321})])
    now.loc[now["deelnemersnr"] == 7, "stress"] = 5678
    path = delivered(cohort, now.assign(uren=1), "start.csv")
    before = (cohort / "cohort.yaml").read_text()
    capsys.readouterr()

    assert main(["add", str(cohort), str(path)]) == 0

    told = capsys.readouterr().out
    assert "start.csv (replaces the one that is there)" in told
    assert "20 rows before, 21 now" in told
    assert "columns that are new: uren" in told
    assert "participants: 2 new, 1 gone, 19 as before" in told
    assert "answers that changed, by column: stress (1)" in told
    assert "5678" not in told and "4321" not in told
    assert len(pd.read_csv(cohort / "raw" / "start.csv")) == N  # nothing was copied
    assert (cohort / "cohort.yaml").read_text() == before


def test_applied_it_replaces_and_keeps_what_was_there(cohort: Path) -> None:
    old = (cohort / "raw" / "start.csv").read_text()
    path = delivered(cohort, pd.read_csv(cohort / "raw" / "start.csv").assign(stress=3), "start.csv")
    before = (cohort / "cohort.yaml").read_text()

    assert main(["add", str(cohort), str(path), "--apply"]) == 0

    assert (cohort / "raw" / "start.csv").read_text() == path.read_text()
    assert (cohort / "private" / "replaced" / "1-start.csv").read_text() == old
    assert (cohort / "cohort.yaml").read_text() == before


def test_a_new_wave_gets_an_entry_to_add(cohort: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wave = pd.DataFrame({"deelnemersnr": range(1, N), "stress": range(3, N + 2)})
    path = delivered(cohort, wave, "nameting.csv")
    capsys.readouterr()

    assert main(["add", str(cohort), str(path)]) == 0

    told = capsys.readouterr().out
    assert "nameting.csv (new)" in told
    assert "a file that the manifest does not name" in told
    assert "- path: nameting.csv" in told and "stress: stress" in told
    assert "holds: wave\n    wave: post" in told
    assert "- {key: post, label: nameting}" in told
    assert "the manifest has no waves yet" in told


def test_a_later_wave_is_taken_in_as_proposed(cohort: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = [
        delivered(
            cohort, pd.DataFrame({"nr": range(1, N + 1), "epds": [(7 * k + t) % 23 for k in range(N)]}), name
        )
        for t, name in enumerate(("epds_t0.csv", "epds_t1.csv", "epds_t2.csv"))
    ]
    into = ["--into", str(cohort.parent), "--language", "en"]
    assert main(["init-cohort", "later", *map(str, files[:2]), *into]) == 0
    capsys.readouterr()
    assert main(["add", str(cohort.parent / "later"), str(files[2]), "--apply", "--language", "en"]) == 0
    told = capsys.readouterr().out
    wave = next(line for line in told.splitlines() if line.startswith("  - {key:"))
    entry = told.partition("and correct:\n\n")[2].partition("\n\n")[0]
    manifest = cohort.parent / "later" / "cohort.yaml"
    lines = manifest.read_text().replace("\nfiles:", f"\n{wave}\nfiles:\n{entry}")
    manifest.write_text(lines)

    assert main(["check", str(cohort.parent / "later"), "--language", "en"]) == 0
    assert f"{N} participants, {3 * N} wave rows" in capsys.readouterr().out
    assert main(["add", str(cohort.parent / "later"), str(files[2]), "--language", "nl"]) == 0
    assert "vervangt het bestand dat er is" in capsys.readouterr().out


def test_a_file_that_the_manifest_awaits_is_new(cohort: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = delivered(cohort, pd.read_csv(cohort / "raw" / "start.csv"), "start.csv")
    (cohort / "raw" / "start.csv").unlink()
    capsys.readouterr()

    assert main(["add", str(cohort), str(path)]) == 0

    told = capsys.readouterr().out
    assert "start.csv (new)" in told and "it was not there yet" in told


def test_a_file_that_cannot_be_read_changes_nothing(cohort: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = cohort.parent / "start.csv"
    path.write_text("")

    assert main(["add", str(cohort), str(path), "--apply"]) == 1
    assert "empty" in capsys.readouterr().err
    assert not (cohort / "private" / "replaced").exists()
