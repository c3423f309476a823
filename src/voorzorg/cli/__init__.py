"""The `voorzorg` command: one module per subcommand, imported only when it is asked for.

A subcommand is a module of this package (of ``cohort``: those about one cohort) with
``add_parser(subparsers)`` and ``run(arguments) -> int`` (the exit code), or with ``pass_on(words) -> int``
where the words are another program's, and a line in :data:`OF_A_COHORT` or :data:`OF_THE_PROJECT`. Problems
that a person can solve are raised as :class:`voorzorg.errors.UserError` with a message in words; they are
printed without a traceback and end in exit code 1.
"""

from __future__ import annotations

import argparse
import importlib
import io
import sys
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from typing import TYPE_CHECKING

from voorzorg.boundary import Plain, in_words, is_ours, kept_details
from voorzorg.messages import message, render

if TYPE_CHECKING:
    from voorzorg.text import Language

OF_A_COHORT: dict[str, str] = {
    "check": "check a cohort's files against its manifest, without estimating anything",
    "init-cohort": "draft a manifest from data files, with every guess listed",
    "add": "compare a later delivery with a cohort's files, and take it in",
    "template": "write an Excel workbook to type a study into",
    "dictionary": "write a cohort's data dictionary",
    "tidy": "write a cohort's tidy data as SPSS files with labels and as CSV",
    "plan": "write a cohort's statistical analysis plan, from its manifest and config.yaml alone",
}
OF_THE_PROJECT: dict[str, str] = {
    "schema": "write the JSON Schemas of manifest, configuration and scoring keys",
    "new": "make a folder for a study of your own: configuration, and places for data",
    "audit": "audit the published figures",
    "municipality": "what VoorZorg costs a municipality and may return, as table, CSV and page",
    "power": "what a study can find out before it is done: simulate a study file",
    "bundle": "make one archive that installs voorzorg without internet",
    "release": "make the folder that may leave a closed environment, checked and recorded",
    "run": "run the workflow; what follows goes to snakemake",
}
COMMANDS = OF_A_COHORT | OF_THE_PROJECT


def module_of(command: str) -> str:
    """The module of a subcommand, by its full name."""
    room = f"{__name__}.cohort" if command in OF_A_COHORT else __name__
    return f"{room}.{command.replace('-', '_')}"


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code: 0 good, 1 a problem in words, 2 a wrong command line."""
    words = list(sys.argv[1:] if argv is None else argv)
    if not words or words[0] in ("-h", "--help"):
        width = max(map(len, COMMANDS))
        lines = [f"  {name.ljust(width)}  {text}" for name, text in COMMANDS.items()]
        print("usage: voorzorg COMMAND ...\n\ncommands:\n" + "\n".join(lines))
        print("\n'voorzorg COMMAND --help' explains one.")
        return 0 if words else 2
    if words[0] == "--version":
        from importlib.metadata import version

        print(version("voorzorg"))
        return 0
    if words[0] not in COMMANDS:
        print(f"voorzorg: no command {words[0]!a}; there are: {', '.join(COMMANDS)}", file=sys.stderr)
        return 2
    for stream in (sys.stdout, sys.stderr):  # a console that lacks a letter shows another, and does not fail
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    with redirect_stdout(Plain(sys.stdout)), redirect_stderr(Plain(sys.stderr)):
        return _run(words)


def _run(words: list[str]) -> int:
    """The one boundary: whatever goes wrong ends in a message, without what an unforeseen exception says."""
    chosen: Language | None = None
    try:
        module = importlib.import_module(module_of(words[0]))
        if hasattr(module, "pass_on"):
            return int(module.pass_on(words[1:]))
        parser = argparse.ArgumentParser(prog="voorzorg")
        module.add_parser(parser.add_subparsers())
        arguments = parser.parse_args(words)
        chosen = getattr(arguments, "language", None)
        return int(module.run(arguments))
    except BrokenPipeError:
        sys.stderr.close()  # the reader of a pipe left; nothing more to say
        return 1
    except KeyboardInterrupt:
        print(f"voorzorg {words[0]}: stopped", file=sys.stderr)
        return 130
    except BaseException as error:
        if not is_ours(error):
            raise
        from voorzorg.config import language_of_messages

        language = chosen or language_of_messages()
        said = in_words(error, language)
        if said is None:
            place = kept_details(error, words[0])
            where = message("unforeseen-where", place=str(place)) if place else ""
            said = render(message("unforeseen", kind=type(error).__name__, where=where), language)
        print(f"voorzorg {words[0]}: {said}", file=sys.stderr)
        return 1
