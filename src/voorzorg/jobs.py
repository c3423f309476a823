"""A workflow job: its named inputs and outputs, its log, and one clear message when something is wrong."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
import traceback
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from voorzorg.errors import UserError

#: Environment variable: the file in which a run collects its jobs' messages, to end with them.
PROBLEMS = "VOORZORG_PROBLEMS"


class Job:
    """What a script may use of Snakemake's ``snakemake`` object."""

    def __init__(self, snakemake: Any) -> None:
        self.input = snakemake.input
        self.output = snakemake.output
        self.params = snakemake.params
        self.wildcards = snakemake.wildcards
        self.config: dict[str, Any] = snakemake.config
        self.log = Path(snakemake.log[0]) if len(snakemake.log) else None

    @property
    def data_kind(self) -> str:
        """real or synthetic, as the rule's parameter says."""
        return "synthetic" if self.params.synthetic else "real"

    @staticmethod
    def folder(path: str | Path) -> Path:
        """The folder of a file, for a library call that reads or writes several beside it."""
        return Path(path).parent


def tell(message: str) -> None:
    """Say what a person has to solve: at the end where ``voorzorg run`` collects it, else at once."""
    if collected := os.environ.get(PROBLEMS):
        with contextlib.suppress(OSError), Path(collected).open("a", encoding="utf-8") as stream:
            print(message, file=stream)
            return
    print(f"\n{message}\n", file=sys.stderr, flush=True)


def _is_full(error: BaseException) -> bool:
    """Whether an exception is about a full disk; libraries that write in C say so in their own words."""
    if isinstance(error, OSError):
        return error.errno in (errno.ENOSPC, errno.EDQUOT)
    return type(error).__name__ == "ReadstatError" and "write" in str(error).casefold()


def _no_space(snakemake: Any) -> str:
    files = [*snakemake.output, *snakemake.log]
    folder = Path(files[0]).parent.resolve() if files else Path.cwd()
    return f"no space left on the disk of {folder}: make room there, and run again"


@contextmanager
def job(snakemake: Any) -> Iterator[Job]:
    """Run a script's body: errors about the user's files become their message and exit code 1.

    A ``UserError`` or ``OSError`` is about data, configuration or disk: its message is printed and logged.
    Anything else is a defect of the program: the log gets where it happened, but not the exception's
    message, which may quote a participant's value.
    """
    run = Job(snakemake)
    try:
        log = run.log.open("w", encoding="utf-8") if run.log else None
    except OSError as error:
        tell(_no_space(snakemake) if _is_full(error) else str(error))
        sys.exit(1)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("default")
        try:
            yield run
            status, message = 0, ""
        except Exception as error:
            status = 1
            if _is_full(error):
                message = _no_space(snakemake)
            elif isinstance(error, UserError | OSError):
                message = str(error)
            else:
                message = f"voorzorg failed ({type(error).__name__}); please report it with {run.log}"
                with contextlib.suppress(OSError):
                    traceback.print_tb(error.__traceback__, file=log or sys.stderr)
    if log:
        _close(log, [f"{w.category.__name__}: {w.message}" for w in caught] + ([message] if message else []))
    if status:
        tell(message)
        sys.exit(status)


def _close(log: TextIO, lines: list[str]) -> None:
    """The last lines of a log. A full disk may refuse them, and closing too; the message is told anyhow."""
    with contextlib.suppress(OSError):
        for line in lines:
            print(line, file=log)
    with contextlib.suppress(OSError):
        log.close()
