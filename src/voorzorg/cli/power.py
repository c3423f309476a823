"""`voorzorg power`: what a study can find out, before it is done, by simulation of a study file."""

from __future__ import annotations

import argparse
from pathlib import Path

from voorzorg.languages import CODES


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("power", description=__doc__)
    add = parser.add_argument
    add("study", type=Path, help="study file, such as data/studies/voorzorg_2.yaml (docs/lab.md)")
    add("--out", type=Path, metavar="DIR", help="folder of results [results/studies/NAME]")
    add("--cores", type=int, default=1, help="blocks beside each other; results are the same [%(default)s]")
    add("--language", choices=CODES, help="[that of config.yaml]")


def run(arguments: argparse.Namespace) -> int:
    from voorzorg.errors import UserError
    from voorzorg.home import found
    from voorzorg.lab.outputs import answer_of, results_of, run_study, write_tables
    from voorzorg.lab.study import read_study
    from voorzorg.present.lab.page import write_page
    from voorzorg.provenance import record, write_record

    if arguments.cores < 1:
        raise UserError("--cores is at least 1")
    path = found(arguments.study)
    study = read_study(path)
    folder = arguments.out or Path("results/studies") / study.file.name
    print(f"{len(study.scenarios)} scenarios of {study.replications} simulated trials each")
    results = results_of(study, run_study(path, arguments.cores))
    written = write_tables(results, folder)
    write_record(folder / "provenance.json", record([path], {"seed": study.file.seed}, Path.cwd()))
    page = write_page(results, arguments.language or study.config.language, folder / "report.html")
    answer = answer_of(results)
    print(f"with {answer.families} families: rejected in {100 * answer.power:.1f} % of trials "
          f"(simulation error {100 * answer.error:.1f})")  # fmt: skip
    if answer.enough is not None:
        print(f"for {100 * study.file.wanted:.0f} %: about {answer.enough} families")
    print(f"written: {', '.join(one.name for one in [page, *written])} in {folder}")
    return 0
