"""Which tests to try on a change of a line, by a recording of the tests that executed it.

The recording (``executed``) may be of an earlier commit: lines are followed to it by their text, and test
files that have changed since are tried whole where they import the module.
"""

from __future__ import annotations

import difflib
import json
import re
import subprocess
from collections import defaultdict
from functools import cache
from pathlib import Path

from benchmarks.mutation.executed import EVERY

_LIBRARY = "src/voorzorg"
#: Tests of time and memory, which other work on the machine makes fail.
_TIMED = ("tests/statistics/test_growth.py", "tests/robustness/")


class Recording:
    """The lines that every test executed at a commit, and how long it took.

    A change is worth ``most_seconds`` of tests; the fastest go first.
    """

    def __init__(self, folder: Path, repository: Path, most_seconds: float) -> None:
        self.most_seconds = most_seconds
        self.commit = (folder / "commit").read_text(encoding="utf-8").strip()
        self.repository = repository
        renamed = self._renamed()  # of tests the old name leads to the new one, of modules the other way
        self.was = {
            new.partition(f"{_LIBRARY}/")[2]: old.partition(f"{_LIBRARY}/")[2] for old, new in renamed
        }
        named = dict(renamed)
        self.seconds: dict[str, float] = {}
        self.tests: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
        for path in sorted(folder.glob("*.json")):
            content = json.loads(path.read_text(encoding="utf-8"))
            self.seconds |= {_moved(test, named): spent for test, spent in content["seconds"].items()}
            for module, tests in content["lines"].items():
                for test, lines in tests.items():
                    for line in lines:
                        self.tests[module][line].add(_moved(test, named))

    def trials(self, module: str, line: int) -> list[list[str]]:
        """Groups of tests, fastest first: those that execute the line, then others that may notice it."""
        then = self._then(module, line)
        recorded = self.tests[self.was.get(module, module)]
        executing = recorded.get(then, set())
        if not {test for test in executing if test}:  # at import: whoever uses the module
            executing = set().union(*recorded.values())
        if not {test for test in executing if test}:  # in a process of its own, where nothing is recorded
            folder = f"tests/{module.rpartition('/')[0]}/"
            executing = {test for test in self.seconds if test.startswith(folder)}
        room = module.split("/")[0]
        chosen = self._fastest(self._spread(executing), room)
        told = self._changed_tests() if chosen else self._all_tests()
        whole = [] if any(test.startswith(f"tests/{room}/") for test in self.seconds) else self._whole(room)
        changed = [path for path in told if path in whole or self._imports(path, module)]
        return [group for group in (chosen[:10], chosen[10:60], chosen[60:], changed) if group]

    def _spread(self, tests: set[str]) -> set[str]:
        """Tests by name; a fixture's stand for all of their file."""
        whole = {test.partition("::")[0] for test in tests if test.endswith(f"::{EVERY}")}
        every = {name for name in self.seconds if name.partition("::")[0] in whole}
        return {test for test in tests if test and not test.endswith(f"::{EVERY}")} | every

    def _fastest(self, tests: set[str], room: str) -> list[str]:
        """The tests worth trying: of the room, pinned results first; of few files, the fast ones first."""
        chosen, spent = [], 0.0
        there = [test for test in tests if self._stands(test)]
        there = [test for test in there if not test.startswith(_TIMED)]
        of_file: dict[str, float] = defaultdict(float)
        for test in there:
            of_file[test.partition("::")[0]] += self.seconds.get(test, 0.0)

        def place(test: str) -> tuple[bool, bool, float, float]:
            file = test.partition("::")[0]
            elsewhere, other = not file.startswith(f"tests/{room}/"), "test_pinned" not in file
            return elsewhere, other, of_file[file], self.seconds.get(test, 0.0)

        for test in sorted(there, key=lambda one: (*place(one), one)):
            spent += self.seconds.get(test, 0.0)
            if chosen and spent > self.most_seconds:
                break
            chosen.append(test)
        return chosen

    @cache  # noqa: B019
    def _stands(self, test: str) -> bool:
        """Whether a test that was recorded is still there."""
        path = self.repository / test.partition("::")[0]
        return path.exists() and f"def {test.rpartition('::')[2]}(" in path.read_text(encoding="utf-8")

    @cache  # noqa: B019
    def _matches(self, module: str) -> dict[int, int]:
        """Lines of the module now -> then, where they are the same."""
        shown = ["git", "show", f"{self.commit}:{_LIBRARY}/{self.was.get(module, module)}"]
        before = subprocess.run(
            shown, cwd=self.repository, capture_output=True, text=True
        ).stdout.splitlines()
        now = (self.repository / _LIBRARY / module).read_text(encoding="utf-8").splitlines()
        blocks = difflib.SequenceMatcher(None, before, now, autojunk=False).get_matching_blocks()
        return {b.b + k + 1: b.a + k + 1 for b in blocks for k in range(b.size)}

    def _then(self, module: str, line: int) -> int:
        """The line's number in the recording; where it is new, that of the nearest known line above."""
        matches = self._matches(module)
        return next((matches[at] for at in range(line, 0, -1) if at in matches), line)

    def _renamed(self) -> list[tuple[str, str]]:
        """Files that have another path since the recording: the old one and the new."""
        listed = ["git", "diff", "--name-status", "--find-renames", "--diff-filter=R", self.commit, "HEAD"]
        told = subprocess.run(listed, cwd=self.repository, capture_output=True, text=True).stdout
        return [(old, new) for _, old, new in (line.split("\t") for line in told.splitlines())]

    @cache  # noqa: B019
    def _changed_tests(self) -> list[str]:
        listed = ["git", "diff", "--name-only", "--diff-filter=AM", self.commit, "HEAD", "--", "tests"]
        names = subprocess.run(listed, cwd=self.repository, capture_output=True, text=True).stdout.split()
        return [name for name in names if re.fullmatch(r"(.*/)?test_\w+\.py", name)]

    def _all_tests(self) -> list[str]:
        found = sorted((self.repository / "tests").rglob("test_*.py"))
        return [path.relative_to(self.repository).as_posix() for path in found]

    def _whole(self, room: str) -> list[str]:
        """The whole results of a room of which nothing was recorded."""
        return [path for path in self._all_tests() if re.match(rf"tests/{room}/(.*/)?test_pinned", path)]

    def _imports(self, test: str, module: str) -> bool:
        parts = module.removesuffix(".py").removesuffix("/__init__").split("/")
        whole, above = ".".join(("voorzorg", *parts)), ".".join(("voorzorg", *parts[:-1]))
        text = (self.repository / test).read_text(encoding="utf-8")
        return (
            whole in text or re.search(rf"from {re.escape(above)} import .*\b{parts[-1]}\b", text) is not None
        )


def _moved(test: str, named: dict[str, str]) -> str:
    file, colons, name = test.partition("::")
    return named.get(file, file) + colons + name
