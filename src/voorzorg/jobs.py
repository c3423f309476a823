"""A workflow job: its named inputs and outputs, its log, and one clear message when something is wrong."""

from __future__ import annotations

import contextlib
import gc
import os
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from voorzorg.atomic_write import private_folder
from voorzorg.boundary import in_words, is_full, is_ours, write_places
from voorzorg.errors import UserError
from voorzorg.messages import message, render
from voorzorg.printable import printable
from voorzorg.text import Language

#: Environment variable: the file in which a run collects its jobs' messages, to end with them.
PROBLEMS = "VOORZORG_PROBLEMS"
#: The folder of results that holds a row per participant, and estimates before output control.
INSIDE = "tidy"


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
    def contents(self) -> dict[str, str]:
        """Checksums of the files that people change, as they were when the run decided what to make."""
        return dict(getattr(self.params, "contents", None) or {})

    def same_contents(self) -> None:
        """Raise :class:`UserError` where one of these files changed since: half of the results would be of
        the old one, and the record would name the wrong checksum."""
        changed = [file for file, known in self.contents.items() if not _is_still(file, known)]
        if changed:
            raise UserError(
                f"changed while the run was at work: {', '.join(changed)}. Nothing was made of it; run again "
                "when nobody is writing there"
            )

    @property
    def data_kind(self) -> str:
        """real or synthetic, as the rule's parameter says."""
        return "synthetic" if self.params.synthetic else "real"

    @staticmethod
    def folder(path: str | Path) -> Path:
        """The folder of a file, for a library call that reads or writes several beside it."""
        return Path(path).parent


def _is_still(file: str, known: str) -> bool:
    from voorzorg.provenance import file_hash

    try:
        return file_hash(file) == known
    except OSError:
        return False


def tell(message: str) -> None:
    """Say what a person has to solve: at the end where ``voorzorg run`` collects it, else at once."""
    message = "\n".join(map(printable, message.split("\n")))
    if collected := os.environ.get(PROBLEMS):
        with contextlib.suppress(OSError), Path(collected).open("a", encoding="utf-8") as stream:
            print(message, file=stream)
            return
    print(f"\n{message}\n", file=sys.stderr, flush=True)


def _no_space(snakemake: Any) -> str:
    files = [*snakemake.output, *snakemake.log]
    folder = Path(files[0]).parent.resolve() if files else Path.cwd()
    return f"no space left on the disk of {folder}: make room there, and run again"


def left_out(cohort: str, error: UserError, language: Language) -> str:
    """That a cohort does not take part in a run, and why."""
    return render(message("run-left-out", cohort=cohort, why=error.told(language)), language)


@contextmanager
def job(snakemake: Any) -> Iterator[Job]:
    """Run a script's body: errors about the user's files become their message and exit code 1.

    A ``UserError`` or ``OSError`` is about data, configuration or disk: its message is printed and logged.
    Anything else is a defect of the program: the log gets where it happened, but not the exception's
    message, which may quote a participant's value.
    """
    run = Job(snakemake)
    inside = [Path(file) for file in snakemake.output if INSIDE in Path(file).parts]
    if inside:
        os.umask(0o077)  # what stays inside is for its owner alone
        for folder in {next(p for p in file.parents if p.name == INSIDE) for file in inside}:
            private_folder(folder)
    try:
        log = run.log.open("w", encoding="utf-8") if run.log else None
    except OSError as error:
        tell(_no_space(snakemake) if is_full(error) else str(error))
        sys.exit(1)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("default")
        try:
            run.same_contents()
            yield run
            run.same_contents()
            status, message = 0, ""
            # What is left goes with the process: to look for circles in it at exit takes a third of a second.
            gc.freeze()
        except BaseException as error:
            if not is_ours(error):
                raise
            status = 1
            words = _no_space(snakemake) if is_full(error) else in_words(error)
            if words is None:
                words = f"voorzorg failed ({type(error).__name__}); please report it with {run.log}"
                with contextlib.suppress(OSError):
                    write_places(error, log or sys.stderr)
            message = words
    if log:
        _close(log, [_place_of(w) for w in caught] + ([message] if message else []))
    if status:
        tell(message)
        sys.exit(status)


def _place_of(warning: warnings.WarningMessage) -> str:
    """A warning of a library by its kind and place: its words may hold a value."""
    return f"{warning.category.__name__} in {warning.filename}, line {warning.lineno}"


def _close(log: TextIO, lines: list[str]) -> None:
    """The last lines of a log. A full disk may refuse them, and closing too; the message is told anyhow."""
    with contextlib.suppress(OSError):
        for line in lines:
            print(line, file=log)
    with contextlib.suppress(OSError):
        log.close()
