"""From a cohort's folder to its synthetic tables: the specification's kind decides how."""

from __future__ import annotations

from pathlib import Path

from voorzorg.cohorts.manifest.model import read_manifest
from voorzorg.synthetic.figures import Figures
from voorzorg.synthetic.tables import Cohort
from voorzorg.synthetic.trial.specification import (
    SpecificationError,
    TrialSpecification,
    parse_specification,
    read_yaml,
)


def build(
    manifest_dir: Path, seed: int, published_dir: Path, n: int | None = None, calibrated: bool = True
) -> Cohort:
    """Make the tables of a synthetic cohort; arguments as for :func:`voorzorg.synthetic.generate`."""
    manifest = read_manifest(manifest_dir / "cohort.yaml")
    if manifest.synthetic is None:
        raise SpecificationError(f"{manifest_dir}: the manifest names no specification under 'synthetic:'")
    where = manifest_dir / manifest.synthetic
    content = read_yaml(where)
    figures = Figures(published_dir)
    if content.get("kind") == "trial":
        from voorzorg.synthetic.trial.generate import build_trial

        trial = parse_specification(TrialSpecification, content, where)
        return Cohort(manifest, build_trial(trial, manifest, figures, seed, n, calibrated))
    if content.get("kind") == "follow_up":
        from voorzorg.synthetic.follow_up.generate import build_follow_up
        from voorzorg.synthetic.follow_up.specification import FollowUpSpecification

        if n is not None:
            raise SpecificationError(
                f"{where}: a follow-up study has the families that were published, not {n}"
            )
        if not calibrated:
            raise SpecificationError(
                f"{where}: a follow-up study is made by its margins; it has no population"
            )
        study = parse_specification(FollowUpSpecification, content, where)
        return Cohort(manifest, build_follow_up(study, manifest, figures, seed))
    raise SpecificationError(f"{where}: kind '{content.get('kind')}' is neither 'trial' nor 'follow_up'")
