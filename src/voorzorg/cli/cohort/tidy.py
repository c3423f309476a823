"""`voorzorg tidy`: a cohort's tidy data for other programs, as SPSS files with labels and as CSV.

These are data of participants, a row each, with pseudonyms: they belong where the files themselves may be.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from voorzorg.messages import message, render
from voorzorg.text import system_language


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("tidy", description=__doc__)
    parser.add_argument("cohort", help="name of a cohort in data/cohorts, or a folder with cohort.yaml")
    parser.add_argument(
        "--data", metavar="DIR", help="another folder with the data files than the workflow reads"
    )
    parser.add_argument(
        "--into", metavar="DIR", type=Path, help="folder to write in; results/NAME/tidy when left out"
    )
    parser.add_argument(
        "--language", choices=("nl", "en"), default=system_language(), help="language of the labels"
    )


def run(arguments: argparse.Namespace) -> int:
    from voorzorg.cli.cohort.finding import find_cohort, manifest_path
    from voorzorg.cohorts.harmonise.ingest import ingest
    from voorzorg.cohorts.harmonise.tidy_for_others import TABLES, write_for_others
    from voorzorg.cohorts.identity.pseudonyms import load_key

    cohort = find_cohort(arguments.cohort, arguments.data)
    synthetic = cohort.place.synthetic
    key = (
        None
        if synthetic or cohort.manifest.public
        else load_key(manifest_path(arguments.cohort).parent, create=True)
    )
    made = ingest(cohort.manifest, cohort.place.folder, key=key)
    folder = arguments.into or Path("results") / cohort.manifest.name / "tidy"
    tables = {name: getattr(made, name) for name in TABLES}
    files = write_for_others(
        tables, made.dictionary, cohort.manifest, folder, arguments.language, synthetic=synthetic
    )
    for one in (
        message("tidy-written", folder=str(folder), files=", ".join(file.name for file in files)),
        message("tidy-inside"),
    ):
        print(render(one, arguments.language))
    return 0
