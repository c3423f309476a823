"""Simulate one block of a study's replicates."""

from voorzorg.jobs import job
from voorzorg.lab.run import run_block
from voorzorg.lab.study import read_study

with job(snakemake) as run:  # noqa: F821
    study = read_study(run.input.study)
    run_block(study, study.block(int(run.wildcards.block))).to_parquet(run.output[0], index=False)
