"""What a study in the lab is called in words: scenarios, methods, values, and what its rows tell."""

from __future__ import annotations

from typing import Any

import numpy as np

from voorzorg.lab.outputs import Results, answer_of, main_rows
from voorzorg.messages import Message, message, render
from voorzorg.present.words.numbers import Numbers
from voorzorg.synthetic.population.setting import Effect, Setting
from voorzorg.text import Language


class LabWords:
    """A study's results with the words for them, in one language."""

    def __init__(self, results: Results, language: Language) -> None:
        self.results, self.language, self.numbers = results, language, Numbers(language)
        self.study = results.study
        self.rows = main_rows(results)
        self.answer = answer_of(results)

    def say(self, one: Message) -> str:
        return render(one, self.language)

    def t(self, key: str, **values: Any) -> str:
        """A message of this page."""
        return self.say(message(f"lab-{key}", **values))

    def percent(self, value: float, digits: int = 0) -> str:
        return self.numbers.percent(value, digits) if np.isfinite(value) else "–"

    def method(self, name: str) -> str:
        return self.t(f"method-{name.replace('_', '-')}")

    def outcome(self, key: str) -> str:
        return self.study.config.outcomes[key].label[self.language]

    def scenario(self, key: str) -> str:
        """What sets a scenario apart, in words."""
        found = next(scenario for scenario in self.study.scenarios if scenario.key == key)
        parts = []
        for name, value in found.varied.items():
            parts.append(f"{self.t('setting-' + name.replace('_', '-'))}: {self.value(name, value)}")
        return "; ".join(parts) or self.t("only-scenario")

    def value(self, name: str, value: Any) -> str:
        """A value of the grid in words."""
        if name == "effect":
            return self.say(effect_in_words(Setting.model_validate({"effect": value})))
        if name in ("design", "missing"):
            return self.t(f"{name}-{str(value).replace('_', '-')}")
        if isinstance(value, int | float):
            return self.numbers.fixed(value, 0 if isinstance(value, int) else 2)
        return str(value)

    def setting_of(self, scenario: str) -> Setting:
        return next(s.setting for s in self.study.scenarios if s.key == scenario)

    def one_size(self) -> bool:
        """Whether scenarios differ in anything but the number of families."""
        grid = set(self.study.file.grid)
        return not (grid and grid <= {"families", "visited"} and len(self.study.scenarios) > 1)

    def nil(self, scenario: str) -> bool:
        return bool(self.rows.loc[self.rows["scenario"] == scenario, "null"].iloc[0])

    def closed_everywhere(self) -> bool:
        closed = self.results.closed.dropna(subset=["power"])
        known = (closed["outcome"] == self.study.hypotheses[0].outcome).sum()
        return not self.one_size() and int(known) == len(self.study.scenarios)

    def level(self, value: float) -> str:
        """A risk as a percentage; a mean (of a score, or of counts) as a number."""
        what = self.study.world.outcomes[self.study.hypotheses[0].outcome]
        if what.binary or what.kind == "time":
            return self.percent(value, 1)
        return self.numbers.number(value)


def line_of(number: int) -> str:
    """How the line of a method is drawn: the first is full."""
    return "line" if number == 0 else f"line other loop-{number % 4}"


def effect_in_words(setting: Setting) -> Message:
    """The effect of a scenario, to stand in a sentence."""
    effect = setting.effect
    if not isinstance(effect, Effect):
        return message("lab-effect-published" if effect == "published" else "lab-effect-none")
    if effect.risk_ratio == 0.5:
        return message("lab-effect-half")
    scale = effect.scales[0]
    return message(f"lab-effect-{scale.replace('_', '-')}", value=float(getattr(effect, scale)))
