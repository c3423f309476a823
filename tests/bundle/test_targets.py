"""A bundle holds what its target needs, judged by the target's own markers and tags."""

from pathlib import Path

import pytest
from packaging.tags import cpython_tags

from voorzorg.bundle.make import _component, _requirements
from voorzorg.bundle.targets import Target, needed, read_lock
from voorzorg.errors import UserError

ROOT = Path(__file__).parents[2]
LOCK = r"""
colorama==0.4.6 ; sys_platform == 'win32' \
    --hash=sha256:aa \
    --hash=sha256:bb
pexpect==4.9.0 ; sys_platform != 'win32' \
    --hash=sha256:cc
tomli==2.0 ; python_version < '3.11' \
    --hash=sha256:dd
numpy==2.4.6 \
    --hash=sha256:ee
"""


@pytest.mark.parametrize(
    ("system", "names"), [("linux", ["pexpect", "numpy"]), ("windows", ["colorama", "numpy"])]
)
def test_markers_are_judged_for_the_target(system: str, names: list[str]) -> None:
    found = needed(read_lock(LOCK), Target.of(system, "3.12", "x86_64"))
    assert [one.name for one in found] == names


def test_a_requirement_keeps_its_version_and_hashes_and_loses_its_marker() -> None:
    first = read_lock(LOCK)[0]
    assert first.line() == "colorama==0.4.6 --hash=sha256:aa --hash=sha256:bb"


def test_every_requirement_of_the_lock_is_read() -> None:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    found = read_lock(text)
    assert len(found) == sum("==" in line.partition(" ")[0] for line in text.splitlines())
    assert all(one.hashes for one in found)


def test_tags_of_linux_are_those_that_pip_knows() -> None:
    known = {
        tag.platform for tag in cpython_tags((3, 12), platforms=Target.of("linux", "3.12", "x86_64").tags)
    }
    assert {"manylinux_2_17_x86_64", "manylinux2014_x86_64", "manylinux_2_28_x86_64"} <= known


@pytest.mark.parametrize("wrong", [{"system": "amiga"}, {"python": "3.10"}, {"python": "new"}])
def test_a_target_that_is_none_is_told(wrong: dict[str, str]) -> None:
    with pytest.raises(UserError):
        Target.of(**wrong)


def test_every_wheel_is_pinned_by_its_own_hash_and_listed_with_its_licence(tmp_path: Path) -> None:
    import zipfile

    wheel = tmp_path / "some_thing-1.2-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("some_thing-1.2.dist-info/METADATA", "Name: some-thing\nLicense-Expression: MIT\n")

    assert _requirements(tmp_path).startswith("some_thing==1.2 --hash=sha256:")
    component = _component(wheel)
    assert component["licenses"] == [{"license": {"name": "MIT"}}]
    assert component["purl"] == "pkg:pypi/some-thing@1.2"
