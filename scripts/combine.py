"""Combine a cohort's parts into its estimates table: controlled unless public, then multiplicity."""

from voorzorg.analyses.contributions import contributions
from voorzorg.analyses.multiplicity import adjust_p_values
from voorzorg.analyses.run import joined
from voorzorg.analyses.study import Study
from voorzorg.cohorts.manifest.model import read_manifest
from voorzorg.config import parse_config
from voorzorg.estimates.table import read, write
from voorzorg.jobs import job
from voorzorg.present.disclosure import apply_disclosure, listed_levels

with job(snakemake) as run:  # noqa: F821
    manifest = read_manifest(run.input.manifest)
    measured = [read(path) for path in [run.input.description, *run.input.families]]
    table = joined(measured, map(read, run.input.pooled))
    limits = run.params.disclosure
    if limits is not None and run.data_kind == "real":
        study = Study.read(
            manifest, run.folder(run.input.participants), parse_config(run.config), run.data_kind
        )
        table = apply_disclosure(
            table,
            limits["minimum_cell"],
            limits["round_to"],
            listed=listed_levels(manifest),
            contributions=contributions(study),
        )
    write(adjust_p_values(table, manifest.plan.primary), run.output.csv, run.output.parquet)
