"""What matters, sources and outcomes are called, from ``names.yaml`` beside the figures."""

from __future__ import annotations

from pathlib import Path

import yaml
from pydantic import Field, ValidationError

from voorzorg.errors import UserError
from voorzorg.text import Label, Language
from voorzorg.validation import Strict, problems, unreadable
from voorzorg.yaml_file import read


class Names(Strict):
    """Names by key; what has none is shown by its key."""

    topics: dict[str, Label] = Field(default_factory=dict)
    sources: dict[str, Label] = Field(default_factory=dict)
    outcomes: dict[str, Label] = Field(default_factory=dict)

    def outcome(self, key: str, language: Language) -> str:
        """An outcome in words."""
        found = self.outcomes.get(key)
        return found[language] if found else key.replace("_", " ")


def read_names(folder: str | Path) -> Names:
    """Names of a folder of figures; no names where there is no ``names.yaml``.

    Raises
    ------
    UserError
        Where the file is not as it should be.
    """
    path = Path(folder) / "names.yaml"
    if not path.is_file():
        return Names()
    try:
        return Names.model_validate(read(path) or {})
    except yaml.YAMLError as error:
        raise UserError(f"{path.name}: not readable as YAML: {unreadable(error)}") from None
    except ValidationError as error:
        raise UserError(f"{path.name}: {'; '.join(problems(error, Names, 'names'))}") from None
