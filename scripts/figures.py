"""Write a cohort's figures as SVG, PNG and PDF."""

from voorzorg.cohorts.manifest.model import read_manifest
from voorzorg.estimates.table import read
from voorzorg.jobs import job
from voorzorg.present.context import read_context
from voorzorg.present.figures import write_figures

with job(snakemake) as run:  # noqa: F821
    context = read_context(run.config, read_manifest(run.input.manifest), run.data_kind)
    write_figures(read(run.input.estimates), context, run.output[0])
