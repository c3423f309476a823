"""The model that every file of settings is held against."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Strict(BaseModel):
    """A piece of a configuration file: refuses settings that it does not know, and stays as it was read."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)
