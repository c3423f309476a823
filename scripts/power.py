"""Gather the blocks of a simulated study: its tables and its page."""

from pathlib import Path

import pandas as pd

from voorzorg.jobs import job
from voorzorg.lab.outputs import results_of, write_tables
from voorzorg.lab.study import read_study
from voorzorg.present.lab.page import write_page
from voorzorg.provenance import record, write_record

with job(snakemake) as run:  # noqa: F821
    study = read_study(run.input.study)
    estimates = pd.concat([pd.read_parquet(block) for block in run.input.blocks], ignore_index=True)
    results = results_of(study, estimates)
    write_tables(results, Path(run.output.report).parent)
    settings = {"seed": study.file.seed, "replications": study.replications}
    write_record(run.output.provenance, record([run.input.study], settings, Path.cwd()))
    write_page(results, run.params.language, run.output.report)
