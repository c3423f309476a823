"""Tables of the appendix on effects: what is drawn, what other sources print, costs and consequences."""

from __future__ import annotations

from math import exp

import numpy as np

from voorzorg.economics.case.published_page import cost_of_page
from voorzorg.economics.effects import Effect, from_counts, odds_ratio_limits, risks
from voorzorg.economics.uncertainty import cost_effectiveness as ce
from voorzorg.present.economics.lines import Lines


class EffectTables(Lines):
    """Effects as rows of text."""

    def distribution(self, effect: Effect) -> str:
        """What is drawn, in words."""
        say = self.speaker
        if effect.kind == "beta":
            a, b, c, d = map(self.decimal, effect.parameters)
            return say.plain("eco-distribution-beta", a=a, b=b, c=c, d=d)
        if effect.kind == "odds_ratio":
            _, mean, sd = effect.parameters
            ends = [self.decimal(exp(mean + sign * 1.959963984540054 * sd), 2) for sign in (-1, 0, 1)]
            return say.plain("eco-distribution-odds_ratio", ratio=ends[1], low=ends[0], high=ends[2])
        return say.plain("eco-distribution-normal", cohort=effect.origin)

    def ratio(self, ratio: ce.Ratio | None) -> str:
        """Costs per case prevented with their limits, to three digits."""
        say = self.speaker
        if ratio is None:
            return say.plain("eco-none")
        high = say.plain("eco-no-upper") if ratio.high is None else say.number(ratio.high, "rough")
        limits = self.between(say.number(ratio.low, "rough"), high)
        return f"{say.number(ratio.estimate, 'rough')} ({limits})"

    def effects(self) -> list[list[str]]:
        say, rows = self.speaker, []
        for key, effect in self.evaluation.effects.items():
            outcome = self.evaluation.inputs.outcomes[key]
            low, high = (
                odds_ratio_limits(effect)
                if effect.kind == "odds_ratio"
                else np.quantile(self.evaluation.draws.effects[key], [0.025, 0.975])
            )
            limits = self.between(
                say.number(100 * float(low), "women"), say.number(100 * float(high), "women")
            )
            rows.append(
                [
                    outcome.label[say.language],
                    f"{say.number(100 * effect.fewer, 'women')} ({limits})",
                    self.ratio(self.evaluation.ratios.get(key)),
                    self.distribution(effect),
                    outcome.assumed[say.language] if outcome.assumed else "",
                ]
            )
        return rows

    def other_sources(self) -> list[list[str]]:
        say, evaluation, rows = self.speaker, self.evaluation, []
        cost = cost_of_page(evaluation.inputs)
        for place, one in enumerate(evaluation.inputs.outcome_scenarios):
            fewer = say.number(100 * one.fewer, "women")
            price = say.number(cost / one.fewer, "rough") if one.fewer > 0 else say.plain("eco-none")
            if one.control is not None and one.treated is not None:
                effect = from_counts(one.outcome, one.control, one.treated)
                random = np.random.default_rng([evaluation.draws.seed, place])
                drawn = effect.draw(evaluation.draws.size, random)
                low, high, _ = ce.limits_of(drawn)
                ends = (say.number(100 * end, "women") for end in (low, high))
                fewer = f"{fewer} ({self.between(*ends)})"
                price = self.ratio(ce.cost_per_outcome(drawn, evaluation.costs, cost / one.fewer))
            rows.append([one.label[say.language], fewer, price, self.where(*one.where)])
        return rows

    def consequences(self) -> list[list[str]]:
        """Every printed outcome, with a number or in words; costs stand above them."""
        say, inputs, rows = self.speaker, self.evaluation.inputs, []
        none = say.plain("eco-none")
        page = next(one for one in inputs.trajectory_costs if one.key == inputs.costs_of_page)
        cost = say.number(cost_of_page(inputs))
        rows.append([say.plain("eco-consequence-costs"), none, cost, "", self.source(page.amount)])
        for outcome in inputs.outcomes.values():
            control, treated = risks(outcome)
            first = outcome.control or outcome.control_risk
            assert first is not None
            percents = [say.number(value, "percent") for value in (control, treated)]
            rows.append([outcome.label[say.language], *percents, "", self.where(first.source, first.place)])
        for one in inputs.consequences:
            words = one.found[say.language] if one.found else ""
            cells = [none, none]
            number = one.control or one.ratio
            if one.control is not None and one.treated is not None:
                cells = [
                    self.decimal(arm.value) + f" {arm.unit[say.language]}"
                    for arm in (one.control, one.treated)
                ]
            elif one.ratio is not None:
                cells[1] = f"{self.decimal(one.ratio.value)} {one.ratio.unit[say.language]}"
            source = (
                self.source(number) if number is not None else self.where(one.source or "", one.place or "")
            )
            rows.append([one.label[say.language], *cells, words, source])
        return rows
