"""What the subcommands about cohorts share: find a cohort, its manifest and its data."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from voorzorg.cohorts.identity.pseudonyms import check_key
from voorzorg.cohorts.manifest.model import Manifest, ManifestError, read_manifest
from voorzorg.cohorts.places import (
    COHORTS,
    Place,
    check_folder,
    check_name,
    manifest_file,
    place_beside,
    place_of,
)
from voorzorg.config import Config, read_config
from voorzorg.languages import CODES
from voorzorg.messages import Message, message, render

CONFIG = Path("config.yaml")
TODO = re.compile(r"#\s*TODO:?\s*(?P<what>.+)$")


@cache
def _beginnings() -> tuple[str, ...]:
    return tuple(render(message("draft-question"), language) for language in CODES)


def is_question(todo: str) -> bool:
    """Whether a TODO, in any language, asks how files are to be read: unanswered they are not fit."""
    return todo.startswith(_beginnings())


@dataclass(frozen=True)
class Cohort:
    """A cohort's manifest and place, the project's configuration, and what the manifest marks as to do.

    ``config`` is there for the cohorts of the project in this folder, which the workflow can run.
    """

    manifest: Manifest
    place: Place
    config: Config | None = None
    todo: tuple[tuple[int, str], ...] = ()


def manifest_path(cohort: str) -> Path:
    """``cohort.yaml`` of a name in data/cohorts, a folder, or the manifest itself."""
    path = Path(cohort)
    if path.is_file():
        return path
    if path.is_dir():
        return path / "cohort.yaml"
    if re.fullmatch(r"[A-Za-z0-9_-]+", cohort):
        return manifest_file(cohort)
    raise ManifestError(message("refused-no-cohort", cohort=cohort, folder=str(COHORTS)))


def find_cohort(cohort: str, data: str | None = None) -> Cohort:
    """Read the manifest and find the data folder, ``data`` if given; raise :class:`UserError` in words."""
    path = manifest_path(cohort)
    manifest = read_manifest(path)
    lines = path.read_text(encoding="utf-8").splitlines()
    todo = tuple(
        (n, match["what"].strip()) for n, line in enumerate(lines, 1) if (match := TODO.search(line))
    )
    config, secrets = None, path.parent
    name = path.parent.resolve().name
    if path.resolve() == manifest_file(name).resolve():
        check_name(name, manifest)
        secrets = COHORTS / name
        config = read_config(CONFIG) if CONFIG.exists() else None
        if config and data is None:
            check_folder(name, config.data_of(name))
        place = place_of(name, manifest, config.data_of(name) if config else None)
    else:
        place = place_beside(path.parent)
    if not place.synthetic and not manifest.public:
        check_key(secrets)
    if data is not None:
        if not Path(data).is_dir():
            raise ManifestError(message("refused-no-data-folder", folder=data))
        place = Place(Path(data))
    if not place.files(manifest):
        raise ManifestError(_nothing_there(manifest, place, data is not None))
    return Cohort(manifest, place, config, todo)


def _nothing_there(manifest: Manifest, place: Place, told: bool) -> Message:
    state = "synthetic" if place.synthetic else "told" if told else "own"
    return message("refused-no-files", cohort=manifest.name, folder=str(place.folder), state=state)
