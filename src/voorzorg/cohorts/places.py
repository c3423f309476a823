"""Where a cohort's files are: the workflow and the commands ask here, and so look in the same folder."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from voorzorg.cohorts.manifest.model import Manifest, ManifestError
from voorzorg.home import found
from voorzorg.messages import message

COHORTS = Path("data/cohorts")
RESULTS = Path("results")
SYNTHETIC = "synthetic"
#: What `voorzorg plan` writes beside its pages, to be compared with later runs.
PLAN = "plan.json"
#: Folders of results of the evidence, the business case and simulated studies; no cohort can have them.
TAKEN = ("evidence", "economics", "studies")
_HEADER = 400  # bytes: a note's first lines; an SPSS file's label stands at 109


@dataclass(frozen=True)
class Place:
    """A cohort's data folder, and whether what is in it is synthetic; ``unused`` holds files nobody reads."""

    folder: Path
    synthetic: bool = False
    unused: Path | None = None

    def files(self, manifest: Manifest) -> list[Path]:
        """The files there that the manifest names, in a fixed order."""
        found = {path for file in manifest.files for path in self.folder.glob(file.path)}
        return sorted(path for path in found if path.is_file() or path.is_dir())


def manifest_file(cohort: str) -> Path:
    """``cohort.yaml`` of the study's own ``data/cohorts`` or, where it has none, of the project's."""
    return found(COHORTS / cohort / "cohort.yaml")


def plan_file(manifest: str | Path) -> Path:
    """Where ``voorzorg plan`` writes a cohort's plan, and a run looks for it: beside the manifest."""
    return Path(manifest).parent / "plan" / PLAN


def place_of(cohort: str, manifest: Manifest, configured: str | None = None) -> Place:
    """The place of a cohort in ``data/cohorts``.

    ``configured`` is what ``config.yaml`` says its data are, a folder or ``synthetic``. A cohort that it does
    not list is synthetic where its manifest has a specification for that, and otherwise has its files in
    ``raw`` beside its manifest.
    """
    raw = COHORTS / cohort / "raw"
    if configured is None:
        configured = SYNTHETIC if manifest.synthetic is not None else str(raw)
    if configured != SYNTHETIC:
        return Place(Path(configured))
    unused = raw if raw.is_dir() and any(raw.iterdir()) else None
    return Place(RESULTS / cohort / SYNTHETIC, synthetic=True, unused=unused)


def says_synthetic(folder: Path, manifest: Manifest) -> bool:
    """Whether a folder's files say that nobody in them exists, by a note beside them or their own label."""
    note = folder / "LEESMIJ.txt"
    read = [note] if note.is_file() else []
    read += [
        path for path in Place(folder).files(manifest) if path.suffix.lower() == ".sav" and path.is_file()
    ]
    for path in read:
        with path.open("rb") as stream:
            if b"SYNTHETISCH" in stream.read(_HEADER):
                return True
    return False


def check_folder(cohort: str, configured: str | None) -> None:
    """Raise :class:`ManifestError` where the folder that ``config.yaml`` names for a cohort is not there."""
    if configured in (None, SYNTHETIC):
        return
    folder = Path(str(configured))
    if not folder.is_dir():
        what = message("refused-folder-is-file" if folder.exists() else "refused-folder-absent")
        raise ManifestError(message("refused-data-of", cohort=cohort, folder=str(folder), what=what))


def manifests_of(cohorts: Iterable[str]) -> list[Path]:
    """The manifests of these cohorts, where they are there."""
    return [path for cohort in cohorts if (path := manifest_file(cohort)).exists()]


def place_beside(manifest_folder: Path) -> Place:
    """The place of a cohort elsewhere: ``raw`` beside its manifest or, without one, the manifest's folder."""
    raw = manifest_folder / "raw"
    return Place(raw if raw.is_dir() else manifest_folder)


def check_name(cohort: str, manifest: Manifest) -> None:
    """Raise :class:`ManifestError` where a manifest is not called as its folder, or by a taken name."""
    if cohort in TAKEN:
        raise ManifestError(message("refused-cohort-taken", name=cohort))
    if manifest.name != cohort:
        file = COHORTS / cohort / "cohort.yaml"
        raise ManifestError(message("refused-other-name", file=str(file), name=manifest.name, folder=cohort))
