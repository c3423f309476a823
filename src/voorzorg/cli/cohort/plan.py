"""`voorzorg plan`: the statistical analysis plan of a cohort, from its manifest and config.yaml alone."""

from __future__ import annotations

import argparse


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("plan", description=__doc__)
    parser.add_argument("cohort", help="name of a cohort in data/cohorts, or a folder with cohort.yaml")
    parser.add_argument(
        "--out", metavar="DIR", help="folder to write to; if left out, 'plan' beside the manifest"
    )


def run(arguments: argparse.Namespace) -> int:
    from pathlib import Path

    from voorzorg.cli.cohort.finding import manifest_path
    from voorzorg.cohorts.manifest.model import read_manifest
    from voorzorg.cohorts.places import plan_file
    from voorzorg.config import read_config
    from voorzorg.present.plan.content import content_of, fingerprint_of
    from voorzorg.present.plan.write import write_plan

    path = manifest_path(arguments.cohort)
    manifest, config = read_manifest(path), read_config()
    folder = Path(arguments.out) if arguments.out else plan_file(path).parent
    for written in write_plan(manifest, config, folder):
        print(f"written: {written}")
    print(f"fingerprint: {fingerprint_of(content_of(manifest, config))}")
    return 0
