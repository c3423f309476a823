"""`voorzorg add`: a later delivery of files for a cohort. The manifest is never changed."""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

from voorzorg.languages import CODES
from voorzorg.messages import Message, message, render


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("add", description=__doc__)
    parser.add_argument("cohort", help="name of a cohort in data/cohorts, or a folder with cohort.yaml")
    parser.add_argument("files", nargs="+", type=Path, help="delivered files: new ones, or corrected ones")
    parser.add_argument(
        "--apply",
        action="store_true",
        help="copy them to the cohort's files; without it they are compared only",
    )
    parser.add_argument(
        "--language", choices=CODES, help="of what is said [that of config.yaml, or the computer's]"
    )


def run(arguments: argparse.Namespace) -> int:
    from voorzorg.atomic_write import atomic_write, private_file
    from voorzorg.cli.cohort.finding import manifest_path
    from voorzorg.cohorts.checks.findings import UnreadableError
    from voorzorg.cohorts.drafting.deliveries import compare
    from voorzorg.cohorts.manifest.model import read_manifest
    from voorzorg.config import configured_language
    from voorzorg.errors import UserError

    language = arguments.language or configured_language()

    def say(told: Message, before: str = "") -> None:
        print(before + render(told, language))

    path = manifest_path(arguments.cohort)
    manifest = read_manifest(path)
    raw = path.parent / "raw"
    absent = [str(file) for file in arguments.files if not file.is_file()]
    if absent:
        raise UserError(message("refused-no-file", files=", ".join(absent)))
    deliveries = []
    for file in arguments.files:
        try:
            deliveries.append(compare(file, manifest, raw))
        except UnreadableError as problem:
            told = message("refused-one-file", file=str(file), problem=problem.check, action=problem.action)
            raise UserError(told) from None
    for delivery in deliveries:
        state = "replaces" if delivery.replaces else "new"
        say(message("add-file", file=delivery.path.name, state=state))
        for line in delivery.lines:
            say(line, "  ")
        if delivery.wave:
            say(message("add-wave"), "  ")
            print(f"\n{delivery.wave}\n")
        if delivery.entries:
            say(message("add-take-in"), "  ")
            print("\n" + "\n".join(delivery.entries) + "\n")
    if not arguments.apply:
        say(message("add-nothing-copied"))
        return 0
    raw.mkdir(parents=True, exist_ok=True)
    for delivery in deliveries:
        target = raw / delivery.path.name
        if target.exists():
            shutil.move(target, _kept(path.parent / "private" / "replaced", target.name))
        with atomic_write(target) as partial:
            shutil.copyfile(delivery.path, partial)
        private_file(target)
    say(message("add-copied", folder=str(raw), cohort=arguments.cohort))
    return 0


def _kept(folder: Path, name: str) -> Path:
    """A place for a file that is replaced, beside earlier ones of its name."""
    folder.mkdir(parents=True, exist_ok=True)
    number = 1
    while (folder / f"{number}-{name}").exists():
        number += 1
    return folder / f"{number}-{name}"
