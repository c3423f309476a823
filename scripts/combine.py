"""Combine a cohort's parts into its estimates table: adjusted for multiplicity, controlled unless public."""

from voorzorg.analyses.multiplicity import adjust_p_values
from voorzorg.cohorts.manifest.model import read_manifest
from voorzorg.estimates.table import concatenate, read, write
from voorzorg.jobs import job
from voorzorg.present.disclosure import apply_disclosure

with job(snakemake) as run:  # noqa: F821
    parts = [read(path) for path in [run.input.description, *run.input.families]]
    primary = read_manifest(run.input.manifest).plan.primary
    table, limits = adjust_p_values(concatenate(parts), primary), run.params.disclosure
    if limits is not None:
        table = apply_disclosure(table, limits["minimum_cell"], limits["round_to"])
    write(table, run.output.csv, run.output.parquet)
