"""Write a cohort's report: one self-contained HTML file."""

import pandas as pd

from voorzorg.analyses.one_arm.other_study_arm import beside_cohort
from voorzorg.cohorts.manifest.model import read_manifest
from voorzorg.cohorts.places import plan_file
from voorzorg.config import parse_config
from voorzorg.config_coverage import left_out
from voorzorg.estimates.table import read
from voorzorg.jobs import job
from voorzorg.present.context import read_context
from voorzorg.present.report import write_report

with job(snakemake) as run:  # noqa: F821
    manifest, estimates = read_manifest(run.input.manifest), read(run.input.estimates)
    dictionary = pd.read_csv(run.input.dictionary)
    columns = {table: set(rows["variable"]) for table, rows in dictionary.groupby("table")}
    unmet = left_out(
        parse_config(run.config),
        manifest,
        columns.get("participants", set()),
        columns.get("waves", set()),
        run.input.configured,
        run.params.instruments,
    )
    context = read_context(
        run.config,
        manifest,
        run.data_kind,
        beside=beside_cohort(manifest, estimates, run.input.beside),
        comparison=run.input.comparison,
        plan=plan_file(run.input.manifest),
        quality=pd.concat([pd.read_parquet(run.input.quality), unmet.frame()], ignore_index=True),
        dictionary=dictionary,
        provenance=run.input.provenance,
    )
    write_report(estimates, context, run.input.figures, run.input.tables, run.output[0])
