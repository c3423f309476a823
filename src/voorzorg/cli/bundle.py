"""`voorzorg bundle`: one archive that installs voorzorg on a machine without internet."""

from __future__ import annotations

import argparse
from pathlib import Path

from voorzorg.bundle.targets import SYSTEMS


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("bundle", description=__doc__)
    parser.add_argument("--system", choices=SYSTEMS, help="operating system it is for; default: this one")
    parser.add_argument("--python", metavar="3.12", help="version of Python there; default: this one")
    parser.add_argument("--machine", choices=("x86_64", "arm64"), help="processor there; default: this one")
    parser.add_argument(
        "--output", metavar="FILE", type=Path, help="default: dist/voorzorg-VERSION-TARGET.zip"
    )


def run(arguments: argparse.Namespace) -> int:
    from voorzorg.bundle.make import make_bundle
    from voorzorg.bundle.targets import Target

    target = Target.of(arguments.system, arguments.python, arguments.machine)
    path = make_bundle(target, arguments.output)
    print(f"made: {path} ({path.stat().st_size / 2**20:.0f} MB), for {target.name}")
    print("carry it inside, unpack it, and run install.sh (Linux) or install.ps1 (Windows)")
    return 0
