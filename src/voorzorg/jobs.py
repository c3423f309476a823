"""A workflow job: its named inputs and outputs, its log, and one clear message when something is wrong."""

from __future__ import annotations

import os
import sys
import traceback
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

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


@contextmanager
def job(snakemake: Any) -> Iterator[Job]:
    """Run a script's body: errors about the user's files become their message and exit code 1.

    A ``UserError`` or ``OSError`` is about data, configuration or disk: its message is printed and logged.
    Anything else is a defect of the program: the log gets where it happened, but not the exception's
    message, which may quote a participant's value.
    """
    run = Job(snakemake)
    log = run.log.open("w", encoding="utf-8") if run.log else None
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("default")
        try:
            yield run
            status, message = 0, ""
        except (UserError, OSError) as error:
            status, message = 1, str(error)
        except Exception as error:
            status = 1
            message = f"voorzorg failed ({type(error).__name__}); please report it with {run.log}"
            if log:
                traceback.print_tb(error.__traceback__, file=log)
    if log:
        for warning in caught:
            print(f"{warning.category.__name__}: {warning.message}", file=log)
        if message:
            print(message, file=log)
        log.close()
    if status:
        print(f"\n{message}\n", file=sys.stderr, flush=True)
        if collected := os.environ.get(PROBLEMS):
            with Path(collected).open("a", encoding="utf-8") as stream:
                print(message, file=stream)
        sys.exit(status)
