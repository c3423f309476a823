"""Tables of the appendix on inputs: every number with its source, and the versions of the costs."""

from __future__ import annotations

from typing import Any

from voorzorg.economics.case.published_page import cost_of_page, trajectory_cost
from voorzorg.economics.inputs.number import Number
from voorzorg.economics.inputs.read import walk
from voorzorg.present.economics.lines import Lines
from voorzorg.present.economics.spoken import Speaker


class InputTables(Lines):
    """Inputs as rows of text."""

    def versions_intro(self) -> str:
        inputs = self.evaluation.inputs
        page = cost_of_page(inputs)
        ratios = [
            self.decimal(round(page / trajectory_cost(inputs, one.key), 3))
            for one in inputs.trajectory_costs
            if one.key != inputs.costs_of_page
        ]
        return self.speaker.plain("eco-versions-intro", ratios="; ".join(ratios))

    def version_rows(self) -> list[list[str]]:
        inputs, say = self.evaluation.inputs, self.speaker
        return [
            [
                one.label[say.language],
                say.number(trajectory_cost(inputs, one.key)),
                self.year(one.amount.price_year),
                self.source(one.amount),
            ]
            for one in inputs.trajectory_costs
        ]

    def inputs(self) -> list[list[str]]:
        say, rows = self.speaker, []
        for where, number in walk(self.evaluation.inputs):
            if not isinstance(number, Number) or where[0] in ("consequences", "outcome_scenarios"):
                continue  # they have tables of their own
            ends = [self.decimal(number.value)]
            if number.high is not None and number.low is None:
                ends.append(self.decimal(number.high))
            text = self.between(*ends) if len(ends) == 2 else ends[0]
            if number.low is not None and number.high is not None:
                text += f" ({self.between(self.decimal(number.low), self.decimal(number.high))})"
            euro = number.unit.en.startswith("euro")
            rows.append(
                [
                    _named(where, self.evaluation.inputs, say),
                    f"{text} {number.unit[say.language]}",
                    self.year(number.price_year) if euro else "",
                    self.source(number),
                    number.assumed[say.language] if number.assumed else "",
                ]
            )
        return rows


def _named(where: tuple[int | str, ...], inputs: Any, say: Speaker) -> str:
    """What an input is called: the name of its setting, and the label of what it belongs to."""
    label, content, setting = "", inputs, ""
    for part in where:
        held: Any = part
        content = content[held] if isinstance(content, dict | tuple) else getattr(content, _field(part))
        if hasattr(content, "label"):
            label = content.label[say.language]
        elif isinstance(part, str):
            setting = part.replace("_", "-")
    group = str(where[0]).replace("_", "-")
    key = f"eco-in-{group}" if setting in (group, "amount", "share") else f"eco-in-{group}-{setting}"
    name = say.plain(key)
    return f"{name}: {label}" if label else name


def _field(part: int | str) -> str:
    return "return_" if part == "return" else str(part)
