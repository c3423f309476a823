"""Audit the published figures against each other, and bring comparable effects together."""

from voorzorg.evidence.audit import audit, write_checks
from voorzorg.evidence.figures.loader import read_figures
from voorzorg.evidence.synthesis.effects import synthesise
from voorzorg.jobs import job
from voorzorg.spreadsheet import table_as_text

with job(snakemake) as run:  # noqa: F821
    folder = run.params.published
    figures = read_figures(folder)
    result = audit(figures, folder)
    write_checks(result, run.output.checks)
    table_as_text(result.verdicts()).to_csv(run.output.verdicts, index=False, lineterminator="\n")
    table_as_text(synthesise(figures, folder)).to_csv(run.output.synthesis, index=False, lineterminator="\n")
