"""Files appear whole or not at all: a reader never meets half a table, nor does a later run."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


def private_folder(folder: str | Path) -> Path:
    """A folder that only its owner may enter (on POSIX systems), made where it is not there."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    with suppress(OSError):
        folder.chmod(0o700)
    return folder


def private_file(path: str | Path) -> Path:
    """A file that only its owner may read."""
    path = Path(path)
    with suppress(OSError):
        path.chmod(0o600)
    return path


@contextmanager
def atomic_folder(folder: str | Path) -> Iterator[Path]:
    """A new folder to fill: it gets its name when the block ends well, and goes if not."""
    folder = Path(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        yield staging
        staging.rename(folder)
    finally:
        shutil.rmtree(staging, ignore_errors=True)


@contextmanager
def atomic_write(path: str | Path) -> Iterator[Path]:
    """A path beside ``path`` to write to: it takes its place when the block ends well, and goes if not.

    The folder is made where it is not there. The temporary name keeps the suffix, by which some writers
    choose their format.
    """
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.stem}.partial{path.suffix}")
    try:
        yield partial
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
