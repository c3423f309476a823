"""`voorzorg new`: a folder for a study of your own, where `voorzorg run` works."""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

from voorzorg.messages import message, render

#: What a new folder holds beside configuration and empty places for data, and what it is called there.
_TEMPLATE = {"README.md": "README.md", "gitignore": ".gitignore"}


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("new", description=__doc__)
    parser.add_argument("folder", type=Path, help="folder to make; it must not be there yet, or be empty")


def run(arguments: argparse.Namespace) -> int:
    from voorzorg.config import configured_language
    from voorzorg.errors import UserError
    from voorzorg.home import home

    folder: Path = arguments.folder
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UserError(message("refused-folder-there", folder=str(folder)))
    for place in ("data/cohorts", "data/instruments"):
        (folder / place).mkdir(parents=True)
    shutil.copyfile(home() / "config.yaml", folder / "config.yaml")
    for source, target in _TEMPLATE.items():
        shutil.copyfile(home() / "workflow" / "study" / source, folder / target)
    for told in (message("new-made", folder=str(folder)), message("new-next", folder=str(folder))):
        print(render(told, configured_language()))
    return 0
