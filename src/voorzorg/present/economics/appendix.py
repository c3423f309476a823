"""The technical appendix: tables by the checklist of CHEERS 2022, of the numbers at the start."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from voorzorg.economics.case.interpretations import bases, discounted, same_factor, stopping
from voorzorg.economics.case.published_page import cost_of_page
from voorzorg.present.economics.effect_tables import EffectTables
from voorzorg.present.economics.input_tables import InputTables
from voorzorg.present.economics.pictures import Pictures

if TYPE_CHECKING:
    from markupsafe import Markup

_ITEMS = 28


class Appendix(EffectTables, InputTables):
    """Everything that the appendix shows, in one language."""

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
            f"{one.label[language]}: {one.source[language]}, {one.place[language]}"
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
