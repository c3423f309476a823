"""Commands speak the language of the folder's configuration, or else the computer's."""

import pytest

from voorzorg.cli.cohort.finding import configured_language


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_configuration_of_this_folder_says_which(tmp_path, monkeypatch, language):
    (tmp_path / "config.yaml").write_text(f"language: {language}\ncohorts: {{}}\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert configured_language() == language


def test_without_one_the_computer_does(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "nl_NL.UTF-8")
    assert configured_language() == "nl"
