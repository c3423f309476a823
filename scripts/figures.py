"""Write a cohort's figures as SVG, PNG and PDF."""

from voorzorg.cohorts.manifest import read_manifest
from voorzorg.config import parse_config
from voorzorg.estimates.table import read
from voorzorg.jobs import job
from voorzorg.present.context import Context
from voorzorg.present.figures import write_figures

with job(snakemake) as run:  # noqa: F821
    config, manifest = parse_config(run.config), read_manifest(run.input.manifest)
    context = Context(
        config.language, manifest, config.outcomes_of(manifest), run.data_kind, families=config.families
    )
    write_figures(read(run.input.estimates), context, run.output[0])
