"""Estimate one outcome family of a cohort: tidy data -> rows of the estimates table, mostly all of them."""

from dataclasses import replace
from pathlib import Path

from voorzorg.analyses.run import estimate_family
from voorzorg.analyses.study import Study
from voorzorg.cohorts.manifest.model import read_manifest
from voorzorg.config import parse_config
from voorzorg.estimates.table import write
from voorzorg.jobs import job

with job(snakemake) as run:  # noqa: F821
    manifest = read_manifest(run.input.manifest)
    config = parse_config(run.config)
    tidy = run.folder(run.input.participants)
    study = Study.read(manifest, tidy, config, run.data_kind, outcomes_only=True)
    if run.input.imputed:
        study = replace(study, imputed=Path(run.input.imputed))
    write(estimate_family(study, run.wildcards.family, pooled=run.params.pooled), run.output[0])
