"""Evaluate the business case: the page, its rows, a table of municipalities, and what they were made from."""

from pathlib import Path

from voorzorg.economics.from_files import Files, evaluate_files
from voorzorg.economics.rows import rows_of, write_rows, write_summary
from voorzorg.jobs import job
from voorzorg.present.economics.page import write_page
from voorzorg.provenance import record, write_record

with job(snakemake) as run:  # noqa: F821
    files = Files(
        inputs=Path(run.input.inputs),
        published=Path(run.params.published),
        municipalities=Path(run.input.municipalities),
        price_index=Path(run.input.price_index[0]) if run.input.price_index else None,
        estimates=Path(run.input.own) if run.input.own else None,
        year=run.params.year,
    )
    evaluation = evaluate_files(files, run.params.seed)
    rows = [row for case in evaluation.cases for row in rows_of(case, evaluation.inputs, evaluation.model)]
    write_rows(rows, run.output.rows)
    write_summary(evaluation.cases, run.output.table)
    settings = {"seed": run.params.seed, "year": run.params.year}
    write_record(run.output.provenance, record(files.all(), settings, Path.cwd()))
    write_page(evaluation, run.params.language, run.output.report)
