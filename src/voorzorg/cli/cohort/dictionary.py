"""`voorzorg dictionary`: the data dictionary of a cohort, in Dutch and English."""

from __future__ import annotations

import argparse
import sys


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("dictionary", description=__doc__)
    parser.add_argument("cohort", help="name of a cohort in data/cohorts, or a folder with cohort.yaml")
    parser.add_argument(
        "--data", metavar="DIR", help="another folder with the data files than the workflow reads"
    )
    parser.add_argument("--out", metavar="FILE", help="CSV file to write; standard output when left out")


def run(arguments: argparse.Namespace) -> int:
    from voorzorg.atomic_write import atomic_write
    from voorzorg.cli.cohort.finding import find_cohort
    from voorzorg.cohorts.harmonise.ingest import ingest
    from voorzorg.spreadsheet import table_as_text

    cohort = find_cohort(arguments.cohort, arguments.data)
    table = ingest(cohort.manifest, cohort.place.folder).dictionary
    text = table_as_text(table).to_csv(index=False, lineterminator="\n")
    if arguments.out:
        with atomic_write(arguments.out) as partial:
            partial.write_text(text, encoding="utf-8")
        print(f"written: {arguments.out}")
    else:
        sys.stdout.write(text)
    return 0
