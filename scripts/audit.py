"""Audit the published figures against each other, and bring comparable effects together."""

from voorzorg.evidence.audit import audit
from voorzorg.evidence.figures import read_figures
from voorzorg.evidence.synthesis import synthesise
from voorzorg.jobs import job

with job(snakemake) as run:  # noqa: F821
    folder = run.folder(run.input.figures[0])
    figures = read_figures(folder)
    audit(figures, folder).to_csv(run.output.verdicts, index=False, lineterminator="\n")
    synthesise(figures, folder).to_csv(run.output.synthesis, index=False, lineterminator="\n")
