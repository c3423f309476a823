"""What `voorzorg run` says beside what Snakemake says."""

from __future__ import annotations

from voorzorg.cli import main
from voorzorg.cli.run import _say_where


def test_the_help_is_of_one_screen(capsys):
    assert main(["run", "--help"]) == 0
    told = capsys.readouterr().out.splitlines()
    assert len(told) <= 24 and max(map(len, told)) <= 110


def test_the_last_line_says_where_the_report_is(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    for name in ("one", "two"):
        (tmp_path / "results" / name).mkdir(parents=True)
        (tmp_path / "results" / name / "report.html").touch()
    _say_where(["results/two/report.html", "--cores", "1"])
    assert capsys.readouterr().out == "report: results/two/report.html\n"
    _say_where([])
    assert capsys.readouterr().out == "report: results/one/report.html, results/two/report.html\n"


def test_a_run_after_a_killed_one_unlocks_a_folder_that_holds_no_workflow(tmp_path, monkeypatch, capfd):
    """A folder of `voorzorg new` has no Snakefile of its own: unlocking needs it all the same."""
    assert main(["new", str(tmp_path / "own")]) == 0
    monkeypatch.chdir(tmp_path / "own")
    locks = tmp_path / "own" / ".snakemake" / "locks"
    locks.mkdir(parents=True)
    for kind in ("input", "output"):
        (locks / f"0.{kind}.lock").write_text(str(tmp_path / "own" / kind), encoding="utf-8")
    assert main(["run", "--cores", "1", "--dry-run", "results/evidence/figures.csv"]) in (0, 1)
    assert not list(locks.iterdir())
