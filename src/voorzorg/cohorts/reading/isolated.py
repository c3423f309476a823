"""Work on a foreign file in a process of its own, with limits: damage there may kill it, not the program.

Libraries written in C trust the sizes that a file states; a damaged one ends in a segmentation fault, in
all of the memory, or never.
"""

from __future__ import annotations

import faulthandler
import math
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from voorzorg.cohorts.checks.findings import UnreadableError
from voorzorg.messages import message

Result = TypeVar("Result")
_SECONDS, _SECONDS_PER_MEGABYTE = 8, 3  # of the processor; a sound file takes a tenth of it
_PATIENCE = 10  # times as long by the clock, as others may use the machine too
_MEGABYTES, _PER_MEGABYTE = 1500, 60  # of memory, beside what the process has already


def isolated(work: Callable[[], Result], path: Path, megabytes: float | None = None) -> Result:
    """The result of ``work`` on a file; raises :class:`UnreadableError` where its process dies or passes a
    limit of time or memory; both grow with the file's size.

    On systems that cannot fork it runs here: what ends it there ends the job, and no more than that.
    """
    size = path.stat().st_size / 1e6
    seconds = _SECONDS + _SECONDS_PER_MEGABYTE * size
    memory = _MEGABYTES + _PER_MEGABYTE * size if megabytes is None else megabytes
    if "fork" not in multiprocessing.get_all_start_methods() or sys.platform == "darwin":
        return work()
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_run, args=(work, sender, memory, seconds), daemon=True)
    process.start()
    sender.close()
    try:
        if not receiver.poll(_PATIENCE * seconds):
            raise _refused("slow")
        kind, value = receiver.recv()
    except (EOFError, OSError):
        process.join()
        raise _refused("slow" if process.exitcode == -signal.SIGXCPU else "ended") from None
    finally:
        process.kill()
        process.join()
        receiver.close()
    if kind == "unreadable":
        check, expected, action, rows = value
        raise UnreadableError(check, expected=expected, action=action, rows=rows)
    if kind == "failed":
        raise _refused("damaged")
    found: Result = value
    return found


def _run(work: Callable[[], Any], sender: Any, megabytes: float, seconds: float) -> None:
    _limit(megabytes, seconds)
    faulthandler.disable()
    with open(os.devnull, "w", encoding="ascii") as nowhere:  # noqa: PTH123
        os.dup2(nowhere.fileno(), 2)  # what a dying library says may hold a value
    try:
        sender.send(("done", work()))
    except UnreadableError as error:
        sender.send(("unreadable", (error.check, error.expected, error.action, error.rows)))
    except BaseException:  # whatever it is, it is about the file; its words may hold a value
        sender.send(("failed", None))
    sender.close()


def _limit(megabytes: float, seconds: float) -> None:
    """No core dump with participants' values, and no more memory and time than a file can need."""
    import resource

    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    if hard == resource.RLIM_INFINITY or seconds < hard:
        resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(seconds), hard))

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except OSError:
        return
    limit = pages * resource.getpagesize() + int(megabytes * 1_000_000)
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    if hard == resource.RLIM_INFINITY or limit < hard:
        resource.setrlimit(resource.RLIMIT_AS, (limit, hard))


def _refused(why: str) -> UnreadableError:
    return UnreadableError(
        message(f"finding-unreadable-{why}"),
        expected=message("finding-complete-file-own-program-writes"),
        action=message("finding-open-program-made-save-export"),
    )
