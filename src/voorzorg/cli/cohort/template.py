"""`voorzorg template`: an Excel workbook to type a study into, which comes in without editing a manifest."""

from __future__ import annotations

import argparse
from pathlib import Path

from voorzorg.messages import message, render

WAVES = (("Voormeting", 0.0), ("Nameting", 26.0), ("Follow-up", 52.0))


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("template", description=__doc__)
    parser.add_argument("design", choices=("two-arm", "one-arm", "single-case"))
    parser.add_argument("file", nargs="?", type=Path, help="workbook to write; DESIGN.xlsx when left out")
    parser.add_argument(
        "--waves",
        type=int,
        default=3,
        metavar="N",
        help="measurements, or for single-case those before the start; 1 to 3, default: 3",
    )


def run(arguments: argparse.Namespace) -> int:
    from voorzorg.atomic_write import atomic_write
    from voorzorg.cohorts.drafting.sources.template import write_template
    from voorzorg.config import configured_language
    from voorzorg.errors import UserError

    path = arguments.file or Path(f"{arguments.design}.xlsx")
    if path.suffix.lower() != ".xlsx":
        raise UserError(message("refused-workbook-name", file=str(path)))
    if path.exists():
        raise UserError(message("refused-workbook-there", file=str(path)))
    if not 1 <= arguments.waves <= len(WAVES):
        raise UserError(message("refused-waves", most=len(WAVES)))
    with atomic_write(path) as partial:
        write_template(arguments.design, partial, WAVES[: arguments.waves])
    language = configured_language()
    for told in (message("check-written", file=str(path)), message("template-next", file=str(path))):
        print(render(told, language))
    return 0
