"""Commands speak the language of the folder's configuration, or else the computer's."""

import pytest

from voorzorg.cli import main
from voorzorg.config import configured_language


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_configuration_of_this_folder_says_which(tmp_path, monkeypatch, language):
    (tmp_path / "config.yaml").write_text(f"language: {language}\ncohorts: {{}}\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert configured_language() == language


def test_without_one_the_computer_does(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "nl_NL.UTF-8")
    assert configured_language() == "nl"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["init-cohort", "nieuw", "weg.csv"], "dit bestand is er niet: weg.csv"),
        (["init-cohort", "nieuw", "leeg.csv"], "deze bestanden zijn niet te lezen:"),
        (["init-cohort", "nieuw", "nummers.csv"], "niets bruikbaars"),
        (["check", "nergens/x"], "zo'n map is er niet"),
        (["new", "vol"], "is niet leeg"),
        (["template", "one-arm", "x.csv"], "eindigt op .xlsx"),
    ],
)
def test_what_a_command_refuses_is_told_in_the_readers_language(tmp_path, monkeypatch, capsys, words, told):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "nl_NL.UTF-8")
    (tmp_path / "leeg.csv").write_text("")
    (tmp_path / "nummers.csv").write_text("deelnemersnr\n" + "\n".join(map(str, range(30))))
    (tmp_path / "vol").mkdir()
    (tmp_path / "vol" / "iets").write_text("")

    assert main(words) == 1

    assert told in capsys.readouterr().err
