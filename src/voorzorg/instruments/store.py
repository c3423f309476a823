"""Find and read scoring keys."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import yaml
from pydantic import ValidationError

from voorzorg.errors import UserError
from voorzorg.instruments.model import Instrument
from voorzorg.validation import problems, unreadable
from voorzorg.yaml_file import read


class InstrumentError(UserError):
    """A scoring key is absent or not as it should be."""


def default_dir() -> Path:
    """``data/instruments`` of the project: from the working folder upwards, else beside the source."""
    here = Path.cwd()
    for folder in (here, *here.parents, *Path(__file__).resolve().parents):
        if (folder / "data" / "instruments").is_dir():
            return folder / "data" / "instruments"
    return here / "data" / "instruments"


def available(folder: Path | None = None) -> list[str]:
    """Keys in the folder, by name."""
    return sorted(path.stem for path in (folder or default_dir()).glob("*.yaml"))


def read_key(path: Path) -> Instrument:
    """Read one scoring key; raise :class:`InstrumentError` with every problem in it."""
    try:
        content = read(path)
        instrument = Instrument.model_validate(content)
    except FileNotFoundError:
        raise InstrumentError(
            f"no scoring key '{path.stem}'; there are: {', '.join(available(path.parent))}"
        ) from None
    except yaml.YAMLError as error:
        raise InstrumentError(
            f"scoring key {path.name} is not readable as YAML: {unreadable(error)}"
        ) from None
    except ValidationError as error:
        lines = problems(error, Instrument, "key", content)
        raise InstrumentError(f"scoring key {path.name}: {'; '.join(lines)}") from None
    if instrument.key != path.stem:
        raise InstrumentError(f"scoring key {path.name} calls itself '{instrument.key}'")
    return instrument


def load_keys(names: Iterable[str], folder: Path) -> dict[str, Instrument]:
    """Read the scoring keys called ``names``."""
    return {name: read_key(folder / f"{name}.yaml") for name in dict.fromkeys(names)}
