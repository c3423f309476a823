"""A number of the inputs, with where it stands and whether it is assumed."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from voorzorg.text import Label
from voorzorg.validation import Strict, fault

Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]


class Number(Strict):
    """A number, or the two ends of a printed range, with where it stands."""

    value: float = Field(ge=0, allow_inf_nan=False, description="The number, or the low end of a range.")
    high: float | None = Field(
        None,
        ge=0,
        allow_inf_nan=False,
        description="The high end of a printed range or interval.",
    )
    low: float | None = Field(None, ge=0, description="Lower limit of an interval around 'value'.")
    unit: Label = Field(description="What it counts, in words.")
    source: str = Field(description="A key of data/published/sources.yaml, or words.")
    place: str = Field(description="Page, section or line.")
    price_year: int | None = Field(
        None,
        ge=1950,
        le=2100,
        description="Of an amount: the year of its prices; null: printed without one.",
    )
    figure: str | None = Field(None, description="The figure of data/published that it must be equal to.")
    assumed: Label | None = Field(None, description="What is assumed; left out where it is printed as such.")

    @model_validator(mode="after")
    def _in_order(self) -> Number:
        if self.high is not None and self.high < (self.value if self.low is None else self.low):
            raise fault("fault-high-below-low", "high")
        return self

    @property
    def middle(self) -> float:
        """The middle of a range; the value itself where there is one number."""
        return self.value if self.high is None else (self.value + self.high) / 2

    @property
    def top(self) -> float:
        """The high end; the value itself where there is one number."""
        return self.value if self.high is None else self.high
