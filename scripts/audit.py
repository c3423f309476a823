"""Audit the published figures against each other, and bring comparable effects together."""

from voorzorg.evidence.audit import audit
from voorzorg.evidence.figures import read_figures
from voorzorg.evidence.synthesis import synthesise
from voorzorg.jobs import job

with job(snakemake) as run:  # noqa: F821
    figures = read_figures(run.params.published)
    audit(figures, run.params.published).to_csv(run.output.verdicts, index=False, lineterminator="\n")
    synthesise(figures, run.params.published).to_csv(run.output.synthesis, index=False, lineterminator="\n")
