"""What the subcommands about cohorts share: find a cohort, its manifest and its data."""

from __future__ import annotations

import contextlib
import re
from dataclasses import dataclass
from pathlib import Path

from voorzorg.cohorts.manifest import Manifest, ManifestError, read_manifest

COHORTS = Path("data/cohorts")
TODO = re.compile(r"#\s*TODO:?\s*(?P<what>.+)$")


@dataclass(frozen=True)
class Cohort:
    """A cohort's folder, manifest and data folder, and what its manifest still marks as to do."""

    folder: Path
    manifest: Manifest
    data_dir: Path
    todo: tuple[tuple[int, str], ...] = ()


def manifest_path(cohort: str) -> Path:
    """``cohort.yaml`` of a name in data/cohorts, a folder, or the manifest itself."""
    path = Path(cohort)
    if path.is_file():
        return path
    if path.is_dir():
        return path / "cohort.yaml"
    if re.fullmatch(r"[A-Za-z0-9_-]+", cohort):
        return COHORTS / cohort / "cohort.yaml"
    raise ManifestError(f"{cohort}: no such folder, and no cohort of that name in {COHORTS}")


def find_cohort(cohort: str, data: str | None = None) -> Cohort:
    """Read the manifest and find the data folder; raise :class:`ManifestError` in words."""
    path = manifest_path(cohort)
    manifest = read_manifest(path)
    lines = path.read_text(encoding="utf-8").splitlines()
    todo = [(n, match["what"].strip()) for n, line in enumerate(lines, 1) if (match := TODO.search(line))]
    return Cohort(path.parent, manifest, find_data(manifest, path.parent, data), tuple(todo))


def find_data(manifest: Manifest, folder: Path, data: str | None) -> Path:
    """The data folder: as told, as in config.yaml, ``raw`` beside the manifest, or synthetic data."""
    if data is not None:
        if not Path(data).is_dir():
            raise ManifestError(f"{data}: no such data folder")
        return Path(data)
    places = [
        *_configured(manifest.name),
        folder / "raw",
        Path("results") / manifest.name / "raw",
        Path("results") / manifest.name / "synthetic",
        folder,
    ]
    for place in places:
        if any(any(place.glob(file.path)) for file in manifest.files if place.is_dir()):
            return place
    looked = ", ".join(str(place) for place in dict.fromkeys(places))
    raise ManifestError(
        f"none of the files of '{manifest.name}' is there; looked in {looked}. Put them in {folder / 'raw'}, "
        "or say where they are with --data"
    )


def _configured(name: str) -> list[Path]:
    from voorzorg.config import ConfigError, read_config

    with contextlib.suppress(ConfigError):
        run = read_config().cohorts.get(name)
        if run is not None and run.data != "synthetic":
            return [Path(run.data)]
    return []
