"""The register of releases: what left, when, from which data. It stays inside, with a copy of what left."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pandas as pd

from voorzorg.atomic_write import atomic_write, private_file, private_folder
from voorzorg.errors import UserError
from voorzorg.estimates.table import read

_FILE = "register.json"


class RegisterError(UserError):
    """The register cannot be read; the message says what to do."""


@dataclass(frozen=True)
class Register:
    """Releases of one cohort, in a folder that only its owner enters."""

    folder: Path

    @property
    def entries(self) -> list[dict[str, Any]]:
        """Every release so far, the earliest first."""
        path = self.folder / _FILE
        if not path.exists():
            return []
        try:
            found = json.loads(path.read_text(encoding="utf-8"))
        except (ValueError, OSError):
            raise RegisterError(
                f"{path}: the register of releases is damaged: put back a copy of it before anything leaves"
            ) from None
        return list(found)

    def earlier(self) -> list[tuple[dict[str, Any], pd.DataFrame]]:
        """Entries with the estimates that left."""
        return [(entry, read(self.folder / f"{entry['number']}.parquet")) for entry in self.entries]

    def add(self, estimates: Path, **entry: Any) -> dict[str, Any]:
        """Record a release: its number, moment (UTC) and ``entry``; a copy of the estimates is kept."""
        private_folder(self.folder)
        entries = self.entries
        made = datetime.now(UTC).isoformat(timespec="seconds")
        new = {"number": len(entries) + 1, "made": made, **entry}
        copy = self.folder / f"{new['number']}.parquet"
        shutil.copyfile(estimates, copy)
        private_file(copy)
        with atomic_write(self.folder / _FILE) as partial:
            partial.write_text(json.dumps([*entries, new], indent=1, ensure_ascii=False), encoding="utf-8")
            private_file(partial)
        return new
