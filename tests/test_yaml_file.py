"""YAML that people write is read strictly, and cannot exhaust time or memory."""

import os
import time

import pytest
import yaml

from voorzorg.yaml_file import YamlFileError, load, read, read_text


def _merging(k: int) -> str:
    before = f"*b{k - 1}" if k else "*a"
    return f"b{k}: &b{k} {{<<: [{before}, {before}], y{k}: 2}}"


def _list(k: int) -> str:
    return f"a{k}: &a{k} [{', '.join([f'*a{k - 1}'] * 9)}]"


_BOMB = "\n".join(["a: &a {x: 1}", *map(_merging, range(40))])
_LIST_BOMB = "\n".join(["a0: &a0 [x, x]", *map(_list, range(1, 30))])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: 2021-13-45", "line 1: looks like a date and is none"),
        ("b: 1\na: 2021-02-30 25:61:61", "line 2: looks like a date and is none"),
        ("a: " + "9" * 6000, "far too large"),
        ("a: 99999999999999999999", "more digits than can be meant"),
        ("a: 1e300", "more digits than can be meant"),
        ("a: !!int abc", "a tag"),
        ("a: !!python/object/apply:os.system [x]", "a tag"),
        ("a: !mine {x: 1}", "a tag"),
        ("[" * 3000, "levels inside each other"),
        ("{a: " * 60 + "1" + "}" * 60, "levels inside each other"),
        ("a: &a [*a]", "stands inside what it refers to"),
        ("a: &a {b: {c: *a}}", "stands inside what it refers to"),
        (_BOMB, "too large"),
        (_LIST_BOMB, "too large"),
        ("a: 1\nb: 2\na: 3", "line 3: 'a' stands here and on line 1 already"),
    ],
    ids=lambda value: value[:24],
)
def test_what_cannot_be_meant_is_told_with_its_line_and_at_once(text, said):
    start = time.monotonic()
    with pytest.raises(YamlFileError, match=said):
        load(text)
    assert time.monotonic() - start < 5


def test_codes_stay_as_they_are_written():
    assert load("{a: 010, b: 12:30, c: 0x1f, d: 1_000, e: 7, f: -2.5, g: 1e3}") == {
        "a": "010", "b": "12:30", "c": "0x1f", "d": "1_000", "e": 7, "f": -2.5, "g": 1000.0,
    }  # fmt: skip


@pytest.mark.parametrize(
    "text", ["a: *b", "<<: 1", "? [a]\n: 1", "%YAML 9\n---\na", "a: 1\n---\nb: 2", "\x00", "a: ]"]
)
def test_every_other_mistake_is_an_error_of_yaml(text):
    with pytest.raises(yaml.YAMLError):
        load(text)


def test_only_ordinary_files_of_reasonable_size_are_opened(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(YamlFileError, match="no ordinary file"):
        read(tmp_path / "pipe")
    with pytest.raises(YamlFileError, match="a folder"):
        read(tmp_path)
    (tmp_path / "large").write_bytes(b" " * 2_000_001)
    with pytest.raises(YamlFileError, match="larger than 2 MB"):
        read(tmp_path / "large")
    with pytest.raises(FileNotFoundError):
        read(tmp_path / "absent")


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16"])
def test_another_encoding_is_told_by_line(tmp_path, encoding):
    (tmp_path / "file").write_bytes("name: x\ntitle: reünie\n".encode(encoding))
    with pytest.raises(YamlFileError, match=r"line [12] has a letter that is not UTF-8"):
        read_text(tmp_path / "file")


def test_a_byte_order_mark_is_no_part_of_the_first_key(tmp_path):
    (tmp_path / "file").write_bytes(b"\xef\xbb\xbfname: x\n")
    assert read(tmp_path / "file") == {"name": "x"}
