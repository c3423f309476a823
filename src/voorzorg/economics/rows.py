"""The table in which results leave: a row per municipality, scenario and quantity, with its provenance."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from importlib.metadata import version
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from voorzorg.atomic_write import atomic_write
from voorzorg.economics.case.expected import Model
from voorzorg.economics.case.interpretations import bases
from voorzorg.economics.case.published_page import page_of
from voorzorg.economics.evaluation import Case
from voorzorg.economics.inputs.model import Inputs
from voorzorg.spreadsheet import table_as_text

if TYPE_CHECKING:
    import pandas as pd

#: What a number rests on: printed as such, counted, an effect of the trial, an assumption, or several of
#: them.
Basis = Literal["published", "counted", "trial_effect", "assumption", "mixed"]


@dataclass(frozen=True)
class Row:
    """A row of the economics table; ``docs/economics.md`` says what the columns mean."""

    municipality: str
    code: str
    scenario: str
    quantity: str
    end: str
    estimate: float | None
    low: float | None
    high: float | None
    unit: str
    basis: Basis
    sources: str
    price_years: str
    origin: str
    synthetic: bool
    draws: int | None
    seed: int | None
    software: str
    reason: str = ""


COLUMNS = tuple(field.name for field in fields(Row))


def _unit(quantity: str, model: Model) -> str:
    if quantity.endswith(("_percent", "_needed")) and quantity != "benefit_needed":
        return "percent"
    if quantity.endswith("_payback"):
        return "years"
    if quantity.endswith("per_hundred"):
        return "per 100 women"
    if quantity == "chance_reports":
        return "percent of draws"
    if quantity.removesuffix("_low").removesuffix("_high") in ("women", "year", *model.effects):
        return "women a year"
    return "euro"


def _basis(quantity: str, model: Model) -> Basis:
    stem = quantity.removesuffix("_low").removesuffix("_high")
    if stem.startswith(("women", "year", "cost_each")) or stem == "cost":
        return "counted"
    effects = [f"{prefix}{key}" for key in model.effects for prefix in ("", "cost_per_")]
    if stem in effects or stem.endswith("per_hundred") or stem in ("chance_reports", "trial_each", "trial"):
        return "trial_effect"
    return "assumption" if stem in ("assumed", "assumed_each") else "mixed"


def rows_of(case: Case, inputs: Inputs, model: Model) -> Iterable[Row]:
    """Rows of a municipality: its scenarios, the published page's steps, readings of the base, and draws."""
    common: dict[str, Any] = {
        "municipality": case.municipality.name,
        "code": case.municipality.code,
        "software": f"voorzorg {version('voorzorg')}",
    }
    sources = _sources(inputs)

    def row(scenario: str, quantity: str, value: float | None, **more: Any) -> Row:
        usable = value is not None and isfinite(value)
        filled: dict[str, Any] = {
            "end": "low" if quantity.endswith("_low") else "high" if quantity.endswith("_high") else "",
            "low": None,
            "high": None,
            "unit": _unit(quantity, model),
            "basis": _basis(quantity, model),
            "sources": _source(quantity, sources),
            "price_years": "",
            "origin": "published",
            "synthetic": False,
            "draws": None,
            "seed": None,
            "reason": "" if usable else "division by nothing: no benefit or no effect is counted",
            **more,
        }
        return Row(
            scenario=scenario,
            quantity=quantity,
            estimate=float(value) if usable and value is not None else None,
            **common,
            **filled,
        )

    for scenario in case.scenarios:
        years = ";".join(sorted(case.price_years[scenario.key]))
        for quantity, value in scenario.numbers.items():
            drawn = (
                {"draws": len(model.effect_draws), "seed": case.seed} if quantity == "chance_reports" else {}
            )
            yield row(scenario.key, quantity, value, price_years=years, origin=case.origin, **drawn)
    for step in page_of(inputs, case.municipality.births, case.start.cost, case.shares):
        for end, printed in zip(("low", "high"), step.printed, strict=True):
            yield row(
                "published_page",
                step.key,
                printed,
                end=end,
                unit="women a year" if step.key == "women" else "euro",
                basis="published",
            )
    for base in bases(inputs, case.municipality):
        for place, end in enumerate(("low", "high")):
            yield row(
                f"base:{base.key}",
                "women",
                base.women[place] if base.women else None,
                end=end,
                unit="women a year",
                basis="counted",
                reason="" if base.women else "births of first children are not given",
            )
    for end, spreads in case.spread.items():
        for quantity, (mean, low, high) in spreads.items():
            yield row(
                "draws",
                quantity,
                mean,
                end=end,
                low=low,
                high=high,
                unit="euro" if quantity == "costs" else "women a year",
                basis="counted" if quantity != "prevented" else "trial_effect",
                origin=case.origin,
                synthetic=case.synthetic,
                draws=case.draws,
                seed=case.seed,
            )


def _sources(inputs: Inputs) -> dict[str, str]:
    """Sources of what a quantity rests on, by the start of its name."""
    group = inputs.target_group[0].share.source
    costs = {one.amount.source for one in inputs.trajectory_costs}
    benefit = {inputs.benefits.per_trajectory.source, inputs.benefits.return_.source}
    found = {"women": group, "year": group, "cost": ";".join(sorted(costs))}
    for key, outcome in inputs.outcomes.items():
        parts = (outcome.control, outcome.treated, outcome.control_risk, outcome.odds_ratio)
        found[key] = ";".join(sorted({part.source for part in parts if part is not None}))
        found[f"cost_per_{key}"] = ";".join(sorted({*found[key].split(";"), *costs}))
    found["chance_reports"] = found["value_net"] = found["cost_per_reports"]
    found["prevented"] = found["reports"]
    found[""] = ";".join(sorted(benefit | costs))
    return found


def _source(quantity: str, sources: dict[str, str]) -> str:
    """The entry with the longest start that fits."""
    return sources[max((start for start in sources if quantity.startswith(start)), key=len)]


def to_frame(rows: Sequence[Row]) -> pd.DataFrame:
    """The rows as a table with the columns of :class:`Row`, in order."""
    import pandas as pd

    return pd.DataFrame([[getattr(row, name) for name in COLUMNS] for row in rows], columns=list(COLUMNS))


#: Numbers of the page that the table for persons shows, both ends.
_SUMMARY = (
    "women",
    "year",
    "cost",
    "benefit",
    "trial",
    "assumed",
    "net",
    "trial_net",
    "purse_net",
    "reports",
)


def summary(cases: Sequence[Case]) -> pd.DataFrame:
    """A row per municipality with what its page starts with, amounts in whole euro."""
    import pandas as pd

    rows = []
    for case in cases:
        numbers = case.scenarios[0].numbers
        row: dict[str, Any] = {
            "name": case.municipality.name,
            "code": case.municipality.code,
            "births": case.start.births,
            "cost_each": round(numbers["cost_each"]),
            "net_each": round(numbers["net_each"]),
            "trial_net_each": round(numbers["trial_net_each"]),
        }
        for name in _SUMMARY:
            for end in ("low", "high"):
                value = numbers[f"{name}_{end}"]
                row[f"{name}_{end}"] = round(value, 3 if name in ("women", "year", "reports") else 0)
        rows.append(row)
    return pd.DataFrame(rows)


def write_summary(cases: Sequence[Case], path: str | Path) -> None:
    """Write the table for persons as CSV, whole or not at all."""
    with atomic_write(path) as partial:
        table_as_text(summary(cases)).to_csv(partial, index=False, lineterminator="\n")


def write_rows(rows: Sequence[Row], path: str | Path) -> None:
    """Write the table as CSV, whole or not at all."""
    with atomic_write(path) as partial:
        table_as_text(to_frame(rows)).to_csv(partial, index=False, lineterminator="\n")
