"""The technical appendix: tables by the checklist of CHEERS 2022, of the numbers at the start."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import version
from math import exp
from typing import TYPE_CHECKING, Any

import numpy as np

from voorzorg.economics.case.published_page import cost_of_page, trajectory_cost
from voorzorg.economics.case.readings import bases, discounted, same_factor, stopping
from voorzorg.economics.effects import Effect, from_counts, odds_ratio_limits, risks
from voorzorg.economics.evaluation import Evaluation
from voorzorg.economics.inputs.model import Number
from voorzorg.economics.inputs.read import walk
from voorzorg.economics.uncertainty import cost_effectiveness as ce
from voorzorg.present.economics.pictures import Pictures
from voorzorg.present.economics.spoken import Speaker

if TYPE_CHECKING:
    from markupsafe import Markup

_ITEMS = 28


@dataclass(frozen=True)
class Appendix:
    """Everything that the appendix shows, in one language."""

    evaluation: Evaluation
    speaker: Speaker

    def context(self) -> dict[str, Any]:
        """Tables as rows of text, and charts as SVG."""
        say, evaluation = self.speaker, self.evaluation
        return {
            "readings": self.readings(),
            "names": self.names(),
            "same_factor": "; ".join(
                f"{self.decimal(top)} / {self.decimal(low)}"
                for _, top, low, _ in same_factor(evaluation.inputs)
            ),
            "bases": self.bases(),
            "municipalities": self.municipalities(),
            "own": self.own(),
            "scenarios": self.scenarios(),
            "purses": self.purses(),
            "twice": self.twice(),
            "effects": self.effects(),
            "other_sources": self.other_sources(),
            "consequences": self.consequences(),
            "charts": Pictures(evaluation, say).all(),
            "discounted": self.discounted(),
            "rate_notes": self.rate_notes(),
            "dropout": self.dropout(),
            "versions_intro": self.versions_intro(),
            "version_rows": self.version_rows(),
            "alternatives": [
                [one.label[say.language], say.number(one.amount.value), self.source(one.amount)]
                for one in evaluation.inputs.alternatives
            ],
            "price_year": str(evaluation.inputs.price_year) if evaluation.inputs.price_year else "",
            "inputs": self.inputs(),
            "cheers": [
                [f"{n}. {say.plain(f'eco-item-{n}')}", say.plain(f"eco-here-{n}")]
                for n in range(1, _ITEMS + 1)
            ],
            "made": say.plain(
                "eco-made",
                version=version("voorzorg"),
                draws=say.number(evaluation.draws.size, "count"),
                seed=str(evaluation.draws.seed),
            ),
        }

    def decimal(self, value: float, digits: int = 12) -> str:
        """A number as it was written, with the language's decimal sign."""
        text = f"{value:.{digits}g}"
        if abs(value) >= 10_000 and "." not in text and "e" not in text:
            return self.speaker.number(value, "count")
        return text.replace(".", ",") if self.speaker.language == "nl" else text

    def source(self, number: Number) -> str:
        """Where a number stands."""
        none = number.source == "none"
        return self.speaker.plain("eco-none") if none else self.where(number.source, number.place)

    def where(self, source: str, place: str) -> str:
        """A source by its short name, and the place in it."""
        name = self.evaluation.source_names.get(source)
        return f"{name[self.speaker.language] if name else source}, {place}"

    def year(self, year: int | None) -> str:
        """A price year, or that none is printed."""
        return str(year) if year else self.speaker.plain("eco-year-none")

    def between(self, low: str, high: str) -> str:
        """Two ends in words."""
        return self.speaker.plain("eco-from-to", low=low, high=high)

    def readings(self) -> list[list[Markup | str]]:
        """Readings of the page's benefits; they follow what the reader sets."""
        say, none, benefits = self.speaker, self.speaker.plain("eco-none"), self.evaluation.inputs.benefits
        four, names = benefits.total_years.value, self.names()
        found: list[list[Markup | str]] = []
        for key, amount, percent, payback in (
            ("return", say.out("benefit_each"), say.out("return_percent"), none),
            ("four_years", say.out("total_each"), say.out("four_years_return"), "four_years_payback"),
            ("a_year", say.out("total_each"), say.out("four_years_return"), "a_year_payback"),
            (
                "payback",
                say.out("cost_each"),
                say.number(0, "percent"),
                say.plain("eco-years", n=self.decimal(four)),
            ),
        ):
            if payback.endswith("_payback"):
                payback = say.say("eco-years", n=f"\x02{payback}\x03")
            found.append([say.plain(f"eco-reading-{key}", **names), amount, percent, payback])
        return found

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

    def bases(self) -> list[list[Markup | str]]:
        """Readings of the target group; they follow the births that the reader sets."""
        say, found = self.speaker, []
        for group in self.evaluation.inputs.target_group:
            row: list[Markup | str] = [group.label[say.language]]
            if group.of == "births":
                row += [say.both(f"base_{group.key}"), say.both(f"base_{group.key}_year")]
            else:
                row += self.first_births(group.key)
            found.append(row)
        return found

    def first_births(self, key: str) -> list[Markup | str]:
        """The reading by first-born children, which do not follow the births."""
        say = self.speaker
        of = {one.key: one for one in bases(self.evaluation.inputs, self.evaluation.cases[0].municipality)}
        base = of[key]
        if base.women is None or base.spread is None:
            return [say.plain("eco-base-unknown"), say.plain("eco-none")]
        women = [say.number(end, "women") for end in base.women]
        return [self.between(*women), self.between(str(base.spread[0]), str(base.spread[1]))]

    def municipalities(self) -> list[list[str]]:
        say, rows = self.speaker, []
        for case in self.evaluation.cases:
            numbers = case.scenarios[0].numbers
            drawn = (case.spread["low"]["costs"][1], case.spread["high"]["costs"][2])
            births = say.number(case.start.births, "count")
            year = case.municipality.year
            rows.append(
                [
                    case.municipality.name,
                    say.plain("eco-year-of", births=births, year=str(year)) if year else births,
                    self.between(*(say.number(numbers[f"women_{end}"], "women") for end in ("low", "high"))),
                    self.between(*(say.number(numbers[f"cost_{end}"]) for end in ("low", "high"))),
                    self.between(*(say.number(value) for value in drawn)),
                    say.number(numbers["net_each"]),
                    self.between(
                        *(say.number(numbers[f"reports_{end}"], "small") for end in ("low", "high"))
                    ),
                ]
            )
        return rows

    def own(self) -> dict[str, Any] | None:
        own, say = self.evaluation.own, self.speaker
        if own is None:
            return None
        rows = [
            [
                say.plain(
                    f"eco-own-{one.measure}",
                    own=say.number(one.own, "years"),
                    planned=self.decimal(one.planned),
                ),
                say.number(one.cost),
                self.between(say.number(one.limits[0]), say.number(one.limits[1]))
                if one.limits
                else say.plain("eco-none"),
            ]
            for one in own.costs
        ]
        for key, effect in own.effects.items():
            mean, sd = effect.parameters
            label = self.evaluation.inputs.outcomes[key].label[say.language]
            rows.append(
                [
                    say.plain("eco-own-effect", outcome=label, fewer=say.number(100 * effect.fewer, "small")),
                    say.number(cost_of_page(self.evaluation.inputs) / effect.fewer, "rough")
                    if effect.fewer > 0
                    else say.plain("eco-none"),
                    self.between(
                        say.number(100 * (mean - 1.96 * sd), "small"),
                        say.number(100 * (mean + 1.96 * sd), "small"),
                    ),
                ]
            )
        return {"cohort": own.cohort, "synthetic": own.synthetic, "rows": rows}

    def scenarios(self) -> list[list[str]]:
        say, rows = self.speaker, []
        labels = {one.key: one.label[say.language] for one in self.evaluation.inputs.trajectory_costs}
        for one in self.evaluation.cases[0].scenarios:
            kind, _, key = one.key.partition(":")
            name = (
                say.plain("eco-scenario-cost", name=labels[key]) if key else say.plain(f"eco-scenario-{kind}")
            )
            n = one.numbers
            rows.append(
                [
                    name,
                    say.number(n["cost_each"]),
                    say.number(n["benefit_each"]),
                    say.number(n["net_each"]),
                    say.number(n["return_percent"], "percent"),
                    ", ".join(
                        say.plain("eco-year-none") if year == "none" else year
                        for year in sorted(self.evaluation.cases[0].price_years[one.key])
                    ),
                ]
            )
        return rows

    def purses(self) -> list[list[str]]:
        say, inputs = self.speaker, self.evaluation.inputs
        gets: dict[str, float] = {"municipality": 0.0}
        for one in inputs.benefits.categories:
            gets[one.gains] = gets.get(one.gains, 0.0) + one.share * inputs.benefits.per_trajectory.value
        return [
            [
                say.plain(f"eco-gains-{purse}"),
                say.number(cost_of_page(inputs) if purse == "municipality" else 0.0),
                say.number(amount),
            ]
            for purse, amount in gets.items()
        ]

    def twice(self) -> list[str]:
        say, benefits = self.speaker, self.evaluation.inputs.benefits
        labels = {one.key: one.label[say.language] for one in benefits.categories}
        return [
            say.plain(
                "eco-twice-line",
                names="; ".join(labels[key] for key in one.categories),
                why=one.why[say.language],
            )
            for one in benefits.maybe_twice
        ]

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

    def discounted(self) -> list[list[str]]:
        say, rows = self.speaker, []
        for one in discounted(self.evaluation.inputs, self.evaluation.effects["reports"].fewer):
            rate = one.rate
            name = (
                say.plain("eco-rate-none")
                if rate is None
                else say.plain(
                    "eco-rate",
                    name=rate.label[say.language],
                    costs=f"{self.decimal(100 * rate.costs)} %",
                    effects=f"{self.decimal(100 * rate.effects)} %",
                    date=rate.as_of.isoformat(),
                )
            )
            rows.append(
                [
                    say.plain(f"eco-reading-{one.reading}", **self.names()),
                    name,
                    say.number(one.costs),
                    say.number(one.benefits),
                    say.number(one.net),
                    say.number(one.cost_per_report, "rough"),
                ]
            )
        return rows

    def rate_notes(self) -> list[str]:
        language = self.speaker.language
        return [
            f"{one.label[language]}: {one.source}, {one.place}"
            + (f" ({one.assumed[language]})" if one.assumed else "")
            for one in self.evaluation.inputs.discount_rates
        ]

    def dropout(self) -> list[list[str]]:
        say = self.speaker
        labels = {one.key: one.label[say.language] for one in self.evaluation.inputs.dropout.studies}
        return [
            [
                f"{labels[one.key]} (n = {one.started})",
                say.number(100 * one.stopped, "percent"),
                say.number(one.cost_per_started),
                say.number(one.cost_per_completed),
                say.number(one.net_if_benefit_per_started),
                say.number(one.net_if_benefit_per_completed),
            ]
            for one in stopping(self.evaluation.inputs)
        ]

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
