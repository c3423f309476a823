"""`voorzorg municipality`: what VoorZorg costs a municipality, what may come back, and how sure that is."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from voorzorg.languages import CODES

if TYPE_CHECKING:
    from voorzorg.economics.evaluation import Evaluation
    from voorzorg.economics.municipalities.statistics_office import Births

_EXAMPLES = """\
examples:
  voorzorg municipality --name Weert --births 467
  voorzorg municipality municipalities.csv
  voorzorg municipality births.csv --year 2021
  voorzorg municipality --country

municipalities.csv has columns name and births; also code, first_births, cost (euro a trajectory), share_low
and share_high (percent), year and source. births.csv is an export of Statistics Netherlands, with
births.source.yaml beside it, which says where it comes from.
"""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser(
        "municipality",
        description=__doc__,
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("file", nargs="?", type=Path, help="CSV of municipalities, or an export of births")
    add("--name", help="a municipality by hand; needs --births")
    add("--births", type=int, help="its births in a year")
    add("--country", action="store_true", help="the country, by its published births")
    add("--year", type=int, help="the year to take where an export holds several [the last]")
    add("--inputs", type=Path, default=Path("data/economics/inputs.yaml"), help="[%(default)s]")
    add("--price-index", type=Path, metavar="FILE", help="brings amounts to the inputs' price_year")
    add("--own", metavar="COHORT", help="show this cohort's own costs and effects beside the published ones")
    add("--out", type=Path, default=Path("results/economics"), help="folder of page and CSV [%(default)s]")
    add("--pages", action="store_true", help="a page per municipality too, not one with a choice of them")
    add("--language", choices=CODES, help="[that of config.yaml]")
    add("--seed", type=int, help="of the draws [that of config.yaml]")


def run(arguments: argparse.Namespace) -> int:
    from voorzorg.config import read_config
    from voorzorg.economics.evaluation import evaluate, national
    from voorzorg.economics.from_files import Files, read_files
    from voorzorg.economics.municipalities.municipality import Municipality
    from voorzorg.errors import UserError
    from voorzorg.home import found, home

    settings = read_config(found("config.yaml"))
    language = arguments.language or settings.language
    seed = settings.seed if arguments.seed is None else arguments.seed
    if (arguments.name is None) != (arguments.births is None):
        raise UserError("a municipality by hand needs both: --name Weert --births 467")
    if arguments.births is not None and not 0 <= arguments.births <= 1_000_000:
        raise UserError("--births is a whole number of births in a year, 0 to 1000000")
    files = Files(
        inputs=found(arguments.inputs),
        published=found("data/published"),
        municipalities=arguments.file,
        price_index=arguments.price_index,
        estimates=_estimates(arguments.own),
        year=arguments.year,
    )
    sources = read_files(files)
    municipalities = [Municipality(arguments.name, arguments.births)] if arguments.name is not None else []
    if arguments.country:
        municipalities.append(national(sources.inputs, "Nederland" if language == "nl" else "Netherlands"))
    municipalities += sources.births.municipalities if sources.births else ()
    if not municipalities:
        raise UserError(
            "no municipality: give a CSV file, or --name and --births, or --country; "
            f"{home() / 'data' / 'economics' / 'municipalities-template.csv'} has the columns"
        )
    evaluation = evaluate(sources.inputs, municipalities, seed, sources.figures, sources.own, sources.names)
    _print(evaluation, sources.births)
    _write(evaluation, files, arguments.out, language, seed, pages=arguments.pages)
    return 0


def _estimates(cohort: str | None) -> Path | None:
    from voorzorg.errors import UserError

    if cohort is None:
        return None
    path = Path("results", cohort, "estimates.parquet")
    if not path.is_file():
        raise UserError(f"{path}: no such file; run 'voorzorg run {path.parent / 'report.html'}' first")
    return path


def _print(evaluation: Evaluation, births: Births | None) -> None:
    """The table, one line per municipality, in euro a year's births."""
    from voorzorg.economics.rows import summary

    table = summary(evaluation.cases)
    heads = (
        "births",
        "women",
        "costs",
        "back, if all comes true",
        "of which measured",
        "net",
        "net, measured only",
    )
    stems = ("women", "cost", "benefit", "trial", "net", "trial_net")
    lines: list[tuple[str, ...]] = [("municipality", *heads)]
    for row in table.to_dict("records"):
        cells = [f"{row['births']:,}"]
        for stem in stems:
            low, high = (float(row[f"{stem}_{end}"]) for end in ("low", "high"))
            cells.append(f"{low:.1f} to {high:.1f}" if stem == "women" else f"{low:,.0f} to {high:,.0f}")
        lines.append((str(row["name"]), *cells))
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        print(
            "  ".join(
                cell.rjust(w) if i else cell.ljust(w)
                for i, (cell, w) in enumerate(zip(line, widths, strict=True))
            )
        )
    if births is not None and births.without_number:
        print(f"without a number of births in the file: {', '.join(births.without_number)}")
    if births is not None and births.difference:
        print(
            f"the file's total is {births.total}, {births.difference:+d} beside the sum of its municipalities"
        )


def _write(
    evaluation: Evaluation, files: object, folder: Path, language: str, seed: int, *, pages: bool
) -> None:
    import re
    from dataclasses import replace
    from typing import cast

    from voorzorg.economics.from_files import Files
    from voorzorg.economics.rows import rows_of, write_rows, write_summary
    from voorzorg.present.economics.page import write_page
    from voorzorg.provenance import record, write_record

    folder.mkdir(parents=True, exist_ok=True)
    rows = [row for case in evaluation.cases for row in rows_of(case, evaluation.inputs, evaluation.model)]
    write_rows(rows, folder / "economics.csv")
    write_summary(evaluation.cases, folder / "municipalities.csv")
    write_record(folder / "provenance.json", record(cast(Files, files).all(), {"seed": seed}, Path.cwd()))
    write_page(evaluation, language, folder / "report.html")
    written = ["report.html", "municipalities.csv", "economics.csv"]
    if pages:
        for case in evaluation.cases:
            name = re.sub(r"[^a-z0-9]+", "-", case.municipality.name.casefold()).strip("-") or "municipality"
            write_page(replace(evaluation, cases=[case]), language, folder / f"{name}.html")
        written.append(f"{len(evaluation.cases)} pages")
    print(f"written: {', '.join(written)} in {folder}")
