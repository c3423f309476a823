"""Write a cohort's tables as HTML, Word and CSV."""

from voorzorg.analyses.one_arm.other_study_arm import beside_cohort
from voorzorg.cohorts.manifest.model import read_manifest
from voorzorg.cohorts.places import plan_file
from voorzorg.estimates.table import read
from voorzorg.jobs import job
from voorzorg.present.context import read_context
from voorzorg.present.tables import write_tables

with job(snakemake) as run:  # noqa: F821
    manifest, estimates = read_manifest(run.input.manifest), read(run.input.estimates)
    context = read_context(
        run.config,
        manifest,
        run.data_kind,
        beside=beside_cohort(manifest, estimates, run.input.beside),
        comparison=run.input.comparison,
        plan=plan_file(run.input.manifest),
    )
    write_tables(estimates, context, run.output[0])
