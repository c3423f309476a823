"""The machines that a bundle can be for: the tags of their wheels, and the requirements that they have."""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterable
from dataclasses import dataclass

from packaging.requirements import Requirement

from voorzorg.errors import UserError

#: glibc of the oldest Linux that every locked package has a wheel for is 2.34 or less (RHEL 9, Debian 12).
_LINUX = tuple(f"manylinux_2_{minor}" for minor in range(34, 4, -1)) + (
    "manylinux2014",
    "manylinux2010",
    "manylinux1",
)
SYSTEMS = ("linux", "windows")


@dataclass(frozen=True)
class Target:
    """An operating system on 64-bit Intel or ARM, with a version of CPython."""

    system: str
    machine: str
    python: str  # "3.12"

    @classmethod
    def of(cls, system: str | None = None, python: str | None = None, machine: str | None = None) -> Target:
        """This machine's, but for what is given."""
        here = "windows" if sys.platform == "win32" else sys.platform
        found = cls(
            system or here,
            (machine or platform.machine()).lower().replace("amd64", "x86_64").replace("aarch64", "arm64"),
            python or f"{sys.version_info.major}.{sys.version_info.minor}",
        )
        if found.system not in SYSTEMS:
            raise UserError(f"no bundle for '{found.system}': choose one of {', '.join(SYSTEMS)}")
        if found.version < (3, 11):
            raise UserError(f"voorzorg needs Python 3.11 or newer, not {found.python}")
        return found

    @property
    def version(self) -> tuple[int, int]:
        major, _, minor = self.python.partition(".")
        try:
            return int(major), int(minor)
        except ValueError:
            raise UserError(f"'{self.python}' is no version of Python: write it like 3.12") from None

    @property
    def name(self) -> str:
        return f"{self.system}-{self.machine}-python{self.python}"

    @property
    def tags(self) -> list[str]:
        """Platform tags of wheels that run there, the best first."""
        if self.system == "windows":
            return ["win_arm64" if self.machine == "arm64" else "win_amd64"]
        machine = "aarch64" if self.machine == "arm64" else self.machine
        return [f"{tag}_{machine}" for tag in _LINUX]

    @property
    def environment(self) -> dict[str, str]:
        """What environment markers of requirements see there."""
        windows = self.system == "windows"
        return {
            "os_name": "nt" if windows else "posix",
            "sys_platform": "win32" if windows else "linux",
            "platform_system": "Windows" if windows else "Linux",
            "platform_machine": "AMD64" if windows else self.machine,
            "python_version": self.python,
            "python_full_version": f"{self.python}.0",
            "implementation_name": "cpython",
            "platform_python_implementation": "CPython",
        }


@dataclass(frozen=True)
class Locked:
    """A locked requirement: its exact version, and the hashes of the files that may stand for it."""

    requirement: Requirement
    hashes: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.requirement.name

    @property
    def pinned(self) -> str:
        return f"{self.name}{self.requirement.specifier}"

    def line(self) -> str:
        """The requirement without its marker, as pip reads it."""
        return " ".join([self.pinned, *(f"--hash=sha256:{value}" for value in self.hashes)])


def read_lock(text: str) -> list[Locked]:
    """Requirements of a hash-pinned lock file."""
    found = []
    for entry in text.replace("\\\n", " ").splitlines():
        if entry.strip() and not entry.lstrip().startswith("#"):
            words = entry.split("--hash=sha256:")
            found.append(Locked(Requirement(words[0].strip()), tuple(w.strip() for w in words[1:])))
    return found


def needed(locked: Iterable[Locked], target: Target) -> list[Locked]:
    """Those that the target has: markers are judged by its environment, not by this machine's."""
    return [
        one
        for one in locked
        if one.requirement.marker is None or one.requirement.marker.evaluate(target.environment)
    ]
