"""Make a cohort's synthetic raw files from the published figures and its specification."""

from pathlib import Path

from voorzorg.jobs import job
from voorzorg.synthetic import generate

with job(snakemake) as run:  # noqa: F821
    generate(
        run.folder(run.input.manifest),
        run.output[0],
        seed=run.params.seed,
        published_dir=Path(run.params.published),
    )
