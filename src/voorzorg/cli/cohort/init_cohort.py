"""`voorzorg init-cohort`: draft a manifest from data files. Nothing is guessed silently."""

from __future__ import annotations

import argparse
import os
import re
import shutil
from pathlib import Path

from voorzorg.languages import CODES
from voorzorg.messages import message, render


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("init-cohort", description=__doc__)
    parser.add_argument("name", help="name of the cohort: small letters, digits and _")
    parser.add_argument("files", nargs="+", type=Path, help="data files, and code books that came with them")
    parser.add_argument(
        "--into", metavar="DIR", type=Path, default=Path("data/cohorts"), help="default: %(default)s"
    )
    parser.add_argument("--no-copy", action="store_true", help="leave the data files where they are")
    parser.add_argument(
        "--language", choices=CODES, help="of what is said [that of config.yaml, or the computer's]"
    )
    parser.add_argument("--force", action="store_true", help="replace a manifest that is there")


def run(arguments: argparse.Namespace) -> int:
    from voorzorg.atomic_write import atomic_write, private_file, private_folder
    from voorzorg.cohorts.drafting.draft import draft
    from voorzorg.cohorts.drafting.guesses_page import guesses_page
    from voorzorg.cohorts.places import TAKEN
    from voorzorg.config import configured_language
    from voorzorg.errors import UserError

    name, language = arguments.name, arguments.language or configured_language()
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
        raise UserError(message("refused-cohort-name", name=name))
    if name in TAKEN:
        raise UserError(message("refused-cohort-taken", name=name))
    folder = arguments.into / name
    manifest = folder / "cohort.yaml"
    if manifest.exists() and not arguments.force:
        raise UserError(message("refused-manifest-there", file=str(manifest)))
    absent = [str(path) for path in arguments.files if not path.is_file()]
    if absent:
        raise UserError(message("refused-no-file", files=", ".join(absent)))
    root = Path(os.path.commonpath([path.resolve().parent for path in arguments.files]))
    result = draft(name, [path.resolve() for path in arguments.files], root, _schema(folder), language)
    folder.mkdir(parents=True, exist_ok=True)
    raw = folder / "raw"
    if not arguments.no_copy and root != raw.resolve():
        for path in arguments.files:
            target = raw / path.resolve().relative_to(root)
            private_folder(target.parent)
            with atomic_write(target) as partial:  # half a file would be read as a whole one
                shutil.copyfile(path, partial)
            private_file(target)
    for target, text in (
        (folder / "guesses.md", guesses_page(name, result, language)),
        (manifest, result.text),
    ):
        with atomic_write(target) as partial:
            partial.write_text(text, encoding="utf-8")
    todo = result.text.count("# TODO")
    said = [
        message("init-written", manifest=str(manifest), n=todo, guesses=str(folder / "guesses.md")),
        message("init-data", folder=str(root if arguments.no_copy else raw)),
    ]
    if result.refused:
        said.append(message("init-refused", columns=", ".join(c for _, c, _ in result.refused)))
    for one in [*said, message("init-next", name=name)]:
        print(render(one, language))
    return 0


def _schema(folder: Path) -> str | None:
    """The path from a cohort's folder to the JSON Schema of manifests, where this folder has one."""
    schema = Path("workflow/schemas/cohort.schema.json")
    return Path(os.path.relpath(schema.resolve(), folder.resolve())).as_posix() if schema.is_file() else None
