"""What the tables of the appendix share: how a number, a source or a year is written."""

from __future__ import annotations

from dataclasses import dataclass

from voorzorg.economics.evaluation import Evaluation
from voorzorg.economics.inputs.number import Number
from voorzorg.languages import BY_CODE
from voorzorg.present.economics.spoken import Speaker


@dataclass(frozen=True)
class Lines:
    """An evaluation in one language."""

    evaluation: Evaluation
    speaker: Speaker

    def decimal(self, value: float, digits: int = 12) -> str:
        """A number as it was written, with the language's decimal sign."""
        text = f"{value:.{digits}g}"
        if abs(value) >= 10_000 and "." not in text and "e" not in text:
            return self.speaker.number(value, "count")
        return text.replace(".", BY_CODE[self.speaker.language].decimal)

    def source(self, number: Number) -> str:
        """Where a number stands."""
        none = number.source == "none"
        return self.speaker.plain("eco-none") if none else self.where(number.source, number.place)

    def where(self, source: str, place: str) -> str:
        """A source by its short name, and the place in it."""
        name = self.evaluation.names.sources.get(source)
        language = self.speaker.language
        return f"{name[language] if name else source}, {self.evaluation.names.place(place, language)}"

    def year(self, year: int | None) -> str:
        """A price year, or that none is printed."""
        return str(year) if year else self.speaker.plain("eco-year-none")

    def between(self, low: str, high: str) -> str:
        """Two ends in words."""
        return self.speaker.plain("eco-from-to", low=low, high=high)

    def names(self) -> dict[str, str]:
        """Inputs that sentences name."""
        inputs = self.evaluation.inputs
        return {
            "return": self.decimal(inputs.benefits.return_.value),
            "years": self.decimal(inputs.programme.years.value),
            "total": self.decimal(inputs.benefits.total_years.value),
            "factor": self.decimal(inputs.benefits.total_factor.value),
            "until": self.decimal(inputs.dropout.costs_until_stopping.value),
        }
