"""Scoring keys are read as strictly as manifests, and their worked examples are computed."""

from pathlib import Path

import pytest
import yaml

from voorzorg.instruments.examples import wrong_examples
from voorzorg.instruments.store import InstrumentError, key_files, read_key

GOOD = """
key: demo
title: Demo
source: Somebody and others, a journal of 1999
items: {prefix: q, numbers: 1-4, width: 2}
answers: {minimum: 0, maximum: 3, reversed: 2}
scales:
  demo_total: {label: Total, cutoffs: {demo_high: {label: High, at_least: 6}}}
examples:
  - {given: {q01: 3, q02: 0}, others: 1, expect: {demo_total: 8, demo_high: 1}}
"""


def read(folder: Path, text: str, encoding: str = "utf-8") -> list[str]:
    (folder / "demo.yaml").write_bytes(text.encode(encoding))
    return wrong_examples(read_key(folder / "demo.yaml"))


def test_a_good_key_comes_out(tmp_path):
    assert read(tmp_path, GOOD) == []


@pytest.mark.parametrize("path", list(key_files().values()), ids=lambda path: path.stem)
def test_the_projects_own_keys_come_out(path):
    assert wrong_examples(read_key(path)) == []


def test_a_wrong_example_is_told(tmp_path):
    assert read(tmp_path, GOOD.replace("demo_total: 8", "demo_total: 9")) == [
        "example 1: demo_total comes out as 8, and the key says 9"
    ]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("scales:\n", "scales:\n  demo_total: {label: Other}\n", "already"),
        ("reversed: 2", "reversed: 9", "items that the key does not have"),
        ("at_least: 6", "at_least: .nan", "number"),
        ("numbers: 1-4", "numbers: 1-10000000", "more than any questionnaire has"),
        ("numbers: 1-4", "numbers: 1-99999999999", "more than any questionnaire has"),
        ("numbers: 1-4", "numbers: 4-1", "begins after its end"),
        ("width: 2", "width: 1000000000", "at most 6|less than or equal to 6"),
        ("maximum: 3", "maximum: 0", "answers.minimum: is less than 0"),
        ("demo_total:", "participant_id:", "tidy data have such a column|expects scores"),
        ("label: Total,", "label: Total, items: '1, 1',", "uses an item twice"),
        ("given: {q01: 3", "given: {q99: 3", "given: uses items that the key does not have"),
        ("demo_high: 1}", "demo_low: 1}", "expects scores that the key does not make"),
        ("title: Demo", "title: 2021-13-45", "looks like a date"),
        ("title: Demo", "title: !!int abc", "a tag"),
        ("title: Demo", "title: " + "[" * 3000, "levels inside each other"),
        ("answers: {", "answers: {recode: {7: 1}, ", "is no answer between"),
        ("reversed: 2", "reversed: '2, 2'", "uses an item twice"),
        ("others: 1", "others: 9", "an example answers 9"),
        ("given: {q01: 3, q02: 0}, others: 1", "given: {}", "answers nothing"),
        ("at_least: 6", "at_least: 13", "all would be on one side"),
        ("at_least: 6", "at_least: 0", "all would be on one side"),
        ("at_least: 6", "at_most: 12", "all would be on one side"),
        ("label: Total,", "label: Total, max_missing: 4,", "at least one is answered"),
        ("label: Total,", "label: Total, method: any, at_least: 9,", "no number of points"),
        ("answers: {", "answers: {recode: {0: 1, 1: 1, 2: 1, 3: 1}, ", "the same points"),
        ("answers: {", "answers: {recode: {3: 9}, points: [0, 3], ", "points outside"),
        ("label: Total,", "label: Total, names: [q01], items: 1,", "not both"),
        ("label: Total,", "label: Total, conversion: {0: 50},", "has no norm score"),
        ("label: Total,", "label: Total, items: 1, conversion: {0: 5, 1: 9, 2: 3, 3: 4},", "up and down"),
        ("label: Total,", "label: Total, items: 1, conversion: {0: 5, 9: 9},", "raw scores go from"),
        ("title: Demo", "title: .nan", "is a text"),
        ("title: Demo", "title: ' '", "is empty"),
    ],
)
def test_mistakes_are_refused_in_words(tmp_path, old, new, said):
    assert old in GOOD
    with pytest.raises(InstrumentError, match=said):
        read(tmp_path, GOOD.replace(old, new))


@pytest.mark.parametrize("encoding", ["latin-1", "utf-16"])
def test_another_encoding_is_told(tmp_path, encoding):
    with pytest.raises(InstrumentError, match="UTF-8"):
        read(tmp_path, GOOD.replace("Somebody", "Éva"), encoding)


def test_every_key_of_the_project_can_be_written_and_read(tmp_path):
    for path in key_files().values():
        assert isinstance(yaml.safe_load(path.read_text(encoding="utf-8")), dict)
