"""Combine a cohort's parts into its estimates table, after disclosure control of data that are not public."""

from voorzorg.estimates.table import concatenate, read, write
from voorzorg.jobs import job
from voorzorg.present.disclosure import apply_disclosure

with job(snakemake) as run:  # noqa: F821
    parts = [read(path) for path in [run.input.description, *run.input.families]]
    table, limits = concatenate(parts), run.params.disclosure
    if limits is not None:
        table = apply_disclosure(table, limits["minimum_cell"], limits["round_to"])
    write(table, run.output.csv, run.output.parquet)
