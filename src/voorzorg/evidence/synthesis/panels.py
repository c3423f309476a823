"""Which published effects belong together: ``synthesis.yaml``, checked against the figures that it names."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import yaml
from pydantic import Field, ValidationError

from voorzorg.errors import UserError
from voorzorg.evidence.figures.figure import Figures
from voorzorg.messages import message
from voorzorg.text import Label
from voorzorg.validation import Strict, not_readable, refused
from voorzorg.yaml_file import load, read_text


class SynthesisError(UserError):
    """A synthesis file that cannot be used."""


class Sizes(Strict):
    """Group sizes that an effect's standard error rests on."""

    treated: int = Field(gt=1)
    control: int = Field(gt=1)


class Effect(Strict):
    """One effect of a panel."""

    key: str
    label: Label
    kind: Literal["two_percentages", "d", "odds_ratio"]
    treated: str | None = None
    control: str | None = None
    figure: str | None = None
    n: Sizes | None = None
    reverse: bool = Field(
        False, description="the figure counts something good where the panel counts something bad"
    )
    summary: bool = Field(False, description="is itself pooled over studies")
    uncontrolled: bool = Field(False, description="before-after without a comparison group")
    assume: Label | None = None
    remark: Label | None = None
    includes: tuple[str, ...] = Field(
        (), description="studies that this pooled effect is over, as far as is known or likely"
    )

    @property
    def figure_ids(self) -> tuple[str, ...]:
        """Figures that the effect is worked out from."""
        return tuple(x for x in (self.treated, self.control, self.figure) if x)


class Panel(Strict):
    """Effects that are shown under each other on one measure."""

    key: str
    label: Label
    measure: Literal["d", "risk_ratio", "odds_ratio"]
    favours: Literal["negative", "positive"]
    pool: bool = False
    why_not: Label | None = None
    effects: tuple[Effect, ...]


class Panels(Strict):
    """The file: panels one after another."""

    panels: tuple[Panel, ...] = ()


def read_panels(path: str | Path, figures: Figures | None = None) -> list[Panel]:
    """Read ``synthesis.yaml``.

    Raises
    ------
    SynthesisError
        Where a panel is not as it should be, or names a figure that is not there.
    """
    path = Path(path)
    try:
        text = read_text(path)
        content = load(text) or {}
    except yaml.YAMLError as error:
        raise SynthesisError(not_readable(path.name, error)) from None
    try:
        panels = Panels.model_validate(content).panels
    except ValidationError as error:
        raise SynthesisError(*refused(path.name, error, Panels, content, text)) from None
    if figures is not None:
        missing = [x for p in panels for e in p.effects for x in e.figure_ids if x not in figures.by_id]
        if missing:
            raise SynthesisError(message("fault-no-figures", file=path.name, names=missing))
    return list(panels)
