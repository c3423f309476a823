"""Write the report of the published evidence: one self-contained HTML file."""

import pandas as pd

from voorzorg.evidence.audit import read_audit
from voorzorg.evidence.figures.loader import read_figures
from voorzorg.jobs import job
from voorzorg.present.evidence.report import write_evidence_report
from voorzorg.spreadsheet import table_as_written

with job(snakemake) as run:  # noqa: F821
    folder = run.params.published
    write_evidence_report(
        read_audit(run.input.checks, read_figures(folder)),
        table_as_written(pd.read_csv(run.input.synthesis)),
        folder,
        run.params.language,
        run.output[0],
    )
