"""Set published estimates beside a cohort's own."""

from voorzorg.cohorts.manifest.model import read_manifest
from voorzorg.estimates.table import read
from voorzorg.evidence.comparison.judge import compare
from voorzorg.evidence.comparison.named import with_names
from voorzorg.evidence.figures.loader import read_figures
from voorzorg.evidence.figures.names import read_names
from voorzorg.jobs import job
from voorzorg.spreadsheet import table_as_text

with job(snakemake) as run:  # noqa: F821
    figures = read_figures(run.params.published)
    table = compare(read(run.input.estimates), figures, read_manifest(run.input.manifest))
    table = with_names(table, read_names(run.params.published))
    table_as_text(table).to_csv(run.output[0], index=False, lineterminator="\n")
