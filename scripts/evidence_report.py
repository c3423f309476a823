"""Write the report of the published evidence: one self-contained HTML file."""

import pandas as pd

from voorzorg.jobs import job
from voorzorg.present.evidence_report import write_evidence_report

with job(snakemake) as run:  # noqa: F821
    write_evidence_report(
        pd.read_csv(run.input.verdicts),
        pd.read_csv(run.input.synthesis),
        run.params.published,
        run.params.language,
        run.output[0],
    )
