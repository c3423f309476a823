"""Write a cohort's report: one self-contained HTML file."""

import json
from pathlib import Path

import pandas as pd

from voorzorg.analyses.beside import beside_cohort
from voorzorg.cohorts.manifest import read_manifest
from voorzorg.config import parse_config
from voorzorg.estimates.table import read
from voorzorg.jobs import job
from voorzorg.present.context import Context, Neighbour
from voorzorg.present.report import write_report

with job(snakemake) as run:  # noqa: F821
    config, manifest = parse_config(run.config), read_manifest(run.input.manifest)
    estimates = read(run.input.estimates)
    found = beside_cohort(manifest, estimates, run.input.beside)
    context = Context(
        config.language,
        manifest,
        config.outcomes_of(manifest),
        run.data_kind,
        provenance=json.loads(Path(run.input.provenance).read_text(encoding="utf-8")),
        quality=pd.read_parquet(run.input.quality),
        dictionary=pd.read_csv(run.input.dictionary),
        comparison=pd.read_csv(run.input.comparison) if run.input.comparison else pd.DataFrame(),
        families=config.families,
        beside=Neighbour(*found) if found else None,
        minimum_cell=config.disclosure.minimum_cell,
    )
    write_report(estimates, context, run.input.figures, run.input.tables, run.output[0])
