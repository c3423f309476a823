"""Write the page of the business case: one file that opens and computes without internet or server."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import numpy as np

from voorzorg.atomic_write import atomic_write
from voorzorg.economics.case.choices import Choices, per_thousand
from voorzorg.economics.case.expected import Model, expected, page_numbers
from voorzorg.economics.case.published_page import trajectory_cost
from voorzorg.economics.effects import risks
from voorzorg.economics.evaluation import Case, Evaluation
from voorzorg.economics.inputs.outcomes import Outcome
from voorzorg.economics.rows import rows_of, to_frame
from voorzorg.languages import BY_CODE
from voorzorg.present.economics.appendix import Appendix
from voorzorg.present.economics.spoken import Speaker, decimal
from voorzorg.present.pages import template
from voorzorg.spreadsheet import table_as_text
from voorzorg.text import Language

#: Fewer women per 100 than this is said to be none.
_NEARLY_NONE = 0.5
_NUMBERS = ("births", "share_low", "share_high", "cost", "benefit", "effect", "assumed", "value")


def numbers_of(model: Model, choices: Choices) -> dict[str, float]:
    """Every number of the page under a reader's choices."""
    return expected(model, choices) | page_numbers(model, choices)


def state_of(case: Case) -> dict[str, Any]:
    """What the page starts with for a municipality."""
    start = case.start
    return {
        "place": case.municipality.name,
        **{name: _plain(getattr(start, name)) for name in _NUMBERS},
        "costs": sorted(start.costs),
        "categories": sorted(start.categories),
    }


def _plain(value: float) -> float | int:
    """A whole number without its point, as a person types it."""
    return int(value) if float(value).is_integer() else value


def write_page(evaluation: Evaluation, language: Language, out_file: str | Path) -> Path:
    """Write the page of one or more municipalities; the first is shown first.

    Parameters
    ----------
    evaluation
        As :func:`voorzorg.economics.evaluation.evaluate` gives it.
    out_file
        The HTML file; written whole or not at all.
    """
    text = template("economics.html.j2").render(**_context(evaluation, language))
    path = Path(out_file)
    with atomic_write(path) as partial:
        partial.write_text(text, encoding="utf-8")
    return path


def _context(evaluation: Evaluation, language: Language) -> dict[str, Any]:
    first = evaluation.cases[0]
    numbers = numbers_of(evaluation.model, first.start)
    start = state_of(first)
    speaker = Speaker(
        language,
        numbers,
        {name: value for name, value in start.items() if name in (*_NUMBERS, "place")},
    )
    appendix = Appendix(evaluation, speaker)
    longest = max(numbers["cost_each"], numbers["benefit_each"], 1)
    return {
        "language": language,
        "t": speaker.plain,
        "say": speaker.say,
        "out": speaker.out,
        "both": speaker.both,
        "start": start,
        "programme_years": appendix.decimal(evaluation.inputs.programme.years.value),
        "verdict": _verdict(numbers),
        "needed": _needed(numbers["assumed_needed"]),
        "widths": {
            "running": round(100 * first.start.cost / longest, 2),
            **{name: round(100 * n / longest, 2) for name, n in numbers.items() if name.startswith("part_")},
        },
        **_answers(evaluation, speaker),
        **_controls(evaluation, speaker),
        **_tables(evaluation, speaker),
        **appendix.context(),
        "data": _data(evaluation, language, speaker),
        "csv": _csv(evaluation, language),
        "csv_name": f"voorzorg-{first.municipality.name.casefold().replace(' ', '-')}.csv",
    }


def _verdict(numbers: dict[str, float]) -> str:
    if numbers["trial_each"] >= numbers["cost_each"]:
        return "measured"
    return "assumed" if numbers["benefit_each"] >= numbers["cost_each"] else "never"


def _needed(percent: float) -> str:
    if not percent <= 100:
        return "beyond"
    return "without" if percent <= 0 else "within"


def _answers(evaluation: Evaluation, speaker: Speaker) -> dict[str, Any]:
    low, high = np.quantile(evaluation.draws.effects["reports"], [0.025, 0.975]) * 100
    key, ends = "eco-sure-effects", (low, high)
    if abs(low) < _NEARLY_NONE:
        key = "eco-sure-effects-none"
    elif low < 0:
        key, ends = "eco-sure-effects-more", (high, -low)
    equal = sum(sum(one.equal) for one in evaluation.page)
    return {
        "sure_effects": speaker.plain(
            key, low=speaker.number(float(ends[0]), "small"), high=speaker.number(float(ends[1]), "small")
        ),
        "based_trial": speaker.say(
            "eco-based-trial",
            women=str(evaluation.randomised),
            reports=speaker.number(100 * evaluation.effects["reports"].fewer, "count"),
            violence=speaker.number(100 * evaluation.effects["violence"].fewer, "count"),
        ),
        "based_checked": speaker.plain("eco-based-checked", equal=equal, all=2 * len(evaluation.page))
        if evaluation.page
        else "",
    }


def _controls(evaluation: Evaluation, speaker: Speaker) -> dict[str, Any]:
    inputs, language = evaluation.inputs, speaker.language
    births = evaluation.cases[0].start.births
    cost = max(case.start.cost for case in evaluation.cases)
    return {
        "places": [{"key": c.municipality.name, "label": c.municipality.name} for c in evaluation.cases],
        "groups": [
            {"key": g.key, "label": g.label[language]} for g in inputs.target_group if g.of == "births"
        ],
        "versions": [
            {
                "key": one.key,
                "label": f"{one.label[language]}: {speaker.number(trajectory_cost(inputs, one.key))}",
            }
            for one in inputs.trajectory_costs
        ],
        "limits": {
            "births": max(5000, 2 * births),
            "share": 100,
            "cost": max(60_000, int(2 * cost)),
            "benefit": max(60_000, int(2 * inputs.benefits.per_trajectory.value)),
            "value": 1_000_000,
        },
    }


def _tables(evaluation: Evaluation, speaker: Speaker) -> dict[str, Any]:
    inputs, language = evaluation.inputs, speaker.language
    page_cost = next(one for one in inputs.trajectory_costs if one.key == inputs.costs_of_page)
    return {
        "running_year": page_cost.amount.price_year or speaker.plain("eco-year-none"),
        "costs_beside": [
            {
                "key": one.key,
                "label": one.label[language],
                "amount": speaker.number(evaluation.model.beside[one.key]),
                "year": one.amount.price_year or speaker.plain("eco-year-none"),
                "assumed": one.amount.assumed is not None,
            }
            for one in inputs.costs_beside
        ],
        "categories": [
            {
                "key": one.key,
                "label": one.label[language],
                "trial": one.outcome is not None,
                "outcome": inputs.outcomes[one.outcome].label[language]
                if one.outcome
                else speaker.plain("eco-basis-none"),
                "gains": speaker.plain(f"eco-gains-{one.gains}"),
            }
            for one in sorted(inputs.benefits.categories, key=lambda c: c.outcome is None)
        ],
        "outcomes": [_outcome(speaker, key, outcome) for key, outcome in inputs.outcomes.items()],
        "steps": _steps(evaluation, speaker),
    }


def _outcome(speaker: Speaker, key: str, outcome: Outcome) -> dict[str, Any]:
    return {
        "key": key,
        "label": outcome.label[speaker.language],
        "control": speaker.number(risks(outcome)[0], "percent"),
        "treated": speaker.number(risks(outcome)[1], "percent"),
    }


def _steps(evaluation: Evaluation, speaker: Speaker) -> list[dict[str, Any]]:
    benefits = evaluation.inputs.benefits
    rules = {
        "return": decimal(benefits.return_.value, speaker.language),
        "factor": decimal(benefits.total_factor.value, speaker.language),
    }
    steps = [
        {
            "label": speaker.plain(f"eco-step-{key}"),
            "rule": speaker.plain(f"eco-rule-{key}", **rules),
            "exact": "women" if key == "women" else f"exact_{key}",
            "page": f"page_{key}",
        }
        for key in ("women", "cost", "benefit", "net", "total")
    ]
    for one in evaluation.inputs.benefits.categories:
        share = decimal(100 * one.share, speaker.language)
        steps.append(
            {
                "label": one.label[speaker.language],
                "rule": speaker.plain("eco-rule-part", share=share),
                "exact": f"exact_part_{one.key}",
                "page": f"page_part_{one.key}",
            }
        )
    return steps


def _data(evaluation: Evaluation, language: Language, speaker: Speaker) -> str:
    """What the page's script needs, as JSON that cannot end the element it stands in."""
    inputs = evaluation.inputs
    tied = [c.key for c in inputs.benefits.categories if c.outcome is not None]
    every = [c.key for c in inputs.benefits.categories]
    own = [c.key for c in inputs.benefits.categories if c.gains == "municipality"]
    content = {
        "model": evaluation.model.as_json(),
        "starts": [state_of(case) for case in evaluation.cases],
        "versions": [
            [one.key, _plain(trajectory_cost(inputs, one.key)), one.amount.price_year]
            for one in inputs.trajectory_costs
        ],
        "groups": [
            [g.key, _plain(per_thousand(g.share.value)), _plain(per_thousand(g.share.top))]
            for g in inputs.target_group
            if g.of == "births"
        ],
        "beside_years": {one.key: one.amount.price_year for one in inputs.costs_beside},
        "benefit_year": inputs.benefits.per_trajectory.price_year,
        "presets": {
            "trial": {"costs": [], "categories": tied},
            "costs": {"costs": [one.key for one in inputs.costs_beside], "categories": every},
            "purse": {"costs": [], "categories": own},
        },
        "words": {
            "decimal": BY_CODE[language].decimal,
            "group": BY_CODE[language].group,
            "copied": speaker.plain("eco-copied"),
            "copy": speaker.plain("eco-copy"),
        },
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _csv(evaluation: Evaluation, language: Language) -> str:
    """The rows as a file inside the page."""
    rows = [r for case in evaluation.cases[:1] for r in rows_of(case, evaluation.inputs, evaluation.model)]
    written = BY_CODE[language]
    table = table_as_text(to_frame(rows))
    text = table.to_csv(index=False, sep=written.separator, decimal=written.decimal).encode("utf-8-sig")
    return "data:text/csv;charset=utf-8;base64," + base64.b64encode(text).decode("ascii")
