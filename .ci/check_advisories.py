"""Whether a locked package has a published advisory, where an index answers; without one it says so.

The index is pip's own (PIP_INDEX_URL) or PyPI; its JSON pages list the advisories of the Python Packaging
Advisory Database for a version. What was looked at and is accepted stands under ACCEPTED, with the reason.
"""

import json
import os
import re
import sys
import urllib.request
from pathlib import Path

#: Advisory -> why it does not matter here.
ACCEPTED: dict[str, str] = {}
_LOCKED = re.compile(r"^([A-Za-z0-9_.-]+)==([^\s;\\]+)", re.MULTILINE)


def advisories(index: str, name: str, version: str) -> list[str]:
    """Keys of a version's advisories that were not withdrawn; raises OSError where nothing answers."""
    with urllib.request.urlopen(f"{index}/{name}/{version}/json", timeout=10) as answer:
        held = json.load(answer)
    return [one["id"] for one in held.get("vulnerabilities", []) if not one.get("withdrawn")]


def main(locks: list[str]) -> int:
    index = re.sub(r"/simple/?$", "/pypi", os.environ.get("PIP_INDEX_URL", "https://pypi.org/simple"))
    locked = sorted({pair for lock in locks for pair in _LOCKED.findall(Path(lock).read_text("utf-8"))})
    found, silent = [], 0
    for name, version in locked:
        try:
            keys = advisories(index, name, version)
        except (OSError, ValueError):
            silent += 1
            if silent == 3 and not found:  # no index, or one without these pages
                print("no index answers: advisories were not checked")
                return 0
            continue
        found += [f"{name} {version}: {key}" for key in keys if key not in ACCEPTED]
    print("\n".join([*found, f"{len(locked) - silent} of {len(locked)} locked packages checked"]))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or ["requirements.lock"]))
