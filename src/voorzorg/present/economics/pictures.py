"""The charts of the technical appendix, from the draws and scenarios of an evaluation."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from voorzorg.economics.case.published_page import cost_of_page
from voorzorg.economics.evaluation import Evaluation
from voorzorg.economics.uncertainty import cost_effectiveness as ce
from voorzorg.economics.uncertainty.scenarios import threshold, tornado
from voorzorg.present.economics import charts
from voorzorg.present.economics.spoken import Speaker, decimal

_DOTS = 1000
_VALUES = np.linspace(0, 1_000_000, 101)


@dataclass(frozen=True)
class Pictures:
    """The charts in one language."""

    evaluation: Evaluation
    speaker: Speaker

    def all(self) -> dict[str, str]:
        """The pictures and their captions."""
        say, evaluation = self.speaker, self.evaluation
        effects, costs = evaluation.draws.effects["reports"], evaluation.costs
        value = self._turning()
        group, hours = evaluation.inputs.target_group[0].share, evaluation.inputs.programme.hours_a_week
        births = evaluation.inputs.country.births.value
        plane = ce.plane(effects, costs)
        at = np.array([value])
        whole = ce.perfect_information(effects, costs, at)
        partial = {of: ce.partial_information(effects, costs, at, of) for of in ("effects", "costs")}
        return {
            "plane": self._plane(),
            "plane_caption": say.plain(
                "eco-plane-caption",
                low=decimal(hours.value, say.language),
                high=decimal(hours.top, say.language),
                better=say.number(100 * plane.more_effect, "percent"),
            ),
            "curve": self._curve(),
            "evpi": self._evpi(),
            "evpi_caption": say.plain(
                "eco-evpi-caption",
                value=say.number(value),
                evpi=say.number(float(whole.value[0])),
                se=say.number(float(whole.std_error[0])),
                country=say.plain(
                    "eco-from-to",
                    **{
                        end: say.number(float(whole.value[0]) * births * share / 100, "rough")
                        for end, share in (("low", group.value), ("high", group.top))
                    },
                ),
                effect=say.number(float(partial["effects"].value[0])),
                cost=say.number(float(partial["costs"].value[0])),
            ),
            "convergence": self._convergence(),
            "convergence_caption": say.plain("eco-convergence-caption", value=say.number(self._turning())),
            "tornado": self._tornado(),
            "threshold": self._threshold(),
        }

    def _turning(self) -> float:
        """A value of a report near which the decision turns, where simulation error shows most."""
        estimate = cost_of_page(self.evaluation.inputs) / self.evaluation.effects["reports"].fewer
        return float(round(estimate, -4))

    def _chart(
        self, across: tuple[float, float], up: tuple[float, float], key: str, **labels: str
    ) -> charts.Chart:
        say = self.speaker
        names = {axis: say.plain(labels.get(axis, f"eco-{key}-{axis}")) for axis in ("x", "y")}
        return charts.Chart(across, up, names["x"], names["y"], say.plain(f"eco-{key}"), say.language)

    def _plane(self) -> str:
        effects = 100 * self.evaluation.draws.effects["reports"][:_DOTS]
        costs = self.evaluation.costs[:_DOTS]
        top = 1.25 * float(costs.max())
        chart = self._chart(
            (min(-5.0, float(effects.min())), max(20.0, float(effects.max()))), (0, top), "plane"
        )
        chart.upright(0)
        chart.dots(effects.tolist(), costs.tolist())
        return chart.svg()

    def _curve(self) -> str:
        shares = 100 * ce.acceptability(
            self.evaluation.draws.effects["reports"], self.evaluation.costs, _VALUES
        )
        chart = self._chart((0, 1000), (0, 100), "curve")
        chart.line((_VALUES / 1000).tolist(), shares.tolist())
        return chart.svg()

    def _evpi(self) -> str:
        found = ce.perfect_information(
            self.evaluation.draws.effects["reports"], self.evaluation.costs, _VALUES
        )
        low, high = found.value - 2 * found.std_error, found.value + 2 * found.std_error
        chart = self._chart((0, 1000), (0, 1.15 * float(high.max())), "evpi", x="eco-curve-x", y="eco-evpi-y")
        xs = (_VALUES / 1000).tolist()
        chart.band(xs, np.maximum(low, 0).tolist(), high.tolist())
        chart.line(xs, found.value.tolist())
        return chart.svg()

    def _convergence(self) -> str:
        steps = ce.convergence(
            self.evaluation.draws.effects["reports"], self.evaluation.costs, self._turning()
        )
        xs = [float(one.draws) for one in steps]
        middle = [100 * one.probability for one in steps]
        margin = [200 * one.probability_se for one in steps]
        low = [a - b for a, b in zip(middle, margin, strict=True)]
        high = [a + b for a, b in zip(middle, margin, strict=True)]
        chart = self._chart((0, xs[-1]), (min(low) - 2, max(high) + 2), "convergence", y="eco-curve-y")
        chart.band(xs, low, high)
        chart.line(xs, middle)
        return chart.svg()

    def _tornado(self) -> str:
        evaluation, say = self.evaluation, self.speaker
        start = evaluation.cases[0].start
        centre = evaluation.cases[0].scenarios[0].numbers["net_each"]
        found = tornado(evaluation.inputs, evaluation.model, start, evaluation.effects, evaluation.draws)
        bars = [
            charts.Bar(
                self._bar_label(one.key),
                one.net[0],
                one.net[1],
                say.number(one.net[0]),
                say.number(one.net[1]),
                one.sort == "assumption",
            )
            for one in found
        ]
        return charts.tornado(
            bars, centre, say.plain("eco-tornado-x"), say.plain("eco-tornado"), say.language
        )

    def _bar_label(self, key: str) -> str:
        inputs = self.evaluation.inputs
        ends = {
            "effort": (inputs.programme.hours_a_week.value, inputs.programme.hours_a_week.top),
            "visits": (inputs.programme.visits.value, inputs.programme.visits.top),
            "return": (inputs.benefits.return_scenario.value, inputs.benefits.return_.value),
        }.get(key, (0.0, 0.0))
        low, high = (decimal(end, self.speaker.language) for end in ends)
        if not key.startswith("effect_"):
            return self.speaker.plain(f"eco-bar-{key}", low=low, high=high)
        outcome = self.evaluation.inputs.outcomes[key.removeprefix("effect_")]
        return self.speaker.plain("eco-bar-effect", outcome=outcome.less[self.speaker.language])

    def _threshold(self) -> str:
        evaluation, say = self.evaluation, self.speaker
        start = evaluation.cases[0].start
        costs = np.linspace(4_000, 30_000, 53).tolist()
        line = threshold(evaluation.model, start, costs)
        chart = self._chart((4_000, 30_000), (0, 150), "threshold")
        inside = [
            (x, y) for x, y in zip(line.costs, line.assumed_needed, strict=True) if y == y and 0 <= y <= 150
        ]
        if inside:
            chart.line([x for x, _ in inside], [y for _, y in inside])
        every = sum(evaluation.model.beside.values())
        chart.mark(start.cost, 100, say.plain("eco-scenario-page"), "end")
        chart.mark(start.cost + every, 100, say.plain("eco-scenario-all_costs"))
        return chart.svg()
