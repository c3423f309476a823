"""Find and read scoring keys."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TypeAlias

import yaml
from pydantic import ValidationError

from voorzorg.errors import UserError
from voorzorg.home import home
from voorzorg.instruments.model import Instrument
from voorzorg.messages import message
from voorzorg.validation import nearest, not_readable, refused
from voorzorg.yaml_file import load, read_text

#: Where scoring keys are looked for: a folder, or several, of which the first that has a key gives it.
Folders: TypeAlias = Path | Sequence[Path]


class InstrumentError(UserError):
    """A scoring key is absent or not as it should be."""


def default_folders() -> tuple[Path, ...]:
    """``data/instruments`` of the study, from the working folder upwards, and that of the project itself."""
    here = Path.cwd().resolve()
    places = (folder / "data" / "instruments" for folder in (here, *here.parents))
    of_study = next((place for place in places if place.is_dir()), None)
    ours = home() / "data" / "instruments"
    found = dict.fromkeys(place.resolve() for place in (of_study, ours) if place)
    # Below the working folder a path stays relative: a folder that is moved is the same study.
    return tuple(place.relative_to(here) if place.is_relative_to(here) else place for place in found)


def key_files(folders: Folders | None = None) -> dict[str, Path]:
    """The file of every key in the folders, by name."""
    places = default_folders() if folders is None else _several(folders)
    found = {path.stem: path for place in reversed(places) for path in place.glob("*.yaml")}
    return dict(sorted(found.items()))


def available(folders: Folders | None = None) -> list[str]:
    """Keys in the folders, by name."""
    return list(key_files(folders))


def _several(folders: Folders) -> tuple[Path, ...]:
    return (folders,) if isinstance(folders, Path) else tuple(map(Path, folders))


def read_key(path: Path) -> Instrument:
    """Read one scoring key; raise :class:`InstrumentError` with every problem in it."""
    try:
        text = read_text(path)
        content = load(text)
        instrument = Instrument.model_validate(content)
    except FileNotFoundError:
        raise _absent(path.stem, available(path.parent)) from None
    except yaml.YAMLError as error:
        raise InstrumentError(not_readable(path, error)) from None
    except ValidationError as error:
        raise InstrumentError(*refused(path, error, Instrument, content, text)) from None
    if instrument.key != path.stem:
        raise InstrumentError(message("fault-key-calls-itself", file=str(path), name=instrument.key))
    return instrument


def _absent(name: str, there: Iterable[str]) -> InstrumentError:
    known = tuple(there)
    said = message("fault-no-key", name=name, known=known)
    close = nearest(name, known)
    return InstrumentError(message("fault-did-you-mean", what=said, name=close) if close else said)


def load_keys(names: Iterable[str], folders: Folders | None = None) -> dict[str, Instrument]:
    """Read the scoring keys called ``names``; without folders those of :func:`default_folders`."""
    files, wanted = key_files(folders), dict.fromkeys(names)
    if absent := [name for name in wanted if name not in files]:
        raise _absent(absent[0], files)
    return {name: read_key(files[name]) for name in wanted}
