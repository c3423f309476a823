"""Where errors become messages: one way for the command line and for the workflow's jobs.

An error about a person's files is its own message. Any other exception is a defect of the program: its words
may quote a participant's value, and so only its kind is told, and where in the code it happened.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import tempfile
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from voorzorg.errors import UserError
from voorzorg.messages import message, render
from voorzorg.printable import printable

if TYPE_CHECKING:
    from voorzorg.text import Language

#: Where the command line leaves the details of a defect; git ignores it.
DETAILS = Path("results", "logs")
_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL  # and no link that somebody else put there


def in_words(error: BaseException, language: Language = "en") -> str | None:
    """The message of an error that is about a person's files, disk or memory; None for a defect."""
    if isinstance(error, UserError):
        return error.told(language)
    if is_full(error):
        return render(message("refused-disk-full"), language)
    if isinstance(error, OSError):
        return f"{error.filename}: {error.strerror}" if error.filename and error.strerror else str(error)
    if isinstance(error, MemoryError):
        return render(message("refused-memory"), language)
    return None


def is_full(error: BaseException) -> bool:
    """Whether an exception is about a full disk; libraries that write in C say so in their own words."""
    if isinstance(error, OSError):
        return error.errno in (errno.ENOSPC, errno.EDQUOT)
    return type(error).__name__ == "ReadstatError" and "write" in str(error).casefold()


def is_ours(error: BaseException) -> bool:
    """Whether the error has to become a message: all but a request to stop.

    Panics of libraries in Rust are no ``Exception``.
    """
    return not isinstance(error, KeyboardInterrupt | SystemExit | GeneratorExit)


def write_places(error: BaseException, stream: TextIO) -> None:
    """Where a defect happened, through its causes: files, lines and functions; no word of what it says."""
    seen: set[int] = set()
    at: BaseException | None = error
    while at is not None and id(at) not in seen:
        seen.add(id(at))
        for place in traceback.extract_tb(at.__traceback__)[-60:]:
            print(f"  {place.filename}, line {place.lineno}, in {place.name}", file=stream)
        print(f"{type(at).__name__} (its words are left out: they may hold a value)", file=stream)
        at = at.__cause__ or at.__context__


def kept_details(error: BaseException, command: str) -> Path | None:
    """Write where a defect happened to a file that only its owner reads; None where none can be written."""
    name = f"voorzorg-{re.sub('[^a-z-]', '', command)}-defect.log"
    for folder in (DETAILS, Path(tempfile.gettempdir())):
        path = folder / name
        with contextlib.suppress(OSError):
            if folder == DETAILS:
                if not Path("Snakefile").exists():
                    continue  # not a project's folder: leave nothing behind in it
                folder.mkdir(parents=True, exist_ok=True)
                path.unlink(missing_ok=True)
            else:
                path = folder / f"{os.getpid()}-{name}"
            with os.fdopen(os.open(path, _NEW_FILE, 0o600), "w") as stream:
                write_places(error, stream)
            return path
    return None


class Plain:
    """A stream that prints what people can read: names in files may hold signs that steer a terminal."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        lines = text.split("\n")
        return int(self._stream.write("\n".join(map(printable, lines))) or 0)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)
