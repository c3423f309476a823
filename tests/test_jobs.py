"""A job ends with a message in words, never with a traceback or a participant's value."""

import errno
import io
from pathlib import Path
from types import SimpleNamespace

import pytest

from voorzorg.errors import UserError
from voorzorg.jobs import PROBLEMS, job


@pytest.fixture
def snakemake(tmp_path, monkeypatch):
    monkeypatch.setenv(PROBLEMS, str(tmp_path / "problems"))
    return SimpleNamespace(
        input=[], output=[], params=SimpleNamespace(synthetic=True), wildcards=None, config={},
        log=[str(tmp_path / "job.log")],
    )  # fmt: skip


def read(folder, name):
    return (folder / name).read_text(encoding="utf-8")


def test_a_good_job_leaves_an_empty_log(snakemake, tmp_path):
    with job(snakemake) as run:
        assert run.data_kind == "synthetic"
    assert read(tmp_path, "job.log") == ""


@pytest.mark.parametrize("error", [UserError("wave.sav: no such file"), OSError("no space left on device")])
def test_a_problem_in_words_is_printed_logged_and_collected(snakemake, tmp_path, capsys, error):
    with pytest.raises(SystemExit) as caught, job(snakemake):
        raise error
    assert caught.value.code == 1
    said = capsys.readouterr().err
    assert not said  # the run ends with it, once
    assert str(error) in read(tmp_path, "job.log")
    assert str(error) in read(tmp_path, "problems")


def test_without_a_run_that_collects_them_a_problem_is_printed(snakemake, capsys, monkeypatch):
    monkeypatch.delenv(PROBLEMS)
    with pytest.raises(SystemExit), job(snakemake):
        raise UserError("wave.sav: no such file")
    said = capsys.readouterr().err
    assert said.strip() == "wave.sav: no such file"


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.ENOSPC, "No space left on device"),
        type("ReadstatError", (Exception,), {})("Unable to write data"),
    ],
)
def test_a_full_disk_is_said_though_the_log_cannot_be_written(snakemake, tmp_path, monkeypatch, error):
    class Full(io.StringIO):
        def write(self, _):
            raise OSError(errno.ENOSPC, "No space left on device")

        def close(self):
            raise OSError(errno.ENOSPC, "No space left on device")

    collected = tmp_path / "problems"
    real = Path.open
    monkeypatch.setattr(
        Path, "open", lambda path, *a, **k: Full() if path.name == "job.log" else real(path, *a, **k)
    )
    with pytest.raises(SystemExit), job(snakemake):
        raise error
    assert "no space left on the disk of" in collected.read_text(encoding="utf-8")


def test_a_defect_is_logged_by_place_without_quoting_its_message(snakemake, tmp_path, capsys):
    with pytest.raises(SystemExit), job(snakemake):
        raise KeyError("Jansen, 12 January 1990")
    printed = capsys.readouterr().err + read(tmp_path, "problems")
    assert "voorzorg failed (KeyError)" in printed
    assert "Jansen" not in printed
    log = read(tmp_path, "job.log")
    assert "test_jobs.py" in log
    # The place is quoted with its line of source, which is ours and not a participant's.
    assert "KeyError: " not in log


def test_warnings_go_to_the_log_by_place_since_their_words_may_hold_a_value(snakemake, tmp_path):
    import warnings

    with job(snakemake):
        warnings.warn("could not read 'Jansen'", RuntimeWarning, stacklevel=1)
    log = read(tmp_path, "job.log")
    assert "RuntimeWarning in" in log
    assert "test_jobs.py, line" in log
    assert "Jansen" not in log


def test_a_library_that_panics_ends_in_a_message_too(snakemake, tmp_path):
    class PanicException(BaseException):  # what libraries in Rust raise
        pass

    with pytest.raises(SystemExit), job(snakemake):
        raise PanicException("Jansen")
    assert "voorzorg failed (PanicException)" in read(tmp_path, "problems")
    assert "Jansen" not in read(tmp_path, "problems") + read(tmp_path, "job.log")


def test_signs_that_steer_a_terminal_are_not_told(snakemake, tmp_path):
    with pytest.raises(SystemExit), job(snakemake):
        raise UserError("column '\x1b[31mred\u202e': no such\ncolumn")
    assert "column '[31mred': no such\ncolumn" in read(tmp_path, "problems")


def test_a_file_that_changes_during_a_job_stops_the_run(snakemake, tmp_path):
    from voorzorg.provenance import file_hash

    data = tmp_path / "wave.csv"
    data.write_text("id,y\n1,2\n")
    snakemake.params.contents = {str(data): file_hash(data)}
    with pytest.raises(SystemExit), job(snakemake):
        data.write_text("id,y\n1,3\n")
    assert "changed while the run was at work" in read(tmp_path, "problems")
    with pytest.raises(SystemExit), job(snakemake):
        raise AssertionError("a job does not begin with another file than the run decided on")
    assert "AssertionError" not in read(tmp_path, "problems")


def test_what_stays_inside_is_for_its_owner_alone(snakemake, tmp_path):
    import os

    inside = tmp_path / "results" / "demo" / "tidy" / "parts" / "x.parquet"
    inside.parent.mkdir(parents=True)
    snakemake.output = [str(inside)]
    before = os.umask(0o022)
    try:
        with job(snakemake):
            inside.write_text("x")
    finally:
        os.umask(before)
    assert inside.stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "results" / "demo" / "tidy").stat().st_mode & 0o777 == 0o700
