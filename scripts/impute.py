"""Impute a trial's outcomes once: tidy data -> what was drawn for every missing cell, in every data set."""

from voorzorg.analyses.missing.joint import impute_study
from voorzorg.analyses.missing.store import write_sets
from voorzorg.analyses.study import Study
from voorzorg.cohorts.manifest.model import read_manifest
from voorzorg.config import parse_config
from voorzorg.jobs import job

with job(snakemake) as run:  # noqa: F821
    manifest = read_manifest(run.input.manifest)
    tidy = run.folder(run.input.participants)
    study = Study.read(manifest, tidy, parse_config(run.config), run.data_kind, outcomes_only=True)
    write_sets(impute_study(study), run.output[0])
