"""voorzorg municipality: table, CSV and page; one clear message where something is wrong."""

from pathlib import Path

import pandas as pd
import pytest

from voorzorg.cli import main

ROOT = Path(__file__).parents[2]


@pytest.fixture
def study(tmp_path, monkeypatch):
    """A folder of one's own, in which the project's inputs are found."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_by_hand_and_the_country(study, capsys):
    assert main(["municipality", "--name", "Weert", "--births", "467", "--country", "--language", "en"]) == 0
    said = capsys.readouterr().out
    assert "36,552 to 73,104" in said and "172,000" in said
    table = pd.read_csv(study / "results/economics/municipalities.csv")
    assert table["name"].tolist() == ["Weert", "Netherlands"]
    assert table["trial_net_each"].tolist() == [-10_958, -10_958]
    assert "What does it cost us?" in (study / "results/economics/report.html").read_text(encoding="utf-8")
    assert (study / "results/economics/provenance.json").is_file()


def test_several_from_a_file_with_a_page_each(study, capsys):
    (study / "mine.csv").write_text("name;births\nAdorp;300\n's-Bdorp;400\n", encoding="utf-8")
    assert main(["municipality", "mine.csv", "--out", "out", "--pages"]) == 0
    assert {"adorp.html", "s-bdorp.html", "report.html"} <= {path.name for path in (study / "out").iterdir()}


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("name;births\nAdorp;veel\n", "mine.csv, row 2, column births: expected a whole number"),
        (
            "name;births\n=cmd|x;4\n",
            "mine.csv, row 2, column name: expected a name that begins with a letter",
        ),
        ("name;births\nAdorp;4\nAdorp;5\n", "mine.csv, row 3, column name: 'Adorp' has row 2 already"),
    ],
)
def test_a_wrong_file_is_one_message_and_nothing_is_written(study, capsys, content, told):
    (study / "mine.csv").write_text(content, encoding="utf-8")
    assert main(["municipality", "mine.csv"]) == 1
    said = capsys.readouterr()
    assert told in said.err and "Traceback" not in said.err
    assert not (study / "results").exists()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ([], "no municipality"),
        (["--name", "Weert"], "needs both"),
        (["--births", "-3", "--name", "A"], "--births is a whole number"),
        (["absent.csv"], "absent.csv: no such file"),
        (["--country", "--own", "nobody"], "run 'voorzorg run results/nobody/report.html' first"),
        (["--country", "--inputs", "absent.yaml"], "absent.yaml: no such file"),
    ],
)
def test_what_is_missing_is_told(study, capsys, words, told):
    assert main(["municipality", *words]) == 1
    assert told in capsys.readouterr().err
