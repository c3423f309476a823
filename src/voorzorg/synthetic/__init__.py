"""Synthetic cohorts built from published figures.

Nobody in them exists. Their margins meet the publication they were built from by construction, which is
never a replication. :func:`generate` writes a cohort's raw files as a research group would hold them.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

__all__ = ["generate"]


def generate(
    manifest_dir: Path,
    out_dir: Path,
    seed: int,
    published_dir: Path,
    n: int | None = None,
    file_format: Literal["csv", "parquet"] | None = None,
    calibrated: bool = True,
) -> None:
    """Write the raw files of a synthetic cohort.

    Parameters
    ----------
    manifest_dir
        Folder of the cohort: ``cohort.yaml``, which names the specification beside it under ``synthetic``.
    out_dir
        Folder that gets the files; made where it is not there. Each file appears whole or not at all.
    seed
        The same seed gives the same data.
    published_dir
        Folder of published figures, which the specification refers to by ``figure_id``.
    n
        Number of women of a trial, for benchmarks; the published number where left out.
    file_format
        Write every file in this format instead of the manifest's, with a manifest to match
        (``cohort.yaml`` in ``out_dir``). Excel holds about a million rows, so large ``n`` needs it.
    calibrated
        Margins are the published ones in every draw. Otherwise the trial is a sample of the population whose
        margins they are, as simulations draw it (``voorzorg.synthetic.population``).

    Raises
    ------
    SpecificationError
        Where the specification is not as it should be, or names a figure that is not there.
    voorzorg.cohorts.manifest.model.ManifestError
        Where the manifest is not as it should be.
    """
    from voorzorg.synthetic.build import build
    from voorzorg.synthetic.write import write_raw

    cohort = build(Path(manifest_dir), seed, Path(published_dir), n, calibrated)
    write_raw(
        cohort.manifest, cohort.tables, Path(out_dir), seed, file_format, Path(manifest_dir) / "cohort.yaml"
    )
