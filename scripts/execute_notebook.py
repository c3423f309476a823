"""Execute the trial's notebook over a cohort's estimates, and render it as HTML."""

from voorzorg.jobs import job
from voorzorg.present.notebook import execute

with job(snakemake) as run:  # noqa: F821
    execute(
        run.input.notebook,
        run.wildcards.cohort,
        run.params.language,
        run.output.notebook,
        run.output.html,
    )
