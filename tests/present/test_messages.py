"""Both languages say the same things, and say everything that is asked for."""

import re
from pathlib import Path
from string import Formatter

import pytest

from voorzorg.present.messages import catalogue, message

PRESENT = Path(__file__).parents[2] / "src" / "voorzorg" / "present"


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_dutch_and_english_have_the_same_keys():
    assert set(catalogue("nl")) == set(catalogue("en"))


def test_a_message_fills_the_same_placeholders_in_both_languages():
    english = catalogue("en")
    different = {
        key for key, text in catalogue("nl").items() if placeholders(text) != placeholders(english[key])
    }
    assert different == set()


def test_no_message_is_empty_or_left_in_the_other_language():
    english = catalogue("en")
    same = {key for key, text in catalogue("nl").items() if text == english[key] and len(text.split()) > 3}
    assert same == set()
    assert all(text.strip() for text in [*english.values(), *catalogue("nl").values()])


@pytest.mark.parametrize("suffix", ["*.py", "*.j2"])
def test_every_key_written_in_code_or_template_exists(suffix):
    files = [p for p in PRESENT.rglob(suffix) if p.name not in ("evidence_report.py", "notebook.py")]
    used = {
        key
        for path in files
        for key in re.findall(
            r"""\bt\(\s*["']([a-z_]+(?:\.[a-z_]+)+)["']""", path.read_text(encoding="utf-8")
        )
    }
    assert len(used) > (60 if suffix == "*.py" else 20)
    assert used - set(catalogue("nl")) == set()


def test_an_unknown_key_is_named():
    with pytest.raises(KeyError, match=r"no message 'a\.b' in nl\.yaml"):
        message("nl", "a.b")
