"""What matters, sources and outcomes are called, from ``names.yaml`` beside the figures."""

from __future__ import annotations

from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from voorzorg.errors import UserError
from voorzorg.text import Label, Language


class Names(BaseModel):
    """Names by key; what has none is shown by its key."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    topics: dict[str, Label] = {}
    sources: dict[str, Label] = {}
    outcomes: dict[str, Label] = {}

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
        return Names.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")) or {})
    except (yaml.YAMLError, ValidationError) as error:
        raise UserError(f"{path.name}: {error}") from None
