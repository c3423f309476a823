"""Describe who took part: tidy data -> rows of flow, baseline, risk factors and missing waves."""

from voorzorg.analyses.participation.stage import describe_cohort
from voorzorg.analyses.study import Study
from voorzorg.cohorts.manifest.model import read_manifest
from voorzorg.config import parse_config
from voorzorg.estimates.table import write
from voorzorg.jobs import job

with job(snakemake) as run:  # noqa: F821
    manifest = read_manifest(run.input.manifest)
    study = Study.read(manifest, run.folder(run.input.participants), parse_config(run.config), run.data_kind)
    write(describe_cohort(study), run.output[0])
